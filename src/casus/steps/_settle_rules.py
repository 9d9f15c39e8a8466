"""What words beside an act settle: what is asked for, who is threatened, what caused a blast, what changes hands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from casus.model.frame import Argument, Frame, FrameKind, LinkKind, QuantityMention
from casus.model.span import Span
from casus.model.vocabulary import PLACE_ROLES
from casus.steps import _lexicon
from casus.steps._constructions import is_negated, is_open
from casus.steps._frames_changed import New
from casus.steps._mend_scene import Scene, added, named, singular, without
from casus.steps._mend_weapons import mode_of

FILE: Final = "settling.toml"
NEAR: Final = 5
"""How many words behind a verb of asking the thing asked for stands."""
DRONES: Final = re.compile(r"\b(?:drones?|uavs?|unmanned|quadcopters?|loitering)\b", re.IGNORECASE)
TOLLS: Final = ("killed", "wounded")
BLASTS: Final = frozenset({None, "explosives"})
"""Modes of a blast that its cause tells more exactly."""


def listed(section: str) -> frozenset[str]:
    """The words of one section of the data file. Raises ResourceError."""
    return _lexicon.words(FILE, section)


def asked_for(scene: Scene, frame: Frame) -> Frame:
    """Asking for a corridor, a truce or a release asks somebody to yield: all 37 such requests of coded reports do."""
    if frame.label != "REQUEST" or frame.mode == "yield":
        return frame
    tree, head = scene.tree, scene.head(frame)
    begin, end = tree.range(frame.trigger)[1], scene.sentence(head)[1]
    begin += begin < end and tree.lemma(begin) == "for"
    wanted = next((i for i in range(begin, min(begin + NEAR, end)) if tree.tokens[i].upos in {"NOUN", "VERB"}), None)
    fits = wanted is not None and singular(tree.lemma(wanted)) in listed("yielding")
    return named(replace(frame, mode="yield"), "asked-for") if fits else frame


def caused(scene: Scene, frame: Frame) -> Frame:
    """The mode of a blast by what caused it: "the explosion was caused by a mine"."""
    tree, head = scene.tree, scene.tree.head_in(frame.trigger)
    verb = tree.tokens[head].head
    if frame.label != "ASSAULT" or frame.mode not in BLASTS or verb < 0 or tree.tokens[head].upos != "NOUN":
        return frame
    if tree.lemma(verb) not in listed("causing") or not tree.tokens[head].deprel.startswith("nsubj"):
        return frame
    causes = (c for c in tree.children(verb, "obl") if "by" in tree.cases(c))
    mode = next((m for c in causes if (m := mode_of(scene, c)) is not None), None)
    return frame if mode is None or mode == frame.mode else named(replace(frame, mode=mode), "caused")


def undroned(scene: Scene, frame: Frame) -> Frame:
    """No drone without a word for one in the report (12 of 12 in coded reports): a strike from the air is aerial."""
    if frame.mode != "drone" or DRONES.search(scene.text):
        return frame
    return named(replace(frame, mode="aerial"), "undroned")


def handed(scene: Scene, frame: Frame) -> Frame:
    """A building or ground that is handed over is where that happens: "handed the lighthouse to the pilots"."""
    tree, head = scene.tree, scene.head(frame)
    if frame.label != "RETREAT" or frame.spans(*PLACE_ROLES) or tree.lemma(head) not in listed("handing"):
        return frame
    sites = (c for c in tree.children(head, "obj", "nsubj:pass") if {tree.lemma(c), _pair(scene, c)} & listed("site"))
    return added(frame, (Argument("where", tree.phrase(c)) for c in sites), "handed")


def _pair(scene: Scene, noun: int) -> str:
    return f"{scene.tree.lemma(noun - 1)} {scene.tree.lemma(noun)}" if noun else ""


def mined(scene: Scene, frame: Frame) -> Frame:
    """A ground that is mined is where that happens and nobody whom it befalls."""
    if frame.label not in {"ASSAULT", "MOBILIZE"} or scene.tree.lemma(scene.head(frame)) not in listed("laying"):
        return frame
    grounds = frame.spans(*PLACE_ROLES)
    return without(frame, {a for a in frame.arguments if a.role == "recipient" and a.span in grounds}, "mined")


def purpose(scene: Scene, frame: Frame) -> Frame:
    """An operation is where its purpose is: "launched an operation to drive gunmen from the valley"."""
    tree, head = scene.tree, scene.tree.head_in(frame.trigger)
    after = head + 1
    if tree.lemma(head) not in listed("operation") or frame.spans(*PLACE_ROLES) or after + 1 >= len(tree.tokens):
        return frame
    if tree.tokens[after].text.lower() != "to":
        return frame
    aim = tree.tokens[after + 1].span
    aims = (f for f in scene.reading.frames if f.kind is FrameKind.EVENT and f.trigger.overlaps(aim))
    grounds = (Argument("where", span) for f in aims for span in f.spans("where", "from"))
    return added(frame, grounds, "purpose")


def threatened(scene: Scene, i: int, frame: Frame) -> Frame:
    """
    Who would suffer what is threatened is threatened, if nobody else is named.

    So it is in 74 of 79 threats of violence in coded reports whose content has a victim.
    """
    if frame.label != "THREATEN" or frame.spans("recipient"):
        return frame
    links = (link.left for link in scene.reading.links if link.kind is LinkKind.CONTENT and link.right == i)
    contents = (scene.reading.frames[left] for left in links)
    whom = (Argument("recipient", span) for f in contents if f.label == "ASSAULT" for span in _victims(scene, f))
    return added(frame, whom, "threatened")


def _victims(scene: Scene, frame: Frame) -> Iterator[Span]:
    """Whom an act befalls, or the place that is its object."""
    tree, head = scene.tree, scene.head(frame)
    objects = [tree.tokens[c].span for c in tree.children(head, "obj")]
    yield from frame.spans("recipient") or (s for s in frame.spans("where") if any(s.overlaps(o) for o in objects))


def foiled(scene: Scene) -> Iterator[New]:
    """What an attacker was prevented from is an act that was prevented: "stopped a bomber from reaching the gate"."""
    tree = scene.tree
    for at, token in enumerate(tree.tokens):
        if token.xpos != "VBG" or at < 2 or tree.lemma(at - 1) != "from" or tree.lemma(at) not in listed("reaching"):
            continue
        verb, who = token.head, tree.ending.get(at - 1, at - 2)
        mode = _attackers(scene, who)
        if verb < 0 or mode is None or tree.lemma(verb) not in listed("foiling") or scene.is_act(token.span):
            continue
        if is_negated(tree, verb):
            continue
        goals = (Argument("where", tree.phrase(c)) for c in tree.children(at, "obj"))
        arguments = (Argument("actor", tree.phrase(who)), *goals)
        act = Frame(FrameKind.EVENT, token.span, "ASSAULT", mode or None, None, arguments, 0.6, "mend:foiled")
        yield New(act, "prevented", "CT-", cue=tree.tokens[verb].span)


def _attackers(scene: Scene, noun: int) -> str | None:
    """The mode of what people do who are named by it, "" for any; None for all others."""
    pair = f"{scene.tree.lemma(noun - 1)} {singular(scene.tree.lemma(noun))}" if noun else ""
    if pair in listed("suicide"):
        return "suicide-attack"
    return "" if singular(scene.tree.lemma(noun)) in listed("attacker") else None


def robbed(scene: Scene, frame: Frame) -> Frame:
    """Robbing and looting take by force, and whatever is robbed suffers it."""
    head = scene.head(frame)
    if scene.tree.lemma(head) not in listed("robbing") or frame.label in {"ASSAULT", "PROTEST"}:
        return frame
    if frame.label != "COERCE":
        frame = named(replace(frame, label="COERCE", mode="seize"), "robbed")
    grounds = frame.spans("recipient", *PLACE_ROLES)
    robbed_of = (scene.tree.phrase(c) for c in scene.tree.children(head, "obj"))
    whom = (Argument("recipient", span) for span in robbed_of if not any(span.overlaps(g) for g in grounds))
    return frame if frame.spans("recipient") else added(frame, whom, "robbed")


def nobody(scene: Scene, i: int, frame: Frame) -> Frame:
    """
    Nobody killed or hurt by an act: "no one was killed when a rocket hit the mill", "shelling, no casualties".

    Where there are no casualties, nobody was killed.
    """
    if frame.label != "ASSAULT":
        return frame
    head = scene.head(frame)
    first, last = scene.sentence(head)
    here = scene.tree.tokens[first].span.join(scene.tree.tokens[last - 1].span)
    none = [q for q in scene.reading.quantities if q.high == 0 and here.contains(q.span)]
    for number in none:
        frame = _of_nobody(scene, i, frame, number)
    return frame


def _of_nobody(scene: Scene, i: int, frame: Frame, number: QuantityMention) -> Frame:
    own = {a for a in frame.arguments if a.span.overlaps(number.span)}
    others = [
        f
        for k, f in enumerate(scene.reading.frames)
        if k != i and any(a.span.overlaps(number.span) for a in f.arguments)
    ]
    if own and _is_beyond(scene, frame, number) and any(not _is_beyond(scene, f, number) for f in others):
        return without(frame, own, "nobody")
    if own and singular(scene.noun(number.span)) in listed("casualties"):
        killed = (replace(a, role="killed") if a in own and a.role == "other" else a for a in frame.arguments)
        mended = replace(frame, arguments=tuple(killed))
        return frame if mended == frame else named(mended, "nobody")
    if own or others or number.role not in TOLLS or not _brings(scene, scene.head(frame), number):
        return frame
    return added(frame, iter((Argument(number.role, number.span),)), "nobody")


def _is_beyond(scene: Scene, frame: Frame, number: QuantityMention) -> bool:
    """Whether a semicolon stands between an act and a number."""
    first, second = sorted((frame.trigger, number.span))
    return ";" in scene.text[first.end : second.start]


def _brings(scene: Scene, head: int, number: QuantityMention) -> bool:
    """Whether an act is when, or in what, nobody came to harm."""
    tree = scene.tree
    told = -1 if number.told is None else tree.range(number.told)[0]
    over = tree.tokens[head].head
    under = tree.tokens[told].head if told >= 0 else -1
    return told >= 0 and (
        over == told or (under == head and tree.tokens[told].deprel in {"parataxis", "conj", "advcl"})
    )


@dataclass(frozen=True, slots=True)
class Idiom:
    """A set phrase that is an act: verbs (with a particle or not), their objects or subjects, type and mode."""

    verbs: frozenset[str]
    objects: frozenset[str]
    subjects: frozenset[str]
    after: frozenset[str]
    label: str
    mode: str


@cache
def _idioms() -> tuple[Idiom, ...]:
    return tuple(_idiom(row) for row in _lexicon.table(FILE)["idiom"])


def _idiom(row: dict[str, Any]) -> Idiom:
    verbs, objects, subjects, after = (
        frozenset(row.get(name, ())) for name in ("verbs", "objects", "subjects", "after")
    )
    return Idiom(verbs, objects, subjects, after, row["label"], row["mode"])


@cache
def _first_words() -> frozenset[str]:
    return frozenset(verb.split()[0] for idiom in _idioms() for verb in idiom.verbs)


def idioms(scene: Scene) -> Iterator[New]:
    """The acts that set phrases tell: "launched a broadside at the bank", "the roadblocks came down"."""
    tree = scene.tree
    for at, token in enumerate(tree.tokens):
        if (
            token.upos == "VERB"
            and tree.lemma(at) in _first_words()
            and not (is_negated(tree, at) or is_open(tree, at))
        ):
            yield from (act for idiom in _idioms() for act in _told(scene, idiom, at))


def _told(scene: Scene, idiom: Idiom, at: int) -> Iterator[New]:
    tree = scene.tree
    last = at + 1 if f"{tree.lemma(at)} {_word(scene, at + 1)}" in idiom.verbs else at
    if last == at and tree.lemma(at) not in idiom.verbs:
        return
    things = tree.children(at, "obj") if idiom.objects else tree.children(at, "nsubj", "nsubj:pass")
    named_by = idiom.objects or idiom.subjects
    thing = next((c for c in things if tree.lemma(c) in named_by), None)
    if thing is None:
        return
    trigger = tree.tokens[at].span.join(tree.tokens[max(last, thing if idiom.objects else last)].span)
    parties = _around(scene, idiom, at, thing)
    yield New(Frame(FrameKind.EVENT, trigger, idiom.label, idiom.mode, None, tuple(parties), 0.6, "mend:idiom"))


def _around(scene: Scene, idiom: Idiom, at: int, thing: int) -> Iterator[Argument]:
    """Who does it to whom; what is taken down is where it happens."""
    tree = scene.tree
    if not idiom.objects:
        yield Argument("where", tree.phrase(thing))
        return
    subject = tree.subject(at)
    if subject is not None:
        yield Argument("actor", tree.phrase(subject))
    for child in (*tree.children(at, "obl"), *tree.children(thing, "nmod")):
        if set(tree.cases(child)) & idiom.after:
            yield Argument("recipient", tree.phrase(child))


def _word(scene: Scene, at: int) -> str:
    return scene.tree.tokens[at].text.lower() if at < len(scene.tree.tokens) else ""


def shown(scene: Scene, frame: Frame) -> bool:
    """Whether an act is only something that a caption shows: "walks past a *burnt* truck (file photo)"."""
    sentence = next((s.span for s in scene.reading.sentences if s.span.contains(frame.trigger)), None)
    head = scene.head(frame)
    token = scene.tree.tokens[head]
    described = token.deprel == "amod" or (token.head > head and token.upos in {"ADJ", "VERB"} and token.xpos == "VBN")
    if frame.kind is not FrameKind.EVENT or sentence is None or not described:
        return False
    return any(mark in sentence.of(scene.text).lower() for mark in _lexicon.table(FILE)["caption"]["marks"])


def wordless(scene: Scene, frame: Frame) -> bool:
    """Whether an act has no word of its own: "it did *not* bomb the clinic" tells no act on its "not"."""
    words = frame.trigger.of(scene.text).lower().split()
    return frame.kind is FrameKind.EVENT and all(word in listed("wordless") for word in words)
