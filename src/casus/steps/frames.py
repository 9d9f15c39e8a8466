"""
Events by rules: triggers from the lexicon, parties from the clause, circumstances from the sentence.

"Rebels shelled the port of Tarsin on Monday, killing two sailors" is an ASSAULT
by the rebels, where Tarsin, when Monday, with two killed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.vocabulary import FATES, PLACE_ROLES
from casus.steps import _lexicon
from casus.steps._casting import cast
from casus.steps._tree import Tree
from casus.steps._triggers import Trigger, find_triggers

STOPS: Final = frozenset({",", ";", ":", ".", "!", "?", "(", ")"})
WINDOW: Final = 12
"""How many words on either side of a trigger may tell its mode."""
GROUNDS: Final = frozenset({*PLACE_ROLES, "time"})
PARTIES: Final = frozenset({"actor", "recipient"})


class Frames:
    """Find events with the trigger lexicon and the dependency tree."""

    name: Final = "frames"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "times", "quantities", "places"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one event frame per trigger."""
        tree = Tree.of(reading)
        scene = _Scene.over(reading, tree)
        frames = tuple(_frame(scene, t, a) for t, a in zip(scene.triggers, scene.arguments, strict=True))
        return replace(reading, frames=reading.frames + tuple(_without_results(frames, scene)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """The triggers of a reading and the arguments of each."""

    triggers: tuple[Trigger, ...]
    arguments: tuple[tuple[Argument, ...], ...]
    tree: Tree
    heads: frozenset[int]

    @classmethod
    def over(cls, reading: Reading, tree: Tree) -> _Scene:
        triggers = find_triggers(tree)
        heads = [t.head for t in triggers]
        arguments: list[tuple[Argument, ...]] = []
        for sentence in reading.sentences:
            inside = triggers[bisect_left(heads, sentence.first) : bisect_left(heads, sentence.last)]
            arguments += cast(reading, tree, sentence, inside) if inside else ()
        return cls(triggers, tuple(arguments), tree, frozenset(heads))


def _frame(scene: _Scene, trigger: Trigger, arguments: tuple[Argument, ...]) -> Frame:
    sense = trigger.sense
    return Frame(
        FrameKind.EVENT,
        trigger.span,
        sense.label,
        mode=sense.mode or mode_from_words(scene.tree, trigger, scene.heads),
        arguments=_settle(arguments),
        score=sense.share,
        rule=f"trigger:{' '.join(sense.lemmas)}",
    )


def _settle(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The ground and the time of an act are no party of it; numbered people ("12 soldiers") may be both."""
    grounds = [a.span for a in arguments if a.role in GROUNDS]
    return tuple(a for a in arguments if a.role not in PARTIES or not any(a.span.overlaps(g) for g in grounds))


@cache
def _mode_cues() -> tuple[tuple[str, str, frozenset[str]], ...]:
    table = _lexicon.table("modes.toml")["mode"]
    return tuple((entry["label"], entry["mode"], frozenset(entry["words"])) for entry in table)


def mode_from_words(tree: Tree, trigger: Trigger, heads: frozenset[int]) -> str | None:
    """The mode that words around the trigger show ("killed … in an air strike"), or None."""
    nearby = [
        *_stretch(tree, trigger.head, heads, step=-1)[::-1],
        trigger.head,
        *_stretch(tree, trigger.head, heads, step=1),
    ]
    words = [{tree.lemma(i), tree.tokens[i].text.lower(), _singular(tree.tokens[i].text.lower())} for i in nearby]
    phrases = {f"{a} {b}" for left, right in pairwise(words) for a in left for b in right}.union(*words)
    for label, mode, cues in _mode_cues():
        if label == trigger.sense.label and cues & phrases:
            return mode
    return None


def _singular(word: str) -> str:
    """Names of weapons are often tagged as proper nouns, whose lemma keeps the plural."""
    return word.removesuffix("s")


def _stretch(tree: Tree, head: int, heads: frozenset[int], *, step: int) -> list[int]:
    """The tokens on one side of a trigger, up to a comma, a full stop or the next trigger."""
    found: list[int] = []
    at = head + step
    while 0 <= at < len(tree.tokens) and at not in heads and tree.tokens[at].text not in STOPS and len(found) < WINDOW:
        found.append(at)
        at += step
    return found


def _without_results(frames: tuple[Frame, ...], scene: _Scene) -> Iterator[Frame]:
    """Act and result in one sentence are one claim: "attacked a post, killing three" keeps only the act.

    The result's numbers and victims move to the act (coding guide, Rules).
    """
    results = {i: host for i, t in enumerate(scene.triggers) if (host := _act_of(scene, i)) is not None}
    for i, frame in enumerate(frames):
        if i in results:
            continue
        gained = tuple(a for k, host in results.items() if host == i for a in frames[k].arguments if _moves(a, frame))
        yield replace(frame, arguments=frame.arguments + gained)


def _moves(argument: Argument, frame: Frame) -> bool:
    if argument.role in FATES:
        return True
    return argument.role == "recipient" and not frame.spans("recipient")


def _act_of(scene: _Scene, i: int) -> int | None:
    """The act whose result trigger `i` tells: "…, killing three"."""
    tree, trigger = scene.tree, scene.triggers[i]
    token = tree.tokens[trigger.head]
    if (
        token.xpos != "VBG"
        or token.deprel != "advcl"
        or tree.lemma(trigger.head) not in _lexicon.words("frames.toml", "results")
    ):
        return None
    heads = {t.head: k for k, t in enumerate(scene.triggers)}
    act = heads.get(token.head, i - 1 if i and tree.tokens[trigger.head - 1].text == "," else None)
    return act if act is not None and scene.triggers[act].sense.label == "ASSAULT" else None
