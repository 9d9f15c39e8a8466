"""Compose the situation on a day and a report on a stretch of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casus.beliefs.types import EventBelief, Realisation, StateLine
from casus.briefs import happenings, phrases, relations
from casus.briefs.citing import Citing
from casus.briefs.picture import ALL, Picture, Scope, days_of, holding, is_thin, most_told, type_of
from casus.briefs.types import Item, Paper, Section, Standing

ACTUAL = (Realisation.HAPPENED, Realisation.PARTLY, Realisation.DISPUTED)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much to tell: `limit` events in a section (0: all), `days` of recent events before a situation's day."""

    limit: int = 12
    days: int = 7


USUAL = Extent()


def situation(seen: Picture, at: date, *, scope: Scope = ALL, extent: Extent = USUAL) -> Paper:
    """The picture on a day: who holds what, who fights and backs whom, then the events of the days before it."""
    citing = seen.citing()
    first = at - timedelta(days=extent.days - 1)
    recent = [one for one in _worth(seen, scope) if _is_within(one, first, at)]
    held = [*_relations(seen, citing, at, scope)]
    tongue = phrases.language()
    title = tongue.say("titles", "recent", days=phrases.stretch(first, at))
    events = Section("recent", title, tuple(_items(recent, seen, citing, extent)))
    sections = tuple(section for section in (*held, events) if section.items)
    return _paper("situation", tongue.say("titles", "situation", day=phrases.day(at)), seen, sections, citing, scope)


def brief(seen: Picture, first: date, last: date, *, scope: Scope = ALL, extent: Extent = USUAL) -> Paper:
    """A report on the days from `first` to `last`: events by kind, what is expected or denied, who holds what then."""
    citing = seen.citing()
    found = [one for one in _worth(seen, scope) if _is_within(one, first, last)]
    done = [one for one in found if one.realisation in ACTUAL or one.realisation is Realisation.UNCLEAR]
    coming = [one for one in found if one.realisation in (Realisation.EXPECTED, Realisation.LAPSED)]
    denied = [one for one in found if one.realisation is Realisation.DID_NOT_HAPPEN]
    titled = [*_by_kind(done), ("expected", coming), ("denied", denied)]
    tongue = phrases.language()
    sections = [
        Section(key, tongue.say("titles", key), tuple(_items(some, seen, citing, extent))) for key, some in titled
    ]
    sections += _relations(seen, citing, last, scope)
    shown = tuple(section for section in sections if section.items)
    title = tongue.say("titles", "brief", days=phrases.stretch(first, last))
    return _paper("brief", title, seen, shown, citing, scope)


def one_relation(seen: Picture, line: StateLine) -> Paper:
    """A relation through all its periods."""
    citing = seen.citing()
    told = relations.item(line, line.periods, citing, at=seen.last_day)
    title = f"{line.subject.name}: {told.label} {line.object.name}"
    section = Section("relation", phrases.language().say("titles", "relation"), (told,))
    return _paper("relation", title, seen, (section,), citing, ALL)


def _worth(seen: Picture, scope: Scope) -> list[EventBelief]:
    """The events to tell of: those kept, of which something is known, and that no act of speech tells already."""
    told = {
        one.event.event_id
        for listed in happenings.contents_of(seen.beliefs).values()
        for one in listed
        if one.realisation not in ACTUAL
    }
    return [one for one in seen.beliefs if scope.has_event(one) and not is_thin(one) and one.event.event_id not in told]


def _is_within(belief: EventBelief, first: date, last: date) -> bool:
    """Whether an event may have happened in these days; what is told of months or years is background."""
    start, end = days_of(belief)
    if start is None or end is None:
        return False
    return start <= last and end >= first and (end - start).days <= max((last - first).days, 31)


def _by_kind(beliefs: Sequence[EventBelief]) -> Iterator[tuple[str, list[EventBelief]]]:
    events = phrases.language().data["events"]
    for key, types in events.items():
        yield key, [one for one in beliefs if type_of(one) in types]
    known = {kind for types in events.values() for kind in types}
    yield "other", [one for one in beliefs if type_of(one) not in known]


def _items(beliefs: Sequence[EventBelief], seen: Picture, citing: Citing, extent: Extent) -> Iterator[Item]:
    contents = happenings.contents_of(seen.beliefs)
    for one in most_told(beliefs, extent.limit):
        yield happenings.item(one, citing, contents)


def _relations(seen: Picture, citing: Citing, at: date, scope: Scope) -> list[Section]:
    """One section per kind of relation that holds on a day."""
    tongue, made = phrases.language(), []
    for key, kinds in tongue.data["sections"].items():
        items = tuple(_held([line for line in seen.lines if line.relation in kinds], citing, at, scope))
        made.append(Section(key, tongue.say("titles", key), items))
    return made


def _held(found: Iterable[StateLine], citing: Citing, at: date, scope: Scope) -> Iterator[Item]:
    for line in found:
        open_then = holding(line, at)
        if open_then and scope.has_line(line):
            yield relations.item(line, open_then, citing, at=at)


def _paper(kind: str, title: str, seen: Picture, sections: tuple[Section, ...], citing: Citing, scope: Scope) -> Paper:
    tongue = phrases.language()
    references = citing.references()
    return Paper(
        kind=kind,
        title=title,
        lead=(*lead(seen, sections, len({reference.doc_id for reference in references})), *scope.shown),
        sections=sections,
        references=references,
        foot=(tongue.say("foot", "method"),),
        empty="" if sections else tongue.say("empty", kind),
    )


def lead(seen: Picture, sections: Sequence[Section], cited: int) -> Iterator[str]:
    """What the text covers, in a few short facts."""
    items = [item for section in sections for item in section.items]
    disputed = sum(item.standing is Standing.DISPUTED for item in items)
    yield f"{phrases.count(len(items), 'item')} from {cited} of {phrases.count(len(seen.reports), 'report')}"
    if disputed:
        yield f"{disputed} disputed"
    if seen.last_day:
        yield f"reports to {phrases.day(seen.last_day)}"
