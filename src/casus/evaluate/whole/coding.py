"""Read an exhaustive coding: one JSON object with the report's segments and every line about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.errors import FormatError
from casus.model.document import Document
from casus.model.span import Span
from casus.readers import ReadOptions, read_bytes

Json = Mapping[str, Any]

TABLES: Final = ("actors", "actor_mentions", "places", "place_mentions", "times", "quantities", "attributions")
LINES: Final = (*TABLES, "claims", "states", "merged_events")


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded report: its document, the segments by id, and the rows of each table."""

    document: Document
    segments: Mapping[str, Json]
    rows: Mapping[str, tuple[Json, ...]]
    exports: Json

    def by_id(self, table: str) -> dict[str, Json]:
        """The rows of a table by their id."""
        return {row["id"]: row for row in self.rows[table]}

    def is_read(self, segment: str) -> bool:
        """Whether claims are read from a segment: captions and credits are shown, not told."""
        return "caption" not in self.segments[segment]["type"] and "credit" not in self.segments[segment]["type"]

    @property
    def published(self) -> date:
        """The day of publication. Raises FormatError where the coding has none: its times could not be judged."""
        if self.document.published is None:
            raise FormatError(
                "no day of publication",
                where=self.document.origin,
                expected='"doc": {"dct": "YYYY-MM-DD"}',
                remedy="give the report's date",
            )
        return self.document.published


def is_whole(path: Path) -> bool:
    """Whether a file is one exhaustive coding; False for what is no JSON object."""
    if path.suffix != ".json":
        return False
    try:
        found: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, Mapping) and "segments" in found and "claims" in found


def load(path: Path) -> Coding:
    """
    The coding in a file. Raises FormatError for words that are not where the coding says.

    The text is put together from the segments; what stands between them is white space. A segment, and any words in
    one, may leave out `start` and `end`: the words are then looked for.
    """
    found: Json = json.loads(path.read_text("utf-8"))
    segments = tuple(_segments(found["segments"]))
    text = ""
    for segment in segments:
        text += _gap(segment["start"] - len(text)) + segment["text"]
    by_id = {segment["id"]: segment for segment in segments}
    rows = {name: tuple(_placed(found.get(name, ()), by_id, path)) for name in LINES}
    return Coding(_document(text, found["doc"].get("dct"), path), by_id, rows, found.get("expected_exports", {}))


def _document(text: str, day: str | None, path: Path) -> Document:
    """The report as the reader of text files gives it: only its day is told."""
    options = ReadOptions(published=date.fromisoformat(day) if day else None, reader="text")
    for item in read_bytes(text.encode(), path.name, options):
        if isinstance(item, Document) and item.text == text:
            return item
    raise FormatError(
        "the segments make no readable report",
        where=str(path),
        expected="English text that starts with its first segment",
        remedy="check the texts of the segments",
    )


def span_of(words: Json) -> Span:
    """Where words of a coding stand."""
    return Span(words["start"], words["end"])


def _segments(rows: list[Json]) -> Iterator[Json]:
    end = -2
    for row in rows:
        start = row.get("start", end + 2)
        end = start + len(row["text"])
        yield {**row, "start": start, "end": end}


def _gap(length: int) -> str:
    return "\n" * max(length, 0)


def _placed(value: Any, segments: Mapping[str, Json], path: Path) -> Any:
    """A value with every piece of words in it placed in the text."""
    if isinstance(value, list):
        return [_placed(item, segments, path) for item in value]
    if not isinstance(value, Mapping):
        return value
    row = {key: _placed(item, segments, path) for key, item in value.items()}
    if "text" not in row or "seg" not in row:
        return row
    segment = segments[row["seg"]]
    start = row.get("start", segment["start"] + _nth(segment["text"], row["text"], row.get("nth", 1)))
    at = start - segment["start"]
    if segment["text"][at : at + len(row["text"])] != row["text"]:
        raise FormatError(
            f"{row['text']!r} does not stand at {start}",
            where=f"{path}: segment {row['seg']}",
            expected=repr(segment["text"][at : at + len(row["text"])]),
            remedy="give the words as the report has them, or leave out start and end",
        )
    return {**row, "start": start, "end": start + len(row["text"])}


def _nth(text: str, words: str, number: int) -> int:
    at = -1
    for _ in range(number):
        at = text.find(words, at + 1)
    return at if at >= 0 else len(text)
