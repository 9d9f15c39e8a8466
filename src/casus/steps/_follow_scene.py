"""What the rules of `follow` look at: acts with the actors that play in them, and whether they are linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind, Link, LinkKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import PLACE_ROLES
from casus.steps import _lexicon
from casus.steps._parties import Parties
from casus.steps._same import Same
from casus.steps._stage import SCORE, Stage
from casus.steps._tree import REMEMBERED

FILE: Final = "follow.toml"


@cache
def listed(section: str, key: str = "words") -> frozenset[str]:
    """The words of one list of the data file. Raises ResourceError."""
    return frozenset(_lexicon.table(FILE)[section][key])


@dataclass(frozen=True, slots=True)
class Follower:
    """A reading with its stage, its qualifiers by frame, who its parties are, and its numbered acts in text order."""

    stage: Stage
    reading: Reading
    qualifiers: dict[int, Qualifier]
    known: Parties
    acts: tuple[tuple[int, Frame], ...]

    @classmethod
    def of(cls, reading: Reading) -> Follower:
        """Look around, once in one reading."""
        return _looked(Same(reading))

    def who(self, frame: Frame, *roles: str) -> frozenset[str]:
        """The actors in some roles, by local id; parties that are no known actor by their words."""
        return frozenset(self.name(span) for span in frame.spans(*roles))

    def name(self, span: Span) -> str:
        """The local id of the actor that words name, else the words."""
        actor = self.known.actor_of(span)
        return actor.id if actor else span.of(self.reading.document.text)

    def grounds(self, frame: Frame) -> frozenset[str]:
        """The ids of the known places of an act."""
        spans = frame.spans(*PLACE_ROLES)
        return frozenset(p.place.id for p in self.reading.places if p.place and any(p.span.overlaps(s) for s in spans))

    def sentence(self, frame: Frame) -> int:
        """Which sentence an act is told in."""
        return self.stage.sentence_number(self.stage.tree.range(frame.trigger)[0])

    def status(self, i: int) -> str:
        """The status of a frame."""
        return self.qualifiers[i].status if i in self.qualifiers else "completed"

    def factuality(self, i: int) -> str:
        """The factuality of a frame."""
        return self.qualifiers[i].factuality if i in self.qualifiers else "CT+"

    def same(self, i: int) -> frozenset[int]:
        """The frames that links join to one, itself among them."""
        found = {i}
        while True:
            more = {
                end
                for link in self.reading.links
                if link.kind is LinkKind.SAME and {link.left, link.right} & found
                for end in (link.left, link.right)
            }
            if more <= found:
                return frozenset(found)
            found |= more


@lru_cache(maxsize=REMEMBERED)
def _looked(same: Same[Reading]) -> Follower:
    reading = same.value
    acts = [(i, f) for i, f in enumerate(reading.frames) if f.kind is FrameKind.EVENT]
    acts.sort(key=lambda one: (one[1].trigger.start, one[1].trigger.end, one[0]))
    by_frame = {q.frame: q for q in reading.qualifiers}
    return Follower(Stage.of(reading), reading, by_frame, Parties(reading.actors), tuple(acts))


def with_frame(reading: Reading, i: int, frame: Frame) -> Reading:
    """The reading with another frame in the place of one."""
    return replace(reading, frames=(*reading.frames[:i], frame, *reading.frames[i + 1 :]))


def with_qualifier(reading: Reading, i: int, rule: str, *, status: str, factuality: str) -> Reading:
    """The reading with another status and factuality for a frame."""
    others = tuple(q for q in reading.qualifiers if q.frame != i)
    known = next((q for q in reading.qualifiers if q.frame == i), Qualifier(i, status, factuality))
    new = replace(known, status=status, factuality=factuality, rule=f"follow:{rule}")
    return replace(reading, qualifiers=(*others, new))


def linked(reading: Reading, i: int, other: int) -> Reading:
    """The reading with two frames told to be one happening."""
    low, high = sorted((i, other))
    return replace(reading, links=(*reading.links, Link(LinkKind.SAME, low, high)))


def carrying(frame: Frame, role: str, spans: tuple[Span, ...]) -> Frame:
    """The frame with parties that other sentences name."""
    new = (Argument(role, span, SCORE, inferred=True) for span in spans)
    return replace(frame, arguments=(*(a for a in frame.arguments if a.role != role), *new))


def named(frame: Frame, rule: str) -> Frame:
    """The frame with a rule added to those that made it."""
    return replace(frame, rule=f"{frame.rule}, follow:{rule}" if frame.rule else f"follow:{rule}")


def ahead(stage: Stage, at: int, words: frozenset[str], reach: int) -> int | None:
    """The next token of a sentence that is one of some words."""
    last = min(at + 1 + reach, stage.sentence(at)[1])
    return next((k for k in range(at + 1, last) if stage.tree.tokens[k].text.lower() in words), None)


def numbered(follower: Follower) -> Iterator[tuple[int, Frame, int]]:
    """The acts with their numbers and heads."""
    for i, frame in follower.acts:
        yield i, frame, follower.stage.head(frame)
