"""
Claims: what one passage of one report says happened (events) or holds (states).

These mirror the reading format one to one; every value carries the span it came from.
"""

from __future__ import annotations

from dataclasses import dataclass

from casus.model.span import Span
from casus.model.when import When
from casus.model.where import Place


@dataclass(frozen=True, slots=True)
class Party:
    """Who: a local actor id, the words naming it here, or both. A place as party of a state has `place` set.

    `span` is None when the actor is clear from the context but not named in the sentence.
    """

    actor: str | None
    span: Span | None
    place: Place | None = None
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A party playing a part: actor, recipient, mediator, beneficiary, …"""

    role: str
    party: Party


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """A place playing a part (where, from, to, via, near); `place` None when unresolved."""

    role: str
    span: Span
    place: Place | None


@dataclass(frozen=True, slots=True)
class TimeRole:
    """When it happened, with the words that say so."""

    span: Span | None
    when: When | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people or things in a claim.

    `unit` is the counted noun's lemma ("soldier"), `whom` who that noun is, None where no noun names those counted.
    `part_of` are the words of the number that this one is part of ("12 people, *including two children*"). `is_total`
    is true for a sum of all so far ("the toll rose to 40"), false for a figure on top of earlier ones ("five more
    died"), None where the words show neither; `total_cue` are the words that do.
    """

    role: str
    span: Span
    low: int | None
    best: int | None
    high: int | None
    unit: str = ""
    whom: Party | None = None
    part_of: Span | None = None
    is_total: bool | None = None
    total_cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of sources, innermost first.

    `stance` is asserts, claims (its own act), alleges (another's), denies or doubts. `part` is what the source is in
    the chain: speaker, outlet or wire. `naming` is named, office ("a spokesman") or anonymous (on condition of it),
    `is_party` whether it is a party to what it tells of, or allied to or part of one; `speech` is direct inside
    quotation marks, else indirect. Empty and None where the words do not show it. `said` is when it was said, which is
    never the time of the act.
    """

    source: Party
    cue: Span | None
    stance: str
    part: str = ""
    naming: str = ""
    is_party: bool | None = None
    speech: str = ""
    said: TimeRole | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who passes a claim on to the reader, beyond those who say so: an outlet told, a wire, the publisher.

    `span` is None where the report's own data name it (publisher, byline), not its text.
    """

    part: str
    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class EventClaim:
    """One act as one passage tells it. `event` is the local id that claims of the same happening share ("e1").

    `claim_id` is "c-" plus 16 hex digits over document id, trigger, type and roles; it does not contain the engine.
    `certainty` (0..1) is the engine's, not the world's. `content_of` is the event id
    of the speech act whose content this is. The chain of `attribution` goes on with `carriers`, outwards.
    """

    claim_id: str
    event: str
    sentence: int
    trigger: Span
    type: str
    mode: str | None
    status: str
    factuality: str
    roles: tuple[Role, ...] = ()
    places: tuple[PlaceRole, ...] = ()
    time: TimeRole | None = None
    quantities: tuple[Quantity, ...] = ()
    instrument: Span | None = None
    attribution: tuple[Attribution, ...] = ()
    content_of: str | None = None
    certainty: float = 1.0
    cues: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()

    def parties(self, *roles: str) -> tuple[Party, ...]:
        """The parties that play one of the roles."""
        return tuple(r.party for r in self.roles if r.role in roles)


@dataclass(frozen=True, slots=True)
class StateClaim:
    """A relation that holds, as one passage tells it (`claim_id` is "s-" plus 16 hex digits)."""

    claim_id: str
    sentence: int
    trigger: Span
    relation: str
    subjects: tuple[Party, ...]
    objects: tuple[Party, ...]
    extent: str | None
    factuality: str
    time: TimeRole | None = None
    attribution: tuple[Attribution, ...] = ()
    certainty: float = 1.0
    cues: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()
