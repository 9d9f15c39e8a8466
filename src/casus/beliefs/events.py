"""
What is believed of one event: every value with who gives it, the one to show first, and where reports disagree.

The order in which claims come does not matter, and nothing is averaged or added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casus.beliefs import fields
from casus.beliefs.decided import decided
from casus.beliefs.identity import is_named, numbers_agree, party_key
from casus.beliefs.knowledge import Knowledge, knowledge
from casus.beliefs.numbers import Rule, counted, number_field, roles
from casus.beliefs.origins import independent
from casus.beliefs.tellings import Telling, heard, is_party, ordered, tellings
from casus.beliefs.types import (
    Backing,
    Contradiction,
    ContradictionKind,
    EventBelief,
    Field,
    PartyStance,
    Value,
)
from casus.beliefs.values import Gathered
from casus.beliefs.weighing import realisation, weigh
from casus.model.when import TimePrecision, When
from casus.store.rows import ClaimRow, EventRow, PartyRow, PlaceRow, TimeRow


def believe(event: EventRow, *, rule: Rule | str = Rule.LATEST_NAMED_SOURCE, at: date | None = None) -> EventBelief:
    """
    What reports say of an event, field by field.

    `rule` chooses the number to show first: "latest_named_source", "median" or "most_conservative". `at` is the day
    as of which a plan counts as lapsed (None: the day of the event's last report). What a person decided comes first.
    Raises ValueError for an unknown rule.
    """
    return decided(_believe(event, Rule(rule), at, knowledge()))


def _believe(event: EventRow, rule: Rule, at: date | None, known: Knowledge) -> EventBelief:
    claims = heard(ordered(event.claims))
    about = _about(claims)
    told = tellings(claims, about, known)
    gathered = _gather(told, rule, known)
    days = sorted(one.published for one in event.reports if one.published)
    first, last = (days[0], days[-1]) if days else (None, None)
    when = gathered.when
    outcome = realisation(gathered.field("occurrence"), latest=when.latest if when else None, at=at or last)
    contradictions = gathered.contradictions(told, known)
    telling = _standing(told, known)
    origins = independent(one.backing(None) for one in telling)
    return EventBelief(
        event=event,
        fields=gathered.fields,
        contradictions=contradictions,
        realisation=outcome,
        belief=weigh(telling, contradictions, origins, outcome, known),
        independent_sources=origins,
        when=when,
        place=fields.chosen_place(gathered.places, gathered.best("place")),
        actors=_authors(gathered, telling, known),
        recipients=_chosen(gathered.recipients, gathered.field("recipient"), known),
        first_report=first,
        last_report=last,
        stances=_stances(told, about, known),
    )


def _about(claims: Iterable[ClaimRow]) -> tuple[PartyRow, ...]:
    """Those who act or suffer in any claim, each once."""
    listed = (party for claim in claims for role in ("actor", "recipient") for party in claim.who(role))
    return tuple({party_key(party): party for party in sorted(listed, key=_party_rank)}.values())


def _party_rank(party: PartyRow) -> tuple[str, str, str]:
    return party_key(party), party.role, party.name


def _standing(told: Sequence[Telling], known: Knowledge) -> tuple[Telling, ...]:
    """
    The claims that values are taken from: those that tell it as done, if any do; a plan for Monday does not contradict
    that it came about on Tuesday. Else those that do not deny it, or all where every one does.
    """
    said = [(one, fields.occurrence(fields.claim_of(one), known)) for one in told]
    is_done = any(value in (fields.HAPPENED, fields.PARTLY) for _, value in said)
    left_out = {fields.DENIED, fields.EXPECTED} if is_done else {fields.DENIED}
    return tuple(one for one, value in said if value not in left_out) or tuple(told)


@dataclass(frozen=True, slots=True)
class _Fields:
    """All fields of one event, and what they were gathered from."""

    fields: tuple[Field, ...]
    occurrences: Gathered[str]
    actors: Gathered[PartyRow]
    recipients: Gathered[PartyRow]
    places: Gathered[PlaceRow]
    times: Gathered[tuple[TimeRow, bool]]

    def field(self, name: str) -> Field | None:
        """The field of that name, if any report gives it a value."""
        return next((field for field in self.fields if field.name == name), None)

    def best(self, name: str) -> Value | None:
        """The value chosen for a field."""
        field = self.field(name)
        return field.best if field else None

    @property
    def when(self) -> When | None:
        """The chosen time."""
        best = self.best("time")
        row = next((own[0] for value, own in self.times.values if best and value.key == best.key), None)
        return When(row.earliest, row.latest, row.precision or TimePrecision.UNKNOWN) if row else None

    def contradictions(self, told: Sequence[Telling], known: Knowledge) -> tuple[Contradiction, ...]:
        """Every field whose values exclude each other, and authors who deny that it was theirs."""
        kinds = ContradictionKind
        authors = self.actors.contradiction(kinds.AUTHOR, "actor")
        numbers = (field for field in self.fields if field.name in known.compared and field.is_disputed)
        return (
            *self.occurrences.contradiction(kinds.OCCURRENCE, "occurrence"),
            *(authors or _disowned(self.field("actor"), told, known)),
            *self.places.contradiction(kinds.PLACE, "place"),
            *self.times.contradiction(kinds.TIME, "time"),
            *(Contradiction(kinds.NUMBER, field.name, _excluding(field)) for field in numbers),
        )


def _excluding(field: Field) -> tuple[Value, ...]:
    """The values of a disputed number field that some other value excludes."""
    standing = field.current
    return tuple(
        one for one in standing if any(not numbers_agree((one.low, one.high), (x.low, x.high)) for x in standing)
    )


def _gather(told: Sequence[Telling], rule: Rule, known: Knowledge) -> _Fields:
    standing = _standing(told, known)
    occurrences, types = fields.occurrences(told, known), fields.types(standing)
    actors, recipients = fields.actors(standing, known), fields.recipients(standing)
    places, times = fields.places(standing), fields.times(standing, known)
    listed = (
        fields.field("occurrence", occurrences, fields.MOST_TOLD, fields.most_told),
        fields.field("type", types, fields.MOST_TOLD, fields.type_rank(types)),
        fields.field("actor", actors, fields.MOST_TOLD, fields.party_rank(actors, known)),
        fields.field("recipient", recipients, fields.MOST_TOLD, fields.party_rank(recipients, known)),
        fields.field("place", places, fields.FINEST, fields.finest_place_rank(places)),
        fields.field("time", times, fields.FINEST, fields.finest_time_rank(times)),
        *(number_field(role, counted(standing, role, known), rule) for role in roles(standing)),
    )
    return _Fields(tuple(one for one in listed if one), occurrences, actors, recipients, places, times)


def _disowned(field: Field | None, told: Sequence[Telling], known: Knowledge) -> tuple[Contradiction, ...]:
    """An author whom others name and who denies it: the value and its denial, side by side."""
    found: list[Value] = []
    for value in field.current if field else ():
        denials = tuple(
            one.backing(one.claim.trigger) for one in told if one.claim.is_denied and _is_by(one, value, known)
        )
        others = {backing.origin for backing in value.backing} - {denial.origin for denial in denials}
        if denials and others:
            found += [value, Value(f"not {value.key}", f"not {value.shown}", denials, independent(denials))]
    return (Contradiction(ContradictionKind.AUTHOR, "actor", tuple(found)),) if found else ()


def _is_by(telling: Telling, value: Value, known: Knowledge) -> bool:
    """Whether a claim is the word of the party that a value names, about its own act."""
    authors = [party for party in fields.claim_of(telling).who("actor") if party_key(party) == value.key]
    return bool(telling.claim.sources and authors) and is_party(telling.claim.sources[0], authors, known)


def _authors(gathered: _Fields, telling: Sequence[Telling], known: Knowledge) -> tuple[PartyRow, ...]:
    """Those who did it: the chosen author and whoever some claim names with him; all of them of a joint act."""
    rows = _chosen(gathered.actors, gathered.field("actor"), known)
    best, label = gathered.best("actor"), gathered.best("type")
    if best is None or label is None or {label.key, label.key.partition(".")[0]} & known.joint:
        return rows
    groups = ({party_key(party) for party in fields.claim_of(one).who("actor")} for one in telling)
    together = {key for group in groups if best.key in group for key in group}
    return tuple(row for row in rows if party_key(row) in together)


def _chosen(gathered: Gathered[PartyRow], field: Field | None, known: Knowledge) -> tuple[PartyRow, ...]:
    """The parties of the chosen values: the best one and all that do not exclude it, named ones if there are any."""
    if field is None or field.best is None:
        return ()
    own = {value.key: row for value, row in gathered.values}
    against = {key for pair in gathered.pairs if field.best.key in pair for key in pair} - {field.best.key}
    rows = [own[value.key] for value in field.current if value.key not in against]
    return tuple(row for row in rows if is_named(row, known)) or tuple(rows)


def _stances(told: Sequence[Telling], about: Iterable[PartyRow], known: Knowledge) -> tuple[PartyStance, ...]:
    """What each party says itself, in the order of names and stances."""
    found: dict[tuple[str, str], list[Backing]] = {}
    parties = {party_key(party): party for party in about}
    for one in told:
        for key, party in parties.items():
            if one.claim.sources and is_party(one.claim.sources[0], (party,), known):
                stance = "denies" if one.claim.is_denied else one.stance
                found.setdefault((key, stance), []).append(one.backing(one.claim.trigger))
    return tuple(PartyStance(parties[key], stance, tuple(backing)) for (key, stance), backing in sorted(found.items()))
