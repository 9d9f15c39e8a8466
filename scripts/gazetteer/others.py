"""Natural Earth (public domain), airports (airportsdata, MIT), UCDP GED places (CC BY 4.0) and the curated list of
conflict places.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from casus.gazetteers.fold import fold
from casus.gazetteers.gednames import ged_names
from casus.model.geometry import distance_km
from gazetteer.draft import Draft

_ABBREVIATIONS: Final = (
    (r"\bMts?\.?$", "Mountains"),
    (r"\bMTS\.?$", "MOUNTAINS"),
    (r"\bMt\. ", "Mount "),
    (r"\bL\.$", "Lake"),
    (r"\bPk\.$", "Peak"),
    (r"\bI\.$", "Island"),
    (r"\bIs\.$", "Islands"),
    (r"\bPen\.$", "Peninsula"),
    (r"\bR\.$", "River"),
    (r"\bRes\.$", "Reservoir"),
)
_EARTH_KINDS: Final = {
    "elevation": "mountain",
    "lake": "lake",
    "marine": "sea",
    "river": "river",
    "disputed": "disputed",
    "region": "region",
}
_REGION_KINDS: Final = (
    ("mountain", r"\b(?:mountains?|range|cordillera|hills|alps|massif|sierra)\b"),
    ("island", r"\b(?:islands?|isle|archipelago|atoll)\b"),
    ("valley", r"\bvalley\b"),
)
_SEGMENT_KM: Final = 1500
"""Segments of one river lie closer together than this; another river of the same name hardly does."""


def read_natural_earth(path: Path, alpha3: dict[str, str], country_names: set[str]) -> Iterator[Draft]:
    """Rivers, lakes, seas, mountains, regions and disputed areas; segments of one name become one place."""
    groups: dict[tuple[str, str], list[list[dict[str, str]]]] = defaultdict(list)
    for row in _rows(path):
        if row["kind"] not in _EARTH_KINDS:
            continue
        name, others = _earth_names(row, country_names)
        row["alternates"] = ";".join(others)
        if fold(name):
            _join(groups[row["kind"], name], row)
    for (kind, name), clusters in sorted(groups.items()):
        for number, rows in enumerate(clusters):
            yield _earth_draft(name, rows, kind=kind, number=number, alpha3=alpha3)


def read_label_points(path: Path, alpha3: dict[str, str]) -> dict[str, list[tuple[str, float, float]]]:
    """ISO alpha-3 -> names and label points of admin1 units."""
    points: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for row in _rows(path):
        if row["kind"] == "admin1" and row["country"] in alpha3:
            points[alpha3[row["country"]]].append((row["name"], float(row["lat"]), float(row["lon"])))
    return points


def _earth_names(row: dict[str, str], country_names: set[str]) -> tuple[str, list[str]]:
    """Disputed areas are listed under the state that holds them: their own name is the first alternate."""
    names = [_spelled_out(n) for n in (row["name"], *(row["alternates"] or "").split("|")) if n.strip()]
    own = [n for n in names if fold(n) not in country_names] if row["kind"] == "disputed" else names
    chosen = own or names
    return chosen[0], sorted(set(chosen[1:]))


def _spelled_out(name: str) -> str:
    text = name.strip()
    for pattern, word in _ABBREVIATIONS:
        text = re.sub(pattern, word, text)
    return text.title() if text.isupper() else text


def _join(clusters: list[list[dict[str, str]]], row: dict[str, str]) -> None:
    here = (float(row["lat"]), float(row["lon"]))
    for cluster in clusters:
        if any(distance_km(here, (float(r["lat"]), float(r["lon"]))) < _SEGMENT_KM for r in cluster):
            cluster.append(row)
            return
    clusters.append([row])


def _earth_draft(name: str, rows: list[dict[str, str]], *, kind: str, number: int, alpha3: dict[str, str]) -> Draft:
    points = [(float(r["lat"]), float(r["lon"])) for r in rows]
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    reach = max(distance_km(middle, p) + float(r["radius_km"]) for p, r in zip(points, rows, strict=True))
    own = _EARTH_KINDS[kind]
    if own == "region":
        own = next((k for k, pattern in _REGION_KINDS if re.search(pattern, name, re.IGNORECASE)), own)
    return Draft(
        id=f"ne:{kind}/{fold(name).replace(' ', '-')}" + (f"/{number + 1}" if number else ""),
        name=name,
        lat=round(middle[0], 4),
        lon=round(middle[1], 4),
        country=alpha3.get(rows[0]["country"], ""),
        kind=own,
        source="natural-earth",
        radius_km=max(5, round(reach)),
        alternates=sorted({a for r in rows for a in r["alternates"].split(";") if a}),
    )


_BASE: Final = re.compile(r"\b(?:air ?base|air force|military|AFB|army air|naval air|airbase)\b", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"\s+(?:International|Regional|Domestic|Military)?\s*(?:Airport|Airfield|Air ?Base|Airstrip|Airbase)\b.*$",
    re.IGNORECASE,
)


def read_airports(path: Path, alpha3: dict[str, str]) -> Iterator[Draft]:
    """Air bases, and airports that have an IATA code or lie outside the countries with thousands of private strips."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda r: r["icao"])
    for row in rows:
        name, base = row["name"], bool(_BASE.search(row["name"]))
        if row["country"] not in alpha3 or not row["icao"] or not fold(name):
            continue
        if not (base or row["iata"]) and row["country"] in ("US", "CA", "AU", "BR", "MX", "DE", "FR", "GB", "AR"):
            continue
        yield Draft(
            id=f"icao:{row['icao']}",
            name=name,
            lat=round(float(row["lat"]), 4),
            lon=round(float(row["lon"]), 4),
            country=alpha3[row["country"]],
            kind="airbase" if base else "airport",
            source="airportsdata",
            radius_km=3,
            alternates=_field_names(name, row["city"], base=base),
            population=1 if row["iata"] else 0,
        )


def _field_names(name: str, city: str, *, base: bool) -> list[str]:
    stem = _FIELD.sub("", name).strip()
    words = (
        ("air base", "military airport", "airport")
        if base
        else ("airport", "international airport", "military airport")
    )
    stems = {s for s in (stem, city) if len(s) > 2}
    return sorted({f"{s} {word}" for s in stems for word in words} - {name})


def read_ucdp(path: Path, alpha3: dict[str, str], *, without: str | None = None) -> Iterator[Draft]:
    """Named places of UCDP GED with where_prec 1 or 2; descriptions ("road between A and B") are no names. `without`
    leaves out a country.
    """
    for row in _rows(path):
        country = alpha3[row["country"]]
        if country == without or int(row["where_prec"]) > 2:
            continue
        named = ged_names(row["name"])
        if named is None:
            continue
        names, kind = named
        yield Draft(
            id=f"ucdp:{row['country'].lower()}/{fold(row['name']).replace(' ', '-')}",
            name=names[0],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=country,
            kind=kind,
            source="ucdp-ged",
            radius_km=2 if row["where_prec"] == "1" else 5,
            code=row["adm_1"],
            events=int(row["events"]),
            precision=int(row["where_prec"]),
            alternates=[*names[1:], row["name"]],
        )


_OVERLAY_KINDS: Final = {
    "P": "town",
    "T": "region",
    "A1": "admin1",
    "A2": "admin2",
    "B": "area",
    "C": "camp",
    "D": "disputed",
    "I": "other",
    "M": "airbase",
    "N": "district",
    "X": "crossing",
}


_BASE_TAIL: Final = re.compile(r"\s+(?:Military |Air )?(?:Air ?base|Air Base|Base|Airfield|Airport)$", re.IGNORECASE)


def read_overlay(path: Path, alpha3: dict[str, str]) -> Iterator[Draft]:
    """The curated conflict places: name, ISO alpha-2, kind, latitude, longitude, radius, alternates; lines without a
    header.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        name, country, kind, lat, lon, radius, *rest = line.split("\t")
        alternates = [a.strip() for a in rest[0].split(";") if a.strip()] if rest else []
        alternates += [stem for a in (name, *alternates) if (stem := _BASE_TAIL.sub("", a)) != a]
        yield Draft(
            id=f"casus:{country.lower()}/{fold(name).replace(' ', '-')}",
            name=name,
            lat=float(lat),
            lon=float(lon),
            country=alpha3[country],
            kind=_OVERLAY_KINDS[kind],
            source="curated",
            radius_km=float(radius),
            curated=True,
            alternates=[a for a in alternates if not re.search(r"\bborder\b|\boutskirts\b", a)],
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a table with a header; a few names of Natural Earth hold a line break, and both halves of such a line
    are passed over.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
            if row["lat"] and row["lon"]:
                yield row
