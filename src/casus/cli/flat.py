"""
Flat rows for machines: one row per claim or state, the same columns in JSON Lines, CSV and tab-separated text.

Columns that can hold several things are lists in JSON Lines; elsewhere they are joined by "; ".
The columns are documented in docs/commands.md; a test keeps both alike.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Final

from casus.beliefs.events import believe
from casus.cli import words
from casus.model.vocabulary import FATES
from casus.model.where import Place
from casus.store.rows import ClaimRow, EventRow, PartyRow, Quote, ReportRow, SourceRow, StateRow, TimeRow

Row = dict[str, object]
COLUMNS: Final = (
    *("kind", "claim", "event", "type", "mode", "extent", "status", "factuality", "certainty"),
    *("actor", "recipient", "other_roles", "place", "country", "lat", "lon"),
    *("earliest", "latest", "time_precision", "numbers", "source", "stance"),
    *("trigger", "quote", "actor_words", "recipient_words", "place_words", "time_words", "instrument"),
    *("source_words", "source_cue", "actor_id", "recipient_id", "place_id", "content_of"),
    *("document", "given_id", "title", "publisher", "published", "url", "origin", "start", "end", "run"),
    *("source_part", "source_naming", "source_party", "source_speech", "source_said", "passed_on"),
)


def claim_row(claim: ClaimRow) -> Row:
    """One event claim."""
    located = next((place.place for place in claim.places if place.place), None)
    return _row(
        {"kind": "event", "event": claim.event_id, "type": claim.type, "mode": claim.mode, "status": claim.status},
        _head(claim),
        _parties("actor", claim.who("actor")),
        _parties("recipient", claim.who("recipient")),
        {"other_roles": [f"{p.role}: {p.name}" for p in claim.parties if p.role not in ("actor", "recipient")]},
        {"place": [place.name for place in claim.places]},
        {"place_id": [place.place.id if place.place else None for place in claim.places]},
        {"place_words": [f"{place.role}: {place.quote.words}" for place in claim.places]},
        _where(located),
        {"numbers": [f"{q.role} {_ends(q.low, q.high)}: {q.quote.words}" for q in claim.quantities]},
        {"instrument": _said(claim.instrument), "content_of": claim.content_of},
    )


def state_row(state: StateRow) -> Row:
    """One state; where it holds at a place, that place is also in the columns for places."""
    places = [party for party in state.objects if party.is_place]
    located = next((party.place for party in places if party.place), None)
    return _row(
        {"kind": "state", "type": state.relation, "extent": state.extent},
        _head(state),
        _parties("actor", state.subjects),
        _parties("recipient", state.objects),
        {"place": [party.name for party in places]},
        {"place_id": [party.place.id if party.place else None for party in places]},
        {"place_words": [f"where: {_said(party.quote)}" for party in places]},
        _where(located),
    )


def json_line(row: Row) -> str:
    """One row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def csv_header() -> str:
    """The first line of the CSV."""
    return _csv(COLUMNS)


def csv_line(row: Row) -> str:
    """One row as a line of CSV."""
    return _csv(cell(row[column]) for column in COLUMNS)


def tab_line(cells: Iterable[str]) -> str:
    """One row as a line of tab-separated text; tabs and line ends inside a cell become blanks."""
    return "\t".join(words.clean(text) for text in cells) + "\n"


def cell(value: object) -> str:
    """A value as text: nothing for None, lists joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(item) for item in value)
    return str(value)


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    # Only characters of the line end are quoted, and a lone "\r" inside a cell must be.
    csv.writer(line, lineterminator="\r\n").writerow(list(cells))
    return line.getvalue().removesuffix("\r\n") + "\n"


def _row(*parts: Row) -> Row:
    merged = {key: value for part in parts for key, value in part.items()}
    return {column: merged.get(column) for column in COLUMNS}


def _head(claim: ClaimRow | StateRow) -> Row:
    """What event claims and states have in common."""
    return {
        "claim": claim.claim_id,
        "run": claim.run_id or None,
        "factuality": claim.factuality,
        "certainty": round(claim.certainty, 3),
        "trigger": claim.trigger.words,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "quote": claim.sentence.words,
        **report_row(claim.report),
        **_time(claim.time),
        **_sources(claim.sources),
        "passed_on": [f"{one.part}: {one.name}" for one in claim.carriers],
    }


def report_row(report: ReportRow) -> Row:
    """Where a report came from."""
    return {
        "document": report.doc_id,
        "given_id": cell(report.given_ids) or None,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "origin": list(report.origins),
        "published": report.published.isoformat() if report.published else None,
    }


def _said(quote: Quote | None) -> str | None:
    return quote.words if quote else None


def _parties(role: str, parties: Sequence[PartyRow]) -> Row:
    return {
        role: [party.name for party in parties],
        f"{role}_id": [party.registry for party in parties],
        f"{role}_words": [_said(party.quote) for party in parties],
    }


def _where(place: Place | None) -> Row:
    """Country and coordinates of the first place that is located."""
    return {"country": place.country, "lat": place.lat, "lon": place.lon} if place else {}


def _time(time: TimeRow | None) -> Row:
    if time is None:
        return {}
    return {
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        "time_precision": time.precision.value if time.precision else None,
        "time_words": _said(time.quote),
    }


def _ends(low: int | None, high: int | None) -> str:
    """The two ends of a number as "6..6", "10..", "..5"."""
    return "..".join("" if end is None else str(end) for end in (low, high))


def _sources(sources: Sequence[SourceRow]) -> Row:
    return {
        "source": [source.name for source in sources],
        "source_words": [_said(source.quote) for source in sources],
        "source_cue": [_said(source.cue) for source in sources],
        "stance": [source.stance for source in sources],
        "source_part": [source.part or None for source in sources],
        "source_naming": [source.naming or None for source in sources],
        "source_party": [_yes_or_no(source.is_party) for source in sources],
        "source_speech": [source.speech or None for source in sources],
        "source_said": [_span_of_days(source.said) for source in sources],
    }


def _yes_or_no(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _span_of_days(time: TimeRow | None) -> str | None:
    """Days as "2017-08-22" or "2017-08-21/2017-08-27"; None where nothing tells them."""
    if time is None or time.earliest is None or time.latest is None:
        return None
    first, last = time.earliest.isoformat(), time.latest.isoformat()
    return first if first == last else f"{first}/{last}"


def event_row(event: EventRow) -> Row:
    """One happening: what is known of it over all claims, what is believed of it, and the ids of the claims."""
    belief = believe(event)
    return {
        "kind": "happening",
        "event": event.event_id,
        "type": event.main.type,
        "mode": event.main.mode,
        "status": event.main.status,
        "disputed": event.is_disputed,
        "realisation": belief.realisation.value,
        "contradictions": list(dict.fromkeys(row.field for row in belief.contradictions)),
        "numbers": [f"{one.name} {_ends(*one.spread)}" for one in belief.fields if one.name in FATES and one.current],
        "independent_sources": belief.independent_sources,
        "belief": belief.belief.words,
        "index": belief.belief.index,
        "factualities": list(event.factualities),
        "actor": list(event.actors),
        "recipient": list(event.recipients),
        "place": list(event.places),
        "earliest": event.earliest.isoformat() if event.earliest else None,
        "latest": event.latest.isoformat() if event.latest else None,
        "publishers": list(event.publishers),
        "source": list(event.sources),
        "claims": [claim.claim_id for claim in event.claims],
        "documents": [report.doc_id for report in event.reports],
        "quote": event.main.sentence.words,
        "runs": sorted({claim.run_id for claim in event.claims}),
    }


def row(item: ClaimRow | StateRow | EventRow) -> Row:
    """The row of whatever a query gave."""
    if isinstance(item, EventRow):
        return event_row(item)
    return claim_row(item) if isinstance(item, ClaimRow) else state_row(item)
