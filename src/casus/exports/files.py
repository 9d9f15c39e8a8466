"""
Write the files of an export all or not at all.

Everything is written into a folder beside the target and moved into place at the end, so that an interrupted export
leaves what was there before.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TextIO

from casus.errors import InputError


class Files:
    """The files of one export: `war.csv`, and beside it parts such as `war.dropped.csv`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._open = ExitStack()
        self._folder: Path | None = None

    def __enter__(self) -> Files:
        """Make the folder to write in. Raises InputError where that cannot be."""
        if self.out.is_dir():
            raise InputError("a folder", where=str(self.out), expected="the name of a file to write")
        try:
            self._folder = Path(tempfile.mkdtemp(prefix=".casus-export-", dir=self.out.parent))
        except OSError as error:
            raise InputError(
                f"cannot be written ({error.strerror})",
                where=str(self.out),
                expected="a folder that exists and can be written to",
                remedy="choose another place with --out",
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Move everything into place, or remove it after an error."""
        self._open.close()
        if self._folder is None:
            return
        try:
            for made in sorted(self._folder.iterdir()) if kind is None else ():
                made.replace(self.out.parent / made.name)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def path(self, part: str = "") -> Path:
        """Where to write the main file, or the part of that name and ending ("dropped.csv")."""
        assert self._folder is not None
        return self._folder / (f"{self._stem}.{part}" if part else self.out.name)

    def text(self, part: str = "") -> TextIO:
        """A text file to write to, closed with the export."""
        return self._open.enter_context(self.path(part).open("w", encoding="utf-8", newline=""))

    def names(self) -> tuple[str, ...]:
        """Names of the files made so far, the main one first."""
        assert self._folder is not None
        made = sorted(path.name for path in self._folder.iterdir())
        return tuple(sorted(made, key=lambda name: name != self.out.name))

    @property
    def _stem(self) -> str:
        """The name before the last ending: "war" of "war.csv"."""
        return self.out.stem or self.out.name
