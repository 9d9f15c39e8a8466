"""
Relations to ground, and lasting support, that verbs tell: "claims the whole ridge", "has no posts in the valley".

One walk over the verbs of a report serves all rules here; the words of each are data (`entail.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from casus.model.frame import FrameKind, Sourcing
from casus.model.span import Span
from casus.steps._entail_rules import NEGATIONS, OPENING, Found, listed
from casus.steps._partake_rules import acting
from casus.steps._stage import Stage

INSIDE: Final = frozenset({"in", "on", "at", "inside", "around"})
GIVEN: Final = frozenset({"to", "for"})
NEAR: Final = 8
"""How many words may stand between a verb and what it gives, or the words that say that it lasts."""


def holding(stage: Stage) -> Iterator[Found]:
    """All relations of this module."""
    rules = _by_verb()
    for verb, token in enumerate(stage.tree.tokens):
        if token.upos in {"VERB", "AUX"}:
            for rule in rules.get(stage.tree.lemma(verb), ()):
                yield from rule(stage, verb)


@cache
def _by_verb() -> Mapping[str, tuple[Callable[[Stage, int], Iterator[Found]], ...]]:
    table: dict[str, tuple[Callable[[Stage, int], Iterator[Found]], ...]] = {}
    for section, rule in _RULES:
        for word in listed(section):
            table[word] = (*table.get(word, ()), rule)
    return table


def _claimed(stage: Stage, verb: int) -> Iterator[Found]:
    """Whoever "claims the whole ridge" says that it holds it."""
    who, ground = acting(stage, verb), _ground_after(stage, verb)
    if who and ground is not None and not _words_before(stage, verb) & (NEGATIONS | OPENING):
        cue = stage.tree.tokens[verb].span
        said = Sourcing(-1, 0, who[0], cue, "claims", "entail:claimed")
        yield Found("controls", cue, cue, who[:1], (ground,), "claimed", said=(said,))


def _unheld(stage: Stage, verb: int) -> Iterator[Found]:
    """Whoever "has no posts in" a place does not hold it."""
    tree = stage.tree
    posts = [c for c in tree.children(verb, "obj") if tree.lemma(c) in listed("holding", "posts")]
    nouns = [c for c in posts if any(tree.tokens[k].text.lower() == "no" for k in tree.children(c, "det"))]
    who = _subject(stage, verb)
    for noun in nouns:
        after = tree.tokens[noun + 1].text.lower() if noun + 1 < len(tree.tokens) else ""
        ground = _ground_from(stage, noun + 2) if after in INSIDE else None
        if who and ground is not None:
            trigger = tree.tokens[verb].span.join(tree.tokens[noun].span)
            yield Found("controls", trigger, trigger, who, (ground,), "unheld", "CT-")


def cleared(stage: Stage) -> Iterator[Found]:
    """Whose own people say that a ground "has been cleared" hold it, by their account."""
    tree, frames = stage.tree, stage.reading.frames
    heads = ((i, stage.head(f)) for i, f in enumerate(frames) if f.kind is FrameKind.EVENT and f.label == "ASSAULT")
    for i, verb in heads:
        if tree.lemma(verb) not in listed("clearing") or not tree.is_passive(verb):
            continue
        perfect = any(tree.lemma(c) == "have" for c in tree.children(verb, "aux"))
        subject = next(iter(tree.children(verb, "nsubj:pass")), None)
        ground = _ground(stage, subject) if subject is not None and perfect else None
        said = next((s for s in stage.reading.sourcings if s.frame == i and s.cue is not None), None)
        body = _armed(stage, said.source) if said is not None and ground is not None else None
        if said is not None and ground is not None and body is not None:
            claim = replace(said, frame=-1, order=0, stance="claims", rule="entail:cleared")
            cue = tree.tokens[verb].span
            yield Found("controls", cue, cue, (body,), (ground,), "cleared", said=(claim,))


def _armed(stage: Stage, source: Span) -> Span | None:
    """The armed body that a source is, or belongs to: "an officer in *the joint command*"."""
    tree = stage.tree
    head = tree.head_in(source)
    over = (c for c in tree.children(head, "nmod") if set(tree.cases(c)) & {"in", "of", "from", "for", "with"})
    bodies = (c for c in (*over, head) if tree.lemma(c) in listed("clearing", "bodies"))
    return next((tree.phrase(c) for c in bodies), None)


def _contested(stage: Stage, verb: int) -> Iterator[Found]:
    """Who "are contesting the valley" contest it."""
    who, ground = acting(stage, verb), _ground_after(stage, verb)
    before = _words_before(stage, verb)
    if who and ground is not None and not before & OPENING and stage.tree.tokens[verb].xpos != "VB":
        cue = stage.tree.tokens[verb].span
        yield Found("contests", cue, cue, who, (ground,), "contested", "CT-" if before & NEGATIONS else "CT+")


def _equipping(stage: Stage, verb: int) -> Iterator[Found]:
    """Whoever "has provided B with weapons since 2019", or "has supplied arms to B for years", supports B."""
    tree, tokens = stage.tree, stage.tree.tokens
    end = stage.sentence(verb)[1]
    clause = range(verb + 1, min(verb + NEAR, end - 1))
    given = next((k for k in clause if tree.lemma(k) in listed("equipping", "objects")), None)
    if given is None or not _lasts(stage, verb) or _words_before(stage, verb) & (NEGATIONS | OPENING):
        return
    if any(tokens[k].text.lower() == "with" for k in range(verb + 1, given)):
        whom = stage.row_from(verb + 1)
    else:
        to = next((k for k in range(given + 1, min(given + NEAR, end - 1)) if tokens[k].text.lower() in GIVEN), None)
        whom = stage.row_from(to + 1) if to is not None else ()
    who = acting(stage, verb)
    if who and whom:
        yield Found("supports", tokens[verb].span, tokens[verb].span, who, whom, "equipping")


def _lasts(stage: Stage, verb: int) -> bool:
    """Whether an act goes on: "has … since", "has been supplying", "for years"."""
    has = any(stage.tree.lemma(c) == "have" for c in stage.tree.children(verb, "aux"))
    after = stage.tree.tokens[verb : stage.sentence(verb)[1]]
    return has and any(token.text.lower() in listed("lasting") for token in after)


def _subject(stage: Stage, verb: int) -> tuple[Span, ...]:
    """Who is subject, also of a verb that "but" ties to another: "levies taxes but has no posts"."""
    own = acting(stage, verb)
    head = stage.tree.tokens[verb].head
    return own or (acting(stage, head) if stage.tree.tokens[verb].deprel == "conj" and head >= 0 else ())


def _ground_after(stage: Stage, verb: int) -> Span | None:
    """The ground that is object of a verb."""
    objects = (c for c in stage.tree.children(verb, "obj") if c > verb)
    found = next(objects, None)
    return _ground(stage, found) if found is not None else None


def _ground_from(stage: Stage, at: int) -> Span | None:
    """The ground whose phrase begins at a token."""
    begins = (
        k for k in range(at, min(at + NEAR, len(stage.tree.tokens))) if stage.tree.tokens[k].upos in {"NOUN", "PROPN"}
    )
    noun = next(begins, None)
    while noun is not None and stage.tree.tokens[noun].deprel == "compound" and stage.tree.tokens[noun].head > noun:
        noun = stage.tree.tokens[noun].head
    return _ground(stage, noun) if noun is not None else None


def _ground(stage: Stage, noun: int) -> Span | None:
    """The phrase of a noun that is a place: a name on the map, or a word for land; for a half, what it is half of."""
    tree = stage.tree
    whole = next(iter(tree.children(noun, "nmod")), noun) if tree.lemma(noun) in listed("shares") else noun
    known = any(p.span.overlaps(tree.tokens[whole].span) and not p.metonym for p in stage.reading.places)
    named = any(m.label in {"GPE", "LOC"} and m.span.contains(tree.tokens[whole].span) for m in stage.reading.mentions)
    return tree.phrase(whole) if known or named or tree.lemma(whole) in listed("grounds") else None


def _words_before(stage: Stage, verb: int) -> set[str]:
    first = stage.sentence(verb)[0]
    return {token.text.lower() for token in stage.tree.tokens[max(verb - 3, first) : verb]}


_RULES: Final[tuple[tuple[str, Callable[[Stage, int], Iterator[Found]]], ...]] = (
    ("claiming", _claimed),
    ("holding", _unheld),
    ("contesting", _contested),
    ("equipping", _equipping),
)
