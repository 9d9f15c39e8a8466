"""What the trained engine finds in one text, in the house's own types."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model.frame import Coreference, Frame, Link, Qualifier, Sourcing
from casus.model.span import Span
from casus.model.syntax import Mention, Sentence, Token


@dataclass(frozen=True, slots=True)
class PartyMention:
    """One mention of an actor. `cluster` indexes `Analysis.coreferences`; kind and sector as in the reading format."""

    span: Span
    cluster: int
    kind: str
    sector: str
    score: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """All layers of one text. Sentences, tokens and frames are in text order; links name frames by index."""

    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    frames: tuple[Frame, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    sourcings: tuple[Sourcing, ...] = ()
    links: tuple[Link, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    coreferences: tuple[Coreference, ...] = ()
