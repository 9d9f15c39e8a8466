"""
Readings as people corrected them, in the reading format: gold to evaluate and train engines on.

A person's value goes in with the words given for it. Claims that were rejected are left out, claims that were added are
put in, and a report counts as gold once every claim in it was judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casus.codec import PLACE_KEYS, to_reading_dict
from casus.model.reading import Reading
from casus.store.corrections import Corrections, Decision

Json = dict[str, Any]


def is_judged(reading: Reading, decided: Corrections) -> bool:
    """Whether somebody judged every claim of a report, and there is any."""
    names = [*(claim.claim_id for claim in reading.claims), *(state.claim_id for state in reading.states)]
    return bool(names) and all(decided.review(name) != "open" for name in names)


def corrected_reading(reading: Reading, decided: Corrections) -> Json:
    """
    One record of the reading format.

    Where anything was decided, it has `corrected`: how many claims were changed, left out and added, and under
    `claims` for each such claim which fields are a person's, and whose.
    """
    record = to_reading_dict(reading)
    patch = _Patch(record)
    counts, marked = {"edited": 0, "rejected": 0, "added": 0}, {}
    for kind in ("claims", "states"):
        kept = []
        for claim in record[kind]:
            if claim["claim_id"] in decided.rejected:
                counts["rejected"] += 1
                continue
            edits = decided.edits(claim["claim_id"])
            for decision in edits:
                patch.apply(claim, decision)
            if edits:
                counts["edited"] += 1
                marked[claim["claim_id"]] = _marks(edits)
            kept.append(claim)
        record[kind] = kept
    for decision in _added(decided, reading.document.doc_id):
        record["claims"].append(patch.new_claim(decision, decided))
        counts["added"] += 1
        name = decision.anchors[0].claim_id
        marked[name] = {"added": decision.author} | _marks(decided.edits(name))
    if not any(counts.values()):
        return record
    record["claims"].sort(key=lambda claim: claim["trigger"])
    return {**record, "corrected": {**counts, "claims": marked}}


def _marks(edits: Sequence[Decision]) -> dict[str, str]:
    """Corrected field to whose value it is."""
    return {decision.field or "": decision.author for decision in edits}


def _added(decided: Corrections, doc_id: str) -> list[Decision]:
    return [
        one
        for one in decided.added
        if one.anchors[0].doc_id == doc_id and one.anchors[0].claim_id not in decided.rejected
    ]


class _Patch:
    """Puts corrected values into one record."""

    def __init__(self, record: Json) -> None:
        self._record = record
        self._events = {str(claim["event"]) for claim in record["claims"]}

    def apply(self, claim: Json, decision: Decision) -> None:
        """Put one correction into a claim or state."""
        field, value, span = decision.field or "", decision.value, _span(decision)
        match field:
            case "type":
                claim.update({"relation": value["type"]} if "relation" in claim else value)
            case "status" | "factuality" | "extent":
                claim[field] = value
            case "actor" | "recipient" | "mediator" | "beneficiary":
                others = [role for role in claim["roles"] if role["role"] != field]
                claim["roles"] = [*others, *({"role": field, **self._party(one)} for one in value)]
            case "subject" | "object":
                claim[f"{field}s"] = [self._party(one) for one in value]
            case "place":
                self._put_place(claim, value, span)
            case "time":
                old = (claim["time"] or {}).get("span")
                claim["time"] = None if value is None else {"span": span or old, **value}
            case "source":
                claim["attribution"] = [_source(self._party(one), one, n, claim) for n, one in enumerate(value)]
            case _:
                self._put_number(claim, field, value, span)

    def new_claim(self, decision: Decision, decided: Corrections) -> Json:
        """A claim that a person added, with what was corrected about it since."""
        anchor, told = decision.anchors[0], decision.value
        event = next(name for name in (f"e{n}" for n in range(1, 10**6)) if name not in self._events)
        self._events.add(event)
        claim: Json = {
            "claim_id": anchor.claim_id,
            "event": event,
            "sentence": self._sentence(anchor.start),
            "trigger": [anchor.start, anchor.end],
            "type": told["type"],
            "mode": told.get("mode"),
            "status": told.get("status") or "completed",
            "factuality": told.get("factuality") or "CT+",
            "roles": [],
            "places": [],
            "time": None,
            "quantities": [],
            "instrument": None,
            "attribution": [],
            "content_of": None,
            "certainty": 1.0,
        }
        for edit in decided.edits(anchor.claim_id):
            self.apply(claim, edit)
        return claim

    def _sentence(self, start: int) -> int:
        """The number of the sentence that holds an offset, else of the last before it."""
        before = [n for n, (first, _) in enumerate(self._record["sentences"]) if first <= start]
        return before[-1] if before else 0

    def _party(self, told: Mapping[str, Any]) -> Json:
        span = _words(told)
        if told.get("is_place"):
            return {"place": True, "span": span, "resolved": _place(told.get("place"))}
        return {"actor": self._actor(told, span), "span": span}

    def _actor(self, told: Mapping[str, Any], span: list[int] | None) -> str:
        """The local id of an actor, who is put among the actors if the report did not have it."""
        actors: list[Json] = self._record["actors"]
        for actor in actors:
            is_same = actor["registry"] == told["key"] if told.get("key") else actor["name"] == told["name"]
            if is_same:
                if span is not None and span not in actor["mentions"]:
                    actor["mentions"] = sorted([*actor["mentions"], span])
                return str(actor["id"])
        numbers = [int(actor["id"][1:]) for actor in actors if actor["id"][1:].isdecimal()]
        added = {
            "id": f"a{max(numbers, default=0) + 1}",
            "name": told["name"],
            "registry": told.get("key"),
            "kind": told.get("kind") or "other",
            "sector": told.get("sector") or "",
            "country": told.get("country"),
            "mentions": [span] if span else [],
        }
        actors.append(added)
        return str(added["id"])

    def _put_place(self, claim: Json, value: Mapping[str, Any], span: list[int] | None) -> None:
        role = value.get("role") or "where"
        old = [place for place in claim["places"] if place["role"] == role]
        others = [place for place in claim["places"] if place["role"] != role]
        words = span or (old[0]["span"] if old else None)
        # Without any words a place cannot be quoted, and the format has no place without a quote.
        if value["place"] is not None and words is not None:
            others.insert(0, {"role": role, "span": words, "place": _place(value["place"])})
        claim["places"] = others

    def _put_number(self, claim: Json, role: str, value: Mapping[str, Any] | None, span: list[int] | None) -> None:
        old = [number for number in claim["quantities"] if number["role"] == role]
        others = [number for number in claim["quantities"] if number["role"] != role]
        words = span or (old[0]["span"] if old else None)
        if value is not None and words is not None:
            others.append({"role": role, "span": words, **value})
        claim["quantities"] = others


def _source(party: Json, told: Mapping[str, Any], number: int, claim: Json) -> Json:
    old: Sequence[Json] = claim["attribution"]
    cue = old[number]["cue"] if number < len(old) else None
    return {"source": party, "cue": cue, "stance": told.get("stance") or "asserts"}


def _place(told: Mapping[str, Any] | None) -> Json | None:
    if told is None:
        return None
    return {"id": None} | {name: told.get(name) for name in PLACE_KEYS}


def _span(decision: Decision) -> list[int] | None:
    """The words given for a value, if they are in the report of the claim."""
    evidence = decision.evidence
    if evidence is None or evidence.doc_id != decision.anchors[0].doc_id:
        return None
    return [evidence.start, evidence.end]


def _words(told: Mapping[str, Any]) -> list[int] | None:
    return None if told.get("start") is None else [told["start"], told["end"]]
