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
from casus.steps._arguments import is_light
from casus.steps._standing import HAND, features, rules
from casus.steps._tree import Tree

CLAUSAL: Final = ("xcomp", "ccomp", "acl", "advcl", "obl", "nmod", "obj", "nsubj:pass")
"""How a content hangs on the word that governs it ("asked to leave", "plan for an attack")."""

NEAR: Final = 4
"""A cue at most this many words before the act is sure to be about it: "did not attack", "stopped the group from"."""

DEPTH: Final = 3
"""How many governors up a cue may stand; farther ones belong to other clauses."""


@dataclass(frozen=True, slots=True)
class Value:
    """Status and factuality with the cue that gave them; `sure` where no other rule may know better."""

    status: str
    factuality: str
    cue: Span | None
    rule: str
    sure: bool = False


class Qualify:
    """Give every frame its status and factuality."""

    name: Final = "qualify"
    needs: Final = frozenset({"document", "tokens", "mentions", "times", "frames"})
    gives: Final = frozenset({"qualifiers"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one qualifier per frame."""
        tree = Tree.of(reading)
        found = tuple(_qualifier(reading, tree, i, head) for i, head in enumerate(heads(tree, reading.frames)))
        return replace(reading, qualifiers=found)


def heads(tree: Tree, frames: tuple[Frame, ...]) -> list[int]:
    """The head token of each frame's trigger: the first verb in it, else its last token."""
    return [_head(tree, *tree.range(frame.trigger)) for frame in frames]


def _head(tree: Tree, first: int, last: int) -> int:
    return next((i for i in range(first, last) if tree.tokens[i].upos == "VERB"), last - 1)


def _qualifier(reading: Reading, tree: Tree, index: int, head: int) -> Qualifier:
    frame = reading.frames[index]
    value = by_cues(tree, frame, head)
    if frame.kind is FrameKind.EVENT:
        value = _weighed(value, features(reading, tree, frame, head, hand(tree, value, head)))
    elif value.status in {"completed", "started"}:
        value = replace(value, status="ongoing")
    cues = tuple(cue for cue in (value.cue,) if cue is not None)
    return Qualifier(index, value.status, value.factuality, cues, value.rule)


def by_cues(tree: Tree, frame: Frame, head: int) -> Value:
    """What auxiliaries, governors and negations say; without any, what verb and tense say.

    A negation that is part of the trigger ("will not cooperate" as a refusal) makes the act and does not undo it.
    """
    value = next(_values(tree, head), None) or _default(tree, frame, head)
    negation = _negation(tree, head)
    own = negation is not None and frame.trigger.contains(negation)
    return value if negation is None or own else _negated(value, negation)


def hand(tree: Tree, value: Value, head: int) -> str:
    """What the cues say and how surely: "=" where it is a sure cue or stands right before the act, "~" otherwise."""
    if value.cue is None:
        return f"{value.status}/{value.factuality}"
    near = not value.rule.startswith("governor") and 0 < head - tree.range(value.cue)[0] <= NEAR
    return f"{value.status}/{value.factuality}{'=' if near or value.sure else '~'}"


def _weighed(value: Value, values: tuple[str, ...]) -> Value:
    """What a cue right before the act says, stands; else a rule found in coded reports may know better."""
    known = values[HAND]
    choice = rules().choose(values, None, known)
    if choice == known or known.endswith("="):
        return value
    status, factuality = choice.split("/")
    return replace(value, status=status, factuality=factuality, rule=f"{value.rule}, weighed")


def _values(tree: Tree, head: int) -> Iterator[Value]:
    """Values that cues give, nearest cue first: own auxiliaries, conditions, then governors."""
    yield from _condition(tree, head)
    yield from _auxiliaries(tree, head)
    yield from _governors(tree, head)


@cache
def _cues(kind: str, key: str) -> dict[str, dict[str, Any]]:
    """Cue word to its rule, for one kind of rule."""
    return {word: rule for rule in _lexicon.table("qualifiers.toml")[kind] for word in rule[key]}


def _auxiliaries(tree: Tree, head: int) -> Iterator[Value]:
    """Auxiliaries and adverbs of the act, or of the verb that carries an act noun: "*will* hold talks"."""
    rules = _cues("auxiliary", "words")
    verb = tree.tokens[head].head
    carried = verb >= 0 and tree.tokens[head].deprel in {"obj", "nsubj:pass"} and is_light(tree, verb)
    for host in (head, verb) if carried else (head,):
        for child in tree.children(host, "aux", "advmod"):
            word = tree.tokens[child].text.lower()
            rule = rules.get(word)
            if rule is not None:
                yield Value(rule["status"], rule["factuality"], tree.tokens[child].span, f"auxiliary:{word}")


def _condition(tree: Tree, head: int) -> Iterator[Value]:
    table = _lexicon.table("qualifiers.toml")["condition"]
    for child in tree.children(head, "mark"):
        if tree.tokens[child].text.lower() in table["words"]:
            yield Value(table["status"], table["factuality"], tree.tokens[child].span, "condition")


def _governors(tree: Tree, head: int) -> Iterator[Value]:
    """Cues above the trigger; reaching through a speech verb stops, for what is said is not thereby planned."""
    rules, label = _cues("governor", "lemmas"), tree.tokens[head].deprel
    below = head
    for governor in tree.ancestors(head)[:DEPTH]:
        if label != "conj" and not label.startswith(CLAUSAL):
            return
        rule = rules.get(tree.lemma(governor)) if label != "conj" else None
        if rule is not None and _takes_content(tree, governor, below) and _has_mark(tree, below, rule.get("mark")):
            cue, name = tree.tokens[governor].span, f"governor:{tree.lemma(governor)}"
            yield Value(rule["status"], rule["factuality"], cue, name, rule.get("sure", False))
        if tree.lemma(governor) in _lexicon.table("attribution.toml")["verbs"]["asserts"]:
            return
        label, below = tree.tokens[governor].deprel, governor


def _has_mark(tree: Tree, below: int, mark: str | None) -> bool:
    """Whether a content opens as the rule wants: "stopped them *from* attacking", not "stopped fighting"."""
    return mark is None or any(tree.tokens[c].text.lower() == mark for c in tree.children(below, "mark", "case"))


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
        and tree.lemma(governor) not in _cues("governor", "lemmas")
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
