"""WACZ files: a web archive in one ZIP file, its pages in WARC files under archive/."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from casus.errors import FormatError, InputError
from casus.readers.draft import Draft, ReadOptions
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.warc import read_warc

FOLDER: Final = "archive/"
_ENDINGS: Final = (".warc", ".warc.gz")
RATIO: Final = 100
"""Unpacked over packed size of a member, at most."""


def read_wacz(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The reports of all WARC files inside, by name."""
    with open_wacz(stream, origin) as packed:
        for name in warc_names(packed, origin):
            place = f"{origin}!{name}"
            try:
                with open_member(packed, name, place) as member:
                    yield from read_warc(member, place, options)
            except Fault as fault:
                yield fault.at(place)
            except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
                yield _broken(f"a member that cannot be read ({error})", place).at(place)


def open_wacz(stream: BinaryIO, origin: str) -> zipfile.ZipFile:
    """The ZIP file. Raises `Fault` for a stream that is none or cannot go back."""
    if not stream.seekable():
        error = InputError("a WACZ file in a stream", where=origin, expected="a file", remedy="name the file itself")
        raise Fault(RefusalCode.UNREADABLE, error)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _broken(f"no ZIP file ({error})", origin) from error


def warc_names(packed: zipfile.ZipFile, origin: str) -> list[str]:
    """The WARC files inside, by name. Raises `Fault` when there is none."""
    names = sorted(name for name in packed.namelist() if name.startswith(FOLDER) and name.endswith(_ENDINGS))
    if not names:
        error = FormatError("no WARC file inside", where=origin, expected=f"{FOLDER}….warc.gz", remedy="leave it out")
        raise Fault(RefusalCode.EMPTY, error)
    return names


def open_member(packed: zipfile.ZipFile, name: str, place: str) -> BinaryIO:
    """One WARC file inside. Raises `Fault` for one that unpacks to far more than its size."""
    facts = packed.getinfo(name)
    if facts.file_size > RATIO * max(1, facts.compress_size):
        error = InputError(
            f"a member that grows from {facts.compress_size:,} to {facts.file_size:,} bytes",
            where=place,
            expected=f"at most {RATIO} times",
            remedy="unpack it yourself if you trust it",
        )
        raise Fault(RefusalCode.TOO_LARGE, error)
    return cast(BinaryIO, packed.open(name))


def _broken(found: str, place: str) -> Fault:
    return Fault(RefusalCode.BROKEN, FormatError(found, where=place, remedy="fetch the file again"))
