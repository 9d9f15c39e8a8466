"""What is new, revised, contradicted, or withdrawn and ended between two pictures of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from casus.beliefs.types import EventBelief, Period, Realisation, StateLine
from casus.briefs import happenings, phrases, relations
from casus.briefs.citing import Citing, rows_of
from casus.briefs.compose import Extent, lead
from casus.briefs.picture import ALL, Picture, Scope, is_thin, most_told
from casus.briefs.types import Item, Paper, Section

KINDS = ("new", "revised", "contradicted", "withdrawn")
WHOLE = Extent(limit=0)
VALUES = ("realisation", "earliest", "latest", "place", "actors", "recipients", "numbers")
"""What a revision may change, as the facts of an event name it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One item under one heading, with what is different."""

    kind: str
    item: Item


def changes(old: Picture, new: Picture, *, since: str, scope: Scope = ALL, extent: Extent = WHOLE) -> Paper:
    """
    What `new` says otherwise than `old`.

    Withdrawn is what a source has taken back, what a later reading no longer finds, and relations that have ended.
    """
    citing = Citing(rows_of(old.events, old.states) | rows_of(new.events, new.states))
    found = [*_events(old, new, citing, scope, extent), *_lines(old, new, citing, scope)]
    tongue = phrases.language()
    sections = tuple(
        Section(kind, tongue.say("titles", kind), items)
        for kind in KINDS
        if (items := tuple(change.item for change in found if change.kind == kind))
    )
    references = citing.references()
    return Paper(
        kind="changes",
        title=tongue.say("titles", "changes", since=since),
        lead=(*lead(new, sections, len({reference.doc_id for reference in references})), *scope.shown),
        sections=sections,
        references=references,
        foot=(tongue.say("foot", "method"),),
        empty="" if sections else tongue.say("empty", "changes"),
    )


def _events(old: Picture, new: Picture, citing: Citing, scope: Scope, extent: Extent) -> Iterator[Change]:
    before = {one.event.event_id: one for one in old.beliefs}
    contents = happenings.contents_of(new.beliefs)
    kept = [one for one in new.beliefs if scope.has_event(one) and not is_thin(one)]
    fresh = [one for one in kept if _earlier(one, before) is None]
    for one in most_told(fresh, extent.limit):
        yield Change("new", happenings.item(one, citing, contents))
    for one in kept:
        earlier = _earlier(one, before)
        if earlier is not None:
            told = _kind(earlier, one)
            if told:
                kind, notes = told
                made = happenings.item(one, citing, contents)
                yield Change(kind, replace(made, notes=(*notes, *made.notes)))
    yield from _gone(old, new, citing, scope)


def _earlier(belief: EventBelief, before: dict[str, EventBelief]) -> EventBelief | None:
    """What was believed of an event, also where it has got another id by merging."""
    known = (belief.event.event_id, *(claim.telling_id for claim in belief.event.claims))
    return next((before[one] for one in known if one in before), None)


def _kind(old: EventBelief, new: EventBelief) -> tuple[str, tuple[str, ...]] | None:
    """How an event has changed, and in what; None where nothing that is shown has."""
    disputes = _disputes(new) - _disputes(old)
    if disputes:
        return "contradicted", (f"newly disputed: {', '.join(sorted(disputes))}",)
    if _is_taken_back(new) and not _is_taken_back(old):
        return "withdrawn", ("taken back by its source",)
    before, after = happenings.facts(old), happenings.facts(new)
    notes = tuple(f"{name} before: {_shown(before[name])}" for name in VALUES if before[name] != after[name])
    return ("revised", notes) if notes else None


def _disputes(belief: EventBelief) -> set[str]:
    return {contradiction.field for contradiction in belief.contradictions}


def _is_taken_back(belief: EventBelief) -> bool:
    """Whether nobody stands by it any more who had told it as done."""
    field = belief.field("occurrence")
    told = [value for value in (field.values if field else ()) if value.key in ("happened", "partly")]
    return belief.realisation is Realisation.DID_NOT_HAPPEN and any(value.is_revised for value in told)


def _shown(value: object) -> str:
    """A fact in words: "not known", "6 to 9", "Koravets"."""
    if isinstance(value, dict):
        return ", ".join(f"{role} {phrases.amount(*ends)}" for role, ends in sorted(value.items())) or "not known"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "not known"
    return str(value).replace("_", " ") if value else "not known"


def _gone(old: Picture, new: Picture, citing: Citing, scope: Scope) -> Iterator[Change]:
    """Events that no claim tells any more."""
    left = {claim.claim_id for event in new.events for claim in event.claims}
    for one in old.beliefs:
        if scope.has_event(one) and not is_thin(one) and not any(c.claim_id in left for c in one.event.claims):
            made = happenings.item(one, citing, {})
            yield Change("withdrawn", replace(made, notes=("no longer read from any report", *made.notes)))


def _lines(old: Picture, new: Picture, citing: Citing, scope: Scope) -> Iterator[Change]:
    before = {line.line_id: line for line in old.lines}
    for line in new.lines:
        if scope.has_line(line):
            yield from _line(before.get(line.line_id), line, citing)


def _line(old: StateLine | None, new: StateLine, citing: Citing) -> Iterator[Change]:
    """A relation that is new, newly disputed, ended, or taken up again."""
    told = [period for period in new.periods if _is_new(period, old)]
    ended = [period for period in new.periods if period.closed_by and not _is_ended(period, old)]
    if new.conflicts and not (old and old.conflicts):
        kinds = ", ".join(sorted({found.kind.value for found in new.conflicts}))
        made = relations.item(new, told or new.periods, citing, at=None)
        yield Change("contradicted", replace(made, notes=(f"newly disputed: {kinds}", *made.notes)))
        return
    if ended:
        yield Change("withdrawn", relations.item(new, ended, citing, at=None))
    fresh = [period for period in told if period not in ended]
    if fresh:
        yield Change("new", relations.item(new, fresh, citing, at=None))


def _is_new(period: Period, old: StateLine | None) -> bool:
    """Whether none of the claims behind a period were there before."""
    known = _claims(old.periods) if old else set()
    return known.isdisjoint(backing.claim_id for backing in period.backing)


def _is_ended(period: Period, old: StateLine | None) -> bool:
    """Whether the same stretch had ended before."""
    claims = {backing.claim_id for backing in period.backing}
    return old is not None and any(one.closed_by and not claims.isdisjoint(_claims((one,))) for one in old.periods)


def _claims(periods: Iterable[Period]) -> set[str]:
    return {backing.claim_id for period in periods for backing in period.backing}
