"""A report between its file format and its `Document`: what a format module finds, before anything is decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from casus.errors import InputError
from casus.model.document import Note, PartKind

LIMIT: Final = 20_000_000
"""Bytes of one report, at most. The longest press reports stay below 200 kB and the longest published inquiries below
10 MB; what is larger is a collection that should be cut into reports first."""


FIELDS: Final = ("text", "title", "date", "source", "byline", "url", "id")
"""What columns may hold; `readers.rows` says what each means."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read reports.

    `published` is the publication day the user gives; it goes before what a report says of itself. `mapping` holds
    pairs (name casus knows, column in the input), as `--map text=body` gives them. `reader` forces a format by name.
    """

    published: date | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    reader: str | None = None
    language_check: bool = True

    def __post_init__(self) -> None:
        """Raise `InputError` for a mapping of a name that casus does not know."""
        unknown = [field for field, _ in self.mapping if field not in FIELDS]
        if unknown:
            raise InputError(
                f"a column for {unknown[0]!r}",
                expected=f"a column for one of {', '.join(FIELDS)}",
                remedy="write it as NAME=COLUMN, for instance text=body",
            )


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch as the markup shows it; `kind` None where the markup does not say what it is."""

    text: str
    kind: PartKind | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as a format module found it.

    `body` is running text whose parts are still to be found, or blocks that the markup already parted. `date` is the
    words of the date. `digest` is the SHA-256 (hex) of the bytes of this report.
    """

    origin: str
    body: str | tuple[Block, ...]
    digest: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    date: str | None = None
    url: str | None = None
    given_id: str | None = None
    notes: tuple[Note, ...] = ()


def digest(data: bytes) -> str:
    """The SHA-256 (hex) of the bytes of one report."""
    return hashlib.sha256(data).hexdigest()
