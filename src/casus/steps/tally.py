"""
Give each number to one act: a toll that two acts share would be counted twice.

"Fighting killed 200 people and displaced thousands" has two acts and two numbers; each belongs to the act that brings
it about, and of several that could, to the one whose verb governs the number. Coders give 188 of 190 numbers of reports
to one act alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import PEOPLE_ROLES
from casus.steps._tally import fates, may_tell, names_the_act
from casus.steps._tree import Tree

REACH: Final = 6
"""How many governors up an act may stand."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One act that claims a number: its frame, its trigger's head and the argument."""

    frame: int
    head: int
    argument: Argument


class Tally:
    """Leave each number with one act."""

    name: Final = "tally"
    needs: Final = frozenset({"sentences", "tokens", "mentions", "frames", "quantities"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Take numbers away from the acts that share them with the one they belong to; frames keep their order."""
        tree = Tree.of(reading)
        reading = _borne(reading)
        gone = {(h.frame, h.argument) for row in _shared(reading, tree) for h in row if h != _owner(tree, reading, row)}
        if not gone:
            return reading
        frames = tuple(_without(i, frame, gone) for i, frame in enumerate(reading.frames))
        return replace(reading, frames=frames)


def _borne(reading: Reading) -> Reading:
    """The reading with numbers that an act of such a type cannot tell counted as others."""
    frames = tuple(_with_bearable(frame) if frame.kind is FrameKind.EVENT else frame for frame in reading.frames)
    return reading if frames == reading.frames else replace(reading, frames=frames)


def _with_bearable(frame: Frame) -> Frame:
    strange = {a for a in frame.arguments if a.role in PEOPLE_ROLES and not may_tell(frame.label, a.role)}
    if not strange:
        return frame
    return replace(frame, arguments=tuple(replace(a, role="other") if a in strange else a for a in frame.arguments))


def _without(index: int, frame: Frame, gone: set[tuple[int, Argument]]) -> Frame:
    kept = tuple(a for a in frame.arguments if (index, a) not in gone)
    return frame if len(kept) == len(frame.arguments) else replace(frame, arguments=kept)


def _shared(reading: Reading, tree: Tree) -> Iterator[list[Holder]]:
    """Rows of acts that hold the same number in the same role: who was captured may be released, and counts in both."""
    rows: dict[tuple[Span, str], list[Holder]] = {}
    for i, frame in enumerate(reading.frames):
        if frame.kind is FrameKind.EVENT:
            for argument in frame.arguments:
                if argument.role in fates():
                    held = Holder(i, tree.head_in(frame.trigger), argument)
                    rows.setdefault((argument.span, argument.role), []).append(held)
    yield from (row for row in rows.values() if len(row) > 1)


def _owner(tree: Tree, reading: Reading, row: list[Holder]) -> Holder:
    """
    The act that a number belongs to: of a fitting type, on the noun of violence where the guide wants it there, else
    nearest above the number, else the one the engine is surest of.
    """
    above = _above(tree, row[0].argument.span)
    preferred = _preferred(reading, row)
    verb = next((h for at in above for h in preferred if h.head == at and tree.tokens[at].upos == "VERB"), None)
    if verb is not None:
        return next((h for h in preferred if h != verb and names_the_act(tree, h.head, verb.head)), verb)
    return min(preferred, key=lambda h: (_rank(above, h.head), -h.argument.score))


def _preferred(reading: Reading, row: list[Holder]) -> list[Holder]:
    """The holders of a type that brings such a number about; all of them where none is."""
    fitting = [h for h in row if reading.frames[h.frame].label in fates()[h.argument.role]]
    return fitting or row


def _rank(above: tuple[int, ...], head: int) -> int:
    return above.index(head) if head in above else REACH


def _above(tree: Tree, span: Span) -> tuple[int, ...]:
    """The head of a number's phrase and what governs it, nearest first."""
    head = tree.head_in(span)
    return (head, *tree.ancestors(head)[: REACH - 1])
