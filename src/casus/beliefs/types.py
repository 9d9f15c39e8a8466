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
    """
    One claim that gives a value: who says so (`source`, else the report's publisher), in which words.

    `source_class` is a name of `resources/beliefs/belief.toml` (witness, official, party, report, …); `is_named`
    tells whether the source can be recognised elsewhere; `origin` is whom the words go back to, the same for all who
    quote the same; `is_revised`: the same source later gave another value.
    """

    claim_id: str
    report: ReportRow
    source: str
    stance: str
    quote: Quote | None
    source_class: str = ""
    is_named: bool = False
    origin: str = ""
    is_revised: bool = False

    @property
    def day(self) -> date | None:
        """The day it was published."""
        return self.report.published


@dataclass(frozen=True, slots=True)
class Value:
    """
    One value of a field, `shown` as a person reads it, and everyone who gives it.

    `key` is what makes two values one ("g-2988507", "2017-08-19/2017-08-19", "12"). `independent` counts origins:
    copies of one report, and reports that quote the same source, count once. `low`, `best`, `high` for numbers.
    `is_part`: a number told beside a larger one ("twelve dead, among them three children"), never added to it.
    """

    key: str
    shown: str
    backing: tuple[Backing, ...]
    independent: int
    low: int | None = None
    best: int | None = None
    high: int | None = None
    is_part: bool = False

    @property
    def is_revised(self) -> bool:
        """Whether everyone who gave it has given another value since."""
        return bool(self.backing) and all(backing.is_revised for backing in self.backing)

    @property
    def last(self) -> date | None:
        """The latest day of publication of a report that gives it."""
        return max((backing.day for backing in self.backing if backing.day), default=None)


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

    @property
    def current(self) -> tuple[Value, ...]:
        """The values that still stand: neither revised nor parts of others."""
        return tuple(value for value in self.values if not (value.is_revised or value.is_part))

    @property
    def spread(self) -> tuple[int | None, int | None]:
        """
        Lowest and highest number among the values that stand; no parts are added up.

        An end is None where no source bounds it ("at least 9" is the most that anyone tells).
        """
        ends = [(value.low, value.high) for value in self.current]
        lows = [low if low is not None else 0 for low, _ in ends]
        top = max((end for pair in ends for end in pair if end is not None), default=None)
        is_open = any(high is None and (low is None or low == top) for low, high in ends)
        return min(lows, default=None), None if is_open else top


class ContradictionKind(StrEnum):
    """What reports contradict each other on; STATE is whether a relation other than these holds."""

    OCCURRENCE = "occurrence"
    AUTHOR = "author"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    CONTROL = "control"
    COORDINATION = "coordination"
    STATE = "state"


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

    `words` says it in one word: "well supported", "supported", "single source", "disputed", "denied". `reasons` say
    what each part rests on, in the same order.
    """

    index: float
    words: str
    parts: tuple[tuple[str, float], ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyStance:
    """What a party to an event says of it itself: asserts, claims (as its own act), alleges or denies."""

    party: PartyRow
    stance: str
    backing: tuple[Backing, ...]


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
    stances: tuple[PartyStance, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name, if any report gives it a value."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Period:
    """
    A stretch of days in which a relation holds, according to `backing`.

    `when` is what is told (open ends None); `reported` the last day a report supports it; `closed_by` the claim that
    ended it: a state claim (opposite or no longer) or an event claim (capture, withdrawal), else None. `first` and
    `last` are the days it is known for: told, or those of the reports. `is_inferred`: nobody says that it holds, a
    happening (the capture of a town) implies it.
    """

    when: When
    polarity: bool
    extent: str | None
    backing: tuple[Backing, ...]
    independent: int
    reported: date | None
    closed_by: ClaimRow | StateRow | None = None
    first: date | None = None
    last: date | None = None
    is_inferred: bool = False


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
