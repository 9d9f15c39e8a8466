"""
How sure the words of a report make any verb or noun in it, claim or not.

The value of a word is its own (auxiliaries, adverbs, negation, conditions) under that of the words it depends on, up
to the clause that stands by itself: in "may refuse to sign" the signing is possibly not. What is said inside a saying
has the value that its sayer gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._tree import Tree

ORDER: Final = ("U", "PS", "PR", "CT")
"""Certainties, least first."""
DEPTH: Final = 6
NAMED: Final = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "'s", "’s"})
"""What makes a noun one that is already known: "the attack" is certain where "an attack" may be open."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """A certainty (CT, PR, PS, U) with a sign; `cues` are the words that lower or turn it.

    `ahead` tells that nothing but the future makes it less than certain: "will", "plans to", "in order to".
    """

    certainty: str = "CT"
    denied: bool = False
    cues: tuple[Span, ...] = ()
    ahead: bool = True

    @property
    def factuality(self) -> str:
        """FactBank's value: CT+, PR-, …; U has no sign."""
        return "U" if self.certainty == "U" else self.certainty + ("-" if self.denied else "+")

    def under(self, other: Sureness) -> Sureness:
        """The value of what stands under another: the less certain of both, signs multiplied."""
        least = min(self.certainty, other.certainty, key=ORDER.index)
        return Sureness(least, self.denied is not other.denied, (*self.cues, *other.cues), self.ahead and other.ahead)


def factuality_of(tree: Tree, i: int) -> Sureness:
    """The value of token `i`."""
    return _value(tree, i, 0)


def _value(tree: Tree, i: int, depth: int) -> Sureness:
    own = _own(tree, i)
    head, label = tree.tokens[i].head, tree.tokens[i].deprel
    if head < 0 or depth >= DEPTH:
        return own
    if label in {"conj", "cop", "aux", "flat", "fixed", "compound"}:
        return own.under(_value(tree, head, depth + 1)) if _shares(tree, i) else own
    above = _above(tree, i, head, depth)
    return own if above is None else own.under(above)


def _shares(tree: Tree, i: int) -> bool:
    """Whether a coordinated verb has no auxiliary or subject of its own: "will come and *see*"."""
    return tree.tokens[i].deprel != "conj" or not tree.children(i, "aux", "nsubj")


def _own(tree: Tree, i: int) -> Sureness:
    """What the small words of a token say of it."""
    found = Sureness()
    for child in tree.below[i]:
        token = tree.tokens[child]
        word, label = token.text.lower(), token.deprel.partition(":")[0]
        value = _small(word, label)
        if value is not None:
            found = found.under(replace(value, cues=(token.span,)))
    empty = next((cue for c in tree.children(i, "nsubj", "obj") if (cue := _empty(tree, c)) is not None), None)
    return found if empty is None else found.under(Sureness(denied=True, cues=(empty,)))


def _empty(tree: Tree, i: int) -> Span | None:
    """The word that makes a noun one of nobody: "*no* agreement", "*nothing*"."""
    words = _table()["empty"]
    tokens = (i, *tree.children(i, "det"))
    return next((tree.tokens[t].span for t in tokens if tree.tokens[t].text.lower() in words), None)


@cache
def _table() -> dict[str, Any]:
    return _lexicon.table("factuality.toml")


def _small(word: str, label: str) -> Sureness | None:
    table = _table()
    if word in table["negation"] and label in {"advmod", "det", "aux", "cc"}:
        return Sureness("CT", denied=True)
    if word in table["almost"] and label == "advmod":
        return Sureness("CT", denied=True)
    if word in table["without"] and label in {"mark", "case", "cc"}:
        return Sureness("CT", denied=True)
    if word in table["conditions"] and label in {"mark", "advmod"}:
        return Sureness("U", ahead=False)
    for kind, labels in (("auxiliary", {"aux"}), ("adverb", {"advmod"})):
        for certainty, words in table[kind].items():
            if word in words and label in labels:
                return Sureness(certainty, ahead=word in table["ahead"])
    return None


@cache
def _governors() -> dict[str, dict[str, Any]]:
    return {lemma: rule for rule in _table()["governor"] for lemma in rule["lemmas"]}


def _above(tree: Tree, i: int, head: int, depth: int) -> Sureness | None:
    """The value that the governor gives to what depends on it; None where it gives none."""
    label = tree.tokens[i].deprel.partition(":")[0]
    rule = _governors().get(tree.lemma(head))
    to = any(tree.tokens[c].text.lower() == "to" and tree.tokens[c].deprel == "mark" for c in tree.children(i, "mark"))
    clause = label in {"xcomp", "ccomp", "csubj"} or (label in {"acl", "advcl"} and to)
    noun = label in {"obj", "nmod", "obl", "nsubj"} and tree.tokens[i].upos == "NOUN" and not _is_known(tree, i)
    if rule is not None and rule.get("always") and clause:
        return _value(tree, head, depth + 1)
    if rule is not None and (clause or (noun and label in {"obj", "nmod"})):
        given = Sureness(rule["sure"], rule.get("denies", False), (tree.tokens[head].span,), rule.get("ahead", False))
        return given.under(_value(tree, head, depth + 1))
    if clause and to and label != "xcomp":
        return Sureness("U").under(_value(tree, head, depth + 1))
    if label == "xcomp" or (noun and label == "obj"):
        return _value(tree, head, depth + 1)
    return None


def _is_known(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].text.lower() in NAMED for c in tree.children(i, "det", "nmod"))
