"""One event in full: its fields with everyone who gives each value, contradictions, claims, reports, history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from casus.beliefs.types import Backing, Contradiction, EventBelief, Field, Value
from casus.store.corrections import Corrections, Decision
from casus.store.overlay import edited_fields
from casus.store.rows import ClaimRow
from casus.web import shapes, words
from casus.web.shapes import Json

_LABELS: Final = {
    "occurrence": "whether it happened",
    "type": "did what",
    "actor": "who",
    "recipient": "to whom",
    "place": "where",
    "time": "when",
}

_EDIT_OF: Final = {"occurrence": "factuality"}
"""Fields of an event whose correction has another name."""


def fields(belief: EventBelief, decided: Corrections) -> list[Json]:
    """All fields, a person's value first where there is one."""
    edits = event_edits(belief.event.claims, decided)
    claims = {claim.claim_id: claim for claim in belief.event.claims}
    return [field(one, edits.get(_EDIT_OF.get(one.name, one.name)), claims) for one in belief.fields]


def event_edits(claims: Iterable[ClaimRow], decided: Corrections) -> dict[str, Decision]:
    """Field name to the last correction that was made for the event as a whole."""
    found = (d for claim in claims for d in decided.edits(claim.claim_id) if d.is_for_event)
    return {d.field or "": d for d in sorted(found, key=lambda d: d.number)}


def field(found: Field, edit: Decision | None, claims: Mapping[str, ClaimRow]) -> Json:
    """One field, as docs/api.md has it."""
    values = [value(one, claims, found.name) for one in found.values]
    if edit is not None:
        values.sort(key=lambda one: one["by"] == "machine")
    return {
        "name": found.name,
        "label": _LABELS.get(found.name, found.name),
        "rule": f"decided by {edit.author}" if edit else found.rule.replace("_", " "),
        "disputed": found.is_disputed,
        "edited": edit is not None,
        "inferred": _inferred(values[0]) if values else None,
        "values": values,
    }


def value(found: Value, claims: Mapping[str, ClaimRow], name: str) -> Json:
    """One value with everyone who gives it; `by` is a person where one of the claims was corrected in that field."""
    return {
        "key": found.key,
        "shown": words.clean(found.shown),
        "low": found.low,
        "best": found.best,
        "high": found.high,
        "independent": found.independent,
        "by": _by(found, claims, name),
        "backing": [backing(one) for one in found.backing],
    }


def backing(one: Backing) -> Json:
    """One claim that gives a value."""
    return {
        "claim": one.claim_id,
        "report": one.report.doc_id,
        "publisher": one.report.publisher,
        "source": words.clean(one.source) or None,
        "stance": one.stance,
        "quote": shapes.quote(one.quote),
    }


def contradiction(found: Contradiction, claims: Mapping[str, ClaimRow]) -> Json:
    """Values that exclude each other, and who stands for each."""
    sides = [f"{_speakers(one)}: {words.clean(one.shown)}" for one in found.values]
    return {
        "kind": found.kind.value,
        "field": found.field,
        "shown": "; ".join(sides),
        "values": [value(one, claims, found.field) for one in found.values],
    }


def _speakers(found: Value) -> str:
    return (
        words.names([one.source or one.report.publisher or "a report" for one in found.backing], most=2) or "a person"
    )


def _by(found: Value, claims: Mapping[str, ClaimRow], name: str) -> str:
    given = [claims[one.claim_id] for one in found.backing if one.claim_id in claims]
    return "person" if any(_EDIT_OF.get(name, name) in edited_fields(claim) for claim in given) else "machine"


def _inferred(first: Json) -> str | None:
    """The rule that made a value which no words back."""
    return None if any(one["quote"] for one in first["backing"]) else "from the context"


def explanation(belief: EventBelief) -> str:
    """Why an event is as certain as it is said to be."""
    return "; ".join(reason for reason in belief.belief.reasons if reason) or belief.belief.words


def claims(told: Sequence[ClaimRow], event_id: str, decided: Corrections) -> list[Json]:
    """All claims of an event, rejected ones too."""
    return [
        shapes.claim(row, event=event_id, review=decided.review(row.claim_id), edited=edited_fields(row))
        for row in told
    ]


def reports(belief: EventBelief, told: Sequence[ClaimRow]) -> list[Json]:
    """The reports that tell of an event, copies behind their original, and in which fields each differs."""
    listed = {claim.report.doc_id: claim.report for claim in told}
    by_report: dict[str, list[str]] = {}
    for claim in told:
        by_report.setdefault(claim.report.doc_id, []).append(claim.claim_id)
    firsts: dict[str, list[str]] = {}
    for row in listed.values():
        firsts.setdefault(row.copy_of or row.doc_id, []).append(row.doc_id)
    copies = {group[0]: group[1:] for group in firsts.values()}
    return [
        {
            **shapes.report(row),
            "copies": copies.get(row.doc_id, []),
            "claims": by_report[row.doc_id],
            "differs": _differs(belief.fields, row.doc_id),
        }
        for row in listed.values()
    ]


def _differs(found: Iterable[Field], doc_id: str) -> list[str]:
    """Fields in which a report gives a value, but not the one shown first."""
    return [
        one.name for one in found if one.values and _gives(one.values, doc_id) and not _gives(one.values[:1], doc_id)
    ]


def _gives(values: Iterable[Value], doc_id: str) -> bool:
    return any(given.report.doc_id == doc_id for found in values for given in found.backing)


def history(claim_ids: Sequence[str], event_ids: Sequence[str], decided: Corrections) -> list[Json]:
    """Every decision about an event or a claim of it, first to last, undone ones too."""
    about, named = set(claim_ids), set(event_ids)
    numbers = {
        d.number
        for d in decided.decisions
        if about & set(decided.claims_of(d)) or (d.event_id in named and not d.anchors)
    }
    while True:
        more = {d.number for d in decided.decisions if d.undoes in numbers} - numbers
        if not more:
            break
        numbers |= more
    return [decision(d, decided) for d in decided.decisions if d.number in numbers]


def decision(made: Decision, decided: Corrections) -> Json:
    """One decision, as docs/api.md has it."""
    first = made.anchors[0] if made.anchors else None
    undone = decided.undone_by.get(made.number)
    evidence = made.evidence
    return {
        "id": made.decision_id,
        "kind": made.kind,
        "event": made.event_id,
        "claim": first.claim_id if first else None,
        "document": first.doc_id if first else None,
        "field": made.field,
        "before": made.before,
        "value": made.value,
        "evidence": evidence
        and {"document": evidence.doc_id, "start": evidence.start, "end": evidence.end, "words": evidence.words},
        "author": made.author,
        "made": made.made,
        "reason": made.reason,
        "undoes": f"n-{made.undoes}" if made.undoes else None,
        "undone_by": f"n-{undone}" if undone else None,
        "batch": made.batch,
        "attached": decided.is_attached(made),
        "shown": told(made),
    }


def told(made: Decision) -> str:
    """A decision in words: "mara set the place to Dorvan (was Upper Kesh)"."""
    who = words.clean(made.author)
    match made.kind:
        case "edit":
            return f"{who} set the {made.field} to {short(made.value)} (was {short(made.before)})"
        case "note":
            return f"{who} noted: {words.clean(made.reason or '')}"
        case "undo":
            return f"{who} undid n-{made.undoes}"
        case _:
            done = {
                "accept": "accepted",
                "reject": "rejected",
                "add": "added a claim",
                "merge": "merged",
                "split": "split",
            }
            return f"{who} {done[made.kind]}{' it' if made.kind in ('accept', 'reject') else ''}"


def short(given: Any) -> str:
    """The value of a correction in few words."""
    match given:
        case None | []:
            return "nothing"
        case list():
            return words.names([short(one) for one in given])
        case {"place": place}:
            return short(place)
        case {"name": name}:
            return words.clean(str(name))
        case {"type": kind, **rest}:
            return f"{kind}.{rest['mode']}" if rest.get("mode") else str(kind)
        case {"earliest": first, "latest": last}:
            return str(first) if first == last else f"{first or '…'} to {last or '…'}"
        case {"low": low, "best": best, "high": high}:
            return words.number(low, best, high) or "open"
        case _:
            return words.clean(str(given))
