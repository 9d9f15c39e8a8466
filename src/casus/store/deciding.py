"""Write decisions down, and keep people's judgements of what is the same happening in step with them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from casus.store.clock import now
from casus.store.corrections import Anchor, Corrections, Decision

Pair = tuple[str, str]

REASON: Final = "decision "
"""Begins the reason of a judgement that follows from a decision: ["decision n-12"]."""

_LIVE: Final = """SELECT judgement_no, a, b, verdict, author, reasons FROM judgement
    WHERE withdrawn IS NULL AND reasons LIKE '["decision n-%'"""
_TELLING: Final = """SELECT f.event_id FROM claim c JOIN run_claim f USING (claim_no) JOIN reading r USING (reading_no)
    WHERE c.claim_id = ? AND f.reading_no = (SELECT max(x.reading_no) FROM reading x WHERE x.doc_no = r.doc_no)
    AND f.event_id IS NOT NULL LIMIT 1"""
_WORDS: Final = "SELECT substr(text, :start + 1, :end - :start), length(text) FROM document WHERE doc_id = :doc"


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be written. `evidence`: document id, start, end. `before` and `value` are plain JSON values."""

    kind: str
    author: str
    event_id: str | None = None
    anchors: tuple[Anchor, ...] = ()
    field: str | None = None
    before: Any = None
    value: Any = None
    evidence: tuple[str, int, int] | None = None
    is_for_event: bool = True
    reason: str | None = None
    undoes: int | None = None
    batch: str | None = None


def append(connection: sqlite3.Connection, new: NewDecision) -> int:
    """Write a decision inside the caller's transaction; its number."""
    doc, start, end = new.evidence or (None, None, None)
    cursor = connection.execute(
        "INSERT INTO decision (kind, event_id, field, before, value, doc_no, start, end, is_for_event, author, made, "
        "reason, undoes, batch) VALUES (?, ?, ?, ?, ?, (SELECT doc_no FROM document WHERE doc_id = ?), ?, ?, ?, ?, ?, "
        "?, ?, ?)",
        (
            *(new.kind, new.event_id, new.field, _json(new.before), _json(new.value), doc, start, end),
            *(int(new.is_for_event), new.author, now(), new.reason, new.undoes, new.batch),
        ),
    )
    number = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO decision_claim SELECT ?, ?, ?, ?, doc_no, ?, ?, ?, ? FROM document WHERE doc_id = ?",
        [
            (number, n, a.claim_id, a.telling_id, a.type, a.start, a.end, a.side, a.doc_id)
            for n, a in enumerate(new.anchors)
        ],
    )
    return number


def words_at(connection: sqlite3.Connection, doc_id: str, start: int, end: int) -> str | None:
    """The words at a place of a report; None if that place is not in it."""
    row = connection.execute(_WORDS, {"doc": doc_id, "start": start, "end": end}).fetchone()
    return row[0] if row and 0 <= start < end <= row[1] else None


def settle_judgements(connection: sqlite3.Connection, decided: Corrections) -> frozenset[str]:
    """
    Make people's judgements those that their merging and splitting comes to; the tellings whose judgements changed.

    Doing it twice changes nothing, so it also serves after a new reading, whose tellings have other ids.
    """
    wanted = _verdicts(connection, decided)
    touched: set[str] = set()
    for number, a, b, verdict, author, reasons in connection.execute(_LIVE).fetchall():
        if wanted.get((a, b)) == (verdict, author, reasons):
            del wanted[(a, b)]
        else:
            _withdraw(connection, number)
            touched |= {a, b}
    for (a, b), (verdict, author, reasons) in wanted.items():
        sql = "SELECT judgement_no FROM judgement WHERE a = ? AND b = ? AND withdrawn IS NULL"
        for (number,) in connection.execute(sql, (a, b)).fetchall():
            _withdraw(connection, number)
        connection.execute(
            "INSERT INTO judgement (a, b, verdict, score, reasons, author, made) VALUES (?, ?, ?, NULL, ?, ?, ?)",
            (a, b, verdict, reasons, author, now()),
        )
        touched |= {a, b}
    return frozenset(touched)


def _verdicts(connection: sqlite3.Connection, decided: Corrections) -> dict[Pair, tuple[str, str, str]]:
    """What people say of pairs of tellings: verdict, author and reason; the last decision about a pair counts."""
    found: dict[Pair, tuple[str, str, str]] = {}
    for decision in decided.holding:
        if decision.kind in ("merge", "split"):
            verdict = "same" if decision.kind == "merge" else "different"
            said = (verdict, decision.author, json.dumps([f"{REASON}{decision.decision_id}"]))
            found.update(dict.fromkeys(_pairs(connection, decision, decided), said))
    return found


def _pairs(connection: sqlite3.Connection, decision: Decision, decided: Corrections) -> Iterator[Pair]:
    """The first telling with every other (merge), or each that leaves with each that stays (split)."""
    sides: dict[int, list[str]] = {0: [], 1: []}
    for anchor in decision.anchors:
        telling = _telling(connection, anchor, decided.moved)
        if telling is not None and telling not in sides[anchor.side]:
            sides[anchor.side].append(telling)
    stay, come = sides[0], sides[1]
    if decision.kind == "merge":
        pairs: Iterable[Pair] = ((stay[0], other) for other in (*stay[1:], *come)) if stay else ()
    else:
        pairs = ((a, b) for a in stay for b in come)
    yield from ((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def _telling(connection: sqlite3.Connection, anchor: Anchor, moved: Mapping[str, str | None]) -> str | None:
    claim = moved.get(anchor.claim_id, anchor.claim_id)
    row = connection.execute(_TELLING, (claim,)).fetchone() if claim else None
    return str(row[0]) if row else None


def _withdraw(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("UPDATE judgement SET withdrawn = ? WHERE judgement_no = ?", (now(), number))


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
