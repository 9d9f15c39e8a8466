"""
What the columns of a row mean, whatever file the row comes from.

    text    the report, required        id         kept as given
    title   its headline                byline     its author
    date    its publication day         url        where it was published
    source  its publisher

`published` is read as `date`, `publisher` as `source`, `author` as `byline`. `--map text=body` says that `text` stands
in the column `body`. Rows in the reading format have these names too; their text starts with the title already, which
is recognised and not put in front again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from casus.errors import FormatError
from casus.model.document import Note
from casus.readers.draft import FIELDS, Draft, ReadOptions, digest
from casus.readers.refusal import Fault, RefusalCode

_OTHER_NAMES: Final = {"date": "published", "source": "publisher", "byline": "author"}


def find_columns(columns: Iterable[str], options: ReadOptions) -> dict[str, str]:
    """The column that holds each field, as far as there is one. Case does not matter: "Title" is the title."""
    by_name = {name.strip().casefold(): name for name in columns}
    mapping = dict(options.mapping)
    found = {}
    for field in FIELDS:
        names = (mapping[field],) if field in mapping else (field, _OTHER_NAMES.get(field, field))
        column = next((by_name[name.casefold()] for name in names if name.casefold() in by_name), None)
        if column is not None:
            found[field] = column
    return found


def has_columns(columns: Iterable[str], options: ReadOptions) -> bool:
    """Whether the text of a report, and each column the user names, can be found in rows with these columns."""
    found = find_columns(columns, options)
    return "text" in found and all(field in found for field, _ in options.mapping)


def draft_row(
    row: Mapping[str, object], raw: bytes, origin: str, options: ReadOptions, notes: tuple[Note, ...] = ()
) -> Draft:
    """The draft of one row; `raw` are its bytes in the file. Raises `Fault` when there is no text column."""
    names = find_columns(row, options)
    if "text" not in names:
        raise columns_fault(row, origin, options)
    values = {field: _words(row[names[field]]) if field in names else None for field in FIELDS}
    return Draft(
        origin,
        values["text"] or "",
        digest(raw),
        title=values["title"],
        publisher=values["source"],
        byline=values["byline"],
        date=values["date"],
        url=values["url"],
        given_id=values["id"],
        notes=notes,
    )


def columns_fault(columns: Iterable[str], origin: str, options: ReadOptions) -> Fault:
    """The fault of rows without a text column."""
    found = find_columns(columns, options)
    missing = [column for field, column in options.mapping if field not in found]
    wanted = ", ".join(map(repr, missing)) or "'text'"
    return Fault(
        RefusalCode.COLUMNS,
        FormatError(
            f"columns {', '.join(sorted(columns)) or 'none'}",
            where=origin,
            expected=f"a column {wanted}",
            remedy="name the column that holds the text, for instance --map text=body",
        ),
    )


def _words(value: object) -> str | None:
    """A cell as text: numbers (ids, years) as they print; None, lists and objects are no words."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
