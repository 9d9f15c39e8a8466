"""Parties that grammar settles: counted victims, passive subjects, who is let go, who only speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame
from casus.model.span import Span
from casus.model.vocabulary import PLACE_ROLES
from casus.steps._constructions import construction
from casus.steps._mend_scene import Scene, added, listed, named, without
from casus.steps._mend_weapons import weapons
from casus.steps._tree import NOUNS

TOLLS: Final = frozenset({"killed", "wounded"})
REACH: Final = 5
"""How many words those who are let go may have."""
BARE: Final = frozenset({"VB", "VBP"})
"""Tags of the bare form of a verb; the present is often seen in an infinitive without "to"."""
CONTROL: Final = frozenset({"failure", "attempt", "refusal", "threat", "vow", "plan"})
"""Constructions in which the subject of the outer verb is that of the act."""
RELATIVE: Final = frozenset({"who", "which", "that", "whom", "it"})


def counted_victims(scene: Scene, frame: Frame) -> Frame:
    """
    People counted as killed or wounded suffer the act that says so: "at least 31 people were wounded".

    Coders name them as recipients in 202 of 212 such claims of the training reports, but seldom those of fighting told
    by a noun. Parts of a total ("including two children") and nobody at all are no victims of their own.
    """
    if frame.label != "ASSAULT" or frame.spans("recipient") or not _harms(scene, scene.head(frame)):
        return frame
    return added(frame, _counted(scene, frame), "counted-victims")


def _harms(scene: Scene, head: int) -> bool:
    """Whether an act is told by a verb of harm, or is the subject of one: "shelling killed two"."""
    tree = scene.tree
    after = min(head + 1, len(tree.tokens) - 1)
    return tree.lemma(head) in listed("harm") or (tree.lemma(after) in listed("harm") and not tree.is_passive(after))


def _counted(scene: Scene, frame: Frame) -> Iterator[Argument]:
    tree = scene.tree
    nobody = [q.span for q in scene.reading.quantities if q.high == 0]
    for argument in frame.arguments:
        if argument.role not in TOLLS or any(n.overlaps(argument.span) for n in nobody):
            continue
        head = tree.head_in(argument.span)
        if tree.tokens[head].deprel == "nummod":
            head = tree.tokens[head].head
        if "including" not in tree.cases(head) and tree.tokens[head].upos in NOUNS:
            yield Argument("recipient", tree.phrase(head), argument.score)


def passive_subject(scene: Scene, frame: Frame) -> Frame:
    """Who is subject of a passive act of violence suffers it: "the patrol was ambushed"; weapons and places do not."""
    if frame.label != "ASSAULT" or frame.spans("recipient") or frame.mode in {"capture", "destroy"}:
        return frame
    head = scene.head(frame)
    subject = scene.tree.passive_subject(head) if scene.tree.is_passive(head) else None
    if subject is None:
        return frame
    spans = [scene.tree.phrase(noun) for noun in scene.tree.conjuncts(subject)]
    fit = [s for s in spans if _is_party(scene, s) and not any(a.span.overlaps(s) for a in frame.arguments)]
    return added(frame, (Argument("recipient", s) for s in fit), "passive-subject")


def wrecked(scene: Scene, frame: Frame) -> Frame:
    """Counted or single things that are destroyed suffer it: "drones destroyed two barns", unlike "burned schools"."""
    tree, head = scene.tree, scene.head(frame)
    if frame.label != "ASSAULT" or frame.spans("recipient") or tree.lemma(head) not in listed("wreck"):
        return frame
    side = ("nsubj:pass",) if tree.is_passive(head) else ("obj",)
    objects = tree.children(head, *side) if tree.tokens[head].upos == "VERB" else ()
    # what "wells burn" leaves before the verb is no object, whatever a parser says
    spans = [tree.phrase(c) for c in objects if tree.tokens[c].upos == "NOUN" and (c > head) == (side == ("obj",))]
    grounds = frame.spans(*PLACE_ROLES)
    opened = [s for s in spans if tree.tokens[tree.range(s)[0]].upos in {"NUM", "DET"}]
    fit = [s for s in opened if _is_party(scene, s) and not any(s.overlaps(g) for g in grounds)]
    return added(frame, (Argument("recipient", s) for s in fit), "wrecked")


def _is_party(scene: Scene, span: Span) -> bool:
    noun = scene.noun(span)
    return not (noun in weapons() or noun in RELATIVE or scene.is_ground(span) or scene.is_act(span))


def speaker_outside(scene: Scene, i: int, frame: Frame) -> Frame:
    """Who only reports an act within quotation marks does not act: "He said, 'They burned our fields.'"."""
    inside = next((q for q in scene.quotes if q.contains(frame.trigger)), None)
    actors = [a for a in frame.arguments if a.role == "actor"]
    if inside is None or not any(inside.contains(a.span) for a in actors):
        return frame
    speakers = [s.source for s in scene.sourcings.get(i, ())]
    gone = {a for a in actors if not inside.overlaps(a.span) and any(s.overlaps(a.span) for s in speakers)}
    return without(frame, gone, "speaker-outside")


def content_subject(scene: Scene, frame: Frame) -> Frame:
    """Who is to do what was agreed is not whom it was agreed with: "they agreed that the fighters would leave"."""
    if frame.label != "AGREE":
        return frame
    tree, tokens = scene.tree, scene.tree.tokens
    clauses = [(m, c) for c in tree.children(scene.head(frame), "ccomp") for m in tree.children(c, "mark") if m < c]
    spans = [tokens[mark].span.join(tokens[verb].span) for mark, verb in clauses]
    gone = {a for a in frame.arguments if a.role == "recipient" and any(s.contains(a.span) for s in spans)}
    return without(frame, gone, "content-subject")


def causee(scene: Scene, frame: Frame) -> Frame:
    """Who is let go acts, not who lets: "asked the army to let its wounded leave"."""
    head = scene.head(frame)
    span = _let(scene, head) if scene.tree.tokens[head].xpos in BARE else None
    if span is None or any(a.role == "actor" and a.span.overlaps(span) for a in frame.arguments):
        return frame
    kept = tuple(a for a in frame.arguments if a.role != "actor" and not a.span.overlaps(span))
    return named(replace(frame, arguments=(*kept, Argument("actor", span))), "causee")


def _let(scene: Scene, head: int) -> Span | None:
    """The words between "let" and a verb near it; a parser is seldom sure of what they are to either."""
    tokens = scene.tree.tokens
    first = head
    while first > 0 and head - first < REACH and tokens[first - 1].upos not in {"VERB", "AUX", "PUNCT"}:
        first -= 1
        if tokens[first].upos in {"PRON", "DET"}:
            break
    # "its wounded" is often tagged as a verb's form
    while first > 1 and tokens[first - 1].xpos in {"VBN", "PRP$", "PRP", "DT"}:
        first -= 1
    let = first - 1
    if let < 0 or first == head or scene.tree.lemma(let) not in listed("causative"):
        return None
    last = head - 1 - (tokens[head - 1].text.lower() == "to")
    return tokens[first].span.join(tokens[last].span) if last >= first else None


def controller(scene: Scene, frame: Frame) -> Frame:
    """Who tried, failed, refused or threatened to act is the actor: "the insurgents tried to capture the airfield"."""
    tree, head = scene.tree, scene.head(frame)
    if frame.spans("actor") or tree.tokens[head].xpos != "VB":
        return frame
    found = construction(tree, frame.label, head)
    if found is None or found.rule.id not in CONTROL or tree.is_passive(found.cue):
        return frame
    first = next((c for c in (found.cue, *tree.ancestors(found.cue)[:1]) if tree.children(c, "nsubj")), found.cue)
    subject = tree.subject(first)
    if subject is None or tree.tokens[subject].upos not in NOUNS or subject > head:
        return frame
    spans = [tree.phrase(noun) for noun in tree.conjuncts(subject)]
    return added(frame, (Argument("actor", span) for span in spans), "controller")
