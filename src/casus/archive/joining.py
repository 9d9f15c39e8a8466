"""
Stages 6 and 7: compare the tellings that meet, partition by partition, then put them into events.

A partition takes some reports, in the order of publication, and compares what they tell with each other and with
earlier reports, as a project does report by report (`casus.merge`); which pairs, `casus.archive.meetings` has found.
Events are put together group by group of tellings that are tied at all, which comes to the same as all at once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import msgspec

from casus.archive.extras import arrow
from casus.archive.layout import Layout, write_table
from casus.archive.meetings import GROUP
from casus.merge.clusters import Pair, Verdicts, groups, kept_pairs
from casus.merge.judging import shipped_weights
from casus.merge.pairing import Scores, pair_with
from casus.merge.telling import Telling

TOGETHER: Final = 500
"""Tellings compared at a time."""

TIED: Final = 20_000
"""Tellings put into events at a time, about; more only where more are tied to each other."""

_DECODER: Final = msgspec.msgpack.Decoder(Telling)

Numbers = tuple[int, int]


def judged_schema() -> Any:
    """
    The columns of judged/: pairs of tellings, with their numbers in told.parquet, score and reasons (JSON). `verdict`
    is same, or part: then `b` sums up several happenings, `a` among them.
    """
    pa, _ = arrow()
    return pa.schema(
        [
            ("a", pa.string()),
            ("b", pa.string()),
            ("verdict", pa.string()),
            ("score", pa.float64()),
            ("reasons", pa.string()),
            ("number_a", pa.int64()),
            ("number_b", pa.int64()),
        ]
    )


def events_schema() -> Any:
    """The columns of events.parquet: tellings that share an event, and the event: the id of its earliest telling."""
    pa, _ = arrow()
    return pa.schema([("telling_id", pa.string()), ("event_id", pa.string())])


def judge_part(layout: Layout, number: int) -> tuple[Any, Counter[str]]:
    """The pairs of one partition that are judged the same, and those of a summary and its parts."""
    pa, _ = arrow()
    meetings = _meetings(layout, number)
    known = _load(layout, {one for pair in meetings for one in pair})
    numbers = {telling.telling_id: at for at, telling in known.items()}
    rows = []
    scores = Scores(known.values(), shipped_weights())
    for some in _together(meetings, known):
        found = pair_with({known[a].telling_id: [known[b] for b in others] for a, others in some.items()}, scores)
        rows += [(a, b, "same", j.score, _told(j.reasons)) for (a, b), j in found.same.items()]
        rows += [(p.part, p.whole, "part", p.judgement.score, _told(p.judgement.reasons)) for p in found.parts]
    rows.sort()
    counts = Counter({"compared": len(meetings), **Counter(row[2] for row in rows)})
    names = judged_schema().names
    told = [dict(zip(names, (*row, numbers[row[0]], numbers[row[1]]), strict=True)) for row in rows]
    return pa.Table.from_pylist(told, schema=judged_schema()), counts


def _told(reasons: tuple[tuple[str, float], ...]) -> str:
    return json.dumps(dict(reasons), separators=(",", ":"))


def _meetings(layout: Layout, number: int) -> list[Numbers]:
    """A telling of the partition and an earlier one, by number, in order."""
    _, parquet = arrow()
    table = parquet.read_table(layout.meetings, columns=["later", "earlier"], filters=[("part", "=", number)])
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _together(meetings: Iterable[Numbers], known: Mapping[int, Telling]) -> Iterator[dict[int, list[int]]]:
    """Telling to the earlier ones it meets, some whole reports at a time."""
    some: dict[int, list[int]] = {}
    for _, pairs in groupby(meetings, key=lambda pair: known[pair[0]].doc_id):
        for a, b in pairs:
            some.setdefault(a, []).append(b)
        if len(some) >= TOGETHER:
            yield some
            some = {}
    if some:
        yield some


def _load(layout: Layout, wanted: set[int]) -> dict[int, Telling]:
    """Tellings by number: only the row groups that hold one are read."""
    _, parquet = arrow()
    found: dict[int, Telling] = {}
    with parquet.ParquetFile(layout.told) as file:
        for group in sorted({number // GROUP for number in wanted}):
            table = file.read_row_group(group, columns=["number", "telling"])
            for number, telling in zip(*(column.to_pylist() for column in table.columns), strict=True):
                if number in wanted:
                    found[number] = _DECODER.decode(telling)
    return found


def join_all(layout: Layout) -> Counter[str]:
    """Write events.parquet."""
    pa, _ = arrow()
    same = _same(layout)
    rows: list[dict[str, str]] = []
    for pairs in _some(_tied(same)):
        known = _load(layout, {one for some in pairs for pair in some for one in pair})
        for some in pairs:
            rows += _events(some, same, known)
    rows.sort(key=lambda row: (row["event_id"], row["telling_id"]))
    counts = Counter(merged=len(rows), events=len({row["event_id"] for row in rows}))
    write_table(layout.events, pa.Table.from_pylist(rows, schema=events_schema()), counts)
    return counts


def _same(layout: Layout) -> dict[Numbers, float]:
    _, parquet = arrow()
    found: dict[Numbers, float] = {}
    names = ["number_a", "number_b", "score"]
    for path in layout.parts("judged"):
        table = parquet.read_table(path, columns=names, filters=[("verdict", "=", "same")])
        for a, b, score in zip(*(column.to_pylist() for column in table.columns), strict=True):
            found[a, b] = score
    return found


def _tied(pairs: Iterable[Numbers]) -> Iterator[list[Numbers]]:
    """The pairs in groups: two are in one group where a chain of pairs leads from one to the other."""
    root: dict[int, int] = {}

    def find(one: int) -> int:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    some = sorted(pairs)
    for a, b in some:
        root[max(find(a), find(b))] = min(find(a), find(b))
    grouped: defaultdict[int, list[Numbers]] = defaultdict(list)
    for pair in some:
        grouped[find(pair[0])].append(pair)
    yield from (grouped[first] for first in sorted(grouped))


def _some(tied: Iterable[list[Numbers]]) -> Iterator[list[list[Numbers]]]:
    """Whole groups together, about `TIED` tellings at a time."""
    held: list[list[Numbers]] = []
    count = 0
    for pairs in tied:
        held.append(pairs)
        count += len(pairs)
        if count >= TIED:
            yield held
            held, count = [], 0
    if held:
        yield held


def _events(
    pairs: Sequence[Numbers], same: Mapping[Numbers, float], known: Mapping[int, Telling]
) -> Iterator[dict[str, str]]:
    named: dict[Pair, float] = {(known[a].telling_id, known[b].telling_id): same[a, b] for a, b in pairs}
    ties = {pair: named[pair] for pair in kept_pairs(named)}
    tellings = [known[number] for number in sorted({number for pair in pairs for number in pair})]
    scores = Scores(tellings, shipped_weights())
    for members in groups(tellings, Verdicts(ties), scores.of, cohesion=scores.weights.cohesion):
        if len(members) > 1:
            yield from ({"telling_id": name, "event_id": members[0]} for name in members)
