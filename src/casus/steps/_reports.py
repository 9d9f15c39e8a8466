"""
Find reporting expressions: who speaks, with which words, about which part of the sentence.

"Rebels attacked the depot, a spokesman said": *said* is the cue, the spokesman the source, and all before the comma
what is said. The patterns look at words in order rather than at the tree alone: a reporting clause is
short and stereotyped, and it is where hand-made parses of long sentences fail most.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps import _lexicon
from casus.steps._tree import Tree

QUOTES: Final = '"\u201c\u201d\u00ab\u00bb\u201e'
PREPOSITIONS: Final = frozenset({"in", "of", "from", "for", "with", "at", "to", "on"})
BEFORE_CUE: Final = frozenset({"AUX", "ADV", "PART"})
TAIL: Final = 8
"""At most this many words may follow ", X said" ("on Thursday in a statement") for it to close its sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting expression: the cue's words and token, the source's words, the stance, the tokens it speaks about."""

    cue: Span
    at: int
    source: Span
    stance: str
    first: int
    last: int
    rule: str


@cache
def stances() -> dict[str, str]:
    """Reporting lemma to stance: asserts, claims, alleges or denies."""
    lexicon = _lexicon.table("attribution.toml")
    speech = dict.fromkeys(lexicon["speech"]["words"], "asserts")
    return speech | {lemma: stance for stance, lemmas in lexicon["verbs"].items() for lemma in lemmas}


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the reporting expressions of a reading."""

    tree: Tree
    tokens: tuple[Token, ...]
    phrases: tuple[tuple[int, int], ...]
    ends: dict[int, int]

    @classmethod
    def over(cls, reading: Reading) -> Finder:
        tree = Tree.of(reading)
        phrases = sorted(tree.range(m.span) for m in reading.mentions)
        return cls(tree, reading.tokens, tuple(phrases), {last: first for first, last in phrases})

    def reports(self, sentence: Sentence) -> Iterator[Report]:
        """The reporting expressions of one sentence, left to right."""
        for i in range(sentence.first, sentence.last):
            yield from self._saying(sentence, i)
            yield from self._according(sentence, i)
            yield from self._hearsay(sentence, i)
            yield from self._responsibility(sentence, i)

    def _saying(self, sentence: Sentence, i: int) -> Iterator[Report]:
        """A saying: "X said (that) …" speaks of what follows; "…, X said" of what went before."""
        stance = stances().get(self.tree.lemma(i))
        source = self._speaker(sentence, i) if stance and self.tokens[i].upos == "VERB" else None
        if stance is None or source is None:
            return
        first, last = self._content(sentence, i, source)
        if first < last:
            yield Report(self.tokens[i].span, i, self._span(*source), stance, first, last, f"cue:{self.tree.lemma(i)}")

    def _speaker(self, sentence: Sentence, i: int) -> tuple[int, int] | None:
        """The noun phrase right before the verb ("an official in the alliance said"), or after it ("…, said X")."""
        at = i
        while at > sentence.first and self.tokens[at - 1].upos in BEFORE_CUE:
            at -= 1
        before = self._ending(at, sentence.first)
        if before is not None:
            return before
        inverted = i > sentence.first and self.tokens[i - 1].text in {",", *QUOTES, "''"}
        after = self._starting(i + 1) if inverted else None
        if after is not None and self.tokens[min(after[1], sentence.last - 1)].upos not in {"VERB", "AUX"}:
            return after
        return self._subject(sentence, i)

    def _starting(self, at: int) -> tuple[int, int] | None:
        place = bisect_left(self.phrases, (at, 0))
        return self.phrases[place] if place < len(self.phrases) and self.phrases[place][0] == at else None

    def _subject(self, sentence: Sentence, i: int) -> tuple[int, int] | None:
        """The subject that the tree gives: "the rebels scrapped the deal and *said* …", "the chief, a lawyer, said"."""
        subject = self.tree.subject(i)
        if subject is None or not sentence.first <= subject < sentence.last:
            return None
        first, last = self.tree.range(self.tree.phrase(subject))
        return (first, last) if last <= i or first > i else None

    def _ending(self, at: int, floor: int) -> tuple[int, int] | None:
        """The phrase that ends at token `at`, with the phrases before it that it completes by prepositions."""
        found = self.ends.get(at)
        if found is None or found < floor:
            return None
        first = found
        while first - 1 > floor and self.tokens[first - 1].text.lower() in PREPOSITIONS:
            head = self.ends.get(first - 1, -1)
            if head < floor:
                break
            first = head
        return first, at

    def _content(self, sentence: Sentence, i: int, source: tuple[int, int]) -> tuple[int, int]:
        start, end = min(source[0], i), max(source[1], i + 1)
        cut = self.tokens[start - 1].text if start > sentence.first else ""
        closes = (
            cut in {",", *QUOTES, "''"} and sentence.last - end <= TAIL and not self._has_clause(end, sentence.last)
        )
        return (sentence.first, start) if closes else (end, sentence.last)

    def _has_clause(self, first: int, last: int) -> bool:
        return any(t.upos == "VERB" for t in self.tokens[first:last])

    def _according(self, sentence: Sentence, i: int) -> Iterator[Report]:
        words = tuple(t.text.lower() for t in self.tokens[i : i + 2])
        if words != ("according", "to"):
            return
        source = self._starting(i + 2)
        if source is not None:
            span = self.tokens[i].span.join(self.tokens[i + 1].span)
            yield Report(span, i, self._span(*source), "asserts", sentence.first, sentence.last, "cue:according to")

    def _hearsay(self, sentence: Sentence, i: int) -> Iterator[Report]:
        """Hearsay ("reportedly"): the word itself is all the source there is (coding guide, Clarifications)."""
        if self.tokens[i].text.lower() in _lexicon.words("attribution.toml", "hearsay"):
            span = self.tokens[i].span
            yield Report(span, i, span, "asserts", sentence.first, sentence.last, "hearsay")

    def _responsibility(self, sentence: Sentence, i: int) -> Iterator[Report]:
        """A claim of responsibility for an act: the claimant is source of its own act."""
        table = _lexicon.table("attribution.toml")["responsibility"]
        governor = self.tokens[i].head
        if self.tree.lemma(i) not in table["nouns"] or governor < 0 or self.tree.lemma(governor) not in table["verbs"]:
            return
        subject = self.tree.subject(governor)
        if subject is not None:
            cue = self.tokens[governor].span
            source = self.tree.phrase(subject)
            yield Report(cue, governor, source, "claims", i + 1, sentence.last, "cue:responsibility")

    def _span(self, first: int, last: int) -> Span:
        return self.tokens[first].span.join(self.tokens[last - 1].span)
