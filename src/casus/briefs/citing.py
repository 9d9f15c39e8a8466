"""Number the passages that sentences cite, in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from casus.beliefs.tellings import paper
from casus.beliefs.types import Backing
from casus.briefs.types import Reference
from casus.store.rows import ClaimRow, EventRow, StateRow

MOST: Final = 5
"""Passages that one sentence cites at most: one for each voice first, then the others."""

Passage = tuple[str, int, int]


@dataclass(slots=True)
class Citing:
    """The references of one text while it is written. `rows` are all claims that may be cited, by id."""

    rows: Mapping[str, ClaimRow | StateRow]
    _passages: dict[Passage, list[ClaimRow | StateRow]] = field(default_factory=dict)
    _numbers: dict[Passage, int] = field(default_factory=dict)

    def cite(self, backing: Iterable[Backing]) -> tuple[int, ...]:
        """The numbers of the passages behind claims, ascending; the most different voices where there are too many."""
        listed = [one for one in backing if one.claim_id in self.rows]
        voices = {one.origin: one for one in reversed(listed)}
        ranked = [*reversed(voices.values()), *listed]
        passages = list(dict.fromkeys(_passage(self.rows[one.claim_id]) for one in ranked))[:MOST]
        chosen = set(passages)
        for one in listed:
            row = self.rows[one.claim_id]
            if _passage(row) in chosen:
                rows = self._passages.setdefault(_passage(row), [])
                self._numbers.setdefault(_passage(row), len(self._passages))
                if row not in rows:
                    rows.append(row)
        return tuple(sorted(self._numbers[passage] for passage in chosen))

    def references(self) -> tuple[Reference, ...]:
        """Everything that was cited."""
        return tuple(_reference(number, rows) for number, rows in enumerate(self._passages.values(), start=1))


def rows_of(events: Iterable[EventRow], states: Iterable[StateRow]) -> dict[str, ClaimRow | StateRow]:
    """All claims by id."""
    claims: dict[str, ClaimRow | StateRow] = {claim.claim_id: claim for event in events for claim in event.claims}
    return claims | {state.claim_id: state for state in states}


def _passage(row: ClaimRow | StateRow) -> Passage:
    return row.report.doc_id, row.sentence.start, row.sentence.end


def _reference(number: int, rows: list[ClaimRow | StateRow]) -> Reference:
    report, sentence = rows[0].report, rows[0].sentence
    marks = sorted({(row.trigger.start - sentence.start, row.trigger.end - sentence.start) for row in rows})
    return Reference(
        number=number,
        words=sentence.words,
        marks=tuple((start, end) for start, end in marks if 0 <= start < end <= len(sentence.words)),
        claim_ids=tuple(dict.fromkeys(row.claim_id for row in rows)),
        sources=tuple(dict.fromkeys(row.sources[0].name for row in rows if row.sources)),
        doc_id=report.doc_id,
        paper=paper(report),
        title=report.title,
        published=report.published,
        url=report.url,
    )
