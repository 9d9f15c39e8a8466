"""Answers made from the index alone: list, sentence, facets, map, timeline, network."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from casus.errors import InputError
from casus.web import words
from casus.web.index import Index, Mask, Numbers, grouped
from casus.web.shapes import Json
from casus.web.wanted import REASONS, needed, order, reasons

FACETS: Final = 50
"""Values listed for each facet."""


def lines(index: Index, rows: Sequence[int] | Numbers, seen: int | None) -> list[bytes]:
    """The lines of some events as JSON, with what depends on the last look."""
    if not len(rows):
        return []
    why, need = reasons(index, seen), needed(index, seen)
    return [_line(index.shown[row], bool(need[row]), [name for name in REASONS if why[name][row]]) for row in rows]


def _line(shown: bytes, needs: bool, why: list[str]) -> bytes:
    tail = f',"needs_review":{"true" if needs else "false"},"reasons":{json.dumps(why)}}}'
    return shown[:-1] + tail.encode()


def joined(items: Iterable[bytes]) -> bytes:
    """JSON values as a JSON list."""
    return b"[" + b",".join(items) + b"]"


def page(
    index: Index, mask: Mask, sort: str, *, limit: int, cursor: str | None = None, offset: int = 0
) -> tuple[Numbers, str | None]:
    """The next rows in an order and the cursor behind them; `offset` rows are left out before."""
    rows = order(index, sort)
    rows = rows[mask[rows]]
    start = (_start(index, rows, sort, cursor) if cursor else 0) + offset
    found = rows[start : start + limit]
    more = start + limit < len(rows)
    return found, _cursor(index, int(found[-1]), start + limit, sort) if more else None


def _cursor(index: Index, last: int, position: int, sort: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, index.ids[last], position]).encode()).decode().rstrip("=")


def _start(index: Index, rows: Numbers, sort: str, cursor: str) -> int:
    """Where to go on: behind the last event given, wherever that is now; if it is gone, at the same position."""
    try:
        asked, event_id, position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        position = int(position)
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise _bad_cursor(cursor) from error
    if asked != sort or position < 0:
        raise _bad_cursor(cursor)
    row = index.row(str(event_id))
    at = np.flatnonzero(rows == row) if row is not None else np.zeros(0)
    return int(at[0]) + 1 if at.size else position


def _bad_cursor(cursor: str) -> InputError:
    return InputError(
        f"{cursor[:40]!r} is no cursor of this list",
        where="cursor",
        expected="the cursor of the page before, with the same sort",
        remedy="start again without a cursor",
    )


def tally(index: Index, mask: Mask, seen: int | None) -> Json:
    """How many events a filter keeps, and how they stand."""
    columns, need = index.columns, needed(index, seen)
    first, last = columns["first"][mask & columns["is_dated"]], columns["last"][mask & columns["is_dated"]]
    reports = columns["last_report"][mask]
    rejected = index.is_value("review", ("rejected",))
    return {
        "events": int(mask.sum()),
        "of": int((index.alive & ~rejected).sum()),
        "claims": int(columns["claims"][mask].sum()),
        "reports": int((index.pairs["documents"].counted(mask, len(index.pools["documents"].values)) > 0).sum()),
        "needs_review": int((mask & need).sum()),
        "disputed": int((mask & columns["is_disputed"]).sum()),
        "undated": int((mask & ~columns["is_dated"]).sum()),
        "unplaced": int((mask & np.isnan(columns["lat"])).sum()),
        "rejected": int((index.alive & rejected).sum()),
        "first_day": _day(first.min(initial=10**7)),
        "last_day": _day(last.max(initial=0)),
        "last_report": _day(reports.max(initial=0)),
    }


def sentence(counts: Mapping[str, Any]) -> str:
    """The state of things in words: "412 events, 37 need review, 3 sources disagree, data to 24 Aug 2017"."""
    parts = [words.count(counts["events"], "event")]
    if counts["events"] != counts["of"]:
        parts[0] += f" of {counts['of']:,}"
    if counts["needs_review"]:
        parts.append(f"{counts['needs_review']:,} {'needs' if counts['needs_review'] == 1 else 'need'} review")
    if counts["disputed"]:
        parts.append(f"sources disagree on {counts['disputed']:,}")
    if counts["last_report"]:
        parts.append(f"data to {words.day(date.fromisoformat(counts['last_report']))}")
    return ", ".join(parts)


def _day(number: int) -> str | None:
    """A day by its number; None for the ends of open intervals."""
    return date.fromordinal(int(number)).isoformat() if 1 < number < date.max.toordinal() else None


def facets(index: Index, mask: Mask) -> Json:
    """The values that events of a filter have, with how many have each, most first."""
    return {
        "type": _types(index, mask),
        "sector": _ranked(_several(index, mask, "sector")),
        "country": _ranked(_several(index, mask, "country")),
        "actor": _ranked(_several(index, mask, "actor"), shown=True),
        "place": _ranked(_several(index, mask, "place"), shown=True),
        "source": _ranked(_several(index, mask, "publishers"), shown=True),
        **{name: _ranked(_single(index, mask, name)) for name in ("review", "realisation", "certainty")},
    }


def _types(index: Index, mask: Mask) -> list[Json]:
    types, modes = index.pools["type"].values, index.pools["mode"].values
    both = index.columns["type"][mask] * max(len(modes), 1) + index.columns["mode"][mask]
    counts = np.bincount(both, minlength=1)
    found: dict[str, dict[str, int]] = {}
    for number in np.flatnonzero(counts):
        of_type = found.setdefault(types[number // len(modes)], {})
        of_type[modes[number % len(modes)] or ""] = int(counts[number])
    listed = [
        {
            "value": kind,
            "count": sum(by_mode.values()),
            "modes": [{"value": f"{kind}.{m}", "count": n} for m, n in _most(by_mode) if m],
        }
        for kind, by_mode in found.items()
    ]
    return sorted(listed, key=lambda one: (-sum(found[str(one["value"])].values()), str(one["value"])))


def _single(index: Index, mask: Mask, column: str) -> dict[str, tuple[str, int]]:
    counts = np.bincount(index.columns[column][mask], minlength=1)
    return {index.pools[column].values[n]: ("", int(counts[n])) for n in np.flatnonzero(counts)}


def _several(index: Index, mask: Mask, column: str) -> dict[str, tuple[str, int]]:
    """Value to how it is shown and the number of rows that have it."""
    pool = index.pools[column]
    values, labels = pool.values, pool.labels
    counts = index.pairs[column].counted(mask, len(values))
    return {values[n]: (labels.get(values[n], values[n]), int(counts[n])) for n in np.flatnonzero(counts)}


def _ranked(counts: Mapping[str, tuple[str, int]], *, shown: bool = False) -> list[Json]:
    most = sorted(counts.items(), key=lambda item: (-item[1][1], item[0]))[:FACETS]
    return [{"value": key, **({"shown": name} if shown else {}), "count": count} for key, (name, count) in most]


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def network(index: Index, mask: Mask, relations: Iterable[Json], *, top: int) -> Json:
    """Who fights, supports, talks with whom: ties that events show, and those of states (`relations`)."""
    pool, of_states = index.pools["ties"].values, list(relations)
    counts = index.pairs["ties"].counted(mask, len(pool))
    weights: dict[str, int] = {}
    for number in np.flatnonzero(counts).tolist():
        for end in pool[number][:2]:
            weights[end] = weights.get(end, 0) + int(counts[number])
    for one in of_states:
        for end in (one["from"], one["to"]):
            weights[end] = weights.get(end, 0) + one["states"]
    names = [name for name, _ in _most(weights)[:top]]
    edges = _edges(index, mask, set(names), of_states)
    return {
        "nodes": _nodes(index, mask, names),
        "edges": sorted(edges, key=lambda e: (-e["weight"], e["from"], e["to"], e["kind"])),
        "left_out": len(weights) - len(names),
    }


def _edges(index: Index, mask: Mask, names: set[str], of_states: Iterable[Json]) -> list[Json]:
    """The ties between some actors, with what events and states show of each."""
    edges = {(e["from"], e["to"], e["kind"]): e for e in _ties(index, mask, names)}
    for one in of_states:
        if one["from"] in names and one["to"] in names:
            edge = edges.setdefault((one["from"], one["to"], one["kind"]), one)
            if edge is not one:
                edge["states"] += one["states"]
                edge["example"]["state"] = edge["example"]["state"] or one["example"]["state"]
    for edge in edges.values():
        edge["weight"] = edge["events"] + edge["states"]
    return list(edges.values())


def tie(start: str, end: str, kind: str, **values: Any) -> Json:
    """An edge of the network."""
    return {
        "from": start,
        "to": end,
        "kind": kind,
        "events": 0,
        "states": 0,
        "weight": 0,
        "directed": kind in ("supports", "opposes", "part_of"),
        "first": None,
        "last": None,
        "example": {"event": None, "state": None, "words": ""},
    } | values


def _ties(index: Index, mask: Mask, names: set[str]) -> Iterator[Json]:
    """The ties between some actors that events show."""
    pairs, pool = index.pairs["ties"], index.pools["ties"].values
    wanted = np.array([start in names and end in names for start, end, _ in pool], dtype=bool)
    kept = np.flatnonzero(mask[pairs.rows] & wanted[pairs.values]) if len(pool) else np.zeros(0, dtype=np.int64)
    firsts, lasts = index.columns["first"], index.columns["last"]
    for number, rows in grouped(pairs.values[kept], pairs.rows[kept]):
        start, end, kind = pool[number]
        dated = rows[firsts[rows] > 0]
        yield tie(
            start,
            end,
            kind,
            events=len(rows),
            first=_day(firsts[dated].min(initial=10**7)),
            last=_day(lasts[dated].max(initial=0)),
            example={"event": index.ids[rows[0]], "state": None, "words": json.loads(index.shown[rows[0]])["action"]},
        )


def _nodes(index: Index, mask: Mask, names: Sequence[str]) -> list[Json]:
    """Actors of the network: their id is that of the registry, else "name:" and the name."""
    counts = _several(index, mask, "actor")
    sectors = {who[2] or who[1]: who[3] for who in index.pools["parties"].values}
    return [
        {
            "id": name,
            "name": counts.get(key, (key, 0))[0],
            "sector": sectors.get(key) or None,
            "events": counts.get(key, ("", 0))[1],
            "known": key == name,
        }
        for name, key in ((name, name.removeprefix("name:")) for name in names)
    ]
