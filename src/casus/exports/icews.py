"""
ICEWS-like TSV: one row per act, source actor and target, in the 20 columns of ICEWS, with CAMEO codes.

Compound actors become one row per pair, as in ICEWS; rows of one event share its id. Acts without an actor or without a
target are dropped, for ICEWS knows only dyads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casus.exports import dating
from casus.exports.cases import Case, cases
from casus.exports.cells import Cell, Table
from casus.exports.files import Files
from casus.exports.polecat import CITIES
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.sides import Allies, sides
from casus.exports.tally import Tally
from casus.schemes import cameo
from casus.schemes.countries import country
from casus.schemes.rules import Code
from casus.store.rows import PartyRow

COLUMNS: Final = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write all rows."""
    table = Table(files.text(), COLUMNS, tabs=True)
    allies = Allies(content.known_states)
    for case in cases(content, tally):
        code, when = cameo.derive(case.facts), dating.dated(case)
        pairs = list(dyads(case, allies))
        if not code:
            tally.drop(case.id, case.label, "not coded by CAMEO", f"{code.why} ({code.rule})")
        elif not isinstance(when, dating.Dating):
            tally.drop(case.id, case.label, *when)
        elif not pairs:
            tally.drop(case.id, case.label, "party missing", "ICEWS needs a source actor and a target")
        else:
            for source, target in pairs:
                table.row(row(case, code, when, (source, target)))
                tally.rows += 1


def dyads(case: Case, allies: Allies) -> Iterator[tuple[PartyRow, PartyRow]]:
    """Each who acted with each it was done to; where all act together, each of one side with each of the other."""
    first, second = sides(case, allies)
    return ((source, target) for source in first for target in second)


def row(case: Case, code: Code, when: dating.Dating, pair: tuple[PartyRow, PartyRow]) -> dict[str, Cell]:
    """The cells of one row."""
    source, target = pair
    entry = cameo.code_list()[code.value]
    place = case.place
    return {
        "Event ID": int(case.id.removeprefix("e-")[:15], 16),
        "Event Date": when.day.isoformat(),
        "Source Name": source.name,
        "Source Sectors": source.sector,
        "Source Country": country(source.country).name,
        "Event Text": entry.label,
        "CAMEO Code": code.value,
        "Intensity": float(entry.goldstein),
        "Target Name": target.name,
        "Target Sectors": target.sector,
        "Target Country": country(target.country).name,
        "Story ID": case.main.report.doc_id,
        "Publisher": case.main.report.publisher,
        "City": place.name if place and place.kind in CITIES else "",
        "District": place.name if place and place.kind in ("district", "admin2") else "",
        "Province": (place.name if place.kind == "admin1" else place.admin1) if place else "",
        "Country": country(place.country).name if place else "",
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
    }


FORMAT: Final = Format(
    "icews",
    "ICEWS-like TSV: one row per act, source actor and target, CAMEO codes, 20 columns",
    ".tsv",
    "acts without an actor or a target, sentence numbers, intervals of time",
    write,
)
