"""Rows of UCDP GED files, versions 5 to 25, and of UCDP's candidate events."""

from __future__ import annotations

from typing import Final

from casus.imports import naming
from casus.imports.cells import Cells, shown
from casus.imports.columns import layout
from casus.imports.types import CodedEvent, CodedParty, CodedPlace, Deaths
from casus.model.when import TimePrecision
from casus.schemes.parties import CIVILIANS, STATE

FORMAT: Final = "ucdp"
TYPES: Final = ("1", "2", "3")
"""State-based, non-state, one-sided."""


def event(cells: Cells) -> CodedEvent | None:
    """The event of a row; None where something is wrong, which is noted then."""
    times = layout(FORMAT).precision["time"]
    first, last = cells.day("date_start"), cells.day("date_end")
    told, kind, id_ = cells.one_of("date_prec", tuple(times)), cells.one_of("type_of_violence", TYPES), cells.must("id")
    place = _place(cells)
    if first is None or last is None or not (told and kind and id_):
        return None
    if last < first:
        cells.wrong("date_end", f"{last}, before date_start {first}", "a day not before date_start")
    if not first.year <= int(cells.number("year", 1, 9999) or first.year) <= last.year:
        cells.wrong("year", f"{shown(cells.text('year'))} beside {first}", "the year of date_start")
    return CodedEvent(
        id=id_,
        row=cells.row,
        first=first,
        last=last,
        precision=TimePrecision(times[told]["as"]),
        place=place,
        sides=(_side(cells, "a", kind), _side(cells, "b", kind)),
        types=(kind,),
        deaths=_deaths(cells),
        source=cells.text("source_office") or cells.text("source_article"),
        notes=cells.text("source_article"),
    )


def _place(cells: Cells) -> CodedPlace:
    radii = layout(FORMAT).precision["place"]
    lat, lon = cells.point("latitude", "longitude")
    precision, name = cells.one_of("where_prec", tuple(radii)), cells.text("country")
    return CodedPlace(
        name=cells.text("where_coordinates"),
        lat=lat,
        lon=lon,
        radius_km=radii.get(precision, 0.0),
        country=naming.country_of_code("gw", cells.text("country_id")) or naming.country_of_name(name),
        country_name=name,
        admin1=cells.text("adm_1"),
    )


def _side(cells: Cells, side: str, kind: str) -> tuple[CodedParty, ...]:
    """One side; side B of one-sided violence are civilians, side A of state-based conflict is a state."""
    group = CIVILIANS if (side, kind) == ("b", "3") else STATE if _is_state(cells.text(f"side_{side}")) else ""
    return naming.parties(cells.text(f"side_{side}"), group, cells.text(f"side_{side}_new_id"))


def _is_state(name: str) -> bool:
    return name.startswith("Government of ")


def _deaths(cells: Cells) -> Deaths:
    low, best, high = cells.count("low"), cells.count("best"), cells.count("high")
    told = [number for number in (low, best, high) if number is not None]
    if told != sorted(told):
        cells.odd("best", f"low {low}, best {best}, high {high}", "low, best and high in this order")
    return Deaths(low, best, high)
