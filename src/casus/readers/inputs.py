"""Files, folders and standard input: what there is to read, in a fixed order, one report at a time."""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

from casus.errors import CasusError, FormatError, InputError
from casus.model.document import Document
from casus.readers.assemble import assemble
from casus.readers.draft import Draft, ReadOptions
from casus.readers.formats import by_suffix, choose_reader
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.streams import look
from casus.readers.unpack import is_gzip, unpacked

STDIN: Final = "-"
STDIN_NAME: Final = "standard input"
"""How what came in that way is named: in messages, and as the origin of its reports."""

PARSER_FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What parsers of HTML, mail and Markdown raise, besides their own errors, on input nobody thought of."""


def read_paths(paths: Sequence[str], options: ReadOptions) -> Iterator[Document | Refusal]:
    """Every report of `paths`: files, folders (all files below, sorted by name) and "-" for standard input.

    Reports come one at a time as they are read. Whatever cannot be read comes as a `Refusal` in its place.
    """
    for path in paths:
        if path == STDIN:
            yield from read_stream(sys.stdin.buffer, STDIN_NAME, options)
        elif Path(path).is_dir():
            yield from _read_folder(Path(path), options)
        else:
            yield from _read_file(Path(path), options)


def read_bytes(data: bytes, origin: str, options: ReadOptions) -> Iterator[Document | Refusal]:
    """Every report in `data`; the suffix of `origin`, if any, says which format it is in."""
    yield from read_stream(io.BytesIO(data), origin, options)


def read_stream(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Document | Refusal]:
    """Every report of an open binary stream."""
    for draft in read_drafts(stream, origin, options):
        yield draft if isinstance(draft, Refusal) else finish(draft, options)


def read_drafts(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """Every report of an open binary stream before it is made a document, so that some need never be."""
    yield from tried(_drafts(stream, origin, options), origin)


def finish(draft: Draft, options: ReadOptions) -> Document | Refusal:
    """The document of a draft, or why there is none."""
    try:
        return assemble(draft, options)
    except Fault as fault:
        return fault.at(draft.origin)


def tried(drafts: Iterator[Draft | Refusal], origin: str) -> Iterator[Draft | Refusal]:
    """The drafts of one file; what goes wrong ends this file with a refusal, not the run."""
    try:
        yield from drafts
    except Fault as fault:
        yield fault.at(origin)
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(origin, error)
    except PARSER_FAILURES as error:
        yield _broken(origin, error)


def _drafts(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    buffered, head = look(stream)
    if is_gzip(head) and (options.reader or by_suffix(origin)) != "warc":  # there, each record is packed by itself
        buffered, head = look(cast(BinaryIO, unpacked(buffered, origin)))
    if not head:
        raise Fault(
            RefusalCode.EMPTY,
            InputError("nothing: the file is empty", where=origin, expected="a report", remedy="leave it out"),
        )
    yield from choose_reader(origin, head, options)(buffered, origin, options)


def _read_file(path: Path, options: ReadOptions) -> Iterator[Document | Refusal]:
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        error = InputError("no such file", where=shown(path), expected="a file or folder", remedy="check the path")
        yield Refusal(shown(path), RefusalCode.MISSING, error)
    except (OSError, ValueError) as problem:
        yield _unreadable(shown(path), problem)
    else:
        with stream:
            yield from read_stream(stream, shown(path), options)


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Document | Refusal]:
    """All files of known suffix below `folder`. Names that start with a dot are passed over, others skipped."""
    empty = True
    for path in walk(folder):
        if by_suffix(path.name) is None:
            yield Refusal(shown(path), RefusalCode.SKIPPED, _unknown_suffix(path))
            continue
        empty = False
        yield from _read_file(path, options)
    if empty:
        error = InputError(
            "no report in this folder",
            where=shown(folder),
            expected="files such as .txt, .html, .jsonl or .csv",
            remedy="name a file to have it read whatever its suffix is",
        )
        yield Refusal(shown(folder), RefusalCode.NO_REPORTS, error)


def walk(folder: Path) -> Iterator[Path]:
    """Files below `folder` by name, depth first; links to folders are not followed, as they may lead in circles."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def shown(path: Path) -> str:
    """The path as text: names of files need not be UTF-8, what is told and stored must be."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unknown_suffix(path: Path) -> CasusError:
    return InputError(
        f"suffix {path.suffix!r}" if path.suffix else "no suffix",
        where=shown(path),
        expected="a suffix that tells a format casus reads",
        remedy="name the file itself, with --reader if need be, to have it read",
    )


def _broken(origin: str, problem: Exception) -> Refusal:
    error = FormatError(
        f"content that its parser fails on ({type(problem).__name__}: {problem})",
        where=origin,
        expected="a file in the format that its name or content tells",
        remedy="save it again, or give its text",
    )
    return Refusal(origin, RefusalCode.BROKEN, error)


def _unreadable(origin: str, problem: Exception) -> Refusal:
    reason = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    error = InputError(
        f"cannot be read ({reason})",
        where=origin,
        expected="a file that can be read",
        remedy="check its permissions and that it is whole",
    )
    return Refusal(origin, RefusalCode.UNREADABLE, error)
