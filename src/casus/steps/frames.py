"""
Events by rules: triggers from the lexicon, parties from the clause, circumstances from the sentence.

"Rebels shelled the port of Tarsin on Monday, killing two sailors" is an ASSAULT
by the rebels, where Tarsin, when Monday, with two killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._arguments import parties
from casus.steps._tree import Tree
from casus.steps._triggers import Trigger, find_triggers

PLACE_CASES: Final = {
    "from": "from",
    "to": "to",
    "into": "to",
    "toward": "to",
    "towards": "to",
    "near": "near",
    "outside": "near",
    "through": "via",
    "via": "via",
    "across": "via",
}
STOPS: Final = frozenset({",", ";", ":", ".", "!", "?", "(", ")"})
WINDOW: Final = 12
"""How many words on either side of a trigger may tell its mode."""
GROUND_ROLES: Final = ("where", "near")
GROUNDS: Final = frozenset({"where", "from", "to", "via", "near", "time"})
NUMBERED: Final = frozenset({"killed", "wounded", "captured", "missing", "displaced", "evacuated", "released"})
NUMBER_HOSTS: Final = frozenset({"ASSAULT", "DISPLACE", "RETREAT", "COERCE", "AID", "PROTEST"})
"""Types that people are killed, hurt, taken, freed or moved in."""


class Frames:
    """Find events with the trigger lexicon and the dependency tree."""

    name: Final = "frames"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "times", "quantities", "places"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one event frame per trigger."""
        tree = Tree.of(reading)
        scene = _Scene.over(reading, tree)
        frames = tuple(_frame(tree, scene, trigger) for trigger in scene.triggers)
        return replace(reading, frames=reading.frames + tuple(_without_results(frames, scene)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """The triggers of a reading and which circumstance belongs to which."""

    triggers: tuple[Trigger, ...]
    extras: dict[int, tuple[Argument, ...]]
    tree: Tree
    heads: frozenset[int]

    @classmethod
    def over(cls, reading: Reading, tree: Tree) -> _Scene:
        triggers = find_triggers(tree)
        extras: dict[int, list[Argument]] = {}
        for sentence in reading.sentences:
            inside = [t for t in triggers if sentence.first <= t.head < sentence.last]
            for argument, host in _circumstances(reading, tree, sentence.span, inside):
                extras.setdefault(host.head, []).append(argument)
            _share(extras, [t.head for t in inside])
        found = {head: tuple(arguments) for head, arguments in extras.items()}
        return cls(triggers, found, tree, frozenset(t.head for t in triggers))


def _share(extras: dict[int, list[Argument]], heads: list[int]) -> None:
    """Acts of one sentence share its time and its ground, unless they have their own.

    "On Friday gunmen stormed the camp and killed three": the killing is on Friday and in the camp too.
    """
    own = {head: tuple(extras.get(head, ())) for head in heads}
    for roles in (("time",), GROUND_ROLES):
        having = [head for head in heads if any(a.role in roles for a in own[head])]
        for head in heads:
            if having and head not in having:
                nearest = min(having, key=lambda h: abs(h - head))
                extras.setdefault(head, []).extend(a for a in own[nearest] if a.role in roles)


def _frame(tree: Tree, scene: _Scene, trigger: Trigger) -> Frame:
    sense = trigger.sense
    mode = sense.mode or mode_from_words(tree, trigger, scene.heads)
    return Frame(
        FrameKind.EVENT,
        trigger.span,
        sense.label,
        mode=mode,
        arguments=_settle(scene, parties(tree, trigger.head, sense.label, mode), trigger),
        score=sense.share,
        rule=f"trigger:{' '.join(sense.lemmas)}",
    )


def _settle(scene: _Scene, people: tuple[Argument, ...], trigger: Trigger) -> tuple[Argument, ...]:
    """A span that is a place, a time or a number of the frame, or itself tells an act, is no party of it.

    Numbered people ("12 soldiers were killed") stay its recipients beside being its number.
    """
    extras = scene.extras.get(trigger.head, ())
    taken = [a.span for a in extras if a.role in GROUNDS] + [t.span for t in scene.triggers]
    kept = tuple(a for a in people if not any(span.overlaps(a.span) for span in taken))
    return kept + extras


def _circumstances(
    reading: Reading, tree: Tree, sentence: Span, triggers: list[Trigger]
) -> Iterator[tuple[Argument, Trigger]]:
    """Places, times and numbers of one sentence with the trigger each belongs to."""
    if not triggers:
        return
    for mention in reading.places:
        head = _head_in(tree, mention.span) if sentence.contains(mention.span) else None
        role = _place_role(tree, head) if head is not None and not mention.metonym else None
        if head is not None and role is not None:
            yield Argument(role, mention.span), _host(tree, head, triggers)
    for time in reading.times:
        if sentence.contains(time.span) and time.timex in {"DATE", "TIME"}:
            head = _head_in(tree, time.span)
            if not _is_time_of_saying(tree, head, triggers):
                yield Argument("time", time.span), _host(tree, head, triggers)
    for quantity in reading.quantities:
        if sentence.contains(quantity.span) and quantity.role in NUMBERED:
            hosts = [t for t in triggers if t.sense.label in NUMBER_HOSTS]
            if hosts:
                yield Argument(quantity.role, quantity.span), _host(tree, _head_in(tree, quantity.span), hosts)


def _head_in(tree: Tree, span: Span) -> int:
    """The token of the span whose governor lies outside it; the nearest one where no token fits."""
    inside = [i for i, token in enumerate(tree.tokens) if span.overlaps(token.span)]
    for i in inside:
        head = tree.tokens[i].head
        if head < 0 or not span.overlaps(tree.tokens[head].span):
            return i
    return inside[-1] if inside else 0


def _place_role(tree: Tree, head: int) -> str | None:
    """The role that the preposition gives a place; None when the place only describes somebody ("Tarsin police")."""
    token = tree.tokens[head]
    for case in tree.cases(head):
        return PLACE_CASES.get(case, "where") if case not in {"of", "by", "with", "'s"} else _of_place(tree, head)
    if token.deprel in {"obj", "nsubj:pass", "conj", "appos", "root", "obl"}:
        return "where"
    return None


def _of_place(tree: Tree, head: int) -> str | None:
    """After "of": a place in "the town of Tarsin", none in "the president of Tarsin"."""
    governor = tree.tokens[head].head
    return "where" if governor >= 0 and tree.lemma(governor) in _lexicon.words("frames.toml", "place_nouns") else None


def _host(tree: Tree, head: int, triggers: list[Trigger]) -> Trigger:
    """The trigger a circumstance belongs to: the nearest governor that is one, else the nearest in the sentence."""
    by_head = {t.head: t for t in triggers}
    for ancestor in (head, *tree.ancestors(head)):
        if ancestor in by_head:
            return by_head[ancestor]
    return min(triggers, key=lambda t: (abs(t.head - head), t.head))


def _is_time_of_saying(tree: Tree, head: int, triggers: list[Trigger]) -> bool:
    """Whether the time tells when something was said: "an official said on Thursday"."""
    heads = {t.head for t in triggers}
    verb = next((a for a in tree.ancestors(head) if a in heads or tree.tokens[a].upos == "VERB"), None)
    sayings = _lexicon.table("attribution.toml")["verbs"]["asserts"]
    return verb is not None and verb not in heads and tree.lemma(verb) in sayings


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
    if argument.role in NUMBERED:
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
