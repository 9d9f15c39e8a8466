"""
Settle what the words beside an act leave no choice about, where `mend` looks at the act alone.

Asking for a corridor asks somebody to yield; who would suffer what is threatened is threatened; an operation to drive
gunmen from a valley is in the valley; set phrases are acts. Every rule is closed and named like those of `mend`; words
are data (`resources/lexicon/en/settling.toml`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import Final

from casus.model.frame import Frame, FrameKind
from casus.model.reading import Reading
from casus.steps._frames_changed import New, with_frames, without_frames
from casus.steps._mend_scene import Scene
from casus.steps._settle_rules import (
    asked_for,
    caused,
    foiled,
    handed,
    idioms,
    mined,
    nobody,
    purpose,
    robbed,
    shown,
    threatened,
    undroned,
    wordless,
)

FRAME_RULES: Final[tuple[Callable[[Scene, Frame], Frame], ...]] = (
    asked_for,
    caused,
    handed,
    mined,
    purpose,
    robbed,
    undroned,
)


class Settle:
    """Settle modes, parties and places of frames, add acts of set phrases, and drop what a caption only shows."""

    name: Final = "settle"
    needs: Final = frozenset(
        {
            "document",
            "sentences",
            "tokens",
            "mentions",
            "places",
            "quantities",
            "frames",
            "qualifiers",
            "sourcings",
            "links",
        }
    )
    gives: Final = frozenset({"frames", "qualifiers", "sourcings", "links"})

    def __call__(self, reading: Reading) -> Reading:
        """Settle every frame; frames keep their order, and new ones come last."""
        scene = Scene.of(reading)
        frames = tuple(_settled(scene, i, frame) for i, frame in enumerate(reading.frames))
        new = tuple(chain(foiled(scene), idioms(scene)))
        idle = (shown, wordless)
        gone = {i for i, f in enumerate(frames) if any(rule(scene, f) for rule in idle) or _is_told(f, new)}
        settled = replace(reading, frames=frames)
        return with_frames(without_frames(settled, gone), new)


def _settled(scene: Scene, i: int, frame: Frame) -> Frame:
    if frame.kind is not FrameKind.EVENT:
        return frame
    for rule in FRAME_RULES:
        frame = rule(scene, frame)
    return nobody(scene, i, threatened(scene, i, frame))


def _is_told(frame: Frame, new: tuple[New, ...]) -> bool:
    """Whether a set phrase tells what an engine took for another act on its words, or on what it is about."""
    spans = (s for act in new for s in (act.frame.trigger, *act.frame.spans("where")) if act.frame.rule == "mend:idiom")
    return frame.kind is FrameKind.EVENT and any(s.overlaps(frame.trigger) for s in spans)
