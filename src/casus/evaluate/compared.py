"""
Events of a project beside events that others coded: which are in both, and how far they agree field by field.

Compared are events that reports say have happened, each once, as the exports of event data hold them. An event counts
against the project (precision) only if the format of the file codes such acts, and if it lies in the days and the area
of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casus.evaluate.comparable import Own, Reading, area_of, read_project
from casus.evaluate.reasons import Reason, why_only_ours, why_only_theirs
from casus.exports.record import Record
from casus.imports.align import Alignment, align, shifted
from casus.imports.columns import family
from casus.imports.happening import Happening, Lookup, nobody, of_coded
from casus.imports.likeness import Likeness, settings
from casus.imports.types import Coded, CodedEvent
from casus.resources.folding import key
from casus.store.rows import EVERYTHING, Filter

SCHEME_FAMILIES = {"ASSAULT": "violence", "PROTEST": "demonstration"}
"""Families of event types of casus; all others are "other"."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event that both have."""

    ours: Own
    theirs: CodedEvent
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that only the file has, and why the project lacks it."""

    theirs: CodedEvent
    reason: Reason


@dataclass(frozen=True, slots=True)
class Extra:
    """An event that only the project has though the file could have it, and what is nearest there."""

    ours: Own
    reason: Reason


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What both have and what only one has, in the order of days. `outside`: events of the project that do not count.

    `theirs` and `ours` are how many events count on each side, `matched_theirs` and `matched_ours` how many of these
    are in pairs; they differ where a pair lies on the edge of what was asked for.
    """

    coded: Coded
    pairs: tuple[Pair, ...]
    missed: tuple[Missed, ...]
    extra: tuple[Extra, ...]
    outside: int
    theirs: int
    ours: int
    matched_theirs: int
    matched_ours: int

    @property
    def recall(self) -> float | None:
        """The share of coded events that the project has; None without any."""
        return self.matched_theirs / self.theirs if self.theirs else None

    @property
    def precision(self) -> float | None:
        """The share of the project's events that the file has; None without any."""
        return self.matched_ours / self.ours if self.ours else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        if self.recall is None or self.precision is None:
            return None
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def compare_coded(record: Record, coded: Coded, wanted: Filter = EVERYTHING, *, lookup: Lookup = nobody) -> Comparison:
    """
    Compare a project with a file that was read. `lookup` gives ids of the registry that a name may mean.

    Of the filter, days, place, actor and type narrow both sides; source, text and report the project's events alone.
    """
    reach = int(settings()["reach"]["days"])
    near = [event for event in coded.events if keeps(wanted, event, slack=reach)]
    reading = read_project(record, _around(wanted, near, reach), coded.format, lookup)
    happenings = {event.id: of_coded(event, lookup) for event in near}
    alignment = align((own.happening for own in reading.own.values()), happenings.values())
    return _comparison(coded, reading, alignment, _Scope(wanted, near, happenings))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What was asked for: the coded events near enough to be aligned, of which those that the filter keeps count."""

    wanted: Filter
    near: list[CodedEvent]
    happenings: Mapping[str, Happening]

    def counts(self, event: CodedEvent) -> bool:
        """Whether a coded event counts."""
        return keeps(self.wanted, event)

    def meets(self, own: Own) -> bool:
        """Whether an event of the project lies in the days asked for and those of the file."""
        since = max(filter(None, (self.wanted.since, min((event.first for event in self.near), default=None))))
        until = min(filter(None, (self.wanted.until, max((event.last for event in self.near), default=None))))
        return own.happening.first <= until and own.happening.last >= since


def _comparison(coded: Coded, reading: Reading, alignment: Alignment, scope: _Scope) -> Comparison:
    by_id = {event.id: event for event in scope.near}
    counted = {event.id for event in scope.near if scope.counts(event)}
    area = area_of(scope.near)
    timely = {id_ for id_, own in reading.own.items() if scope.near and scope.meets(own)}
    due = {id_ for id_ in timely if id_ in alignment.pairs or area.holds(reading.own[id_])}
    pairs = [
        Pair(reading.own[mine], by_id[other], alignment.likeness[mine, other])
        for mine, other in alignment.pairs.items()
        if other in counted or mine in due
    ]
    missed_ids = counted - set(alignment.pairs.values())
    extra_ids = due - alignment.pairs.keys()
    nearest_own, nearest_coded = alignment.closest(1), alignment.closest(0)
    missed = [
        Missed(by_id[id_], why_only_theirs(scope.happenings[id_], reading, nearest_own.get(id_), alignment.pairs))
        for id_ in missed_ids
    ]
    partners = {other: mine for mine, other in alignment.pairs.items()}
    extra = [Extra(reading.own[id_], why_only_ours(nearest_coded.get(id_), partners)) for id_ in extra_ids]
    return Comparison(
        coded,
        tuple(sorted(pairs, key=lambda one: (one.theirs.first, one.theirs.id))),
        tuple(sorted(missed, key=lambda one: (one.theirs.first, one.theirs.id))),
        tuple(sorted(extra, key=lambda one: (one.ours.happening.first, one.ours.id))),
        outside=len(reading.own) - len(due),
        theirs=len(counted),
        ours=len(due),
        matched_theirs=len(counted) - len(missed_ids),
        matched_ours=len(due) - len(extra_ids),
    )


def _around(wanted: Filter, events: Iterable[CodedEvent], reach: int) -> Filter:
    """The filter for the project's events: a few days wider than the file, and than the days asked for."""
    told = [(event.first, event.last) for event in events]
    since = max(filter(None, (wanted.since, min((first for first, _ in told), default=None))), default=None)
    until = min(filter(None, (wanted.until, max((last for _, last in told), default=None))), default=None)
    return Filter(
        wanted.actor,
        wanted.place,
        wanted.type,
        shifted(since, -reach) if since else None,
        shifted(until, reach) if until else None,
        wanted.source,
        wanted.text,
        wanted.doc,
        wanted.run,
    )


def keeps(wanted: Filter, event: CodedEvent, *, slack: int = 0) -> bool:
    """Whether a filter keeps a coded event; `slack` days beyond the days asked for are kept, too."""
    since = shifted(wanted.since, -slack) if wanted.since else date.min
    until = shifted(wanted.until, slack) if wanted.until else date.max
    return (
        event.first <= until
        and event.last >= since
        and (wanted.actor is None or _names(wanted.actor, (p.name for side in event.sides for p in side)))
        and (wanted.place is None or _is_at(wanted.place, event))
        and (wanted.type is None or family(event.types) == SCHEME_FAMILIES.get(wanted.type.partition(".")[0], "other"))
    )


def _is_at(place: str, event: CodedEvent) -> bool:
    at = event.place
    return place == at.country or _names(place, (at.name, at.admin1, at.country_name))


def _names(part: str, names: Iterable[str]) -> bool:
    """Whether a part of a name occurs in any of the names."""
    wanted = key(part)
    return bool(wanted) and any(wanted in key(name) for name in names)
