"""
Give acts the sides that the sentence leaves no choice about.

A trained engine weighs every mention by itself; grammar knows more. All of "between A, B and C" take part, an active
verb's subject acts with everybody coordinated with it, whoever answers a request was asked, "the offensive" of a new
sentence is that of the one before. Words are data (`resources/lexicon/en/partake.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Frame, FrameKind
from casus.model.reading import Reading
from casus.steps._frames_changed import without_frames
from casus.steps._partake_rules import (
    between,
    carried_on,
    distant_war,
    is_presupposed,
    let_go,
    presupposing,
    replied,
    subjects,
    summoned,
    told_in_full,
    uprooted,
)
from casus.steps._partake_sides import sides
from casus.steps._stage import Stage, listed, named
from casus.steps._tree import Tree

RULES: Final[tuple[Callable[[Stage, Frame], Frame], ...]] = (
    uprooted,
    between,
    subjects,
    let_go,
    summoned,
    replied,
    carried_on,
    distant_war,
    presupposing,
    told_in_full,
    sides,
)


SHARED: Final = 12
"""How near behind a verb a word shares its act out, in words."""


class Partake:
    """Set actors and recipients of acts, part acts that each party does by itself, and free acts of a negation."""

    name: Final = "partake"
    needs: Final = frozenset(
        {
            "document",
            "sentences",
            "tokens",
            "mentions",
            "frames",
            "qualifiers",
            "sourcings",
            "links",
            "coreferences",
        }
    )
    gives: Final = frozenset({"frames", "qualifiers", "sourcings", "links"})

    def __call__(self, reading: Reading) -> Reading:
        """Apply every rule to every act, each seeing what those before it did; parted acts come last."""
        stage = Stage.of(_without_leave(reading))
        for rule in RULES:
            stage = stage.after(rule(stage, f) if f.kind is FrameKind.EVENT else f for f in stage.reading.frames)
        return _shared_out(_presupposed(stage.reading))


def _without_leave(reading: Reading) -> Reading:
    """Acts without those whose trigger only lets another one of the same kind happen: "let it withdraw"."""
    stage = Stage.of(reading)
    events = [(i, stage.head(f), f) for i, f in enumerate(reading.frames) if f.kind is FrameKind.EVENT]
    heads = {(f.label, head) for _, head, f in events}
    gone = {
        i
        for i, head, f in events
        if stage.tree.lemma(head) in listed("letting") and any((f.label, head + k) in heads for k in range(1, 5))
    }
    return without_frames(reading, gone)


def _presupposed(reading: Reading) -> Reading:
    """Acts that are the object of a negated verb and go on all the same: "not coordinating the assault"."""
    tree = Tree.of(reading)
    freed = {i for i, frame in enumerate(reading.frames) if is_presupposed(tree, frame)}
    qualifiers = tuple(
        replace(q, status="ongoing", factuality="CT+", rule="partake:presupposed")
        if q.frame in freed and q.factuality == "CT-"
        else q
        for q in reading.qualifiers
    )
    return replace(reading, qualifiers=qualifiers)


def _shared_out(reading: Reading) -> Reading:
    """One act for each party where "respective" says so."""
    stage = Stage.of(reading)
    frames, qualifiers, sourcings = list(reading.frames), list(reading.qualifiers), list(reading.sourcings)
    for i, frame in enumerate(reading.frames):
        parts = list(_parts(stage, frame))
        if not parts:
            continue
        frames[i] = parts[0]
        for part in parts[1:]:
            qualifiers += [replace(q, frame=len(frames)) for q in reading.qualifiers if q.frame == i]
            sourcings += [replace(s, frame=len(frames)) for s in reading.sourcings if s.frame == i]
            frames.append(part)
    return replace(reading, frames=tuple(frames), qualifiers=tuple(qualifiers), sourcings=tuple(sourcings))


def _parts(stage: Stage, frame: Frame) -> Iterator[Frame]:
    actors = [a for a in frame.arguments if a.role == "actor"]
    head = stage.head(frame)
    near = stage.tree.tokens[head : min(head + SHARED, stage.sentence(head)[1])]
    shared = any(token.text.lower() in listed("respective") for token in near)
    verb = near[0].upos == "VERB"
    if frame.kind is FrameKind.EVENT and shared and verb and len(actors) > 1:
        for actor in actors:
            kept = tuple(a for a in frame.arguments if a.role != "actor" or a is actor)
            yield named(replace(frame, arguments=kept), "shared-out")
