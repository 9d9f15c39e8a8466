"""Acts that grammar settles and an engine passed over: weapons that arrive, threats, what somebody is accused of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind, LinkKind, Sourcing
from casus.model.span import Span
from casus.steps._constructions import is_negated
from casus.steps._frames_changed import New
from casus.steps._mend_scene import Scene, listed, named
from casus.steps._mend_weapons import mode_of
from casus.steps._tree import NOUNS
from casus.steps._triggers import Sense, candidates, senses

SURE: Final = 0.7
"""How often a word of the lexicon must be an act, for its gerund after "accused of" to be one."""
REACH: Final = 10
"""How many words back from a gerund its "accuse" may stand."""
HITS: Final = frozenset({"hit", "strike"})
"""Verbs of impact that any weapon may have as subject, aircraft too."""
ARRIVES: Final = frozenset({"heavy-weapons", "explosives"})
"""Modes of weapons that land or go off; a plane that lands is none."""
INSIDE: Final = frozenset({"in", "on", "at", "into", "inside", "outside", "on to", "onto"})


def new_acts(scene: Scene) -> Iterator[New]:
    """All acts to add, in the order of the rules."""
    known = _sure_acts(scene) if "accuse" in scene.tree.lemmas else {}
    for at, token in enumerate(scene.tree.tokens):
        if token.upos == "VERB":
            yield from _impact(scene, at)
            yield from _coming(scene, at)
            yield from _warning(scene, at)
            if at in known:
                yield from _accusation(scene, at, known[at])
    for i, frame in enumerate(scene.reading.frames):
        yield from _denied(scene, i, frame) if frame.kind is FrameKind.EVENT else _siege(scene, i, frame)


def _sure_acts(scene: Scene) -> dict[int, Sense]:
    """The words that are acts nearly always, by token."""
    return {t.head: t.sense for t in candidates(scene.tree, senses()) if t.sense.share >= SURE}


def _impact(scene: Scene, at: int) -> Iterator[New]:
    """A weapon arrives: "a shell landed in the yard", "a car bomb went off"."""
    tree = scene.tree
    trigger, weapon = arrival(scene, at)
    mode = mode_of(scene, weapon) if weapon is not None else None
    if weapon is None or mode is None or scene.is_act(trigger) or scene.is_act(tree.phrase(weapon)):
        return
    yield New(Frame(FrameKind.EVENT, trigger, "ASSAULT", mode, None, tuple(around(scene, at)), 0.7, "mend:impact"))


def arrival(scene: Scene, at: int) -> tuple[Span, int | None]:
    """The words of a verb of impact with its particle, and the weapon that is its subject, if it is one that arrives.

    What may arrive, or did not, is left to the engine.
    """
    tree = scene.tree
    off = at + 1 if at + 1 < len(tree.tokens) and tree.lemma(at + 1) == "off" and tree.lemma(at) == "go" else None
    trigger = tree.tokens[at].span if off is None else tree.tokens[at].span.join(tree.tokens[off].span)
    hits = tree.lemma(at) in HITS
    if not (off or hits or tree.lemma(at) in listed("impact")) or tree.children(at, "aux") or is_negated(tree, at):
        return trigger, None
    subject = tree.subject(at)
    mode = mode_of(scene, subject) if subject is not None else None
    return trigger, subject if hits or mode in ARRIVES else None


def came(scene: Scene, at: int) -> int | None:
    """The weapon that comes in an inverted clause, and tells the act as its verb does not: "then came the rockets"."""
    tree = scene.tree
    if tree.lemma(at) not in listed("coming") or is_negated(tree, at) or tree.children(at, "aux"):
        return None
    subjects = (c for c in tree.children(at, "nsubj", "obj") if c > at)
    return next((c for c in subjects if mode_of(scene, c) is not None and tree.tokens[c].upos in NOUNS), None)


def _coming(scene: Scene, at: int) -> Iterator[New]:
    """Weapons that come one after the other: "first came the drones"."""
    weapon = came(scene, at)
    if weapon is None or scene.is_act(scene.tree.tokens[weapon].span) or scene.is_act(scene.tree.tokens[at].span):
        return
    span = scene.tree.tokens[weapon].span
    told = tuple(a for a in around(scene, at) if a.role != "recipient" and not a.span.overlaps(span))
    yield New(Frame(FrameKind.EVENT, span, "ASSAULT", mode_of(scene, weapon), None, told, 0.6, "mend:coming"))


def moved_trigger(scene: Scene, frame: Frame) -> Frame:
    """An act told by a verb of impact is that verb, not the weapon: "the shell *landed*"; "came" tells nothing."""
    at = scene.tree.head_in(frame.trigger)
    weapon = came(scene, at) if frame.label == "ASSAULT" else None
    if weapon is not None:
        span = scene.tree.tokens[weapon].span
        return named(replace(frame, trigger=span, mode=mode_of(scene, weapon)), "coming")
    over = scene.tree.tokens[at].head
    if frame.label != "ASSAULT" or over < 0 or scene.tree.tokens[at].deprel != "nsubj":
        return frame
    trigger, weapon = arrival(scene, over)
    if weapon != at or mode_of(scene, at) is None or scene.is_act(trigger):
        return frame
    return named(replace(frame, trigger=trigger), "impact")


def around(scene: Scene, at: int) -> Iterator[Argument]:
    """Objects, places and times of a verb by their prepositions."""
    tree = scene.tree
    objects = tree.children(at, "obj")
    for child in (*tree.children(at, "obl"), *(c for o in objects for c in tree.children(o, "nmod"))):
        phrase, case = tree.phrase(child), " ".join(tree.cases(child))
        if any(t.span.overlaps(phrase) for t in scene.reading.times):
            yield Argument("time", phrase)
        elif case in INSIDE or case == "near":
            yield Argument("near" if case == "near" else "where", phrase)
    for child in objects:
        named_place = tree.tokens[child].upos == "PROPN" or scene.is_ground(tree.phrase(child))
        yield Argument("where" if named_place else "recipient", tree.phrase(child))


def _warning(scene: Scene, at: int) -> Iterator[New]:
    """A verb of saying before a threat of the speaker's own: "we will shell the port, the Brigades warned"."""
    tree = scene.tree
    verb = tree.tokens[at].span
    if tree.lemma(at) not in listed("warning") or scene.is_act(verb):
        return
    threats = [i for i, q in scene.qualifiers.items() if q.status == "threatened" and _says(scene, i, verb)]
    speaker = scene.speaker(at)
    if threats and speaker is not None:
        content = scene.reading.frames[threats[0]]
        whom = (Argument("recipient", span) for span in content.spans("recipient"))
        who = (Argument("actor", speaker), *whom)
        mode = "violence" if content.label == "ASSAULT" else None
        frame = Frame(FrameKind.EVENT, verb, "THREATEN", mode, None, who, 0.7, "mend:own-warning")
        yield New(frame, link=(LinkKind.CONTENT, threats[0]))


def _says(scene: Scene, i: int, verb: Span) -> bool:
    return any(s.cue is not None and s.cue.overlaps(verb) for s in scene.sourcings.get(i, ()))


def _accusation(scene: Scene, at: int, sense: Sense) -> Iterator[New]:
    """What somebody is accused of is an act that is alleged: "accused the army of arming smugglers"."""
    tree = scene.tree
    verb = accuser_of(scene, at) if tree.tokens[at].xpos == "VBG" else None
    accused = tree.ending.get(at - 1)
    if verb is None or accused is None or scene.is_act(tree.tokens[at].span):
        return
    source = scene.speaker(verb)
    reciprocal = tree.lemma(accused) in {"each", "other", "another"}
    who = () if reciprocal else (Argument("actor", tree.phrase(accused)),)
    after = tree.starting.get(at + 1, next(iter(tree.children(at, "obj")), None))
    whom = () if after is None else (Argument("recipient", tree.phrase(after)),)
    cue = tree.tokens[verb].span
    said = () if source is None else (Sourcing(-1, 0, source, cue, "alleges", "mend:accused-of"),)
    act = Frame(
        FrameKind.EVENT, tree.tokens[at].span, sense.label, sense.mode, None, who + whom, 0.7, "mend:accused-of"
    )
    yield New(act, sourcings=said)


def accuser_of(scene: Scene, at: int) -> int | None:
    """The verb "accuse" before "… of", with nothing but the accused between; parsers hang the gerund on either."""
    tree = scene.tree
    if at < 2 or tree.lemma(at - 1) != "of":
        return None
    for verb in range(at - 2, max(at - REACH, -1), -1):
        if tree.tokens[verb].upos in {"VERB", "PUNCT"}:
            return verb if tree.lemma(verb) == "accuse" else None
    return None


def _denied(scene: Scene, i: int, frame: Frame) -> Iterator[New]:
    """The denial of a claim made in the same sentence: "said they had taken the hill, which the army denied"."""
    tree, head = scene.tree, scene.head(frame)
    deny = denier(scene, head)
    source = scene.speaker(deny) if deny is not None else None
    if deny is None or source is None:
        return
    cue = tree.tokens[deny].span
    said = Sourcing(-1, 0, source, cue, "denies", "mend:denied-claim")
    twin = replace(frame, rule="mend:denied-claim")
    yield New(twin, "none", "CT-", (said,), (LinkKind.SAME, i), cue)


def denier(scene: Scene, head: int) -> int | None:
    """The verb of denial in a relative clause after what is said, where act `head` is what was said."""
    tree = scene.tree
    over = tree.tokens[head].head
    if tree.tokens[head].deprel != "ccomp" or over < 0:
        return None
    last = scene.sentence(head)[1]
    for at in range(head + 1, last):
        if tree.lemma(at) == "deny" and tree.tokens[at].upos == "VERB":
            opened = [c for c in range(head, at) if tree.lemma(c) == "which" and tree.tokens[c - 1].text == ","]
            if opened and not any(tree.tokens[k].upos == "VERB" for k in range(opened[-1], at)):
                return at
    return None


def _siege(scene: Scene, i: int, frame: Frame) -> Iterator[New]:
    """Surrounding a place is an act as well as the siege that it begins (coding guide, Clarifications)."""
    head = scene.head(frame)
    verb = scene.tree.tokens[head]
    if frame.label != "besieges" or scene.tree.lemma(head) not in listed("siege") or scene.is_act(frame.trigger):
        return
    if verb.upos != "VERB" or scene.tree.is_passive(head):
        return
    roles = {"subject": "actor", "object": "where", "time": "time"}
    arguments = tuple(replace(a, role=roles[a.role]) for a in frame.arguments if a.role in roles)
    qualifier = scene.qualifiers.get(i)
    said = tuple(replace(s, frame=-1) for s in scene.sourcings.get(i, ()))
    act = Frame(FrameKind.EVENT, verb.span, "ASSAULT", None, None, arguments, frame.score, "mend:siege")
    yield New(act, factuality=qualifier.factuality if qualifier else "CT+", sourcings=said)
