"""
Find all sayings of a report: who says or thinks something, by which word, and what.

A saying is read from the tree: the verb of saying is the cue, its subject the source, its clause or object the
content. "A, X said. B" has no clause below the verb: all of the sentence that is not the saying itself is content.
A quotation belongs to its saying over sentences, and one that follows it goes on with it; where the writer speaks
again, the saying is over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from casus.model.frame import Saying
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps._quotes import quotations
from casus.steps._runs import below, runs, span_of
from casus.steps._speakers import Speakers, classes
from casus.steps._tree import Tree

VERBS: Final = frozenset({"speech", "thought", "object", "wish", "show", "quote"})
SET_OFF: Final = frozenset({",", '"', "”", "'", "''", "?", "!", "-", "--", "—"})
"""Marks before "X said" that make what went before the content."""
OPENING: Final = frozenset({"that", ":", "“", '"', "'", "''"})
"""What the content after a cue may begin with."""
AROUND_CUE: Final = ("aux", "obl", "advmod", "nsubj", "iobj", "obj")
GAP: Final = 120
"""Code points between a saying and a quotation that goes on with it: no more than a short sentence of the writer."""


def sayings(reading: Reading) -> tuple[Saying, ...]:
    """All sayings of a report in text order."""
    return Finder.over(reading).all(reading.sentences)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds sayings in the trees of a reading."""

    tree: Tree
    tokens: tuple[Token, ...]
    quotes: tuple[Span, ...]

    @classmethod
    def over(cls, reading: Reading) -> Finder:
        """Index the trees and the quotations of a reading."""
        return cls(Tree.of(reading), reading.tokens, quotations(reading.document.text))

    def all(self, sentences: Sequence[Sentence]) -> tuple[Saying, ...]:
        """All sayings of some sentences."""
        found: list[Saying] = []
        for sentence in sentences:
            told = tuple(self._in(sentence))
            own = [saying for saying in told if not _is_nested(saying, told)]
            if not any(_is_speech(saying) for saying in own):
                self._go_on(found, sentence)
            found.extend(own)
        return tuple(found)

    def _go_on(self, found: list[Saying], sentence: Sentence) -> None:
        """Give a sentence that begins in a quotation to the saying before it."""
        last = max((n for n, saying in enumerate(found) if _is_speech(saying)), default=None)
        quote = next((q for q in self.quotes if q.overlaps(sentence.span)), None)
        if last is None or quote is None or quote.start > sentence.span.start + 1:
            return
        saying = found[last]
        if sentence.span.start - max(c.end for c in (*saying.contents, saying.cue)) < GAP:
            found[last] = replace(saying, contents=(*saying.contents, sentence.span), direct=True)

    def _in(self, sentence: Sentence) -> Iterator[Saying]:
        speakers = Speakers(self.tree, self.tokens, self._quoted)
        for i in range(sentence.first, sentence.last):
            if self._quoted(i):
                continue
            if self.tokens[i].text.lower() == "according":
                yield from self._according(speakers, sentence, i)
            elif self.tokens[i].upos == "VERB":
                yield from self._verb(speakers, sentence, i)
            elif self.tokens[i].upos == "NOUN":
                yield from self._noun(speakers, i)

    def _quoted(self, i: int) -> bool:
        """Whether a token stands in a quotation: what its speaker says of others' sayings is part of what he says."""
        if not self.quotes:
            return False
        span = self.tokens[i].span
        at = bisect_right(self.quotes, span.start, key=_start) - 1
        return at >= 0 and self.quotes[at].contains(span)

    def _verb(self, speakers: Speakers, sentence: Sentence, i: int) -> Iterator[Saying]:
        kinds = classes().get(self.tree.lemma(i), frozenset())
        source = speakers.of(sentence, i) if kinds & VERBS else None
        if source is None:
            return
        cue, who = self.tokens[i].span, span_of(self.tokens, *source)
        for name, content in self._contents(sentence, i, kinds, source):
            said = [t for t in content if not source[0] <= t < source[1] and t != i]
            spans = self._whole(name, tuple(runs(self.tokens, said)), who.join(cue))
            if spans and (kinds != {"quote"} or self._direct(spans)):
                yield Saying(cue, i, who, spans, name, self._direct(spans))
                return
        beside = self._beside(who.join(cue)) if kinds & {"speech", "quote"} else None
        if beside is not None:
            yield Saying(cue, i, who, (beside,), "speech:beside", True)

    def _direct(self, spans: tuple[Span, ...]) -> bool:
        return any(q.overlaps(s) for q in self.quotes for s in spans)

    def _beside(self, clause: Span) -> Span | None:
        """The quotation right before a clause of saying, or right after it."""
        near = (q for q in self.quotes if 0 <= clause.start - q.end <= 3 or 0 <= q.start - clause.end <= 3)
        return next(near, None)

    def _whole(self, rule: str, spans: tuple[Span, ...], clause: Span) -> tuple[Span, ...]:
        """Contents of speech with the whole of each quotation that they are most of, over sentences."""
        if not rule.startswith("speech"):
            return spans
        return tuple(dict.fromkeys(self._quotation(span, clause) for span in spans))

    def _quotation(self, span: Span, clause: Span) -> Span:
        near = [q for q in self.quotes if q.overlaps(span) and not q.overlaps(clause)]
        if len(near) != 1 or len(near[0]) <= len(span) // 2 or near[0].join(span).overlaps(clause):
            return span
        return span.join(near[0])

    def _contents(
        self, sentence: Sentence, i: int, kinds: frozenset[str], source: tuple[int, int]
    ) -> Iterator[tuple[str, list[int]]]:
        """Candidates of content by rule, best first: a clause, what stands around, an infinitive, an object."""
        kind = "speech" if "speech" in kinds else min(kinds)
        clauses = self.tree.children(i, "ccomp")
        if clauses:
            yield f"{kind}:clause", below(self.tree, *clauses)
        if kinds & {"speech", "quote"}:
            yield "speech:around", self._around(sentence, i, source)
        if self._continues(i) and kinds & {"speech", "object"}:
            yield "speech:after", list(range(i + 1, sentence.last))
        if kinds & {"wish", "speech"}:
            yield "wish:infinitive", below(self.tree, *self.tree.children(i, "xcomp"))
        if kinds & {"object", "speech"}:
            yield f"{'object' if 'object' in kinds else 'speech'}:object", self._object(i)
        if self.tokens[i].deprel == "acl:relcl" and kinds & {"object", "speech", "thought"}:
            first = below(self.tree, i)[0]
            yield "object:antecedent", [t for t in below(self.tree, self.tokens[i].head) if t < first]

    def _continues(self, i: int) -> bool:
        """Whether a participle goes on with a saying: "…, *adding* that"."""
        return self.tokens[i].xpos == "VBG" and self.tokens[i - 1].text in {",", "'", "”", '"'}

    def _object(self, i: int) -> list[int]:
        """The objects and what follows them in the verb's phrase."""
        after = [c for c in self.tree.children(i, "obj", "obl", "xcomp", "advcl") if c > i]
        inside = below(self.tree, *after)
        return list(range(inside[0], inside[-1] + 1)) if inside else []

    def _around(self, sentence: Sentence, i: int, source: tuple[int, int]) -> list[int]:
        """The sentence without the clause of saying, where that clause is set off by marks: "A, X said, B"."""
        own = [*self._own_clause(i), *range(*source)]
        first, last = min(own), max(own) + 1
        before = self.tokens[first - 1].text if first > sentence.first else ""
        after = self.tokens[last].text if last < sentence.last else ""
        if before in SET_OFF or (after in {":", ","} and first == sentence.first):
            return [t for t in range(sentence.first, sentence.last) if not first <= t < last]
        if i + 1 < sentence.last and self.tokens[i + 1].text in OPENING:
            return list(range(i + 1, sentence.last))
        return below(self.tree, *self.tree.children(i, "parataxis"))

    def _own_clause(self, i: int) -> list[int]:
        """The tokens of the clause of saying: cue, auxiliaries, when and where it was said."""
        own = (c for c in self.tree.below[i] if self.tokens[c].deprel.partition(":")[0] in AROUND_CUE)
        return [i, *below(self.tree, *own)]

    def _according(self, speakers: Speakers, sentence: Sentence, i: int) -> Iterator[Saying]:
        if i + 2 >= sentence.last or self.tokens[i + 1].text.lower() != "to":
            return
        head = next((t for t in range(i + 2, sentence.last) if self._heads(t, i)), None)
        if head is None:
            return
        last = speakers.phrase(head, i)[1]
        rest = [t for t in range(sentence.first, sentence.last) if not i <= t < last]
        spans = tuple(runs(self.tokens, rest))
        if spans:
            cue, who = span_of(self.tokens, i, i + 2), span_of(self.tokens, i + 2, last)
            yield Saying(cue, i, who, spans, "according", self._direct(spans))

    def _heads(self, t: int, i: int) -> bool:
        """Whether noun `t` is the one that "according to" at `i` introduces."""
        return self.tokens[t].upos in {"NOUN", "PROPN", "PRON"} and not i + 2 <= self.tokens[t].head <= t + 12

    def _noun(self, speakers: Speakers, i: int) -> Iterator[Saying]:
        """A noun of saying with an owner and a clause: "his claim that …"."""
        owners, clauses = self.tree.children(i, "nmod:poss"), self.tree.children(i, "acl", "ccomp")
        if "nouns" in classes().get(self.tree.lemma(i), frozenset()) and owners and clauses:
            who = span_of(self.tokens, *speakers.phrase(owners[0], i))
            spans = tuple(runs(self.tokens, below(self.tree, *clauses)))
            if spans:
                yield Saying(self.tokens[i].span, i, who, spans, "noun", self._direct(spans))


def _start(span: Span) -> int:
    return span.start


def _is_speech(saying: Saying) -> bool:
    return saying.rule.startswith("speech")


def _is_nested(saying: Saying, others: Sequence[Saying]) -> bool:
    """Whether an attitude only stands inside what somebody else says: "he said that he supports the plan"."""
    if saying.rule.startswith(("speech", "according")):
        return False
    return any(_is_speech(other) and other.covers(saying.cue) for other in others)
