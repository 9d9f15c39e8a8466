"""What is held, ground by ground: "a pocket in Tarsin city and at a nearby air base" are two holdings."""

from __future__ import annotations

import re
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
BEFORE: Final = 24
"""How many code points before a ground may hold "pocket inside the"."""
WINDOW: Final = 5
"""How many words before its trigger say how much is held."""


def held(reading: Reading) -> Reading:
    """Each relation with its own ends, and of control with one ground and how much of it is held, others apart."""
    stage = Stage.of(reading)
    frames, qualifiers, sourcings = list(reading.frames), list(reading.qualifiers), list(reading.sourcings)
    for i, frame in enumerate(reading.frames):
        if frame.kind is not FrameKind.STATE:
            continue
        frame = _of_ground(stage, _within(stage, frame))
        first, *others = _holdings(stage, frame) if frame.label == CONTROLS else (frame,)
        frames[i] = first
        for part in others:
            qualifiers += [replace(q, frame=len(frames)) for q in reading.qualifiers if q.frame == i]
            sourcings += [replace(s, frame=len(frames)) for s in reading.sourcings if s.frame == i]
            frames.append(part)
    return replace(reading, frames=tuple(frames), qualifiers=tuple(qualifiers), sourcings=tuple(sourcings))


def _of_ground(stage: Stage, frame: Frame) -> Frame:
    """Ground is held, not commanded: "no longer controls" a town that an engine took for people."""
    objects = frame.spans("object")
    if frame.label != "commands" or "control" not in frame.trigger.of(stage.text).lower() or not objects:
        return frame
    grounds = [p.span for p in stage.reading.places if not p.metonym]
    held = all(any(g.overlaps(span) for g in grounds) for span in objects)
    return replace(frame, label=CONTROLS) if held else frame


def _within(stage: Stage, frame: Frame) -> Frame:
    """The relation without ends beyond a semicolon, or of one article, where it has others: clauses are told apart."""
    kept = tuple(a for a in frame.arguments if not _is_stray(stage, frame, a))
    return frame if len(kept) == len(frame.arguments) else replace(frame, arguments=kept)


def _is_stray(stage: Stage, frame: Frame, argument: Argument) -> bool:
    others = [a for a in frame.arguments if a.role == argument.role and a is not argument]
    return _is_apart(stage, frame, argument) and any(not _is_apart(stage, frame, other) for other in others)


def _is_apart(stage: Stage, frame: Frame, argument: Argument) -> bool:
    between = stage.text[min(argument.span.end, frame.trigger.end) : max(argument.span.start, frame.trigger.start)]
    return ";" in between or argument.span.of(stage.text).lower() in {"a", "an", "the"}


def _holdings(stage: Stage, frame: Frame) -> Iterator[Frame]:
    objects = [a for a in frame.arguments if a.role == "object"]
    places = [a for a in objects if any(p.span.overlaps(a.span) for p in stage.reading.places)]
    pocket = next((a for a in objects if a not in places and _words(stage, a.span) & _listed("pocket")), None)
    if pocket is None or not places:
        yield replace(frame, extent=_extent(stage, frame, objects))
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


def _extent(stage: Stage, frame: Frame, objects: list[Argument]) -> str | None:
    """
    How much is held: by the words right before the relation ("is almost entirely under its control"), which say it
    beyond doubt, or by those that the ground begins with ("the entire valley", "a small pocket inside Tarsin").
    """
    first, _ = stage.tree.range(frame.trigger)
    begin = max(first - WINDOW, stage.sentence(first)[0])
    words = " ".join(t.text.lower() for t in stage.tree.tokens[begin:first])
    adverbs = ((name, phrase) for name in ("almost_all", "all", "most") for phrase in _phrases(name))
    told = next((name for name, phrase in adverbs if words.endswith(phrase)), None)
    if told is not None and (frame.extent in OPEN or told == "almost_all"):
        return told
    shares = (name for a in objects for name in ("half", "all", "pocket") if _opens(stage, a.span, name))
    share = next(shares, None) if frame.extent in OPEN or told is None else None
    return share if share is not None and (frame.extent in OPEN or share == "half") else frame.extent


def _opens(stage: Stage, ground: Span, extent: str) -> bool:
    """Whether a ground begins with words for how much of it is meant, articles and one adjective aside."""
    words = re.sub(r"^(?:the|a|an) ", "", ground.of(stage.text).lower())
    before = stage.text[max(ground.start - BEFORE, 0) : ground.start].lower()
    phrases = "|".join(map(re.escape, _phrases(extent)))
    inside = extent == "pocket" and re.search(rf"\b(?:{phrases}) (?:in|inside)(?: the)?\s$", before)
    return bool(inside or re.match(rf"(?:\w+ )?(?:{phrases})\b", words))


def _words(stage: Stage, span: Span) -> set[str]:
    return set(span.of(stage.text).lower().split())


def _listed(extent: str) -> frozenset[str]:
    return frozenset(_phrases(extent))


def _phrases(extent: str) -> list[str]:
    phrases: list[str] = _lexicon.table("states.toml")["extent"][extent]
    return phrases
