"""
Give acts the numbers that their own words take and that the engine left without an act.

    "gunmen released two journalists taken hostage in May"
        released  <-  two journalists, released
        taken hostage  <-  two journalists, captured

A number under a verb that tells a role ("killed", "displaced") is a number of that verb's act, in that verb's role, or
of the act that brings it about ("a raid killed three"). Where nobody is counted in words but one person is named or
meant ("a prosecutor was killed"), one is counted, as the guide has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind, QuantityMention
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import PEOPLE_ROLES, QUANTITY_ROLES
from casus.steps._counted import OPEN, Told, fates_of, is_lone, is_thing, single
from casus.steps._tally import brings_about, names_the_act
from casus.steps._tree import Tree

CERTAIN: Final = frozenset({"CT+", "PR+"})


class Counts:
    """Give numbers to acts by the words that govern them."""

    name: Final = "counts"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames", "qualifiers", "quantities"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Add numbers to frames, and set the roles that a frame's own trigger tells; frames keep their order."""
        acts = _Acts.of(reading)
        open_ones = {q.frame for q in reading.qualifiers if q.factuality not in CERTAIN}
        told: dict[int, list[Argument]] = defaultdict(list)
        for mention in reading.quantities:
            for frame, role in acts.holders(mention):
                if frame not in open_ones or not is_lone(acts.tree, mention):
                    told[frame].append(Argument(role, mention.span))
        frames = list(reading.frames)
        for index, arguments in told.items():
            frames[index] = _with(frames[index], arguments)
        frames = [_with_neighbours(reading, acts.tree, frame) for frame in frames]
        for index in acts.heads.keys() - open_ones:
            frames[index] = _with_single(acts.tree, frames[index], acts.heads[index])
        return replace(reading, frames=tuple(frames))


@dataclass(frozen=True, slots=True)
class _Acts:
    """The event frames of a reading: `heads` gives the head of a frame's trigger, `at` the frames with a token."""

    reading: Reading
    tree: Tree
    heads: dict[int, int]
    at: dict[int, tuple[int, ...]]

    @classmethod
    def of(cls, reading: Reading) -> _Acts:
        tree = Tree.of(reading)
        heads: dict[int, int] = {}
        at: dict[int, tuple[int, ...]] = {}
        for index, frame in enumerate(reading.frames):
            if frame.kind is FrameKind.EVENT:
                heads[index] = tree.head_in(frame.trigger)
                for token in range(*tree.range(frame.trigger)):
                    at[token] = (*at.get(token, ()), index)
        return cls(reading, tree, heads, at)

    def holders(self, mention: QuantityMention) -> Iterator[tuple[int, str]]:
        """Frames that a number belongs to by the words that govern it, with its role there."""
        for told in fates_of(self.tree, mention):
            own = [i for i in self.at.get(told.token, ()) if self._brings_about(i, told)]
            yield from ((index, told.role) for index in own)
            if own or self._is_held(mention.span):
                continue
            cause = self._cause(told)
            if cause is not None:
                yield cause, told.role

    def _is_held(self, span: Span) -> bool:
        return any(
            span.overlaps(a.span)
            for i in self.heads
            for a in self.reading.frames[i].arguments
            if a.role in PEOPLE_ROLES
        )

    def _brings_about(self, index: int, told: Told) -> bool:
        return brings_about(self.reading.frames[index].label, told.role)

    def _cause(self, told: Told) -> int | None:
        """The nearest act whose noun is what brought the fate about, else the nearest act of the sentence that may."""
        near = [i for i in self.heads if self._brings_about(i, told) and self._is_beside(self.heads[i], told.token)]
        named = [i for i in near if names_the_act(self.tree, self.heads[i], told.token)]
        return min(named or near, key=lambda i: abs(self.heads[i] - told.token), default=None)

    def _is_beside(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one sentence."""
        left, right = sorted((one, other))
        return not any(left < sentence.first <= right for sentence in self.reading.sentences)


def _with(frame: Frame, told: Iterable[Argument]) -> Frame:
    """The frame with numbers told by its words in place of those that the engine gave the same words."""
    own = tuple(told)
    kept = (a for a in frame.arguments if not (a.role in QUANTITY_ROLES and any(a.span.overlaps(o.span) for o in own)))
    return replace(frame, arguments=(*kept, *own))


def _with_neighbours(reading: Reading, tree: Tree, frame: Frame) -> Frame:
    """The frame with a number that "and" joins to one it holds: "dozens of rebels and thousands of refugees left"."""
    held = {a.span: a.role for a in frame.arguments if a.role in PEOPLE_ROLES}
    added = [
        Argument(held[one.span], other.span)
        for left, right in pairwise(reading.quantities)
        for one, other in ((left, right), (right, left))
        if one.span in held and other.span not in held
        if other.role in OPEN or (other.role == held[one.span] and _has_noun(tree, left))
        if _is_joined(reading, left, right) and not is_thing(tree, other) and not is_lone(tree, other)
    ]
    return _with(frame, added) if added else frame


def _has_noun(tree: Tree, mention: QuantityMention) -> bool:
    """Whether a number has a noun of its own; "three Karsan and two Orlan soldiers" share one, and count as one."""
    return mention.noun is not None and tree.tokens[tree.head_in(mention.noun)].upos == "NOUN"


def _is_joined(reading: Reading, left: QuantityMention, right: QuantityMention) -> bool:
    """Whether nothing but "and" stands between two numbers."""
    return reading.document.text[left.span.end : right.span.start].strip(" ,\n").lower() == "and"


def _with_single(tree: Tree, frame: Frame, head: int) -> Frame:
    """The frame with one person counted, where it tells what happened to one and holds no number."""
    found = single(tree, frame, head)
    return frame if found is None else replace(frame, arguments=(*frame.arguments, found))
