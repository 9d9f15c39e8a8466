"""Which module reads which file: by `--reader`, by suffix, by a look at the first bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from casus.errors import InputError
from casus.readers.draft import Draft, ReadOptions
from casus.readers.jsonl import read_json, read_jsonl
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.text import read_text

FormatReader = Callable[[BinaryIO, str, ReadOptions], Iterator[Draft | Refusal]]

READERS: Final[dict[str, FormatReader]] = {
    "text": read_text,
    "jsonl": read_jsonl,
    "json": read_json,
}
_SUFFIXES: Final = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
}
GZIP: Final = ".gz"


def by_suffix(name: str) -> str | None:
    """The reader for a file name, ".gz" aside; None when the suffix is not known."""
    path = PurePath(name)
    if path.suffix.lower() == GZIP:
        path = path.with_suffix("")
    return _SUFFIXES.get(path.suffix.lower())


def choose_reader(origin: str, head: bytes, options: ReadOptions) -> FormatReader:
    """The reader for a file that starts with `head`. Raises `Fault` for a reader name that is not known."""
    name = options.reader or by_suffix(origin) or sniff(head)
    if name not in READERS:
        raise Fault(
            RefusalCode.UNREADABLE,
            InputError(f"unknown reader {name!r}", expected=f"one of {', '.join(READERS)}", remedy="choose one of these"),
        )
    return READERS[name]


def sniff(head: bytes) -> str:
    """The reader that fits the first bytes of a file; plain text when nothing speaks for another."""
    return "jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "text"
