"""
GDELT 2.0-like events and mentions: two tab-separated files without header lines, 61 and 16 columns.

One event row per act and pair of actors; the mentions, one per claim, are written to the file whose name ends in
`.mentions.tsv`. Country codes of places are FIPS 10-4, of actors ISO alpha-3 as in CAMEO. AvgTone is a measure of
GDELT's and stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
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
from casus.model.ids import content_id
from casus.model.where import Place
from casus.schemes import cameo
from casus.schemes.countries import country
from casus.schemes.rules import Code
from casus.store.rows import ClaimRow, PartyRow

_ACTOR: Final = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
_TYPES: Final = ("Type1Code", "Type2Code", "Type3Code")
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in (*_ACTOR, *_TYPES)),
    *(f"Actor2{name}" for name in (*_ACTOR, *_TYPES)),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTIONS: Final = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write events and mentions."""
    events = Table(files.text(), EVENTS, tabs=True, header=False)
    mentions = Table(files.text("mentions.tsv"), MENTIONS, tabs=True, header=False)
    allies = Allies(content.known_states)
    for case in cases(content, tally):
        code, when = cameo.derive(case.facts), dating.dated(case)
        if not code:
            tally.drop(case.id, case.label, "not coded by CAMEO", f"{code.why} ({code.rule})")
        elif not isinstance(when, dating.Dating):
            tally.drop(case.id, case.label, *when)
        elif not (case.actors or case.recipients):
            tally.drop(case.id, case.label, "party missing", "neither side is told")
        else:
            for pair in dyads(case, allies):
                number = event_number(case, pair)
                events.row(event(case, code, when, pair))
                tally.rows += 1
                for claim in case.claims:
                    mentions.row(mention(claim, number, when, pair))


def dyads(case: Case, allies: Allies) -> Iterator[tuple[PartyRow | None, PartyRow | None]]:
    """Each of one side with each of the other; a side that nobody is told of is None, as GDELT allows."""
    first, second = sides(case, allies)
    return ((one, other) for one in first or (None,) for other in second or (None,))


def event_number(case: Case, pair: tuple[PartyRow | None, PartyRow | None]) -> int:
    """A number of one event and pair: always the same, below 2 to the power of 60."""
    names = [party.name if party else None for party in pair]
    return int(content_id("g", case.id, names)[2:17], 16)


def event(
    case: Case, code: Code, when: dating.Dating, pair: tuple[PartyRow | None, PartyRow | None]
) -> dict[str, Cell]:
    """The cells of one event."""
    entry = cameo.code_list()[code.value]
    reports = {claim.report.doc_id: claim.report for claim in case.claims}.values()
    added = min((report.published for report in reports if report.published), default=None)
    return {
        "GLOBALEVENTID": event_number(case, pair),
        **_day(when.day),
        **_actor("Actor1", pair[0]),
        **_actor("Actor2", pair[1]),
        "IsRootEvent": None,
        "EventCode": entry.code,
        "EventBaseCode": entry.base,
        "EventRootCode": entry.root,
        "QuadClass": entry.quad,
        "GoldsteinScale": float(entry.goldstein),
        "NumMentions": len(case.claims),
        "NumSources": len({report.publisher for report in reports if report.publisher}) or None,
        "NumArticles": len(reports),
        **_geo("Action", case.place),
        "DATEADDED": f"{added:%Y%m%d}000000" if added else None,
        "SOURCEURL": next((report.url for report in reports if report.url), None),
    }


def mention(
    claim: ClaimRow, number: int, when: dating.Dating, pair: tuple[PartyRow | None, PartyRow | None]
) -> dict[str, Cell]:
    """The cells of one claim about an event. Offsets count characters of the report's text."""
    report = claim.report
    offsets = [_offset(claim, party) for party in pair]
    return {
        "GLOBALEVENTID": number,
        "EventTimeDate": f"{when.day:%Y%m%d}000000",
        "MentionTimeDate": f"{report.published:%Y%m%d}000000" if report.published else None,
        "MentionType": 1 if report.url else 2,
        "MentionSourceName": report.publisher,
        "MentionIdentifier": report.url or report.doc_id,
        "Actor1CharOffset": offsets[0],
        "Actor2CharOffset": offsets[1],
        "ActionCharOffset": claim.trigger.start,
        "InRawText": 1,
        "Confidence": max(10, min(100, round(claim.certainty * 10) * 10)),
    }


def _offset(claim: ClaimRow, party: PartyRow | None) -> int | None:
    named = (one.quote.start for one in claim.parties if party and one.name == party.name and one.quote)
    return next(named, None)


def _day(day: date) -> dict[str, Cell]:
    """SQLDATE and its parts; FractionDate counts months of 30 days, as GDELT does."""
    fraction = (day.month * 30 + day.day) / 365
    return {
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": f"{day.year + min(fraction, 0.9999):.4f}",
    }


def _actor(prefix: str, party: PartyRow | None) -> dict[str, Cell]:
    if party is None:
        return {}
    sector = party.sector if party.sector and party.sector != "UNK" else ""
    return {
        f"{prefix}Code": f"{party.country or ''}{sector}",
        f"{prefix}Name": party.name.upper(),
        f"{prefix}CountryCode": party.country,
        f"{prefix}Type1Code": sector,
    }


def _geo(prefix: str, place: Place | None) -> dict[str, Cell]:
    """Place of the act; types: 1 country, 4 city of the world, 5 province of the world (2 and 3 are of the US)."""
    if place is None:
        return {}
    nation = country(place.country)
    return {
        f"{prefix}Geo_Type": _geo_type(place),
        f"{prefix}Geo_FullName": ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1, nation.name)))),
        f"{prefix}Geo_CountryCode": nation.fips,
        f"{prefix}Geo_Lat": place.lat,
        f"{prefix}Geo_Long": place.lon,
    }


def _geo_type(place: Place) -> int:
    if place.kind == "country":
        return 1
    if place.country == "USA":
        return 3 if place.kind in CITIES else 2
    return 5 if place.kind in ("admin1", "admin2", "region", "district") else 4


FORMAT: Final = Format(
    "gdelt",
    "GDELT 2.0-like events and mentions: two tab-separated files without headers, 61 and 16 columns",
    ".tsv",
    "intervals of time, tone, GDELT's own codes of groups, religions and provinces",
    write,
)
