"""The timeline: how many events of each type begin in each stretch of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

import numpy as np

from casus.web.index import Index, Mask
from casus.web.shapes import Json

Bucket = Literal["day", "week", "month", "year"]

MOST_BUCKETS: Final = 132
BUCKETS: Final[tuple[Bucket, ...]] = ("day", "week", "month", "year")
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
LIMIT: Final = 5000
"""Buckets at most, whatever was asked for."""


def timeline(index: Index, mask: Mask, bucket: str) -> Json:
    """Counts by type lane and bucket, and how many events tell no day."""
    dated = mask & index.columns["is_dated"]
    first = index.columns["first"]
    # An event that began "before" some day has no day to stand at.
    shown = mask & (first > 1)
    if not shown.any():
        return _empty(bucket, int((mask & ~dated).sum()))
    days = first[shown]
    size = _size(int(days.min()), int(days.max()), bucket)
    starts = _starts(date.fromordinal(int(days.min())), date.fromordinal(int(days.max())), size)
    edges = np.array([start.toordinal() for start in starts])
    places = np.searchsorted(edges, days, side="right") - 1
    types = index.columns["type"][shown]
    counts = _table(types, places, len(starts))
    disputed = index.columns["is_disputed"][shown]
    against = _table(types[disputed], places[disputed], len(starts))
    return {
        "bucket": size,
        "first": date.fromordinal(int(days.min())).isoformat(),
        "last": date.fromordinal(int(days.max())).isoformat(),
        "starts": [start.isoformat() for start in starts],
        "lanes": _lanes(index, counts, against),
        "undated": int((mask & ~dated).sum()),
    }


def _empty(bucket: str, undated: int) -> Json:
    size = "day" if bucket == "auto" else bucket
    return {"bucket": size, "first": None, "last": None, "starts": [], "lanes": [], "undated": undated}


def _size(first: int, last: int, asked: str) -> Bucket:
    wanted = [one for one in BUCKETS if one == asked] or [
        one for one in BUCKETS if (last - first) // _DAYS[one] < MOST_BUCKETS
    ]
    fits = [one for one in (*wanted, *BUCKETS) if (last - first) // _DAYS[one] < LIMIT]
    return fits[0] if fits else "year"


def _starts(first: date, last: date, size: Bucket) -> list[date]:
    """The first days of all buckets from the one with `first` to the one with `last`."""
    start = _begin(first, size)
    starts = [start]
    while (start := _next(start, size)) <= last:
        starts.append(start)
    return starts


def _begin(day: date, size: Bucket) -> date:
    match size:
        case "week":
            return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def _next(start: date, size: Bucket) -> date:
    match size:
        case "month":
            return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        case "year":
            return start.replace(year=start.year + 1)
        case _:
            return start + timedelta(days=_DAYS[size])


def _table(types: np.ndarray, places: np.ndarray, width: int) -> np.ndarray:
    """Counts by type number and bucket."""
    height = int(types.max(initial=0)) + 1
    return np.bincount(types * width + places, minlength=height * width).reshape(height, width)


def _lanes(index: Index, counts: np.ndarray, disputed: np.ndarray) -> list[Json]:
    totals = counts.sum(axis=1)
    none = np.zeros(counts.shape[1], dtype=np.int64)
    return [
        {
            "type": index.pools["type"].values[number],
            "total": int(totals[number]),
            "counts": counts[number].tolist(),
            "disputed": (disputed[number] if number < len(disputed) else none).tolist(),
        }
        for number in np.argsort(-totals, kind="stable")
        if totals[number]
    ]
