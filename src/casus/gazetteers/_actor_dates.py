"""Days written with less than a day's precision ("2014", "2014-06"), as the registry's tables and users' files write
them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(text: str) -> date | None:
    """The first day that `text` may mean; None for "". Raises ValueError for what is no date."""
    if not text:
        return None
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day that `text` may mean; None for "". Raises ValueError for what is no date."""
    if not text:
        return None
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date")
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)


def when(day: date | None, start: str, end: str) -> str:
    """Where `day` lies: "in" (also when it is unknown), "before" the start or "after" the end."""
    if day is None:
        return "in"
    first, last = first_day(start), last_day(end)
    if first is not None and day < first:
        return "before"
    return "after" if last is not None and day > last else "in"
