"""What the rules of `partake` look at: a reading with its tree, its mentions, and the acts of each sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import is_
from typing import Final

from casus.model.frame import Argument, Coreference, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._overlaps import ENDS
from casus.steps._same import Same
from casus.steps._tree import REMEMBERED, Tree

FILE: Final = "partake.toml"
SCORE: Final = 0.9
"""What a party is worth that grammar gives: on the dev reports 271 of 281 active subjects were actors."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A reading, its tree, and the mentions of actors in text order."""

    reading: Reading
    tree: Tree
    mentions: tuple[Span, ...]
    firsts: tuple[int, ...]
    _told: dict[int, tuple[Frame, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, reading: Reading) -> Stage:
        """Look around once."""
        firsts = tuple([sentence.first for sentence in reading.sentences])
        return cls(reading, Tree.of(reading), _mentioned(Same(reading.coreferences)), firsts)

    def after(self, frames: Iterable[Frame]) -> Stage:
        """The stage with other frames; itself where they are the same."""
        new = tuple(frames)
        if all(map(is_, new, self.reading.frames)):
            return self
        return Stage(replace(self.reading, frames=new), self.tree, self.mentions, self.firsts)

    @property
    def text(self) -> str:
        """The text of the report."""
        return self.reading.document.text

    def head(self, frame: Frame) -> int:
        """The token that stands for the act: its verb where it has one."""
        return self.tree.act_in(frame.trigger)

    def sentence_number(self, at: int) -> int:
        """Which sentence token `at` stands in."""
        return max(bisect_right(self.firsts, at) - 1, 0)

    def sentence(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence in which token `at` stands, end excluded."""
        own = self.reading.sentences[self.sentence_number(at)]
        return own.first, own.last

    def mention(self, noun: int) -> Span | None:
        """The shortest mention of an actor around a noun, None where it names nobody."""
        span = self.tree.tokens[noun].span
        return min((m for m in self.mentions if m.contains(span)), key=len, default=None)

    def named_by(self, nouns: Iterable[int]) -> tuple[Span, ...]:
        """The mentions around nouns, each once, without nouns that name nobody."""
        return tuple(dict.fromkeys(m for noun in nouns if (m := self.mention(noun)) is not None))

    def group(self, span: Span) -> int:
        """The number of the coreference group that a mention is in, -1 for none."""
        return next((n for n, group in enumerate(self.reading.coreferences) if span in group.spans), -1)

    def groups(self, frame: Frame, *roles: str) -> set[int]:
        """The groups of those who play the roles."""
        return {self.group(span) for span in frame.spans(*roles)} - {-1}

    def row_from(self, at: int) -> tuple[Span, ...]:
        """The mentions that follow each other from token `at` on, with commas and "and" between them."""
        row: list[Span] = []
        while at < len(self.tree.tokens):
            here = [m for m in self.mentions if m.start == self.tree.tokens[at].span.start]
            if not here:
                break
            row.append(max(here, key=len))
            at = self.tree.range(row[-1])[1]
            while at < len(self.tree.tokens) and self.tree.tokens[at].text.lower() in {",", "and", "or"}:
                at += 1
        return tuple(row)

    def acts(self, number: int) -> tuple[Frame, ...]:
        """The acts told in a sentence, in text order."""
        if not self._told:
            told: dict[int, list[Frame]] = {-1: []}
            for frame in self.reading.frames:
                if frame.kind is FrameKind.EVENT:
                    told.setdefault(self.sentence_number(self.tree.range(frame.trigger)[0]), []).append(frame)
            self._told.update({n: tuple(sorted(acts, key=lambda f: f.trigger)) for n, acts in told.items()})
        return self._told.get(number, ())


@lru_cache(maxsize=REMEMBERED)
def _mentioned(groups: Same[tuple[Coreference, ...]]) -> tuple[Span, ...]:
    """The mentions of actors in text order, each once."""
    return tuple(sorted({span for group in groups.value for span in group.spans}, key=ENDS))


def listed(section: str) -> frozenset[str]:
    """The words of one section of the data file. Raises ResourceError."""
    return _lexicon.words(FILE, section)


def cast(frame: Frame, role: str, spans: Iterable[Span], *, inferred: bool = False) -> Frame:
    """The frame with these parties and no others in a role."""
    others = tuple(a for a in frame.arguments if a.role != role)
    own = {a.span: a for a in frame.arguments if a.role == role}
    return replace(
        frame, arguments=(*others, *(own.get(s, Argument(role, s, SCORE, inferred)) for s in dict.fromkeys(spans)))
    )


def named(frame: Frame, rule: str) -> Frame:
    """The frame with a rule added to those that made it."""
    return replace(frame, rule=f"{frame.rule}, partake:{rule}" if frame.rule else f"partake:{rule}")
