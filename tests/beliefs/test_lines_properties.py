"""Lines of any history: their order does not matter, and their periods make sense."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casus.beliefs.states import lines
from casus.store.rows import EventRow, StateRow
from tests.beliefs.histories import ARMY, FRONT, GUARD, OSTREN, SEL, VALE, holds, paper, source
from tests.beliefs.test_states import capture

PARTIES = st.sampled_from([ARMY, FRONT, GUARD])
DAYS = st.integers(1, 25)
WORDS = st.sampled_from(["It holds it.", "It no longer holds it.", "It does not hold it."])


@st.composite
def statements(draw: st.DrawFn) -> StateRow:
    """Someone says that someone holds a place, or not, or not all of it."""
    words = draw(WORDS)
    speaker = draw(st.none() | PARTIES)
    return holds(
        paper(draw(st.sampled_from(["Courier", "Meridian"])), draw(DAYS), number=draw(st.integers(0, 9))),
        draw(PARTIES),
        draw(st.sampled_from([OSTREN, VALE, SEL])),
        words,
        factuality="CT+" if words == "It holds it." else "CT-",
        by=source(speaker.name, of=speaker) if speaker else None,
        extent=draw(st.sampled_from([None, "all", "parts"])),
    )


@st.composite
def captures(draw: st.DrawFn) -> EventRow:
    """One side takes Ostren from another, or says so and is contradicted."""
    by, of = draw(st.permutations([ARMY, FRONT, GUARD]))[:2]
    return capture(by, of, draw(DAYS), denied=draw(st.booleans()))


HISTORIES = st.tuples(
    st.lists(statements(), max_size=8, unique_by=lambda row: row.claim_id),
    st.lists(captures(), max_size=4, unique_by=lambda event: event.event_id),
    st.integers(0, 1000),
)


@settings(max_examples=60)
@given(history=HISTORIES)
def test_no_history_depends_on_the_order_of_reports(history: tuple[list[StateRow], list[EventRow], int]) -> None:
    """Shuffled statements and happenings draw the same lines."""
    states, events, seed = history
    expected = lines(states, events)
    random.Random(seed).shuffle(states)
    random.Random(seed).shuffle(events)

    assert lines(states, events) == expected


@settings(max_examples=60)
@given(history=HISTORIES)
def test_periods_of_one_line_follow_each_other(history: tuple[list[StateRow], list[EventRow], int]) -> None:
    """None ends before it begins or overlaps the next, and whatever has ended says by what."""
    states, events, _ = history
    for line in lines(states, events):
        holding = [period for period in line.periods if period.polarity]
        ends = [period.when.latest or date.max for period in holding]
        starts = [period.first or date.min for period in holding]

        assert all(start <= end for start, end in zip(starts, ends, strict=True))
        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
        assert all((period.closed_by is None) == (period.when.latest is None) for period in holding)


@settings(max_examples=60)
@given(history=HISTORIES)
def test_every_statement_stands_behind_a_period(history: tuple[list[StateRow], list[EventRow], int]) -> None:
    """Nothing that is told to hold, or not to, is dropped."""
    states, events, _ = history
    backed = {backing.claim_id for line in lines(states, events) for p in line.periods for backing in p.backing}

    assert {state.claim_id for state in states} <= backed
