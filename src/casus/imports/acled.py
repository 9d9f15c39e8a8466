"""Rows of ACLED files, of this and earlier releases: labels or numbers for actor types, event types before 2019."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from casus.imports import naming
from casus.imports.cells import Cells, shown
from casus.imports.columns import current_type, layout
from casus.imports.types import CodedEvent, CodedParty, CodedPlace, Deaths
from casus.model.when import TimePrecision
from casus.schemes.acled import HIERARCHY
from casus.schemes.parties import INTER

FORMAT: Final = "acled"


def event(cells: Cells) -> CodedEvent | None:
    """The event of a row; None where something is wrong, which is noted then."""
    day = cells.day("event_date")
    times = layout(FORMAT).precision["time"]
    told = cells.one_of("time_precision", tuple(times)) if cells.text("time_precision") else "1"
    id_, kind = cells.must("event_id_cnty"), _type(cells)
    place = _place(cells)
    if day is None or not (told and id_ and kind):
        return None
    if cells.text("year") not in ("", str(day.year)):
        cells.wrong("year", f"{shown(cells.text('year'))} beside {day}", "the year of event_date")
    around = timedelta(days=times[told]["days"])
    sub = cells.text("sub_event_type")
    return CodedEvent(
        id=id_,
        row=cells.row,
        first=day - around,
        last=day + around,
        precision=TimePrecision(times[told]["as"]),
        place=place,
        sides=(_side(cells, 1), _side(cells, 2)),
        types=tuple(filter(None, (kind, sub))),
        deaths=Deaths(best=cells.count("fatalities")),
        source=cells.text("source"),
        notes=cells.text("notes"),
    )


def _type(cells: Cells) -> str:
    kind = current_type(cells.must("event_type"))
    if kind and kind not in HIERARCHY:
        cells.wrong("event_type", shown(kind), f"an event type of ACLED: {', '.join(HIERARCHY)}")
        return ""
    return kind


def _place(cells: Cells) -> CodedPlace:
    radii = layout(FORMAT).precision["place"]
    lat, lon = cells.point("latitude", "longitude")
    precision = cells.one_of("geo_precision", tuple(radii)) if cells.text("geo_precision") else ""
    name = cells.text("country")
    return CodedPlace(
        name=cells.text("location"),
        lat=lat,
        lon=lon,
        radius_km=radii.get(precision, radii["2"]),
        country=naming.country_of_code("numeric", cells.text("iso")) or naming.country_of_name(name),
        country_name=name,
        admin1=cells.text("admin1"),
    )


def _side(cells: Cells, number: int) -> tuple[CodedParty, ...]:
    column = f"inter{number}"
    group = naming.inter(cells.text(column))
    if group is None:
        cells.wrong(column, shown(cells.text(column)), f"1 to 8 or one of {', '.join(INTER)}")
    lead = naming.parties(cells.text(f"actor{number}"), group or "")
    return (*lead, *naming.parties(cells.text(f"assoc_actor_{number}")))
