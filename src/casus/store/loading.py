"""Read findings and all that hangs on them, a few queries for many findings."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casus.model.when import TimePrecision
from casus.model.where import Place
from casus.store.clock import day
from casus.store.rows import (
    CarrierRow,
    ClaimRow,
    PartyRow,
    PlaceRow,
    QuantityRow,
    Quote,
    ReportRow,
    SourceRow,
    StateRow,
    TimeRow,
)

CHUNK: Final = 500
"""Findings fetched together: well under SQLite's bound on the values of one statement."""

Record = sqlite3.Row

_MAIN: Final = """
SELECT f.*, coalesce(m.event_id, f.event_id) AS happening, c.claim_id, c.type, c.doc_no, run.run_id,
    t.start AS t_start, t.end AS t_end, t.quote AS t_quote,
    w.start AS w_start, w.end AS w_end, w.quote AS w_quote, s.start AS s_start, s.end AS s_end,
    substr(d.text, s.start + 1, s.end - s.start) AS s_quote
FROM run_claim f JOIN claim c USING (claim_no) JOIN document d USING (doc_no)
JOIN evidence t ON t.evidence_no = c.trigger
JOIN reading r USING (reading_no) JOIN run USING (run_no)
LEFT JOIN membership m ON m.telling_id = f.event_id
LEFT JOIN evidence w ON w.evidence_no = f.time_words
LEFT JOIN sentence s ON s.reading_no = f.reading_no AND s.n = f.sentence
WHERE f.finding_no IN ({marks})"""
_PLACE: Final = """p.place_id AS p_id, p.name AS p_name, p.lat, p.lon, p.country AS p_country, p.admin1,
    p.kind AS p_kind, p.precision AS p_precision, p.radius_km"""
_QUOTE: Final = "e.start AS e_start, e.end AS e_end, e.quote AS e_quote"
_PARTIES: Final = f"""
SELECT x.finding_no, x.role, x.is_place, a.local_id, a.name, a.kind, a.sector, a.country, a.registry, {_QUOTE}, {_PLACE}
FROM claim_role x LEFT JOIN actor a USING (actor_no) LEFT JOIN evidence e USING (evidence_no)
LEFT JOIN place p USING (place_no) WHERE x.finding_no IN ({{marks}}) ORDER BY x.finding_no, x.n"""
_PLACES: Final = f"""
SELECT x.finding_no, x.role, {_QUOTE}, {_PLACE} FROM claim_place x JOIN evidence e USING (evidence_no)
LEFT JOIN place p USING (place_no) WHERE x.finding_no IN ({{marks}}) ORDER BY x.finding_no, x.n"""
_QUANTITIES: Final = f"""
SELECT x.finding_no, x.role, x.low, x.best, x.high, x.unit, x.is_total, {_QUOTE},
    a.local_id, a.name, a.kind, a.sector, a.country, a.registry, w.start AS w_start, w.end AS w_end, w.quote AS w_quote,
    p.start AS p_start, p.end AS p_end, p.quote AS p_quote, c.start AS c_start, c.end AS c_end, c.quote AS c_quote
FROM claim_quantity x JOIN evidence e ON e.evidence_no = x.evidence_no LEFT JOIN actor a ON a.actor_no = x.actor_no
LEFT JOIN evidence w ON w.evidence_no = x.noun LEFT JOIN evidence p ON p.evidence_no = x.part_of
LEFT JOIN evidence c ON c.evidence_no = x.total_cue
WHERE x.finding_no IN ({{marks}}) ORDER BY x.finding_no, x.n"""
_SOURCES: Final = f"""
SELECT x.finding_no, x.stance, a.name, a.registry, a.kind, a.sector, a.country, {_QUOTE},
    q.start AS q_start, q.end AS q_end, q.quote AS q_quote, x.part, x.naming, x.is_party, x.speech,
    w.start AS w_start, w.end AS w_end, w.quote AS w_quote, x.said_earliest AS earliest, x.said_latest AS latest,
    x.said_precision AS precision
FROM claim_attribution x LEFT JOIN actor a USING (actor_no)
LEFT JOIN evidence e ON e.evidence_no = x.evidence_no LEFT JOIN evidence q ON q.evidence_no = x.cue
LEFT JOIN evidence w ON w.evidence_no = x.said
WHERE x.finding_no IN ({{marks}}) ORDER BY x.finding_no, x.n"""
_CARRIERS: Final = f"""
SELECT x.finding_no, x.part, x.name, {_QUOTE} FROM claim_carrier x LEFT JOIN evidence e USING (evidence_no)
WHERE x.finding_no IN ({{marks}}) ORDER BY x.finding_no, x.n"""
_WORDS: Final = f"""
SELECT x.finding_no, x.part, {_QUOTE} FROM claim_words x JOIN evidence e USING (evidence_no)
WHERE x.finding_no IN ({{marks}}) ORDER BY x.finding_no, x.n"""
_REPORTS: Final = """
SELECT d.doc_no, d.doc_id, d.title, s.name AS publisher, d.published, d.published_basis,
    original.doc_id AS copy_of
FROM document d LEFT JOIN source s USING (source_no) LEFT JOIN report_original o USING (doc_no)
LEFT JOIN document original ON original.doc_no = o.of_no WHERE d.doc_no IN ({marks})"""
_SIGHTINGS: Final = """
SELECT doc_no, origin, url, given_id FROM sighting WHERE doc_no IN ({marks}) ORDER BY doc_no, origin, digest"""


def load_claims(connection: sqlite3.Connection, findings: Sequence[int]) -> tuple[ClaimRow, ...]:
    """The event findings with these numbers, in the order given."""
    return tuple(_claim(loaded, row) for loaded, row in _findings(connection, findings))


def load_states(connection: sqlite3.Connection, findings: Sequence[int]) -> tuple[StateRow, ...]:
    """The state findings with these numbers, in the order given."""
    return tuple(_state(loaded, row) for loaded, row in _findings(connection, findings))


def load_reports(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, ReportRow]:
    """Document number to what is known of where the report came from."""
    wanted = sorted(set(numbers))
    seen: defaultdict[int, list[Record]] = defaultdict(list)
    for row in _query(connection, _SIGHTINGS, wanted):
        seen[row["doc_no"]].append(row)
    return {row["doc_no"]: _report(row, seen[row["doc_no"]]) for row in _query(connection, _REPORTS, wanted)}


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Rows of one chunk by finding number; reports by document number."""

    parties: Mapping[int, Sequence[Record]]
    places: Mapping[int, Sequence[Record]]
    quantities: Mapping[int, Sequence[Record]]
    sources: Mapping[int, Sequence[Record]]
    carriers: Mapping[int, Sequence[Record]]
    words: Mapping[int, Sequence[Record]]
    reports: Mapping[int, ReportRow]


def _findings(connection: sqlite3.Connection, findings: Sequence[int]) -> Iterator[tuple[_Loaded, Record]]:
    for at in range(0, len(findings), CHUNK):
        some = findings[at : at + CHUNK]
        rows = {row["finding_no"]: row for row in _query(connection, _MAIN, some)}
        loaded = _Loaded(
            parties=_by_finding(connection, _PARTIES, some),
            places=_by_finding(connection, _PLACES, some),
            quantities=_by_finding(connection, _QUANTITIES, some),
            sources=_by_finding(connection, _SOURCES, some),
            carriers=_by_finding(connection, _CARRIERS, some),
            words=_by_finding(connection, _WORDS, some),
            reports=load_reports(connection, [row["doc_no"] for row in rows.values()]),
        )
        for finding in some:
            yield loaded, rows[finding]


def _query(connection: sqlite3.Connection, sql: str, numbers: Sequence[int]) -> list[Record]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row  # names instead of positions: the widest query has two dozen columns
    found: list[Record] = []
    for at in range(0, len(numbers), CHUNK):
        some = numbers[at : at + CHUNK]
        found += cursor.execute(sql.format(marks=", ".join("?" * len(some))), some).fetchall()
    return found


def _by_finding(connection: sqlite3.Connection, sql: str, findings: Sequence[int]) -> dict[int, list[Record]]:
    grouped: defaultdict[int, list[Record]] = defaultdict(list)
    for row in _query(connection, sql, findings):
        grouped[row["finding_no"]].append(row)
    return grouped


def _claim(loaded: _Loaded, row: Record) -> ClaimRow:
    number = row["finding_no"]
    words = loaded.words.get(number, ())
    return ClaimRow(
        claim_id=row["claim_id"],
        event_id=row["happening"],
        run_id=row["run_id"],
        report=loaded.reports[row["doc_no"]],
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        factuality=row["factuality"],
        certainty=row["certainty"],
        trigger=_sure(row, "t"),
        sentence=_quote(row, "s") or _sure(row, "t"),
        parties=tuple(map(_party, loaded.parties.get(number, ()))),
        places=tuple(PlaceRow(x["role"], _sure(x, "e"), _place(x)) for x in loaded.places.get(number, ())),
        time=_time(row),
        quantities=tuple(map(_quantity, loaded.quantities.get(number, ()))),
        instrument=next((_sure(x, "e") for x in words if x["part"] == "instrument"), None),
        sources=tuple(map(_source, loaded.sources.get(number, ()))),
        cues=tuple(_sure(x, "e") for x in words if x["part"] == "cue"),
        content_of=row["content_of"],
        rules=tuple(json.loads(row["rules"])),
        telling_id=row["event_id"],
        carriers=tuple(map(_carrier, loaded.carriers.get(number, ()))),
    )


def _state(loaded: _Loaded, row: Record) -> StateRow:
    number = row["finding_no"]
    parties = tuple(map(_party, loaded.parties.get(number, ())))
    return StateRow(
        claim_id=row["claim_id"],
        run_id=row["run_id"],
        report=loaded.reports[row["doc_no"]],
        relation=row["type"],
        extent=row["extent"],
        factuality=row["factuality"],
        certainty=row["certainty"],
        trigger=_sure(row, "t"),
        sentence=_quote(row, "s") or _sure(row, "t"),
        subjects=tuple(party for party in parties if party.role == "subject"),
        objects=tuple(party for party in parties if party.role == "object"),
        time=_time(row),
        sources=tuple(map(_source, loaded.sources.get(number, ()))),
        cues=tuple(_sure(x, "e") for x in loaded.words.get(number, ())),
        rules=tuple(json.loads(row["rules"])),
        carriers=tuple(map(_carrier, loaded.carriers.get(number, ()))),
    )


def _party(row: Record) -> PartyRow:
    quote, place = _quote(row, "e"), _place(row)
    return PartyRow(
        role=row["role"],
        name=row["name"] or (place.name if place else None) or (quote.words if quote else ""),
        quote=quote,
        actor=row["local_id"],
        registry=row["registry"],
        kind=row["kind"],
        sector=row["sector"],
        country=row["country"],
        is_place=bool(row["is_place"]),
        place=place,
    )


def _quantity(row: Record) -> QuantityRow:
    is_total = None if row["is_total"] is None else bool(row["is_total"])
    told = (row["unit"], _counted(row), _quote(row, "p"), is_total, _quote(row, "c"))
    return QuantityRow(row["role"], _sure(row, "e"), row["low"], row["best"], row["high"], *told)


def _counted(row: Record) -> PartyRow | None:
    """Those whom a number counts, by their noun or as the actor that they are known to be."""
    quote = _quote(row, "w")
    if quote is None and row["local_id"] is None:
        return None
    name = row["name"] or (quote.words if quote else "")
    known = (row["local_id"], row["registry"], row["kind"], row["sector"], row["country"])
    return PartyRow("counted", name, quote, *known)


def _source(row: Record) -> SourceRow:
    quote = _quote(row, "e")
    name = row["name"] or (quote.words if quote else "")
    is_party = None if row["is_party"] is None else bool(row["is_party"])
    return SourceRow(
        *(name, quote, _quote(row, "q"), row["stance"], row["registry"], row["kind"], row["sector"], row["country"]),
        *(row["part"], row["naming"], is_party, row["speech"], _time(row)),
    )


def _carrier(row: Record) -> CarrierRow:
    return CarrierRow(row["part"], row["name"], _quote(row, "e"))


def _time(row: Record) -> TimeRow | None:
    quote, precision = _quote(row, "w"), row["precision"]
    if quote is None and precision is None:
        return None
    return TimeRow(quote, day(row["earliest"]), day(row["latest"]), TimePrecision(precision) if precision else None)


def _place(row: Record) -> Place | None:
    if row["p_id"] is None:
        return None
    return Place(
        id=row["p_id"],
        name=row["p_name"],
        lat=row["lat"],
        lon=row["lon"],
        country=row["p_country"],
        admin1=row["admin1"],
        kind=row["p_kind"],
        precision=row["p_precision"],
        radius_km=row["radius_km"],
    )


def _report(row: Record, sightings: Sequence[Record]) -> ReportRow:
    return ReportRow(
        doc_id=row["doc_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=day(row["published"]),
        published_basis=row["published_basis"],
        url=next((sighting["url"] for sighting in sightings if sighting["url"]), None),
        origins=tuple(dict.fromkeys(sighting["origin"] for sighting in sightings)),
        given_ids=tuple(dict.fromkeys(sighting["given_id"] for sighting in sightings if sighting["given_id"])),
        copy_of=row["copy_of"],
    )


def _sure(row: Record, prefix: str) -> Quote:
    return Quote(row[f"{prefix}_start"], row[f"{prefix}_end"], row[f"{prefix}_quote"])


def _quote(row: Record, prefix: str) -> Quote | None:
    return None if row[f"{prefix}_start"] is None else _sure(row, prefix)
