"""Everything read out of one document so far. A step adds to the fields it gives and changes nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model.actor import Actor
from casus.model.claim import EventClaim, StateClaim
from casus.model.document import Document, Note
from casus.model.frame import Coreference, Frame, Link, Qualifier, QuantityMention, Saying, Sourcing
from casus.model.syntax import Mention, Sentence, Token
from casus.model.when import TimeMention
from casus.model.where import PlaceMention


@dataclass(frozen=True, slots=True)
class Reading:
    """One document and what the steps have found in it, in the order the steps run."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    frames: tuple[Frame, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    sourcings: tuple[Sourcing, ...] = ()
    coreferences: tuple[Coreference, ...] = ()
    actors: tuple[Actor, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[EventClaim, ...] = ()
    states: tuple[StateClaim, ...] = ()
    notes: tuple[Note, ...] = ()
    sayings: tuple[Saying, ...] = ()
