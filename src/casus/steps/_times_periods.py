"""
Calendar arithmetic: stretches of days with their TIMEX3 value.

A `Period` never points more exactly than its words: "last week" is seven days.
Dates outside the years 1 to 9999 do not exist here; functions return None for them.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from casus.model.when import TimePrecision, When


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included; `value` as TIMEX3, `grain` the unit (D, W, M, Q, S …)."""

    value: str
    first: date
    last: date
    precision: TimePrecision
    grain: str

    def when(self) -> When:
        """The period as the model's interval."""
        return When(self.first, self.last, self.precision)


_SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PARTS_OF_MONTH: Final = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
# Months of a year that "early", "mid" and "late" stand for, after the hand coding.
_PARTS_OF_YEAR: Final = {"START": (1, 4), "MID": (5, 8), "END": (10, 12)}


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day (February 30, year 0)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shifted(day: date, days: int) -> date | None:
    """`day` moved by a number of days, or None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day(when: date | None) -> Period | None:
    """One day."""
    return Period(when.isoformat(), when, when, TimePrecision.DAY, "D") if when else None


def days(first: date | None, last: date | None) -> Period | None:
    """A stretch of days; None when an end is missing or the ends are in the wrong order."""
    if first is None or last is None or last < first:
        return None
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last, TimePrecision.DAYS, "D")


def week(inside: date | None) -> Period | None:
    """The week (Monday to Sunday) around a day."""
    if inside is None:
        return None
    monday = shifted(inside, -inside.weekday())
    sunday = shifted(monday, 6) if monday else None
    if monday is None or sunday is None:
        return None
    year, number, _ = monday.isocalendar()
    return Period(f"{year:04d}-W{number:02d}", monday, sunday, TimePrecision.WEEK, "W")


def weekend(inside: date | None) -> Period | None:
    """Saturday and Sunday of the week around a day."""
    found = week(inside)
    if found is None:
        return None
    return Period(f"{found.value}-WE", found.last - timedelta(days=1), found.last, TimePrecision.DAYS, "WE")


def month(year: int, number: int) -> Period | None:
    """A calendar month; `number` may lie outside 1 to 12 and then reaches into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = safe_date(year, number, 1)
    if first is None:
        return None
    last = date(year, number, calendar.monthrange(year, number)[1])
    return Period(f"{year:04d}-{number:02d}", first, last, TimePrecision.MONTH, "M")


def months(year: int, first: int, last: int, value: str, grain: str) -> Period | None:
    """Several months of a year as one period of several months."""
    left, right = month(year, first), month(year, last)
    if left is None or right is None:
        return None
    precision = TimePrecision.MONTH if first == last else TimePrecision.SEASON
    return Period(value, left.first, right.last, precision, grain)


def quarter(year: int, number: int) -> Period | None:
    """A quarter of a calendar year; `number` may lie outside 1 to 4."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months(year, 3 * number - 2, 3 * number, f"{year:04d}-Q{number}", "Q")


def latest_quarter(today: date) -> Period:
    """The last quarter that is over on a day; the first one there is, at the calendar's beginning."""
    found = of_grain(today, "Q", -1) or of_grain(today, "Q")
    if found is None:
        raise ValueError(f"no quarter lies before {today}")
    return found


def season(year: int, name: str) -> Period | None:
    """A season of the northern half of the earth (three whole months; a winter begins in December of its year)."""
    return months(year, _SEASONS[name], _SEASONS[name] + 2, f"{year:04d}-{name}", "S")


def half(year: int, number: int) -> Period | None:
    """The first or second half of a year."""
    return months(year, 6 * number - 5, 6 * number, f"{year:04d}-H{number}", "H")


def year(number: int) -> Period | None:
    """A calendar year."""
    return _years(number, number, f"{number:04d}", "Y")


def decade(first: int) -> Period | None:
    """Ten years from `first`, which ends in 0."""
    return _years(first, first + 9, f"{first // 10:03d}", "E")


def century(number: int) -> Period | None:
    """The nth century, counted as people say it (the 20th is 1901 to 2000, here 1900 to 1999 as TIMEX3 has it)."""
    return _years(100 * number - 100, 100 * number - 1, f"{number - 1:02d}", "C")


def _years(first: int, last: int, value: str, grain: str) -> Period | None:
    left, right = safe_date(first, 1, 1), safe_date(last, 12, 31)
    if left is None or right is None:
        return None
    return Period(value, left, right, TimePrecision.YEAR if first == last else TimePrecision.YEARS, grain)


def part(period: Period, name: str) -> Period:
    """The START, MID or END of a period, after the hand coding: a third of a month, four months of a year."""
    if period.grain == "M":
        low, high = _PARTS_OF_MONTH[name]
        last = min(period.first.replace(day=min(high, period.last.day)), period.last)
        return replace(period, first=period.first.replace(day=low), last=last, precision=TimePrecision.PART_OF_MONTH)
    if period.grain == "Y":
        low, high = _PARTS_OF_YEAR[name]
        found = months(period.first.year, low, high, period.value, "Y")
        return found or period
    if period.grain in {"D", "WE"}:
        return replace(period, precision=TimePrecision.PART_OF_DAY if period.grain == "D" else period.precision)
    return _third(period, name)


def edge(period: Period, name: str) -> Period:
    """The beginning, middle or end of a period; in a year nearer to its edge than "early" and "late"."""
    if period.grain != "Y" or name == "MID":
        return part(period, name)
    low, high = (1, 3) if name == "START" else (12, 12)
    return months(period.first.year, low, high, period.value, "Y") or period


def _third(period: Period, name: str) -> Period:
    """The first or last part of a week (to Wednesday, from Thursday), decade (years 0-3, 3-6, 6-9) or anything else."""
    length = (period.last - period.first).days
    if period.grain == "E":
        low, high = {"START": (0, 3), "MID": (3, 6), "END": (6, 9)}[name]
        start = period.first.year
        return replace(period, first=date(start + low, 1, 1), last=date(start + high, 12, 31))
    cut = length // 2 if period.grain == "W" else length // 3
    if name == "START":
        return replace(period, last=period.first + timedelta(days=cut))
    if name == "END":
        return replace(period, first=period.last - timedelta(days=cut))
    return replace(period, first=period.first + timedelta(days=cut), last=period.last - timedelta(days=cut))


def of_grain(inside: date, grain: str, offset: int = 0) -> Period | None:
    """The day, week, month, quarter, year, decade or century around a day, moved by `offset` of its kind."""
    if abs(offset) > 9999 * 366:
        return None
    if grain in {"D", "N"}:
        return day(shifted(inside, offset))
    if grain in {"W", "WE"}:
        around = shifted(inside, 7 * offset)
        return week(around) if grain == "W" else weekend(around)
    if grain == "M":
        return month(inside.year, inside.month + offset)
    if grain == "Q":
        return quarter(inside.year, (inside.month - 1) // 3 + 1 + offset)
    if grain == "E":
        return decade(inside.year // 10 * 10 + 10 * offset)
    if grain == "C":
        return century(inside.year // 100 + 1 + offset)
    return year(inside.year + offset)


def moved(start: date, grain: str, count: int) -> date | None:
    """`start` moved by `count` days, weeks, months or years; the day of the month is kept where it exists."""
    if abs(count) > 4_000_000:
        return None
    if grain in {"D", "N"}:
        return shifted(start, count)
    if grain in {"W", "F"}:
        return shifted(start, 7 * count * (2 if grain == "F" else 1))
    total = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}[grain] * count
    target = month(start.year, start.month + total)
    return target.first.replace(day=min(start.day, target.last.day)) if target else None
