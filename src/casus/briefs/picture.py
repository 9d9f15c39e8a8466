"""What a project believes at one time: its events and relations, from the reports that were out by then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from casus.beliefs.events import believe
from casus.beliefs.numbers import Rule
from casus.beliefs.states import lines
from casus.beliefs.types import EventBelief, Period, StateLine
from casus.briefs.citing import Citing, rows_of
from casus.store.merged import event_row
from casus.store.rows import ClaimRow, EventRow, ReportRow, StateRow

Row = TypeVar("Row", ClaimRow, StateRow)


@dataclass(frozen=True, slots=True)
class Scope:
    """
    What to tell of: ids of events and state claims that a filter keeps; None keeps all.

    `shown` says the filter in words ("place Koravets").
    """

    events: frozenset[str] | None = None
    states: frozenset[str] | None = None
    shown: tuple[str, ...] = ()

    def has_event(self, belief: EventBelief) -> bool:
        """Whether to tell of an event."""
        return self.events is None or belief.event.event_id in self.events

    def has_line(self, line: StateLine) -> bool:
        """Whether to tell of a relation: if a statement or a happening it rests on is kept."""
        if self.states is None or self.events is None:
            return True
        claims = {backing.claim_id for period in line.periods for backing in period.backing}
        return not self.states.isdisjoint(claims)


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Picture:
    """The events and relations of a project as believed at one time."""

    beliefs: tuple[EventBelief, ...]
    lines: tuple[StateLine, ...]
    events: tuple[EventRow, ...]
    states: tuple[StateRow, ...]

    def citing(self) -> Citing:
        """An empty list of references to these claims."""
        return Citing(rows_of(self.events, self.states))

    @property
    def last_day(self) -> date | None:
        """The last day a report was published."""
        return max((report.published for report in self.reports if report.published), default=None)

    @property
    def reports(self) -> tuple[ReportRow, ...]:
        """The reports behind it, each once."""
        claims = (claim.report for event in self.events for claim in event.claims)
        return tuple({report.doc_id: report for report in (*claims, *(s.report for s in self.states))}.values())


def picture(
    events: Iterable[EventRow],
    states: Iterable[StateRow],
    *,
    at: date | None = None,
    rule: Rule | str = Rule.LATEST_NAMED_SOURCE,
) -> Picture:
    """
    What is believed of a day: from the reports published by then, and later ones that tell of it.

    Without `at`, from all reports, as of the last one.
    """
    known_events = tuple(_as_of(events, lambda row: at is None or is_told_by(row, at)))
    known_states = tuple(row for row in states if at is None or is_told_by(row, at))
    made = Picture((), lines(known_states, known_events), known_events, known_states)
    as_of = at or made.last_day
    return replace(made, beliefs=tuple(believe(event, rule=rule, at=as_of) for event in known_events))


def published_before(events: Iterable[EventRow], day: date) -> tuple[EventRow, ...]:
    """Events as told by the reports published before a day."""
    return tuple(_as_of(events, lambda row: row.report.published is None or row.report.published < day))


def _as_of(events: Iterable[EventRow], keeps: Callable[[ClaimRow], bool]) -> Iterator[EventRow]:
    for event in events:
        claims = tuple(claim for claim in event.claims if keeps(claim))
        if len(claims) == len(event.claims):
            yield event
        elif claims:
            yield replace(event_row(event.event_id, claims), part_of=event.part_of)


def is_told_by(row: ClaimRow | StateRow, at: date) -> bool:
    """Whether a report was out by a day, or tells of a time that began by then."""
    told = row.time.earliest if row.time else None
    return row.report.published is None or row.report.published <= at or bool(told and told <= at)


def holding(line: StateLine, at: date) -> tuple[Period, ...]:
    """The periods of a relation that are open on a day."""
    return tuple(
        period
        for period in line.periods
        if (period.first is None or period.first <= at) and (period.when.latest is None or period.when.latest > at)
    )


def days_of(belief: EventBelief) -> tuple[date | None, date | None]:
    """The days an event may have happened on; those of its first report where no report tells."""
    when = belief.when
    if when and (when.earliest or when.latest):
        return when.earliest or when.latest, when.latest or when.earliest
    return belief.first_report, belief.first_report


def type_of(belief: EventBelief) -> str:
    """The type that is shown for an event, without its mode."""
    field = belief.field("type")
    return (field.best.key if field and field.best else belief.event.label).partition(".")[0]


def is_thin(belief: EventBelief) -> bool:
    """Whether nothing is known of an event but its type: not who, whom, where nor how many."""
    return not (belief.actors or belief.recipients or belief.field("place") or _is_counted(belief))


def _is_counted(belief: EventBelief) -> bool:
    names = {"occurrence", "type", "actor", "recipient", "place", "time"}
    return any(field.name not in names for field in belief.fields)


def weight(belief: EventBelief) -> tuple[int, bool, int, float]:
    """How much there is to tell of an event, for choosing the most told where there are too many."""
    return belief.independent_sources, _is_counted(belief), len(belief.event.claims), belief.belief.index


def most_told(beliefs: Sequence[EventBelief], limit: int) -> list[EventBelief]:
    """At most `limit` events (0: all), those of which most is told, in order of days."""
    ranked = sorted(beliefs, key=lambda belief: (*weight(belief), belief.event.event_id), reverse=True)
    return sorted(ranked[: limit or None], key=in_time)


def in_time(belief: EventBelief) -> tuple[date, date, str]:
    """Events by day."""
    first, last = days_of(belief)
    return first or date.min, last or date.min, belief.event.event_id
