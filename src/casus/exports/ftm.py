"""
FollowTheMoney entities, one JSON object a line: events that happened, who was involved, relations, reports as proof.

Bodies and persons are entities; civilians and crowds are named in the event's summary only, for they are no legal
entities. Relations that reports deny are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from casus.exports.cases import Case, cases
from casus.exports.entities import NOBODY, entity_id, unique
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.tally import Tally
from casus.schemes import acled, cameo, plover
from casus.schemes.countries import country
from casus.store.rows import PartyRow, ReportRow, StateRow

SCHEMATA: Final = {
    "person": "Person",
    "anonymous_person": "Person",
    "state": "PublicBody",
    "government": "PublicBody",
    "armed_forces": "PublicBody",
    "police": "PublicBody",
    "igo": "PublicBody",
    "rebel_group": "Organization",
    "militia": "Organization",
    "party": "Organization",
    "ngo": "Organization",
    "media": "Organization",
    "organisation": "Organization",
    "company": "Company",
}
"""Schema by kind of actor; LegalEntity for others."""


class _Stream:
    """Writes entities, each id once, and knows which parties there are."""

    def __init__(self, files: Files, tally: Tally) -> None:
        self._out = files.text()
        self._tally = tally
        self._seen: set[str] = set()

    def write(self, id_: str, schema: str, **properties: Any) -> str:
        """Write an entity unless it is there; its id."""
        if id_ not in self._seen:
            self._seen.add(id_)
            filled = {name: _values(value) for name, value in properties.items()}
            kept = {name: value for name, value in filled.items() if value}
            self._out.write(json.dumps({"id": id_, "schema": schema, "properties": kept}, ensure_ascii=False) + "\n")
            self._tally.rows += 1
        return id_

    def party(self, party: PartyRow) -> str | None:
        """The entity of a party; None for those who are no body."""
        if party.is_place or (party.kind or "") in NOBODY:
            return None
        schema = SCHEMATA.get(party.kind or "", "LegalEntity")
        nation = country(party.country).iso2.lower()
        return self.write(entity_id(party), schema, name=party.name, country=nation, sector=party.sector)

    def report(self, report: ReportRow) -> str:
        """The report as an article."""
        return self.write(
            report.doc_id,
            "Article",
            title=report.title or report.doc_id,
            publisher=report.publisher,
            publishedAt=str(report.published or ""),
            sourceUrl=report.url,
        )


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write all entities; what an entity refers to stands before it."""
    stream = _Stream(files, tally)
    for case in cases(content, tally):
        _event(case, stream)
    for state in content.states:
        _relation(state, stream, tally)


def _event(case: Case, stream: _Stream) -> None:
    belief, place = case.belief, case.place
    parties = unique((*case.actors, *case.recipients))
    when = belief.when
    stream.write(
        case.id,
        "Event",
        name=case.label,
        startDate=str(when.earliest or "") if when else "",
        endDate=str(when.latest or "") if when else "",
        location=place.name if place else None,
        country=country(place.country).iso2.lower() if place else None,
        summary=case.main.sentence.words.strip(),
        notes=_notes(case),
        keywords=_codes(case),
        involved=[id_ for party in parties if (id_ := stream.party(party))],
        proof=[stream.report(report) for report in unique_reports(case)],
        sourceUrl=[report.url for report in unique_reports(case) if report.url],
        recordId=case.id,
    )


def unique_reports(case: Case) -> tuple[ReportRow, ...]:
    """The reports that tell of an event."""
    return tuple({claim.report.doc_id: claim.report for claim in case.claims}.values())


def _codes(case: Case) -> list[str]:
    found = {"plover": plover.derive(case.facts), "cameo": cameo.derive(case.facts), "acled": acled.derive(case.facts)}
    return [f"{scheme}: {code.value}" for scheme, code in found.items() if code]


def _notes(case: Case) -> list[str]:
    others = (party for party in (*case.actors, *case.recipients) if (party.kind or "") in NOBODY)
    numbers = ((field.name, field.best) for field in case.belief.fields if field.best and field.best.best is not None)
    return [
        *(f"{party.role}: {party.name}" for party in others),
        *(f"{name}: {value.shown}" for name, value in numbers),
        *(["disputed: some reports deny it"] if case.is_disputed else []),
        f"belief: {case.belief.belief.words}, {case.belief.independent_sources} independent sources",
    ]


def _relation(state: StateRow, stream: _Stream, tally: Tally) -> None:
    """One link per pair of parties; relations to places have none."""
    reason = "denied" if state.is_denied else "" if state.factuality == "CT+" else "not told as certain"
    pairs = list(_pairs(state)) if not reason else []
    if not pairs:
        reason = reason or "no second party"
        tally.drop(state.claim_id, f"{state.relation} “{state.trigger.words}”", reason, "FollowTheMoney links parties")
    for number, (subject, target) in enumerate(pairs):
        stream.write(
            f"{state.claim_id}-{number}",
            "UnknownLink",
            subject=stream.party(subject),
            object=stream.party(target),
            role=state.relation.replace("_", " "),
            summary=state.sentence.words.strip(),
            startDate=str(state.time.earliest or "") if state.time else "",
            proof=stream.report(state.report),
            sourceUrl=state.report.url,
            recordId=state.claim_id,
        )


def _pairs(state: StateRow) -> Iterator[tuple[PartyRow, PartyRow]]:
    bodies = [
        [party for party in side if not party.is_place and (party.kind or "") not in NOBODY]
        for side in (state.subjects, state.objects)
    ]
    return ((subject, target) for subject in bodies[0] for target in bodies[1])


def _values(value: str | list[str] | None) -> list[str]:
    return [one for one in ([value] if isinstance(value, str) else value or []) if one]


FORMAT: Final = Format(
    "ftm",
    "FollowTheMoney: events, actors, relations and reports as entities, one a line",
    ".ftm.json",
    "what did not happen, relations to places, precision of time and place",
    write,
)
