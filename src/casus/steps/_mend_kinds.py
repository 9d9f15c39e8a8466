"""What kind of act a verb tells by what it is done to, and by whom: a truce is broken, fighters are bused out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind
from casus.model.span import Span
from casus.steps._constructions import is_negated, is_open
from casus.steps._frames_changed import New
from casus.steps._mend_scene import Scene, listed, named
from casus.steps._tree import NOUNS

REACH: Final = 4
"""How many words behind a verb what is broken, or whom it is broken from, begins."""
PULLED: Final = frozenset({"MOBILIZE", "DISPLACE"})


def breach(scene: Scene, frame: Frame) -> Frame:
    """Breaking a truce is violence, whoever keeps one: "accused each other of violating the ceasefire"."""
    if frame.label != "RETREAT" or frame.mode != "ceasefire":
        return frame
    tree, head = scene.tree, scene.head(frame)
    if tree.tokens[head].upos != "VERB" or tree.lemma(head) not in listed("breach"):
        return frame
    near = range(head + 1, min(head + 1 + REACH, len(tree.tokens)))
    broken = any(tree.lemma(i) in listed("truce") for i in near)
    return named(replace(frame, label="ASSAULT", mode=None), "breach") if broken else frame


def escort(scene: Scene, frame: Frame) -> Frame:
    """What peacekeepers escort or guard they help; nobody flees or withdraws."""
    if frame.label not in {"RETREAT", "DISPLACE", "MOBILIZE"} or scene.tree.lemma(scene.head(frame)) not in listed(
        "escort"
    ):
        return frame
    helpers = (scene.noun(span) for span in frame.spans("actor"))
    by_helpers = any(noun in listed("helper") for noun in helpers) or _has_helper(scene, frame)
    return named(replace(frame, label="AID", mode=None), "escort") if by_helpers else frame


def _has_helper(scene: Scene, frame: Frame) -> bool:
    subject = scene.tree.subject(scene.head(frame))
    return subject is not None and scene.noun(scene.tree.tokens[subject].span) in listed("helper")


def pulled_out(scene: Scene, frame: Frame) -> Frame:
    """Irregular fighters who "were bused to" somewhere have been let go, not deployed (guide: fighters leaving)."""
    tree, head = scene.tree, scene.head(frame)
    if frame.label not in PULLED or tree.lemma(head) not in listed("transport") or not tree.is_passive(head):
        return frame
    subjects = tree.children(head, "nsubj:pass", "nsubj")
    irregular = any(scene.noun(tree.tokens[c].span) in listed("irregular") for c in subjects)
    if not irregular or not frame.spans("to", "from"):
        return frame
    return named(replace(frame, label="RETREAT", mode="withdraw"), "pulled-out")


def severed(scene: Scene) -> Iterator[New]:
    """Who splits from a body breaks off relations with it: "which last year split from the Front"."""
    tree = scene.tree
    for at, token in enumerate(tree.tokens):
        if token.upos != "VERB" or tree.lemma(at) not in listed("severance") or scene.is_act(token.span):
            continue
        source = _from(scene, at)
        subject = tree.subject(at)
        if source is None or subject is None or is_negated(tree, at) or is_open(tree, at):
            continue
        if tree.tokens[subject].upos not in NOUNS or not token.xpos.startswith("VB"):
            continue
        told = (Argument("actor", tree.phrase(subject)), Argument("recipient", source), *_when(scene, at))
        yield New(Frame(FrameKind.EVENT, token.span, "SANCTION", "withdraw", None, told, 0.6, "mend:severed"))


def _from(scene: Scene, at: int) -> Span | None:
    """The named party behind "from" close behind a verb."""
    tree = scene.tree
    for i in range(at + 1, min(at + REACH, len(tree.tokens) - 1)):
        if tree.tokens[i].text.lower() == "from":
            head = tree.tokens[i].head if tree.tokens[i].deprel == "case" else tree.starting.get(i + 1, -1)
            is_named = head > i and tree.tokens[head].upos == "PROPN" and not scene.is_ground(tree.phrase(head))
            return tree.phrase(head) if is_named else None
        if tree.tokens[i].upos not in {"ADV", "ADP", "PUNCT"}:
            return None
    return None


def _when(scene: Scene, at: int) -> Iterator[Argument]:
    """The time that stands in the clause of a verb: between its subject and it, or right behind what it is from."""
    tree = scene.tree
    first = max((c for c in tree.children(at, "nsubj") if c < at), default=at)
    clause = range(first, min(at + 2 * REACH, scene.sentence(at)[1]))
    ends = [i for i in clause if i > at and tree.tokens[i].text in {",", ";", "."}]
    span = tree.tokens[first].span.join(tree.tokens[ends[0] if ends else clause[-1]].span)
    time = next((t.span for t in scene.reading.times if span.contains(t.span)), None)
    if time is not None:
        yield Argument("time", time)


def not_severed(scene: Scene, frame: Frame) -> Frame:
    """The time of a split is not that of what the sentence goes on to tell: "who *last year* split from A, seized"."""
    tree, head = scene.tree, scene.head(frame)
    over = [a for a in frame.arguments if a.role == "time"]
    if not over or tree.lemma(head) in listed("severance"):
        return frame
    verbs = (
        i
        for i in range(*scene.sentence(head))
        if tree.lemma(i) in listed("severance") and tree.tokens[i].upos == "VERB"
    )
    gone = {
        a
        for i in verbs
        if _from(scene, i) is not None
        for a in over
        if any(a.span.overlaps(w.span) for w in _when(scene, i))
    }
    if not gone:
        return frame
    return named(replace(frame, arguments=tuple(a for a in frame.arguments if a not in gone)), "severed")
