"""Tellings without words of time take the days that the other tellings of their happening agree on."""

from __future__ import annotations

from datetime import date

import pytest

from casus.model.claim import EventClaim, TimeRole
from casus.model.span import Span
from casus.model.when import TimePrecision, When
from casus.steps._dates_shared import RULE, with_shared_days

MONDAY = When(date(2017, 8, 21), date(2017, 8, 21), TimePrecision.DAY)
THAT_NIGHT = When(date(2017, 8, 21), date(2017, 8, 21), TimePrecision.PART_OF_DAY)
TUESDAY = When(date(2017, 8, 22), date(2017, 8, 22), TimePrecision.DAY)
SINCE_MONDAY = When(date(2017, 8, 21), None, TimePrecision.DAY)
NOW = When(date(2017, 8, 24), date(2017, 8, 24), TimePrecision.UNKNOWN)


def telling(at: int, event: str = "e1", *, time: TimeRole | None = None) -> EventClaim:
    """A raid told at a place of the text."""
    trigger = Span(at, at + 4)
    return EventClaim(
        claim_id=f"c-{at}",
        event=event,
        sentence=0,
        trigger=trigger,
        type="ASSAULT",
        mode=None,
        status="completed",
        factuality="CT+",
        time=time,
    )


def told(when: When | None) -> TimeRole:
    """Words of time with these days."""
    return TimeRole(Span(90, 96), when)


@pytest.mark.parametrize(
    ("others", "days"),
    [
        pytest.param([told(MONDAY)], MONDAY, id="one"),
        pytest.param([told(MONDAY), told(MONDAY)], MONDAY, id="agreeing"),
        pytest.param([told(MONDAY), None], MONDAY, id="one-of-two"),
        pytest.param([told(MONDAY), told(TUESDAY)], None, id="disagreeing"),
        pytest.param([told(SINCE_MONDAY)], None, id="open"),
        pytest.param([told(NOW)], None, id="vague"),
        pytest.param([told(None)], None, id="unsettled"),
        pytest.param([], None, id="alone"),
    ],
)
def test_days_come_from_other_tellings_that_agree(others: list[TimeRole | None], days: When | None) -> None:
    """What is open, vague or disputed dates nothing else."""
    claims = [telling(0), *(telling(10 * n, time=time) for n, time in enumerate(others, start=1))]
    first = with_shared_days(claims)[0]

    assert first.time == (TimeRole(None, days) if days else None)
    assert (RULE in first.rules) == (days is not None)


def test_of_a_night_and_its_day_the_coarser_is_taken() -> None:
    """Both are the same days; the telling itself names no part of them."""
    claims = [telling(0), telling(10, time=told(THAT_NIGHT)), telling(20, time=told(MONDAY))]

    assert with_shared_days(claims)[0].time == TimeRole(None, MONDAY)


def test_words_of_its_own_are_kept_even_where_they_are_open() -> None:
    """A telling that names a time, settled or not, keeps it; so does one of another happening."""
    claims = [telling(0, time=told(None)), telling(10, time=told(MONDAY)), telling(20, "e2")]

    assert with_shared_days(claims) == tuple(claims)
