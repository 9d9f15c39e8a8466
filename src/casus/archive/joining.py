"""
Stages 5 and 6: compare tellings that share a key, partition by partition, then put them into events.

A partition takes some reports, in the order of publication, and compares what they tell with each other and with all
earlier reports, as a project does report by report (`casus.merge`): which pairs are compared, and what is thought of
them, is the same. Tellings meet in DuckDB, which spills to disk. Events are put together group by group of tellings
that are tied at all, which comes to the same as all at once.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Final

import msgspec

from casus.archive.copies import settle
from casus.archive.extras import arrow, duck
from casus.archive.layout import Layout, write_table, write_whole
from casus.merge.clusters import Pair, Verdicts, groups, kept_pairs
from casus.merge.judging import shipped_weights
from casus.merge.pairing import Scores, pair_with
from casus.merge.telling import Telling

PARTITION: Final = 20_000
"""Tellings of the reports in one partition, about: what comparing them takes in memory stays bounded."""

TOGETHER: Final = 500
"""Tellings compared at a time."""

LAST: Final = (2**31 - 1, "")
"""After all reports."""

_DECODER: Final = msgspec.msgpack.Decoder(Telling)
_REPORTS: Final = """
SELECT published, doc_id, count(*) FROM read_parquet($files) GROUP BY ALL ORDER BY published, doc_id"""
_TOLD: Final = """
CREATE TEMP VIEW told AS SELECT part_of(filename) AS shard, telling_id, published, doc_id, position, keys
FROM read_parquet([{files}], filename = true) {once}"""
_ONCE: Final = "QUALIFY row_number() OVER (PARTITION BY telling_id ORDER BY published, doc_id, position) = 1"
_MEETINGS: Final = """
WITH own AS (SELECT telling_id, published, doc_id, position, unnest(keys) AS key FROM told
    WHERE (published, doc_id) >= ($first_day, $first) AND (published, doc_id) < ($last_day, $last)),
every AS (SELECT shard, telling_id, published, doc_id, position, unnest(keys) AS key FROM told
    WHERE (published, doc_id) < ($last_day, $last))
SELECT DISTINCT o.published, o.doc_id, o.telling_id, e.telling_id, e.shard
FROM own o JOIN every e USING (key)
WHERE (e.published, e.doc_id, e.position, e.telling_id) < (o.published, o.doc_id, o.position, o.telling_id)
ORDER BY ALL"""
_OWN: Final = """
SELECT DISTINCT shard FROM told
WHERE (published, doc_id) >= ($first_day, $first) AND (published, doc_id) < ($last_day, $last) ORDER BY shard"""

Bound = tuple[int, str]
"""Day (ordinal) and id of the report that a partition begins with."""


def judged_schema() -> Any:
    """
    The columns of judged/: pairs of tellings, with score and reasons (JSON). `verdict` is same, or part: then `b` sums
    up several happenings, `a` among them.
    """
    pa, _ = arrow()
    return pa.schema(
        [
            ("a", pa.string()),
            ("b", pa.string()),
            ("verdict", pa.string()),
            ("score", pa.float64()),
            ("reasons", pa.string()),
        ]
    )


def events_schema() -> Any:
    """The columns of events.parquet: tellings that share an event, and the event: the id of its earliest telling."""
    pa, _ = arrow()
    return pa.schema([("telling_id", pa.string()), ("event_id", pa.string())])


def partition(layout: Layout) -> list[Bound]:
    """Cut the reports into partitions, once all are told; what was cut before stays. Gives where each begins."""
    if not layout.partitions.exists():
        write_whole(layout.partitions, msgspec.json.encode(_cut(layout)))
    return msgspec.json.decode(layout.partitions.read_bytes(), type=list[Bound])


def _cut(layout: Layout) -> list[Bound]:
    bounds: list[Bound] = []
    held = PARTITION
    with _spilling(layout, "partition") as db:
        result = db.execute(_REPORTS, {"files": [str(path) for path in layout.parts("tellings")]})
        while rows := result.fetchmany(10_000):
            for day, doc_id, count in rows:
                if held + count > PARTITION:
                    bounds.append((day, doc_id))
                    held = 0
                held += count
    return bounds


def judge_part(layout: Layout, number: int, *, copies: bool) -> tuple[Any, Counter[str]]:
    """The pairs of one partition that are judged the same, and those of a summary and its parts."""
    pa, _ = arrow()
    bounds = [*partition(layout), LAST]
    meetings, shards = _meetings(layout, bounds[number], bounds[number + 1], copies=copies)
    known = _load(layout, {name for _, a, b in meetings for name in (a, b)}, shards)
    rows = []
    scores = Scores(known.values(), shipped_weights())
    for some in _together(meetings):
        found = pair_with({a: [known[b] for b in others] for a, others in some.items()}, scores)
        rows += [(a, b, "same", j.score, _told(j.reasons)) for (a, b), j in found.same.items()]
        rows += [(p.part, p.whole, "part", p.judgement.score, _told(p.judgement.reasons)) for p in found.parts]
    rows.sort()
    counts = Counter({"compared": len(meetings), **Counter(row[2] for row in rows)})
    names = judged_schema().names
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=judged_schema()), counts


def _told(reasons: tuple[tuple[str, float], ...]) -> str:
    return json.dumps(dict(reasons), separators=(",", ":"))


def _meetings(
    layout: Layout, first: Bound, last: Bound, *, copies: bool
) -> tuple[list[tuple[str, str, str]], frozenset[int]]:
    """Report, telling of it, and an earlier telling that shares a key; and the shards where these are."""
    span = {"first_day": first[0], "first": first[1], "last_day": last[0], "last": last[1]}
    with _spilling(layout, f"judged-{first[0]}-{first[1]}") as db:
        files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in layout.parts("tellings"))
        db.execute(_TOLD.format(files=files, once=_ONCE if copies else ""))
        rows = db.execute(_MEETINGS, span).fetchall()
        own = {shard for (shard,) in db.execute(_OWN, span).fetchall()}
    return [(doc_id, a, b) for _, doc_id, a, b, _ in rows], frozenset(own | {shard for *_, shard in rows})


@contextmanager
def _spilling(layout: Layout, name: str) -> Iterator[Any]:
    """A DuckDB connection with a place of its own to spill to."""
    folder = layout.spill / name
    with duck().connect() as db:
        settle(db, folder)
        yield db
    shutil.rmtree(folder, ignore_errors=True)


def _together(meetings: Iterable[tuple[str, str, str]]) -> Iterator[dict[str, list[str]]]:
    """Telling to the earlier ones it meets, some whole reports at a time."""
    some: dict[str, list[str]] = {}
    for _, rows in groupby(meetings, key=lambda row: row[0]):
        for _, a, b in rows:
            some.setdefault(a, []).append(b)
        if len(some) >= TOGETHER:
            yield some
            some = {}
    if some:
        yield some


def _load(layout: Layout, wanted: set[str], shards: Iterable[int]) -> dict[str, Telling]:
    """Tellings by id. What several reports tell in the very same words is the telling of the earliest of them."""
    _, parquet = arrow()
    found: dict[str, Telling] = {}
    for number in sorted(shards):
        file = parquet.ParquetFile(layout.part("tellings", number))
        for batch in file.iter_batches(batch_size=4_096, columns=["telling_id", "telling"]):
            for row in batch.to_pylist():
                if row["telling_id"] in wanted:
                    telling = _DECODER.decode(row["telling"])
                    known = found.get(telling.telling_id)
                    if known is None or telling.order < known.order:
                        found[telling.telling_id] = telling
    return found


def join_all(layout: Layout) -> Counter[str]:
    """Write events.parquet."""
    pa, _ = arrow()
    same = _same(layout)
    rows: list[dict[str, str]] = []
    known = _load(layout, {telling for pair in same for telling in pair}, layout.done("tellings"))
    for pairs in _tied(same):
        rows += _events(pairs, same, known)
    rows.sort(key=lambda row: (row["event_id"], row["telling_id"]))
    counts = Counter(merged=len(rows), events=len({row["event_id"] for row in rows}))
    write_table(layout.events, pa.Table.from_pylist(rows, schema=events_schema()), counts)
    return counts


def _same(layout: Layout) -> dict[Pair, float]:
    _, parquet = arrow()
    found: dict[Pair, float] = {}
    for path in layout.parts("judged"):
        table = parquet.read_table(path, columns=["a", "b", "score"], filters=[("verdict", "=", "same")])
        for a, b, score in zip(*(column.to_pylist() for column in table.columns), strict=True):
            found[a, b] = score
    return found


def _tied(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The pairs in groups: two are in one group where a chain of pairs leads from one to the other."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    some = sorted(pairs)
    for a, b in some:
        root[max(find(a), find(b))] = min(find(a), find(b))
    grouped: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in some:
        grouped[find(pair[0])].append(pair)
    yield from grouped.values()


def _events(
    pairs: Sequence[Pair], same: Mapping[Pair, float], known: Mapping[str, Telling]
) -> Iterator[dict[str, str]]:
    ties = {pair: same[pair] for pair in kept_pairs({pair: same[pair] for pair in pairs})}
    tellings = [known[name] for name in sorted({name for pair in pairs for name in pair})]
    scores = Scores(tellings, shipped_weights())
    for members in groups(tellings, Verdicts(ties), scores.of, cohesion=scores.weights.cohesion):
        if len(members) > 1:
            yield from ({"telling_id": name, "event_id": members[0]} for name in members)
