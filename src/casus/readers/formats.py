"""Which module reads which file: by `--reader`, by suffix, by a look at the first bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Final

from casus.errors import InputError
from casus.readers.draft import Draft, ReadOptions
from casus.readers.refusal import Fault, Refusal, RefusalCode

FormatReader = Callable[[BinaryIO, str, ReadOptions], Iterator[Draft | Refusal]]

READERS: Final = {
    "text": "text.read_text",
    "markdown": "markdown.read_markdown",
    "html": "webpage.read_html",
    "jsonl": "jsonl.read_jsonl",
    "json": "jsonl.read_json",
    "csv": "table.read_csv",
    "tsv": "table.read_csv",
    "eml": "mail.read_mail",
    "feed": "feed.read_feed",
    "warc": "warc.read_warc",
    "wacz": "wacz.read_wacz",
    "parquet": "parquet.read_parquet",
}
"""The function behind each reader, loaded when first used: a text file need not wait for the libraries of HTML."""

_SUFFIXES: Final = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".eml": "eml",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".wet": "warc",
    ".wacz": "wacz",
    ".parquet": "parquet",
}
GZIP: Final = ".gz"
DELIMITERS: Final = "\t,;|"
_MARKUP_LOOK: Final = 4_096
_FEED: Final = re.compile(r"(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b")
_PAGE: Final = re.compile(r"(?:<(?:\?|!--)[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I)
_MAIL_HEADER: Final = re.compile(r"(?im)^(?:From|To|Subject|Date|Received|Message-ID|MIME-Version): ")
_MAIL_HEADERS: Final = 3
_WIDE_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def by_suffix(name: str) -> str | None:
    """The reader for a file name, ".gz" aside; None when the suffix is not known."""
    path = PurePath(name)
    if path.suffix.lower() == GZIP:
        path = path.with_suffix("")
    return _SUFFIXES.get(path.suffix.lower())


def choose_reader(origin: str, head: bytes, options: ReadOptions) -> FormatReader:
    """The reader for a file that starts with `head`. Raises `Fault` for a reader name that is not known."""
    name = options.reader or by_suffix(origin) or sniff(head, frozenset(column for _, column in options.mapping))
    if name not in READERS:
        raise Fault(
            RefusalCode.UNREADABLE,
            InputError(f"unknown reader {name!r}", expected=", ".join(READERS), remedy="choose one of these"),
        )
    module, function = READERS[name].split(".")
    reader: FormatReader = getattr(import_module(f"casus.readers.{module}"), function)
    return reader


def sniff(head: bytes, mapped: frozenset[str] = frozenset()) -> str:
    """The reader that fits the first bytes of a file; plain text when nothing speaks for another.

    `mapped` are column names by which a table is known besides "text" and "title".
    """
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    text = head.decode("utf-16" if head[:2] in _WIDE_MARKS else "utf-8-sig", "replace").lstrip()
    if _FEED.match(text, 0, _MARKUP_LOOK):
        return "feed"
    if _PAGE.match(text, 0, _MARKUP_LOOK):
        return "html"
    first = text.split("\n", 1)[0].rstrip()
    if text.startswith(("{", "[{", "[\n", "[ ")):
        one_a_line = first.startswith("{") and (first.endswith("}") or "\n" not in text)
        return "jsonl" if one_a_line else "json"
    if len(_MAIL_HEADER.findall(text[:_MARKUP_LOOK])) >= _MAIL_HEADERS:
        return "eml"
    return "csv" if _is_header(first, mapped | {"text", "title"}) else "text"


def _is_header(line: str, columns: frozenset[str]) -> bool:
    """Whether a line names columns, one of `columns` among them. A name is one word; else it may be a sentence."""
    named = ({name.strip(" \"'").casefold() for name in line.split(mark)} for mark in DELIMITERS)
    return any(len(names) > 1 and not names.isdisjoint(columns) and " " not in "".join(names) for names in named)
