"""
Give a name inside a longer phrase its own place: "the Iranian-backed Badr Brigade", "gunmen loyal to General Orlan".

Mentions never overlap where a trained engine tags words one by one, so both ends of such a relation would name one
party. Here the inner name becomes a mention of its own and the relation gets its two ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Coreference, Frame, FrameKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._nested import Nesting, besides, compounds, span_of
from casus.steps._tree import NOUNS, Tree

SCORE: Final = 0.6
"""What a relation that only the words of a compound tell is worth, as for the rules of `states`."""
HELD: Final = "controls"
_ENDS: Final = frozenset({"subject", "object"})
_JOINING: Final = frozenset({"ADP", "SCONJ"})


class Nested:
    """Part the parties of compounds and of words that stand between two parties."""

    name: Final = "nested"
    needs: Final = frozenset({"tokens", "mentions", "frames", "qualifiers", "coreferences"})
    gives: Final = frozenset({"frames", "qualifiers", "coreferences"})

    def __call__(self, reading: Reading) -> Reading:
        """Add inner names to the coreferences and set both ends of the relations; all else stays."""
        tree, beside = Tree.of(reading), tuple(besides(reading.tokens))
        reading = _trimmed(reading, tree, {n.begin for n in beside})
        for nesting in compounds(reading.tokens):
            reading = _compound(reading, tree, nesting)
        for nesting in beside:
            reading = _beside(reading, tree, nesting)
        return reading


def _trimmed(reading: Reading, tree: Tree, markers: set[int]) -> Reading:
    """Mentions without prepositions at their edges ("gunmen loyal to", "a spokesman for", "to General Orlan")."""
    spans = {span for group in reading.coreferences for span in group.spans}
    changed = {span: own for span in spans if (own := _trim(tree, span, markers)) != span}
    if not changed:
        return reading
    groups = tuple(
        replace(c, spans=tuple(dict.fromkeys(changed.get(s, s) for s in c.spans))) for c in reading.coreferences
    )
    frames = tuple(
        replace(f, arguments=tuple(replace(a, span=changed.get(a.span, a.span)) for a in f.arguments))
        for f in reading.frames
    )
    return replace(reading, coreferences=groups, frames=frames)


def _trim(tree: Tree, span: Span, markers: set[int]) -> Span:
    tokens, (first, stop) = tree.tokens, tree.range(span)
    last = stop - 1
    while last > first and (tokens[last].upos in _JOINING or last in markers):
        last -= 1
    while first < last and tokens[first].upos in _JOINING and tokens[first + 1].upos != "NUM":
        first += 1
    whole = first, last + 1
    return span if whole == tree.range(span) else span_of(tokens, first, last)


# -- compounds: "Iranian-backed militia" --


def _compound(reading: Reading, tree: Tree, nesting: Nesting) -> Reading:
    inner = span_of(tree.tokens, nesting.first, nesting.last)
    whole = span_of(tree.tokens, nesting.begin, nesting.end)
    outer = _described(reading, tree, nesting)
    if nesting.relation == HELD:
        return _held(reading, inner, whole)
    if outer is None:
        return reading
    reading = replace(reading, coreferences=_with_inner(reading.coreferences, inner, outer))
    return _related(reading, nesting, whole, inner, outer) if nesting.relation else reading


def _described(reading: Reading, tree: Tree, nesting: Nesting) -> Span | None:
    """The mention that a compound describes, from the last preposition before it on: the shortest that goes past it."""
    whole = span_of(tree.tokens, nesting.begin, nesting.end)
    around = [s for c in reading.coreferences for s in c.spans if s.contains(whole) and s.end > whole.end]
    mention = min(around, key=len, default=None)
    if mention is None:
        return None
    first, stop = tree.range(mention)
    joints = [i for i in range(first, nesting.begin) if tree.tokens[i].upos in _JOINING]
    return span_of(tree.tokens, joints[-1] + 1 if joints else first, stop - 1)


def _held(reading: Reading, inner: Span, whole: Span) -> Reading:
    """In "rebel-held Tarsin" whoever stands in the compound holds the ground, nobody else."""
    frames = tuple(_with_subject(f, inner) if _is_relation(f, whole) and f.label == HELD else f for f in reading.frames)
    return replace(reading, frames=frames)


def _with_subject(frame: Frame, inner: Span) -> Frame:
    others = tuple(a for a in frame.arguments if a.role != "subject" and not (a.role == "object" and a.span == inner))
    return replace(frame, arguments=(Argument("subject", inner, SCORE), *others))


# -- words between two parties: "gunmen loyal to General Orlan" --


def _beside(reading: Reading, tree: Tree, nesting: Nesting) -> Reading:
    whole = span_of(tree.tokens, nesting.begin, nesting.end)
    outer, inner = _before(reading, tree, nesting), _after(reading, tree, nesting)
    if outer is None or inner is None:
        return reading
    reading = replace(reading, coreferences=_with_inner(reading.coreferences, inner, outer))
    return _related(reading, nesting, whole, inner, outer)


def _before(reading: Reading, tree: Tree, nesting: Nesting) -> Span | None:
    """The mention right before the words, over a comma or an adverb, or the one that they stand in."""
    at = nesting.begin - 1
    while at > 0 and tree.tokens[at].upos in {"ADV", "PUNCT"}:
        at -= 1
    if at < 0 or tree.tokens[at].upos not in NOUNS:
        return None
    noun = tree.tokens[at].span
    around = [s for c in reading.coreferences for s in c.spans if s.contains(noun)]
    return min(around, key=len, default=None)


def _after(reading: Reading, tree: Tree, nesting: Nesting) -> Span | None:
    """The mention that follows the words; inside the longer mention what is left of that."""
    if nesting.first >= len(tree.tokens):
        return None
    start = tree.tokens[nesting.first].span
    spans = [s for c in reading.coreferences for s in c.spans if s.contains(start)]
    own = min((s for s in spans if s.start == start.start), key=len, default=None)
    around = max(spans, key=len, default=None)
    if own is not None or around is None:
        return own
    return Span(start.start, around.end)


# -- what both share --


def _with_inner(groups: tuple[Coreference, ...], inner: Span, outer: Span) -> tuple[Coreference, ...]:
    """The groups with the inner name as a mention that is in no group with the outer phrase."""
    home = next((g for g in groups if inner in g.spans), None)
    if home is not None and not any(s.overlaps(outer) and s != inner for s in home.spans):
        return groups
    parted = tuple(replace(g, spans=tuple(s for s in g.spans if s != inner)) if g is home else g for g in groups)
    return (*(g for g in parted if g.spans), Coreference((inner,)))


def _related(reading: Reading, nesting: Nesting, whole: Span, inner: Span, outer: Span) -> Reading:
    """The relation with its two ends: on the frames that tell it already, else on one of its own."""
    outer_role = "object" if nesting.inner == "subject" else "subject"
    ends = (Argument(nesting.inner, inner, SCORE), Argument(outer_role, outer, SCORE))
    told = [i for i, frame in enumerate(reading.frames) if _is_relation(frame, whole)]
    if not told:
        frame = Frame(FrameKind.STATE, whole, nesting.relation, arguments=ends, score=SCORE, rule="nested")
        qualifier = Qualifier(len(reading.frames), "ongoing", "CT+", (), "nested")
        return replace(reading, frames=(*reading.frames, frame), qualifiers=(*reading.qualifiers, qualifier))
    frames = tuple(
        _with_ends(f, nesting.relation, whole, ends) if i in told else f for i, f in enumerate(reading.frames)
    )
    return replace(reading, frames=frames)


def _is_relation(frame: Frame, whole: Span) -> bool:
    return frame.kind is FrameKind.STATE and frame.trigger.overlaps(whole)


def _with_ends(frame: Frame, relation: str, whole: Span, ends: tuple[Argument, ...]) -> Frame:
    others = tuple(a for a in frame.arguments if a.role not in _ENDS)
    score = max(frame.score, SCORE)
    return replace(frame, trigger=whole, label=relation, arguments=(*ends, *others), score=score, rule="nested")
