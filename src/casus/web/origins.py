"""Where it is known from: publishers, reports with their copies, and who is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from casus.store.rows import ReportRow
from casus.web import shapes
from casus.web.desk import Desk
from casus.web.index import Index, Mask
from casus.web.shapes import Json

MOST_QUOTED: Final = 100
MOST_GROUPS: Final = 200


def sources(index: Index, mask: Mask, desk: Desk) -> Json:
    """Everything that the events of a mask are known from."""
    pool = index.pools["documents"].values
    counts = index.pairs["documents"].counted(mask, len(pool))
    reports = desk.reports([pool[number] for number in np.flatnonzero(counts)])
    events = {pool[number]: int(counts[number]) for number in np.flatnonzero(counts)}
    claims = desk.claim_counts(list(events))
    groups: dict[str, list[ReportRow]] = {}
    for row in reports:
        groups.setdefault(row.copy_of or row.doc_id, []).append(row)
    return {
        "independent": len(groups),
        "reports": len(reports),
        "publishers": _publishers(reports, events, claims, _by_publisher(index, mask)),
        "groups": [_group(rows) for rows in groups.values() if len(rows) > 1][:MOST_GROUPS],
        "quoted": _quoted(desk, list(events)),
    }


def _by_publisher(index: Index, mask: Mask) -> dict[str, int]:
    values = index.pools["publishers"].values
    counts = index.pairs["publishers"].counted(mask, len(values))
    return {values[number]: int(counts[number]) for number in np.flatnonzero(counts)}


def _publishers(
    reports: Sequence[ReportRow], events: dict[str, int], claims: dict[str, int], named: dict[str, int]
) -> list[Json]:
    own: dict[str | None, list[ReportRow]] = {}
    for row in reports:
        own.setdefault(row.publisher, []).append(row)
    listed = [
        {
            "name": name,
            "reports": len(rows),
            "copies": sum(row.copy_of is not None for row in rows),
            "claims": sum(claims.get(row.doc_id, 0) for row in rows),
            "events": named[name] if name in named else sum(events[row.doc_id] for row in rows),
            "first": shapes.day(min((row.published for row in rows if row.published), default=None)),
            "last": shapes.day(max((row.published for row in rows if row.published), default=None)),
        }
        for name, rows in own.items()
    ]
    return sorted(listed, key=lambda one: (-len(own[one["name"]]), str(one["name"])))


def _group(rows: Sequence[ReportRow]) -> Json:
    original = next((row for row in rows if row.copy_of is None), rows[0])
    copies = [shapes.report(row) for row in rows if row is not original]
    return {"original": shapes.report(original), "copies": copies}


def _quoted(desk: Desk, documents: Sequence[str]) -> list[Json]:
    """Who is quoted most, with what they do with what they are quoted for."""
    stances: dict[tuple[str, str | None], Counter[str]] = {}
    for name, key, stance, number in desk.quoted(documents):
        stances.setdefault((name, key), Counter())[stance] += number
    most: Iterable[tuple[tuple[str, str | None], Counter[str]]] = sorted(
        stances.items(), key=lambda item: (-item[1].total(), item[0][0])
    )
    return [
        {"name": name, "key": key, "claims": counts.total(), "stances": dict(counts)}
        for (name, key), counts in list(most)[:MOST_QUOTED]
    ]
