"""Spans, frames and readings of texts written in tests, as an engine may hand them on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tests.steps.reader import read

from casus.model.actor import Actor
from casus.model.document import Document
from casus.model.frame import Argument, Frame, FrameKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.pipeline import Pipeline, run_step


def at(text: str, words: str) -> Span:
    """Where words first stand in a text as whole words."""
    edges = (r"(?<!\w)" if words[:1].isalnum() else "", r"(?!\w)" if words[-1:].isalnum() else "")
    found = re.search(re.escape(words).join(edges), text)
    assert found, f"{words!r} does not stand in {text!r}"
    return Span(*found.span())


def frame(text: str, trigger: str, label: str, mode: str | None = None, /, **roles: str | Sequence[str]) -> Frame:
    """An act or a state (its label is in small letters), with one phrase or several for each role."""
    phrases = ((role, (words,) if isinstance(words, str) else words) for role, words in roles.items())
    arguments = tuple(Argument(role, at(text, one)) for role, words in phrases for one in words)
    kind = FrameKind.STATE if label.islower() else FrameKind.EVENT
    return Frame(kind, at(text, trigger), label, mode, arguments=arguments)


def framed(text: str, *frames: Frame, status: str = "completed", factuality: str = "CT+") -> Reading:
    """The reading of a text after the syntax steps, in which an engine found these frames and took all for the same."""
    qualifiers = tuple(Qualifier(i, status, factuality) for i in range(len(frames)))
    return replace(read(text), frames=frames, qualifiers=qualifiers)


def read_until(rules: Pipeline, last: str, document: Document) -> Reading:
    """What the steps of an engine, up to the one that is called `last`, make of a report."""
    readings = [Reading(document)]
    for step in rules.steps[: [one.name for one in rules.steps].index(last) + 1]:
        readings = list(run_step(step, readings))
    (reading,) = readings
    return reading


def mentions(reading: Reading, actor: Actor) -> list[str]:
    """The words of an actor's mentions."""
    return [span.of(reading.document.text) for span in actor.mentions]


def who(reading: Reading, words: str, nth: int = 0) -> Actor:
    """The actor with a mention of exactly these words; `nth` of several."""
    found = [actor for actor in reading.actors for one in mentions(reading, actor) if one == words]
    assert found, f"{words!r} is no mention; there are {[mentions(reading, actor) for actor in reading.actors]}"
    return found[nth]
