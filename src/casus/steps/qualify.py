"""
Status and factuality of every frame, from the words around its trigger.

"The rebels tried to storm the fort" is attempted and certain; "asked to leave"
is requested and uncommitted; "did not attack" is certain not to have happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from casus.model.frame import Frame, FrameKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._tree import Tree

CLAUSAL: Final = ("xcomp", "ccomp", "acl", "advcl", "obl", "nmod", "obj", "nsubj:pass")
"""How a content hangs on the word that governs it ("asked to leave", "plan for an attack")."""

DEPTH: Final = 3
"""How many governors up a cue may stand; farther ones belong to other clauses."""


@dataclass(frozen=True, slots=True)
class Value:
    """Status and factuality with the cue that gave them."""

    status: str
    factuality: str
    cue: Span | None
    rule: str


class Qualify:
    """Give every frame its status and factuality."""

    name: Final = "qualify"
    needs: Final = frozenset({"document", "tokens", "mentions", "frames"})
    gives: Final = frozenset({"qualifiers"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one qualifier per frame."""
        tree = Tree.of(reading)
        heads = _heads(tree, reading.frames)
        found = tuple(_qualifier(tree, i, frame, heads[i]) for i, frame in enumerate(reading.frames))
        return replace(reading, qualifiers=found)


def _heads(tree: Tree, frames: tuple[Frame, ...]) -> list[int]:
    """The head token of each frame's trigger: the first verb in it, else its last token."""
    starts = {token.span.start: i for i, token in enumerate(tree.tokens)}
    return [_head(tree, frame.trigger, starts) for frame in frames]


def _head(tree: Tree, trigger: Span, starts: dict[int, int]) -> int:
    first = starts.get(trigger.start, 0)
    inside = [i for i in range(first, len(tree.tokens)) if tree.tokens[i].span.end <= trigger.end][:6]
    verbs = [i for i in inside if tree.tokens[i].upos == "VERB"]
    return verbs[0] if verbs else (inside or [first])[-1]


def _qualifier(tree: Tree, index: int, frame: Frame, head: int) -> Qualifier:
    value = next(_values(tree, head), None) or _default(tree, frame, head)
    negation = _negation(tree, head)
    if negation is not None:
        value = _negated(value, negation)
    if frame.kind is FrameKind.STATE and value.status in {"completed", "started"}:
        value = replace(value, status="ongoing")
    cues = tuple(cue for cue in (value.cue,) if cue is not None)
    return Qualifier(index, value.status, value.factuality, cues, value.rule)


def _values(tree: Tree, head: int) -> Iterator[Value]:
    """Values that cues give, nearest cue first: own auxiliaries, conditions, then governors."""
    yield from _condition(tree, head)
    yield from _auxiliaries(tree, head)
    yield from _governors(tree, head)


@cache
def _rules(kind: str, key: str) -> dict[str, dict[str, Any]]:
    """Cue word to its rule, for one kind of rule."""
    return {word: rule for rule in _lexicon.table("qualifiers.toml")[kind] for word in rule[key]}


def _auxiliaries(tree: Tree, head: int) -> Iterator[Value]:
    rules = _rules("auxiliary", "words")
    for child in tree.children(head, "aux", "advmod"):
        rule = rules.get(tree.tokens[child].text.lower())
        if rule is not None:
            yield Value(
                rule["status"],
                rule["factuality"],
                tree.tokens[child].span,
                f"auxiliary:{tree.tokens[child].text.lower()}",
            )


def _condition(tree: Tree, head: int) -> Iterator[Value]:
    table = _lexicon.table("qualifiers.toml")["condition"]
    for child in tree.children(head, "mark"):
        if tree.tokens[child].text.lower() in table["words"]:
            yield Value(table["status"], table["factuality"], tree.tokens[child].span, "condition")


def _governors(tree: Tree, head: int) -> Iterator[Value]:
    """Cues above the trigger; reaching through a speech verb stops, for what is said is not thereby planned."""
    rules, label = _rules("governor", "lemmas"), tree.tokens[head].deprel
    below = head
    for governor in tree.ancestors(head)[:DEPTH]:
        if label != "conj" and not label.startswith(CLAUSAL):
            return
        rule = rules.get(tree.lemma(governor)) if label != "conj" else None
        if rule is not None and _takes_content(tree, governor, below):
            yield Value(
                rule["status"], rule["factuality"], tree.tokens[governor].span, f"governor:{tree.lemma(governor)}"
            )
        if tree.lemma(governor) in _lexicon.table("attribution.toml")["verbs"]["asserts"]:
            return
        label, below = tree.tokens[governor].deprel, governor


def _takes_content(tree: Tree, governor: int, below: int) -> bool:
    """A verb's infinitive, clause or object is its content; an adverbial clause only tells when it happened."""
    label = tree.tokens[below].deprel
    if label == "advcl" and any(tree.tokens[c].text.lower() in {"to", "from"} for c in tree.children(below, "mark")):
        return True
    if tree.tokens[governor].upos in {"VERB", "ADJ", "AUX"}:
        return not label.startswith(("advcl", "nsubj:pass"))
    return label.startswith(("acl", "nmod"))


def _negation(tree: Tree, head: int) -> Span | None:
    """The word that negates the trigger or the light verb and auxiliaries above it, or None."""
    words = _lexicon.words("qualifiers.toml", "negation")
    for child in tree.children(head, "advmod", "det", "mark", "case", "cc"):
        if tree.tokens[child].text.lower() in words:
            return tree.tokens[child].span
    governor = tree.tokens[head].head
    if (
        governor >= 0
        and tree.tokens[head].deprel in {"obj", "xcomp"}
        and tree.lemma(governor) not in _rules("governor", "lemmas")
    ):
        return _own_negation(tree, governor, words)
    return None


def _own_negation(tree: Tree, head: int, words: frozenset[str]) -> Span | None:
    spans = (tree.tokens[c].span for c in tree.children(head, "advmod") if tree.tokens[c].text.lower() in words)
    return next(spans, None)


def _negated(value: Value, negation: Span) -> Value:
    """What is said not to happen; what is planned or possible stays open, with the sign turned."""
    if value.factuality == "CT-":
        return value
    if value.factuality in {"PR+", "PS+"}:
        return replace(value, factuality=value.factuality[:2] + "-")
    return Value("none", "CT-", negation, "negation")


def _default(tree: Tree, frame: Frame, head: int) -> Value:
    """Completed, unless the verb stands in the progressive or present: then ongoing."""
    if frame.kind is FrameKind.STATE:
        return Value("ongoing", "CT+", None, "default")
    token = tree.tokens[head]
    progressive = token.xpos == "VBG" and any(tree.lemma(c) == "be" for c in tree.children(head, "aux"))
    ongoing = progressive or (token.upos == "NOUN" and frame.trigger.end and tree.lemma(head) == "fighting")
    return Value("ongoing" if ongoing else "completed", "CT+", None, "default")
