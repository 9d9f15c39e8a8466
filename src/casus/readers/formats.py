"""Which module reads which file: by `--reader`, by suffix, by a look at the first bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from casus.errors import InputError
from casus.readers.draft import Draft, ReadOptions
from casus.readers.feed import read_feed
from casus.readers.jsonl import read_json, read_jsonl
from casus.readers.mail import read_mail
from casus.readers.markdown import read_markdown
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.table import DELIMITERS, read_csv
from casus.readers.text import read_text
from casus.readers.webpage import read_html

FormatReader = Callable[[BinaryIO, str, ReadOptions], Iterator[Draft | Refusal]]

READERS: Final[dict[str, FormatReader]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "tsv": read_csv,
    "mail": read_mail,
    "feed": read_feed,
}
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
    ".eml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
}
GZIP: Final = ".gz"
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
    name = options.reader or by_suffix(origin) or sniff(head)
    if name not in READERS:
        raise Fault(
            RefusalCode.UNREADABLE,
            InputError(f"unknown reader {name!r}", expected=", ".join(READERS), remedy="choose one of these"),
        )
    return READERS[name]


def sniff(head: bytes) -> str:
    """The reader that fits the first bytes of a file; plain text when nothing speaks for another."""
    text = head.decode("utf-16" if head[:2] in _WIDE_MARKS else "utf-8-sig", "replace").lstrip()
    if _FEED.match(text, 0, _MARKUP_LOOK):
        return "feed"
    if _PAGE.match(text, 0, _MARKUP_LOOK):
        return "html"
    first = text.split("\n", 1)[0].rstrip()
    if text.startswith(("{", "[{", "[\n", "[ ")):
        return "jsonl" if first.startswith("{") and first.endswith("}") else "json"
    if len(_MAIL_HEADER.findall(text[:_MARKUP_LOOK])) >= _MAIL_HEADERS:
        return "mail"
    return "csv" if _is_header(first) else "text"


def _is_header(line: str) -> bool:
    """Whether a line names columns, the text among them."""
    named = ({name.strip(" \"'").casefold() for name in line.split(mark)} for mark in DELIMITERS)
    return any(len(names) > 1 and names & {"text", "title"} for names in named)
