"""
Plain CSV of all events, and the same with a row of HXL hashtags below the header.

Nothing is left out: what did not happen, or is only expected, is there with its realisation. Columns that hold several
things join them by "; ".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casus.beliefs.events import believe
from casus.beliefs.types import EventBelief
from casus.exports.cells import Cell, Table, joined
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.states import write_states
from casus.exports.tally import Tally
from casus.model.vocabulary import FATES
from casus.schemes import acled, cameo, plover, ucdp
from casus.schemes.countries import country

TAGS: Final = {
    "event_id": "#event+id",
    "type": "#event+type",
    "mode": "#event+type+mode",
    "realisation": "#status+realisation",
    "disputed": "#status+disputed",
    "belief": "#indicator+belief+num",
    "independent_sources": "#indicator+sources+num",
    "part_of": "#event+id+whole",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_precision": "#date+precision",
    "date_reported": "#date+reported",
    "actor": "#group+name+actor",
    "recipient": "#group+name+recipient",
    "country": "#country+name",
    "country_code": "#country+code",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_precision": "#geo+precision",
    "radius_km": "#geo+radius+km",
    **{
        f"{role}{end}": f"#affected+{role}{tag}"
        for role in FATES
        for end, tag in (("_min", "+min"), ("", ""), ("_max", "+max"))
    },
    "plover": "#event+code+plover",
    "cameo": "#event+code+cameo",
    "acled": "#event+code+acled",
    "ucdp": "#event+code+ucdp",
    "code_rules": "#meta+rules",
    "source": "#meta+source",
    "url": "#meta+url",
    "report": "#meta+id+report",
    "run": "#meta+id+run",
    "description": "#description",
}
COLUMNS: Final = tuple(TAGS)


def write_csv(content: Content, files: Files, tally: Tally) -> None:
    """Write the events, and beside them the states."""
    table = Table(files.text(), COLUMNS)
    for cells in rows(content):
        table.row(cells)
        tally.rows += 1
    write_states(content.states, files.text("states.csv"))


def write_hxl(content: Content, files: Files, tally: Tally) -> None:
    """Write the CSV with hashtags."""
    table = Table(files.text(), COLUMNS)
    table.row(TAGS)
    for cells in rows(content):
        table.row(cells)
        tally.rows += 1


def rows(content: Content) -> Iterator[dict[str, Cell]]:
    """The cells of every event."""
    return (row(believe(event)) for event in content.events)


def row(belief: EventBelief) -> dict[str, Cell]:
    """The cells of one event."""
    event, main = belief.event, belief.event.main
    place, when = belief.place, belief.when
    nation = country(place.country if place else None)
    return {
        "event_id": event.event_id,
        "type": main.type,
        "mode": main.mode,
        "realisation": belief.realisation.value,
        "disputed": "yes" if belief.contradictions or event.is_disputed else "no",
        "belief": round(belief.belief.index, 3),
        "independent_sources": belief.independent_sources,
        "part_of": joined(event.part_of),
        "date_start": when.earliest.isoformat() if when and when.earliest else None,
        "date_end": when.latest.isoformat() if when and when.latest else None,
        "date_precision": when.precision.value if when else None,
        "date_reported": belief.first_report.isoformat() if belief.first_report else None,
        "actor": joined(party.name for party in belief.actors),
        "recipient": joined(party.name for party in belief.recipients),
        "country": nation.name,
        "country_code": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.name if place and place.kind == "admin2" else None,
        "location": place.name if place else joined(event.places),
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "where_precision": place.precision if place else None,
        "radius_km": place.radius_km if place else None,
        **_numbers(belief),
        **_codes(belief),
        "source": joined((*event.publishers, *event.sources)),
        "url": joined(report.url for report in event.reports),
        "report": joined(report.doc_id for report in event.reports),
        "run": joined(claim.run_id for claim in event.claims),
        "description": main.sentence.words.strip(),
    }


def _numbers(belief: EventBelief) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for role in FATES:
        field = belief.field(role)
        if field and field.best:
            found |= {f"{role}_min": field.best.low, role: field.best.best, f"{role}_max": field.best.high}
    return found


def _codes(belief: EventBelief) -> dict[str, Cell]:
    event = belief.event
    found = {"plover": plover.derive(event), "cameo": cameo.derive(event), "acled": acled.derive(event)}
    found["ucdp"] = ucdp.derive(event)
    rules = joined(code.rule for code in found.values())
    return {**{name: code.value for name, code in found.items()}, "code_rules": rules}


CSV: Final = Format(
    "csv", "plain CSV of all events with codes of all schemes; beside it the states as told", ".csv", "", write_csv
)
HXL: Final = Format("hxl", "the same CSV with a row of HXL hashtags below the header", ".csv", "", write_hxl)
