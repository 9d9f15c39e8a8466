"""Lay people's decisions over what engines found: their values in place of the engine's, and claims they added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from casus.model.vocabulary import PARTY_ROLES
from casus.model.when import TimePrecision
from casus.model.where import Place
from casus.store.clock import day
from casus.store.corrections import Corrections, Decision
from casus.store.loading import load_reports
from casus.store.rows import ClaimRow, PartyRow, PlaceRow, QuantityRow, Quote, SourceRow, StateRow, TimeRow

Json = Mapping[str, Any]
Row = TypeVar("Row", ClaimRow, StateRow)

MARK: Final = "decision:"
"""Begins the entry in `rules` that names a decision whose value a row shows: "decision:n-12:event:place"."""

EVENT: Final = "event"
CLAIM: Final = "claim"
"""Whether a value was chosen for the whole event, or a claim only corrected to what it says."""

_ADDED: Final = """
SELECT d.doc_no, substr(d.text, :start + 1, :end - :start), run.run_id, s.start, s.end,
    substr(d.text, s.start + 1, s.end - s.start), (SELECT event_id FROM membership WHERE telling_id = :telling)
FROM document d JOIN latest_reading l USING (doc_no) JOIN reading r USING (reading_no) JOIN run USING (run_no)
LEFT JOIN sentence s ON s.reading_no = r.reading_no AND s.start <= :start AND s.end >= :end
WHERE d.doc_id = :doc ORDER BY s.end - s.start LIMIT 1"""


def corrected(rows: Sequence[Row], decided: Corrections) -> tuple[Row, ...]:
    """Rows with the values that people gave them, laid over each other in the order they were given."""
    if not decided.edited:
        return tuple(rows)
    return tuple(_with_edits(row, decided.edits(row.claim_id)) for row in rows)


def added_claims(connection: sqlite3.Connection, decided: Corrections) -> tuple[ClaimRow, ...]:
    """The claims that people added, with what they corrected about them since."""
    found = (_added(connection, decision, decided) for decision in decided.added)
    return tuple(_with_edits(row, decided.edits(row.claim_id)) for row in found if row is not None)


def with_value(row: Row, decision: Decision) -> Row:
    """A row with one field as a person has it; the decision is named among its rules."""
    change = _CHANGES.get(decision.field or "", _with_number)
    changed: Row = change(row, decision)
    scope = EVENT if decision.is_for_event else CLAIM
    return replace(changed, rules=(*changed.rules, f"{MARK}{decision.decision_id}:{scope}:{decision.field}"))


def edited_fields(row: ClaimRow | StateRow) -> tuple[str, ...]:
    """The fields of a row whose values are a person's."""
    return tuple(dict.fromkeys(rule.split(":", 3)[3] for rule in row.rules if rule.startswith(MARK)))


def for_event(row: ClaimRow) -> tuple[tuple[int, str], ...]:
    """Number of the decision and field of the corrections that were made for the whole event, by way of this claim."""
    marks = (rule.split(":", 3) for rule in row.rules if rule.startswith(MARK))
    return tuple((int(name.removeprefix("n-")), field) for _, name, scope, field in marks if scope == EVENT)


def _with_edits(row: Row, edits: Sequence[Decision]) -> Row:
    for decision in edits:
        row = with_value(row, decision)
    return row


def _with_type(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    if isinstance(row, StateRow):
        return replace(row, relation=decision.value["type"])
    return replace(row, type=decision.value["type"], mode=decision.value.get("mode"))


def _with_plain(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    changes: dict[str, Any] = {decision.field or "": decision.value}
    return replace(row, **changes)


def _with_parties(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    role = decision.field or ""
    parties = tuple(_party(role, one) for one in decision.value)
    if isinstance(row, StateRow):
        return replace(row, subjects=parties) if role == "subject" else replace(row, objects=parties)
    others = [party for party in row.parties if party.role != role]
    before = [party for party in others if _rank(party.role) < _rank(role)]
    return replace(row, parties=(*before, *parties, *(party for party in others if party not in before)))


def _rank(role: str) -> int:
    return PARTY_ROLES.index(role) if role in PARTY_ROLES else len(PARTY_ROLES)


def _party(role: str, told: Json) -> PartyRow:
    where = told.get("place")
    return PartyRow(
        role=role,
        name=told["name"],
        quote=_quote(told),
        registry=told.get("key"),
        kind=told.get("kind"),
        sector=told.get("sector"),
        country=told.get("country"),
        is_place=bool(told.get("is_place")),
        place=place_of(where) if where else None,
    )


def _with_place(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    if isinstance(row, StateRow):
        return row
    role, told = decision.value.get("role") or "where", decision.value["place"]
    others = tuple(place for place in row.places if place.role != role)
    if told is None:
        return replace(row, places=others)
    old = next((place.quote for place in row.places if place.role == role), None)
    # A place a person knows without words for it is known from the sentence as a whole.
    quote = _evidence(decision) or old or row.sentence
    return replace(row, places=(PlaceRow(role, quote, place_of(told)), *others))


def place_of(told: Json) -> Place:
    """A place as docs/api.md writes it; one without an id gets one made of where it lies."""
    lat, lon = told.get("lat"), told.get("lon")
    pin = "pin:" if lat is None or lon is None else f"pin:{lat:.5f},{lon:.5f}"
    return Place(
        id=told.get("id") or pin,
        name=told.get("name") or "marked point",
        lat=lat,
        lon=lon,
        country=told.get("country"),
        admin1=told.get("admin1"),
        kind=told.get("kind") or "other",
        precision=told.get("precision") or 1,
        radius_km=float(told.get("radius_km") or 0.0),
    )


def _with_time(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    told, quote = decision.value, _evidence(decision) or (row.time.quote if row.time else None)
    if told is None:
        return replace(row, time=None)
    precision = TimePrecision(told.get("precision") or "unknown")
    return replace(row, time=TimeRow(quote, day(told.get("earliest")), day(told.get("latest")), precision))


def _with_number(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    if isinstance(row, StateRow):
        return row
    role, told = decision.field or "", decision.value
    others = tuple(one for one in row.quantities if one.role != role)
    if told is None:
        return replace(row, quantities=others)
    old = next((one.quote for one in row.quantities if one.role == role), None)
    quote = _evidence(decision) or old or row.sentence
    number = QuantityRow(role, quote, told.get("low"), told.get("best"), told.get("high"))
    return replace(row, quantities=(*others, number))


def _with_sources(row: ClaimRow | StateRow, decision: Decision) -> ClaimRow | StateRow:
    cues = [source.cue for source in row.sources]
    cues += [None] * len(decision.value)
    sources = (
        SourceRow(told["name"], _quote(told), cue, told.get("stance") or "asserts", told.get("key"))
        for told, cue in zip(decision.value, cues, strict=False)
    )
    return replace(row, sources=tuple(sources))


_Change = Callable[[Any, Decision], Any]
_CHANGES: Final[Mapping[str, _Change]] = {
    "type": _with_type,
    **dict.fromkeys(("status", "factuality", "extent"), _with_plain),
    **dict.fromkeys((*PARTY_ROLES, "subject", "object"), _with_parties),
    "place": _with_place,
    "time": _with_time,
    "source": _with_sources,
}
FIELDS: Final = (*_CHANGES,)
"""The fields that can be corrected, beside the roles of numbers."""


def _telling_of(decision: Decision, decided: Corrections) -> str:
    """The telling that an added claim belongs to: its own, or the first of the event it was merged into since."""
    own = decision.anchors[0]
    added = {one.anchors[0].claim_id for one in decided.added}
    for later in reversed(decided.by_claim.get(own.claim_id, ())):
        others = (a.telling_id for a in later.anchors if a.claim_id not in added and a.telling_id)
        if later.kind == "merge" and (telling := next(others, None)):
            return telling
    return own.telling_id or ""


def _added(connection: sqlite3.Connection, decision: Decision, decided: Corrections) -> ClaimRow | None:
    """A claim that a person added; None while the project does not show its report."""
    anchor, told = decision.anchors[0], decision.value
    telling = _telling_of(decision, decided)
    asked = {"start": anchor.start, "end": anchor.end, "doc": anchor.doc_id, "telling": telling}
    found = connection.execute(_ADDED, asked).fetchone()
    if found is None:
        return None
    doc_no, words, run_id, s_start, s_end, sentence, event = found
    trigger = Quote(anchor.start, anchor.end, words)
    return ClaimRow(
        claim_id=anchor.claim_id,
        event_id=event or telling,
        run_id=run_id,
        report=load_reports(connection, [doc_no])[doc_no],
        type=told["type"],
        mode=told.get("mode"),
        status=told.get("status") or "completed",
        factuality=told.get("factuality") or "CT+",
        certainty=1.0,
        trigger=trigger,
        sentence=trigger if s_start is None else Quote(s_start, s_end, sentence),
        parties=(),
        places=(),
        time=None,
        quantities=(),
        instrument=None,
        sources=(),
        cues=(),
        content_of=None,
        rules=(f"{MARK}{decision.decision_id}:{CLAIM}:added",),
        telling_id=telling,
    )


def _quote(told: Json) -> Quote | None:
    if told.get("start") is None:
        return None
    return Quote(told["start"], told["end"], told.get("words") or "")


def _evidence(decision: Decision) -> Quote | None:
    found = decision.evidence
    return Quote(found.start, found.end, found.words) if found else None
