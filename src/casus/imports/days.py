"""Days as files of coded events write them: 2017-08-24, 24 August 2017, 24-Aug-17, 24/08/2017, 20170824."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from casus.readers.dates import MONTHS

EXPECTED: Final = "a day as 2017-08-24, 24 August 2017 or 24/08/2017 (day first)"
_ISO: Final = re.compile(r"(?P<y>\d{4})(?P<mark>[-/.]?)(?P<m>\d{2})(?P=mark)(?P<d>\d{2})(?:[ T][\d:.]+Z?)?", re.A)
_WORDS: Final = re.compile(r"(?P<d>\d{1,2})[ -](?P<m>[A-Za-z]{3,9})\.?[ -](?P<y>\d{4}|\d{2})", re.A)
_DAY_FIRST: Final = re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})(?: [\d:.]+)?", re.A)
_CENTURY: Final = 69
"""Two digits below this are of the 21st century, as in POSIX."""


def day(text: str) -> date:
    """The day that a cell writes. Raises ValueError with what is wrong in plain words."""
    for pattern in (_ISO, _WORDS, _DAY_FIRST):
        if match := pattern.fullmatch(text):
            return _day(text, match)
    raise ValueError(f"{text!r} is no date")


def _day(text: str, match: re.Match[str]) -> date:
    try:
        return date(_year(match["y"]), _month(match["m"]), int(match["d"]))
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar") from None


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < _CENTURY else 1900)


def _month(text: str) -> int:
    """The number of a month, written as a number or a word; 0 for what is none."""
    if text.isdigit():
        return int(text)
    found = text.casefold()[:3]
    return MONTHS.index(found) + 1 if found in MONTHS else 0
