"""
Spreadsheets of auto-archiver, the archiving tool of open-source investigators, as CSV: one archived page a row.

Two layouts are known: the sheet that its Google Sheets module fills (`link`, `archive status`, `upload title`, `text
content`, …) and the file that its CSV module writes (`status`, `metadata`, `media`, the last two in Python notation).
The text and title are the report, the time of upload its date; where and when it was archived is kept in a note. Rows
that were not archived, or of which no text was (videos, pictures), are passed over with the reason.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from casus.errors import InputError
from casus.model.document import Note
from casus.readers.draft import Draft, ReadOptions, digest
from casus.readers.refusal import Fault, RefusalCode

SHEET: Final = {
    "url": ("link", "url"),
    "status": ("archive status",),
    "title": ("upload title", "title"),
    "text": ("text content", "text"),
    "date": ("upload timestamp", "timestamp"),
    "location": ("archive location",),
    "archived": ("archive date",),
    "hash": ("hash",),
}
"""What a column of the sheet may be called; its users can rename them, these are the usual names of two releases."""

LOG: Final = frozenset(("status", "metadata", "media"))
ARCHIVED: Final = "archived-copy"
"""Code of the note that says where the archived copy is."""


def known_layout(columns: Iterable[str]) -> Callable[[Mapping[str, str]], dict[str, str]] | None:
    """What reads a row of a table with these columns; None for a table that is not auto-archiver's."""
    names = {name.strip().casefold() for name in columns}
    if "archive status" in names and names & set(SHEET["url"]) and names & set(SHEET["text"]):
        return _sheet_row
    return _log_row if names == LOG else None


def draft_archived(row: dict[str, str], raw: bytes, origin: str, notes: tuple[Note, ...] = ()) -> Draft:
    """The draft of a row as `known_layout` reads it. Raises `Fault` for a page that was not archived or has no text."""
    status = row.get("status", "")
    if not _is_done(status):
        raise _passed_over(f"a page that was not archived ({status[:80] or 'no status yet'})", origin)
    if not row.get("text"):
        raise _passed_over("an archived page without text (a picture or video)", origin)
    return Draft(
        origin,
        row["text"],
        digest(raw),
        title=row.get("title") or None,
        date=row.get("date") or None,
        url=row.get("url") or None,
        notes=(*notes, *_copy_note(row)),
    )


def wants_other(options: ReadOptions) -> bool:
    """Whether the user says which column holds the text: then the table is read as any other."""
    return any(field == "text" for field, _ in options.mapping)


def _is_done(status: str) -> bool:
    """The tool writes "wayback: success"; failures and rows in work say so."""
    return "success" in status.casefold()


def _sheet_row(row: Mapping[str, str]) -> dict[str, str]:
    by_name = {name.strip().casefold(): value.strip() for name, value in row.items()}
    return {field: next((by_name[name] for name in names if by_name.get(name)), "") for field, names in SHEET.items()}


def _log_row(row: Mapping[str, str]) -> dict[str, str]:
    by_name = {name.strip().casefold(): value for name, value in row.items()}
    told = _python_dict(by_name["metadata"])
    return {
        "status": by_name["status"],
        "url": told.get("url", ""),
        "title": told.get("title", ""),
        "text": told.get("content", ""),
        "date": told.get("timestamp", ""),
        "archived": told.get("_processed_at", ""),
    }


def _python_dict(text: str) -> dict[str, str]:
    """
    The texts and times of a dictionary in Python notation; whatever is neither, or cannot be parsed, is left out.

    The notation is only parsed, never run.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return {}
    if not isinstance(tree, ast.Dict):
        return {}
    pairs = zip(tree.keys, tree.values, strict=True)
    return {str(key.value): _value(value) for key, value in pairs if isinstance(key, ast.Constant)}


def _value(node: ast.expr) -> str:
    """A text as it is, `datetime.datetime(2022, 5, 11, …)` as its day; "" for anything else."""
    if isinstance(node, ast.Constant):
        return str(node.value) if isinstance(node.value, str) else ""
    if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("datetime"):
        return ""
    numbers = [part.value for part in node.args[:3] if isinstance(part, ast.Constant) and isinstance(part.value, int)]
    try:
        return date(*numbers).isoformat()
    except (TypeError, ValueError):
        return ""


def _copy_note(row: Mapping[str, str]) -> tuple[Note, ...]:
    told = (("", row.get("location")), ("archived ", row.get("archived")), ("hash ", row.get("hash")))
    words = "; ".join(f"{lead}{' '.join(value.split())}" for lead, value in told if value)
    return (Note(ARCHIVED, words),) if words else ()


def _passed_over(found: str, origin: str) -> Fault:
    error = InputError(found, where=origin, expected="the text of a page", remedy="archive it, then add the file again")
    return Fault(RefusalCode.SKIPPED, error)
