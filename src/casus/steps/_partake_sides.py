"""Whom somebody fights or talks with where the sentence names only him: whoever the report says he does it with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from casus.model.frame import Frame, FrameKind
from casus.model.span import Span
from casus.steps._stage import Stage, cast, named
from casus.steps._tree import NOUNS

TALKS: Final = frozenset({"CONSULT", "AGREE"})


def sides(stage: Stage, frame: Frame) -> Frame:
    """
    A clash or talks with one party get the only other one whom the report most often names beside it.

    "Soldiers clashed with rebels. Two of the soldiers died in the fighting." The value is marked as inferred. On the
    dev reports 30 acts get one, and 19 more than before are right in every party.
    """
    alone = stage.groups(frame, "actor")
    if len(alone) != 1 or frame.spans("recipient"):
        return frame
    (own,) = alone
    other = _fought(stage, own) if frame.mode == "clash" else _met(stage, own) if _is_meeting(stage, frame) else None
    if other is None:
        return frame
    return named(cast(frame, "actor", (*frame.spans("actor"), _nearest(stage, other, frame)), inferred=True), "sides")


def _is_meeting(stage: Stage, frame: Frame) -> bool:
    return frame.label == "CONSULT" and stage.tree.tokens[stage.head(frame)].upos in NOUNS


def _fought(stage: Stage, own: int) -> int | None:
    """The foe of a group, who must fight somewhere in the report: whoever only suffers is a victim."""
    acts = [f for f in stage.reading.frames if f.label == "ASSAULT"]
    foe = _only_top(b for f in acts for a, b in _pairs(stage, f) if a == own)
    fights = any(foe in stage.groups(f, "actor") for f in acts)
    return foe if fights else None


def _pairs(stage: Stage, frame: Frame) -> Iterator[tuple[int, int]]:
    """Who fights whom in an act, in both orders."""
    actors, recipients = stage.groups(frame, "actor"), stage.groups(frame, "recipient")
    if frame.mode == "clash" and not recipients:
        yield from permutations(actors, 2)
    for left, right in {(a, b) for a in actors for b in recipients if a != b}:
        yield from ((left, right), (right, left))


def _met(stage: Stage, own: int) -> int | None:
    """Whom a group talks or agrees with."""
    acts = (f for f in stage.reading.frames if f.kind is FrameKind.EVENT and f.label in TALKS)
    partners = (stage.groups(f, "actor", "recipient") for f in acts)
    return _only_top(other for group in partners if own in group for other in group - {own})


def _only_top(found: Iterator[int]) -> int | None:
    """The most frequent one, None where there is none or several are as frequent."""
    top = Counter(found).most_common(2)
    is_even = len(top) == 2 and top[0][1] == top[1][1]
    return top[0][0] if top and not is_even else None


def _nearest(stage: Stage, group: int, frame: Frame) -> Span:
    """The mention of a group that stands nearest to an act."""
    spans = stage.reading.coreferences[group].spans
    return min(spans, key=lambda span: abs(span.start - frame.trigger.start))
