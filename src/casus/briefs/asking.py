"""Ask a project for its situation, its changes and its reports: which rows are needed and how they are narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from casus.beliefs.numbers import Rule
from casus.briefs.changes import changes as compare
from casus.briefs.compose import USUAL, Extent, one_relation
from casus.briefs.compose import brief as report_on
from casus.briefs.compose import situation as picture_of
from casus.briefs.phrases import day as in_words
from casus.briefs.picture import ALL, Picture, Scope, picture, published_before
from casus.briefs.types import Paper
from casus.errors import InputError, NotFoundError
from casus.model.when import in_order
from casus.store.merged import event_row
from casus.store.rows import EVERYTHING, ClaimRow, EventRow, Filter, RunRow, StateRow


class Record(Protocol):
    """What is asked: a project, or anything that answers like one."""

    def events(self, wanted: Filter = EVERYTHING) -> tuple[EventRow, ...]: ...

    def claims(self, wanted: Filter = EVERYTHING) -> tuple[ClaimRow, ...]: ...

    def states(self, wanted: Filter = EVERYTHING) -> tuple[StateRow, ...]: ...

    def runs(self) -> tuple[RunRow, ...]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What to tell of: `place` and `actor` as in `Filter`, `limit` events in a section (0: all), `days` of recent events,
    and the rule that chooses numbers.
    """

    place: str | None = None
    actor: str | None = None
    limit: int = USUAL.limit
    days: int = USUAL.days
    rule: Rule | str = Rule.LATEST_NAMED_SOURCE

    @property
    def extent(self) -> Extent:
        """How much to tell."""
        return Extent(self.limit, self.days)


USUALLY = Wanted()


def situation(record: Record, at: date | None = None, *, wanted: Wanted = USUALLY) -> Paper:
    """
    The picture on a day (the last day of a report where none is given).

    Raises InputError where no day is given and no report has one.
    """
    events, states = record.events(), record.states()
    day = at or _last_day(events, states)
    seen = picture(events, states, at=day, rule=wanted.rule)
    return picture_of(seen, day, scope=_scope(record, wanted), extent=wanted.extent)


def brief(record: Record, first: date | None = None, last: date | None = None, *, wanted: Wanted = USUALLY) -> Paper:
    """
    A report on the days from `first` to `last`, both included; by default all days that reports were published on.

    Raises InputError for a time that ends before it begins, or where no day is given and no report has one.
    """
    events, states = record.events(), record.states()
    end = last or _last_day(events, states)
    start = first or min(_days(events, states), default=end)
    in_order(start, end)
    seen = picture(events, states, at=end, rule=wanted.rule)
    return report_on(seen, start, end, scope=_scope(record, wanted), extent=wanted.extent)


def changes(record: Record, since: date | str, *, wanted: Wanted = USUALLY) -> Paper:
    """
    What reports published from a day on have changed, or what runs after `since` (a run id, or its beginning) read.

    Raises NotFoundError for an unknown run.
    """
    events, states = record.events(), record.states()
    new = picture(events, states, rule=wanted.rule)
    if isinstance(since, date):
        old_states = [row for row in states if row.report.published is None or row.report.published < since]
        old, shown = picture(published_before(events, since), old_states, rule=wanted.rule), in_words(since)
    else:
        old, shown = _until_run(record, since, wanted), f"run {since}"
    return compare(old, new, since=shown, scope=_scope(record, wanted), extent=wanted.extent)


def relation(record: Record, line_id: str) -> Paper:
    """One relation through all its periods, by its id or the beginning of that. Raises NotFoundError."""
    seen = picture(record.events(), record.states())
    found = [line for line in seen.lines if line.line_id.startswith(line_id)]
    if len(found) != 1:
        raise NotFoundError(
            f"{len(found) or 'no'} relations have an id that starts with {line_id!r}",
            remedy="copy one from casus situation",
        )
    return one_relation(seen, found[0])


def _scope(record: Record, wanted: Wanted) -> Scope:
    """Which events and relations to tell of, as the project's own filters have it."""
    if wanted.place is None and wanted.actor is None:
        return ALL
    narrowed = Filter(place=wanted.place, actor=wanted.actor)
    events, states = record.events(narrowed), record.states(narrowed)
    claims = {claim.claim_id for claim in record.claims(narrowed)}
    shown = (("place", wanted.place), ("actor", wanted.actor))
    return Scope(
        events=frozenset(event.event_id for event in events),
        states=frozenset(claims | {state.claim_id for state in states}),
        shown=tuple(f"only {name} {value}" for name, value in shown if value),
    )


def _days(events: Iterable[EventRow], states: Iterable[StateRow]) -> Iterator[date]:
    rows: Iterator[ClaimRow | StateRow] = (claim for event in events for claim in event.claims)
    yield from (row.report.published for row in (*rows, *states) if row.report.published)


def _last_day(events: Iterable[EventRow], states: Iterable[StateRow]) -> date:
    last = max(_days(events, states), default=None)
    if last is None:
        raise InputError(
            "nothing in this project comes from a report with a publication date",
            remedy="say the day: --at 2024-05-17, or --to",
        )
    return last


@dataclass(slots=True)
class _Read:
    """What the runs so far say of each document; a later run takes the place of an earlier one."""

    claims: dict[str, list[ClaimRow]] = field(default_factory=dict)
    states: dict[str, list[StateRow]] = field(default_factory=dict)

    def take(self, claims: Sequence[ClaimRow], states: Sequence[StateRow]) -> None:
        """One more run."""
        for doc_id in {row.report.doc_id for row in claims} | {row.report.doc_id for row in states}:
            self.claims[doc_id] = [claim for claim in claims if claim.report.doc_id == doc_id]
            self.states[doc_id] = [state for state in states if state.report.doc_id == doc_id]

    def events(self) -> tuple[EventRow, ...]:
        """The events that these claims tell of."""
        grouped: dict[str, list[ClaimRow]] = {}
        for doc_id in sorted(self.claims):
            for claim in self.claims[doc_id]:
                grouped.setdefault(claim.event_id, []).append(claim)
        return tuple(event_row(event_id, claims) for event_id, claims in sorted(grouped.items()))


def _until_run(record: Record, since: str, wanted: Wanted) -> Picture:
    """What was believed when a run and those before it had read."""
    runs = record.runs()
    last = next((number for number, run in enumerate(runs) if run.run_id.startswith(since)), None)
    if last is None:
        raise NotFoundError(
            f"no run has the id {since!r}", expected="a date or the id of a run", remedy="casus show lists runs"
        )
    read = _Read()
    for run in runs[: last + 1]:
        only = Filter(run=run.run_id)
        read.take(record.claims(only), record.states(only))
    return picture(read.events(), [row for rows in read.states.values() for row in rows], rule=wanted.rule)
