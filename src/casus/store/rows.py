"""What queries of a project give back: frozen rows, each value beside the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from casus.model.document import Note
from casus.model.when import TimePrecision
from casus.model.where import Place

if TYPE_CHECKING:
    from casus.store.corrections import Decision


@dataclass(frozen=True, slots=True)
class Filter:
    """
    Which claims, states or events to show; what is None does not narrow.

    `actor`: part of a name, or a registry id, of anyone taking part (not of sources). `place`: part of a name, also of
    the province around it, a place id, an ISO alpha-3 country code, or the whole name of a country that reports name.
    `type`: "ASSAULT", "ASSAULT.aerial" or a relation ("controls"). `since` and `until` (days, both included) keep what
    may overlap them; a claim that tells no time counts as of its report's publication. `source`: part of the name of
    the publisher or of anyone the claim is attributed to. `text`: words that the sentence or the names in it must all
    contain; a phrase in double quotes must occur as it is. `doc`: a document id or the id that the input carried.
    `run`: a run id; without it each document's latest run is shown.
    """

    actor: str | None = None
    place: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    text: str | None = None
    doc: str | None = None
    run: str | None = None
    limit: int | None = None
    offset: int = 0


EVERYTHING = Filter()
"""The filter that keeps all."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: `start` to `end` (code points, end excluded)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Who plays `role`: `name` is the canonical one where known, `quote` the words naming it here, if it is named."""

    role: str
    name: str
    quote: Quote | None
    actor: str | None = None
    registry: str | None = None
    kind: str | None = None
    sector: str | None = None
    country: str | None = None
    is_place: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place playing `role` (where, from, to, via, near); `place` None when it could not be settled."""

    role: str
    quote: Quote
    place: Place | None

    @property
    def name(self) -> str:
        """The settled place's name, else the words."""
        return self.place.name if self.place else self.quote.words


@dataclass(frozen=True, slots=True)
class TimeRow:
    """When, as told: the words and the days they stand for (None where open or not settled)."""

    quote: Quote | None
    earliest: date | None
    latest: date | None
    precision: TimePrecision | None


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """How many: `role` killed, wounded, …; None where open.

    `unit`, `whom`, `part_of`, `is_total` and `total_cue` are as in `casus.model.claim.Quantity`; empty for what was
    read before these were, and for what people corrected.
    """

    role: str
    quote: Quote
    low: int | None
    best: int | None
    high: int | None
    unit: str = ""
    whom: PartyRow | None = None
    part_of: Quote | None = None
    is_total: bool | None = None
    total_cue: Quote | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Who says so, innermost first in a claim's `sources`; `cue` the words that show it.

    `part`, `naming`, `is_party`, `speech` and `said` are as in `casus.model.claim.Attribution`; empty for what was read
    before these were.
    """

    name: str
    quote: Quote | None
    cue: Quote | None
    stance: str
    registry: str | None = None
    kind: str | None = None
    sector: str | None = None
    country: str | None = None
    part: str = ""
    naming: str = ""
    is_party: bool | None = None
    speech: str = ""
    said: TimeRow | None = None


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """Who passes a claim on beyond its sources: outlet, wire or publisher. `quote` is None if not in its text."""

    part: str
    name: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """
    The report that something was read from. `origins` are all the places it was seen in, sorted.

    `copy_of` is the id of the earliest report with the same wording (a wire text, a near copy), None for an original.
    """

    doc_id: str
    title: str | None
    publisher: str | None
    published: date | None
    published_basis: str
    url: str | None
    origins: tuple[str, ...]
    given_ids: tuple[str, ...]
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """
    One act as one passage tells it. `sentence` quotes the passage.

    `event_id` names the happening, which several reports may tell of; `telling_id` what this text says of it. They are
    the same until the telling is merged into another.
    """

    claim_id: str
    event_id: str
    run_id: str
    report: ReportRow
    type: str
    mode: str | None
    status: str
    factuality: str
    certainty: float
    trigger: Quote
    sentence: Quote
    parties: tuple[PartyRow, ...]
    places: tuple[PlaceRow, ...]
    time: TimeRow | None
    quantities: tuple[QuantityRow, ...]
    instrument: Quote | None
    sources: tuple[SourceRow, ...]
    cues: tuple[Quote, ...]
    content_of: str | None
    rules: tuple[str, ...]
    telling_id: str = ""
    carriers: tuple[CarrierRow, ...] = ()

    @property
    def label(self) -> str:
        """Type and mode: "ASSAULT.aerial"."""
        return f"{self.type}.{self.mode}" if self.mode else self.type

    @property
    def is_denied(self) -> bool:
        """Whether the claim says that it did not happen, or its source denies it."""
        return self.factuality.endswith("-") or any(source.stance == "denies" for source in self.sources)

    def who(self, role: str) -> tuple[PartyRow, ...]:
        """Those who play one role."""
        return tuple(party for party in self.parties if party.role == role)


@dataclass(frozen=True, slots=True)
class StateRow:
    """A relation that holds, as one passage tells it."""

    claim_id: str
    run_id: str
    report: ReportRow
    relation: str
    extent: str | None
    factuality: str
    certainty: float
    trigger: Quote
    sentence: Quote
    subjects: tuple[PartyRow, ...]
    objects: tuple[PartyRow, ...]
    time: TimeRow | None
    sources: tuple[SourceRow, ...]
    cues: tuple[Quote, ...]
    rules: tuple[str, ...]
    carriers: tuple[CarrierRow, ...] = ()

    @property
    def is_denied(self) -> bool:
        """Whether the claim says that it does not hold, or its source denies it."""
        return self.factuality.endswith("-") or any(source.stance == "denies" for source in self.sources)


@dataclass(frozen=True, slots=True)
class EventRow:
    """
    One happening with all claims that tell of it, which agree or not.

    `claims` are in the order of reports (oldest first) and text. Type, status and the like are those of the claim that
    says most: `main`. `earliest` and `latest` are of the narrowest time told. The id is that of its earliest telling;
    `part_of` names events that sum up several happenings, this one among them.
    """

    event_id: str
    main: ClaimRow
    claims: tuple[ClaimRow, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    earliest: date | None
    latest: date | None
    publishers: tuple[str, ...]
    sources: tuple[str, ...]
    factualities: tuple[str, ...]
    part_of: tuple[str, ...] = ()

    @property
    def tellings(self) -> tuple[str, ...]:
        """What the event is made of: one id for what each text says of it, the earliest first."""
        return tuple(dict.fromkeys(claim.telling_id for claim in self.claims))

    @property
    def label(self) -> str:
        """Type and mode of the claim that says most."""
        return self.main.label

    @property
    def is_disputed(self) -> bool:
        """Whether some claims say it happened and others that it did not."""
        return len({claim.is_denied for claim in self.claims}) > 1

    @property
    def reports(self) -> tuple[ReportRow, ...]:
        """The reports that tell of it, without repeats."""
        return tuple({claim.report.doc_id: claim.report for claim in self.claims}.values())


@dataclass(frozen=True, slots=True)
class RunRow:
    """One way of reading, and when it was at work. `sessions`: (started, ended or None if interrupted), UTC."""

    run_id: str
    engine: str
    version: str
    settings: str
    digests: str
    steps: str
    readings: int
    refusals: int
    sessions: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One report of the project, the run it is shown by, and how much that found."""

    report: ReportRow
    run_id: str
    language: str
    characters: int
    claims: int
    states: int
    notes: int


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """
    All there is behind one id: whatever applies is filled, in the order happening, claim, report, run.

    For a claim or state: one row per run that found it; for an event: the event; for a document: its claims, states
    and notes by its latest run, and its text. Values are those that people gave where they gave any, by `decisions`.
    """

    id: str
    kind: str
    events: tuple[EventRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    states: tuple[StateRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    runs: tuple[RunRow, ...] = ()
    notes: tuple[Note, ...] = ()
    text: str | None = None
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a project holds, each document by its latest run."""

    documents: int
    claims: int
    states: int
    events: int
    runs: int
