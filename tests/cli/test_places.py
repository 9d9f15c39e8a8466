"""`casus places`: what a name may mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from casus.cli.app import app
from casus.model.geometry import compass

OWN = (
    "name\tlat\tlon\tcountry\tkind\tradius_km\tinside\n"
    "Velm\t10\t20\tXTV\tadmin1\t50\t\n"
    "Tolm\t10.1\t20.1\tXTV\ttown\t3\tVelm\n"
)


def ask(*arguments: str | Path, width: int | None = 100) -> Result:
    """`casus places …` on a screen of that width, or in a pipe."""
    environment = {"COLUMNS": str(width) if width else ""}
    return CliRunner().invoke(app, ["places", *map(str, arguments)], env=environment)


def rows(*arguments: str | Path) -> list[dict[str, object]]:
    """What `--json` gives."""
    return [json.loads(line) for line in ask(*arguments, "--json").stdout.splitlines()]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of a province and a town in it."""
    path = tmp_path / "own.tsv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_place_stands_with_all_that_is_known_of_it() -> None:
    """Kind, province, coordinates, radius, precision, source and reason are on the page and in the JSON."""
    page, row = ask("al-Bab").stdout, rows("al-Bab")[0]

    for words in ("Al Bāb", "Aleppo, Syria", "36.3705, 37.5157", "UCDP 1: exact", "prior"):
        assert words in page
    assert (row["country"], row["inside"], row["where_prec"], row["geo_precision"]) == ("SYR", ["Aleppo"], 1, 1)
    assert row["layer"] == "shipped"


def test_any_script_will_do() -> None:
    """A name in Arabic letters leads to the same place as in Latin ones."""
    assert rows("حلب")[0]["id"] == rows("Aleppo")[0]["id"]


@pytest.mark.parametrize("code", ["LB", "LBN", "Lebanon", "lb"])
def test_a_country_keeps_to_its_places(code: str) -> None:
    """Codes of two or three letters and names are the same country; places elsewhere are left out."""
    found = rows("Tripoli", "--country", code)

    assert {row["country"] for row in found} == {"LBN"}
    assert sum(float(str(row["belief"])) for row in found) == pytest.approx(1, abs=0.01)


def test_a_point_and_a_name_rank_alike() -> None:
    """Near Homs, Tripoli is the Lebanese one; distance and direction are said."""
    by_name, by_point = rows("Tripoli", "--near", "Homs")[0], rows("Tripoli", "--near", "34.73,36.71")[0]

    assert by_name["country"] == by_point["country"] == "LBN"
    assert 80 < float(str(by_name["km"])) < 100
    assert "km west of Homs, Syria" in " ".join(ask("Tripoli", "--near", "Homs", width=200).stdout.split())


def test_a_kind_keeps_to_its_kind() -> None:
    """A kind of the gazetteer is taken as it is, a word for several by what it fits."""
    assert {row["kind"] for row in rows("Homs", "--kind", "admin1")} == {"admin1"}
    assert "city" not in {row["kind"] for row in rows("Homs", "--kind", "province")}
    assert rows("Euphrates", "--country", "SYR")[0]["kind"] == "river"


def test_places_of_ones_own_come_on_top(own: Path) -> None:
    """A file given on the command line is read, units around its places included."""
    row = rows("Tolm", "--places", own)[0]

    assert (row["id"], row["inside"], row["layer"]) == ("own:tolm", ["Velm"], "own")


def test_an_unknown_name_says_what_to_try() -> None:
    """Nothing found is no error, and there is advice."""
    result = ask("Xqzzkville")

    assert result.exit_code == 0
    assert "casus gazetteer install geonames" in result.stderr


def test_a_pipe_gets_tab_separated_lines() -> None:
    """Every line has the cells of the header."""
    lines = ask("Homs", "--limit", "3", width=None).stdout.splitlines()

    assert len(lines) == 4
    assert {line.count("\t") for line in lines} == {14}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        pytest.param(("--near", "95,10"), 1, "latitude -90 to 90", id="latitude"),
        pytest.param(("--near", "nan,10"), 1, "no point on Earth", id="nan"),
        pytest.param(("--near", "Xqzzkville"), 1, "no place that is known", id="near"),
        pytest.param(("--kind", "hamletish"), 1, "expected one of admin1", id="kind"),
        pytest.param(("--country", "ZZ"), 2, "SY or SYR", id="country"),
        pytest.param(("--limit", "-1"), 2, "--limit", id="limit"),
    ],
)
def test_wrong_options_are_explained(options: tuple[str, ...], code: int, said: str) -> None:
    """What was expected is said."""
    result = ask("Homs", *options)

    assert result.exit_code == code
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_a_negative_latitude_is_a_point(own: Path) -> None:
    """The sign is not taken for an option."""
    assert rows("Tolm", "--places", own, "--near", "-30.1,-20.4")[0]["km"] is not None


@pytest.mark.parametrize("name", ["", "\u202e", "x" * 10_000, "?!", "a\x00b", "Homs\n"])
def test_odd_names_are_answered_calmly(name: str) -> None:
    """Nothing breaks, and messages stay short."""
    result = ask(name)

    assert result.exit_code == 0
    assert len(result.stderr) < 500


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_page_keeps_to_the_screen(width: int) -> None:
    """No line is wider than the screen."""
    assert max(map(len, ask("Mansoura", "--near", "Homs", width=width).stdout.splitlines())) <= width


@pytest.mark.parametrize(
    ("end", "word"), [((11, 20), "north"), ((10, 21), "east"), ((9, 19), "southwest"), ((10.5, 19.5), "northwest")]
)
def test_directions_have_their_words(end: tuple[float, float], word: str) -> None:
    """From 10° N 20° E."""
    assert compass((10, 20), end) == word
