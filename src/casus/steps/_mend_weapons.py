"""Weapons show the mode of an act: "drones struck", "killed by a landmine", "rocket attack"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from casus.model.frame import Frame
from casus.steps import _lexicon
from casus.steps._mend_scene import FILE, Scene, listed, named, singular

OPEN: Final = frozenset({None, "firearms", "destroy"})
"""Modes of verbs that a weapon may correct; what an engine sees of aircraft, aims and circumstances stays."""
LAID: Final = frozenset({"explosives", "heavy-weapons"})
"""Modes that the word of a weapon tells apart: a mortar bomb lands, a car bomb explodes."""
AGENTS: Final = frozenset({"by", "with"})


@cache
def weapons() -> Mapping[str, str]:
    """Mode by weapon, in the singular. Raises ResourceError."""
    return {word: row["mode"] for row in _lexicon.table(FILE)["weapon"] for word in row["words"]}


def mode_of(scene: Scene, i: int) -> str | None:
    """The mode that noun `i` shows, with the word before it where both name a weapon ("mortar bomb")."""
    word = singular(scene.tree.lemma(i))
    before = scene.tree.lemma(i - 1) if i else ""
    return weapons().get(f"{before} {word}") or weapons().get(word)


def weapon(scene: Scene, frame: Frame) -> Frame:
    """The mode by the weapon that acts; where two are named, the engine's choice stays."""
    if frame.label != "ASSAULT":
        return frame
    head = scene.head(frame)
    modes = {mode for i in _used(scene, frame, head) if (mode := mode_of(scene, i)) is not None}
    verb = scene.tree.tokens[head].upos == "VERB"
    if len(modes) != 1 or not (_corrects(frame.mode, *modes, verb=verb) or _arrives(scene, frame, head)):
        return frame
    return named(replace(frame, mode=modes.pop()), "weapon")


def _arrives(scene: Scene, frame: Frame, head: int) -> bool:
    """Whether the act is that a weapon lands, so that bombs of mortars are no bombs that somebody laid."""
    return frame.mode in LAID and scene.tree.lemma(head) in listed("impact")


@cache
def _manners() -> Mapping[tuple[str, str], str]:
    rows = _lexicon.table(FILE)["manner"]
    return {(row["label"], word): row["mode"] for row in rows for word in row["words"]}


def manner(scene: Scene, frame: Frame) -> Frame:
    """The one mode that the word of an act leaves it: all 13 swaps of the training reports free somebody."""
    mode = _manners().get((frame.label, scene.tree.lemma(scene.head(frame)))) if frame.mode is None else None
    return named(replace(frame, mode=mode), "manner") if mode else frame


def _corrects(mode: str | None, shown: str, *, verb: bool) -> bool:
    """A drone is an aircraft told more exactly; a noun of violence keeps any mode that it has."""
    if mode == "aerial":
        return shown == "drone"
    return mode in OPEN if verb else mode is None


def _used(scene: Scene, frame: Frame, head: int) -> Iterator[int]:
    """Subject, agent, means of a verb; first part of a noun of violence; never what is struck."""
    struck = frame.spans("recipient", "where")
    for i in _near(scene, frame, head):
        if not any(span.overlaps(scene.tree.tokens[i].span) for span in struck):
            yield i


def _near(scene: Scene, frame: Frame, head: int) -> Iterator[int]:
    tree = scene.tree
    if tree.tokens[head].upos != "VERB":
        yield from tree.children(head, "compound")
        return
    yield from (tree.head_in(span) for span in frame.spans("instrument"))
    passive = tree.is_passive(head)
    subject = None if passive else tree.subject(head)
    if subject is not None:
        yield subject
    for child in tree.children(head, "obl"):
        if AGENTS & set(tree.cases(child)):
            yield child
