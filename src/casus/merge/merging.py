"""
Merge a project: compare tellings, write judgements down, and put tellings into events.

`rebuild` does all anew in memory; `update` compares only what came since, against what shares a key with it. Both come
to the same events: a judgement depends on its two tellings alone, and grouping on the set of judgements alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casus.merge.clusters import Pair, Verdicts, groups, naming
from casus.merge.copying import find_copies, forget_copies
from casus.merge.judging import Judgement, shipped_weights
from casus.merge.loading import load_tellings, note_latest
from casus.merge.pairing import Found, Scores, pair_all, pair_with
from casus.merge.record import Record
from casus.merge.telling import Telling
from casus.store.connect import explained, open_writer, transaction

PATIENCE: Final = 120.0
"""Seconds to wait for other programs that write to the project."""


@dataclass(frozen=True, slots=True)
class MergeSummary:
    """How a project stands after merging: `merged` tellings share an event, `parts` are counted in by a summary."""

    tellings: int
    events: int
    merged: int
    parts: int
    copies: int


def rebuild(path: Path) -> MergeSummary:
    """Merge everything anew. People's judgements stay and win. Raises StoreError."""
    return _written(path, _rebuild)


def update(path: Path) -> MergeSummary:
    """Merge what was read since the last time, or everything if the rules changed since. Raises StoreError."""
    return _written(path, _update)


def regroup(path: Path, telling_ids: Iterable[str]) -> MergeSummary:
    """
    Put the events around these tellings together again, after a judgement of them was made or withdrawn.

    Where no person judges any more, the machine does again. Raises StoreError.
    """
    wanted = frozenset(telling_ids)

    def work(connection: sqlite3.Connection, record: Record) -> None:
        reports = _reports_of(connection, wanted)
        _judge(record, record.tellings(_told_in(connection, reports)).values())
        _group(record, record.members(wanted))

    return _written(path, work)


def _written(path: Path, work: Callable[[sqlite3.Connection, Record], None]) -> MergeSummary:
    # Another program may be adding reports: each takes a moment, but they come one after the other.
    with closing(open_writer(path, busy_seconds=PATIENCE)) as connection, explained(path), transaction(connection):
        record = Record(connection)
        note_latest(connection)
        work(connection, record)
        return MergeSummary(*record.counts())


def _rebuild(connection: sqlite3.Connection, record: Record) -> None:
    record.clear()
    forget_copies(connection)
    find_copies(connection, [row[0] for row in connection.execute("SELECT doc_no FROM document")])
    ids = connection.execute("SELECT DISTINCT event_id FROM run_claim JOIN latest USING (reading_no)")
    tellings = sorted(load_tellings(connection, [row[0] for row in ids if row[0]]), key=lambda t: t.order)
    for telling in tellings:
        record.write(telling)
    scores = Scores(tellings, shipped_weights())
    people = record.people()
    found = pair_all(tellings, scores, skip=frozenset().union(*people))
    _reconcile(record, found)
    record.write_parts(found.parts)
    _name(record, tellings, found.ties, scores)
    _mark(connection, record)


def _reconcile(record: Record, found: Found) -> None:
    """Let stand what is judged the same as before, withdraw what is not, and write down what is new."""
    live = record.live()
    wanted = {**found.judged, **{pair: found.same[pair] for pair in found.ties}}
    stale = [old.number for pair, old in live.items() if pair not in wanted or not old.says(wanted[pair])]
    record.withdraw(stale)
    record.judge({pair: j for pair, j in wanted.items() if pair not in live or not live[pair].says(j)})


def _update(connection: sqlite3.Connection, record: Record) -> None:
    since = record.state("reading")
    if since is None or record.state("mark") != _rules_mark():
        _rebuild(connection, record)
        return
    fresh = _fresh_documents(connection, int(since))
    if not fresh:
        return
    (total,) = connection.execute("SELECT count(*) FROM latest").fetchone()
    if 2 * len(fresh) > total:
        _rebuild(connection, record)
        return
    find_copies(connection, fresh)
    _merge_fresh(connection, record, fresh)
    _mark(connection, record)


def _fresh_documents(connection: sqlite3.Connection, since: int) -> list[int]:
    rows = connection.execute("SELECT DISTINCT doc_no FROM reading WHERE reading_no > ? ORDER BY doc_no", (since,))
    return [row[0] for row in rows]


def _merge_fresh(connection: sqlite3.Connection, record: Record, fresh: list[int]) -> None:
    """Merge what the latest readings of these documents tell; what only older ones told goes."""
    touched = _told_in(connection, fresh)
    before = record.tellings(touched)
    now = {telling.telling_id: telling for telling in load_tellings(connection, touched)}
    changed = sorted((t for i, t in now.items() if before.get(i) != t), key=lambda t: t.order)
    gone = [t for i, t in before.items() if now.get(i) != t]
    around = record.members(t.telling_id for t in gone)
    record.erase(gone)
    for telling in changed:
        record.write(telling)
    _judge(record, changed)
    _group(record, {*around, *(t.telling_id for t in changed)})


def _reports_of(connection: sqlite3.Connection, telling_ids: Iterable[str]) -> list[int]:
    sql = "SELECT DISTINCT doc_no FROM run_claim JOIN reading USING (reading_no) WHERE event_id = ?"
    return sorted({row[0] for telling in telling_ids for row in connection.execute(sql, (telling,))})


def _told_in(connection: sqlite3.Connection, documents: list[int]) -> set[str]:
    sql = (
        "SELECT DISTINCT event_id FROM reading JOIN run_claim USING (reading_no) "
        "WHERE doc_no = ? AND event_id IS NOT NULL"
    )
    return {row[0] for number in documents for row in connection.execute(sql, (number,))}


def _judge(record: Record, tellings: Iterable[Telling]) -> None:
    """Compare tellings with all that share a key with them, and write down what was not judged before."""
    fresh = sorted(tellings, key=lambda t: t.order)
    skip = frozenset().union(*record.people())
    candidates = {telling.telling_id: record.candidates(telling) for telling in fresh}
    everyone = {t.telling_id: t for t in (*fresh, *(other for some in candidates.values() for other in some))}
    found = pair_with(candidates, Scores(everyone.values(), shipped_weights()), skip=skip)
    judged: dict[Pair, Judgement] = {**found.judged, **found.same}
    standing = record.standing(judged)
    record.judge({pair: j for pair, j in judged.items() if pair not in standing})
    record.write_parts(found.parts)


def _group(record: Record, some: Iterable[str]) -> None:
    """Put together again all events that these tellings are tied to."""
    ties: dict[Pair, float] = {}
    same, *_ = record.people()
    seen: set[str] = set()
    waiting = set(some)
    while waiting:
        seen |= waiting
        found = record.ties(waiting)
        ties.update(found)
        reached = {i for pair in found for i in pair} | {i for pair in same if waiting & set(pair) for i in pair}
        waiting = record.members(reached) - seen
    tellings = list(record.tellings(seen).values())
    _name(record, tellings, ties, Scores(tellings, shipped_weights()), gone=seen)


def _name(
    record: Record, tellings: Iterable[Telling], ties: dict[Pair, float], scores: Scores, gone: Iterable[str] = ()
) -> None:
    some = list(tellings)
    same, different, _ = record.people()
    verdicts = Verdicts(ties, same, different)
    found = groups(some, verdicts, scores.of, cohesion=scores.weights.cohesion)
    record.name({*gone, *(t.telling_id for t in some)}, naming(found))


def _mark(connection: sqlite3.Connection, record: Record) -> None:
    """Note how far merging has come."""
    (last,) = connection.execute("SELECT coalesce(max(reading_no), 0) FROM reading").fetchone()
    record.note("reading", str(last))
    record.note("mark", _rules_mark())


def _rules_mark() -> str:
    return f"{shipped_weights().mark} {MERGING}"


MERGING = 2
"""Raised whenever the way of merging changes in code, so that projects are merged anew."""
