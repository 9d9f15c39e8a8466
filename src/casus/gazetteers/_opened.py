"""Text files that users bring, as they are or as the one text in a zip."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from zipfile import BadZipFile, ZipFile

from casus.errors import InputError


@contextmanager
def opened(path: Path, *, suffix: str, expected: str) -> Iterator[TextIO]:
    """
    The text of a file, line ends untouched; of a zip, that of its one file with `suffix` (".txt").

    Raises `InputError`, also where reading fails later inside the block (zipfile tells of passwords and of unknown
    methods of compression by RuntimeError).
    """
    try:
        if path.suffix.lower() == ".zip":
            with ZipFile(path) as archive, archive.open(_only(path, archive, suffix, expected)) as file:
                yield io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        else:
            with path.open(encoding="utf-8-sig", newline="") as text:
                yield text
    except (OSError, EOFError, BadZipFile, RuntimeError, UnicodeDecodeError, zlib.error) as error:
        raise InputError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            expected=expected,
            remedy="check the path, or download the file again",
        ) from error


def _only(path: Path, archive: ZipFile, suffix: str, expected: str) -> str:
    names = [name for name in archive.namelist() if name.lower().endswith(suffix) and name.lower() != "readme.txt"]
    if len(names) != 1:
        raise InputError(
            f"{len(names)} files *{suffix} inside",
            where=str(path),
            expected=expected,
            remedy="give the file as it was published",
        )
    return names[0]
