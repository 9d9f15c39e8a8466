"""Where it is known from: publishers, reports with their copies, and who is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from casus.store.rows import ReportRow
from casus.web import shapes
from casus.web.desk import Desk, Listed
from casus.web.index import Index, Mask
from casus.web.shapes import Json

MOST_QUOTED: Final = 100
MOST_GROUPS: Final = 200


def sources(index: Index, mask: Mask, desk: Desk) -> Json:
    """Everything that the events of a mask are known from."""
    pool = index.pools["documents"].values
    counts = index.pairs["documents"].counted(mask, len(pool))
    events = {pool[number]: int(counts[number]) for number in np.flatnonzero(counts)}
    reports = [one for one in desk.listed() if one.doc_id in events]
    return {
        "independent": len({one.copy_of or one.doc_id for one in reports}),
        "reports": len(reports),
        "publishers": _publishers(reports, events, _by_publisher(index, mask)),
        "groups": _groups(reports, desk),
        "quoted": _quoted(desk, [one.reading for one in reports if one.reading is not None]),
    }


def _by_publisher(index: Index, mask: Mask) -> dict[str, int]:
    values = index.pools["publishers"].values
    counts = index.pairs["publishers"].counted(mask, len(values))
    return {values[number]: int(counts[number]) for number in np.flatnonzero(counts)}


def _publishers(reports: Sequence[Listed], events: Mapping[str, int], named: dict[str, int]) -> list[Json]:
    own: dict[str | None, list[Listed]] = {}
    for one in reports:
        own.setdefault(one.publisher, []).append(one)
    listed = [
        {
            "name": name,
            "reports": len(some),
            "copies": sum(one.copy_of is not None for one in some),
            "claims": sum(one.claims for one in some),
            "events": named[name] if name in named else sum(events[one.doc_id] for one in some),
            "first": min((one.published for one in some if one.published), default=None),
            "last": max((one.published for one in some if one.published), default=None),
        }
        for name, some in own.items()
    ]
    return sorted(listed, key=lambda one: (-len(own[one["name"]]), str(one["name"])))


def _groups(reports: Sequence[Listed], desk: Desk) -> list[Json]:
    """Reports of one wording, the oldest groups first."""
    copied = {one.copy_of for one in reports if one.copy_of}
    groups: dict[str, list[Listed]] = {}
    for one in reports:
        if (first := one.copy_of or one.doc_id) in copied:
            groups.setdefault(first, []).append(one)
    several = (sorted(some, key=_age) for some in groups.values() if len(some) > 1)
    listed = sorted(several, key=lambda some: _age(some[0]))[:MOST_GROUPS]
    rows = {row.doc_id: row for row in desk.reports([one.doc_id for some in listed for one in some])}
    return [_group([rows[one.doc_id] for one in some]) for some in listed]


def _age(one: Listed) -> tuple[bool, str, str]:
    return one.published is None, one.published or "", one.doc_id


def _group(rows: Sequence[ReportRow]) -> Json:
    original = next((row for row in rows if row.copy_of is None), rows[0])
    copies = [shapes.report(row) for row in rows if row is not original]
    return {"original": shapes.report(original), "copies": copies}


def _quoted(desk: Desk, readings: Iterable[int]) -> list[Json]:
    """Who is quoted most, with what they do with what they are quoted for."""
    stances: dict[tuple[str, str | None], Counter[str]] = {}
    for name, key, stance, number in desk.quoted(readings):
        stances.setdefault((name, key), Counter())[stance] += number
    most: Iterable[tuple[tuple[str, str | None], Counter[str]]] = sorted(
        stances.items(), key=lambda item: (-item[1].total(), item[0][0])
    )
    return [
        {"name": name, "key": key, "claims": counts.total(), "stances": dict(counts)}
        for (name, key), counts in list(most)[:MOST_QUOTED]
    ]
