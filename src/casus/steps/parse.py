"""
Find the dependencies of each sentence by rules.

    "Rebels fired shells at the port."  ->  fired: root; Rebels: nsubj; shells: obj; port: obl; at: case; the: det

Moves are chosen by the most reliable fitting rule of `resources/syntax/en/parse_rules.tsv`; what the moves leave open
(a second root, punctuation) is closed here, so that every sentence is one tree. Labels are those of Universal
Dependencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from casus.model.reading import Reading
from casus.model.syntax import Token
from casus.resources.load import resource
from casus.steps._decisions import Decisions
from casus.steps._transitions import NAMES, State, licensed, punctuation, short_tag

_LEFTOVER: Final = {
    "VERB": "parataxis",
    "ADV": "advmod",
    "CCONJ": "cc",
    "INTJ": "discourse",
    "DET": "det",
    "AUX": "aux",
    "SCONJ": "mark",
    "PART": "advmod",
    "ADJ": "parataxis",
    "ADP": "case",
}
"""Labels for words that no rule could place; nouns are "obl" with a preposition, else "dep"."""


Situation = tuple[bool, str, str, str, str, bool]
"""Whether the top has a head, its tag and has-what, the next word's tag and has-what, whether a mark is between."""


class Parse:
    """Add head and label to all tokens."""

    name: Final = "parse"
    needs: Final = frozenset({"sentences", "tokens"})
    gives: Final = frozenset({"tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Give every token `head` (index in `Reading.tokens`, -1 for the root) and `deprel`."""
        rules = load_rules()
        tokens: list[Token] = []
        for sentence in reading.sentences:
            own = reading.tokens[sentence.first : sentence.last]
            for token, (head, label) in zip(own, tree(own, rules), strict=True):
                tokens.append(replace(token, head=head + sentence.first if head >= 0 else -1, deprel=label))
        return replace(reading, tokens=tuple(tokens))


@cache
def load_rules() -> Decisions:
    """The rules that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("syntax", "en", "parse_rules.tsv"), NAMES)


@cache
def _moves() -> frozenset[str]:
    return frozenset({rule[1] for _, group in load_rules().groups for rule in group.values()} | {"S"})


@lru_cache(maxsize=20_000)
def _open(situation: Situation) -> frozenset[str]:
    """The moves that grammar allows where the rules choose among them."""
    bound, tag, has, next_tag, next_has, mark = situation
    barred = "L" if bound else "R"
    joins = (move for move in _moves() if move[0] != barred)
    return frozenset(move for move in joins if licensed(move, (tag, has), (next_tag, next_has), mark=mark))


def tree(tokens: Sequence[Token], rules: Decisions) -> list[tuple[int, str]]:
    """Head (-1: root) and label of each token of one sentence."""
    words = [i for i, token in enumerate(tokens) if token.upos != "PUNCT"]
    heads, labels = [-1] * len(tokens), ["punct"] * len(tokens)
    if words:
        state = _moved(tokens, words, rules)
        for n, i in enumerate(words):
            heads[i] = words[state.heads[n]] if state.heads[n] >= 0 else -1
            labels[i] = state.labels[n]
    root = _root(tokens, heads, words)
    _adopt(tokens, heads, labels, root)
    _place_punctuation(tokens, heads, root)
    return list(zip(heads, labels, strict=True))


def _moved(tokens: Sequence[Token], words: Sequence[int], rules: Decisions) -> State:
    edges = [-1, *words, len(tokens)]
    gaps = [[t.text for t in tokens[a + 1 : b]] for a, b in pairwise(edges)]
    state = State(
        [short_tag(tokens[i].upos, tokens[i].xpos) for i in words],
        [tokens[i].lemma.lower() for i in words],
        [punctuation(gap) for gap in gaps],
    )
    while not state.done:
        if not state.stack:
            state.move("S")
            continue
        state.move(rules.choose(state.features(), _open(_situation(state)), "S"))
    return state


def _situation(state: State) -> Situation:
    top, b = state.stack[-1], state.next
    return state.heads[top] >= 0, state.tags[top], state.has[top], state.tags[b], state.has[b], bool(state.before[b])


def _root(tokens: Sequence[Token], heads: Sequence[int], words: Sequence[int]) -> int:
    """The word to hang the sentence on: of those without a head the first with a subject, else verb, else word."""
    tops = [i for i in words if heads[i] < 0]
    if not tops:
        return 0
    verbs = [i for i in tops if tokens[i].upos == "VERB"]
    finite = [i for i in verbs if tokens[i].xpos in ("VBD", "VBZ", "VBP")]
    return (finite or verbs or tops)[0]


def _adopt(tokens: Sequence[Token], heads: list[int], labels: list[str], root: int) -> None:
    """Hang all other words without a head under the root."""
    cased = {heads[i] for i, label in enumerate(labels) if label == "case"}
    for i, token in enumerate(tokens):
        if i == root or token.upos == "PUNCT" or heads[i] >= 0:
            continue
        heads[i] = root
        labels[i] = _LEFTOVER.get(token.upos, "obl" if i in cased else "dep")
    heads[root], labels[root] = -1, "root"


def _place_punctuation(tokens: Sequence[Token], heads: list[int], root: int) -> None:
    """Hang each mark on the phrase that it sets off: the one opening after it, or the one ending before it."""
    tree_heads = list(heads)
    near = _near(tokens)
    for i, token in enumerate(tokens):
        if token.upos == "PUNCT" and i != root:
            heads[i] = _host(i, tree_heads, near, root)


def _near(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """For each place the nearest word to the left and to the right, itself excluded; -1 where there is none."""
    left, right, last = [], [-1] * len(tokens), -1
    for i, token in enumerate(tokens):
        left.append(last)
        last = i if token.upos != "PUNCT" else last
    last = -1
    for i in range(len(tokens) - 1, -1, -1):
        right[i] = last
        last = i if tokens[i].upos != "PUNCT" else last
    return left, right


def _host(i: int, heads: Sequence[int], near: tuple[list[int], list[int]], root: int) -> int:
    before, after = near[0][i], near[1][i]
    if before < 0 or after < 0:
        return root
    while heads[after] > i:
        after = heads[after]
    if heads[after] >= 0:
        return after
    while 0 <= heads[before] < i:
        before = heads[before]
    return before if heads[before] >= 0 else after
