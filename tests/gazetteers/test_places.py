"""Names of places to ranked places."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.errors import ResourceError
from casus.gazetteers.fold import fold, skeleton, without_articles
from casus.gazetteers.manifest import file_digest, read_manifest, verify
from casus.gazetteers.placefile import PlaceFile
from casus.gazetteers.places import CompiledPlaces, open_places, shipped_folder
from casus.protocols import PlaceContext, PlaceGazetteer
from tests.gazetteers.layers import small_gazetteer

NAMES = st.text(alphabet=st.characters(codec="utf-8"), max_size=40) | st.from_regex(
    r"<\w+>[A-Z][a-z]+</\w+>", fullmatch=True
)


@pytest.fixture(scope="module")
def shipped() -> CompiledPlaces:
    """What casus ships."""
    return open_places()


@pytest.fixture
def small(tmp_path: Path) -> CompiledPlaces:
    """A few made-up places."""
    return small_gazetteer(tmp_path)


def test_it_is_a_gazetteer(small: CompiledPlaces) -> None:
    """The compiled gazetteer has the shape that steps ask for."""
    gazetteer: PlaceGazetteer = small

    assert re.fullmatch("[0-9a-f]{64}", gazetteer.digest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maarrat al-Nu'man", "maarrat al Nu’mān"),
        ("‘Ayn al ʿArab", "Ayn al-Arab"),
        ("Port-au-Prince", "port au prince"),
        ("St. Louis", "Saint Louis"),
        ("Tiyas airbase", "Tiyas Air Base"),
        ("Al\u200fep\u00adpo", "Aleppo"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    """Case, marks, apostrophes, hyphens and invisible characters make no difference."""
    assert fold(one) == fold(other) != ""


def test_articles_before_sun_letters_fold_together() -> None:
    """“Dayr az-Zawr” and "Dayr al-Zawr" are one spelling."""
    assert without_articles(fold("Dayr az-Zawr")) == without_articles(fold("Dayr al-Zawr"))


def test_skeletons_join_transliterations_and_refuse_short_names() -> None:
    """The consonants of "Hodeidah" are those of "al-Hudaydah"; two consonants are no skeleton."""
    assert skeleton(fold("Hodeidah")) == skeleton(fold("al-Hudaydah")) != ""
    assert skeleton("ur") == ""


def test_the_context_decides_between_namesakes(small: CompiledPlaces) -> None:
    """The larger Mirsat wins alone, the one in the country in play, near a settled place or in a named container
    otherwise.
    """
    alone = small.lookup("Mirsat", PlaceContext())
    country = small.lookup("Mirsat", PlaceContext(countries=(("XAA", 1.0),)))
    inside = small.lookup("Mirsat", PlaceContext(inside=("Avaria",)))

    assert alone[0].place.id == "t:mir2"
    assert country[0].place.id == inside[0].place.id == "t:mir"


def test_kind_words_choose_the_province(small: CompiledPlaces) -> None:
    """“Tolan province” is the province, "Tolan" the city, "city of Tolan" too."""
    assert small.lookup("Tolan province", PlaceContext())[0].place.kind == "admin1"
    assert small.lookup("Tolan", PlaceContext())[0].place.kind == "city"
    assert small.lookup("city of Tolan", PlaceContext())[0].place.kind == "city"


def test_names_are_known_in_other_scripts(small: CompiledPlaces) -> None:
    """An Arabic name finds its place."""
    assert small.lookup("قلعة", PlaceContext())[0].place.id == "t:qal"


def test_consonants_count_only_in_a_country_in_play(small: CompiledPlaces) -> None:
    """An unknown spelling is found in a country that the report names, and nowhere else."""
    assert small.lookup("Kalaat al-Husen", PlaceContext()) == ()
    assert small.lookup("Kalaat al-Husen", PlaceContext(countries=(("XAA", 1.0),)))[0].place.id == "t:qal"


def test_a_place_knows_its_province(small: CompiledPlaces) -> None:
    """The admin path reaches the province."""
    assert small.lookup("Mirsat", PlaceContext(countries=(("XAA", 1.0),)))[0].place.admin1 == "Tolan"


def test_a_place_without_coordinates_has_none(small: CompiledPlaces) -> None:
    """Unknown coordinates are None, never zero."""
    place = small.lookup("Nowhere Village", PlaceContext(near=((1.0, 1.0),)))[0].place

    assert (place.lat, place.lon, place.id) == (None, None, "gn:77")


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "<b>Tolan</b>",
        "T" * 10_000,
        "Tolan " * 2_000,
        "\u202eTolan\u202c\ud800",
        "\x00",
        "‏",
        "'",
        "-al-",
        "the",
        "of the",
    ],
)
def test_hostile_names_never_crash(shipped: CompiledPlaces, name: str) -> None:
    """Markup, direction marks, lone surrogates and giant tokens give at most ten candidates and no error."""
    assert len(shipped.lookup(name, PlaceContext(countries=(("SYR", 1.0),)))) <= 10


@settings(max_examples=60, deadline=None)
@given(name=NAMES, country=st.sampled_from(["SYR", "UKR", "ZZZ", ""]))
def test_lookups_are_sorted_and_bounded(name: str, country: str) -> None:
    """Scores lie in 0..1 and fall; never more than ten candidates."""
    found = open_places().lookup(name, PlaceContext(countries=((country, 1.0),), inside=(name,), kind=name))
    scores = [c.score for c in found]

    assert len(found) <= 10
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Aleppo", "al-Bab", "Beirut", "the", ".", "\u202e", "said", "GAZA", "<p>", "'s", "\n"]) | NAMES
    )
)
def test_scan_gives_ordered_ranges_of_the_text(words: list[str]) -> None:
    """Ranges lie in the text, in order, without overlap, and begin and end with a word character."""
    text = " ".join(words)
    ranges = list(open_places().scan(text))

    assert all(0 <= a < b <= len(text) for a, b in ranges)
    assert all(left[1] <= right[0] for left, right in pairwise(ranges))
    assert all(text[a:b].strip() == text[a:b] for a, b in ranges)


def _names(gazetteer: CompiledPlaces, text: str) -> list[str]:
    return [text[a:b] for a, b in gazetteer.scan(text)]


def test_scan_finds_the_longest_names(shipped: CompiledPlaces) -> None:
    """“South Sudan” is one name, a lower-case article belongs to its name, a possessive does not."""
    text = "Aid left South Sudan for al-Bab and Lebanon's coast."

    assert _names(shipped, text) == ["South Sudan", "al-Bab", "Lebanon"]


def test_scan_passes_over_ordinary_words(shipped: CompiledPlaces) -> None:
    """Months, titles and words that open a sentence are no places, though villages bear these names."""
    text = "Police said on Monday that President March met Ali. Most of them left. We're done, I've heard."

    assert _names(shipped, text) == []


def test_scan_is_fast_on_giant_tokens(shipped: CompiledPlaces) -> None:
    """A token of a million letters takes no noticeable time."""
    begin = time.process_time()
    assert list(shipped.scan("A" * 1_000_000 + " " + "Al-" * 100_000)) == []

    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("name", "countries", "place_id"),
    [
        ("Deir al-Zor", (), "gn:170794"),
        ("Dayr az-Zawr", (), "gn:170794"),
        ("Deir ez-Zor province", (), "gn:170792"),
        ("Avdiivka", (), "gn:713122"),
        ("Damascus", (), "gn:170654"),
        ("Дамаск", (), "gn:170654"),
        ("Tripoli", ("LBY",), "gn:2210247"),
        ("Tripoli", ("LBN",), "gn:266826"),
        ("Georgia", ("USA",), "gn:4197000"),
        ("Georgia", (), "gn:614540"),
    ],
)
def test_well_known_places(shipped: CompiledPlaces, name: str, countries: tuple[str, ...], place_id: str) -> None:
    """Conflict places come before namesakes; the country in play decides."""
    found = shipped.lookup(name, PlaceContext(countries=tuple((c, 1.0) for c in countries)))

    assert found[0].place.id == place_id


@pytest.mark.parametrize(
    "name", ["Syria-Lebanon border", "Lebanese-Syrian border", "SYR-LBN border"[4:7] + "-SYR border"]
)
def test_borders_have_names(shipped: CompiledPlaces, name: str) -> None:
    """A border is found under the names of its countries, their peoples and their codes."""
    assert shipped.lookup(name, PlaceContext())[0].place.id == "casus:border/lbn-syr"


def test_opening_is_quick() -> None:
    """The gazetteer is mapped, not read: it opens in far less than 0.2 seconds."""
    begin = time.perf_counter()
    open_places()

    assert time.perf_counter() - begin < 0.2


def test_the_shipped_files_are_those_of_the_manifest() -> None:
    """No file of the shipped gazetteer was changed after it was compiled, and together they stay under 60 MB."""
    folder = shipped_folder()

    assert verify(folder) == ()
    assert sum(f.stat().st_size for f in folder.iterdir()) < 60_000_000


def test_the_shipped_gazetteer_was_compiled_from_these_tables() -> None:
    """The hand-made tables of the compiler are the ones that the manifest names as inputs."""
    inputs = read_manifest(shipped_folder()).inputs
    scripts = Path(__file__).resolve().parents[2] / "scripts" / "gazetteer"
    if not scripts.is_dir():
        pytest.skip("needs the compiler's tables in scripts/gazetteer, which are not part of the installed package")
    tables = {path.name: file_digest(path) for path in scripts.glob("*.tsv")}

    assert {name: inputs[name] for name in tables} == tables


def test_a_damaged_layer_is_refused(tmp_path: Path) -> None:
    """A truncated file is an error that names it."""
    small_gazetteer(tmp_path)
    records = tmp_path / "small" / "places.bin"
    records.write_bytes(records.read_bytes()[:-1])

    with pytest.raises(ResourceError, match=r"places\.bin"):
        PlaceFile(tmp_path / "small")


def test_a_layer_of_another_format_is_refused(tmp_path: Path) -> None:
    """The error says which format was found and what to do."""
    small_gazetteer(tmp_path)
    manifest = tmp_path / "small" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 9'))

    with pytest.raises(ResourceError, match=r"format 9.*compile it again"):
        PlaceFile(tmp_path / "small")
