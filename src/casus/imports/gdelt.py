"""Rows of GDELT 2.0 event files, which have no line of column names: CAMEO codes, FIPS codes of countries."""

from __future__ import annotations

from typing import Final

from casus.imports import naming
from casus.imports.cells import Cells
from casus.imports.columns import layout
from casus.imports.types import CodedEvent, CodedParty, CodedPlace, Deaths
from casus.model.when import TimePrecision
from casus.schemes.countries import country

FORMAT: Final = "gdelt"


def event(cells: Cells) -> CodedEvent | None:
    """The event of a row; None where something is wrong, which is noted then."""
    day, id_ = cells.day("SQLDATE"), cells.must("GLOBALEVENTID")
    root, code = cells.must("EventRootCode"), cells.must("EventCode")
    place = _place(cells)
    if day is None or not (id_ and root and code):
        return None
    return CodedEvent(
        id=id_,
        row=cells.row,
        first=day,
        last=day,
        precision=TimePrecision.DAY,
        place=place,
        sides=(_side(cells, "Actor1"), _side(cells, "Actor2")),
        types=(root.zfill(2), code if code.startswith("0") else code.zfill(2)),
        deaths=Deaths(),
        url=cells.text("SOURCEURL"),
    )


def _place(cells: Cells) -> CodedPlace:
    """The place of the action; names go from small to large ("Dorvan, Lower Kesh, Syria")."""
    radii = layout(FORMAT).precision["place"]
    lat, lon = cells.point("ActionGeo_Lat", "ActionGeo_Long")
    parts = [part.strip() for part in cells.text("ActionGeo_FullName").split(",") if part.strip()]
    return CodedPlace(
        name=parts[0] if parts else "",
        lat=lat,
        lon=lon,
        radius_km=radii.get(cells.text("ActionGeo_Type"), radii["1"]),
        country=naming.country_of_code("fips", cells.text("ActionGeo_CountryCode")),
        country_name=parts[-1] if len(parts) > 1 else "",
        admin1=parts[1] if len(parts) > 2 else "",
    )


def _side(cells: Cells, actor: str) -> tuple[CodedParty, ...]:
    code = cells.text(f"{actor}CountryCode")
    iso3 = code if country(code).iso3 else None
    group = naming.sector_group(cells.text(f"{actor}Type1Code"), iso3)
    name = cells.text(f"{actor}Name")
    return (naming.party(name, group, iso3),) if name else ()
