"""The events of a project in the shape that coded events are compared in, and what keeps the others out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casus.beliefs.types import EventBelief
from casus.exports import dating
from casus.exports.cases import Around, Case, case
from casus.exports.ged import ucdp_ids
from casus.exports.record import Content, Record
from casus.exports.sides import Allies, Parties, sides
from casus.imports.align import Index
from casus.imports.columns import family
from casus.imports.happening import Happening, Lookup, Side, telling_words
from casus.imports.types import CodedEvent, CodedPlace, Deaths
from casus.model.where import Place
from casus.schemes import acled, cameo, plover, ucdp
from casus.schemes.countries import country
from casus.schemes.parties import group
from casus.store.rows import Filter, PartyRow

MARGIN = 1.0
"""Degrees around the coded events that still are the area of their file."""


@dataclass(frozen=True, slots=True)
class Own:
    """An event of the project. `codable`: the format of the file codes such acts; `why` says why not."""

    case: Case
    happening: Happening
    codable: bool
    why: str = ""

    @property
    def id(self) -> str:
        """The event's id."""
        return self.case.id


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a project has: events by id, those that are not compared with the `reasons` for it by id, and the days that
    reports were published on, sorted.
    """

    own: dict[str, Own]
    left_out: Index
    reasons: dict[str, str]
    published: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Where the events of a file are: their countries, and a box around their points."""

    countries: frozenset[str]
    box: tuple[float, float, float, float] | None

    def holds(self, own: Own) -> bool:
        """Whether the file would have an event of the project: it codes such acts, and the place is in its area."""
        place = own.happening.place
        if not own.codable or place is None:
            return False
        if place.country and self.countries:
            return place.country in self.countries
        if place.lat is None or place.lon is None or self.box is None:
            return False
        south, north, west, east = self.box
        return south <= place.lat <= north and west <= place.lon <= east


def area_of(events: Iterable[CodedEvent]) -> Area:
    """The area of coded events."""
    places = [event.place for event in events]
    points = [(place.lat, place.lon) for place in places if place.lat is not None and place.lon is not None]
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    box = (min(lats) - MARGIN, max(lats) + MARGIN, min(lons) - MARGIN, max(lons) + MARGIN) if points else None
    return Area(frozenset(place.country for place in places if place.country), box)


def read_project(record: Record, wanted: Filter, format_name: str, lookup: Lookup) -> Reading:
    """The events that the filter keeps, by what they would be in a format."""
    content = Content(record, wanted, name="", made="")
    around, allies = Around(content), Allies(content.known_states)
    own: dict[str, Own] = {}
    left_out: list[Happening] = []
    reasons: dict[str, str] = {}
    for belief in content.beliefs():
        found = case(belief, around)
        reason = found[0] if isinstance(found, tuple) else _unfit(found, content)
        if isinstance(found, Case) and not reason:
            own[found.id] = _own(found, allies, format_name, lookup)
        elif told := _told(belief, lookup):
            left_out.append(told)
            reasons[told.id] = reason
    days = sorted({row.report.published for row in record.documents(Filter()) if row.report.published})
    return Reading(own, Index(left_out), reasons, tuple(days))


def _unfit(found: Case, content: Content) -> str:
    """Why an event that happened is not compared; "" if it is."""
    if content.sums.get(found.id):
        return "sum of others"
    when = dating.dated(found)
    return "" if isinstance(when, dating.Dating) else when[0]


def _own(found: Case, allies: Allies, format_name: str, lookup: Lookup) -> Own:
    when = dating.dating(found)
    assert when is not None  # `_unfit` has seen to it
    types, why = own_types(found, format_name)
    told = _deaths(found.belief)
    if format_name == "ucdp" and not why and not (told.ends and (told.ends[0] or told.ends[1])):
        why = "no death is told"
    happening = Happening(
        id=found.id,
        first=when.first,
        last=when.last,
        place=_place(found.place),
        sides=_sides(sides(found, allies), found, lookup, when.first),
        types=types,
        deaths=told,
    )
    return Own(found, happening, not why, why)


def own_types(found: Case, format_name: str) -> tuple[tuple[str, ...], str]:
    """Types of an event in a format, coarse to fine; and why the format has no code for it, "" if it has."""
    scheme = {"acled": acled, "ucdp": ucdp, "polecat": plover, "gdelt": cameo}[format_name]
    code = scheme.derive(found.facts)
    if not code:
        return (family((found.facts.type,)),), code.why
    levels = _levels(code.value, format_name)
    return (family(levels), *levels), ""


def _levels(code: str, format_name: str) -> tuple[str, ...]:
    """A code and what it is a kind of, coarse to fine."""
    if format_name == "acled":
        return acled.event_type(code), code
    if format_name == "gdelt":
        return cameo.code_list()[code].root, code
    kind = code.partition(".")[0]
    return (kind, code) if kind != code else (code,)


def _told(belief: EventBelief, lookup: Lookup) -> Happening | None:
    """What is told of an event that is left out; None where no day is."""
    published = min((claim.report.published for claim in belief.event.claims if claim.report.published), default=None)
    first = (belief.when.earliest if belief.when else None) or published
    last = (belief.when.latest if belief.when else None) or first
    if first is None or last is None:
        return None
    return Happening(
        id=belief.event.event_id,
        first=min(first, last),
        last=max(first, last),
        place=_place(belief.place),
        sides=(
            tuple(_side(one, "", None, lookup, first) for one in belief.actors),
            tuple(_side(one, "", None, lookup, first) for one in belief.recipients),
        ),
        types=(family((belief.event.main.type,)),),
        deaths=Deaths(),
    )


def _place(place: Place | None) -> CodedPlace | None:
    if place is None:
        return None
    return CodedPlace(
        place.name,
        place.lat,
        place.lon,
        place.radius_km,
        place.country,
        country(place.country).name,
        place.admin1 or (place.name if place.kind == "admin1" else ""),
    )


def _sides(
    both: tuple[Parties, Parties], found: Case, lookup: Lookup, day: date
) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    roles = zip(both, ("actor", "recipient"), strict=True)
    first, second = (
        tuple(_side(one, found.facts.label, (role, found.facts.country), lookup, day) for one in side)
        for side, role in roles
    )
    return first, second


def _side(party: PartyRow, label: str, role: tuple[str, str | None] | None, lookup: Lookup, day: date) -> Side:
    keys = {party.registry} if party.registry else set(lookup(party.name, day))
    keys |= {f"ucdp:{ucdp_ids()[id_]}" for id_ in keys if id_ in ucdp_ids()}
    told = group(party, label, role=role[0] if role else "", country=role[1] if role else None)
    return Side(party.name, frozenset(keys), telling_words([party.name]), told, party.country)


def _deaths(belief: EventBelief) -> Deaths:
    """The lowest and highest number told, and the one that is shown first."""
    field = belief.field("killed")
    if field is None or field.best is None:
        return Deaths()
    low, high = field.spread
    best = field.best.best if field.best.best is not None else field.best.low
    return Deaths(low, best, high)
