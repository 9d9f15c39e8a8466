"""Days and numbers in plain words, as values are shown and sentences say them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def interval(first: date | None, last: date | None) -> str:
    """Days in as few characters as say it exactly: 2017-08-24, 2017-08, 2014, 2017-08-14 to 08-20, since 2014-03-01."""
    if first and last:
        return _closed(first, last)
    return f"since {first}" if first else f"until {last}" if last else ""


def _closed(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first} to {last:%m-%d}" if first.year == last.year else f"{first} to {last}"


def number(low: int | None, high: int | None) -> str:
    """A number as "6", "10 or more", "at most 5", "24 to 99", "1,200"; empty where nothing is known."""
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{low:,} or more" if low is not None else f"at most {high:,}" if high is not None else ""
