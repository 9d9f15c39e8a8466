"""What a shard holds: its reports before they are made documents, one at a time, past whatever is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from casus.archive.shards import MEMBER, Shard
from casus.errors import InputError
from casus.readers import LIMIT, ReadOptions, Refusal, RefusalCode
from casus.readers.decode import decode
from casus.readers.draft import Draft
from casus.readers.inputs import read_drafts, tried
from casus.readers.jsonl import draft_of_line
from casus.readers.lines import Line
from casus.readers.parquet import open_parquet, read_groups
from casus.readers.refusal import Fault
from casus.readers.wacz import open_member, open_wacz
from casus.readers.warc import Record, found_drafts, read_records

_STEP: Final = 1 << 20

Found = Draft | Refusal
Early = Callable[[Record, str], Refusal | None]
"""A look at a web page before its story is found in it, which takes long: a refusal where it is not worth it."""


def read_slice(shard: Shard, options: ReadOptions, early: Early | None = None) -> Iterator[Found]:
    """The reports of a shard in order."""
    if shard.kind == "skipped":
        yield from map(_skipped, shard.files)
        return
    for name in shard.files:
        yield from tried(_opened(name, shard, options, early), name)


def _opened(name: str, shard: Shard, options: ReadOptions, early: Early | None) -> Iterator[Found]:
    with ExitStack() as stack:
        stream: BinaryIO = stack.enter_context(Path(name.partition(MEMBER)[0] if _inside(shard) else name).open("rb"))
        if _inside(shard):
            outer, _, member = name.partition(MEMBER)
            packed = stack.enter_context(open_wacz(stream, outer))
            stream = stack.enter_context(open_member(packed, member, name))
        yield from _CUTS[shard.kind](stream, name, shard, options, early)


def _inside(shard: Shard) -> bool:
    """Whether the shard is of a WARC file inside a WACZ file."""
    return shard.kind == "records" and MEMBER in shard.name and not Path(shard.name).exists()


def _whole(stream: BinaryIO, name: str, _: Shard, options: ReadOptions, __: Early | None) -> Iterator[Found]:
    yield from read_drafts(stream, name, options)


def _rows(stream: BinaryIO, name: str, shard: Shard, options: ReadOptions, _: Early | None) -> Iterator[Found]:
    yield from islice(read_drafts(stream, name, options), shard.start, shard.stop)


def _groups(stream: BinaryIO, name: str, shard: Shard, options: ReadOptions, _: Early | None) -> Iterator[Found]:
    groups = range(shard.start, shard.stop or 0)
    yield from read_groups(open_parquet(stream, name), name, options, groups)


def _records(stream: BinaryIO, name: str, shard: Shard, options: ReadOptions, early: Early | None) -> Iterator[Found]:
    for found in read_records(stream, name, shard.start, shard.stop):
        if early is not None and isinstance(found, Record):
            refusal = early(found, f"{name}@{found.offset}")
            if refusal is not None:
                yield refusal
                continue
        yield from found_drafts(found, name, options)


def _lines(stream: BinaryIO, name: str, shard: Shard, options: ReadOptions, _: Early | None) -> Iterator[Found]:
    for at, raw in lines_between(stream, shard.start, shard.stop):
        place = f"{name}@{at}"
        try:
            if raw is None:
                raise _too_long(place)
            text, notes = decode(raw, place)
            if text.strip():
                yield draft_of_line(Line(raw, text, 0, notes), place, options)
        except Fault as fault:
            yield fault.at(place)


def lines_between(stream: BinaryIO, start: int, stop: int | None) -> Iterator[tuple[int, bytes | None]]:
    """
    The lines that begin at the bytes `start` to `stop` (end excluded), each with where it begins.

    None stands for a line beyond `LIMIT`, which is never held whole. A line that fills the whole stretch is looked at
    no further than to its end: whatever its length, each byte of a file is read a few times at most.
    """
    at = _line_start(stream, start, stop)
    while at is not None and (stop is None or at < stop):
        stream.seek(at)
        raw = stream.readline(LIMIT + 1)
        if not raw:
            return
        yield at, raw if len(raw) <= LIMIT else None
        at = at + len(raw) if raw.endswith(b"\n") else _next_line(stream, at + len(raw), stop)


def _line_start(stream: BinaryIO, start: int, stop: int | None) -> int | None:
    """Where the first line of a stretch begins; None if none does. The byte before tells whether one does at once."""
    if start == 0:
        return 0
    stream.seek(start - 1)
    return _next_line(stream, start - 1, stop)


def _next_line(stream: BinaryIO, at: int, stop: int | None) -> int | None:
    """Where the line after the one that goes on at `at` begins; None where that is the end of the stretch or file."""
    while stop is None or at < stop:
        data = stream.read(_STEP)
        if not data:
            return None
        end = data.find(b"\n")
        if end >= 0:
            return at + end + 1
        at += len(data)
    return None


def _too_long(place: str) -> Fault:
    error = InputError(
        f"a line of more than {LIMIT:,} bytes", where=place, expected="one report a line", remedy="cut it into lines"
    )
    return Fault(RefusalCode.TOO_LARGE, error)


def _skipped(name: str) -> Refusal:
    error = InputError(
        "no suffix that casus reads",
        where=name,
        expected="a suffix that tells a format",
        remedy="name the file itself to have it read",
    )
    return Refusal(name, RefusalCode.SKIPPED, error)


_CUTS: Final = {
    "files": _whole,
    "rows": _rows,
    "lines": _lines,
    "records": _records,
    "groups": _groups,
}
