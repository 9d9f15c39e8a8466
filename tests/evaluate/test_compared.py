"""A project beside coded events: what both have, what only one has and why, agreement by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casus.evaluate.agreeing import agreement, differences, median_km
from casus.evaluate.compared import Comparison, compare_coded
from casus.evaluate.compared_rows import COLUMNS, summary, table
from casus.imports.read import read_coded
from casus.store.rows import EVERYTHING, ClaimRow, Filter
from tests.exports.building import ARMY, DORVAN, FRONT, REPORT, Toy, at, claim, killed, on, said_by
from tests.imports import tables

ONE = claim("ASSAULT.heavy-weapons", FRONT, ARMY, quantities=(killed(4, 4, 4),))


def compared(
    tmp_path: Path, *rows: dict[str, str], claims: tuple[ClaimRow, ...] = (ONE,), wanted: Filter = EVERYTHING
) -> Comparison:
    """A project with these claims beside a file with these rows."""
    path = tmp_path / "coded.csv"
    path.write_text(tables.table(*rows), "utf-8")
    return compare_coded(Toy(claims), read_coded(path), wanted)


def shares(comparison: Comparison) -> dict[tuple[str, str], tuple[int, int]]:
    """Agreeing pairs and all pairs that tell it, by field and test."""
    return {(one.field, one.name): (one.agree, one.of) for one in agreement(comparison)}


def test_an_event_in_both_agrees_in_every_field(tmp_path: Path) -> None:
    """The same shelling: found once on each side, and told alike."""
    comparison = compared(tmp_path, tables.acled())

    assert (comparison.recall, comparison.precision, comparison.f1) == (1.0, 1.0, 1.0)
    assert [differences(pair) for pair in comparison.pairs] == [()]
    assert median_km(comparison) == 0.0
    assert set(shares(comparison).values()) == {(1, 1)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event_date": "2031-05-06"}, "date"),
        ({"latitude": "34.9", "location": "Tesh"}, "place"),
        ({"event_type": "Battles", "sub_event_type": "Armed clash"}, "type"),
        ({"actor1": "Southern League", "inter1": "Political militia", "assoc_actor_1": ""}, "actor1"),
        ({"actor2": "Hill Guard", "inter2": "Identity militia"}, "actor2"),
        ({"fatalities": "9"}, "deaths"),
    ],
)
def test_what_a_pair_differs_in_is_named(changes: dict[str, str], field: str, tmp_path: Path) -> None:
    """One field changed is one difference, and the pair is still found."""
    (pair,) = compared(tmp_path, tables.acled(**changes)).pairs

    assert differences(pair) == (field,)


def test_ged_is_compared_by_its_own_types(tmp_path: Path) -> None:
    """State-based violence; the range of deaths is met."""
    comparison = compared(tmp_path, tables.ged())

    assert shares(comparison)["type", "the same type"] == (1, 1)
    assert shares(comparison)["deaths", "the ranges meet"] == (1, 1)
    assert shares(comparison)["place", "the same province"] == (1, 1)


def test_a_coded_event_that_no_report_covers_says_so(tmp_path: Path) -> None:
    """The only report is of 6 May: nothing of 20 May could be in it."""
    rows = tables.acled(), tables.acled(event_id_cnty="SYR102", event_date="2031-05-20")
    (missed,) = compared(tmp_path, *rows).missed

    assert (missed.theirs.id, missed.reason.code) == ("SYR102", "no report")
    assert missed.reason.words == "no report of the project was published from 2031-05-20 to 2031-05-27"


def test_a_coded_event_that_the_project_denies_says_so(tmp_path: Path) -> None:
    """What all deny is left out of event data, and the reason names it."""
    denied = replace(ONE, factuality="CT-", sources=(said_by("the army", "denies"),))
    (missed,) = compared(tmp_path, tables.acled(), claims=(denied,)).missed

    assert (missed.reason.code, missed.reason.other) == ("left out", ONE.event_id)
    assert missed.reason.words.endswith("is left out: denied")


def test_a_coded_event_whose_like_is_taken_or_too_unlike_says_so(tmp_path: Path) -> None:
    """A second shelling of the same day goes without; one far off has nothing near."""
    rows = (
        tables.acled(),
        tables.acled(event_id_cnty="SYR102", fatalities="1"),
        tables.acled(event_id_cnty="SYR103", latitude="36.9", location="Aram"),
    )
    taken, lonely = compared(tmp_path, *rows).missed

    assert (taken.reason.code, lonely.reason.code) == ("taken", "nothing near")
    assert "goes with SYR101" in taken.reason.words


def test_an_event_of_the_project_alone_counts_if_the_file_could_have_it(tmp_path: Path) -> None:
    """ACLED codes clashes, not accusations; and what is outside the file's days or countries is not its matter."""
    abroad = replace(DORVAN, id="t:9", country="IRQ", lat=36.0, lon=43.0)
    claims = (
        ONE,
        claim("ASSAULT.firearms", FRONT, ARMY, number=2, places=(at(replace(DORVAN, id="t:8", lat=36.4)),)),
        claim("ACCUSE.allege", FRONT, ARMY, number=3),
        claim("ASSAULT.firearms", FRONT, ARMY, number=4, places=(at(abroad),)),
        claim("ASSAULT.firearms", FRONT, ARMY, number=5, time=on(date(2031, 4, 1))),
    )
    comparison = compared(tmp_path, tables.acled(), claims=claims)

    assert [(one.ours.id, one.reason.code) for one in comparison.extra] == [(claims[1].event_id, "nothing near")]
    assert (comparison.precision, comparison.outside) == (0.5, 3)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter(since=date(2031, 5, 6)), ["SYR102"]),
        (Filter(until=date(2031, 5, 5)), ["SYR101"]),
        (Filter(actor="northern"), ["SYR101"]),
        (Filter(place="tesh"), ["SYR102"]),
        (Filter(place="SYR"), ["SYR101", "SYR102"]),
        (Filter(type="PROTEST"), ["SYR102"]),
    ],
)
def test_filters_narrow_the_file_too(wanted: Filter, kept: list[str], tmp_path: Path) -> None:
    """Days, place, actor and type keep coded events as they keep those of the project."""
    protest = tables.acled(
        event_id_cnty="SYR102",
        event_date="2031-05-06",
        event_type="Protests",
        sub_event_type="Peaceful protest",
        actor1="Protesters (Syria)",
        inter1="Protesters",
        location="Tesh",
    )
    comparison = compared(tmp_path, tables.acled(), protest, claims=(), wanted=wanted)

    assert [missed.theirs.id for missed in comparison.missed] == kept


def test_the_registry_joins_names_that_share_no_word(tmp_path: Path) -> None:
    """What a name means is asked of the registry of actors."""
    path = tmp_path / "coded.csv"
    path.write_text(tables.table(tables.acled(actor1="NF", assoc_actor_1="", inter1="0")), "utf-8")
    known: dict[str, Any] = {"NF": frozenset({FRONT.registry})}
    found = compare_coded(Toy((ONE,)), read_coded(path), lookup=lambda name, _: known.get(name, frozenset()))

    assert found.pairs[0].likeness.sides[0] == 1.0


def test_rows_and_figures_hold_the_whole_comparison(tmp_path: Path) -> None:
    """One row for each event; the figures count reasons."""
    later = replace(ONE, claim_id="c-later", report=REPORT)
    rows = tables.acled(), tables.acled(event_id_cnty="SYR102", event_date="2031-05-20")
    comparison = compared(tmp_path, *rows, claims=(later,))
    found = [dict(zip(COLUMNS, row, strict=True)) for row in table(comparison)]

    assert [(row["in"], row["coded_id"], row["coded_row"]) for row in found] == [
        ("both", "SYR101", "1"),
        ("only coded", "SYR102", "2"),
    ]
    assert (found[0]["coded_deaths"], found[0]["deaths"], found[0]["km"]) == ("4", "4", "0.0")
    assert summary(comparison)["only_coded"] == {"no report": 1}


def test_a_project_without_reports_has_nothing(tmp_path: Path) -> None:
    """No events, no precision to speak of, and a reason for each coded event."""
    comparison = compared(tmp_path, tables.acled(), claims=())

    assert (comparison.recall, comparison.precision, comparison.f1) == (0.0, None, None)
    assert [missed.reason.code for missed in comparison.missed] == ["no report"]
