"""
Links inside a report: claims of the same happening, and the content of speech acts.

The headline's "asks for withdrawal" and the lead's "has asked … to let it
withdraw" are one request; the withdrawal is what the request is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.actor import Actor
from casus.model.document import PartKind
from casus.model.frame import Frame, FrameKind, Link, LinkKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._parties import actor_of
from casus.steps._tree import Tree

SPEECH: Final = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE", "ACCUSE"})
CONTENT_STATUS: Final = frozenset(
    {"requested", "demanded", "agreed", "offered", "threatened", "planned", "ordered", "announced", "none"}
)
DEFINITE: Final = ("the ", "this ", "that ")


class Links:
    """Connect frames of one report."""

    name: Final = "links"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames", "qualifiers", "actors"})
    gives: Final = frozenset({"links"})

    def __call__(self, reading: Reading) -> Reading:
        """Add content links and same-event links, unless the engine has already given some."""
        if reading.links:
            return reading
        tree = Tree.of(reading)
        return replace(reading, links=(*_contents(reading, tree), *_same(reading)))


def _contents(reading: Reading, tree: Tree) -> Iterator[Link]:
    """A frame under a speech act in the tree, with a status that is not "happened", is its content."""
    at = {_token_at(tree, frame.trigger): i for i, frame in enumerate(reading.frames) if frame.kind is FrameKind.EVENT}
    status = {q.frame: q.status for q in reading.qualifiers}
    for token, index in at.items():
        if status.get(index) not in CONTENT_STATUS:
            continue
        speech = next((at[a] for a in tree.ancestors(token) if a in at and reading.frames[at[a]].label in SPEECH), None)
        if speech is not None:
            yield Link(LinkKind.CONTENT, index, speech)


def _token_at(tree: Tree, span: Span) -> int:
    return next((i for i, token in enumerate(tree.tokens) if token.span.overlaps(span)), -1)


def _same(reading: Reading) -> Iterator[Link]:
    """Each event frame with the first earlier one that tells the same happening."""
    events = [i for i, frame in enumerate(reading.frames) if frame.kind is FrameKind.EVENT]
    signs = {i: _signature(reading, reading.frames[i]) for i in events}
    for n, later in enumerate(events):
        twin = next((e for e in events[:n] if _is_same(reading, e, later, signs)), None)
        if twin is not None:
            yield Link(LinkKind.SAME, twin, later)


Signature = tuple[frozenset[str], frozenset[str]]


def _signature(reading: Reading, frame: Frame) -> Signature:
    """The local actors on each side of a frame."""
    return _ids(reading, frame.spans("actor")), _ids(reading, frame.spans("recipient"))


def _ids(reading: Reading, spans: tuple[Span, ...]) -> frozenset[str]:
    found: list[Actor | None] = [actor_of(span, reading.actors) for span in spans]
    return frozenset(actor.id for actor in found if actor is not None)


def _is_same(reading: Reading, earlier: int, later: int, signs: dict[int, Signature]) -> bool:
    """Same type and status, agreeing parties, no clash of time or place; the headline's act or a definite noun."""
    a, b = reading.frames[earlier], reading.frames[later]
    status = {q.frame: (q.status, q.factuality) for q in reading.qualifiers}
    if a.label != b.label or status.get(earlier) != status.get(later) or _clash(reading, a, b):
        return False
    if not all(_agree(x, y) for x, y in zip(signs[earlier], signs[later], strict=True)):
        return False
    return (
        _in_headline(reading, a) and any(x & y for x, y in zip(signs[earlier], signs[later], strict=True))
    ) or _is_definite(reading, b)


def _agree(x: frozenset[str], y: frozenset[str]) -> bool:
    return not x or not y or bool(x & y)


def _clash(reading: Reading, a: Frame, b: Frame) -> bool:
    """Whether both frames name places or times and share none of them."""
    text = reading.document.text
    for roles in (("where", "to", "from"), ("time",)):
        left, right = ({s.of(text).lower() for s in f.spans(*roles)} for f in (a, b))
        if left and right and not left & right:
            return True
    return False


def _in_headline(reading: Reading, frame: Frame) -> bool:
    return any(p.kind is PartKind.HEADLINE and p.span.contains(frame.trigger) for p in reading.document.parts)


def _is_definite(reading: Reading, frame: Frame) -> bool:
    """Whether a noun ("the attack", "the offensive") speaks of something already told."""
    before = reading.document.text[max(frame.trigger.start - 5, 0) : frame.trigger.start].lower()
    return before.endswith(DEFINITE)
