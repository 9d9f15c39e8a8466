"""
A project's own actors, read on top of those that ship.

TOML, one table per actor:

    [[actor]]
    id = "ag.river-guard"          # a known id adds to that actor or corrects it, a new one makes an actor
    name = "River Guard"
    kind = "militia"
    sector = "PRM"
    country = "SYR"
    names = ["Guard of the River @ 2014-03 .. 2016", "RG"]

or TSV with the header `id name kind sector country names`, names joined by "|".
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casus.errors import InputError
from casus.gazetteers._actor_dates import first_day, last_day
from casus.model.vocabulary import ACTOR_KINDS
from casus.resources.folding import key

COLUMNS: Final = ("id", "name", "kind", "sector", "country", "names")
_SECTOR: Final = re.compile("[A-Z]{3}")
_COUNTRY: Final = re.compile("[A-Z]{3}|")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,79}")
_NAME: Final = re.compile(r"^(.*?)(?: @ (\S*) ?\.\. ?(\S*))?$")


@dataclass(frozen=True, slots=True)
class Override:
    """An actor of a user's file; empty fields leave a known actor as it is. `names` are (text, first day, last day)."""

    id: str
    name: str
    kind: str
    sector: str
    country: str
    names: tuple[tuple[str, str, str], ...]


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The actors of a user's file. Raises `InputError` with file and line for anything that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}",
            where=str(path),
            expected="a UTF-8 file",
            remedy="check the path and the encoding",
        ) from None
    return _read_toml(path, text) if path.suffix.lower() == ".toml" else _read_tsv(path, text)


def _read_toml(path: Path, text: str) -> tuple[Override, ...]:
    try:
        entries = tomllib.loads(text).get("actor", [])
    except tomllib.TOMLDecodeError as error:
        raise _bad(path, _line_in(str(error)), str(error), "valid TOML") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _bad(path, 1, "`actor` is no list of tables", "tables headed [[actor]]")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.strip().startswith("[[actor]]")] or [1]
    return tuple(_from_table(path, lines[min(n, len(lines) - 1)], entry) for n, entry in enumerate(entries))


def _from_table(path: Path, line: int, entry: dict[str, object]) -> Override:
    unknown = set(entry) - set(COLUMNS)
    if unknown:
        raise _bad(path, line, f"unknown keys {sorted(unknown)}", f"only {', '.join(COLUMNS)}")
    names = entry.get("names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _bad(path, line, "`names` is no list of strings", 'names = ["First name", "Second name @ 2014 .. 2016"]')
    cells = [str(entry.get(column, "")) for column in COLUMNS[:-1]]
    return _override(path, line, cells, [str(name) for name in names])


def _read_tsv(path: Path, text: str) -> tuple[Override, ...]:
    rows = [
        (n, line.split("\t")) for n, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")
    ]
    if not rows or tuple(rows[0][1]) != COLUMNS:
        raise _bad(
            path, rows[0][0] if rows else 1, "the header is missing", f"tab-separated columns {' '.join(COLUMNS)}"
        )
    found = []
    for number, cells in rows[1:]:
        if len(cells) > len(COLUMNS):
            raise _bad(path, number, f"{len(cells)} cells", f"{len(COLUMNS)} cells")
        padded = [cell.strip() for cell in cells] + [""] * (len(COLUMNS) - len(cells))
        found.append(_override(path, number, padded[:-1], [name for name in padded[-1].split("|") if name]))
    return tuple(found)


def _override(path: Path, line: int, cells: list[str], names: list[str]) -> Override:
    actor_id, name, kind, sector, country = cells
    checks = (
        (_ID.fullmatch(actor_id), f"id {actor_id!r}", "letters, digits, dots, hyphens; at most 80 characters"),
        (not kind or kind in ACTOR_KINDS, f"kind {kind!r}", f"one of {', '.join(sorted(ACTOR_KINDS))}"),
        (not sector or _SECTOR.fullmatch(sector), f"sector {sector!r}", "a PLOVER sector code such as REB"),
        (_COUNTRY.fullmatch(country), f"country {country!r}", "an ISO 3166-1 alpha-3 code such as SYR"),
    )
    for good, found, expected in checks:
        if not good:
            raise _bad(path, line, found, expected)
    return Override(
        actor_id,
        name,
        kind,
        sector,
        country,
        tuple(_dated(path, line, text) for text in ([name] if name else []) + names),
    )


def _dated(path: Path, line: int, text: str) -> tuple[str, str, str]:
    match = _NAME.match(text.strip())
    name, start, end = (match[1].strip(), match[2] or "", match[3] or "") if match else (text, "", "")
    if not key(name):
        raise _bad(path, line, f"name {name[:40]!r}", "letters or digits, at most 120 characters")
    try:
        first, last = first_day(start), last_day(end)
    except ValueError as error:
        raise _bad(path, line, f"{error} in {text!r}", "days as 2014, 2014-03 or 2014-03-29") from None
    if first and last and first > last:
        raise _bad(path, line, f"{name!r} ends before it begins", "the first day before the last")
    return name, start, end


def _line_in(message: str) -> int:
    match = re.search(r"line (\d+)", message)
    return int(match[1]) if match else 1


def _bad(path: Path, line: int, found: str, expected: str) -> InputError:
    return InputError(found, where=f"{path}:{line}", expected=expected, remedy="correct the line")
