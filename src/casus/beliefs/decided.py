"""A person's word goes before a machine's: what an analyst decided for an event is what is shown first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from casus.beliefs.types import EventBelief, Field, Realisation, Value
from casus.model.when import TimePrecision, When
from casus.store.overlay import for_event
from casus.store.rows import ClaimRow

RULE: Final = "decided by a person"
_FIELD_OF: Final = {"status": "occurrence", "factuality": "occurrence"}
"""Corrections that bear on a field of an event of another name."""


@dataclass(frozen=True, slots=True)
class _Word:
    """The last correction of one field, and the claim it was made on."""

    number: int
    claim: ClaimRow


def decided(belief: EventBelief) -> EventBelief:
    """A belief with the values that people chose for the event put first; unchanged where nobody chose."""
    words: dict[str, _Word] = {}
    for claim in belief.event.claims:
        for number, name in for_event(claim):
            field = _FIELD_OF.get(name, name)
            if field not in words or words[field].number < number:
                words[field] = _Word(number, claim)
    if not words:
        return belief
    fields = tuple(_first(field, words.get(field.name)) for field in belief.fields)
    return replace(belief, fields=tuple(field for field in fields if field.values), **_chosen(words))


def _first(field: Field, word: _Word | None) -> Field:
    """A field with the value of the corrected claim first; without values where a person said that there is none."""
    if word is None:
        return field
    own = [value for value in field.values if _gives(value, word.claim)]
    if not own:
        return replace(field, values=(), rule=RULE, is_disputed=False)
    others = [value for value in field.values if value not in own]
    return replace(field, values=(*own, *others), rule=RULE)


def _gives(value: Value, claim: ClaimRow) -> bool:
    return any(backing.claim_id == claim.claim_id for backing in value.backing)


def _chosen(words: dict[str, _Word]) -> dict[str, Any]:
    """What stands beside the fields: parties, place, time, and whether it happened."""
    changes: dict[str, Any] = {}
    for role, name in (("actor", "actors"), ("recipient", "recipients")):
        if role in words:
            changes[name] = words[role].claim.who(role)
    if "place" in words:
        changes["place"] = next((where.place for where in words["place"].claim.places if where.place), None)
    if "time" in words:
        changes["when"] = _when(words["time"].claim)
    if "occurrence" in words and words["occurrence"].claim.is_denied:
        changes["realisation"] = Realisation.DID_NOT_HAPPEN
    return changes


def _when(claim: ClaimRow) -> When | None:
    time = claim.time
    if time is None or not (time.earliest or time.latest):
        return None
    return When(time.earliest, time.latest, time.precision or TimePrecision.UNKNOWN)
