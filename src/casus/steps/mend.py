"""
Mend what a trained engine found, where grammar leaves no choice.

"The convoy was ambushed" befalls the convoy, drones strike by drone, "he said, 'They burned our fields'" does not make
him burn them, what is dated after publication has not happened. Every rule is closed and named (`mend:…` among the
rules of a claim); words are data (`resources/lexicon/en/mending.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from casus.model.frame import Frame, FrameKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._constructions import is_negated, is_open
from casus.steps._frames_changed import with_frames
from casus.steps._mend_acts import accuser_of, denier, moved_trigger, new_acts
from casus.steps._mend_kinds import breach, escort, not_severed, pulled_out, severed
from casus.steps._mend_numbers import not_since, told_by_numbers, toll, toll_sources
from casus.steps._mend_parties import (
    causee,
    content_subject,
    controller,
    counted_victims,
    passive_subject,
    speaker_outside,
    wrecked,
)
from casus.steps._mend_places import compound, ground, site, struck_site, way, whole
from casus.steps._mend_scene import Scene, listed
from casus.steps._mend_weapons import manner, weapon

HAPPENED: Final = frozenset({"completed", "started", "ongoing"})
TRIED: Final = frozenset({"attempted", "failed"})
UNDONE: Final = frozenset({"none", "prevented", "failed"})
FRAME_RULES: Final[tuple[Callable[[Scene, Frame], Frame], ...]] = (
    whole,
    compound,
    breach,
    escort,
    weapon,
    manner,
    moved_trigger,
    causee,
    content_subject,
    controller,
    passive_subject,
    counted_victims,
    wrecked,
    way,
    pulled_out,
    ground,
    site,
    struck_site,
    not_since,
    toll,
    not_severed,
)
"""In this order: later rules see what earlier ones did."""


class Mend:
    """Mend parties, places, modes and qualifiers of frames, and add the acts that closed constructions tell."""

    name: Final = "mend"
    needs: Final = frozenset(
        {
            "document",
            "sentences",
            "tokens",
            "mentions",
            "times",
            "quantities",
            "places",
            "frames",
            "qualifiers",
            "sourcings",
            "links",
        }
    )
    gives: Final = frozenset({"frames", "qualifiers", "sourcings", "links"})

    def __call__(self, reading: Reading) -> Reading:
        """Mend every frame; frames keep their order, and new ones come last."""
        scene = Scene.of(reading)
        frames = tuple(_mended(scene, i, frame) for i, frame in enumerate(reading.frames))
        scene = Scene.of(replace(reading, frames=frames))
        denied = _denied_claims(scene)
        qualifiers = tuple(_qualified(scene, q, denied) for q in reading.qualifiers)
        sourcings = tuple(_sourced(reading.sourcings, denied, toll_sources(scene)))
        mended = replace(reading, frames=frames, qualifiers=qualifiers, sourcings=sourcings)
        scene = Scene.of(mended)
        return with_frames(mended, (*new_acts(scene), *told_by_numbers(scene), *severed(scene)))


def _mended(scene: Scene, i: int, frame: Frame) -> Frame:
    if frame.kind is not FrameKind.EVENT:
        return frame
    frame = speaker_outside(scene, i, frame)
    for rule in FRAME_RULES:
        frame = rule(scene, frame)
    return frame


def _denied_claims(scene: Scene) -> dict[int, int]:
    """Claims that the same sentence says were denied by another, with the verb of denial."""
    events = ((i, f) for i, f in enumerate(scene.reading.frames) if f.kind is FrameKind.EVENT)
    found = ((i, denier(scene, scene.head(frame))) for i, frame in events)
    return {i: deny for i, deny in found if deny is not None}


def _qualified(scene: Scene, qualifier: Qualifier, denied: dict[int, int]) -> Qualifier:
    """
    What was tried took place (an attempt is CT+ in the coding guide), what is dated ahead has not, and a claim is
    certain to whoever makes it though another denies it.
    """
    frame = scene.reading.frames[qualifier.frame]
    if qualifier.frame in denied and qualifier.factuality == "CT-":
        return replace(qualifier, status="completed", factuality="CT+", rule="mend:denied-claim")
    if qualifier.status in TRIED and qualifier.factuality == "CT-":
        return replace(qualifier, factuality="CT+", rule="mend:tried")
    if qualifier.status == "habitual" and accuser_of(scene, scene.head(frame)) is not None:
        return replace(qualifier, status="completed", rule="mend:accused-of")
    if frame.label == "part_of" and qualifier.factuality == "CT+" and _parts(scene, frame):
        return replace(qualifier, status="none", factuality="CT-", rule="mend:severed")
    if qualifier.status in UNDONE and _leaves_undone(scene, frame):
        return replace(qualifier, status="completed", factuality="CT+", rule="mend:without")
    if frame.kind is FrameKind.EVENT and _is_taken_for_done(qualifier) and _is_ahead(scene, frame):
        return replace(qualifier, status="planned", factuality="U", rule="mend:dated-ahead")
    return qualifier


def _parts(scene: Scene, frame: Frame) -> bool:
    """Whether words taken for membership tell its end: "split from the Front"."""
    return frame.kind is FrameKind.STATE and scene.tree.lemma(scene.head(frame)) in listed("severance")


def _is_taken_for_done(qualifier: Qualifier) -> bool:
    return qualifier.status in HAPPENED or (qualifier.status == "planned" and qualifier.factuality == "CT+")


def _leaves_undone(scene: Scene, frame: Frame) -> bool:
    """Whether an act was done without another: "have encircled the town *without* entering it"."""
    tree, head = scene.tree, scene.head(frame)
    undone = (m for c in tree.children(head, "advcl") for m in tree.children(c, "mark") if tree.lemma(m) == "without")
    finite = tree.tokens[head].xpos in {"VBD", "VBZ", "VBP"} or any(
        tree.lemma(c) == "have" for c in tree.children(head, "aux")
    )
    return next(undone, None) is not None and finite and not is_negated(tree, head) and not is_open(tree, head)


def _is_ahead(scene: Scene, frame: Frame) -> bool:
    published = scene.reading.document.published
    days = [_earliest(scene, span) for span in frame.spans("time")]
    return bool(days and published) and all(day is not None and published and day > published for day in days)


def _earliest(scene: Scene, span: Span) -> date | None:
    found = (t.when for t in scene.reading.times if t.span.overlaps(span))
    when = next(found, None)
    return when.earliest if when else None


def _sourced(
    sourcings: tuple[Sourcing, ...], denied: dict[int, int], counted: dict[int, tuple[Sourcing, ...]]
) -> Iterator[Sourcing]:
    """The sources without those who deny what they are the source of (the denial is a claim of its own), and of tolls
    those who put them at their number.
    """
    yield from (sourcing for row in counted.values() for sourcing in row)
    for sourcing in sourcings:
        if sourcing.frame in counted:
            continue
        if sourcing.frame in denied and sourcing.stance == "denies":
            if sourcing.order == 0 and len([s for s in sourcings if s.frame == sourcing.frame]) > 1:
                continue
            sourcing = replace(sourcing, stance="asserts")
        yield sourcing
