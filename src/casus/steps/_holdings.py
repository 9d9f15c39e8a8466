"""What is held, ground by ground: "a pocket in Tarsin city and at a nearby air base" are two holdings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._nested import span_of
from casus.steps._stage import Stage

CONTROLS: Final = "controls"
OPEN: Final = frozenset({None, "unspecified"})
WINDOW: Final = 5
"""How many words before its trigger say how much is held."""


def held(reading: Reading) -> Reading:
    """Each relation of control with one ground and how much of it is held; more grounds are frames of their own."""
    stage = Stage.of(reading)
    frames, qualifiers, sourcings = list(reading.frames), list(reading.qualifiers), list(reading.sourcings)
    for i, frame in enumerate(reading.frames):
        if frame.kind is not FrameKind.STATE or frame.label != CONTROLS:
            continue
        first, *others = _holdings(stage, frame)
        frames[i] = first
        for part in others:
            qualifiers += [replace(q, frame=len(frames)) for q in reading.qualifiers if q.frame == i]
            sourcings += [replace(s, frame=len(frames)) for s in reading.sourcings if s.frame == i]
            frames.append(part)
    return replace(reading, frames=tuple(frames), qualifiers=tuple(qualifiers), sourcings=tuple(sourcings))


def _holdings(stage: Stage, frame: Frame) -> Iterator[Frame]:
    objects = [a for a in frame.arguments if a.role == "object"]
    places = [a for a in objects if any(p.span.overlaps(a.span) for p in stage.reading.places)]
    pocket = next((a for a in objects if a not in places and _words(stage, a.span) & _listed("pocket")), None)
    if pocket is None or not places:
        yield replace(frame, extent=_extent(stage, frame)) if frame.extent in OPEN else frame
        return
    for ground in places:
        yield _with_ground(frame, ground, "pocket")
    site = _site_after(stage, places[-1].span)
    if site is not None and not any(a.span.overlaps(site) for a in objects):
        yield _with_ground(frame, Argument("object", site, places[-1].score), "site")


def _with_ground(frame: Frame, ground: Argument, extent: str) -> Frame:
    others = tuple(a for a in frame.arguments if a.role != "object")
    return replace(frame, arguments=(*others, ground), extent=extent)


def _site_after(stage: Stage, ground: Span) -> Span | None:
    """A base or the like that "and at" or "and in" adds to a ground."""
    tokens, at = stage.tree.tokens, stage.tree.range(ground)[1]
    at += at < len(tokens) and tokens[at].text == ","
    if at + 2 >= len(tokens) or tokens[at].text.lower() != "and" or tokens[at + 1].upos != "ADP":
        return None
    last = next((k for k in range(at + 2, min(at + 6, len(tokens))) if tokens[k].text.lower() in _listed("site")), None)
    return None if last is None else span_of(tokens, at + 2, last)


def _extent(stage: Stage, frame: Frame) -> str | None:
    """How much is held by the words right before the relation: "is almost entirely under its control"."""
    first, _ = stage.tree.range(frame.trigger)
    begin = max(first - WINDOW, stage.sentence(first)[0])
    words = " ".join(t.text.lower() for t in stage.tree.tokens[begin:first])
    table: dict[str, list[str]] = _lexicon.table("states.toml")["extent"]
    adverbs = ((name, phrase) for name in ("almost_all", "all", "most") for phrase in table[name])
    return next((name for name, phrase in adverbs if words.endswith(phrase)), frame.extent)


def _words(stage: Stage, span: Span) -> set[str]:
    return set(span.of(stage.text).lower().split())


def _listed(extent: str) -> frozenset[str]:
    return frozenset(_lexicon.table("states.toml")["extent"][extent])
