"""
Where a phrase stands to a trigger: the features that decide whether it plays a part in the act.

"Two soldiers were killed by gunmen": *soldiers* is the passive subject of *killed*, right before it; *gunmen* hangs on
it after "by". The rule tables of roles, places, times and numbers look at these features and at nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casus.steps import _lexicon
from casus.steps._gate import NONE
from casus.steps._tree import Tree
from casus.steps._triggers import Trigger

NAMES: Final = (
    "type", "form", "verb", "path", "short", "case", "side", "gap", "cross", "what", "word", "before", "after", "hand",
    "mode", "own", "dep", "over", "also",
)  # fmt: skip
"""
type, mode   of the trigger
form         how the trigger stands: passive, plain past, tag of a verb; or what a noun depends on
verb         lemma of the trigger
path, short  dependencies from the trigger to the phrase, all and the first two
case         preposition of the phrase
side, gap    before or after the trigger, and how many other phrases stand between
cross        what stands between: verbs, commas, conjunctions
what, word   kind of phrase; its noun, never a name
before, after  words on either side of the phrase
hand         the part that grammar alone would give it (`_arguments`)
own          whether another trigger stands nearer
dep, over    what the phrase depends by, and on: a verb of saying, a light verb, another trigger, a word class
also         what else a party is: a place, a time, a number of dead, part of a longer phrase; of other phrases, how
             many of their kind the sentence has
"""
LONGEST: Final = 5
MARKS: Final = {",": ",", ";": ",", "and": "&", "or": "&", "but": "&"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of a trigger before any phrase is looked at."""

    head: int
    first: int
    last: int
    label: str
    mode: str
    form: str
    lemma: str
    ups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may play a part: head token, token range (end excluded), what it is."""

    head: int
    first: int
    last: int
    what: str
    also: str = NONE


def anchor(tree: Tree, trigger: Trigger) -> Anchor:
    """The trigger with its form and its governors."""
    first, head = trigger.first, trigger.head
    return Anchor(
        head,
        first,
        trigger.last,
        trigger.sense.label,
        trigger.sense.mode or NONE,
        form_of(tree, head),
        tree.lemma(head),
        (head, *tree.ancestors(head)[:LONGEST]),
    )


def form_of(tree: Tree, head: int) -> str:
    """How a trigger stands: "passive" (was killed), "plain" (Forces killed 9), a verb's tag, or a noun's relation."""
    token = tree.tokens[head]
    if token.upos in {"VERB", "AUX"}:
        if tree.is_passive(head):
            return "passive"
        return "plain" if tree.is_plain_past(head) else token.xpos
    governor = tree.lemma(token.head) if token.head >= 0 else NONE
    light = governor if governor in _lexicon.words("arguments.toml", "light_verbs") else ""
    return f"{token.deprel}:{light}" if light else f"N:{token.deprel}"


def bearings(tree: Tree, anchored: Anchor, phrase: Phrase, *, hand: str, own: str, gap: int) -> tuple[str, ...]:
    """The values of `NAMES` for one phrase seen from one trigger."""
    path = path_between(tree, anchored.ups, phrase.head)
    side = "<" if phrase.head < anchored.head else ">"
    return (
        anchored.label,
        anchored.form,
        anchored.lemma,
        "".join(path) or NONE,
        "".join(path[:2]) or NONE,
        case_of(tree, phrase),
        side,
        str(min(gap, 4)),
        crossing(tree, *((phrase.last, anchored.first) if side == "<" else (anchored.last, phrase.first))),
        phrase.what,
        noun_of(tree, phrase),
        neighbour(tree, phrase.first - 1),
        neighbour(tree, phrase.last),
        hand,
        anchored.mode,
        own,
        tree.tokens[phrase.head].deprel,
        over(tree, anchored, phrase.head),
        phrase.also,
    )


def path_between(tree: Tree, ups: Sequence[int], target: int) -> tuple[str, ...]:
    """Dependencies up from the trigger ("^conj") and down to the phrase ("nsubj"); "far" where they are too many."""
    downs: list[str] = []
    at = target
    for _ in range(LONGEST):
        if at in ups:
            climbs = (f"^{tree.tokens[u].deprel}/" for u in ups[: ups.index(at)])
            return (*climbs, *reversed(downs))
        if at < 0:
            break
        downs.append(tree.tokens[at].deprel + "/")
        at = tree.tokens[at].head
    return ("far",)


def case_of(tree: Tree, phrase: Phrase) -> str:
    """The preposition of a phrase, from the tree or else the word before it."""
    cases = tree.cases(phrase.head)
    if cases:
        return "_".join(cases[:2])
    before = tree.tokens[phrase.first - 1] if phrase.first else None
    return before.text.lower() if before is not None and before.upos == "ADP" else NONE


def over(tree: Tree, anchored: Anchor, head: int) -> str:
    """What a phrase depends on: the trigger itself, a verb of saying, a light verb, or a word class."""
    governor = tree.tokens[head].head
    if governor < 0:
        return NONE
    if anchored.first <= governor < anchored.last:
        return "own"
    lemma = tree.lemma(governor)
    if lemma in _lexicon.table("attribution.toml")["verbs"]["asserts"]:
        return "say"
    if lemma in _lexicon.words("arguments.toml", "light_verbs"):
        return "light"
    return tree.tokens[governor].upos


def crossing(tree: Tree, first: int, last: int) -> str:
    """What stands between two places, as a row of signs: v verb, comma, & conjunction, s subordinator; five at most."""
    signs = []
    for token in tree.tokens[first : min(last, first + 40)]:
        if token.upos == "VERB":
            signs.append("v")
        elif token.upos == "SCONJ" or token.xpos in {"WDT", "WP", "WRB"}:
            signs.append("s")
        elif token.text in MARKS:
            signs.append(MARKS[token.text])
    return "".join(signs[:5]) or NONE


def noun_of(tree: Tree, phrase: Phrase) -> str:
    """The noun or pronoun at the head of a phrase; names stay unnamed, so that no rule can be about one."""
    token = tree.tokens[phrase.head]
    return tree.lemma(phrase.head) if token.upos in {"NOUN", "PRON", "ADJ"} and token.text.islower() else NONE


def neighbour(tree: Tree, i: int) -> str:
    """The word beside a phrase when it is a small word or a verb, else its class."""
    if not 0 <= i < len(tree.tokens):
        return NONE
    token = tree.tokens[i]
    return tree.lemma(i) if token.upos in {"ADP", "AUX", "SCONJ", "CCONJ", "PART", "VERB", "PUNCT"} else token.upos
