"""
Days and their precision as ACLED and UCDP write them.

An event whose report tells no time is dated by the report's day of publication: it lies in the week up to that day,
which is what `Dating.basis` "published" and a precision of a week say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casus.exports.cases import Case
from casus.model.when import TimePrecision, When


@dataclass(frozen=True, slots=True)
class Dating:
    """First and last day, both included. `basis` is "told" or "published"."""

    first: date
    last: date
    basis: str

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1

    @property
    def day(self) -> date:
        """The one day of formats that hold no interval: the day told, the middle, or the day of publication."""
        return self.last if self.basis == "published" else self.first + timedelta(days=(self.days - 1) // 2)


def dating(case: Case) -> Dating | None:
    """When it was; None where neither a time is told nor a report is dated.

    A time without an end ("since 1989") is as long as it is exact, for no day of a year is told; one without a
    beginning ("before May") is no date.
    """
    when = case.belief.when
    if when and (when.earliest or when.latest):
        return _told(when)
    published = min((claim.report.published for claim in case.claims if claim.report.published), default=None)
    return Dating(published - timedelta(days=6), published, "published") if published else None


def dated(case: Case) -> Dating | tuple[str, str]:
    """When it was, for formats that hold one day or an interval of a year at most; else reason and detail."""
    found = dating(case)
    if found is None:
        return "no date", "no first day is told, or the report has none"
    if found.days > 366:
        return "coarser than year", f"{found.first}/{found.last}"
    return found


def _told(when: When) -> Dating | None:
    if when.earliest is None:
        return None
    last = when.latest or when.earliest + timedelta(days=WIDTHS.get(when.precision, UNKNOWN_WIDTH) - 1)
    return Dating(when.earliest, last, "told")


WIDTHS: Final = {
    TimePrecision.MINUTE: 1,
    TimePrecision.PART_OF_DAY: 1,
    TimePrecision.DAY: 1,
    TimePrecision.DAYS: 6,
    TimePrecision.WEEK: 7,
    TimePrecision.PART_OF_MONTH: 15,
    TimePrecision.MONTH: 31,
    TimePrecision.SEASON: 92,
    TimePrecision.YEAR: 366,
}
"""Days that a time of each precision spans at most."""

UNKNOWN_WIDTH: Final = 10_000
"""For times of several years and unknown precision: coarser than any format holds."""


LASTING: Final = frozenset(("started", "ongoing", "attempted"))
"""Statuses of acts that go on when they are told."""


def acled(found: Dating, case: Case) -> tuple[date, int] | None:
    """
    ACLED's event_date and time_precision; None for what is coarser than a month.

    1: the day; 2: within a week, its middle; 3: within a month, its 15th if that lies in the interval, else the middle.
    An act that goes on until its report is dated by the day it began: ACLED codes days on which something is reported.
    """
    if found.basis == "published":
        return found.day, 2
    if found.days == 1 or (found.days <= 31 and _goes_on(found, case)):
        return found.first, 1
    if found.days <= 7:
        return found.day, 2
    if found.days <= 31:
        middle = found.first.replace(day=15)
        return (middle if found.first <= middle <= found.last else found.day), 3
    return None


def _goes_on(found: Dating, case: Case) -> bool:
    told = [claim.report.published for claim in case.claims if claim.report.published]
    return case.main.status in LASTING and bool(told) and found.last >= min(told)


def ucdp(found: Dating) -> int:
    """UCDP's date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year."""
    bounds = ((1, 1), (6, 2), (7, 3), (31, 4))
    return next((code for most, code in bounds if found.days <= most), 5)
