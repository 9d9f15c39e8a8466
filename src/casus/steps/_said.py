"""
When something was said: a time that belongs to a cue of speech, and so to no act that is told.

"The army said on Tuesday that rebels had shelled the port" dates the saying. So does a time right before the cue, after
its subject ("the army on Tuesday said …"), and one behind the words that belong to the cue alone ("told reporters in
the capital on Tuesday that …"). A time behind "that" or behind the subject of what is said belongs to what is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.steps import _lexicon
from casus.steps._tree import Tree

BETWEEN: Final = frozenset({"ADP", "DET", "ADV", "ADJ", "NUM", "PROPN", "NOUN", "PRON", "CCONJ"})
"""Kinds of words between a cue and its time: whom it was said to, where and in what form."""
LEADING: Final = frozenset({"ADP", "DET", "ADV", "ADJ"})
"""Words that lead a time: "on late Tuesday"."""
INNER: Final = frozenset({"nmod:poss", "compound", "amod", "nummod", "nmod", "nmod:unmarked", "nmod:tmod"})
"""How a time hangs on the noun that it is part of."""
OWN: Final = frozenset({"obl", "iobj", "advmod", "case", "det", "compound"})
"""Dependents of a verb of speech that are not what is said."""
FAR: Final = 10
"""At most this many words stand between a cue and its time."""
DEEP: Final = 4


def said_time(tree: Tree, sentence: Sentence, cue: Span, source: Span | None, times: Sequence[Span]) -> Span | None:
    """The time (one of `times`, in text order) at which the words of a cue were said; None where none shows it."""
    inside = [t for t in times if sentence.span.contains(t) and not t.overlaps(cue) and not _modifies(tree, t)]
    if not inside or not sentence.span.contains(cue):
        return None
    first, last = tree.range(cue)
    behind = next(_behind(tree, sentence, (first, last), inside), None)
    return behind if behind is not None else _before(tree, first, source, inside)


def _modifies(tree: Tree, time: Span) -> bool:
    """Whether a time is part of the noun behind it: "Friday's attack", "the 2004 massacre"."""
    last = tree.range(time)[1]
    if last < len(tree.tokens) and tree.tokens[last].text in {"'s", "’s", "'", "’"}:
        return True
    head = tree.tokens[tree.head_in(time)]
    return head.head >= last and tree.tokens[head.head].upos in {"NOUN", "PROPN", "ADJ"} and head.deprel in INNER


def _behind(tree: Tree, sentence: Sentence, cue: tuple[int, int], times: Sequence[Span]) -> Iterator[Span]:
    starts = {tree.range(time)[0]: time for time in times}
    for at in range(cue[1], min(cue[1] + FAR, sentence.last)):
        if at in starts:
            yield starts[at]
            return
        if not _belongs(tree, at, cue):
            return


def _belongs(tree: Tree, at: int, cue: tuple[int, int]) -> bool:
    """Whether a word behind a cue is part of the cue's own phrases and not of what is said."""
    token = tree.tokens[at]
    if token.upos not in BETWEEN or token.text.lower() == "that" or token.deprel.startswith("nsubj"):
        return False
    if at == cue[1] and token.upos in LEADING:
        return True
    for _ in range(DEEP):
        if cue[0] <= token.head < cue[1]:
            addressed = _lexicon.words("voices.toml", "addressed")
            return token.deprel.split(":")[0] in OWN or (token.deprel == "obj" and tree.lemma(token.head) in addressed)
        if token.head < 0 or token.deprel.startswith("nsubj") or tree.tokens[token.head].upos in {"VERB", "AUX"}:
            return _leads_time(tree, at)
        token = tree.tokens[token.head]
    return False


def _leads_time(tree: Tree, at: int) -> bool:
    """Whether a word is a preposition or the like, whatever a parser hangs it on."""
    return tree.tokens[at].upos in LEADING


def _before(tree: Tree, first: int, source: Span | None, times: Sequence[Span]) -> Span | None:
    """A time between the subject and the cue: "the army *on Tuesday* said"."""
    at = first - 1
    while at > 0 and tree.tokens[at].upos in {"AUX", "ADV", "PUNCT"} and not _ends(tree, at, times):
        at -= 1
    time = _ends(tree, at, times)
    if time is None or source is None or source.end > time.start:
        return None
    opening = tree.range(time)[0]
    between = tree.tokens[bisect_left(tree.starts, source.end) : opening]
    return time if all(t.upos in LEADING or t.upos == "PUNCT" for t in between) else None


def _ends(tree: Tree, at: int, times: Sequence[Span]) -> Span | None:
    return next((t for t in times if tree.range(t)[1] == at + 1), None)
