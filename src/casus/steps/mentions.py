"""
Find the phrases that may name an actor or a place: names, nominals and pronouns.

    "The Syrian army's chief, Gen. Aru, met them."
    ->  [The Syrian army's chief] [The Syrian army] [Syrian] [Gen. Aru] [them]

A phrase runs from its first modifier to its head noun, without what follows (no relative clause, no "of …" unless it
belongs to a name). Names inside a phrase and possessors are mentions of their own; no two mentions share a head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from casus.model.reading import Reading
from casus.model.syntax import EntityKind, Mention, Token
from casus.steps import _lexicon, _names

_FILE: Final = "mentions.toml"
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_INSIDE: Final = frozenset(
    {"DT", "PDT", "PRP$", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "POS", "VBN", "VBG", "$"}
)
"""Tags of the words that a phrase is made of; participles count only before a noun, hyphens only between two words."""
_OPENERS: Final = frozenset({"DT", "PDT", "PRP$"})
_FINAL: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
_ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
"""A phrase may end in an adjective or determiner that plays one of these parts: "the wounded", "many"."""
_TIES: Final = frozenset({"flat", "compound", "appos", "nmod:desc", "fixed", "goeswith"})
_PERSONAL: Final = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "DT"})
_SURE: Final = {EntityKind.NOMINAL: 0.9, EntityKind.PRONOUN: 1.0}
_NAME_SCORE: Final = 0.7
"""Names are told apart by rules that are right on 87 % of the names kept back from them."""
_JOINTS: Final = frozenset({"-", "\u2010", "\u2011", "\u2013"})


class Mentions:
    """Add the mentions of all sentences, in text order, longer before shorter."""

    name: Final = "mentions"
    needs: Final = frozenset({"document", "sentences", "tokens"})
    gives: Final = frozenset({"mentions"})

    def __call__(self, reading: Reading) -> Reading:
        """Add the mentions."""
        found: list[Mention] = []
        for sentence in reading.sentences:
            own = reading.tokens[sentence.first : sentence.last]
            found += (replace(m, head=m.head + sentence.first) for m in mentions(own, sentence.first))
        return replace(reading, mentions=tuple(found))


def mentions(tokens: Sequence[Token], first: int) -> list[Mention]:
    """The mentions of one sentence with heads counted from its start; `first` is the index of its first token."""
    scene = _Scene(tokens, first)
    by_head: dict[int, Mention] = {}
    for start, end in _joined(scene, list(phrases(scene))):
        for a, b in _nested(scene, start, end):
            head = scene.head(a, b)
            label = _label(scene, a, b, head)
            if label is not None:
                span = tokens[a].span.join(tokens[b - 1].span)
                by_head.setdefault(head, Mention(span, label, head, _SURE.get(label, _NAME_SCORE)))
    return sorted(by_head.values(), key=lambda m: (m.span.start, -m.span.end))


class _Scene:
    """One sentence: its tokens, their words as written and in lower case, and which of them are parts of names."""

    __slots__ = ("first", "low", "names", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens, self.first = tokens, first
        self.words = [token.text for token in tokens]
        self.low = [word.lower() for word in self.words]
        capitals = sum(word[0].isupper() for word in self.words if len(word) > 3)
        titled = capitals * 2 > sum(len(word) > 3 for word in self.words)
        self.names = [
            token.xpos in ("NNP", "NNPS") or (token.upos == "NOUN" and i > 0 and not titled and token.text[0].isupper())
            for i, token in enumerate(tokens)
        ]

    def head(self, start: int, end: int) -> int:
        """The last noun (or figure, or word) of a range that depends on nothing inside the range."""
        inside = range(self.first + start, self.first + end)
        tops = [i for i in range(start, end) if self.tokens[i].head not in inside and self.tokens[i].upos != "PUNCT"]
        nouns = [i for i in tops if self.tokens[i].upos in _NOUNS]
        return (nouns or tops or [end - 1])[-1]

    def is_joint(self, i: int) -> bool:
        """Whether a hyphen or small word stands between two words of one phrase: "al-Zor", "bin Laden"."""
        if not 0 < i < len(self.words) - 1:
            return False
        before, after = self.words[i - 1], self.words[i + 1]
        left, here, right = (self.tokens[j].span for j in (i - 1, i, i + 1))
        if self.words[i] in _JOINTS:
            return left.end == here.start and here.end == right.start and before[-1].isalnum() and after[0].isalnum()
        if self.low[i] not in _lexicon.words(_FILE, "linkers"):
            return False
        return (self.names[i - 1] or before in _JOINTS) and (after[0].isupper() or after in _JOINTS)


def phrases(scene: _Scene) -> Iterator[tuple[int, int]]:
    """The base noun phrases and pronouns, as token ranges in order."""
    start: int | None = None
    count = len(scene.tokens)
    for i in range(count + 1):
        if i < count and _goes_inside(scene, i, opening=start is None):
            if start is not None and _parts(scene, start, i):
                yield from _trimmed(scene, start, i)
                start = i
            start = i if start is None else start
            continue
        if start is not None:
            yield from _trimmed(scene, start, i)
            start = None
        if i < count and scene.tokens[i].upos == "PRON":
            yield i, i + 1


def _goes_inside(scene: _Scene, i: int, *, opening: bool) -> bool:
    token = scene.tokens[i]
    if scene.is_joint(i):
        return not opening
    if i + 1 < len(scene.words) and scene.words[i + 1] in _JOINTS and scene.is_joint(i + 1):
        return True
    if token.xpos in ("VBN", "VBG"):
        following = scene.tokens[i + 1].upos if i + 1 < len(scene.words) else ""
        return (token.upos == "ADJ" or not opening) and token.deprel == "amod" and following in ("NOUN", "PROPN", "ADJ")
    if (token.upos == "PRON" and token.xpos != "PRP$") or token.text in _JOINTS or scene.low[i] == "least":
        return False
    return token.xpos in _INSIDE


def _parts(scene: _Scene, start: int, i: int) -> bool:
    """Whether a new phrase begins at `i`: a determiner after a noun, or a noun not tied to the last."""
    before, here = scene.tokens[i - 1], scene.tokens[i]
    if before.text in _JOINTS or here.text in _JOINTS or "POS" in (here.xpos, before.xpos) or before.upos not in _NOUNS:
        return False
    if here.xpos in _OPENERS or here.xpos == "CD":
        return True
    if scene.names[i - 1] and scene.names[i]:
        return scene.low[i - 1] in _lexicon.words(_FILE, "times")
    return here.upos in _NOUNS and not _tied(scene, start, i)


def _tied(scene: _Scene, start: int, i: int) -> bool:
    """Whether the noun before `i` depends on what follows, or the noun at `i` on what stands before."""
    back, ahead = scene.tokens[i].head - scene.first, scene.tokens[i - 1].head - scene.first
    if start <= back < i and scene.tokens[i].deprel in _TIES:
        return True
    return ahead >= i or scene.tokens[i - 1].deprel in _TIES


def _trimmed(scene: _Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range up to its last noun or figure; nothing when it has none that can be spoken of."""
    tokens = scene.tokens
    while end > start and tokens[end - 1].xpos not in _FINAL and tokens[end - 1].deprel not in _ARGUMENTS:
        end -= 1
    if end <= start or (end - start == 1 and tokens[start].xpos == "CD" and tokens[start].deprel not in _ARGUMENTS):
        return
    yield _hedged(scene, start), end


def _hedged(scene: _Scene, start: int) -> int:
    """The start of a phrase with the "at least" or "more than" before its figure."""
    if scene.tokens[start].xpos != "CD":
        return start
    hedges = _lexicon.words(_FILE, "hedges")
    sizes = (n for n in (3, 2, 1) if start >= n and " ".join(scene.low[start - n : start]) in hedges)
    return start - next(sizes, 0)


def _joined(scene: _Scene, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The phrases, and "thousands of refugees" as one before its parts."""
    for n, (start, end) in enumerate(found):
        last = n
        while (
            last + 1 < len(found)
            and found[last + 1][0] == found[last][1] + 1
            and scene.low[found[last][1]] == "of"
            and scene.low[found[last][1] - 1] in _lexicon.words(_FILE, "amounts")
        ):
            last += 1
        if last > n:
            yield start, found[last][1]
        yield start, end


def _nested(scene: _Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A phrase, then its possessors, possessive pronouns, demonyms and names."""
    stop = _name_tail(scene, end)
    yield start, stop
    for i in range(start, end):
        token = scene.tokens[i]
        if token.xpos == "POS" and i > start:
            yield start, i
        elif token.xpos == "PRP$" or (token.xpos == "JJ" and token.text[0].isupper() and i > start - (end > start + 1)):
            yield i, i + 1
    for a, b in _name_runs(scene, start, end):
        yield a, stop if b == end else b


def _name_runs(scene: _Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    run: int | None = None
    for i in range(start, end + 1):
        part = i < end and (scene.names[i] or (run is not None and i + 1 < end and _links(scene, i)))
        if part and run is None:
            run = i
        if not part and run is not None:
            yield run, i
            run = None


def _links(scene: _Scene, i: int) -> bool:
    return scene.is_joint(i) and (scene.names[i + 1] or scene.words[i + 1] in _JOINTS)


def _name_tail(scene: _Scene, end: int) -> int:
    """The end of a phrase with the "of …" that belongs to its name ("Ministry of Defence")."""
    if not scene.names[end - 1] or scene.low[end - 1] not in _lexicon.words(_FILE, "of_heads"):
        return end
    if end + 1 >= len(scene.words) or scene.low[end] not in ("of", "for"):
        return end
    at = end + 1 + (scene.low[end + 1] == "the")
    stop = at
    while stop < len(scene.words) and (_is_titled(scene, stop) or (stop > at and scene.is_joint(stop))):
        stop += 1
    return stop if stop > at else end


def _is_titled(scene: _Scene, i: int) -> bool:
    return scene.words[i][0].isupper() and scene.tokens[i].upos in ("NOUN", "PROPN", "ADJ")


def _label(scene: _Scene, start: int, end: int, head: int) -> str | None:
    token = scene.tokens[head]
    if token.upos == "PRON" or token.xpos == "PRP$":
        return EntityKind.PRONOUN if token.xpos in _PERSONAL else None
    if token.xpos == "JJ" and end - start == 1 and token.text[0].isupper():
        return EntityKind.NORP if _names.kind_of(scene.words, start, end) == EntityKind.NORP else None
    if not scene.names[head]:
        return EntityKind.NOMINAL
    while start < head and not scene.names[start]:
        start += 1
    return _names.kind_of(scene.words, start, end)
