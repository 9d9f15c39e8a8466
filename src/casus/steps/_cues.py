"""What stands around a reporting verb in the tree: acts under an accusation without accuser, coordinated sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casus.model.frame import Sourcing
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._tree import Tree

UNDER: Final = frozenset({"advcl", "xcomp", "ccomp", "obl", "obj", "conj", "acl", "nmod"})
"""Dependencies from an accusation down to the act of which somebody is accused."""
DEEP: Final = 4
"""At most this many of them."""


def words(section: str) -> frozenset[str]:
    """A word list of `voices.toml`."""
    return _lexicon.words("voices.toml", section)


def hearsay() -> frozenset[str]:
    """Adverbs that are all the source there is."""
    return _lexicon.words("attribution.toml", "hearsay")


def unsaid(tree: Tree, at: int) -> int | None:
    """The token that makes the act at `at` hearsay: "reportedly" beside it, or an accusation without accuser above."""
    adverb = next((c for c in tree.children(at, "advmod") if tree.tokens[c].text.lower() in hearsay()), None)
    if adverb is not None:
        return adverb
    for governor in _above(tree, at):
        if tree.lemma(governor) in words("accusing") and is_accusing(tree, governor):
            return governor
    return None


def _above(tree: Tree, at: int) -> Iterator[int]:
    for _ in range(DEEP):
        if tree.tokens[at].deprel.split(":")[0] not in UNDER:
            return
        at = tree.tokens[at].head
        yield at


def is_accusing(tree: Tree, verb: int) -> bool:
    """Whether an accusation is passive and names no accuser: "are accused of", "the men suspected of"."""
    passive = tree.is_passive(verb) or (tree.tokens[verb].deprel == "acl" and tree.tokens[verb].xpos == "VBN")
    return passive and not any("by" in tree.cases(c) for c in tree.children(verb, "obl", "nmod"))


def split(tree: Tree, sourcing: Sourcing, phrases: frozenset[Span]) -> tuple[Span, ...]:
    """A source and the phrases coordinated with it, each by itself: "officials *and residents* said".

    Only phrases known as mentions count, and two that a clause of saying begins with. A comma alone coordinates
    nothing: "according to residents, rebels …".
    """
    head = tree.head_in(sourcing.source)
    group = tree.conjuncts(head)
    joined = max((t for t in group if t > head and tree.children(t, "cc")), default=head)
    others = [tree.phrase(t) for t in group if head < t <= joined]
    others = [p for p in others if _is_known(p, phrases)]
    if not others:
        return _side_by_side(tree, sourcing)
    own = tree.phrase(head) if any(p.overlaps(sourcing.source) for p in others) else sourcing.source
    return (own, *(p for p in others if not p.overlaps(own)))


def _side_by_side(tree: Tree, sourcing: Sourcing) -> tuple[Span, ...]:
    """The two phrases that a clause of saying begins with, if the source is one: "two clerks and a porter *said*"."""
    cue = -1 if sourcing.cue is None else tree.range(sourcing.cue)[0]
    second = _phrase_before(tree, cue)
    joint = -1 if second is None else tree.range(second)[0] - 1
    first = _phrase_before(tree, joint) if joint > 0 and tree.tokens[joint].text.lower() == "and" else None
    if first is None or second is None or tree.tokens[cue].upos != "VERB":
        return (sourcing.source,)
    opening = tree.range(first)[0]
    begins = opening == 0 or tree.tokens[opening - 1].upos in {"PUNCT", "SCONJ"}
    own = [span for span in (first, second) if span.overlaps(sourcing.source)]
    return (first, second) if begins and len(own) == 1 else (sourcing.source,)


def _phrase_before(tree: Tree, at: int) -> Span | None:
    """The noun phrase that ends right before a token."""
    return tree.phrase(at - 1) if at > 0 and tree.tokens[at - 1].upos in {"NOUN", "PROPN"} else None


def _is_known(phrase: Span, phrases: frozenset[Span]) -> bool:
    return phrase in phrases or any(phrase.contains(p) and p.end == phrase.end for p in phrases)


def quoting(tree: Tree, sourcing: Sourcing) -> tuple[Span, Span] | None:
    """Who quotes a source, and the word: "*the Beacon quoted* the envoy as saying"; None where nobody does."""
    if sourcing.cue is None:
        return None
    cue = tree.head_in(sourcing.cue)
    verb = next((t for t in (cue, *tree.ancestors(cue)[:1]) if tree.lemma(t) in words("quoting")), None)
    if verb is None or tree.is_passive(verb):
        return None
    before = [t for t in tree.children(verb, "nsubj") if t < verb]
    subject = tree.phrase(before[0]) if before else None
    return None if subject is None or subject.overlaps(sourcing.source) else (subject, tree.tokens[verb].span)


def cited(tree: Tree, cue: int, last: int, phrases: frozenset[Span]) -> tuple[Span, Span] | None:
    """Whom a speaker goes by, and the word: "reported that …, *citing two officials*"; `last` ends the sentence."""
    at = next((t for t in range(cue + 1, last - 1) if tree.tokens[t].text.lower() == "citing"), None)
    if at is None:
        return None
    starting = [p for p in phrases if p.start == tree.tokens[at + 1].span.start]
    return (max(starting, key=len), tree.tokens[at].span) if starting else None
