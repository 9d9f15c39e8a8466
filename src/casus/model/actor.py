"""Actors: who acts, suffers or speaks in a report."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model.span import Span


@dataclass(frozen=True, slots=True)
class ActorCandidate:
    """One registry identity a mention may have, with its score (0..1)."""

    registry: str
    name: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of one report with every mention of it.

    `id` is local to the reading ("a1"); `registry` the id in the actor registry or None for an actor it does not know;
    `kind` one of state, government, armed_forces, police, rebel_group, militia, party, organisation, igo, ngo, media,
    company, person, anonymous_person, civilians, crowd, other; `sector` a PLOVER sector code; `country` ISO alpha-3.
    """

    id: str
    name: str
    kind: str
    sector: str
    country: str | None
    mentions: tuple[Span, ...]
    registry: str | None = None
    candidates: tuple[ActorCandidate, ...] = ()
