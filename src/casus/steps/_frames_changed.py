"""Readings with frames added or left out, and all that hangs on frames kept in step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from casus.model.frame import Frame, Link, LinkKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span

BEFORE: Final = -1
"""In the link of a new frame: the one that was added right before it."""


@dataclass(frozen=True, slots=True)
class New:
    """A frame to add, what is known of it, who says it, and the frame that it is linked to."""

    frame: Frame
    status: str = "completed"
    factuality: str = "CT+"
    sourcings: tuple[Sourcing, ...] = ()
    link: tuple[LinkKind, int] | None = None
    cue: Span | None = None

    def qualifier(self, index: int) -> Qualifier:
        """The qualifier of the frame under its index."""
        return Qualifier(index, self.status, self.factuality, (self.cue,) if self.cue else (), self.frame.rule)


def with_frames(reading: Reading, new: Sequence[New]) -> Reading:
    """The reading with new frames last; those that were there keep their numbers."""
    if not new:
        return reading
    numbered = tuple(enumerate(new, len(reading.frames)))
    return replace(
        reading,
        frames=(*reading.frames, *(act.frame for act in new)),
        qualifiers=(*reading.qualifiers, *(act.qualifier(n) for n, act in numbered)),
        sourcings=(*reading.sourcings, *(replace(s, frame=n) for n, act in numbered for s in act.sourcings)),
        links=(*reading.links, *(Link(*_ends(act.link, n)) for n, act in numbered if act.link is not None)),
    )


def _ends(link: tuple[LinkKind, int], index: int) -> tuple[LinkKind, int, int]:
    """What an act is about stands left of the act: the new one is the speech act of a content link."""
    kind, other = link
    return kind, index - 1 if other == BEFORE else other, index


def without_frames(reading: Reading, gone: Collection[int]) -> Reading:
    """The reading without some of its frames and all that hangs on them."""
    if not gone:
        return reading
    kept = [n for n in range(len(reading.frames)) if n not in gone]
    place = {old: new for new, old in enumerate(kept)}
    links = (link for link in reading.links if link.left in place and link.right in place)
    return replace(
        reading,
        frames=tuple(reading.frames[n] for n in kept),
        qualifiers=tuple(replace(q, frame=place[q.frame]) for q in reading.qualifiers if q.frame in place),
        sourcings=tuple(replace(s, frame=place[s.frame]) for s in reading.sourcings if s.frame in place),
        links=tuple(replace(link, left=place[link.left], right=place[link.right]) for link in links),
    )
