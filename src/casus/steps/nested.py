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
from casus.steps import _lexicon
from casus.steps._nested import Nesting, besides, compounds, past_compound, span_of
from casus.steps._tree import NOUNS, Tree

SCORE: Final = 0.6
"""What a relation that only the words of a compound tell is worth, as for the rules of `states`."""
HELD: Final = "controls"
POSSESSIVES: Final = frozenset({"its", "their", "his", "her"})
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
        return _apposed(reading, tree)


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
        outer = _touching(tree, nesting, reading.coreferences)
        reading = reading if outer is None else _whole(reading, tree, nesting, outer)
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


def _touching(tree: Tree, nesting: Nesting, groups: tuple[Coreference, ...]) -> Span | None:
    """The mention right behind a compound that a tagger cut off it: "Velmari-funded" | "River League"."""
    if nesting.end + 1 >= len(tree.tokens) or not nesting.relation:
        return None
    first = tree.tokens[nesting.end + 1].span
    over = (s for c in groups for s in c.spans if s.contains(first))
    mention = min(over, key=len, default=None)
    return None if mention is None else Span(first.start, mention.end)


def _whole(reading: Reading, tree: Tree, nesting: Nesting, outer: Span) -> Reading:
    """The reading with the pieces of a compound, and the article before it, standing for the party behind it."""
    inner, whole = span_of(tree.tokens, nesting.first, nesting.last), span_of(tree.tokens, nesting.begin, nesting.end)
    article = nesting.begin - 1 if nesting.begin and tree.tokens[nesting.begin - 1].upos == "DET" else nesting.begin
    around = span_of(tree.tokens, article, nesting.end).join(outer)
    said = (*(s for c in reading.coreferences for s in c.spans), *(a.span for f in reading.frames for a in f.arguments))
    pieces = {s for s in said if around.contains(s) and s not in (inner, outer, whole) and not inner.contains(s)}
    groups = tuple(replace(c, spans=tuple(s for s in c.spans if s not in pieces)) for c in reading.coreferences)
    kept = tuple(group for group in groups if group.spans)
    known = any(outer in group.spans for group in kept)
    frames = tuple(_with_whole(f, pieces, outer) for f in reading.frames)
    return replace(reading, coreferences=kept if known else (*kept, Coreference((outer,))), frames=frames)


def _with_whole(frame: Frame, pieces: set[Span], outer: Span) -> Frame:
    if not any(a.span in pieces for a in frame.arguments):
        return frame
    arguments = (replace(a, span=outer) if a.span in pieces else a for a in frame.arguments)
    once = {(a.role, a.span): a for a in arguments}
    return replace(frame, arguments=tuple(once.values()))


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


# -- partners by name: "their ally, the League" --


def _apposed(reading: Reading, tree: Tree) -> Reading:
    """A partner who is named right behind is that one: "the army and its ally, the League, advanced"."""
    for noun, token in enumerate(tree.tokens[:-1]):
        owned = noun and tree.tokens[noun - 1].text.lower() in POSSESSIVES
        if owned and token.text.lower() in _lexicon.words("entail.toml", "ally") and tree.tokens[noun + 1].text == ",":
            at = min(past_compound(tree.tokens, noun + 2), len(tree.tokens) - 1)
            start = tree.tokens[at].span.start
            named = max((s for c in reading.coreferences for s in c.spans if s.start == start), key=len, default=None)
            if named is not None:
                reading = _one(reading, span_of(tree.tokens, noun - 1, noun), named)
    return reading


def _one(reading: Reading, alias: Span, named: Span) -> Reading:
    """The reading with a phrase, and all pieces of it, standing for the party that is named behind it."""
    groups = []
    for group in reading.coreferences:
        own = tuple(s for s in group.spans if not alias.overlaps(s))
        groups.append(replace(group, spans=(*own, alias) if named in own else own))
    frames = tuple(
        replace(f, arguments=tuple(replace(a, span=named) if alias.contains(a.span) else a for a in f.arguments))
        for f in reading.frames
    )
    return replace(reading, coreferences=tuple(g for g in groups if g.spans), frames=frames)


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
