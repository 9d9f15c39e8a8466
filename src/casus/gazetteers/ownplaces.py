"""
A user's own places: a tab-separated file, read on top of what casus ships.

    name      lat     lon     country  kind     radius_km  inside        alternates
    Koravets  -30.42  -20.81  XTV      town     4          Sel province  Korawez;Коравец

`lat` and `lon` are WGS84 degrees and may both be empty, `country` is ISO 3166-1 alpha-3 (or a code that it leaves to
users, as XTV), `kind` one of the gazetteer's, `inside` the name of another row, `alternates` are joined by ";". Columns
after `lon` may be left out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from casus.errors import InputError
from casus.gazetteers.fold import fold
from casus.gazetteers.placewrite import PlaceRow

COLUMNS: Final = ("name", "lat", "lon", "country", "kind", "radius_km", "inside", "alternates")
KINDS: Final = frozenset(
    {
        *("country", "admin1", "admin2", "region", "area", "disputed", "other"),
        *("city", "town", "village", "district", "camp", "crossing", "airbase", "airport", "port", "road"),
        *("river", "lake", "sea", "mountain", "valley", "island"),
    }
)
PRIOR: Final = 0.9
"""How likely a user's place is meant by its name: more than a city of that name elsewhere."""

_COUNTRY: Final = re.compile("[A-Z]{3}|")
_LONGEST: Final = 120


def read_places(path: Path) -> tuple[PlaceRow, ...]:
    """The places of a user's file, checked. Raises `InputError`."""
    lines = list(_lines(path))
    columns = _columns(path, lines)
    return checked_places(path, [(number, dict(zip(columns, cells, strict=False))) for number, cells in lines[1:]])


def checked_places(path: Path, lines: Sequence[tuple[int, dict[str, str]]]) -> tuple[PlaceRow, ...]:
    """Places from (line number, column -> text). Raises `InputError` for the first line that is not as it should be."""
    rows = [_row(path, number, cells) for number, cells in lines]
    index = {fold(row.name): n for n, (row, _) in enumerate(rows)}
    placed = [_placed(path, lines[n][0], row, inside, index) for n, (row, inside) in enumerate(rows)]
    return tuple(_told_apart(placed))


def _told_apart(rows: Sequence[PlaceRow]) -> Iterator[PlaceRow]:
    """The rows, those with an id that an earlier one bears with a number behind it: two villages of one name are two
    places.
    """
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.id] += 1
        yield row if seen[row.id] == 1 else replace(row, id=f"{row.id}-{seen[row.id]}")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            expected="a UTF-8 file of places",
            remedy="check the path and the encoding",
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


def _columns(path: Path, lines: Sequence[tuple[int, list[str]]]) -> list[str]:
    number, header = lines[0] if lines else (1, [])
    if header[:3] != ["name", "lat", "lon"] or set(header) - set(COLUMNS):
        raise _bad(path, number, f"the header {header!r:.80}", f"tab-separated columns: {' '.join(COLUMNS)}")
    return header


def _row(path: Path, number: int, cells: dict[str, str]) -> tuple[PlaceRow, str]:
    """A row and the name of the row it lies in ("" for none)."""
    name, country, kind = " ".join(cells["name"].split()), cells.get("country", ""), cells.get("kind", "") or "other"
    for good, found, expected in (
        (fold(name) and len(name) <= _LONGEST, f"name {name!r:.40}", f"letters or digits, at most {_LONGEST}"),
        (_COUNTRY.fullmatch(country), f"country {country!r}", "an ISO 3166-1 alpha-3 code such as SYR"),
        (kind in KINDS, f"kind {kind!r}", f"one of {', '.join(sorted(KINDS))}"),
    ):
        if not good:
            raise _bad(path, number, found, expected)
    row = PlaceRow(
        id=f"own:{'-'.join(fold(name).split())}",
        name=name,
        lat=_number(path, number, cells, "lat", least=-90, most=90),
        lon=_number(path, number, cells, "lon", least=-180, most=180),
        country=country,
        kind=kind,
        source="own",
        radius_km=_number(path, number, cells, "radius_km", least=0, most=6500) or 1.0,
        prior=PRIOR,
        alternates=tuple(part.strip() for part in cells.get("alternates", "").split(";") if fold(part)),
    )
    return row, cells.get("inside", "")


def _placed(path: Path, number: int, row: PlaceRow, inside: str, index: dict[str, int]) -> PlaceRow:
    """The row with its container, which must be a row of the same file."""
    if not inside:
        return row
    parent = index.get(fold(inside))
    if parent is None:
        raise _bad(path, number, f"{row.name!r} lies inside {inside!r}", "the name of another row of this file")
    return replace(row, parent=parent)


def _number(path: Path, line: int, cells: dict[str, str], column: str, *, least: float, most: float) -> float | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise _bad(path, line, f"{column} {text!r}", f"a number from {least} to {most}")
    return value


def _bad(path: Path, line: int, found: str, expected: str) -> InputError:
    return InputError(found, where=f"{path}:{line}", expected=expected, remedy="correct the line")
