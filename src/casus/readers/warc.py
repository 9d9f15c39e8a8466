"""
WARC files, as web archives keep them: one response of a server, one page, one report.

Pages come out of `response` records, plain text out of `conversion` records (WET files); requests, metadata and
revisits hold no report and are passed over. In .warc.gz each record is packed by itself, so that reading can begin at
any of them and a damaged one costs only itself: the next is found by its first bytes. The day of the crawl is not taken
for the day of publication.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, Final, cast

from casus.errors import FormatError, InputError
from casus.readers.draft import Draft, ReadOptions, digest
from casus.readers.http import Response, parse_response
from casus.readers.members import Member, members, packed_singly
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.text import read_text
from casus.readers.unpack import is_gzip, unpacked
from casus.readers.webpage import PAGE_LIMIT, read_html

HEAD_LIMIT: Final = 65_536
"""Bytes of the header of one record, at most."""

PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_SILENT: Final = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
"""Types of record that never hold a report."""

_STEP: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it begins in the file (bytes), its header (lower-case names), and its block."""

    offset: int
    header: Mapping[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """The type: response, request, conversion, …"""
        return self.header.get("warc-type", "")

    @property
    def url(self) -> str | None:
        """The address it was fetched from."""
        return self.header.get("warc-target-uri", "").strip("<>") or None


def read_warc(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """One report per page in the file. What is no page or is damaged is refused with its place, and the rest read."""
    for found in read_records(stream, origin):
        yield from found_drafts(found, origin, options)


def found_drafts(found: Record | tuple[int, Fault], origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The report of one record, if it holds any, or why it cannot be read."""
    if isinstance(found, tuple):
        offset, fault = found
        yield fault.at(f"{origin}@{offset}")
        return
    if found.kind in _SILENT:
        return
    place = f"{origin}@{found.offset}"
    try:
        yield from _drafts(found, place, options)
    except Fault as fault:
        yield fault.at(place)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as bad:
        yield _failed(place, bad).at(place)


def read_records(
    stream: BinaryIO, origin: str, start: int = 0, stop: int | None = None
) -> Iterator[Record | tuple[int, Fault]]:
    """
    The records that begin in a stretch of the file (bytes, end excluded; None: up to its end), in order.

    What cannot be read comes as its offset and why. `start` need not be the beginning of a record.
    """
    if not stream.seekable():
        head = stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else b""
        yield from _plain_records(_unpacked(stream, origin) if is_gzip(head) else stream)
        return
    stream.seek(0)
    packed = is_gzip(stream.read(2))
    stream.seek(start)
    if packed and packed_singly(stream):
        yield from map(_record_of, members(stream, start, stop))
    elif packed:
        stream.seek(0)
        yield from _plain_records(_unpacked(stream, origin))
    else:
        yield from _plain_records(stream, stop)


def _unpacked(stream: BinaryIO, origin: str) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(unpacked(stream, origin), _STEP))


def _record_of(member: Member | tuple[int, Fault]) -> Record | tuple[int, Fault]:
    if isinstance(member, tuple):
        return member
    try:
        return parse_record(member.data, member.offset)
    except Fault as fault:
        return member.offset, fault


def parse_record(data: bytes, offset: int) -> Record:
    """The record in these bytes. Raises `Fault` where they are none."""
    head, blank, rest = data.partition(b"\r\n\r\n")
    if not data.startswith(b"WARC/") or not blank or len(head) > HEAD_LIMIT:
        raise _broken("no header of a record", "a line WARC/1.0 or WARC/1.1, then header lines and a blank line")
    header = header_fields(head)
    size = _size(header)
    if len(rest) < size:
        raise _broken(f"a record cut short: {len(rest):,} of {size:,} bytes", "a whole record")
    return Record(offset, header, rest[:size])


def header_fields(head: bytes) -> dict[str, str]:
    """Header lines below the first one, by lower-case name; lines that go on are joined."""
    lines = head.decode("utf-8", "replace").replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _size(header: Mapping[str, str]) -> int:
    words = header.get("content-length", "")
    if not words.isascii() or not words.isdigit():
        raise _broken(f"a record with the length {words!r}", "its length in bytes")
    return int(words)


def _plain_records(stream: BinaryIO, stop: int | None = None) -> Iterator[Record | tuple[int, Fault]]:
    """Records one after the other without packing; after damage, the next line that begins a record."""
    source = _Counting(stream)
    while True:
        at, head = source.head()
        if head is None or (stop is not None and at >= stop):
            return
        try:
            if not head.startswith(b"WARC/"):
                raise _broken("bytes that are no record", "a line WARC/1.0 or WARC/1.1")
            header = header_fields(head)
            yield Record(at, header, source.block(_size(header)))
        except Fault as fault:
            yield at, fault
            source.next_record()


class _Counting:
    """A stream of records that knows how far it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = stream.tell() if stream.seekable() else 0
        self._waiting = b""

    def line(self) -> bytes:
        """The next line, at most `HEAD_LIMIT` bytes of it."""
        found, self._waiting = self._waiting or self._stream.readline(HEAD_LIMIT), b""
        self._at += len(found)
        return found

    def head(self) -> tuple[int, bytes | None]:
        """Where the next record begins, and its header up to the blank line; None at the end of the file."""
        line = self.line()
        while line in (b"\r\n", b"\n"):
            line = self.line()
        at, lines, size = self._at - len(line), [], 0
        while line not in (b"", b"\r\n") and size < HEAD_LIMIT:
            lines.append(line)
            size += len(line)
            if not lines[0].startswith(b"WARC/"):
                break
            line = self.line()
        return at, b"".join(lines).rstrip(b"\r\n") if lines else None

    def block(self, size: int) -> bytes:
        """The next `size` bytes. Raises `Fault` for a record that is cut short or too large, which is read past."""
        data = self._take(min(size, PAGE_LIMIT + HEAD_LIMIT))
        if size > PAGE_LIMIT + HEAD_LIMIT:
            left = size - len(data)
            while left > 0 and (gone := self._take(min(left, _STEP))):
                left -= len(gone)
            raise too_large(size)
        if len(data) < size:
            raise _broken(f"a record cut short: {len(data):,} of {size:,} bytes", "a whole record")
        return data

    def next_record(self) -> None:
        """Read on until a line begins a record."""
        while line := self.line():
            if line.startswith(b"WARC/1."):
                self._waiting = line
                self._at -= len(line)
                return

    def _take(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data


def _drafts(record: Record, place: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    if record.kind == "conversion":
        yield from _dressed(read_text(io.BytesIO(record.block), place, options), record)
        return
    response = page_of(record, place)
    if response.media_type in PAGES:
        yield from _dressed(read_html(io.BytesIO(response.body), place, options), record)
    else:
        yield from _dressed(read_text(io.BytesIO(response.body), place, options), record)


def page_of(record: Record, place: str) -> Response:
    """The page or text in a record. Raises `Fault` for what is neither, with the reason."""
    if record.kind == "resource":
        response = Response(200, record.header.get("content-type", "").partition(";")[0].strip().lower(), record.block)
    elif record.kind == "response" and record.header.get("content-type", "http").lower().find("http") >= 0:
        response = parse_response(record.block, place)
    else:
        raise _skipped(f"a record of type {record.kind or 'none'!r}", place)
    if response.status != 200:
        raise _skipped(f"HTTP status {response.status}", place)
    if response.media_type not in PAGES and response.media_type != "text/plain":
        raise _skipped(f"content of type {response.media_type or 'none'!r}", place)
    return response


def _dressed(drafts: Iterator[Draft | Refusal], record: Record) -> Iterator[Draft | Refusal]:
    """The drafts with the address that the record names."""
    for draft in drafts:
        if isinstance(draft, Refusal):
            yield draft
        else:
            yield replace(draft, url=record.url or draft.url, digest=digest(record.block))


def too_large(size: int) -> Fault:
    """The fault of a record beyond what a page may have."""
    error = InputError(
        f"a record of {size:,} bytes", expected=f"a page of at most {PAGE_LIMIT:,} bytes", remedy="leave it out"
    )
    return Fault(RefusalCode.TOO_LARGE, error)


def _skipped(found: str, place: str) -> Fault:
    return Fault(RefusalCode.SKIPPED, InputError(found, where=place, expected="a page in HTML, or plain text"))


def _broken(found: str, expected: str) -> Fault:
    return Fault(RefusalCode.BROKEN, FormatError(found, expected=expected, remedy="the other records are read"))


def _failed(place: str, problem: Exception) -> Fault:
    found = f"content that its parser fails on ({type(problem).__name__}: {problem})"
    return Fault(RefusalCode.BROKEN, FormatError(found, where=place, remedy="the other records are read"))
