"""
Where movements begin and end, in the words right behind them.

"Let it withdraw from the border to the eastern province of Tarsin" has an origin and a destination, whatever a tagger
saw of either. Words are data (`resources/lexicon/en/journeys.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import PLACE_ROLES
from casus.steps import _lexicon
from casus.steps._stage import SCORE, Stage
from casus.steps._tree import FINITE

FILE: Final = "journeys.toml"
REACH: Final = 16
"""How far behind its word, in words, a movement's last place begins."""
BETWEEN: Final = 5
"""How many words may stand between a preposition and the name of a place: "to the eastern province of Tarsin"."""
INSIDE: Final = frozenset({"DET", "ADJ", "NOUN", "ADP"})
ENDS: Final = ("from", "to")


class Journeys:
    """Give movements the places that stand behind "from" and "to", and those places no other role in them."""

    name: Final = "journeys"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "places", "frames", "coreferences"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Every movement with its ends."""
        stage = Stage.of(reading)
        return replace(reading, frames=tuple(_led(stage, frame) for frame in reading.frames))


def _led(stage: Stage, frame: Frame) -> Frame:
    if frame.kind is not FrameKind.EVENT or frame.label not in _lexicon.words(FILE, "moving"):
        return frame
    found = dict(_ends(stage, frame))
    told = {a.span: a.role for a in frame.arguments if a.role in PLACE_ROLES}
    right = (any(span.overlaps(t) and r == role for t, r in told.items()) for span, role in found.items())
    if all(right):
        return frame
    kept = [_turned(argument, found) for argument in frame.arguments]
    new = [Argument(role, span, SCORE) for span, role in found.items() if not any(span.overlaps(t) for t in told)]
    rule = f"{frame.rule}, journeys:ends" if frame.rule else "journeys:ends"
    return replace(frame, arguments=(*kept, *new), rule=rule)


def _turned(argument: Argument, found: dict[Span, str]) -> Argument:
    """A place with the role that its preposition gives it."""
    role = next((r for span, r in found.items() if span.overlaps(argument.span)), argument.role)
    return replace(argument, role=role) if argument.role in PLACE_ROLES else argument


def _ends(stage: Stage, frame: Frame) -> Iterator[tuple[Span, str]]:
    """The places behind the prepositions behind a movement, each with its end."""
    tokens, head = stage.tree.tokens, stage.head(frame)
    grounds = {stage.tree.range(p.span)[0]: p.span for p in stage.reading.places if not p.metonym}
    last = min(head + REACH, stage.sentence(head)[1])
    at, is_led = head + 1, tokens[head].upos == "VERB"
    while at < last:
        token = tokens[at]
        role = next((end for end in ENDS if token.text.lower() in _lexicon.words(FILE, end)), None)
        measured = tokens[at - 1].text.lower() in _lexicon.words(FILE, "measured")
        if role is not None and not measured and (role == "from" or is_led or at == head + 1):
            ground = _behind(stage, at, grounds)
            if ground is not None:
                yield ground, role
                is_led = True
                at = stage.tree.range(ground)[1]
                continue
        if token.xpos in FINITE or token.text in {";", ":"} or (at > head + 1 and _is_act(stage, at)):
            return
        at += 1


def _behind(stage: Stage, at: int, grounds: dict[int, Span]) -> Span | None:
    """The place that a preposition leads to: right behind it, over an article and what kind of place it is."""
    for k in range(at + 1, min(at + 2 + BETWEEN, len(stage.tree.tokens))):
        if k in grounds:
            return grounds[k]
        token = stage.tree.tokens[k]
        if token.upos not in INSIDE or (token.upos == "ADP" and token.text.lower() != "of"):
            return None
    return None


def _is_act(stage: Stage, at: int) -> bool:
    """Whether another act is told by a token."""
    span = stage.tree.tokens[at].span
    return any(f.kind is FrameKind.EVENT and f.trigger.overlaps(span) for f in stage.reading.frames)
