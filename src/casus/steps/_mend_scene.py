"""What rules that mend frames look at: one reading with its tree, and the few questions that they all ask."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._quotes import quotations
from casus.steps._tree import Tree

FILE: Final = "mending.toml"
PARTIES: Final = frozenset({"actor", "recipient"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading, its tree, the qualifier and sources of each frame, and the quotations of the text."""

    reading: Reading
    tree: Tree
    qualifiers: dict[int, Qualifier]
    sourcings: dict[int, tuple[Sourcing, ...]]
    quotes: tuple[Span, ...]

    @classmethod
    def of(cls, reading: Reading) -> Scene:
        """Look around once."""
        said: dict[int, tuple[Sourcing, ...]] = {}
        for sourcing in reading.sourcings:
            said[sourcing.frame] = (*said.get(sourcing.frame, ()), sourcing)
        qualifiers = {q.frame: q for q in reading.qualifiers}
        return cls(reading, Tree.of(reading), qualifiers, said, quotations(reading.document.text))

    @property
    def text(self) -> str:
        """The text of the report."""
        return self.reading.document.text

    def head(self, frame: Frame) -> int:
        """The token that stands for the act: its verb where it has one."""
        return self.tree.act_in(frame.trigger)

    def sentence(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence in which token `at` stands, end excluded."""
        starts = [s.first for s in self.reading.sentences]
        own = self.reading.sentences[max(bisect_right(starts, at) - 1, 0)]
        return own.first, own.last

    def speaker(self, verb: int) -> Span | None:
        """Who is subject of a verb of saying; parsers may take its past for a participle (", the army denied")."""
        tree = self.tree
        if any(tree.tokens[c].deprel == "aux:pass" for c in tree.children(verb, "aux")):
            return None
        own = [c for c in tree.children(verb, "nsubj") if tree.lemma(c) not in {"which", "that", "who"}]
        near = tree.phrase_before(verb)
        own = [c for c in own if c < verb] or own
        subject = own[-1] if own else tree.subject(verb) if near is None else near
        return None if subject is None else tree.phrase(subject)

    def is_act(self, span: Span) -> bool:
        """Whether an event's trigger stands there."""
        return any(f.kind is FrameKind.EVENT and f.trigger.overlaps(span) for f in self.reading.frames)

    def is_ground(self, span: Span) -> bool:
        """Whether a known place, taken as a place, or a time stands there."""
        places = (p.span for p in self.reading.places if not p.metonym)
        times = (t.span for t in self.reading.times)
        return any(s.overlaps(span) for s in (*places, *times))

    def noun(self, span: Span) -> str:
        """The lemma of the head of a phrase, plural endings off (names of things are often tagged as proper nouns)."""
        return singular(self.tree.lemma(self.tree.head_in(span)))


def singular(word: str) -> str:
    """A word without the ending of the plural; "barracks" and "glass" are kept by the lists that are asked."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def listed(section: str) -> frozenset[str]:
    """The words of one section of the data file. Raises ResourceError."""
    return _lexicon.words(FILE, section)


def added(frame: Frame, arguments: Iterator[Argument], rule: str) -> Frame:
    """The frame with arguments that are not there yet in that role, and the rule named."""
    new = [a for a in arguments if not any(a.role == b.role and a.span.overlaps(b.span) for b in frame.arguments)]
    return named(replace(frame, arguments=(*frame.arguments, *new)), rule) if new else frame


def without(frame: Frame, gone: set[Argument], rule: str) -> Frame:
    """The frame without some of its arguments, and the rule named."""
    kept = tuple(a for a in frame.arguments if a not in gone)
    return named(replace(frame, arguments=kept), rule) if gone else frame


def named(frame: Frame, rule: str) -> Frame:
    """The frame with a rule added to those that made it."""
    return replace(frame, rule=f"{frame.rule}, mend:{rule}" if frame.rule else f"mend:{rule}")
