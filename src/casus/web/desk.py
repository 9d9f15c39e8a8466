"""One thread's read access to a project for the page: events with decisions laid over them, and their cards."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from casus.beliefs.events import believe
from casus.beliefs.types import EventBelief
from casus.store import cards as kept
from casus.store.cards import Told
from casus.store.connect import explained, open_reader
from casus.store.corrections import Corrections, corrections
from casus.store.filters import words_query
from casus.store.fold import fold
from casus.store.latest import ALL_LATEST, LATEST
from casus.store.loading import load_claims, load_reports, load_states
from casus.store.merged import event_row
from casus.store.overlay import added_claims, corrected
from casus.store.rows import ClaimRow, EventRow, ReportRow, StateRow
from casus.store.shown import order
from casus.store.view import View
from casus.web.cards import Card, Standing, card
from casus.web.index import Numbers
from casus.web.papers import PartOf

Answer = TypeVar("Answer")

_FINDING = f"""SELECT f.finding_no, c.kind
    FROM claim c JOIN run_claim f USING (claim_no) JOIN reading r USING (reading_no)
    WHERE claim_id = ? AND {LATEST}"""
_STATES = f"SELECT f.finding_no FROM run_claim f WHERE f.event_id IS NULL AND {ALL_LATEST} ORDER BY f.finding_no"
_NUMBERS = "SELECT doc_no FROM document WHERE doc_id IN ({marks})"
_LISTED = """SELECT d.doc_id, s.name, d.published, original.doc_id, coalesce(told.claims, 0), told.reading_no
    FROM document d LEFT JOIN source s USING (source_no)
    LEFT JOIN report_original o USING (doc_no) LEFT JOIN document original ON original.doc_no = o.of_no
    LEFT JOIN (SELECT reading_no, count(event_id) AS claims FROM run_claim GROUP BY reading_no) told
    ON told.reading_no = (SELECT max(reading_no) FROM reading r WHERE r.doc_no = d.doc_no)"""
_QUOTED = """SELECT coalesce(a.name, e.quote), a.registry, x.stance, count(*)
    FROM run_claim f CROSS JOIN claim_attribution x USING (finding_no) LEFT JOIN actor a USING (actor_no)
    LEFT JOIN evidence e ON e.evidence_no = x.evidence_no
    WHERE f.reading_no IN (SELECT value FROM json_each(?)) AND coalesce(a.name, e.quote) IS NOT NULL
    GROUP BY 1, 2, 3"""
_DOCUMENT = "SELECT doc_no, text, published_basis, byline, dateline, language FROM document WHERE doc_id = ?"
_PARTS = "SELECT kind, start, end FROM part WHERE doc_no = ? ORDER BY n"
_COPIES = "SELECT doc_id FROM report_original JOIN document USING (doc_no) WHERE of_no = ? ORDER BY doc_id"
_NOTES = """SELECT n.code, n.message, e.start, e.end FROM latest_reading JOIN note n USING (reading_no)
    LEFT JOIN evidence e USING (evidence_no) WHERE latest_reading.doc_no = ? ORDER BY n.n"""


class Desk:
    """Reads one project; for one thread."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._connection = open_reader(database)
        self.view = View(database)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        self.view.close()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """One moment of the record."""
        with explained(self._database):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What a function finds in one moment of the record."""
        with self.snapshot() as connection:
            return question(connection)

    def revision(self) -> tuple[int, int, str, int, int]:
        """See `casus.store.cards.revision`."""
        return self.ask(kept.revision)

    def corrections(self) -> Corrections:
        """What people decided."""
        return self.ask(corrections)

    def stored_cards(self, event_ids: Sequence[str] | None = None) -> list[tuple[str, str, bytes, bytes]]:
        """The cards that were kept, all or of some events."""
        return self.ask(lambda connection: list(kept.stored_cards(connection, event_ids)))

    def stored_lines(self) -> dict[str, bytes]:
        """Event id to the line of the card that was kept."""
        return self.ask(kept.stored_lines)

    def stored_index(self) -> tuple[str, bytes, list[str]] | None:
        """The index that was kept; see `casus.store.cards.stored_index`."""
        return self.ask(kept.stored_index)

    def complete_as_of(self) -> str | None:
        """What the cards kept are complete for."""
        return self.ask(kept.complete_as_of)

    def seen(self) -> int | None:
        """The latest reading at the last look."""
        return self.ask(kept.seen_reading)

    def events_of(self, tellings: Iterable[str]) -> list[str]:
        """The events that tellings belong to now."""
        asked = list(tellings)
        return self.ask(lambda connection: list(dict.fromkeys(kept.event_of(connection, one) for one in asked)))

    def versions(self, decided: Corrections) -> dict[str, str]:
        """Every event with its version."""
        with self.snapshot() as connection:
            found = kept.told(connection)
            decisions = _last_decisions(connection, decided)
            added = {claim.event_id for claim in added_claims(connection, decided)}
        none = Told()
        return {
            event: _version(found.get(event, none), decisions.get(event, 0))
            for event in (*found, *(added - found.keys()))
        }

    def cards(self, event_ids: Sequence[str], decided: Corrections) -> list[Card]:
        """Cards of those of the events that are there."""
        return [card(belief, standing) for belief, standing in self.beliefs(event_ids, decided)]

    def beliefs(self, event_ids: Sequence[str], decided: Corrections) -> list[tuple[EventBelief, Standing]]:
        """What is believed of some events."""
        return [(believe(event), standing) for event, standing in self.events(event_ids, decided)]

    def events(self, event_ids: Sequence[str], decided: Corrections) -> list[tuple[EventRow, Standing]]:
        """Some events with decisions laid over them, in the order asked for. Rejected claims are left out of an event
        that has others.
        """
        with self.snapshot() as connection:
            found = kept.told(connection, event_ids)
            claims = load_claims(connection, [number for event in found.values() for number in event.findings])
            rows = [*corrected(claims, decided), *added_claims(connection, decided)]
        by_event: dict[str, list[ClaimRow]] = {event: [] for event in event_ids}
        for row in rows:
            if row.event_id in by_event:
                by_event[row.event_id].append(row)
        return [
            (event_row(event, _ordered(_accepted(told, decided))), _standing(told, found.get(event), decided))
            for event, told in by_event.items()
            if told
        ]

    def every_claim(self, event_id: str, decided: Corrections) -> tuple[ClaimRow, ...]:
        """All claims of an event, rejected ones included."""
        with self.snapshot() as connection:
            return event_scene(connection, event_id, decided)[0]

    def claim(self, claim_id: str, decided: Corrections) -> ClaimRow | StateRow | None:
        """One claim or state as it is read now; None if no latest reading has it."""
        with self.snapshot() as connection:
            rows = connection.execute(_FINDING, (claim_id,)).fetchall()
            numbers, is_event = [row[0] for row in rows[:1]], bool(rows) and rows[0][1] == "event"
            if not is_event and numbers:
                return corrected(load_states(connection, numbers), decided)[0]
            found = [*corrected(load_claims(connection, numbers), decided), *added_claims(connection, decided)]
        return next((row for row in found if row.claim_id == claim_id), None)

    def states(self, decided: Corrections) -> tuple[StateRow, ...]:
        """All states that were not rejected."""
        with self.snapshot() as connection:
            numbers = [row[0] for row in connection.execute(_STATES)]
            rows = corrected(load_states(connection, numbers), decided)
        return tuple(row for row in rows if row.claim_id not in decided.rejected)

    def joins(self, tellings: Sequence[str], most: int) -> list[dict[str, Any]]:
        """The judgements that stand about some tellings, by the surest."""
        marks = ", ".join(f"?{n + 1}" for n in range(len(tellings)))
        sql = (
            f"SELECT a, b, verdict, score, reasons, author, made FROM judgement WHERE withdrawn IS NULL "
            f"AND (a IN ({marks}) OR b IN ({marks})) ORDER BY score IS NOT NULL, score DESC LIMIT {most}"
        )
        rows = self.ask(lambda connection: connection.execute(sql, list(tellings)).fetchall())
        names = ("a", "b", "verdict", "score", "reasons", "author", "made")
        return [dict(zip(names, row, strict=True)) | {"reasons": _reasons(row[4])} for row in rows]

    def reports(self, doc_ids: Sequence[str]) -> list[ReportRow]:
        """Some reports, by day of publication."""
        with self.snapshot() as connection:
            numbers = [row[0] for row in _in_chunks(connection, _NUMBERS, doc_ids)]
            found = list(load_reports(connection, numbers).values())
        return sorted(found, key=lambda row: (row.published is None, str(row.published or ""), row.doc_id))

    def listed(self) -> list[Listed]:
        """Every report in few words: a whole pass takes less than asking for most of them by their ids."""
        return self.ask(lambda connection: [Listed(*row) for row in connection.execute(_LISTED)])

    def quoted(self, readings: Iterable[int]) -> list[tuple[str, str | None, str, int]]:
        """Name, registry id, stance and number of claims of everyone that some readings quote."""
        asked = json.dumps(list(readings))
        return self.ask(lambda connection: connection.execute(_QUOTED, (asked,)).fetchall())

    def paper(self, doc_id: str, decided: Corrections) -> Paper | None:
        """One report with what its latest reading says; None if there is no such report."""
        with self.snapshot() as connection:
            row = connection.execute(_DOCUMENT, (doc_id,)).fetchone()
            if row is None:
                return None
            doc_no, text, *values = row
            names = ("published_basis", "byline", "dateline", "language")
            claims, states = _told_in(connection, doc_no, decided)
            notes = connection.execute(_NOTES, (doc_no,)).fetchall()
            report = load_reports(connection, [doc_no])[doc_no]
            facts = dict(zip(names, values, strict=True)) | {
                "characters": len(text),
                "copies": [found[0] for found in connection.execute(_COPIES, (doc_no,))],
                "origins": list(report.origins),
                "notes": [dict(zip(("code", "message", "start", "end"), note, strict=True)) for note in notes],
            }
            parts = tuple(PartOf(*part) for part in connection.execute(_PARTS, (doc_no,)))
        return Paper(report, text, facts, parts, claims, states)

    def findings_with(self, text: str) -> Numbers:
        """Numbers of the findings whose sentence or names hold all words. Raises InputError for no word."""
        query = words_query(text)
        with self.snapshot() as connection:
            rows = connection.execute("SELECT rowid FROM claim_search WHERE claim_search MATCH ?", (query,)).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64)

    def documents_called(self, name: str) -> list[str]:
        """Ids of the documents with this id or that the input called so."""
        sql = (
            "SELECT doc_id FROM document WHERE doc_id = :doc "
            "OR doc_no IN (SELECT doc_no FROM sighting WHERE given_id = :doc)"
        )
        return self.ask(lambda connection: [row[0] for row in connection.execute(sql, {"doc": name})])

    def countries_called(self, name: str) -> list[str]:
        """ISO codes of the countries of that name that reports mention."""
        sql = "SELECT DISTINCT country FROM place WHERE kind = 'country' AND folded = ? AND country IS NOT NULL"
        return self.ask(lambda connection: [row[0] for row in connection.execute(sql, (fold(name),))])


def event_scene(
    connection: sqlite3.Connection, event_id: str, decided: Corrections
) -> tuple[tuple[ClaimRow, ...], str]:
    """All claims of an event, rejected ones included, and its version; for a transaction of the caller."""
    found = kept.told(connection, [event_id])
    claims = load_claims(connection, [number for event in found.values() for number in event.findings])
    rows = [*corrected(claims, decided), *added_claims(connection, decided)]
    own = _ordered([row for row in rows if row.event_id == event_id])
    return own, _standing(own, found.get(event_id), decided).version if own else ""


def state_row(connection: sqlite3.Connection, claim_id: str, decided: Corrections) -> StateRow | None:
    """One state as it is read now."""
    rows = connection.execute(_FINDING, (claim_id,)).fetchall()
    if not rows or rows[0][1] != "state":
        return None
    return corrected(load_states(connection, [rows[0][0]]), decided)[0]


class Listed(NamedTuple):
    """A report in few words. `published` is an ISO day, `claims` those of acts that its latest reading has."""

    doc_id: str
    publisher: str | None
    published: str | None
    copy_of: str | None
    claims: int
    reading: int | None


@dataclass(frozen=True, slots=True)
class Paper:
    """One report with all that is read from it. `facts` are the plain values of docs/api.md."""

    report: ReportRow
    text: str
    facts: dict[str, Any]
    parts: tuple[PartOf, ...]
    claims: tuple[ClaimRow, ...]
    states: tuple[StateRow, ...]


def _last_decisions(connection: sqlite3.Connection, decided: Corrections) -> dict[str, int]:
    """Event id to the number of the last decision about any of its claims."""
    last: dict[str, int] = {}
    for claim, number in decided.last_by_claim.items():
        for event in kept.events_with(connection, claim):
            last[event] = max(number, last.get(event, 0))
    for row in added_claims(connection, decided):
        last[row.event_id] = max(decided.last_by_claim.get(row.claim_id, 0), last.get(row.event_id, 0))
    return last


def _version(found: Told, decision: int) -> str:
    return f"{found.digest}.{decision}"


def _standing(claims: Sequence[ClaimRow], found: Told | None, decided: Corrections) -> Standing:
    last = max(decided.last_by_claim.get(claim.claim_id, 0) for claim in claims)
    found = found or Told()
    return Standing(
        version=_version(found, last),
        review=review([claim.claim_id for claim in claims], decided),
        reading=found.reading,
        changed=last,
        findings=tuple(found.findings),
    )


def review(claim_ids: Sequence[str], decided: Corrections) -> str:
    """How an event was judged: rejected if all its claims are, else as the last decision about it that is a verdict."""
    if all(claim in decided.rejected for claim in claim_ids):
        return "rejected"
    verdicts = {"accept": "accepted", "edit": "edited", "add": "edited"}
    found = [d for claim in claim_ids for d in decided.by_claim.get(claim, ()) if d.kind in verdicts]
    return verdicts[max(found, key=lambda d: d.number).kind] if found else "open"


def _accepted(claims: Sequence[ClaimRow], decided: Corrections) -> Sequence[ClaimRow]:
    return [claim for claim in claims if claim.claim_id not in decided.rejected] or claims


def _ordered(claims: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """By day of publication, report and place in the text."""
    return tuple(sorted(claims, key=order))


def _told_in(
    connection: sqlite3.Connection, doc_no: int, decided: Corrections
) -> tuple[tuple[ClaimRow, ...], tuple[StateRow, ...]]:
    """The claims and states of a report by its latest reading, with those that people added."""
    sql = (
        "SELECT f.finding_no, f.event_id IS NOT NULL FROM latest_reading JOIN run_claim f USING (reading_no) "
        "WHERE latest_reading.doc_no = ? ORDER BY f.position"
    )
    rows = connection.execute(sql, (doc_no,)).fetchall()
    claims = load_claims(connection, [number for number, is_event in rows if is_event])
    states = load_states(connection, [number for number, is_event in rows if not is_event])
    report = load_reports(connection, [doc_no])[doc_no]
    added = [row for row in added_claims(connection, decided) if row.report.doc_id == report.doc_id]
    return (*corrected(claims, decided), *added), corrected(states, decided)


def _in_chunks(connection: sqlite3.Connection, sql: str, names: Sequence[str]) -> Iterator[Any]:
    for at in range(0, len(names), kept.CHUNK):
        some = list(names[at : at + kept.CHUNK])
        yield from connection.execute(sql.format(marks=", ".join("?" * len(some))), some)


def _reasons(text: str) -> list[str]:
    """The reasons of a judgement as phrases."""
    found = json.loads(text)
    if isinstance(found, dict):
        return [f"{name}: {value}" for name, value in found.items()]
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]
