"""States through time: lines of who holds, supports, fights whom, and the ties they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from casus.beliefs.types import Period, StateLine
from casus.store.fold import fold
from casus.store.overlay import edited_fields
from casus.store.rows import PartyRow, StateRow
from casus.web import details, shapes, words
from casus.web.answers import tie
from casus.web.cards import node
from casus.web.shapes import Json
from casus.web.wanted import Wanted

TIES: Final = {
    "fights": "fights",
    "supports": "supports",
    "allied_with": "allied",
    "coordinates_with": "allied",
    "part_of": "part_of",
    "commands": "part_of",
}
_EXTENTS: Final = {
    "all": "all of ",
    "almost_all": "almost all of ",
    "most": "most of ",
    "half": "half of ",
    "parts": "parts of ",
    "pocket": "a pocket in ",
    "site": "a site in ",
}
_VERBS: Final = {
    "controls": ("controls", "does not control"),
    "contests": ("contests", "does not contest"),
    "besieges": ("besieges", "does not besiege"),
    "present_in": ("is present in", "is not present in"),
    "allied_with": ("is allied with", "is not allied with"),
    "supports": ("supports", "does not support"),
    "fights": ("fights", "does not fight"),
    "coordinates_with": ("coordinates with", "does not coordinate with"),
    "part_of": ("is part of", "is not part of"),
    "ceasefire_with": ("has a ceasefire with", "has no ceasefire with"),
    "commands": ("commands", "does not command"),
}


def fits(line: StateLine, wanted: Wanted) -> bool:
    """Whether a filter keeps a line; what applies to events alone does not narrow it."""
    parties = (line.subject, line.object)
    return (
        (not wanted.type or line.relation in {name.lower() for name in wanted.type} or _is_event_types(wanted))
        and (not wanted.actor or any(_is_called(party, wanted.actor) for party in parties if not party.is_place))
        and (not wanted.place or any(_is_called(party, wanted.place) for party in parties if party.is_place))
        and (not wanted.sector or any(party.sector in wanted.sector for party in parties))
        and (not wanted.source or any(_is_said_by(row, wanted.source) for row in line.states))
        and (wanted.doc is None or any(wanted.doc in _report_names(row) for row in line.states))
        and (wanted.text is None or any(_has_words(row, wanted.text) for row in line.states))
        and any(_overlaps(period, wanted.since, wanted.until) for period in line.periods)
    )


def _is_event_types(wanted: Wanted) -> bool:
    """Types of acts do not narrow states: only relations do."""
    return all(name.upper() == name or "." in name for name in wanted.type)


def _is_called(party: PartyRow, names: Sequence[str]) -> bool:
    ids = {party.registry, party.place.id if party.place else None, party.place.country if party.place else None}
    return any(name in ids or fold(name) in fold(party.name) for name in names)


def _is_said_by(row: StateRow, names: Sequence[str]) -> bool:
    said = [fold(row.report.publisher or ""), *(fold(source.name) for source in row.sources)]
    return any(fold(name) in one for name in names for one in said)


def _report_names(row: StateRow) -> tuple[str, ...]:
    return (row.report.doc_id, *row.report.given_ids)


def _has_words(row: StateRow, text: str) -> bool:
    sentence = fold(row.sentence.words)
    return all(fold(word) in sentence for word in text.replace('"', " ").split())


def _overlaps(period: Period, since: date | None, until: date | None) -> bool:
    first, last = _days(period)
    return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)


def _days(period: Period) -> tuple[date | None, date | None]:
    first = period.when.earliest or period.first or period.reported
    return first, period.when.latest or (period.last if period.closed_by else None)


def line(found: StateLine, *, with_claims: bool = False, review: dict[str, str] | None = None) -> Json:
    """A line, as docs/api.md has it."""
    states = found.states if with_claims else ()
    judged = review or {}
    last = last_period(found)
    return {
        "id": found.line_id,
        "relation": found.relation,
        "subject": shapes.state_party(found.subject),
        "object": shapes.state_party(found.object),
        "shown": shown(found),
        "place": shapes.place(found.object.place),
        "disputed": bool(found.conflicts),
        "independent": max((period.independent for period in found.periods), default=0),
        "last_reported": shapes.day(last.reported) if last else None,
        "periods": [
            {**period(one, found), "backing": [details.backing(b) for b in one.backing]} for one in found.periods
        ],
        "conflicts": [details.contradiction(one, {}) for one in found.conflicts],
        "claims": [
            shapes.state(row, review=judged.get(row.claim_id, "open"), edited=edited_fields(row)) for row in states
        ],
    }


def period(one: Period, found: StateLine) -> Json:
    """A stretch of days in which a relation holds."""
    first, last = _days(one)
    return {
        "from": shapes.day(first),
        "to": shapes.day(last),
        "precision": one.when.precision.value,
        "polarity": one.polarity,
        "extent": one.extent,
        "independent": one.independent,
        "reported": shapes.day(one.reported),
        "closed_by": one.closed_by.claim_id if one.closed_by else None,
        "conflict": bool(found.conflicts),
        "inferred": one.is_inferred,
    }


def strip(found: StateLine) -> Json:
    """A line as the timeline's strip has it."""
    return {
        "line": found.line_id,
        "relation": found.relation,
        "subject": words.clean(found.subject.name),
        "object": words.clean(found.object.name),
        "shown": shown(found),
        "periods": [period(one, found) for one in found.periods],
    }


def last_period(found: StateLine) -> Period | None:
    """The period last reported."""
    return max(found.periods, key=lambda one: (one.reported or date.min, one.first or date.min), default=None)


def shown(found: StateLine) -> str:
    """A line in words: "Islamic State controls most of Deir al-Zor (as reported 24 Aug 2017)"."""
    last = last_period(found)
    does, does_not = _VERBS.get(found.relation, (found.relation.replace("_", " "), f"no {found.relation}"))
    holds = last is None or last.polarity
    extent = _EXTENTS.get(last.extent or "", "") if last and holds else ""
    phrase = f"{words.clean(found.subject.name)} {does if holds else does_not} {extent}{words.clean(found.object.name)}"
    if last is not None and last.closed_by is not None and last.polarity:
        return f"{phrase} (until {words.day(last.last) if last.last else 'later'})"
    return f"{phrase} (as reported {words.day(last.reported)})" if last and last.reported else phrase


def support(found: StateLine) -> tuple[int, str]:
    """Lines with most support first."""
    return -sum(len(one.backing) for one in found.periods), found.line_id


def ties(lines: Sequence[StateLine]) -> Iterator[Json]:
    """The ties between actors that states show."""
    for found in lines:
        kind = TIES.get(found.relation)
        if (
            kind is None
            or found.subject.is_place
            or found.object.is_place
            or not any(p.polarity for p in found.periods)
        ):
            continue
        ends = node(found.subject), node(found.object)
        if found.relation == "commands":
            ends = ends[1], ends[0]
        elif kind in ("fights", "allied"):
            ends = min(ends), max(ends)
        example = {"event": None, "state": found.line_id, "words": shown(found)}
        yield tie(*ends, kind, states=len(found.states), example=example)
