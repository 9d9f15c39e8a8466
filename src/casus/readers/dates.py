"""
Publication days as files write them.

The day is taken as written, in the writer's own zone: a report of 23:30 in Baghdad is that day's report. What can be
read in two ways ("08/09/2017") or is no day of the calendar ("2017-13-45") is not settled here.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_DAY_FIRST: Final = re.compile(rf"(?:\w+,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+({MONTH})[\s,-]+(\d{{4}})\b", re.I)
_MONTH_FIRST: Final = re.compile(rf"(?:\w+,?\s+)?({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_C_TIME: Final = re.compile(rf"\w{{3}}\s+({MONTH})\s+(\d{{1,2}})\s+[\d:]+\s+(?:\w+\s+)?(\d{{4}})\b", re.I)
_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_EARLIEST: Final = 1800


def read_day(words: str) -> date | None:
    """The one day that `words` name, or None when they name none or could name two."""
    words = words.strip()
    if match := _ISO.match(words):
        return make_day(match[1], match[3], match[4])
    if match := _COMPACT.match(words):
        return make_day(*match.groups())
    if match := _DAY_FIRST.match(words):
        return make_day(match[3], match[2], match[1])
    if match := (_MONTH_FIRST.match(words) or _C_TIME.match(words)):
        return make_day(match[3], match[1], match[2])
    if match := _SLASHED.match(words):
        return _either_order(match[4], match[1], match[3])
    return None


def make_day(year: str, month: str, day: str) -> date | None:
    """The day, `month` being a number or an English name; None when the calendar has no such day."""
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def _either_order(year: str, first: str, second: str) -> date | None:
    readings = {day for day in (make_day(year, first, second), make_day(year, second, first)) if day}
    return readings.pop() if len(readings) == 1 else None
