"""One claim as belief sees it: who says so, whom the words go back to, whether the source is a party to the event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from casus.beliefs.identity import is_named, names_touch, of_one_state, party_key
from casus.beliefs.knowledge import OWN_VOICE, PARTY, Knowledge
from casus.beliefs.origins import publisher_keys
from casus.beliefs.types import Backing
from casus.store.fold import fold
from casus.store.rows import ClaimRow, PartyRow, Quote, ReportRow, SourceRow, StateRow

Row = TypeVar("Row", ClaimRow, StateRow)


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with what identifies its source. `publisher` is the key of whoever published it first."""

    claim: ClaimRow | StateRow
    publisher: str
    origin: str
    source: str
    stance: str
    source_class: str
    is_named: bool

    @property
    def day(self) -> date:
        """The day of publication; a report without one counts as the oldest."""
        return self.claim.report.published or date.min

    @property
    def speakers(self) -> frozenset[str]:
        """Whoever may revise this: the source, and the paper where the source cannot be recognised."""
        return frozenset((self.origin,) if self.is_named else (self.origin, self.publisher))

    def backing(self, quote: Quote | None) -> Backing:
        """The claim as support of a value that stands in the words `quote`."""
        return Backing(
            claim_id=self.claim.claim_id,
            report=self.claim.report,
            source=self.source,
            stance=self.stance,
            quote=quote,
            source_class=self.source_class,
            is_named=self.is_named,
            origin=self.origin,
        )


def ordered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows by publication day, report and text, however they came."""
    return tuple(sorted(rows, key=_order))


def _order(row: ClaimRow | StateRow) -> tuple[date, str, int, str, str]:
    return row.report.published or date.min, row.report.doc_id, row.trigger.start, row.claim_id, row.factuality


def heard(claims: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
    """
    Claims as their sources mean them: what a source denies in a sentence it does not also assert there.

    "The ministry denied reports that the town had fallen" says twice that it has not, and never that it has.
    """
    denied = {_voice(claim) for claim in claims if claim.is_denied}
    return tuple(
        replace(claim, factuality="CT-") if claim.sources and _voice(claim) in denied and not claim.is_denied else claim
        for claim in claims
    )


def _voice(claim: ClaimRow) -> tuple[str, int, str]:
    return claim.report.doc_id, claim.sentence.start, claim.sources[0].name if claim.sources else ""


def tellings(rows: Sequence[ClaimRow | StateRow], parties: Sequence[PartyRow], known: Knowledge) -> tuple[Telling, ...]:
    """Claims in order, each with its source. `parties` are those whose words are not an outsider's."""
    publishers = publisher_keys(row.report for row in rows)
    return tuple(_telling(row, publishers, parties, known) for row in rows)


def _telling(
    row: ClaimRow | StateRow, publishers: Mapping[str, str], parties: Sequence[PartyRow], known: Knowledge
) -> Telling:
    publisher = publishers[row.report.doc_id]
    if not row.sources:
        named = bool(row.report.publisher)
        return Telling(row, publisher, publisher, paper(row.report), "asserts", OWN_VOICE, named)
    inner = row.sources[0]
    link = next((link for link in row.sources if is_named(link, known)), None)
    origin = party_key(link) if link else f"u:{publisher}|{fold(inner.name)}"
    spoken = PARTY if is_party(inner, parties, known) else known.class_of(inner)
    return Telling(row, publisher, origin, inner.name, inner.stance, spoken, link is not None)


def paper(report: ReportRow) -> str:
    """How a report is called that speaks in its own voice."""
    return report.publisher or report.title or next(iter(report.origins), report.doc_id)


def is_party(source: SourceRow, parties: Iterable[PartyRow], known: Knowledge) -> bool:
    """Whether a source is one of the parties, speaks for one, or belongs to the same state as one."""
    said = source.quote.words if source.quote else source.name
    return any(
        party_key(source) == party_key(party)
        or of_one_state(source, party, known)
        or (is_named(party, known) and names_touch(party.name, said))
        for party in parties
    )


def apart(left: Telling, right: Telling) -> bool:
    """Whether two claims are different voices: other origins, in other reports or each in a source's own words."""
    if left.origin == right.origin:
        return False
    both_quoted = bool(left.claim.sources) and bool(right.claim.sources)
    return left.publisher != right.publisher or both_quoted


def revises(later: Telling, earlier: Telling) -> bool:
    """Whether a claim comes from the same source as an earlier one, on a later day."""
    return later.day > earlier.day and bool(later.speakers & earlier.speakers)


def revised(backing: Backing) -> Backing:
    """The same support, marked as taken back by its source."""
    return replace(backing, is_revised=True)
