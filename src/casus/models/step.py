"""The trained engine as one step of reading: syntax, mentions, frames and all that qualifies them, in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from casus.model.document import PROSE
from casus.model.frame import Coreference
from casus.model.reading import Reading
from casus.models.analysis import Analysis
from casus.models.reader import Text


class TextReader(Protocol):
    """What the step needs of a reader: analyses of texts, in order."""

    def read_many(self, texts: Iterable[Text]) -> Iterator[Analysis]: ...


class Analyse:
    """Let the trained reader analyse documents, several at a time."""

    name: Final = "analyse"
    needs: Final = frozenset({"document", "tokens"})
    gives: Final = frozenset(
        {"sentences", "tokens", "mentions", "frames", "qualifiers", "sourcings", "coreferences", "links"}
    )

    def __init__(self, reader: TextReader) -> None:
        """`reader` holds the weights; it may serve several steps."""
        self._reader = reader

    def __call__(self, reading: Reading) -> Reading:
        """Analyse one document."""
        return next(self.many([reading]))

    def many(self, readings: Sequence[Reading]) -> Iterator[Reading]:
        """Analyse documents together, handing each on when it is done; each result is the same as alone."""
        analyses = self._reader.read_many([text_of(reading) for reading in readings])
        return (_with(reading, analysis) for reading, analysis in zip(readings, analyses, strict=True))


def text_of(reading: Reading) -> Text:
    """The document's text with the spans of its tokens, grouped by prose part."""
    spans = [(token.span.start, token.span.end) for token in reading.tokens]
    prose = (part.span for part in reading.document.parts if part.kind in PROSE)
    groups = (tuple(spans[bisect_left(spans, (p.start, 0)) : bisect_left(spans, (p.end, 0))]) for p in prose)
    return Text(reading.document.text, tuple(group for group in groups if group))


def _with(reading: Reading, analysis: Analysis) -> Reading:
    return replace(
        reading,
        sentences=analysis.sentences,
        tokens=analysis.tokens,
        mentions=analysis.mentions,
        frames=analysis.frames,
        qualifiers=analysis.qualifiers,
        sourcings=analysis.sourcings,
        coreferences=tuple(_described(analysis, i) for i in range(len(analysis.coreferences))),
        links=analysis.links,
    )


def _described(analysis: Analysis, cluster: int) -> Coreference:
    """A cluster with the kind and sector that most of its mentions, weighed by score, are given."""
    parties = [party for party in analysis.parties if party.cluster == cluster]
    kinds = weighed((party.kind, party.score) for party in parties)
    sectors = weighed((party.sector, party.score) for party in parties)
    return replace(analysis.coreferences[cluster], kind=kinds, sector=sectors)


def weighed(votes: Iterable[tuple[str, float]]) -> str:
    """The label with the greatest weight, the alphabetically first of equals; "" for no votes."""
    total: dict[str, float] = {}
    for label, weight in votes:
        total[label] = total.get(label, 0.0) + weight
    return min(total, key=lambda label: (-total[label], label), default="")
