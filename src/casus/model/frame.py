"""
What the engine finds before claims are joined: frames and what qualifies them.

A frame is a trigger with its type and the spans that play a part in it. Rules
and trained engines both produce these types; everything after them is shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casus.model.span import Span


class FrameKind(StrEnum):
    """Whether a frame tells a happening or a relation that holds."""

    EVENT = "event"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Argument:
    """A span that plays a part in a frame.

    Event roles: actor, recipient, mediator, beneficiary, instrument, time; places as where, from, to, via, near;
    quantities as killed, wounded, captured, missing, displaced, evacuated, released, force, other.
    State roles: subject, object, time, exception. `inferred` marks a span that stands outside the frame's sentence.
    """

    role: str
    span: Span
    score: float = 1.0
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Considered:
    """
    A value that the engine weighed for one field of a frame, taken or not: what `casus explain` shows.

    `field` is type (relation), mode, extent, status, factuality, stance or a role; `value` the label, or the words'
    role for a party; `score` its probability (0..1) as the engine sees it; `span` the words, for a party.
    """

    field: str
    value: str
    score: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger, what it means, and its arguments. Frames are named by their index in `Reading.frames`.

    `label` is an event type (ASSAULT …) or a state relation (controls …); `mode` a PLOVER mode or None;
    `extent` how much is controlled (states only); `rule` the rule or head that made it, for `casus explain`;
    `considered` what else the engine weighed, likeliest first within each field (empty for engines of rules).
    """

    kind: FrameKind
    trigger: Span
    label: str
    mode: str | None = None
    extent: str | None = None
    arguments: tuple[Argument, ...] = ()
    score: float = 1.0
    rule: str = ""
    considered: tuple[Considered, ...] = ()

    def spans(self, *roles: str) -> tuple[Span, ...]:
        """The spans that play one of the roles, in text order of the arguments."""
        return tuple(a.span for a in self.arguments if a.role in roles)


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Status and factuality of one frame, with the words that show them."""

    frame: int
    status: str
    factuality: str
    cues: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Who says what one frame tells. `order` 0 is the innermost source.

    `stance` is asserts, claims, alleges, denies or doubts; `said` are the words for when it was said.
    `cue` is None when the source is inherited from an earlier sentence of the same reported passage.
    """

    frame: int
    order: int
    source: Span
    cue: Span | None
    stance: str = "asserts"
    rule: str = ""
    said: Span | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says or thinks something in a report, by which words, and what; whether or not a frame stands in it.

    `at` is the token of the cue, `contents` what is said, in text order; `direct` tells a quotation; `rule` is
    "speech:clause", "according", …: the class of the cue and where its content stands.
    """

    cue: Span
    at: int
    source: Span
    contents: tuple[Span, ...]
    rule: str
    direct: bool = False

    def covers(self, span: Span) -> bool:
        """Whether words stand in what is said."""
        return any(content.contains(span) for content in self.contents)


class LinkKind(StrEnum):
    """How two frames of one report hang together."""

    SAME = "same"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Link:
    """Two frames by index. SAME: one happening. CONTENT: `left` is what the speech act `right` is about."""

    kind: LinkKind
    left: int
    right: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number about people or things. Ends are None where open; "dozens" is 24, None, 99.

    `unit` is the counted noun's lemma ("soldier"), `role` killed, wounded, … as in `Argument`, or "other"; `told` is
    the word that tells the role ("killed"), None where only the noun or nothing does. `noun` is the noun with what
    describes it ("government soldiers"); `part_of`, `is_total` and `total_cue` are as in `Quantity`.
    """

    span: Span
    role: str
    low: int | None
    best: int | None
    high: int | None
    unit: str = ""
    told: Span | None = None
    noun: Span | None = None
    part_of: Span | None = None
    is_total: bool | None = None
    total_cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Coreference:
    """Mentions (spans) of one actor, as the engine sees it: names, nominals and pronouns.

    `kind` and `sector` (as in `Actor`) are the engine's guess, empty where it has none.
    """

    spans: tuple[Span, ...]
    kind: str = ""
    sector: str = ""
