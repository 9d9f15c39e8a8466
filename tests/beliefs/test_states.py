"""Relations through time: who held what when, what ended it, where sources conflict."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.beliefs.states import lines
from casus.beliefs.types import ContradictionKind, StateLine
from casus.model.when import TimePrecision
from casus.store.rows import EventRow, PartyRow, PlaceRow, StateRow, TimeRow
from tests.beliefs.histories import (
    ARMY,
    FRONT,
    GUARD,
    OSTREN,
    VALE,
    Act,
    day,
    holds,
    paper,
    quote,
    source,
)

ARMY_SAYS = source("the Tarvenian army", of=ARMY)
FRONT_SAYS = source("the Highland Front", of=FRONT)


def capture(by: PartyRow, of: PartyRow, on: int, *, denied: bool = False) -> EventRow:
    """The capture of Ostren, told the day after."""
    act = Act(mode="capture", actors=(by,), recipients=(of,), event_id=f"e-{on:016d}")
    act.told(paper("Courier", on + 1, number=on), f"Taken on {on}.", when=(on, on))
    if denied:
        denial = source("a spokesman", of=of, stance="denies")
        act.told(paper("Meridian", on + 1, number=on), "Not taken.", by=denial, status="none", factuality="CT-")
    return act.event()


def line(found: tuple[StateLine, ...], subject: PartyRow, relation: str = "controls") -> StateLine:
    """The one line of a subject."""
    (only,) = (one for one in found if one.subject.name == subject.name and one.relation == relation)
    return only


def stretches(one: StateLine) -> list[tuple[date | None, date | None]]:
    """When a relation held."""
    return [(period.when.earliest, period.when.latest) for period in one.periods if period.polarity]


def town_changing_hands() -> tuple[list[StateRow], list[EventRow]]:
    """The army holds Ostren, loses it on the third, takes it back on the eighth and loses it again on the twelfth."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it."),
        holds(paper("Courier", 5), FRONT, OSTREN, "Front holds it."),
        holds(paper("Meridian", 10), ARMY, OSTREN, "Army holds it again."),
        holds(paper("Halden", 14), FRONT, OSTREN, "Front holds it again."),
    ]
    return states, [capture(FRONT, ARMY, 3), capture(ARMY, FRONT, 8), capture(FRONT, ARMY, 12)]


def test_a_town_that_changes_hands_three_times() -> None:
    """Each capture ends the other side's hold and begins the captor's; nobody is in conflict with anybody."""
    found = lines(*town_changing_hands())

    assert stretches(line(found, ARMY)) == [(None, day(3)), (day(8), day(12))]
    assert stretches(line(found, FRONT)) == [(day(3), day(8)), (day(12), None)]
    assert [one.conflicts for one in found] == [(), ()]


def test_a_period_names_what_ended_it() -> None:
    """The claim that ended it is there to be quoted."""
    found = lines(*town_changing_hands())
    closed = line(found, ARMY).periods[0].closed_by

    assert closed is not None
    assert closed.sentence.words == "Taken on 3."


@given(seed=st.integers(0, 10_000))
def test_the_order_of_states_and_events_does_not_matter(seed: int) -> None:
    """However reports come in, the same lines are drawn."""
    states, events = town_changing_hands()
    expected = lines(states, events)
    random.Random(seed).shuffle(states)
    random.Random(seed).shuffle(events)

    assert lines(states, events) == expected


def test_captures_alone_draw_inferred_lines() -> None:
    """Whoever took a town holds it though nobody says so; the line says that it is inferred."""
    (only,) = lines((), (capture(FRONT, ARMY, 3),))

    assert only.subject.name == "Highland Front"
    assert [period.is_inferred for period in only.periods] == [True]
    assert only.states == ()


def test_a_denied_capture_ends_nothing_and_conflicts() -> None:
    """The army holds the town, the Front is said to have taken it, the army denies that."""
    states = [holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it.")]
    found = lines(states, (capture(FRONT, ARMY, 3, denied=True),))

    assert stretches(line(found, ARMY)) == [(None, None)]
    assert [row.kind for row in line(found, FRONT).conflicts] == [ContradictionKind.CONTROL]


def test_a_withdrawal_from_the_place_ends_control() -> None:
    """The army leaves Ostren: its hold there ends, that on Vale stays."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "Army holds Ostren."),
        holds(paper("Courier", 1), ARMY, VALE, "Army holds Vale."),
    ]
    act = Act(type="RETREAT", mode="withdraw", actors=(ARMY,), recipients=(), place=None)
    act.told(paper("Courier", 5), "It left.", when=(4, 4), places=(PlaceRow("from", quote("Ostren"), OSTREN),))
    found = {one.object.name: stretches(one) for one in lines(states, (act.event(),))}

    assert found == {"Ostren": [(None, day(4))], "Vale": [(None, None)]}


def test_a_withdrawal_to_the_place_ends_nothing() -> None:
    """Going back to Ostren is no leaving of it."""
    states = [holds(paper("Courier", 1), ARMY, OSTREN, "Army holds Ostren.")]
    act = Act(type="RETREAT", mode="withdraw", actors=(ARMY,), recipients=(), place=None)
    act.told(paper("Courier", 5), "It went back.", when=(4, 4), places=(PlaceRow("to", quote("Ostren"), OSTREN),))

    assert stretches(line(lines(states, (act.event(),)), ARMY)) == [(None, None)]


@pytest.mark.parametrize("words", ["The army no longer holds it.", "The army has lost Ostren."])
def test_no_longer_ends_what_held(words: str) -> None:
    """Another paper's "no longer" closes the period and is no conflict."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it."),
        holds(paper("Meridian", 6), ARMY, OSTREN, words, factuality="CT-"),
    ]
    only = line(lines(states), ARMY)

    assert stretches(only) == [(None, day(6))]
    assert only.conflicts == ()


def test_a_denial_by_another_source_conflicts_and_ends_nothing() -> None:
    """The army says it holds the town, the Front says it does not."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it.", by=ARMY_SAYS),
        holds(paper("Meridian", 2), ARMY, OSTREN, "Army does not hold it.", by=FRONT_SAYS, factuality="CT-"),
    ]
    only = line(lines(states), ARMY)

    assert stretches(only) == [(None, None)]
    assert [row.kind for row in only.conflicts] == [ContradictionKind.CONTROL]


def test_coordination_denied_is_a_contradiction_in_either_order() -> None:
    """That two coordinate is asserted by a paper and denied by the army, before or after."""
    for first, second in ((1, 4), (4, 1)):
        states = [
            holds(paper("Courier", first), ARMY, GUARD, "They coordinate.", relation="coordinates_with"),
            holds(
                paper("Meridian", second),
                GUARD,
                ARMY,
                "It denied it.",
                relation="coordinates_with",
                by=source("the army", of=ARMY, stance="denies"),
                factuality="CT-",
            ),
        ]
        (only,) = lines(states)

        assert [row.kind for row in only.conflicts] == [ContradictionKind.COORDINATION]


def test_a_later_holder_ends_the_earlier_one() -> None:
    """One paper says army, later says Front: the town has changed hands."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it."),
        holds(paper("Courier", 6), FRONT, OSTREN, "Front holds it."),
    ]
    found = lines(states)

    assert stretches(line(found, ARMY)) == [(None, day(6))]
    assert line(found, ARMY).conflicts == ()


def test_two_who_insist_are_in_conflict() -> None:
    """The army says so before and after the Front says otherwise: neither gives way."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it.", by=ARMY_SAYS),
        holds(paper("Meridian", 3), FRONT, OSTREN, "Front holds it.", by=FRONT_SAYS),
        holds(paper("Courier", 6), ARMY, OSTREN, "Army holds it.", by=ARMY_SAYS),
    ]
    found = lines(states)
    (conflict,) = line(found, FRONT).conflicts

    assert len(line(found, ARMY).periods) == 1
    assert {value.shown for value in conflict.values} == {"Tarvenian army", "Highland Front"}


@pytest.mark.parametrize(
    ("left", "right", "conflict"),
    [
        pytest.param("all", "all", True, id="all and all"),
        pytest.param(None, "most", True, id="not said and most"),
        pytest.param("all", "pocket", False, id="a pocket is left"),
        pytest.param("parts", "parts", False, id="parts and parts"),
    ],
)
def test_only_whole_holds_exclude_each_other(left: str | None, right: str, conflict: bool) -> None:
    """Two may hold parts of one town on one day."""
    states = [
        holds(paper("Courier", 3), ARMY, OSTREN, "Army holds it.", extent=left),
        holds(paper("Meridian", 3), FRONT, OSTREN, "Front holds it.", extent=right),
    ]

    assert bool(line(lines(states), ARMY).conflicts) is conflict


def test_peace_ends_war() -> None:
    """A ceasefire between two closes the line of their war, whoever is named first."""
    states = [
        holds(paper("Courier", 1), ARMY, FRONT, "They are at war.", relation="fights"),
        holds(paper("Courier", 9), FRONT, ARMY, "A truce holds.", relation="ceasefire_with"),
    ]
    found = {one.relation: stretches(one) for one in lines(states)}

    assert found == {"fights": [(None, day(9))], "ceasefire_with": [(None, None)]}


def test_what_is_old_still_holds_and_says_when_it_was_last_told() -> None:
    """Nothing ends by getting old."""
    told = (date(2029, 1, 1), None)
    only = line(lines([holds(paper("Courier", 1), ARMY, OSTREN, "Army holds it.", when=told)]), ARMY)
    (period,) = only.periods

    assert (period.when.earliest, period.when.latest, period.reported) == (date(2029, 1, 1), None, day(1))


def test_a_past_time_told_as_past_ends_with_it() -> None:
    """That the army held it in 2029 says nothing about today."""
    told = (date(2029, 1, 1), date(2029, 12, 31))
    only = line(lines([holds(paper("Courier", 1), ARMY, OSTREN, "Army held it.", when=told)]), ARMY)

    assert stretches(only) == [told]


def test_what_is_only_asked_for_is_no_state() -> None:
    """A demand that the army hold the town draws no line."""
    assert lines([holds(paper("Courier", 1), ARMY, OSTREN, "It should hold it.", factuality="U")]) == ()


def test_a_side_that_nobody_names_draws_no_line() -> None:
    """A pronoun that was not resolved is no holder."""
    they = replace(FRONT, name="they", registry=None, kind="other")

    assert lines([holds(paper("Courier", 1), they, OSTREN, "They hold it.")]) == ()


def test_ids_of_lines_depend_on_who_and_what_alone() -> None:
    """More reports do not change the id of a line."""
    states, events = town_changing_hands()

    assert {one.line_id for one in lines(states[:2])} == {one.line_id for one in lines(states, events)}


def test_an_undated_report_is_neither_ended_by_time_nor_in_the_way() -> None:
    """A report without a day is older than all others and still counts."""
    undated = holds(paper("Seed", None), ARMY, OSTREN, "Army holds it.")
    row = replace(undated, time=TimeRow(quote("once"), None, None, TimePrecision.UNKNOWN))
    only = line(lines([row]), ARMY)

    assert (only.periods[0].first, only.periods[0].reported) == (None, None)
