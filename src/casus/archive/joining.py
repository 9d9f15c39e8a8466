"""
Stages 5 and 6: compare tellings that share a key, partition by partition, then put them into events.

A partition takes the keys that fall to it; a pair that shares several keys is compared once, where its smallest common
key falls. Which pairs are compared, and what is thought of them, is as in a project (`casus.merge`). Events are put
together group by group of tellings that are tied at all, which comes to the same as all at once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from casus.archive.extras import arrow
from casus.archive.layout import Layout, write_table
from casus.merge.blocks import keys
from casus.merge.clusters import Pair, Verdicts, groups, kept_pairs, ordered
from casus.merge.judging import shipped_weights
from casus.merge.pairing import Scores
from casus.merge.telling import Telling

PARTITION: Final = 200_000
"""Tellings of the archive for one partition: what the keys of one take in memory stays bounded."""

_DECODER: Final = msgspec.msgpack.Decoder(Telling)


def partitions(tellings: int) -> int:
    """How many partitions an archive with so many tellings is compared in."""
    return max(1, -(-tellings // PARTITION))


def judged_schema() -> Any:
    """The columns of judged/: pairs of tellings judged the same, with score and reasons (JSON)."""
    pa, _ = arrow()
    return pa.schema([("a", pa.string()), ("b", pa.string()), ("score", pa.float64()), ("reasons", pa.string())])


def events_schema() -> Any:
    """The columns of events.parquet: tellings that share an event, and the event: the id of its earliest telling."""
    pa, _ = arrow()
    return pa.schema([("telling_id", pa.string()), ("event_id", pa.string())])


def judge_part(layout: Layout, number: int, of: int) -> tuple[Any, Counter[str]]:
    """The pairs of one partition that are judged the same."""
    pa, _ = arrow()
    blocks = _blocks(layout, number, of)
    known = _load(layout, {telling for members in blocks.values() for telling in members})
    scores = Scores(known.values(), shipped_weights())
    counts: Counter[str] = Counter()
    rows = []
    for a, b in _pairs(blocks, known):
        counts["compared"] += 1
        judgement = scores.judge(a, b)
        if judgement.verdict == "same":
            rows.append((a, b, judgement.score, json.dumps(dict(judgement.reasons))))
    rows.sort()
    counts["same"] = len(rows)
    names = judged_schema().names
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=judged_schema()), counts


def _blocks(layout: Layout, number: int, of: int) -> dict[int, list[str]]:
    """Key to the tellings that share it, of the keys that fall to a partition."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for batch in _batches(layout, ["telling_id", "keys"]):
        for row in batch:
            for key in row["keys"]:
                if key % of == number:
                    found[key].append(row["telling_id"])
    return {key: members for key, members in found.items() if len(members) > 1}


def _batches(layout: Layout, columns: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    _, parquet = arrow()
    for path in layout.parts("tellings"):
        for batch in parquet.ParquetFile(path).iter_batches(batch_size=4_096, columns=list(columns)):
            yield batch.to_pylist()


def _load(layout: Layout, wanted: set[str]) -> dict[str, Telling]:
    """Tellings by id. What several reports tell in the very same words is the telling of the earliest of them."""
    found: dict[str, Telling] = {}
    for batch in _batches(layout, ["telling_id", "telling"]):
        for row in batch:
            if row["telling_id"] in wanted:
                telling = _DECODER.decode(row["telling"])
                known = found.get(telling.telling_id)
                if known is None or telling.order < known.order:
                    found[telling.telling_id] = telling
    return found


def _pairs(blocks: Mapping[int, Sequence[str]], known: Mapping[str, Telling]) -> Iterator[Pair]:
    """All pairs that share a key of these blocks and no smaller one."""
    keys_of = {name: keys(telling) for name, telling in known.items()}
    for key, members in sorted(blocks.items()):
        distinct = sorted(set(members))
        for at, a in enumerate(distinct):
            for b in distinct[at + 1 :]:
                if min(keys_of[a] & keys_of[b], default=key) == key:
                    yield ordered(a, b)


def join_all(layout: Layout) -> Counter[str]:
    """Write events.parquet."""
    pa, _ = arrow()
    same = _same(layout)
    rows: list[dict[str, str]] = []
    known = _load(layout, {telling for pair in same for telling in pair})
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
        table = parquet.read_table(path, columns=["a", "b", "score"])
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
