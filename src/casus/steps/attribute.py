"""
Who says so: the source of each frame, with the words that show it.

"Rebels attacked the depot, a spokesman said" hangs the attack on the spokesman;
a following sentence inside the same quotation inherits him, with no cue of its own.

The patterns look at words in order rather than at the tree: a reporting clause is
short and stereotyped, and it is where hand-made parses of long sentences fail most.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from casus.model.frame import Frame, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps import _lexicon
from casus.steps._tree import Tree

QUOTES: Final = '"“”«»„'
PREPOSITIONS: Final = frozenset({"in", "of", "from", "for", "with", "at", "to", "on"})
BEFORE_CUE: Final = frozenset({"AUX", "ADV", "PART"})
TAIL: Final = 8
"""At most this many words may follow ", X said" ("on Thursday in a statement") for it to close its sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting expression: the cue's words, the source's words, the stance, and the tokens it speaks about."""

    cue: Span
    source: Span
    stance: str
    first: int
    last: int
    rule: str


class Attribute:
    """Find reporting expressions and give frames their source."""

    name: Final = "attribute"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames"})
    gives: Final = frozenset({"sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """Add the sources of frames, innermost first."""
        finder = _Finder.over(reading)
        found: list[Sourcing] = []
        carried: Report | None = None
        for sentence in reading.sentences:
            reports = tuple(finder.reports(sentence))
            carried = _carried(reading, sentence, reports, carried)
            found.extend(_sourcings(reading, sentence, reports, carried))
        return replace(reading, sourcings=tuple(found))


def _carried(reading: Reading, sentence: Sentence, reports: tuple[Report, ...], before: Report | None) -> Report | None:
    """The source that a wholly quoted sentence inherits: the last speaker, as long as the quotation goes on."""
    if reports:
        return reports[-1]
    words = sentence.span.of(reading.document.text)
    quoted = words[:1] in QUOTES or words[-1:] in QUOTES
    return before if quoted else None


def _sourcings(
    reading: Reading, sentence: Sentence, reports: tuple[Report, ...], carried: Report | None
) -> Iterator[Sourcing]:
    for index, frame in enumerate(reading.frames):
        if not sentence.span.contains(frame.trigger):
            continue
        chain = sorted((r for r in reports if _covers(reading, r, frame)), key=lambda r: r.last - r.first)
        for order, report in enumerate(chain):
            yield Sourcing(index, order, report.source, report.cue, report.stance, report.rule)
        if not chain and not reports and carried is not None:
            yield Sourcing(index, 0, carried.source, None, "asserts", "inherited")


def _covers(reading: Reading, report: Report, frame: Frame) -> bool:
    """Whether the report speaks about the trigger, which is neither its cue nor part of its source."""
    words = Span(reading.tokens[report.first].span.start, reading.tokens[report.last - 1].span.end)
    own = frame.trigger.overlaps(report.cue) or frame.trigger.overlaps(report.source)
    return words.overlaps(frame.trigger) and not own


@cache
def _stances() -> dict[str, str]:
    """Reporting lemma to stance."""
    table = _lexicon.table("attribution.toml")["verbs"]
    return {lemma: stance for stance, lemmas in table.items() for lemma in lemmas}


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the reporting expressions of a reading."""

    tree: Tree
    tokens: tuple[Token, ...]
    phrases: tuple[tuple[int, int], ...]

    @classmethod
    def over(cls, reading: Reading) -> _Finder:
        starts = [token.span.start for token in reading.tokens]
        bounds = ((m.span.start, m.span.end) for m in reading.mentions)
        return cls(
            Tree.of(reading),
            reading.tokens,
            tuple(sorted((bisect_left(starts, a), bisect_left(starts, b)) for a, b in bounds)),
        )

    def reports(self, sentence: Sentence) -> Iterator[Report]:
        """The reporting expressions of one sentence, left to right."""
        for i in range(sentence.first, sentence.last):
            yield from self._saying(sentence, i)
            yield from self._according(sentence, i)
            yield from self._hearsay(sentence, i)
            yield from self._responsibility(sentence, i)

    def _saying(self, sentence: Sentence, i: int) -> Iterator[Report]:
        """A saying: "X said (that) …" speaks of what follows; "…, X said" of what went before."""
        stance = _stances().get(self.tree.lemma(i))
        source = self._speaker(sentence, i) if stance and self.tokens[i].upos == "VERB" else None
        if stance is None or source is None:
            return
        first, last = self._content(sentence, i, source)
        if first < last:
            yield Report(self.tokens[i].span, self._span(*source), stance, first, last, f"cue:{self.tree.lemma(i)}")

    def _speaker(self, sentence: Sentence, i: int) -> tuple[int, int] | None:
        """The noun phrase right before the verb ("an official in the alliance said"), or after it ("…, said X")."""
        at = i
        while at > sentence.first and self.tokens[at - 1].upos in BEFORE_CUE:
            at -= 1
        before = self._ending(at, sentence.first)
        if before is not None:
            return before
        inverted = i > sentence.first and self.tokens[i - 1].text in {",", *QUOTES, "''"}
        return next(((a, b) for a, b in self.phrases if a == i + 1), None) if inverted else None

    def _ending(self, at: int, floor: int) -> tuple[int, int] | None:
        """The phrase that ends at token `at`, with the phrases before it that it completes by prepositions."""
        match = max(((a, b) for a, b in self.phrases if b == at and a >= floor), default=None)
        if match is None:
            return None
        first = match[0]
        while first - 1 > floor and self.tokens[first - 1].text.lower() in PREPOSITIONS:
            head = max((a for a, b in self.phrases if b == first - 1 and a >= floor), default=None)
            if head is None:
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
        source = next(((a, b) for a, b in self.phrases if a == i + 2), None)
        if source is not None:
            span = self.tokens[i].span.join(self.tokens[i + 1].span)
            yield Report(span, self._span(*source), "asserts", sentence.first, sentence.last, "cue:according to")

    def _hearsay(self, sentence: Sentence, i: int) -> Iterator[Report]:
        """Hearsay ("reportedly"): the word itself is all the source there is (coding guide, Clarifications)."""
        if self.tokens[i].text.lower() in _lexicon.words("attribution.toml", "hearsay"):
            span = self.tokens[i].span
            yield Report(span, span, "asserts", sentence.first, sentence.last, "hearsay")

    def _responsibility(self, sentence: Sentence, i: int) -> Iterator[Report]:
        """A claim of responsibility for an act: the claimant is source of its own act."""
        table = _lexicon.table("attribution.toml")["responsibility"]
        governor = self.tokens[i].head
        if self.tree.lemma(i) not in table["nouns"] or governor < 0 or self.tree.lemma(governor) not in table["verbs"]:
            return
        subject = self.tree.subject(governor)
        if subject is not None:
            cue = self.tokens[governor].span
            yield Report(cue, self.tree.phrase(subject), "claims", i + 1, sentence.last, "cue:responsibility")

    def _span(self, first: int, last: int) -> Span:
        return self.tokens[first].span.join(self.tokens[last - 1].span)
