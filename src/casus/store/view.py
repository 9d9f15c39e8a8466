"""
Ask a project: read-only queries that answer with frozen rows.

Each document is shown by its latest run unless a run is asked for. Any number of views may be open while one writer
works; each query sees what is committed when it starts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from casus.errors import NotFoundError
from casus.model.document import Note
from casus.model.reading import Reading
from casus.model.span import Span
from casus.store.body import Sighting, unpack
from casus.store.connect import explained, open_reader
from casus.store.content import content_digest
from casus.store.corrections import Corrections, corrections
from casus.store.filters import condition, words_query
from casus.store.fold import fold
from casus.store.latest import HAPPENING
from casus.store.loading import load_claims, load_reports, load_states
from casus.store.merged import event_row
from casus.store.rows import (
    EVERYTHING,
    ClaimRow,
    Counts,
    DocumentRow,
    EventRow,
    Filter,
    RunRow,
    ShowRecord,
    StateRow,
)
from casus.store.shown import Shown, event_order, order

_FINDINGS: Final = """FROM run_claim f JOIN claim c USING (claim_no) JOIN document d USING (doc_no)
    JOIN evidence t ON t.evidence_no = c.trigger LEFT JOIN membership m ON m.telling_id = f.event_id"""
_ORDER: Final = "d.published IS NULL, d.published, d.doc_id, t.start, c.claim_id, f.reading_no, f.nth"
_TABLES: Final = {"c": ("claim", "claim_id"), "s": ("claim", "claim_id"), "e": ("run_claim", "event_id")} | {
    "d": ("document", "doc_id"),
    "r": ("run", "run_id"),
}

FOLDED: Final = 100_000
"""Quotes kept folded: those of some ten thousand reports, a few megabytes."""


class View:
    """Read-only access to one project's record."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_reader(path)
        self._corrections: tuple[tuple[int, int], Corrections] | None = None
        # The same words come again and again, and folding is the slow part of searching names.
        self._connection.create_function("fold", 1, lru_cache(FOLDED)(_fold), deterministic=True)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def claims(self, wanted: Filter = EVERYTHING) -> tuple[ClaimRow, ...]:
        """Claims that the filter keeps, by publication day, report and place in the text."""
        with self._snapshot():
            if shown := self._shown(wanted):
                return shown.claims(wanted, lambda wider: self._findings(wider, kind="event"))
            return load_claims(self._connection, self._findings(wanted, kind="event"))

    def states(self, wanted: Filter = EVERYTHING) -> tuple[StateRow, ...]:
        """State claims that the filter keeps, in the same order."""
        with self._snapshot():
            if shown := self._shown(wanted):
                return shown.states(wanted, lambda wider: self._findings(wider, kind="state"))
            return load_states(self._connection, self._findings(wanted, kind="state"))

    def events(self, wanted: Filter = EVERYTHING) -> tuple[EventRow, ...]:
        """
        Happenings of which at least one claim is kept by the filter, with all their claims, oldest first.

        `limit` and `offset` count events. An event's day is the first day any of its claims may be about.
        """
        with self._snapshot():
            if shown := self._shown(wanted):
                return self._decided_events(shown, wanted)
            return self._events(self._event_ids(wanted), run=wanted.run)

    def documents(self, wanted: Filter = EVERYTHING) -> tuple[DocumentRow, ...]:
        """Reports by publication day; of the filter, `doc`, `text` (in title or body), `limit` and `offset` count."""
        with self._snapshot():
            return documents(self._connection, wanted)

    def runs(self) -> tuple[RunRow, ...]:
        """All runs in the order they were first started."""
        with self._snapshot():
            return tuple(self._runs("1", ()))

    def reading(self, doc_id: str) -> Reading:
        """The whole reading of a document by its latest run. Raises NotFoundError."""
        with self._snapshot():
            row = self._connection.execute(
                "SELECT document.doc_no, text, body FROM document JOIN latest_reading USING (doc_no) "
                "JOIN reading USING (reading_no) WHERE doc_id = ?",
                (doc_id,),
            ).fetchone()
            if row is None:
                raise _unknown(doc_id)
            sighting = self._connection.execute(
                "SELECT origin, digest, url, given_id FROM sighting WHERE doc_no = ? ORDER BY origin, digest", row[:1]
            ).fetchone()
        return unpack(row[2], text=row[1], sighting=Sighting(*sighting))

    def content_digest(self) -> str:
        """SHA-256 (hex) of all content; see `casus.store.content`."""
        with self._snapshot():
            return content_digest(self._connection)

    def corrections(self) -> Corrections:
        """What people decided."""
        with self._snapshot():
            return corrections(self._connection)

    def counts(self) -> Counts:
        """How much there is."""
        latest = "reading_no IN (SELECT reading_no FROM latest_reading)"
        with self._snapshot():
            row = self._connection.execute(
                "SELECT (SELECT count(*) FROM document), "
                f"(SELECT count(*) FROM run_claim WHERE event_id IS NOT NULL AND {latest}), "
                f"(SELECT count(*) FROM run_claim WHERE event_id IS NULL AND {latest}), "
                "(SELECT count(DISTINCT coalesce(m.event_id, f.event_id)) FROM run_claim f "
                f"LEFT JOIN membership m ON m.telling_id = f.event_id WHERE f.{latest}), (SELECT count(*) FROM run)"
            ).fetchone()
        return Counts(*row)

    def show(self, wanted_id: str) -> ShowRecord:
        """Everything behind one id, or behind the only id that starts so. Raises NotFoundError."""
        with self._snapshot():
            found, shown = self._found(self._full_id(wanted_id)), self._shown(EVERYTHING)
            return shown.behind(found) if shown else found

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """All that is asked inside sees one moment of the record."""
        with explained(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def _found(self, full: str) -> ShowRecord:
        match full[0]:
            case "d":
                return self._show_document(full)
            case "r":
                return ShowRecord(full, "run", runs=tuple(self._runs("run_id = ?", (full,))))
            case "e":
                return self._show_event(full)
            case _:
                return self._show_claim(full)

    def _full_id(self, wanted: str) -> str:
        table, column = _TABLES.get(wanted[:1], ("", ""))
        if not table or wanted[1:2] != "-":
            raise _unknown(wanted)
        rows = self._connection.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY 1 LIMIT 4",
            (wanted, wanted + "\uffff"),
        ).fetchall()
        if wanted[0] in "ce" and (shown := self._shown(EVERYTHING)):
            names = {name for row in shown.added() for name in (row.claim_id, row.event_id)}
            rows = sorted({*rows, *((name,) for name in names if name.startswith(wanted))})
        if not rows:
            raise _unknown(wanted)
        if len(rows) > 1 and rows[0][0] != wanted:
            examples = ", ".join(row[0] for row in rows[:3])
            raise NotFoundError(f"{wanted!r} starts several ids ({examples}, …)", remedy="give more of the id")
        return str(rows[0][0])

    def _findings(self, wanted: Filter, *, kind: str) -> list[int]:
        where = condition(wanted, kind=kind)
        sql = f"SELECT f.finding_no {_FINDINGS} WHERE {where.sql} ORDER BY {_ORDER} {_page(wanted)}"
        return [row[0] for row in self._connection.execute(sql, where.values)]

    def _event_ids(self, wanted: Filter) -> list[str]:
        where = condition(wanted, kind="event")
        sql = (
            f"SELECT {HAPPENING} {_FINDINGS} WHERE {where.sql} GROUP BY {HAPPENING} "
            f"ORDER BY min(f.day_to) IS NULL, min(f.day_to), min(d.doc_id), min(t.start), {HAPPENING} {_page(wanted)}"
        )
        return [row[0] for row in self._connection.execute(sql, where.values)]

    def _events(self, event_ids: Sequence[str], *, run: str | None) -> tuple[EventRow, ...]:
        where = condition(Filter(run=run), kind="event")
        findings: list[int] = []
        for some in _chunks(event_ids):
            marks = ", ".join(f":e{n}" for n in range(len(some)))
            values = where.values | {f"e{n}": event_id for n, event_id in enumerate(some)}
            members = f"SELECT telling_id FROM membership WHERE event_id IN ({marks})"
            told = f"f.event_id IN ({marks}) OR f.event_id IN ({members})"
            sql = f"SELECT f.finding_no {_FINDINGS} WHERE {where.sql} AND ({told}) ORDER BY {_ORDER}"
            findings += [row[0] for row in self._connection.execute(sql, values)]
        by_event: dict[str, list[ClaimRow]] = {event_id: [] for event_id in event_ids}
        claims = load_claims(self._connection, findings)
        if shown := self._shown(Filter(run=run)):
            claims = tuple(sorted((*shown.told(claims), *shown.added()), key=order))
        for claim in claims:
            if claim.event_id in by_event:  # not if its id is one that was merged into another
                by_event[claim.event_id].append(claim)
        wholes = self._wholes([claim.telling_id for claims in by_event.values() for claim in claims])
        return tuple(event_row(event_id, claims, wholes) for event_id, claims in by_event.items() if claims)

    def _decided_events(self, shown: Shown, wanted: Filter) -> tuple[EventRow, ...]:
        """Events by the values that people gave: those they touched are judged by these, the others as ever."""
        touched = shown.touched()
        limit = None if wanted.limit is None else wanted.offset + wanted.limit + len(touched)
        ids = [one for one in self._event_ids(replace(wanted, limit=limit, offset=0)) if one not in touched]
        changed = [one for one in self._events(sorted(touched), run=None) if shown.keeps_event(one, wanted)]
        events = sorted((*self._events(ids, run=None), *changed), key=event_order)
        return tuple(events[wanted.offset : None if wanted.limit is None else wanted.offset + wanted.limit])

    def _shown(self, wanted: Filter) -> Shown | None:
        """What people decided; None where nobody did, or a run is asked for, which says what it found."""
        if wanted.run is not None:
            return None
        row = self._connection.execute("SELECT max(decision_no) FROM decision").fetchone()
        if row[0] is None:
            return None
        key = (row[0], self._connection.execute("SELECT max(reading_no) FROM reading").fetchone()[0])
        if self._corrections is None or self._corrections[0] != key:
            self._corrections = (key, corrections(self._connection))
        return Shown(self._connection, self._corrections[1])

    def _wholes(self, tellings: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Telling to the events that sum it up, for those that have any."""
        found: dict[str, tuple[str, ...]] = {}
        for some in _chunks(sorted(set(tellings))):
            rows = self._connection.execute(
                "SELECT part, coalesce(event_id, whole) FROM telling_part LEFT JOIN membership ON telling_id = whole "
                f"WHERE part IN ({', '.join('?' * len(some))}) ORDER BY part, score DESC, whole",
                some,
            )
            for part, whole in rows:
                found[part] = (*found.get(part, ()), whole)
        return found

    def _show_claim(self, claim_id: str) -> ShowRecord:
        found = self._connection.execute(
            f"SELECT f.finding_no, c.kind {_FINDINGS} WHERE c.claim_id = ? ORDER BY {_ORDER}", (claim_id,)
        ).fetchall()
        findings, kind = [row[0] for row in found], found[0][1] if found else "event"
        claims = load_claims(self._connection, findings) if kind == "event" else ()
        if not found and (shown := self._shown(EVERYTHING)):
            claims = tuple(row for row in shown.added() if row.claim_id == claim_id)
        states = load_states(self._connection, findings) if kind == "state" else ()
        rows: tuple[ClaimRow | StateRow, ...] = (*claims, *states)
        events = self._events(sorted({claim.event_id for claim in claims}), run=None)
        return ShowRecord(
            claim_id,
            "claim" if kind == "event" else "state",
            events=events,
            claims=claims,
            states=states,
            documents=documents(self._connection, Filter(doc=rows[0].report.doc_id)),
            runs=self._runs_of(rows),
        )

    def _show_event(self, wanted_id: str) -> ShowRecord:
        """The event that this is the id of, or that its telling was merged into."""
        merged = self._connection.execute(
            "SELECT event_id FROM membership WHERE telling_id = ?", (wanted_id,)
        ).fetchone()
        event_id = str(merged[0]) if merged else wanted_id
        events = self._events([event_id], run=None)
        claims = events[0].claims if events else self._claims_of_any_run(event_id)
        doc_ids = dict.fromkeys(claim.report.doc_id for claim in claims)
        reports = tuple(row for doc_id in doc_ids for row in documents(self._connection, Filter(doc=doc_id)))
        runs = self._runs_of(claims)
        return ShowRecord(event_id, "event", events=events, claims=claims, documents=reports, runs=runs)

    def _claims_of_any_run(self, event_id: str) -> tuple[ClaimRow, ...]:
        """For an event that only an older run saw."""
        sql = f"SELECT f.finding_no {_FINDINGS} WHERE f.event_id = ? ORDER BY {_ORDER}"
        return load_claims(self._connection, [row[0] for row in self._connection.execute(sql, (event_id,))])

    def _show_document(self, doc_id: str) -> ShowRecord:
        rows = documents(self._connection, Filter(doc=doc_id))
        wanted = Filter(doc=doc_id)
        (text,) = self._connection.execute("SELECT text FROM document WHERE doc_id = ?", (doc_id,)).fetchone()
        return ShowRecord(
            doc_id,
            "document",
            claims=load_claims(self._connection, self._findings(wanted, kind="event")),
            states=load_states(self._connection, self._findings(wanted, kind="state")),
            documents=rows,
            runs=tuple(self._runs("run_id = ?", (rows[0].run_id,))) if rows else (),
            notes=tuple(self._notes(doc_id)),
            text=text,
        )

    def _notes(self, doc_id: str) -> Iterator[Note]:
        rows = self._connection.execute(
            "SELECT n.code, n.message, e.start, e.end FROM document JOIN latest_reading USING (doc_no) "
            "JOIN note n USING (reading_no) LEFT JOIN evidence e USING (evidence_no) WHERE doc_id = ? ORDER BY n.n",
            (doc_id,),
        )
        for code, message, start, end in rows:
            yield Note(code, message, None if start is None else Span(start, end))

    def _runs_of(self, rows: Iterable[ClaimRow | StateRow]) -> tuple[RunRow, ...]:
        run_ids = sorted({row.run_id for row in rows})
        return tuple(run for run_id in run_ids for run in self._runs("run_id = ?", (run_id,)))

    def _runs(self, where: str, values: tuple[str, ...]) -> Iterator[RunRow]:
        sql = (
            "SELECT run_no, run_id, engine, version, settings, digests, steps, "
            "(SELECT count(*) FROM reading WHERE reading.run_no = run.run_no), "
            "(SELECT count(*) FROM refusal WHERE refusal.run_no = run.run_no) "
            f"FROM run WHERE {where} ORDER BY run_no"
        )
        for run_no, *facts in self._connection.execute(sql, values).fetchall():
            sessions = self._connection.execute(
                "SELECT started, ended FROM session WHERE run_no = ? ORDER BY session_no", (run_no,)
            ).fetchall()
            yield RunRow(*(*facts, tuple(sessions)))


def documents(connection: sqlite3.Connection, wanted: Filter) -> tuple[DocumentRow, ...]:
    """The reports that a filter keeps, each with counts by its latest run."""
    clauses, values = ["1"], {}
    if wanted.doc is not None:
        clauses.append("(d.doc_id = :doc OR d.doc_no IN (SELECT doc_no FROM sighting WHERE given_id = :doc))")
        values["doc"] = wanted.doc
    if wanted.text is not None:
        clauses.append("d.doc_no IN (SELECT rowid FROM document_search WHERE document_search MATCH :text)")
        values["text"] = words_query(wanted.text)
    sql = (
        "SELECT d.doc_no, run_id, d.language, length(d.text), "
        "(SELECT count(*) FROM run_claim f WHERE f.reading_no = l.reading_no AND event_id IS NOT NULL), "
        "(SELECT count(*) FROM run_claim f WHERE f.reading_no = l.reading_no AND event_id IS NULL), "
        "(SELECT count(*) FROM note n WHERE n.reading_no = l.reading_no) "
        "FROM document d JOIN latest_reading l USING (doc_no) JOIN reading USING (reading_no) JOIN run USING (run_no) "
        f"WHERE {' AND '.join(clauses)} ORDER BY d.published IS NULL, d.published, d.doc_id {_page(wanted)}"
    )
    rows = connection.execute(sql, values).fetchall()
    reports = load_reports(connection, [row[0] for row in rows])
    return tuple(DocumentRow(reports[doc_no], *rest) for doc_no, *rest in rows)


def _page(wanted: Filter) -> str:
    return f"LIMIT {-1 if wanted.limit is None else max(wanted.limit, 0)} OFFSET {max(wanted.offset, 0)}"


def _chunks(items: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)


def _unknown(wanted: str) -> NotFoundError:
    return NotFoundError(
        f"nothing has the id {wanted!r}",
        expected="an id starting with c-, s-, e-, l-, d- or r-",
        remedy="copy one from a listing of claims, states, events or documents, or from a situation",
    )
