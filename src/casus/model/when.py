"""
Times: day intervals with a precision, never a false point.

"last week" said on Thursday 2017-08-24 is 2017-08-14 to 2017-08-20, precision week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casus.errors import InputError
from casus.model.span import Span


class TimePrecision(StrEnum):
    """How exactly a time is known, finest first."""

    MINUTE = "minute"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    YEARS = "years"
    UNKNOWN = "unknown"


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included; None where the end is open or unknown."""

    earliest: date | None
    latest: date | None
    precision: TimePrecision = TimePrecision.UNKNOWN


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression in the text.

    `value` is the TIMEX3 value ("2017-08-19", "2017-W33", "P6Y", "PAST_REF", "" when unresolved), `mod` the TIMEX3
    modifier (START, MID, END, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE, or ""),
    `reason` the rule that settled it, `when` None for durations, sets and whatever could not be settled (a `Note`
    then says why).
    """

    span: Span
    timex: TimexType
    value: str
    when: When | None
    mod: str = ""
    reason: str = ""


def in_order(first: date | None, last: date | None) -> None:
    """Refuse days of which the last is before the first; open ends are in order. Raises InputError."""
    if first and last and last < first:
        raise InputError(
            f"the time from {first} to {last} ends before it begins", expected="a first day before the last"
        )
