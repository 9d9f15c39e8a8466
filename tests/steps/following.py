"""Readings for tests of steps that follow an engine: the parse of the rules, with mentions and acts as told."""

from __future__ import annotations

from collections.abc import Mapping

from casus.model.actor import Actor
from casus.model.document import Document
from casus.model.frame import Argument, Coreference, Frame, FrameKind, Link, LinkKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.pipeline import Pipeline, run_step

Told = tuple[str, str, str, Mapping[str, tuple[str, ...]]]
"""A trigger, its label (with a mode after a dot; small letters: a relation), its status, and words by role."""


def span(text: str, words: str) -> Span:
    """Where the words stand; "#2" behind them asks for the second time."""
    words, _, nth = words.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def reading(
    rules: Pipeline,
    text: str,
    groups: tuple[tuple[str, ...], ...],
    *told: Told,
    contents: tuple[tuple[int, int], ...] = (),
) -> Reading:
    """A report as an engine may have read it: each group of mentions is one actor too; `contents` are content links."""
    parsed = [Reading(Document("d-1", text))]
    for step in rules.steps[: [s.name for s in rules.steps].index("places") + 1]:
        parsed = list(run_step(step, parsed))
    spans = tuple(tuple(span(text, words) for words in group) for group in groups)
    return Reading(
        parsed[0].document,
        parsed[0].sentences,
        parsed[0].tokens,
        parsed[0].mentions,
        times=parsed[0].times,
        places=parsed[0].places,
        frames=tuple(_frame(text, *one) for one in told),
        qualifiers=tuple(Qualifier(i, one[2], "CT+" if one[2] != "requested" else "U") for i, one in enumerate(told)),
        links=tuple(Link(LinkKind.CONTENT, left, right) for left, right in contents),
        coreferences=tuple(Coreference(group) for group in spans),
        actors=tuple(
            Actor(f"a{n}", names[0], "other", "UNK", None, s)
            for n, (names, s) in enumerate(zip(groups, spans, strict=True))
        ),
    )


def _frame(text: str, trigger: str, label: str, _: str, parts: Mapping[str, tuple[str, ...]]) -> Frame:
    kind = FrameKind.STATE if label.islower() else FrameKind.EVENT
    arguments = tuple(Argument(role, span(text, w)) for role, all_ in parts.items() for w in all_)
    type_, _, mode = label.partition(".")
    return Frame(kind, span(text, trigger), type_, mode or None, arguments=arguments)


def words(found: Reading, nth: int, role: str) -> set[str]:
    """The words that play a role in a frame."""
    return {s.of(found.document.text) for s in found.frames[nth].spans(role)}


def statuses(found: Reading) -> dict[int, tuple[str, str]]:
    """Status and factuality by frame."""
    return {q.frame: (q.status, q.factuality) for q in found.qualifiers}
