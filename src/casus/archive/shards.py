"""
Cut what there is to read into shards: pieces small enough to be read again without regret.

A shard names files and a stretch of them, so that any machine that sees the files can read it alone:

files    whole files, one after the other
rows     reports number `start` to `stop` (from 0, end excluded) of a file that can only be read from its beginning
lines    lines of a plain JSON Lines file that begin at the bytes `start` to `stop`
records  records of a WARC file that begin at the bytes `start` to `stop`
groups   row groups `start` to `stop` of a Parquet file
skipped  files of a folder that hold no report by their name
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from casus.errors import InputError
from casus.readers import ReadOptions
from casus.readers.formats import by_suffix
from casus.readers.inputs import read_drafts, shown, walk
from casus.readers.members import packed_singly
from casus.readers.unpack import is_gzip
from casus.readers.wacz import open_member, open_wacz, warc_names

MEGABYTE: Final = 1_000_000
PACKED: Final = 4
"""Bytes of a packed web page for one byte of its report, about: shards of web archives are that much longer."""

SHARD_BYTES: Final = MEGABYTE
"""Text in one shard by default: some 350 reports, a minute of reading."""

FILES: Final = 500
"""Small files in one shard, at most."""

WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
MEMBER: Final = "!"
"""Between the name of a WACZ file and that of a WARC file inside."""


class Shard(msgspec.Struct, frozen=True):
    """A piece of the archive. `name` is the file, or the first; `more` further files."""

    number: int
    kind: str
    name: str
    start: int = 0
    stop: int | None = None
    more: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """All files of the shard."""
        return (self.name, *self.more)


class Input(msgspec.Struct, frozen=True):
    """
    A file as it was when the work was planned: size in bytes, time of its last change in nanoseconds, SHA-256 (hex;
    empty for what is not read by its name), and whether it was found in a folder rather than named.
    """

    name: str
    size: int
    changed: int
    digest: str = ""
    in_folder: bool = False

    @property
    def is_skipped(self) -> bool:
        """Whether it is a file of a folder that holds no report by its name."""
        return self.in_folder and by_suffix(self.name) is None


@dataclass(frozen=True, slots=True)
class Piece:
    """A shard before it has a number."""

    kind: str
    name: str
    start: int = 0
    stop: int | None = None


def find_inputs(paths: Sequence[str], *, apart_from: Path | None = None) -> Iterator[Input]:
    """Every file in order, but for those in one folder. Raises InputError for a path that is not there."""
    apart = apart_from.resolve() if apart_from else None
    for path in map(Path, paths):
        if not path.is_dir():
            yield planned(path)
            continue
        for found in walk(path):
            if apart is None or apart not in found.resolve().parents:
                yield planned(found, in_folder=True)


def check_there(paths: Sequence[str]) -> None:
    """Raise InputError for a path that is not there."""
    for path in map(Path, paths):
        if not path.exists():
            raise InputError("no such file", where=str(path), expected="a file or folder", remedy="check the path")


def planned(path: Path, *, in_folder: bool = False) -> Input:
    """The file as it is now."""
    state = path.stat()
    found = Input(shown(path), state.st_size, state.st_mtime_ns, in_folder=in_folder)
    return found if found.is_skipped else msgspec.structs.replace(found, digest=digest(path))


def is_unchanged(before: Input) -> bool:
    """Whether the file holds what it held. A copy of it, or one that was only touched, does; raises OSError."""
    path = Path(before.name)
    state = path.stat()
    if state.st_size != before.size or state.st_mtime_ns == before.changed:
        return state.st_size == before.size
    return bool(before.digest) and digest(path) == before.digest


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def cut(inputs: Iterable[Input], options: ReadOptions, size: int = SHARD_BYTES) -> Iterator[Shard]:
    """The shards of all inputs, numbered from 0. `size` is in bytes of text."""
    gathered = _Gathered(size)
    for found in inputs:
        if found.is_skipped:
            yield from gathered.add("skipped", found)
        elif (pieces := _pieces(found, options, size)) is None:
            yield from gathered.add("files", found)
        else:
            yield from gathered.end()
            for piece in pieces:
                yield gathered.numbered(piece)
    yield from gathered.end()


class _Gathered:
    """Small files put together, and the numbers of shards."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._names: list[str] = []
        self._kind = ""
        self._bytes = 0
        self._next = 0

    def add(self, kind: str, found: Input) -> Iterator[Shard]:
        """Take in one more file; gives the shard that is full by now, or of another kind, if there is one."""
        full = len(self._names) >= FILES or self._bytes + found.size > self._size
        if self._names and (kind != self._kind or full):
            yield from self.end()
        self._names.append(found.name)
        self._kind = kind
        self._bytes += found.size

    def end(self) -> Iterator[Shard]:
        """The shard of what was taken in so far, if anything was."""
        if self._names:
            first, *more = self._names
            yield Shard(self._number(), self._kind, first, more=tuple(more))
        self._names, self._bytes = [], 0

    def numbered(self, piece: Piece) -> Shard:
        """A piece as the next shard."""
        return Shard(self._number(), piece.kind, piece.name, piece.start, piece.stop)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1


def _pieces(found: Input, options: ReadOptions, size: int) -> Iterable[Piece] | None:
    """The pieces of a file that is worth cutting; None for one that is not."""
    cutter = _CUTTERS.get(options.reader or by_suffix(found.name) or "")
    if cutter is None or found.size <= size:
        return None
    return cutter(found, options, size)


def _lines(found: Input, options: ReadOptions, size: int) -> Iterable[Piece]:
    with Path(found.name).open("rb") as stream:
        head = stream.read(2)
    if is_gzip(head) or head in WIDE:
        return _rows(found, options, size)
    return _stretches("lines", found.name, found.size, size)


def _stretches(kind: str, name: str, end: int, size: int) -> Iterator[Piece]:
    for start in range(0, end, size):
        yield Piece(kind, name, start, min(start + size, end))


def _rows(found: Input, options: ReadOptions, size: int) -> Iterator[Piece]:
    """A file that is read from its beginning each time is counted once, and cut by number of reports."""
    total, text = 0, 0
    start = 0
    with Path(found.name).open("rb") as stream:
        for draft in read_drafts(stream, found.name, options):
            total += 1
            body = getattr(draft, "body", "")
            text += len(body) if isinstance(body, str) else sum(len(block.text) for block in body)
            if text >= size:
                yield Piece("rows", found.name, start, total)
                start, text = total, 0
    if total > start or total == 0:
        yield Piece("rows", found.name, start, None)


def _warc(found: Input, _options: ReadOptions, size: int) -> Iterable[Piece]:
    with Path(found.name).open("rb") as stream:
        return list(_warc_stretches(stream, found.name, found.size, size))


def _warc_stretches(stream: BinaryIO, name: str, end: int, size: int) -> Iterator[Piece]:
    packed = is_gzip(stream.read(2))
    if packed and packed_singly(stream):
        yield from _stretches("records", name, end, size * PACKED)
    else:
        yield Piece("records", name)


def _wacz(found: Input, _options: ReadOptions, size: int) -> Iterable[Piece]:
    from casus.readers.refusal import Fault

    try:
        with Path(found.name).open("rb") as stream, open_wacz(stream, found.name) as packed:
            pieces: list[Piece] = []
            for name in warc_names(packed, found.name):
                place = f"{found.name}{MEMBER}{name}"
                with open_member(packed, name, place) as member:
                    pieces += _warc_stretches(member, place, packed.getinfo(name).file_size, size)
            return pieces
    except (Fault, OSError, EOFError):
        return [Piece("files", found.name)]  # whose reading says what is wrong with it


def _parquet(found: Input, _options: ReadOptions, size: int) -> Iterable[Piece]:
    from casus.readers.parquet import open_parquet
    from casus.readers.refusal import Fault

    try:
        with Path(found.name).open("rb") as stream:
            metadata = open_parquet(stream, found.name).metadata
            weights = [metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)]
    except Fault:
        return [Piece("files", found.name)]
    return _grouped(found.name, weights, size)


def _grouped(name: str, weights: Sequence[int], size: int) -> list[Piece]:
    pieces, start, weight = [], 0, 0
    for number, some in enumerate(weights):
        if number > start and weight + some > size:
            pieces.append(Piece("groups", name, start, number))
            start, weight = number, 0
        weight += some
    return [*pieces, Piece("groups", name, start, len(weights))]


_CUTTERS: Final[dict[str, Callable[[Input, ReadOptions, int], Iterable[Piece]]]] = {
    "jsonl": _lines,
    "csv": _rows,
    "tsv": _rows,
    "warc": _warc,
    "wacz": _wacz,
    "parquet": _parquet,
}
