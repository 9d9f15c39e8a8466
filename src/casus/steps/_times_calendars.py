"""
Days that other calendars and feasts name, turned into Gregorian dates.

The lunar Hijri calendar follows the arithmetical rule ("tabular", civil epoch, leap years 2, 5, 7, 10, 13, 16, 18,
21, 24, 26, 29 of 30): real months begin by sighting and may differ by a day or two. The Solar Hijri calendar uses the
33-year cycle, right for the years 1244 to 1472 (1865 to 2094).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from casus.steps._times_periods import safe_date, shifted

_HIJRI_EPOCH: Final = date(622, 7, 19)
"""1 Muharram 1 in the proleptic Gregorian calendar (civil epoch)."""


def hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a lunar Hijri day, within a day or two; None when there is no such day."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    months = 29 * (month - 1) + month // 2
    passed = (year - 1) * 354 + (3 + 11 * year) // 30 + months + day - 1
    return shifted(_HIJRI_EPOCH, passed)


def solar(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Solar Hijri day; None when there is no such day or the year is out of range."""
    if not (1244 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    passed = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _nowruz(year) + timedelta(days=passed + day - 1)


def _nowruz(year: int) -> date:
    # 1 Farvardin 1375 was 20 March 1996 (that year is leap, so 1376 begins a day later by the count).
    begin = date(1996, 3, 20)
    step = 1 if year >= 1375 else -1
    between = range(1375, year) if step == 1 else range(year, 1375)
    return begin + timedelta(days=step * sum(366 if _is_solar_leap(y) else 365 for y in between))


def _is_solar_leap(year: int) -> bool:
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


ORTHODOX: Final = {"easter": "orthodox-easter", "12-25": "01-07"}
"""The rules of feasts that the Julian calendar puts on other days (Christmas in this century and the last)."""
_BESIDE_EASTER: Final = {
    "ash-wednesday": -46,
    "palm-sunday": -7,
    "maundy-thursday": -3,
    "good-friday": -2,
    "easter-monday": 1,
}
_NTH: Final = {
    "memorial-day": (5, 0, -1),
    "labor-day": (9, 0, 1),
    "columbus-day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
}
"""Feasts on the nth of a weekday in a month (US): month, weekday (Monday is 0), which (-1: the last)."""


def feast(rule: str, year: int) -> date | None:
    """The day of a feast in a year: "12-25", "easter" (Western), "memorial-day" (US), "us-election"."""
    if rule == "easter":
        return _easter(year)
    if rule == "orthodox-easter":
        return _orthodox_easter(year)
    if rule == "us-election":
        first = safe_date(year, 11, 1)
        return first + timedelta(days=(0 - first.weekday()) % 7 + 1) if first else None
    if rule in _BESIDE_EASTER:
        sunday = _easter(year)
        return shifted(sunday, _BESIDE_EASTER[rule]) if sunday else None
    if rule in _NTH:
        return nth_weekday(year, *_NTH[rule])
    month, day = (int(number) for number in rule.split("-"))
    return safe_date(year, month, day)


def _orthodox_easter(year: int) -> date | None:
    """Orthodox Easter Sunday, in the Gregorian calendar (Meeus, Julian computus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian = safe_date(year, month, day + 1)
    return shifted(julian, year // 100 - year // 400 - 2) if julian else None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth of a weekday in a month, the last one for -1."""
    first = safe_date(year, month, 1) if nth > 0 else safe_date(year, month + 1, 1)
    if first is None:
        return None
    return shifted(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1 if nth > 0 else nth))


def _easter(year: int) -> date | None:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return safe_date(year, month, day + 1)
