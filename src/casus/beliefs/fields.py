"""The fields of an event: whether it occurred, of what type, by whom, to whom, where and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from casus.beliefs.identity import (
    FARTHEST,
    days_agree,
    is_named,
    party_key,
    place_key,
    places_agree,
    same_side,
    size_km,
)
from casus.beliefs.knowledge import Knowledge
from casus.beliefs.tellings import Telling
from casus.beliefs.types import Field, Value
from casus.beliefs.values import Gathered, Told, gather, latest, stale
from casus.beliefs.wording import interval
from casus.model.where import Place
from casus.store.rows import ClaimRow, PartyRow, PlaceRow, TimeRow

T = TypeVar("T")

HAPPENED: Final = "happened"
PARTLY: Final = "partly"
EXPECTED: Final = "expected"
UNCLEAR: Final = "unclear"
DENIED: Final = "denied"

MOST_TOLD: Final = "most_told"
FINEST: Final = "finest_of_most_told"

WHERE: Final = ("where", "near", "to", "from", "via")
"""Roles of places, the one that says best where something happened first."""

SCENE: Final = frozenset({"where", "near"})
"""Roles of the place itself, rather than of the way to or from it."""


def claim_of(telling: Telling) -> ClaimRow:
    """The event claim of a telling."""
    assert isinstance(telling.claim, ClaimRow)
    return telling.claim


def occurrence(claim: ClaimRow, known: Knowledge) -> str:
    """What one claim says of whether it happened: happened, partly, expected, unclear or denied."""
    if claim.is_denied:
        return DENIED
    if claim.status in known.unclear:
        return UNCLEAR
    if claim.status in known.done or claim.status in known.partly:
        sure = claim.factuality == "CT+"
        return UNCLEAR if not sure else HAPPENED if claim.status in known.done else PARTLY
    return EXPECTED if claim.status != "none" else UNCLEAR


def occurrences(tellings: Sequence[Telling], known: Knowledge) -> Gathered[str]:
    """Whether it happened, as each source has it. A denial excludes that it happened, wholly or partly."""
    told = [_occurrence(one, occurrence(claim_of(one), known)) for one in tellings]
    return gather(told, lambda a, b: {a, b} not in ({HAPPENED, DENIED}, {PARTLY, DENIED}))


def _occurrence(telling: Telling, value: str) -> Told[str]:
    return Told(telling, value, _OCCURRENCES[value], claim_of(telling).trigger, value)


_OCCURRENCES: Final = {
    HAPPENED: "happened",
    PARTLY: "tried or begun",
    EXPECTED: "expected",
    UNCLEAR: "not told as certain",
    DENIED: "denied",
}


def types(tellings: Sequence[Telling]) -> Gathered[str]:
    """What kind of act it was. Types never exclude each other: one happening can be told as several."""
    told = [
        Told(one, claim_of(one).label, claim_of(one).label, claim_of(one).trigger, claim_of(one).label)
        for one in tellings
    ]
    return gather(told)


def recipients(tellings: Iterable[Telling]) -> Gathered[PartyRow]:
    """Those it was done to; they never exclude each other."""
    return gather(_parties(tellings, "recipient"))


def actors(tellings: Sequence[Telling], known: Knowledge) -> Gathered[PartyRow]:
    """
    Those who did it.

    Two authors exclude each other unless they may be one ("gunmen" and a group), some claim names both together, or the
    act is one that several do. What is only agreed or demanded may be for several to do.
    """
    together = [{party_key(party) for party in claim_of(one).who("actor")} for one in tellings]
    shared = not all(is_authored(claim_of(one), known) for one in tellings)
    shared |= any(occurrence(claim_of(one), known) == EXPECTED for one in tellings)

    def agree(left: PartyRow, right: PartyRow) -> bool:
        pair = {party_key(left), party_key(right)}
        return shared or same_side(left, right, known) or any(pair <= group for group in together)

    return gather(_parties(tellings, "actor"), agree)


def _parties(tellings: Iterable[Telling], role: str) -> list[Told[PartyRow]]:
    return [Told(one, party_key(p), p.name, p.quote, p) for one in tellings for p in claim_of(one).who(role)]


def is_authored(claim: ClaimRow, known: Knowledge) -> bool:
    """Whether an act has one author side, so that two exclude each other."""
    return claim.type in known.authored and claim.label not in known.not_authored


def places(tellings: Iterable[Telling]) -> Gathered[PlaceRow]:
    """Where it happened: of each claim the smallest place in the best role; ways there and back if nothing else."""
    found = [(one, row) for one in tellings if (row := finest_place(claim_of(one)))]
    scenes = [(one, row) for one, row in found if row.role in SCENE]
    told = [_place(one, row) for one, row in scenes or found]
    return gather(told, lambda a, b: places_agree(a.place, b.place))


def finest_place(claim: ClaimRow) -> PlaceRow | None:
    """The place that says most exactly where a claim is about; one that is located before one that is not."""
    return min(claim.places, key=_place_rank, default=None)


def _place_rank(row: PlaceRow) -> tuple[bool, bool, int, float, int]:
    role = WHERE.index(row.role) if row.role in WHERE else len(WHERE)
    return row.role not in SCENE, row.place is None, role, size_km(row.place), row.quote.start


def _place(telling: Telling, row: PlaceRow) -> Told[PlaceRow]:
    return Told(telling, place_key(row), row.name, row.quote, row)


def times(tellings: Iterable[Telling], known: Knowledge) -> Gathered[tuple[TimeRow, bool]]:
    """When it happened. Days of an act that lasts do not exclude each other."""
    told = [_time(one, row, known) for one in tellings if (row := settled(claim_of(one).time))]
    return gather(told, lambda a, b: a[1] or b[1] or days_agree(_days(a[0]), _days(b[0])))


def settled(time: TimeRow | None) -> TimeRow | None:
    """A time of which at least one end is known."""
    return time if time and (time.earliest or time.latest) else None


def _time(telling: Telling, row: TimeRow, known: Knowledge) -> Told[tuple[TimeRow, bool]]:
    first, last = row.earliest, row.latest
    key = f"{first or '..'}/{last or '..'}"
    lasts = claim_of(telling).status in known.lasting
    return Told(telling, key, interval(first, last), row.quote, (row, lasts))


def _days(row: TimeRow) -> tuple[date | None, date | None]:
    return row.earliest, row.latest


def width(row: TimeRow) -> float:
    """Days covered; an open interval is wider than any closed one."""
    return (row.latest - row.earliest).days if row.earliest and row.latest else FARTHEST


def field(name: str, gathered: Gathered[T], rule: str, rank: Callable[[Value], object]) -> Field | None:
    """A field with its values: standing ones first, best rank first; None where nobody gives a value."""
    if not gathered.values:
        return None
    values = sorted((value for value, _ in gathered.values), key=lambda value: (stale(value), rank(value), value.key))
    return Field(name, tuple(values), rule, is_disputed=bool(gathered.pairs))


def most_told(value: Value) -> tuple[int, int, int]:
    """Most independent origins first, then most claims, then the latest."""
    return -value.independent, -len(value.backing), -latest(value)


def type_rank(gathered: Gathered[str]) -> Callable[[Value], object]:
    """
    Ranks types by how many origins tell the type in any mode, then its modes by how many tell them.

    A mode comes before the bare type if at least half as many tell it: one odd word makes no air strike of an attack.
    """
    of_type: dict[str, set[str]] = {}
    of_label: dict[str, int] = {}
    for value, label in gathered.values:
        origins = {backing.origin for backing in value.backing}
        of_type.setdefault(label.partition(".")[0], set()).update(origins)
        of_label[label] = len(origins)

    def rank(value: Value) -> object:
        kind, _, mode = value.key.partition(".")
        told = of_label[value.key] if not mode else 2 * of_label[value.key]
        return -len(of_type[kind]), kind, -told, not mode, most_told(value)

    return rank


def party_rank(gathered: Gathered[PartyRow], known: Knowledge) -> Callable[[Value], object]:
    """Ranks parties that have a name before those that do not, then by how many tell of them."""
    named = {value.key for value, row in gathered.values if is_named(row, known)}
    return lambda value: (value.key not in named, most_told(value))


def finest(
    gathered: Gathered[T], agree: Callable[[T, T], bool], size: Callable[[T], float]
) -> Callable[[Value], object]:
    """
    Ranks values by how many origins agree with them, the finest of those first.

    A value that a finer one agrees with says less than that and comes after it.
    """
    of = {value.key: (value, own) for value, own in gathered.values if not stale(value)}

    def rank(value: Value) -> object:
        if value.key not in of:
            return (True, 0, 0.0, 0)
        own = of[value.key][1]
        agreeing = [other for other, theirs in of.values() if agree(own, theirs)]
        coarse = any(agree(own, theirs) and size(theirs) < size(own) for _, theirs in of.values())
        origins = len({backing.origin for other in agreeing for backing in other.backing})
        return (coarse, -origins, -max(map(latest, agreeing)), size(own))

    return rank


def finest_place_rank(gathered: Gathered[PlaceRow]) -> Callable[[Value], object]:
    """The rank of places."""
    return finest(gathered, lambda a, b: places_agree(a.place, b.place), lambda row: size_km(row.place))


def finest_time_rank(gathered: Gathered[tuple[TimeRow, bool]]) -> Callable[[Value], object]:
    """The rank of times."""
    return finest(gathered, lambda a, b: days_agree(_days(a[0]), _days(b[0])), lambda own: width(own[0]))


def chosen_place(gathered: Gathered[PlaceRow], best: Value | None) -> Place | None:
    """The located place behind the best value."""
    return next((row.place for value, row in gathered.values if best and value.key == best.key), None)


def claim_day(claim: ClaimRow) -> date:
    """The day a claim was published; the first of all days where that is not known."""
    return claim.report.published or date.min
