"""
The moves by which a sentence is parsed, and what a rule can see before each.

Words are read left to right (arc-eager, Nivre 2003). The stack holds words that still wait for something; a move either
shifts the next word onto it (S), drops the top (R), or joins the top and the next word: L, the top depends on the next
word; A, the next word depends on the top. Every word is shifted once and dropped once: time is linear.
Punctuation is no word here; rules see it between the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NAMES: Final = (
    "t0", "w0", "d0", "l0", "r0", "v0", "t1", "tb", "wb", "lb", "vb", "tc", "wc", "td", "g", "p", "q", "h0", "w1", "d1",
    "k0",
)  # fmt: skip
"""Tag, lemma, label, first and last dependent, and has-what of the stack's top; tag, lemma and label of the word under
it (1); the same of the next word (b) and tags and lemma of those after it (c, d); distance; punctuation before and
after the next word; lemma of the top's head; and which case word the top has."""
_NONE: Final = "-"
_GROUPS: Final = {
    "nsubj": "s", "nsubj:pass": "s", "csubj": "s", "obj": "o", "ccomp": "o", "xcomp": "x", "aux:pass": "p", "cop": "c",
    "mark": "m", "cc": "k", "aux": "a", "det": "d", "nmod:poss": "d", "expl": "s", "case": "i", "acl:relcl": "r",
}  # fmt: skip
"""Dependents that decide what else a word can take; a word's "has-what" is the set of their letters."""
_OPEN: Final = {",": ",", "-": "-", "(": "(", "[": "(", ")": ")", "]": ")", ":": ":", ";": ";"}


_INSIDE: Final = frozenset({"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "VBN", "VBG"})
_GOES_ON: Final = frozenset({"JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "VBN"})
"""A word of the first kind before one of the second is seldom the head of its phrase; its tag gets a "+"."""
_CORE: Final = "ims"
"""What a next word has that changes every decision about it: preposition, subordinator, subject."""
VERBS: Final = frozenset({"VB", "VBD", "VBZ", "VBP", "VBN", "VBG"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
_OBJECTS: Final = frozenset({"obj", "iobj"})
_INNER: Final = frozenset({"compound", "nummod", "nmod:poss", "det"})


def short_tag(upos: str, xpos: str) -> str:
    """One tag that keeps the distinctions that matter for attachment."""
    if upos == "AUX":
        return "A" + xpos
    if upos == "SCONJ":
        return "SC"
    if upos == "PRON" and xpos in ("DT", "NN", "RB", "CD", "JJ"):
        return "PR"
    return xpos or upos


class State:
    """A sentence half parsed: `heads` and `labels` so far (-1 and "-": none yet), the stack and the next word."""

    __slots__ = ("_first", "_last", "_looks", "before", "has", "heads", "labels", "lemmas", "next", "stack", "tags")

    def __init__(self, tags: Sequence[str], lemmas: Sequence[str], between: Sequence[str]) -> None:
        """`between` holds the punctuation before each word and after the last one."""
        count = len(tags)
        self.tags = [*tags, "$", "$", "$"]
        self.lemmas = [*lemmas, "$", "$", "$"]
        self.before = [*between, "", "", ""]
        self.heads = [-1] * count
        self.labels = [_NONE] * count + ["$"]
        self.stack: list[int] = []
        self.next = 0
        self._first = [_NONE] * (count + 1)
        self._last = [_NONE] * (count + 1)
        self.has = [""] * (count + 1)
        self._looks = [self._look(i) for i in range(count)] + ["$"]

    @property
    def done(self) -> bool:
        """Whether all words have been read."""
        return self.next >= len(self.heads)

    def features(self) -> tuple[str, ...]:
        """The values of `NAMES`; the stack must not be empty."""
        top, b = self.stack[-1], self.next
        under = self.stack[-2] if len(self.stack) > 1 else -1
        tags, lemmas, labels, first, has = self.tags, self.lemmas, self.labels, self._first, self.has
        head = self.heads[top]
        return (
            tags[top] if head < 0 else tags[top] + ".", lemmas[top], labels[top], first[top], self._last[top], has[top],
            tags[under] if under >= 0 else "^", self._looks[b], lemmas[b], first[b], has[b],
            tags[b + 1], lemmas[b + 1], tags[b + 2], _DISTANCES[min(b - top, 7)], self.before[b], self.before[b + 1],
            lemmas[head] if head >= 0 else _NONE, lemmas[under] if under >= 0 else "^",
            labels[under] if under >= 0 else "^", first[top] if "i" in has[top] else _NONE,
        )  # fmt: skip

    def _look(self, i: int) -> str:
        """The tag of a next word with the mark before it, its core dependents, and whether its phrase goes on."""
        more = self.tags[i] in _INSIDE and self.tags[i + 1] in _GOES_ON and self.before[i + 1] in ("", "-")
        core = "".join(letter for letter in self.has[i] if letter in _CORE)
        return f"{self.before[i]}{self.tags[i]}{core}{'+' if more else ''}"

    def move(self, action: str) -> None:
        """Make one move: "S", "R", "L:label" or "A:label"."""
        kind, label = action[0], action[2:]
        if kind == "S":
            self._shift()
        elif kind == "R":
            self.stack.pop()
        elif kind == "L":
            top = self.stack.pop()
            self._join(top, self.next, label)
            # A preposition says more than that there is one.
            self._first[self.next] = self.lemmas[top] if label in ("case", "mark") else label
        else:
            self._join(self.next, self.stack[-1], label)
            self._last[self.stack[-1]] = label
            self._shift()

    def _shift(self) -> None:
        self.stack.append(self.next)
        self.next += 1

    def _join(self, word: int, head: int, label: str) -> None:
        self.heads[word], self.labels[word] = head, label
        letter = _GROUPS.get(label)
        if letter is not None and letter not in self.has[head]:
            self.has[head] = "".join(sorted(self.has[head] + letter))
            if head == self.next:
                self._looks[head] = self._look(head)


_DISTANCES: Final = ("0", "1", "2", "3", "5", "5", "5", "9")


def licensed(action: str, top: tuple[str, str], word: tuple[str, str], *, mark: bool) -> bool:
    """Whether grammar allows a join. `top` and the next `word` are (tag, has-what); `mark`: punctuation between them.

    A clause has one subject and a verb one object; a noun with a preposition is neither; a finite verb is nobody's
    subject; only verbs have objects; a mark parts a noun from what stands before it; a conjunct follows a conjunction
    or a mark.
    """
    kind, label = action[0], action[2:]
    if label in _SUBJECTS:
        if kind == "A":
            return "s" not in top[1] and "i" not in word[1]
        return (top[0] not in VERBS or top[0] == "VBG") and "s" not in word[1] and "i" not in top[1]
    if label in _OBJECTS:
        return kind == "L" or (top[0] in VERBS and "o" not in top[1] and "i" not in word[1])
    if label in _INNER and kind == "L":
        return not mark
    return label != "conj" or "k" in word[1] or mark


def oracle(state: State, heads: Sequence[int], labels: Sequence[str]) -> str:
    """The move that leads to the given (projective) tree."""
    if not state.stack:
        return "S"
    top, b = state.stack[-1], state.next
    if heads[top] == b:
        return f"L:{labels[top]}"
    if heads[b] == top:
        return f"A:{labels[b]}"
    if state.heads[top] >= 0 and any(heads[k] == b or heads[b] == k for k in state.stack[:-1]):
        return "R"
    return "S"


def punctuation(texts: Sequence[str]) -> str:
    """The strongest of the marks between two words: brackets, then colon, comma, dash, quotes; "" for none."""
    found = {_OPEN.get(text, "'" if text in "\"'\u201c\u201d\u2018\u2019``''" else "-") for text in texts}
    return next((mark for mark in "();:,-'" if mark in found), "")
