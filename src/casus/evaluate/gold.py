"""Read hand-coded reports (the reading format, one JSON object a line) and make documents of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.errors import FormatError
from casus.model.document import DateBasis, Document
from casus.model.ids import document_id

Json = Mapping[str, Any]

_CLAIM: Final = ("trigger", "type", "status", "factuality", "roles", "places", "quantities", "attribution")
_STATE: Final = ("relation", "subjects", "objects", "factuality")
_REMEDY: Final = "give hand-coded reports in the reading format, as casus code --format reading writes them"


def read_gold(path: Path, *, limit: int | None = None) -> tuple[Json, ...]:
    """
    The coded reports in a file, the first `limit` of them, checked.

    Raises FormatError, naming file and line, for what is no reading, for offsets outside the text, and for an id that
    occurs twice.
    """
    rows: list[Json] = []
    seen: set[str] = set()
    for number, row in read_rows(path):
        if limit is not None and len(rows) >= limit:
            break
        _check(row, where=f"{path}:{number}")
        if row["id"] in seen:
            raise FormatError(
                f"id {row['id']!r} a second time",
                where=f"{path}:{number}",
                expected="each report once",
                remedy="remove the line, or give its report an id of its own",
            )
        seen.add(row["id"])
        rows.append(row)
    if not rows:
        raise FormatError("no coded report", where=str(path), expected="one reading per line", remedy=_REMEDY)
    return tuple(rows)


def read_rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Line number and JSON value of each line that is not blank. Raises FormatError, naming file and line."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise FormatError("no such file", where=str(path), expected="JSON Lines", remedy="check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FormatError(
            f"cannot be read ({reason})", where=str(path), expected="JSON Lines in UTF-8", remedy=_REMEDY
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except ValueError as error:
            raise FormatError(
                f"no JSON ({error})", where=f"{path}:{number}", expected="one reading per line", remedy=_REMEDY
            ) from error


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, unchecked. Raises FormatError, naming file and line, for what is no JSON."""
    return (row for _, row in read_rows(path))


def document_of(row: Json) -> Document:
    """The bare report behind a coded one, as a reader would hand it to an engine."""
    published, publisher = _published(row), row.get("publisher") or row.get("source") or None
    # A title that the text does not start with cannot be quoted from it.
    title = row.get("title") if row.get("title") and row["text"].startswith(row["title"]) else None
    return Document(
        doc_id=document_id(row["text"], title=title, publisher=publisher, published=published),
        text=row["text"],
        title=title,
        publisher=publisher,
        published=published,
        published_basis=DateBasis.GIVEN if published else DateBasis.NONE,
        url=row.get("url"),
        origin=row["id"],
        given_id=row["id"],
    )


def _check(row: Any, *, where: str) -> None:
    try:
        _check_shape(row, where)
    except (TypeError, AttributeError, LookupError) as error:
        raise FormatError(
            f"a value of the wrong kind ({error})",
            where=where,
            expected="a record of the reading format",
            remedy=_REMEDY,
        ) from error


def _check_shape(row: Any, where: str) -> None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("id"), str):
        expected = 'an object with "id", "text", "sentences", "claims" and "states"'
        raise FormatError("no coded report", where=where, expected=expected, remedy=_REMEDY)
    _check_keys(row, ("sentences", "claims"), where)
    for n, claim in enumerate(row["claims"]):
        _check_keys(claim, _CLAIM, f"{where}: claim {n}")
    for n, state in enumerate(row.get("states", ())):
        _check_keys(state, _STATE, f"{where}: state {n}")
    for name, span in _spans(row):
        if not _is_inside(span, row["text"]):
            raise FormatError(
                f"{name} at {span!r}",
                where=where,
                expected=f"[start, end] inside the text of {len(row['text'])} characters",
                remedy="check that the text is the one that was coded",
            )


def _check_keys(record: Json, keys: Sequence[str], where: str) -> None:
    missing = [key for key in keys if key not in record]
    if missing:
        raise FormatError(
            f"no {', '.join(missing)}", where=where, expected="a record of the reading format", remedy=_REMEDY
        )


def _spans(row: Json) -> Iterator[tuple[str, Any]]:
    yield from (("sentence", span) for span in row["sentences"])
    for actor in row.get("actors", ()):
        yield from ((f"mention of {actor.get('id')!r}", span) for span in actor.get("mentions", ()))
    for claim in row["claims"]:
        yield "trigger", claim["trigger"]
        yield from (("role", role.get("span")) for role in claim["roles"])
        yield from (("place", place.get("span")) for place in claim["places"])


def _is_inside(span: Any, text: str) -> bool:
    """A missing span is fine: a party may be clear from the context alone."""
    if not span:
        return True
    return len(span) == 2 and 0 <= span[0] < span[1] <= len(text)


def _published(row: Json) -> date | None:
    try:
        return date.fromisoformat(row.get("published") or "")
    except ValueError:
        return None
