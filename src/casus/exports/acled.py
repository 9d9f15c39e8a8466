"""
ACLED-like CSV: one row per event, day, place and pair of sides, in the 31 columns of ACLED's export.

Names of actors are those of casus, not ACLED's list. What ACLED's rules leave out is dropped with its reason: acts that
ACLED does not code, times coarser than a month, places coarser than a province except for strategic developments.
Strategic developments told in one sentence with a party in common are one context and give one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casus.beliefs.types import Value
from casus.exports import dating
from casus.exports.cases import Case, name_key, sentence_key, single_cases
from casus.exports.cells import Cell, Table, joined
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.sides import Allies, Parties, sides
from casus.exports.tally import Tally
from casus.model.geometry import acled_geo_precision
from casus.model.where import Place
from casus.schemes import acled as codes
from casus.schemes.countries import country
from casus.schemes.parties import CIVILIANS, group, interaction
from casus.schemes.rules import Code
from casus.store.rows import PartyRow

COLUMNS: Final = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
STRATEGIC: Final = "Strategic developments"
COUNTRY_LEVEL: Final = 6
"""UCDP where_prec of a place that is a whole country."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row before it is written. `others` are cases of the same context that it stands for."""

    case: Case
    code: Code
    sides: tuple[Parties, Parties]
    day: date | None
    precision: int
    basis: str
    place: Place | None
    others: tuple[Case, ...] = ()
    shared: int = 0
    """Its share of the dead that only an event summing up several tells."""

    @property
    def event_type(self) -> str:
        """The event type of its sub-event type."""
        return codes.event_type(self.code.value)


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write all rows."""
    table = Table(files.text(), COLUMNS)
    for row in rows(content, tally):
        table.row(cells(row))
        tally.rows += 1


def rows(content: Content, tally: Tally) -> Iterator[Row]:
    """The rows, by day; whatever gives none is noted as dropped."""
    allies = Allies(content.known_states)
    sums: list[Case] = []
    found = [row for case in single_cases(content, tally, sums) if (row := _row(case, allies, tally))]
    kept = [row for row in _contexts(found, tally) if _is_whole(row, tally)]
    yield from divided(sorted(kept, key=lambda row: (str(row.day), row.case.id)), sums, content.sums)


def divided(found: Sequence[Row], sums: Sequence[Case], parts: Mapping[str, Sequence[str]]) -> list[Row]:
    """
    The rows with the dead that only sums tell: what a sum has beyond its parts is divided over those of them that tell
    no dead, the remainder on the first.
    """
    shared: dict[str, int] = {}
    for whole in sums:
        rows_of = [row for row in found if row.case.id in parts[whole.id]]
        silent = [row.case.id for row in rows_of if row.case.belief.field("killed") is None]
        left = fatalities(whole) - sum(fatalities(row.case) for row in rows_of)
        for n, id_ in enumerate(silent if left > 0 else ()):
            share = left // len(silent) + (left % len(silent) if n == 0 else 0)
            shared[id_] = max(shared.get(id_, 0), share)  # two sums of one act tell the same dead
    return [replace(row, shared=shared[row.case.id]) if row.case.id in shared else row for row in found]


def _row(case: Case, allies: Allies, tally: Tally) -> Row | None:
    code = codes.derive(case.facts)
    if not code:
        tally.drop(case.id, case.label, "not coded by ACLED", f"{code.why} ({code.rule})")
        return None
    when = dating.dating(case)
    day, precision = (dating.acled(when, case) if when else None) or (None, 0)
    return Row(case, code, sides(case, allies), day, precision, when.basis if when else "none", case.place)


def _contexts(found: Sequence[Row], tally: Tally) -> Iterator[Row]:
    """Rows of one context become one: an agreement stands for its execution, else the first told for the others."""
    leaders: dict[str, Row] = {}
    taken: dict[str, list[Row]] = {}
    told: dict[tuple[str, int], list[Row]] = {}
    for row in sorted(found, key=lambda row: (row.code.value != "Agreement", row.case.id)):
        sentences = {sentence_key(claim) for claim in row.case.claims} if row.event_type == STRATEGIC else set()
        near = (other for key in sorted(sentences) for other in told.get(key, ()) if _keys(row) & _keys(other))
        leader = next(near, None)
        if leader is None:
            leaders[row.case.id] = row
            for key in sentences:
                told.setdefault(key, []).append(row)
        else:
            taken.setdefault(leader.case.id, []).append(row)
            reason = f"told with {leader.case.id}, which has the row"
            tally.drop(row.case.id, row.case.label, "same context", reason)
    return (_joined(row, taken[id_]) if id_ in taken else row for id_, row in leaders.items())


def _keys(row: Row) -> set[str]:
    return {name_key(party) for side in row.sides for party in side}


def _joined(row: Row, others: Sequence[Row]) -> Row:
    """The leading row with the time, the place and the parties that only the others tell."""
    told = next((one for one in (row, *others) if one.basis == "told" and one.day), row)
    placed = next((one for one in (row, *others) if one.place), row)
    first, second = row.sides
    for other in others:
        for party in (party for side in other.sides for party in side):
            if name_key(party) not in {name_key(one) for one in (*first, *second)}:
                first, second = _beside(party, other, first, second)
    return replace(
        row,
        sides=(first, second),
        day=told.day,
        precision=told.precision,
        basis=told.basis,
        place=placed.place,
        others=tuple(other.case for other in others),
    )


def _beside(party: PartyRow, other: Row, first: Parties, second: Parties) -> tuple[Parties, Parties]:
    """Put a party on the side of those it acts with in the other act; on the second where it acts alone."""
    own = next((side for side in (other.case.actors, other.case.recipients) if party in side), ())
    with_first = {name_key(one) for one in own} & {name_key(one) for one in first}
    with_second = {name_key(one) for one in own} & {name_key(one) for one in second}
    return ((*first, party), second) if with_first and not with_second else (first, (*second, party))


def _is_whole(row: Row, tally: Tally) -> bool:
    """Whether a row has what ACLED asks of every row; what lacks it is noted as dropped."""
    reason = _lacks(row)
    if reason:
        tally.drop(row.case.id, row.case.label, *reason)
    return reason is None


def _lacks(row: Row) -> tuple[str, str] | None:
    if row.day is None:
        return ("no date", "told nor published") if row.basis == "none" else ("coarser than month", _interval(row.case))
    if row.place is None or not row.place.country:
        return ("no place", row.case.place_words or "none told")
    if row.place.precision == COUNTRY_LEVEL and row.event_type != STRATEGIC:
        return ("country-level place", row.place.name)
    if not any(row.sides):
        return ("party missing", "neither side is told")
    if row.event_type == STRATEGIC and not row.sides[0]:
        return ("party missing", "who acts is not told")
    return None


def _interval(case: Case) -> str:
    when = case.belief.when
    return f"{when.earliest or ''}/{when.latest or ''}" if when else ""


def cells(row: Row) -> dict[str, Cell]:
    """The cells of one row."""
    assert row.day is not None
    assert row.place is not None
    nation = country(row.place.country)
    return {
        "event_id_cnty": event_id(row.place.country or "", row.case.id),
        "event_date": row.day.isoformat(),
        "year": row.day.year,
        "time_precision": row.precision,
        "disorder_type": codes.disorder_type(row.code.value),
        "event_type": row.event_type,
        "sub_event_type": row.code.value,
        **_who(row),
        "iso": int(nation.numeric) if nation.numeric else None,
        "country": nation.name,
        "admin1": row.place.admin1,
        "location": row.place.name,
        "latitude": row.place.lat,
        "longitude": row.place.lon,
        "geo_precision": acled_geo_precision(row.place),
        "source": joined(claim.report.publisher for case in (row.case, *row.others) for claim in case.claims),
        "notes": _notes(row),
        "fatalities": fatalities(row.case) + row.shared,
    }


def event_id(iso3: str, id_: str) -> str:
    """Letters of the country and a number made from the event's id: stable, where ACLED counts."""
    return f"{iso3}{int(id_.removeprefix('e-')[:8], 16)}"


def _who(row: Row) -> dict[str, Cell]:
    nation = row.place.country if row.place else None
    label = row.case.facts.label
    named = [_side(side, label, role, nation) for side, role in zip(row.sides, ("actor", "recipient"), strict=True)]
    if not row.sides[0]:
        named[0] = (_of("Unidentified Armed Group", nation), "", "Political militia")
    (actor1, assoc1, inter1), (actor2, assoc2, inter2) = named
    violent = row.event_type not in (STRATEGIC, "Protests", "Riots")
    return {
        "actor1": actor1,
        "assoc_actor_1": assoc1,
        "inter1": inter1,
        "actor2": actor2,
        "assoc_actor_2": assoc2,
        "inter2": inter2,
        "interaction": interaction(inter1, inter2 if row.sides[1] else None),
        "civilian_targeting": "Civilians targeted" if violent and inter2 == CIVILIANS else "",
    }


def _side(side: Parties, label: str, role: str, nation: str | None) -> tuple[str, str, str]:
    """Name, associates and type of one side: the first who is no civilian leads."""
    if not side:
        return "", "", ""
    types = {name_key(party): group(party, label, role=role, country=nation) for party in side}
    lead = next((party for party in side if types[name_key(party)] != CIVILIANS), side[0])
    rest = [party for party in side if party is not lead]
    names = [_associate(party, types[name_key(party)], nation) for party in rest]
    inter = types[name_key(lead)]
    return actor_name(lead, inter, nation), joined((_civil(lead), *names)), inter


def _associate(party: PartyRow, inter: str, nation: str | None) -> str:
    return _civil(party) or actor_name(party, inter, nation)


def _civil(party: PartyRow) -> str:
    """What civilians are besides: refugees, a named person or organisation."""
    if party.sector == "REF":
        return _of("Refugees/IDPs", party.country)
    return ""


def actor_name(party: PartyRow, inter: str, nation: str | None) -> str:
    """
    An actor as ACLED would list it: civilians, protesters and rioters by country, armed groups without a country of
    their own by the country of the event, others by name.
    """
    if inter in ("Civilians", "Protesters", "Rioters"):
        return _of(inter, party.country or nation)
    if inter in ("Rebel group", "Political militia") and not party.country:
        return _of(party.name, nation)
    return party.name


def _of(name: str, nation: str | None) -> str:
    """A name with the country's in brackets; the bare name where the country is not known."""
    where = country(nation).name
    return f"{name} ({where})" if where else name


def fatalities(case: Case) -> int:
    """The lowest number of dead that still stands, vague words by ACLED's table; else 0, as the format forces."""
    field = case.belief.field("killed")
    told = [number for value in (field.current if field else ()) if (number := _deaths(value)) is not None]
    return min(told, default=0)


def _deaths(value: Value) -> int | None:
    words = " ".join(one.quote.words for one in value.backing if one.quote)
    vague = codes.vague_deaths(words) if value.best is None else None
    return next((number for number in (vague, value.best, value.low) if number is not None), None)


def _notes(row: Row) -> str:
    """The sentence, and what a reader of the row must know."""
    remarks = [
        "Disputed: some reports deny it." if row.case.is_disputed else "",
        "No date told: day of publication." if row.basis == "published" else "",
        "Place of what was agreed or asked." if row.case.place_basis == "content" and row.case.place else "",
        f"{row.shared} of the dead: a share of a sum over several events." if row.shared else "",
        f"Independent sources: {row.case.belief.independent_sources}.",
    ]
    return " ".join(filter(None, (row.case.main.sentence.words.strip(), *remarks)))


FORMAT: Final = Format(
    "acled",
    "ACLED-like CSV: events by day, place and pair of sides, 31 columns",
    ".csv",
    "acts that ACLED does not code, times coarser than a month, whole countries as places, numbers but the dead",
    write,
)
