"""The states of a project as a plain table: who controls, besieges, supports, fights whom, as each report tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from casus.exports.cells import Cell, Table, joined
from casus.store.rows import StateRow

COLUMNS: Final = (
    *("claim_id", "relation", "extent", "factuality", "denied", "subject", "object", "object_is_place", "country_code"),
    *("latitude", "longitude", "date_start", "date_end", "date_reported", "source", "stance", "publisher", "url"),
    *("report", "run", "quote"),
)


def write_states(states: Iterable[StateRow], out: TextIO) -> None:
    """One row per state claim."""
    table = Table(out, COLUMNS)
    for state in states:
        table.row(row(state))


def row(state: StateRow) -> dict[str, Cell]:
    """The cells of one state."""
    place = next((party.place for party in state.objects if party.place), None)
    return {
        "claim_id": state.claim_id,
        "relation": state.relation,
        "extent": state.extent,
        "factuality": state.factuality,
        "denied": "yes" if state.is_denied else "no",
        "subject": joined(party.name for party in state.subjects),
        "object": joined(party.name for party in state.objects),
        "object_is_place": "yes" if any(party.is_place for party in state.objects) else "no",
        "country_code": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "date_start": str(state.time.earliest or "") if state.time else "",
        "date_end": str(state.time.latest or "") if state.time else "",
        "date_reported": str(state.report.published or ""),
        "source": joined(source.name for source in state.sources),
        "stance": joined(source.stance for source in state.sources),
        "publisher": state.report.publisher,
        "url": state.report.url,
        "report": state.report.doc_id,
        "run": state.run_id,
        "quote": state.sentence.words.strip(),
    }
