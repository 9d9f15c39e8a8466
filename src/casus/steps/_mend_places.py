"""Places that grammar settles: ends of a way, sites that are struck or taken, phrases cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from casus.model.frame import Argument, Frame
from casus.model.span import Span
from casus.model.vocabulary import PLACE_ROLES
from casus.steps import _lexicon
from casus.steps._mend_scene import FILE, Scene, added, listed, named, without

ARTICLES: Final = r"(?: the| a| an)?\s+$"
COUNTRY: Final = "country"
LANDS: Final = frozenset({"GPE", "LOC"})
BEFORE: Final = 24
"""How many code points before a place may hold its preposition and article."""


def whole(scene: Scene, frame: Frame) -> Frame:
    """An argument of nothing but a determiner is the phrase that it opens: "the" → "the radio tower"."""
    mended = tuple(_whole(scene, argument) for argument in frame.arguments)
    return frame if mended == frame.arguments else named(replace(frame, arguments=mended), "whole-phrase")


def _whole(scene: Scene, argument: Argument) -> Argument:
    first, last = scene.tree.range(argument.span)
    token = scene.tree.tokens[first]
    if last - first > 1 or token.deprel != "det" or token.upos != "DET" or token.head <= first:
        return argument
    return replace(argument, span=scene.tree.phrase(token.head).join(token.span))


def compound(scene: Scene, frame: Frame) -> Frame:
    """A ground that a hyphen joins is one, on the end of a way of its first piece: "into rebel-held territory"."""
    grounds = sorted((a for a in frame.arguments if a.role in PLACE_ROLES), key=lambda a: a.span)
    for ground in grounds:
        first = scene.tree.range(ground.span)[0]
        if first > 1 and scene.text[ground.span.start - 1] == "-" and not _is_held(grounds, ground):
            owner = scene.tree.tokens[first - 2].span
            kept = (replace(a, span=owner.join(a.span)) if a == ground else a for a in frame.arguments)
            return named(replace(frame, arguments=tuple(kept)), "compound")
    for left, right in pairwise(grounds):
        if scene.text[left.span.end : right.span.start] == "-":
            whole = replace(left, span=left.span.join(right.span))
            kept = (whole if a == left else a for a in frame.arguments if a != right)
            return named(replace(frame, arguments=tuple(kept)), "compound")
    return frame


def _is_held(grounds: list[Argument], ground: Argument) -> bool:
    """Whether the piece before the hyphen is a ground of its own."""
    return any(other.span.end == ground.span.start - 1 for other in grounds)


def way(scene: Scene, frame: Frame) -> Frame:
    """Which end of a way a place is, by the words right before it: "out of Korda", "left the fort for Velm"."""
    mended = tuple(_directed(scene, frame, argument) for argument in frame.arguments)
    if mended != frame.arguments:
        frame = named(replace(frame, arguments=mended), "way")
    return added(frame, _goals(scene, frame), "way")


def _goals(scene: Scene, frame: Frame) -> Iterator[Argument]:
    """Where a verb of leaving leads, if no engine has seen it: "left the fort *for Velm*", unlike "for two days"."""
    tree, head = scene.tree, scene.head(frame)
    if not any(tree.lemma(head) in way.after for way in _ways()):
        return
    below = (n for o in tree.children(head, "obj") for n in tree.children(o, "nmod", "compound", "flat", "appos"))
    for noun in (*tree.children(head, "obl"), *below):
        span = tree.phrase(noun)
        known = _is_name(scene, span) or _is_site(scene, span) or _leads_on(scene, frame, noun)
        if tree.cases(noun) == ("for",) and known:
            yield Argument("to", span)


def _leads_on(scene: Scene, frame: Frame, noun: int) -> bool:
    """Whether a name that no gazetteer knows is where a party that leaves some place goes: "left the fort for Oruk"."""
    tree = scene.tree
    leaves = frame.label in {"RETREAT", "DISPLACE"} and bool(frame.spans("from"))
    return leaves and tree.tokens[noun].upos == "PROPN" and tree.tokens[noun - 1].text.lower() in {"for", "the"}


@dataclass(frozen=True, slots=True)
class Way:
    """Words before a place, the role that they give it, the roles they correct, and the verbs they must follow."""

    cue: re.Pattern[str]
    role: str
    taken: frozenset[str]
    after: frozenset[str]


@cache
def _ways() -> tuple[Way, ...]:
    return tuple(
        Way(
            re.compile(rf"\b(?:{'|'.join(row['words'])}){ARTICLES}"),
            row["role"],
            frozenset(row["taken"]),
            frozenset(row.get("after", ())),
        )
        for row in _lexicon.table(FILE)["way"]
    )


def _directed(scene: Scene, frame: Frame, argument: Argument) -> Argument:
    if argument.role not in PLACE_ROLES:
        return argument
    before = scene.text[max(argument.span.start - BEFORE, 0) : argument.span.start].lower()
    verb = scene.tree.lemma(scene.head(frame))
    fit = (w for w in _ways() if argument.role in w.taken and w.cue.search(before) and (not w.after or verb in w.after))
    way = next(fit, None)
    return replace(argument, role=way.role) if way else argument


def ground(scene: Scene, frame: Frame) -> Frame:
    """
    A bare name that is where an act of violence happens is not whom it befalls: "gunners shelled Velm".

    Countries may be both: coders make Israel the recipient of rockets that are fired at it.
    """
    grounds = set(frame.spans(*PLACE_ROLES))
    gone = {a for a in frame.arguments if a.role == "recipient" and a.span in grounds and _is_name(scene, a.span)}
    return without(frame, gone, "ground") if frame.label == "ASSAULT" else frame


def _is_name(scene: Scene, span: Span) -> bool:
    first, last = scene.tree.range(span)
    known = [p.place for p in scene.reading.places if p.span.overlaps(span) and not p.metonym]
    named = any(m.span == span and m.label in LANDS for m in scene.reading.mentions)
    if not (known or named) or any(place is not None and place.kind == COUNTRY for place in known):
        return False
    return all(scene.tree.tokens[i].upos == "PROPN" for i in range(first, last)) and not _is_site(scene, span)


def site(scene: Scene, frame: Frame) -> Frame:
    """
    What is taken, or what is struck and bears a name, is where it happens, if that is said nowhere else.

    "Deserters captured the exchange", "rebels stormed the Korda barracks".
    """
    if frame.label not in {"ASSAULT", "COERCE"} or frame.spans(*PLACE_ROLES):
        return frame
    return added(frame, _sites(scene, frame), "site")


def _sites(scene: Scene, frame: Frame) -> Iterator[Argument]:
    tree, head = scene.tree, scene.head(frame)
    objects = [tree.phrase(c) for c in (*tree.children(head, "obj"), *tree.children(head, "nsubj:pass"))]
    for span in dict.fromkeys((*frame.spans("recipient"), *objects)):
        if _is_site(scene, span) and (frame.mode in {"capture", "seize"} or _bears_a_name(scene, span)):
            yield Argument("where", span)


def struck_site(scene: Scene, frame: Frame) -> Frame:
    """A site that is the object of an act of violence is what it befalls, besides where it happens; hills are not."""
    tree, head = scene.tree, scene.head(frame)
    taken = frame.mode == "capture"  # whoever lost it is the recipient then, if anybody is
    if frame.label != "ASSAULT" or taken or frame.spans("recipient") or tree.tokens[head].upos != "VERB":
        return frame
    objects = {tree.phrase(c) for c in (*tree.children(head, "obj"), *tree.children(head, "nsubj:pass"))}
    struck = (s for s in frame.spans("where") if s in objects and _is_site(scene, s) and not _is_bare(scene, s))
    return added(frame, (Argument("recipient", s) for s in struck), "struck-site")


def _is_bare(scene: Scene, span: Span) -> bool:
    """Whether a site is ground or a passage, where nobody dwells: coders make 0 of 6 such sites recipients."""
    return scene.noun(span) in listed("bare")


def _is_site(scene: Scene, span: Span) -> bool:
    at = scene.tree.head_in(span)
    lemma = scene.tree.lemma(at)
    pair = f"{scene.tree.lemma(at - 1)} {lemma}" if at else ""
    return bool({lemma, scene.noun(span), pair} & listed("site"))


def _bears_a_name(scene: Scene, span: Span) -> bool:
    first, last = scene.tree.range(span)
    tokens = scene.tree.tokens[first:last]
    return any(t.upos == "PROPN" or (t.upos == "ADJ" and t.text[:1].isupper()) for t in tokens)
