"""Places in reports: what is found, what it means, how it relates."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.gazetteers.places import CompiledPlaces, open_places
from casus.model.document import Document
from casus.model.geometry import distance_km
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import EntityKind, Mention
from casus.model.where import Place, PlaceMention
from casus.steps.places import Places


@cache
def gazetteer() -> CompiledPlaces:
    """What casus ships."""
    return open_places()


def read(text: str, *mentions: Mention) -> Reading:
    """The text with its places."""
    return Places(gazetteer())(Reading(Document("d-1", text), mentions=mentions))


def found(text: str) -> dict[str, PlaceMention]:
    """Words -> mention."""
    return {m.span.of(text): m for m in read(text).places}


def place(text: str, words: str) -> Place:
    """The place that the words mean."""
    chosen = found(text)[words].place
    assert chosen is not None
    return chosen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shells fell on the town of Douma on Monday.", ["Douma"]),
        ("Troops entered Deir al-Zor province from Iraq.", ["Deir al-Zor province", "Iraq"]),
        ("Fighting spread across northern Syria.", ["northern Syria"]),
        ("Mount Sinjar overlooks northern Iraq.", ["Mount Sinjar", "northern Iraq"]),
        ("The Syrian army and Lebanese soldiers did not coordinate.", []),
        ("Jordan Smith met Mr. London and President Chad Walker.", []),
        ("Students of Aleppo University marched, the Damascus Times wrote.", []),
        ("Police said on Monday that March was worse.", []),
        ("Guards in Iraqi Kurdistan and the U.S. were told.", ["Iraqi Kurdistan", "U.S."]),
    ],
)
def test_which_words_are_places(text: str, words: list[str]) -> None:
    """Names with their kind word and part are places; peoples, persons and institutions are not."""
    assert [m.span.of(text) for m in read(text).places] == words


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("A convoy was hit 30 km north of Homs.", "30 km north of Homs", "north_of"),
        ("A convoy was hit five miles southeast of Homs.", "five miles southeast of Homs", "southeast_of"),
        ("A convoy was hit near Homs.", "Homs", "near"),
        ("A convoy was hit on the outskirts of Homs.", "Homs", "part_of"),
        ("A convoy was hit in eastern Homs.", "eastern Homs", "part_of"),
        ("A convoy was hit between Homs and Hama.", "between Homs and Hama", "between"),
        ("A convoy crossed the border between Syria and Lebanon.", "border between Syria and Lebanon", "border"),
        ("A convoy crossed the Syria-Lebanon border.", "Syria-Lebanon border", "border"),
        ("A convoy crossed the Syrian-Lebanese border.", "the Syrian-Lebanese border", "border"),
        ("A convoy crossed Syria's border with Lebanon.", "Syria's border with Lebanon", "border"),
        ("A convoy left Syria for Lebanon and crossed the border.", "the border", "border"),
        ("Syrian troops watched the border with Lebanon.", "the border with Lebanon", "border"),
        ("From Syria they fired at Lebanon's side of the border.", "Lebanon's side of the border", "side_of"),
        ("A convoy was hit in the north of Syria.", "the north of Syria", "part_of"),
        ("A convoy was hit in Syria's northeast.", "Syria's northeast", "part_of"),
        ("From Syria a convoy came close to Lebanon's border.", "Lebanon's border", "border"),
        ("A convoy was hit in the Homs area.", "Homs area", "near"),
        ("A convoy was hit in Homs.", "Homs", "in"),
    ],
)
def test_relations(text: str, words: str, relation: str) -> None:
    """The words around a name say how the place relates to it."""
    assert found(text)[words].relation == relation


def test_the_other_side_of_a_border_is_the_people_named_nearest() -> None:
    """Of two borders in play, "the border with Libya" is that of the people who stand there."""
    text = "Poland closed its border with Belarus. Chadian troops watched the border with Libya."
    assert place(text, "the border with Libya").id == "casus:border/lby-tcd"


def test_a_distance_and_a_bearing_move_the_point() -> None:
    """30 km north of Homs is a point of its own with a radius of its own, coarser than the town."""
    there = place("A convoy was hit 30 km north of Homs.", "30 km north of Homs")
    homs = place("A convoy was hit in Homs.", "Homs")

    assert distance_km((there.lat or 0, there.lon or 0), (homs.lat or 0, homs.lon or 0)) == pytest.approx(30, abs=0.5)
    assert (there.lat or 0) > (homs.lat or 0)
    assert there.precision > homs.precision
    assert there.id != homs.id


def test_near_widens_the_radius() -> None:
    """Near a town is the town's surroundings: same point, larger radius, UCDP precision 2."""
    near, homs = place("A convoy was hit near Homs.", "Homs"), place("A convoy was hit in Homs.", "Homs")

    assert (near.lat, near.lon) == (homs.lat, homs.lon)
    assert near.radius_km >= homs.radius_km + 10
    assert near.precision == 2


def test_between_two_towns_is_the_middle() -> None:
    """The radius reaches both towns."""
    text = "A convoy was hit between Homs and Hama."
    middle = place(text, "between Homs and Hama")
    homs = place("A convoy was hit in Homs.", "Homs")

    assert distance_km((middle.lat or 0, middle.lon or 0), (homs.lat or 0, homs.lon or 0)) == pytest.approx(
        middle.radius_km, abs=1
    )


def test_talks_between_countries_have_no_place() -> None:
    """“between Iran and Iraq” is no spot halfway."""
    assert all(m.relation == "in" for m in read("Talks between Iran and Iraq went on.").places)


def test_a_part_of_a_country_is_coarse() -> None:
    """Northern Syria lies in the north, with UCDP precision 5."""
    north, whole = place("War in northern Syria.", "northern Syria"), place("War in Syria.", "Syria")

    assert (north.lat or 0) > (whole.lat or 0)
    assert (north.precision, whole.precision) == (5, 6)


def test_what_is_a_place_of_its_own_is_no_part() -> None:
    """Eastern Ghouta is a place; its point is not moved to the east."""
    mention = found("Shells fell on eastern Ghouta in Syria.")["eastern Ghouta"]

    assert mention.relation == "in"
    assert mention.place is not None
    assert mention.place.name == "Eastern Ghouta"


def test_the_container_decides() -> None:
    """Alexandria, Louisiana stays in Louisiana, also where it is named alone later."""
    mentions = read("Floods hit Alexandria, Louisiana. Shops in Alexandria closed.").places

    assert [m.place.admin1 for m in mentions if m.place and m.place.name == "Alexandria"] == ["Louisiana", "Louisiana"]


def test_peoples_bring_their_country_into_play() -> None:
    """The Lebanese army's Tripoli is not the capital of Libya."""
    assert place("The Lebanese army entered Tripoli. Lebanese officers cheered.", "Tripoli").country == "LBN"
    assert place("The Libyan army entered Tripoli. Libyan officers cheered.", "Tripoli").country == "LBY"


def test_other_places_pull() -> None:
    """Among Texan towns, Paris lies in Texas."""
    assert (
        place("The road from Dallas to Paris and on to Sherman and Denison, Texas, was closed.", "Paris").country
        == "USA"
    )


@pytest.mark.parametrize(
    ("text", "words", "metonym"),
    [
        ("Washington said it would leave.", "Washington", True),
        ("Moscow-backed fighters left.", "Moscow", True),
        ("Turkey has repeatedly denied it.", "Turkey", True),
        ("Protests in Washington went on.", "Washington", False),
        ("Raqqa-based fighters left.", "Raqqa", False),
    ],
)
def test_metonyms(text: str, words: str, metonym: bool) -> None:
    """A capital or country that speaks or backs is a government."""
    assert found(text)[words].metonym is metonym


def test_anaphors_mean_the_place_named_last() -> None:
    """“The town” is the town, "the province" the province."""
    text = "Rebels took Saraqib in Idlib province. The town was empty. The province is poor."

    assert place(text, "The town").id == place(text, "Saraqib").id
    assert place(text, "The province").id == place(text, "Idlib province").id


def test_an_unknown_place_stays_open_with_a_note() -> None:
    """A village that nobody knows has no coordinates; the report says so."""
    reading = read("Three died in the village of Qarvenkhal in Syria.")
    mention = next(m for m in reading.places if m.place is None)

    assert mention.span.of(reading.document.text) == "Qarvenkhal"
    assert [(n.code, n.span) for n in reading.notes] == [("place-unknown", mention.span)]


def test_an_ambiguous_place_is_noted() -> None:
    """Nothing says which San José: the candidates are kept, and a note says so."""
    reading = read("A bomb went off in Santa Cruz.")

    assert [n.code for n in reading.notes] == ["place-ambiguous"]
    assert len(reading.places[0].candidates) > 1


def test_tags_overrule_the_words() -> None:
    """What the tagger calls a person is none of ours; what it calls a place is, even if unknown."""
    text = "Aleppo spoke to Qarvenkhal."
    person = Mention(Span(0, 6), EntityKind.PER, 0)
    somewhere = Mention(Span(16, 26), EntityKind.GPE, 3)

    assert [m.span for m in read(text, person, somewhere).places] == [somewhere.span]


def test_an_unsure_tag_does_not_hide_a_place() -> None:
    """A tagger that is no surer than a coin with one more side cannot make an organisation of Gaza."""
    text = "Shells fell in Gaza on Monday."
    unsure = Mention(Span(15, 19), EntityKind.ORG, 3, score=0.7)

    assert [m.span for m in read(text, unsure).places] == [unsure.span]


def test_given_words_are_resolved_one_by_one() -> None:
    """Every span gets its mention, in the order given, known or not."""
    text = "From Homs to nowhere."
    spans = (Span(13, 20), Span(5, 9))
    mentions = Places(gazetteer()).resolve(Reading(Document("d-1", text)), spans)

    assert [m.span for m in mentions] == list(spans)
    assert [m.place is None for m in mentions] == [True, False]


WORDS = st.sampled_from(
    [
        "Aleppo",
        "Homs",
        "Syria",
        "the border",
        "north of",
        "30 km",
        "near",
        "between",
        "and",
        "province",
        "city of",
        "'s",
        "-backed",
        "said",
        "Mr.",
        "The town",
        "\u202e",
        "<b>",
        ",",
        ".",
        "\n\n",
        "of the",
        "Syria-Iraq border",
        "side of the border",
        "Gаza",
        "A" * 10_000,
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS | st.text(max_size=12), max_size=25))
def test_it_never_crashes_and_quotes_the_text(words: list[str]) -> None:
    """Whatever the text is: spans lie in it, are not empty, come in order, and the step gives the same again."""
    text = " ".join(words)
    reading = read(text)
    spans = [m.span for m in reading.places]

    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert spans == sorted(spans)
    assert read(text) == reading


def test_a_report_of_giant_tokens_is_read_quickly() -> None:
    """Time grows with the text, not faster."""
    begin = time.process_time()
    read(("A" * 10_000 + " near Homs and ") * 20)

    assert time.process_time() - begin < 2
