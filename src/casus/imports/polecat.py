"""Rows of POLECAT files: PLOVER types, several names in one cell."""

from __future__ import annotations

from typing import Final

from casus.imports import naming
from casus.imports.cells import Cells
from casus.imports.columns import layout
from casus.imports.types import CodedEvent, CodedParty, CodedPlace, Deaths
from casus.model.when import TimePrecision
from casus.schemes.countries import country

FORMAT: Final = "polecat"


def event(cells: Cells) -> CodedEvent | None:
    """The event of a row; None where something is wrong, which is noted then."""
    day, id_, kind = cells.day("Event Date"), cells.must("Event ID"), cells.must("Event Type").upper()
    place = _place(cells)
    if day is None or not (id_ and kind):
        return None
    mode = cells.text("Event Mode").lower()
    return CodedEvent(
        id=id_,
        row=cells.row,
        first=day,
        last=day,
        precision=TimePrecision.DAY,
        place=place,
        sides=(_side(cells, "Actor"), _side(cells, "Recipient")),
        types=(kind, f"{kind}.{mode}") if mode else (kind,),
        deaths=Deaths(),
        source=cells.text("Source"),
    )


def _place(cells: Cells) -> CodedPlace:
    radii = layout(FORMAT).precision["place"]
    lat, lon = cells.point("Latitude", "Longitude")
    name, province, land = cells.text("Placename"), cells.text("Province"), cells.text("Country")
    exact = "3" if not province and name in ("", land) else "2" if name in ("", province) else "1"
    iso3 = land if country(land).iso3 else naming.country_of_name(land)
    return CodedPlace(name or province or land, lat, lon, radii[exact], iso3, land, province)


def _side(cells: Cells, role: str) -> tuple[CodedParty, ...]:
    land = cells.text(f"{role} Country").partition(";")[0].strip()
    iso3 = land if country(land).iso3 else naming.country_of_name(land)
    group = naming.sector_group(cells.text(f"Primary {role} Sector").upper(), iso3)
    found = naming.parties(cells.text(f"{role} Name"), group)
    return tuple(
        CodedParty(one.name, one.group, one.country or iso3) if number == 0 else one for number, one in enumerate(found)
    )
