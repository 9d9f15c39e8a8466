"""
POLECAT-like TSV: one row per act with all its actors and recipients, in the 40 columns of POLECAT.

Several values in one cell are joined by "; " as POLECAT does. Denied and future acts, which PLOVER cannot mark, are
left out.
"""

from __future__ import annotations

from typing import Final

from casus.exports import dating
from casus.exports.cases import Case, cases
from casus.exports.cells import Cell, Table, joined
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.sides import Parties
from casus.exports.tally import Tally
from casus.model.where import Place
from casus.schemes import plover
from casus.schemes.countries import country
from casus.schemes.rules import Code
from casus.version import __version__

COLUMNS: Final = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations"),
    *("Story Locations", "Language", "Version"),
)
CITIES: Final = frozenset(("city", "town", "village"))
PEOPLE: Final = frozenset(("person", "anonymous_person"))


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write all rows."""
    table = Table(files.text(), COLUMNS, tabs=True)
    for case in cases(content, tally):
        code = plover.derive(case.facts)
        when = dating.dated(case)
        if not code:
            tally.drop(case.id, case.label, "not coded by PLOVER", f"{code.why} ({code.rule})")
        elif not isinstance(when, dating.Dating):
            tally.drop(case.id, case.label, *when)
        else:
            table.row(row(case, code, when))
            tally.rows += 1


def row(case: Case, code: Code, when: dating.Dating) -> dict[str, Cell]:
    """The cells of one row."""
    kind, _, mode = code.value.partition(".")
    reports = {claim.report.doc_id: claim.report for claim in case.claims}.values()
    return {
        "Event ID": case.id,
        "Event Date": when.day.isoformat(),
        "Event Type": kind,
        "Event Mode": mode,
        "Intensity": plover.intensity(code.value),
        "Quad Code": plover.quad_name(code.value).upper(),
        "Contexts": joined(plover.contexts(case.facts)),
        **_parties("Actor", case.actors),
        **_parties("Recipient", case.recipients),
        **_place(case, case.place),
        "Source": joined(report.publisher for report in reports),
        "Publication Date": joined(str(report.published or "") for report in reports),
        **_story(case),
        "Language": "en",
        "Version": f"casus {__version__}",
    }


def _parties(role: str, parties: Parties) -> dict[str, Cell]:
    sectors = [party.sector for party in parties]
    return {
        f"{role} Name": joined(party.name for party in parties),
        f"{role} Country": joined(party.country for party in parties),
        f"{role} COW": joined(country(party.country).cow for party in parties),
        f"Primary {role} Sector": next((sector for sector in sectors if sector), ""),
        f"{role} Sectors": joined(sectors),
        f"{role} Name Raw": joined(party.quote.words if party.quote else None for party in parties),
    }


def _place(case: Case, place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {"Raw Placename": case.place_words}
    return {
        "Placename": place.name,
        "City": place.name if place.kind in CITIES else "",
        "District": place.name if place.kind in ("district", "admin2") else "",
        "Province": place.name if place.kind == "admin1" else place.admin1,
        "Country": country(place.country).name,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.id.removeprefix("g-") if place.id.startswith("g-") else "",
        "Raw Placename": case.place_words,
        "Feature Type": place.kind,
    }


def _story(case: Case) -> dict[str, Cell]:
    """Who and what else the claims of this act name."""
    parties = [party for claim in case.claims for party in claim.parties if not party.is_place]
    return {
        "Story People": joined(party.name for party in parties if party.kind in PEOPLE),
        "Story Organizations": joined(party.name for party in parties if party.kind not in PEOPLE),
        "Story Locations": joined(place.name for claim in case.claims for place in claim.places),
    }


FORMAT: Final = Format(
    "polecat",
    "POLECAT-like TSV: acts with all actors and recipients, PLOVER types, 40 columns",
    ".tsv",
    "denied and future acts, acts without an actor, numbers, intervals of time",
    write,
)
