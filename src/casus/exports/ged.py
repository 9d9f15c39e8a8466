"""
UCDP-GED-like CSV: one row per event with at least one death, in the 49 columns of UCDP GED.

Ids of conflicts and dyads, which UCDP gives, stay empty; ids of sides are UCDP's where the registry of actors knows
them. Deaths stand in the column of the side they are told of, else in deaths_unknown; what is not told is empty.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from casus.beliefs.types import Value
from casus.exports import dating
from casus.exports.cases import Case, single_cases
from casus.exports.cells import Cell, Table, joined
from casus.exports.dating import Dating
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.sides import Allies, Parties, sides
from casus.exports.tally import Tally
from casus.model.where import Place
from casus.resources.load import read_tsv, resource
from casus.schemes import ucdp
from casus.schemes.countries import country
from casus.schemes.parties import CIVILIANS, EXTERNAL, STATE, group

COLUMNS: Final = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write all rows."""
    table = Table(files.text(), COLUMNS)
    allies = Allies(content.known_states)
    for case in single_cases(content, tally):
        found = row(case, allies)
        if isinstance(found, dict):
            table.row(found)
            tally.rows += 1
        else:
            tally.drop(case.id, case.label, *found)


def row(case: Case, allies: Allies) -> dict[str, Cell] | tuple[str, str]:
    """The cells of one row, or reason and detail of why there is none."""
    code = ucdp.derive(case.facts)
    if not code:
        return "no violence between known sides", f"{code.why} ({code.rule})"
    killed = case.belief.field("killed")
    best = killed.best if killed else None
    if best is None or not max(filter(None, (best.low, best.best, best.high)), default=0):
        return "no death", "no report tells of one"
    when = dating.dated(case)
    if not isinstance(when, Dating):
        return when
    if case.place is None:
        return "no place", case.place_words or "none told"
    return _told(case) | _violence(case, code.value, allies, best) | _where(case, case.place) | _when(when)


def _told(case: Case) -> dict[str, Cell]:
    """Ids and sources."""
    reports = {claim.report.doc_id: claim.report for claim in case.claims}.values()
    return {
        "id": int(case.id.removeprefix("e-")[:15], 16),
        "relid": case.id,
        "number_of_sources": case.belief.independent_sources,
        "source_article": joined(
            ",".join(filter(None, (one.publisher, str(one.published or ""), one.title))) for one in reports
        ),
        "source_office": joined(one.publisher for one in reports),
        "source_date": joined(str(one.published or "") for one in reports),
        "source_headline": joined(one.title for one in reports),
        "source_original": joined(source.name for claim in case.claims for source in claim.sources),
        "event_clarity": 2 if case.main.status == "habitual" else 1,
    }


def _violence(case: Case, kind: str, allies: Allies, best: Value) -> dict[str, Cell]:
    """Type, sides and deaths."""
    first, second = sides(case, allies)
    side_a, side_b = joined(one.name for one in first), joined(one.name for one in second)
    side_b = CIVILIANS if kind == "3" else side_b
    return {
        "type_of_violence": kind,
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": side_b,
        "side_a_new_id": _ucdp_id(first),
        "side_b_new_id": _ucdp_id(second),
        "gwnoa": _state_number(case, first),
        "gwnob": _state_number(case, second) if kind != "3" else None,
        **_deaths(case, second, best, kind=kind),
        "best": best.best,
        "high": best.high,
        "low": best.low,
    }


def _deaths(case: Case, second: Parties, best: Value, *, kind: str) -> dict[str, Cell]:
    """The number in the column of those it is told of: civilians, the side attacked, or nobody knows whom."""
    if best.best is None:
        return {}
    if kind == "3":
        return {"deaths_civilians": best.best}
    counted = [one.quote for one in best.backing if one.quote]
    named = [party.quote for claim in case.claims for party in claim.who("recipient") if party.quote]
    is_theirs = any(count.start < name.end and name.start < count.end for count in counted for name in named)
    return {"deaths_b" if is_theirs and second else "deaths_unknown": best.best}


def _where(case: Case, place: Place) -> dict[str, Cell]:
    nation = country(place.country)
    located = place.lat is not None and place.lon is not None
    return {
        "where_prec": place.precision,
        "where_coordinates": place.name,
        "where_description": case.place_words,
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if located else None,
        "priogrid_gid": priogrid(place.lat, place.lon),
        "country": nation.name,
        "country_id": nation.gw,
        "region": nation.ucdp_region,
    }


def _when(when: Dating) -> dict[str, Cell]:
    return {
        "year": when.first.year,
        "date_prec": dating.ucdp(when),
        "date_start": when.first.isoformat(),
        "date_end": when.last.isoformat(),
    }


def priogrid(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell: half degrees, counted from 1 at 90° S 180° W eastward, 720 a row."""
    if lat is None or lon is None:
        return None
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _ucdp_id(parties: Parties) -> str | None:
    return next((found for party in parties if (found := ucdp_ids().get(party.registry or ""))), None)


@lru_cache(maxsize=1)
def ucdp_ids() -> dict[str, str]:
    """UCDP's actor id of each actor of the registry that has exactly one."""
    columns = ("id", "name", "kind", "sector", "country", "operates", "from", "to", "ucdp", "source", "verified")
    rows = read_tsv(resource("actors", "actors.tsv"), columns)
    return {row[0]: row[8] for row in rows if row[8].isdigit()}


def _state_number(case: Case, parties: Parties) -> str | None:
    """The Gleditsch and Ward number of the first state on a side."""
    groups = ((party, group(party, case.facts.label, role="", country=case.facts.country)) for party in parties)
    states = (party for party, found in groups if found in (STATE, EXTERNAL) and party.country)
    return next((country(party.country).gw for party in states), None)


FORMAT: Final = Format(
    "ucdp",
    "UCDP-GED-like CSV: events with at least one death, 49 columns",
    ".csv",
    "everything without a death, a place, or both sides; ids of conflicts and dyads",
    write,
)
