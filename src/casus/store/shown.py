"""What queries show once people have decided: their values, without what they rejected, with what they added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from casus.store.corrections import Corrections
from casus.store.fold import fold
from casus.store.loading import load_claims, load_states
from casus.store.matching import days, keeps
from casus.store.overlay import added_claims, corrected
from casus.store.rows import ClaimRow, EventRow, Filter, ShowRecord, StateRow

FindingsOf = Callable[[Filter], Sequence[int]]
Key = tuple[bool, str, str, int, str]

_EDITED: Final = """SELECT f.finding_no FROM claim c JOIN run_claim f USING (claim_no) JOIN reading r USING (reading_no)
    WHERE c.claim_id = ? AND c.kind = ?
    AND f.reading_no = (SELECT max(x.reading_no) FROM reading x WHERE x.doc_no = r.doc_no)"""
_COUNTRIES: Final = "SELECT country FROM place WHERE kind = 'country' AND folded = ? AND country IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of a record with decisions laid over it."""

    connection: sqlite3.Connection
    decided: Corrections

    def claims(self, wanted: Filter, findings_of: FindingsOf) -> tuple[ClaimRow, ...]:
        """Claims that a filter keeps by the values shown, in the usual order."""
        rows = load_claims(self.connection, findings_of(self._wider(wanted)))
        changed = (*corrected(load_claims(self.connection, self._edited("event")), self.decided), *self.added())
        return self._page([*self._untouched(rows), *self._kept(changed, wanted)], wanted)

    def states(self, wanted: Filter, findings_of: FindingsOf) -> tuple[StateRow, ...]:
        """States that a filter keeps by the values shown."""
        rows = load_states(self.connection, findings_of(self._wider(wanted)))
        changed = corrected(load_states(self.connection, self._edited("state")), self.decided)
        return self._page([*self._untouched(rows), *self._kept(changed, wanted)], wanted)

    def told(self, rows: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
        """Claims with the values shown, without those that were rejected."""
        return tuple(row for row in corrected(rows, self.decided) if row.claim_id not in self.decided.rejected)

    def added(self) -> tuple[ClaimRow, ...]:
        """Claims that people added, without those that were rejected since."""
        return tuple(
            row for row in added_claims(self.connection, self.decided) if row.claim_id not in self.decided.rejected
        )

    def touched(self) -> frozenset[str]:
        """Events of which a claim was corrected, rejected or added."""
        names = {*self.decided.edited, *self.decided.rejected}
        numbers = [number for name in sorted(names) for number in self._findings(name, "event")]
        rows: Iterable[ClaimRow] = (*load_claims(self.connection, numbers), *self.added())
        return frozenset(row.event_id for row in rows)

    def keeps_event(self, event: EventRow, wanted: Filter) -> bool:
        """Whether a filter keeps any of an event's claims by the values shown."""
        countries = self._countries(wanted)
        return any(keeps(claim, wanted, countries) for claim in event.claims)

    def behind(self, found: ShowRecord) -> ShowRecord:
        """
        All that is behind an id with the values shown, and the decisions about it.

        Of a report, rejected claims are left out and added ones are in; a claim that is asked for by its id is there.
        """
        claims, states = corrected(found.claims, self.decided), corrected(found.states, self.decided)
        if found.kind == "document":
            added = [row for row in self.added() if row.report.doc_id == found.id]
            claims = tuple(sorted((*self._left(claims), *added), key=order))
            states = tuple(row for row in states if row.claim_id not in self.decided.rejected)
        names = {row.claim_id for row in (*found.claims, *claims)} | {row.claim_id for row in found.states}
        names |= {row.claim_id for event in found.events for row in event.claims}
        about = tuple(d for d in self.decided.holding if not names.isdisjoint(self.decided.claims_of(d)))
        return replace(found, claims=claims, states=states, decisions=about)

    def _left(self, rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if row.claim_id not in self.decided.rejected]

    def _untouched(self, rows: Sequence[Any]) -> list[Any]:
        changed = self.decided.edited | self.decided.rejected
        return [row for row in rows if row.claim_id not in changed]

    def _kept(self, rows: Iterable[Any], wanted: Filter) -> list[Any]:
        countries, gone = self._countries(wanted), self.decided.rejected
        return [row for row in rows if row.claim_id not in gone and keeps(row, wanted, countries)]

    def _wider(self, wanted: Filter) -> Filter:
        """The same filter for as many rows as may be left of it."""
        changed = len(self.decided.edited | self.decided.rejected)
        limit = None if wanted.limit is None else wanted.offset + wanted.limit + changed
        return replace(wanted, limit=limit, offset=0)

    def _page(self, rows: list[Any], wanted: Filter) -> tuple[Any, ...]:
        rows.sort(key=order)
        end = None if wanted.limit is None else wanted.offset + max(wanted.limit, 0)
        return tuple(rows[wanted.offset : end])

    def _edited(self, kind: str) -> list[int]:
        return [number for name in sorted(self.decided.edited) for number in self._findings(name, kind)]

    def _findings(self, claim_id: str, kind: str) -> list[int]:
        return [row[0] for row in self.connection.execute(_EDITED, (claim_id, kind))]

    def _countries(self, wanted: Filter) -> frozenset[str]:
        if wanted.place is None:
            return frozenset()
        return frozenset(row[0] for row in self.connection.execute(_COUNTRIES, (fold(wanted.place),)))


def order(row: ClaimRow | StateRow) -> Key:
    """The usual order of claims: publication day, report, place in the text."""
    published = row.report.published
    return published is None, str(published or ""), row.report.doc_id, row.trigger.start, row.claim_id


def event_order(event: EventRow) -> tuple[bool, date, str, int]:
    """The usual order of events, by the first day that any claim may be about."""
    lasts = [last for claim in event.claims if (last := days(claim)[1])]
    first = event.claims[0]
    return not lasts, min(lasts, default=date.max), min(c.report.doc_id for c in event.claims), first.trigger.start
