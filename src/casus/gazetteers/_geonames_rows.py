"""Places from a file of GeoNames, of one country or of all: XX.zip with XX.txt in it, 19 tab-separated columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from casus.errors import InputError
from casus.gazetteers._opened import opened
from casus.gazetteers.placewrite import PlaceRow

COLUMNS: Final = 19
_NUMBER: Final = re.compile("[0-9]{1,9}")
_SIZES: Final = ((100_000, "city"), (10_000, "town"))
# Feature codes (geonames.org/export/codes.html), the more special first, then classes.
_CODES: Final = {
    "ADM1": ("admin1", 0.62, 100.0, 4),
    "ADM2": ("admin2", 0.4, 25.0, 3),
    "PPLC": ("city", 0.85, 8.0, 1),
    "PPLA": ("city", 0.7, 5.0, 1),
    "PPLA2": ("town", 0.5, 4.0, 1),
    "PPLX": ("district", 0.34, 2.0, 1),
    "AIRB": ("airbase", 0.3, 3.0, 1),
    "AIRP": ("airport", 0.25, 3.0, 1),
    "AIRF": ("airport", 0.2, 3.0, 1),
    "PRT": ("port", 0.3, 2.0, 1),
    "STM": ("river", 0.35, 40.0, 5),
    "WAD": ("river", 0.25, 15.0, 5),
    "LK": ("lake", 0.3, 8.0, 2),
    "RSV": ("lake", 0.28, 8.0, 2),
    "ISL": ("island", 0.32, 8.0, 2),
    "VAL": ("valley", 0.3, 10.0, 2),
    "MT": ("mountain", 0.28, 5.0, 1),
    "MTS": ("mountain", 0.34, 30.0, 3),
    "HLL": ("mountain", 0.22, 3.0, 1),
    "RGN": ("region", 0.4, 30.0, 3),
    "PLN": ("region", 0.3, 20.0, 2),
    "DSRT": ("region", 0.36, 60.0, 3),
    "DAM": ("other", 0.28, 2.0, 1),
    "OILF": ("other", 0.28, 5.0, 1),
    "MILB": ("airbase", 0.28, 3.0, 1),
    "CMPRF": ("camp", 0.4, 2.0, 1),
    "PSTB": ("crossing", 0.34, 1.0, 1),
}
_CLASSES: Final = {"P": ("village", 0.26, 1.5, 1)}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: the row without its parent, and the admin codes that name the parent."""

    row: PlaceRow
    admin1: str
    admin2: str
    code: str


def geonames_rows(path: Path, alpha3: dict[str, str], *, several: bool) -> dict[str, tuple[PlaceRow, ...]]:
    """
    ISO alpha-3 -> the places of that country, from a zip or text file; only countries of `alpha3` are read.

    Raises `InputError` that names file and line; also at the first line of a second country unless there may be
    `several`, so that nobody waits for the 12 million places of the whole world by mistake.
    """
    found: dict[str, list[_Line]] = {}
    for number, text in enumerate(_text(path), start=1):
        line = _line(path, number, text, alpha3)
        if line is not None:
            found.setdefault(line.row.country, []).append(line)
            if len(found) > 1 and not several:
                raise _many(path, number, found)
    for lines in found.values():
        lines.sort(key=lambda line: (line.code not in ("ADM1", "ADM2"), line.code, line.row.id))
    return {country: tuple(_placed(lines)) for country, lines in found.items()}


def _text(path: Path) -> Iterator[str]:
    """The lines of `XX.txt`, from the zip or as it is."""
    with opened(path, suffix=".txt", expected="a country zip of GeoNames such as SY.zip") as file:
        yield from file


def _line(path: Path, number: int, text: str, alpha3: dict[str, str]) -> _Line | None:
    """A line as a place; None for features that reports do not name (wells, farms' fields, historical units)."""
    cells = text.rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise _bad(path, number, f"{len(cells)} columns", f"{COLUMNS} tab-separated columns")
    shape = _CODES.get(cells[7]) or _CLASSES.get(cells[6])
    if shape is None or cells[7].endswith(("H", "Q")) or cells[8] not in alpha3:
        return None
    kind, prior, radius, precision = shape
    if not _NUMBER.fullmatch(cells[0]):
        raise _bad(path, number, f"id {cells[0]!r:.40}", "a number of at most nine digits")
    population = int(cells[14]) if _NUMBER.fullmatch(cells[14]) else 0
    if cells[6] == "P" and cells[7] != "PPLX":
        kind = next((name for size, name in _SIZES if population >= size), kind)
        prior = max(prior, 0.16 + 0.095 * math.log10(population + 10))
    row = PlaceRow(
        id=f"gn:{int(cells[0])}",
        name=" ".join(cells[1].split()),
        lat=_degrees(path, number, cells[4], 90),
        lon=_degrees(path, number, cells[5], 180),
        country=alpha3[cells[8]],
        kind=kind,
        source="geonames",
        radius_km=radius,
        prior=prior,
        precision=precision,
        alternates=tuple(name for name in dict.fromkeys((cells[2], *cells[3].split(","))) if name and name != cells[1]),
        sounds=True,
    )
    return _Line(row, cells[10], cells[11], cells[7])


def _placed(lines: Iterable[_Line]) -> Iterator[PlaceRow]:
    """Rows with their admin units; these come first in `lines`."""
    units: dict[tuple[str, str], int] = {}
    for index, line in enumerate(lines):
        above = (line.admin1, "") if line.code == "ADM2" else (line.admin1, line.admin2)
        parent = None if line.code == "ADM1" else units.get(above, units.get((line.admin1, "")))
        if line.code == "ADM1":
            units[line.admin1, ""] = index
        elif line.code == "ADM2":
            units[line.admin1, line.admin2] = index
        yield replace(line.row, parent=parent)


def _degrees(path: Path, number: int, text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise _bad(path, number, f"coordinate {text!r}", f"degrees from -{most:.0f} to {most:.0f}")
    return value


def _many(path: Path, number: int, found: Iterable[str]) -> InputError:
    return InputError(
        f"places of several countries ({', '.join(found)}, …)",
        where=f"{path}:{number}",
        expected="to be told which of them are wanted",
        remedy="name them, as --country SY,IQ",
    )


def _bad(path: Path, number: int, found: str, expected: str) -> InputError:
    return InputError(found, where=f"{path}:{number}", expected=expected, remedy="download the file again")
