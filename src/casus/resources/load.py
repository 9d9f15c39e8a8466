"""
Read the data files that ship with casus.

Data is text that people can review: TOML for rules, TSV for tables. A file that
is missing or malformed is an error that names the file and the line.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from casus.errors import ResourceError

ROOT: Final = Path(__file__).parent


def resource(*parts: str) -> Path:
    """The path of a shipped data file; raises `ResourceError` when it is not there."""
    path = ROOT.joinpath(*parts)
    if not path.exists():
        raise ResourceError(
            "data file is missing", where=str(path), expected="a file that ships with casus", remedy="reinstall casus"
        )
    return path


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain values. Raises `ResourceError` when it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(
            str(error), where=str(path), expected="valid TOML in UTF-8", remedy="correct the file, or reinstall casus"
        ) from error


def read_tsv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The rows of a tab-separated file whose first line names exactly `columns`; lines starting with # are comments."""
    with path.open(encoding="utf-8") as lines:
        rows = ((n, line.rstrip("\n").split("\t")) for n, line in enumerate(lines, start=1) if not line.startswith("#"))
        number, header = next(rows, (1, []))
        if tuple(header) != columns:
            raise _bad_row(path, number, header, columns)
        for number, row in rows:
            if len(row) != len(columns):
                raise _bad_row(path, number, row, columns)
            yield tuple(row)


def digest(*paths: Path) -> str:
    """SHA-256 over the files' bytes, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def _bad_row(path: Path, number: int, row: list[str], columns: tuple[str, ...]) -> ResourceError:
    return ResourceError(
        f"{len(row)} columns: {row!r:.120}",
        where=f"{path}:{number}",
        expected=f"{len(columns)} tab-separated columns: {', '.join(columns)}",
        remedy="correct the line",
    )
