"""
What is believed of an event or a relation: every value with who gives it, and the one that a named rule chose.

Nothing here is a fact about the world. A value is what sources say; `rule` says why it is shown first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casus.model.when import When
from casus.model.where import Place
from casus.store.rows import ClaimRow, EventRow, PartyRow, Quote, ReportRow, StateRow


@dataclass(frozen=True, slots=True)
class Backing:
    """One claim that gives a value: who says so (`source`, else the report's publisher), in which words."""

    claim_id: str
    report: ReportRow
    source: str
    stance: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Value:
    """
    One value of a field, `shown` as a person reads it, and everyone who gives it.

    `key` is what makes two values one ("g-2988507", "2017-08-19/2017-08-19", "12"). `independent` counts origins: copies
    of one report, and reports that quote the same upstream source, count once. `low`, `best`, `high` for numbers.
    """

    key: str
    shown: str
    backing: tuple[Backing, ...]
    independent: int
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """
    One field of an event: its values, the chosen one first, and the rule that chose it.

    `name` is occurrence, type, actor, recipient, place, time, or a number's role (killed, wounded, …).
    `is_disputed`: the values exclude each other.
    """

    name: str
    values: tuple[Value, ...]
    rule: str
    is_disputed: bool = False

    @property
    def best(self) -> Value | None:
        """The value to show first."""
        return self.values[0] if self.values else None


class ContradictionKind(StrEnum):
    """What reports contradict each other on."""

    OCCURRENCE = "occurrence"
    AUTHOR = "author"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    CONTROL = "control"
    COORDINATION = "coordination"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more values of one field that cannot all be true. `field` is the field's name."""

    kind: ContradictionKind
    field: str
    values: tuple[Value, ...]


class Realisation(StrEnum):
    """Whether what was reported has happened, as far as reports say."""

    HAPPENED = "happened"
    PARTLY = "partly"
    EXPECTED = "expected"
    LAPSED = "lapsed_unknown"
    DID_NOT_HAPPEN = "did_not_happen"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Belief:
    """
    An index (0..1), not a probability: how well an event is backed. `parts` are the named factors it is made of.

    `words` says it in one word: "well supported", "supported", "single source", "disputed", "denied".
    """

    index: float
    words: str
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class EventBelief:
    """Everything believed of one event. `when`, `place` and the parties are those of the chosen values."""

    event: EventRow
    fields: tuple[Field, ...]
    contradictions: tuple[Contradiction, ...]
    realisation: Realisation
    belief: Belief
    independent_sources: int
    when: When | None
    place: Place | None
    actors: tuple[PartyRow, ...]
    recipients: tuple[PartyRow, ...]
    first_report: date | None
    last_report: date | None

    def field(self, name: str) -> Field | None:
        """The field of that name, if any report gives it a value."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Period:
    """
    A stretch of days in which a relation holds, according to `backing`.

    `when` is what is told (open ends None); `reported` the last day a report supports it; `closed_by` the claim that
    ended it: a state claim (opposite or no longer) or an event claim (capture, withdrawal), else None.
    """

    when: When
    polarity: bool
    extent: str | None
    backing: tuple[Backing, ...]
    independent: int
    reported: date | None
    closed_by: ClaimRow | StateRow | None = None


@dataclass(frozen=True, slots=True)
class StateLine:
    """
    One relation through time: who `relation` whom or what. `line_id` is "l-" and 16 hex digits over its three keys.

    `conflicts` are contradictions between periods that overlap, also with other lines (two controllers of one place).
    """

    line_id: str
    relation: str
    subject: PartyRow
    object: PartyRow
    periods: tuple[Period, ...]
    states: tuple[StateRow, ...]
    conflicts: tuple[Contradiction, ...] = ()
