"""
Whether two passages tell one happening.

"Rebels attack Tarsin depot" (headline), "Rebels attacked a depot in Tarsin" and "the attack" are one event; two
bombings with different dead are two. On a pair decides the most reliable fitting rule of
`resources/lexicon/en/twin_rules.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.document import PartKind
from casus.model.frame import Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.resources.load import resource
from casus.steps._decisions import Decisions
from casus.steps._gate import NONE
from casus.steps._numbers import parse_quantity
from casus.steps._parties import actor_of
from casus.steps._tree import Tree

NAMES: Final = (
    "type", "lemma", "forms", "det", "far", "nth", "part", "actor", "recipient", "place", "time", "number", "mode",
    "status", "agree",
)  # fmt: skip
"""
type               of both
lemma              whether one word tells both
forms, det         coarse class of both triggers; "the", "a" or neither before the later one
far, nth           sentences between them; how many of that type stand between
part               whether the first stands in the headline
actor, recipient, place, time, number, mode  same, other, or which of the two lacks it
status             whether both have one status
agree              how many of actor, recipient, place, time and number are the same, and how many differ
"""
GROUNDS: Final = ("where", "near", "to", "from")
NUMBERS: Final = ("killed", "wounded", "captured", "displaced", "released")
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
MOST: Final = 12
"""With how many earlier acts of its type an act is compared: the first and the last ones."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One frame as far as it can be compared: index, sentence, and what each role holds."""

    index: int
    sentence: int
    lemma: str
    form: str
    det: str
    part: str
    held: tuple[frozenset[object], ...]
    mode: str | None
    status: str


def tellings(reading: Reading, tree: Tree) -> dict[str, list[Telling]]:
    """The event frames of a report by type."""
    status = {q.frame: q.status for q in reading.qualifiers}
    found: dict[str, list[Telling]] = {}
    sentence = 0
    for i, frame in enumerate(reading.frames):
        if frame.kind is FrameKind.EVENT:
            sentence = _sentence(reading, frame.trigger, sentence)
            found.setdefault(frame.label, []).append(_telling(reading, tree, i, sentence, status.get(i, NONE)))
    return found


def _sentence(reading: Reading, trigger: Span, start: int) -> int:
    """The sentence of a trigger, looked for from the sentence of the trigger before."""
    while start + 1 < len(reading.sentences) and reading.sentences[start].span.end <= trigger.start:
        start += 1
    return start


def _telling(reading: Reading, tree: Tree, index: int, sentence: int, status: str) -> Telling:
    frame = reading.frames[index]
    first, last = tree.range(frame.trigger)
    before = tree.tokens[first - 1].text.lower() if first else ""
    det = "the" if before in DEFINITE else "a" if before in {"a", "an", "another"} else NONE
    headline = any(p.kind is PartKind.HEADLINE and p.span.contains(frame.trigger) for p in reading.document.parts)
    form = tree.tokens[last - 1].upos[:1]
    return Telling(
        index, sentence, tree.lemma(first), form, det, "head" if headline else "body", _held(reading, frame),
        frame.mode, status,
    )  # fmt: skip


def _held(reading: Reading, frame: Frame) -> tuple[frozenset[object], ...]:
    """Local actors, recipients, places, days and numbers of a frame."""
    text = reading.document.text
    return (
        _ids(reading, frame.spans("actor")),
        _ids(reading, frame.spans("recipient")),
        frozenset(s.of(text).lower() for s in frame.spans(*GROUNDS)),
        frozenset(s.of(text).lower() for s in frame.spans("time")),
        frozenset(parse_quantity(s.of(text)) for s in frame.spans(*NUMBERS)),
    )


def _ids(reading: Reading, spans: tuple[Span, ...]) -> frozenset[object]:
    found = (actor_of(span, reading.actors) for span in spans)
    return frozenset(actor.id for actor in found if actor is not None)


def pairs(label: str, told: list[Telling]) -> Iterator[tuple[Telling, Telling, tuple[str, ...]]]:
    """Every act with earlier ones of its type, and the values of `NAMES` for the two."""
    for n, later in enumerate(told):
        near = range(max(n - MOST // 2, 0), n)
        for k in (*range(min(MOST // 2, near.start)), *near):
            yield told[k], later, (label, *_values(told[k], later, n - k))


def _values(a: Telling, b: Telling, nth: int) -> tuple[str, ...]:
    held = [_compare(x, y) for x, y in zip(a.held, b.held, strict=True)]
    return (
        str(a.lemma == b.lemma),
        a.form + b.form,
        b.det,
        str(min(b.sentence - a.sentence, 5)),
        str(min(nth, 3)),
        a.part,
        *held,
        "same" if a.mode == b.mode else "other" if a.mode and b.mode else "lacks",
        str(a.status == b.status),
        f"{held.count('same')}{min(held.count('other'), 2)}",
    )


def _compare(x: frozenset[object], y: frozenset[object]) -> str:
    if x and y:
        return "same" if x & y else "other"
    return "a" if x else "b" if y else NONE


@cache
def rules() -> Decisions:
    """The rules that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("lexicon", "en", "twin_rules.tsv"), NAMES)
