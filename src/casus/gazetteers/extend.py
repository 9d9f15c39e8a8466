"""
Add places to the gazetteer: a user's own file, a country of GeoNames, the places of UCDP GED.

Each call writes layers into the user's folder (see `layers`); the same input again replaces its layer. A layer is
written elsewhere and moved to its place when it is whole. Nothing is fetched from anywhere: files come from the user.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from casus.errors import InputError, ResourceError
from casus.gazetteers._geonames_rows import geonames_rows
from casus.gazetteers._opened import opened
from casus.gazetteers.fold import fold
from casus.gazetteers.gednames import ged_names
from casus.gazetteers.manifest import Manifest, file_digest
from casus.gazetteers.ownplaces import COLUMNS, checked_places, read_places
from casus.gazetteers.places import CompiledPlaces, open_places
from casus.gazetteers.placewrite import PlaceRow, write_places
from casus.protocols import PlaceContext
from casus.resources.placedata import country_codes

_GED_COLUMNS: Final = ("where_coordinates", "latitude", "longitude", "where_prec", "country")
_GED_PRIOR: Final = 0.45


@dataclass(frozen=True, slots=True)
class Installed:
    """A layer just written; `replaced` says that one of its name was there before."""

    name: str
    manifest: Manifest
    replaced: bool


def add_places(path: Path, folder: Path) -> Installed:
    """Compile a user's places (.tsv, .csv or .geojson) into a layer of `folder`.

    Columns are those of `ownplaces.COLUMNS`; name, lat and lon are required. GeoJSON wants points with these columns
    as properties. Raises `InputError` that names file, line (or feature), what is wrong and what to do.
    """
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json"):
        rows = checked_places(path, list(_features(path)))
    elif suffix == ".csv":
        rows = checked_places(path, list(_csv_lines(path)))
    else:
        rows = read_places(path)
    return _write(folder / f"added-{_slug(path.stem)}", rows, path)


def install_geonames(path: Path, folder: Path, *, countries: Collection[str] = ()) -> tuple[Installed, ...]:
    """Compile a file of GeoNames (SY.zip, allCountries.zip) into a layer of `folder` per country.

    `countries` are the ISO alpha-3 codes of those wanted; a file of several countries is read only where they are
    named. Raises `InputError`; nothing is written unless all of them are there.
    """
    codes = {two: three for two, three in country_codes().items() if not countries or three in countries}
    short = {three: two for two, three in codes.items()}
    found = geonames_rows(path, codes, several=bool(countries))
    missing = sorted(set(countries) - set(found)) if countries else []
    if missing or not found:
        raise InputError(
            f"no places of {', '.join(missing)}" if missing else "no places",
            where=str(path),
            expected="lines of GeoNames",
            remedy="give the file of that country, or the one of all countries",
        )
    return tuple(_write(folder / f"geonames-{short[c].lower()}", rows, path) for c, rows in sorted(found.items()))


def install_ucdp(path: Path, folder: Path, *, base: CompiledPlaces | None = None) -> Installed:
    """Compile the named places of a UCDP GED file (CSV, also zipped) into a layer of `folder`.

    `base` knows the names of countries; by default it is the shipped gazetteer. Raises `InputError`.
    """
    rows = tuple(_ged_rows(path, base or open_places()))
    return _write(folder / f"ucdp-{_slug(path.stem)}", rows, path)


def _write(folder: Path, rows: Sequence[PlaceRow], path: Path) -> Installed:
    """Write a layer beside its folder and move it there, so that no reader ever sees half of one."""
    if not rows:
        raise InputError("no places", where=str(path), expected="at least one place", remedy="check the file")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=".casus-", ignore_cleanup_errors=True) as work:
            manifest = write_places(Path(work) / "new", rows, inputs={path.name: file_digest(path)})
            return Installed(folder.name, manifest, _moved(Path(work), folder))
    except OSError as error:
        raise ResourceError(
            f"the places cannot be kept ({error.strerror or error})",
            where=str(folder.parent),
            expected="a folder that can be written to, with room in it",
            remedy="make room, or name another folder with the variable CASUS_DATA",
        ) from error


def _moved(work: Path, folder: Path) -> bool:
    """Put `work`/new in the place of `folder`; says whether something was there. On failure that is put back."""
    replaced = folder.exists()
    if replaced:
        folder.rename(work / "old")
    try:
        (work / "new").rename(folder)
    except OSError:
        if replaced:
            (work / "old").rename(folder)
        raise
    return replaced


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "places"


def _csv_lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, column -> text) of a CSV file with a header; surplus cells are refused with the row."""
    for number, row in _rows(path, ("name", "lat", "lon"), COLUMNS):
        if None in row:
            raise InputError(
                "more cells than columns",
                where=f"{path}:{number}",
                expected=f"{len(row) - 1} cells",
                remedy="quote cells that hold a comma",
            )
        yield number, {key: (value or "").strip() for key, value in row.items()}


def _rows(path: Path, needed: Sequence[str], known: Sequence[str] | None) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, column -> text) of a CSV file, also zipped, whose header has the columns."""
    expected = "a CSV file in UTF-8"
    with opened(path, suffix=".csv", expected=expected) as file:
        reader = csv.DictReader(file, restval="")
        try:
            _check_header(path, tuple(reader.fieldnames or ()), needed, known)
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            where = f"{path}:{reader.line_num}"
            raise InputError(str(error), where=where, expected=expected, remedy="correct the line") from error


def _check_header(path: Path, header: Sequence[str], needed: Sequence[str], known: Sequence[str] | None) -> None:
    missing = [c for c in needed if c not in header]
    strange = [c for c in header if known is not None and c not in known]
    if missing or strange:
        said = f"lacks {', '.join(missing)}" if missing else f"does not know {', '.join(strange)}"
        raise InputError(
            f"the header {said}",
            where=f"{path}:1",
            expected=f"columns {', '.join(known or needed)}",
            remedy="name the columns so",
        )


def _features(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of the feature, column -> text) of a GeoJSON collection of points."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            expected="GeoJSON in UTF-8",
            remedy="check the path, or export the file again",
        ) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise InputError(
            "no features",
            where=str(path),
            expected="a FeatureCollection of points",
            remedy="export points, not lines or areas",
        )
    for number, feature in enumerate(features, start=1):
        yield number, _feature(path, number, feature)


def _feature(path: Path, number: int, feature: Any) -> dict[str, str]:
    try:
        lon, lat, *_ = feature["geometry"]["coordinates"]
        kind, properties = feature["geometry"]["type"], dict(feature["properties"])
    except (TypeError, KeyError, ValueError):
        kind, properties, lat, lon = "", {}, None, None
    if kind != "Point" or "name" not in properties:
        raise InputError(
            "no named point",
            where=f"{path}: feature {number}",
            expected="geometry Point and a property name",
            remedy="correct the feature",
        )
    cells = {c: _cell(properties[c]) for c in COLUMNS if properties.get(c) is not None}
    return cells | {"lat": str(lat), "lon": str(lon)}


def _cell(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(slots=True)
class _Spot:
    """A GED location: the best point seen for it, and its events."""

    lat: float
    lon: float
    precision: int
    events: int = 0


def _ged_rows(path: Path, base: CompiledPlaces) -> Iterator[PlaceRow]:
    spots: dict[tuple[str, str], _Spot] = {}
    for number, row in _rows(path, _GED_COLUMNS, None):
        precision, lat, lon = _ged_numbers(path, number, row)
        if precision > 2:
            continue
        text = " ".join(row["where_coordinates"].split())
        spot = spots.setdefault((row["country"], text), _Spot(lat, lon, precision))
        spot.events += 1
    countries = {name: _country(name, base) for name in {country for country, _ in spots}}
    for (country, text), spot in sorted(spots.items()):
        named = ged_names(text)
        if named is not None:
            yield _ged_row(named, text, spot, countries[country])


def _ged_row(named: tuple[list[str], str], text: str, spot: _Spot, country: str) -> PlaceRow:
    (name, *others), kind = named
    return PlaceRow(
        id=f"ucdp:{country.lower() or 'xx'}/{fold(text).replace(' ', '-')}",
        name=name,
        lat=spot.lat,
        lon=spot.lon,
        country=country,
        kind=kind,
        source="ucdp-ged",
        radius_km=2.0 if spot.precision == 1 else 5.0,
        prior=min(0.9, _GED_PRIOR + 0.03 * spot.events.bit_length()),
        precision=spot.precision,
        alternates=(*others, text),
        sounds=True,
    )


def _country(name: str, base: CompiledPlaces) -> str:
    """ISO alpha-3 of a UCDP country name ("DR Congo (Zaire)"), "" where it is not known."""
    found = base.lookup(name.partition("(")[0], PlaceContext(kind="country"))
    return next((c.place.country or "" for c in found if c.place.kind == "country"), "")


def _ged_numbers(path: Path, number: int, row: dict[str, str]) -> tuple[int, float, float]:
    try:
        precision, lat, lon = int(row["where_prec"]), float(row["latitude"]), float(row["longitude"])
    except ValueError:
        precision, lat, lon = 0, 91.0, 181.0
    if not (1 <= precision <= 7 and -90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(
            f"where_prec {row['where_prec']!r}, latitude {row['latitude']!r}, longitude {row['longitude']!r}",
            where=f"{path}:{number}",
            expected="1 to 7 and degrees",
            remedy="download the file again",
        )
    return precision, lat, lon
