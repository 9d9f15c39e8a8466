"""Sentences, tokens and dependencies of a document (Universal Dependencies labels)."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `first` and `last` (excluded) index its tokens in `Reading.tokens` (0, 0 before there are any)."""

    span: Span
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark.

    `head` is the index of the governing token in `Reading.tokens`, -1 for the root of a sentence;
    `upos`/`xpos`/`deprel` follow UD English (EWT); empty before the parse step has run.
    """

    span: Span
    text: str
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    head: int = -1
    deprel: str = ""


class EntityKind:
    """Labels of named-entity mentions."""

    PER = "PER"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    FAC = "FAC"
    NORP = "NORP"
    WEAPON = "WEAPON"
    NOMINAL = "NOMINAL"
    PRONOUN = "PRONOUN"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that may name an actor, a place or a weapon.

    `label` is an `EntityKind`; `head` the index of its head token; `score` how sure the tagger is.
    """

    span: Span
    label: str
    head: int
    score: float = 1.0
