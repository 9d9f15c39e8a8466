"""`casus actors`: search and show."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from casus.cli.app import app
from casus.cli.profile import profile
from casus.gazetteers.actors import Registry, in_force, open_actors

OWN = """
[[actor]]
id = "my.dawn-brigade"
name = "Dawn Brigade"
kind = "militia"
sector = "PRM"
country = "XTV"
names = ["Night Brigade @ 2011-02 .. 2014", "Brigade of the Dawn"]
"""


def ask(*arguments: str | Path, width: int | None = 100) -> Result:
    """`casus actors …` on a screen of that width, or in a pipe."""
    environment = {"COLUMNS": str(width) if width else ""}
    return CliRunner().invoke(app, ["actors", *map(str, arguments)], env=environment)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The registry that ships."""
    return open_actors()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of one actor."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_an_id_shows_names_links_and_leaders_with_days_and_sources() -> None:
    """What changed with time stands with its days, what came from where with its source."""
    page = ask("ag.nusra-front").stdout

    for words in ("NAMES", "Jabhat Fatah al-Sham", "2016-07-28 to 2017-01-27", "LINKS", "succeeded by", "LEADERS"):
        assert words in page
    assert "reviewed" in page
    assert "● verified   ○ not verified" in page


def test_a_day_marks_the_names_in_use_then() -> None:
    """The older name is marked before the change, the newer one after it, and heads the page."""
    before, after = (ask("ag.nusra-front", "--at", day).stdout.splitlines() for day in ("2013-05-01", "2016-09-01"))
    marked = [[line for line in page if line.startswith("→") and "main name" in line] for page in (before, after)]

    assert [len(lines) for lines in marked] == [1, 1]
    assert "Nusra Front" in marked[0][0]
    assert "Jabhat Fatah al-Sham" in marked[1][0]
    assert after[0].startswith("Jabhat Fatah al-Sham")


def test_the_only_bearer_of_a_name_is_shown_and_others_are_named() -> None:
    """Asking for a whole name gives its bearer; whose names merely begin so are mentioned."""
    result = ask("Free", "Syrian", "Army")

    assert result.stdout.startswith("Free Syrian Army")
    assert "ag.fsa" in result.stdout


def test_part_of_a_name_lists_whose_names_fit() -> None:
    """Words may be beginnings; the middle of a word is no fit."""
    rows = [json.loads(line) for line in ask("brigad", "--country", "SY", "--limit", "0", "--json").stdout.splitlines()]
    inside = [json.loads(line) for line in ask("rigad", "--limit", "0", "--json").stdout.splitlines()]

    assert len(rows) > 10
    assert all("SYR" in (row["country"], *row["operates"]) for row in rows)
    assert inside == []


def test_a_name_that_two_bear_is_ranked_by_day_and_country() -> None:
    """Three letters mean a group in one country and a service in another."""
    first = [
        json.loads(ask("ISI", *options, "--json").stdout.splitlines()[0])["id"]
        for options in (("--at", "2010-05-01", "--country", "Iraq"), ("--at", "2010-05-01", "--country", "PK"))
    ]

    assert first == ["ag.islamic-state", "org.isi-pakistan"]


def test_who_was_not_there_yet_is_left_out() -> None:
    """With a day, groups that began later are no answers."""
    names = [json.loads(line)["id"] for line in ask("HTS", "--at", "2012-01-01", "--json").stdout.splitlines()]

    assert "ag.hts" not in names


def test_a_pipe_gets_a_table_whatever_is_found() -> None:
    """One answer or many: lines with the same tabs under a header. An id gives the page also in a pipe."""
    one, many = (ask(text, width=None).stdout.splitlines() for text in ("Hayat Tahrir al-Sham", "brigade"))

    assert {line.count("\t") for line in one + many} == {one[0].count("\t")}
    assert one[0].startswith("id\tname")
    assert ask("ag.hts", width=None).stdout.startswith("Hayat Tahrir al-Sham")


def test_json_has_a_source_and_a_flag_for_every_fact() -> None:
    """Machines see what people see, links in both directions included."""
    row = json.loads(ask("ag.hts", "--at", "2018-02-01", "--json").stdout)
    facts = [fact for key in ("names", "links", "linked_from", "leaders") for fact in row[key]]

    assert (row["id"], row["ucdp"], row["at"]) == ("ag.hts", ["6815"], "2018-02-01")
    assert {"ag.nusra-front"} <= {link["actor"] for link in row["links"] if link["relation"] == "successor_of"}
    assert all(fact["source"] and isinstance(fact["verified"], bool) for fact in facts)
    assert {True, False, None} == {fact["holds"] for fact in facts}


def test_sectors_change_with_the_day(registry: Registry) -> None:
    """A movement that came to rule is a government only while it rules."""
    days = (date(2000, 1, 1), date(2015, 1, 1), date(2022, 1, 1))

    assert [profile(registry, "ag.taliban", day).sector for day in days] == ["GOV", "REB", "GOV"]
    assert "SECTORS" in ask("ag.taliban").stdout


def test_persons_show_their_offices() -> None:
    """A person holds offices, and has no leaders."""
    row = json.loads(ask("per.ahmed-al-sharaa", "--json").stdout)

    assert "SYR.GOV" in {office["actor"] for office in row["offices"]}
    assert row["leaders"] == []


def test_actors_of_ones_own_are_found(own: Path) -> None:
    """A file given on the command line is read on top, days of its names included."""
    page = ask("my.dawn-brigade", "--actors", own, "--at", "2012-01-01").stdout

    assert "Night Brigade" in page
    assert "2011-02 to 2014" in page


def test_a_damaged_file_of_actors_is_named_with_its_line(own: Path) -> None:
    """The message says file, line and what to write; exit code 1."""
    own.write_text(OWN.replace("XTV", "Tarvenia"), encoding="utf-8")
    result = ask("dawn", "--actors", own)

    assert result.exit_code == 1
    assert "own.toml:2: country 'Tarvenia'; expected an ISO 3166-1 alpha-3 code" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("x", "--country", "Narnia"), id="country"),
        pytest.param(("x", "--at", "2014-02-30"), id="day"),
        pytest.param((), id="nothing"),
    ],
)
def test_wrong_options_are_usage_errors(arguments: tuple[str, ...]) -> None:
    """Nothing is searched for then."""
    assert ask(*arguments).exit_code == 2


@pytest.mark.parametrize("text", ["", " ", "\u202e\u200f", "x" * 10_000, "!?", "\tag.hts\n", "a\x00b"])
def test_odd_questions_are_answered_calmly(text: str) -> None:
    """Marks without letters, and endless words, find nothing or what they mean; nothing breaks."""
    result = ask(text)

    assert result.exit_code == 0
    assert len(result.stderr) < 500


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("text", ["ag.islamic-state", "brigade", "SYR.MIL"])
def test_pages_keep_to_the_screen(text: str, width: int) -> None:
    """No line is wider than the screen."""
    assert max(map(len, ask(text, width=width).stdout.splitlines())) <= width


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        (("2014", "2016"), True),
        (("2016", ""), False),
        (("", "2014"), False),
        (("", ""), None),
        (("2015-06-15", ""), True),
    ],
)
def test_what_holds_on_a_day(days: tuple[str, str], holds: bool | None) -> None:
    """Years and days bound a fact, both included; without either nobody knows."""
    assert in_force(date(2015, 6, 15), *days) is holds
