"""
Where an archive keeps what it makes, and how: every file is whole or not there.

manifest.json          how it is read
inputs.jsonl           what is read, one file a line
shards.jsonl           the plan, one shard a line
texts/00000.parquet    stage 1: reports, with what was refused and what the gate dropped
copies.parquet         stage 2: reports that repeat another
readings/00000.parquet stage 3: what the engine read
tellings/00000.parquet stage 4: what is merged
told.parquet           stage 5: all tellings in order
meetings.parquet       stage 5: which of them are compared
judged/00000.parquet   stage 6: tellings compared
events.parquet         stage 7: tellings put into events
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from casus.archive.extras import arrow

SCHEMA: Final = "1"
"""Version of the tables, in their metadata: raised when a column changes its meaning or goes."""

STAGES: Final = ("texts", "readings", "tellings", "judged")
"""Stages with one file per piece of work."""

_PASSING: Final = f".*.{'[0-9a-f]' * 12}"
"""Names of files while they are written."""

_COUNT: Final = "count."
_ENDING: Final = ".parquet"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of an archive."""

    root: Path

    @property
    def manifest(self) -> Path:
        """How it is read."""
        return self.root / "manifest.json"

    @property
    def inputs(self) -> Path:
        """What is read."""
        return self.root / "inputs.jsonl"

    @property
    def shards(self) -> Path:
        """The plan."""
        return self.root / "shards.jsonl"

    @property
    def copies(self) -> Path:
        """Reports that repeat another."""
        return self.root / "copies.parquet"

    @property
    def events(self) -> Path:
        """Tellings put into events."""
        return self.root / "events.parquet"

    @property
    def told(self) -> Path:
        """All tellings in order."""
        return self.root / "told.parquet"

    @property
    def meetings(self) -> Path:
        """Which tellings are compared."""
        return self.root / "meetings.parquet"

    @property
    def spill(self) -> Path:
        """What does not fit into memory while it is at work."""
        return self.root / "spill"

    def part(self, stage: str, number: int) -> Path:
        """The file of one piece of work."""
        return self.root / stage / f"{number:05}{_ENDING}"

    def parts(self, stage: str) -> list[Path]:
        """The files there are of a stage, in order of their numbers."""
        folder = self.root / stage
        found = folder.glob(f"*{_ENDING}") if folder.is_dir() else ()
        return sorted(found, key=lambda path: int(path.stem))

    def done(self, stage: str) -> frozenset[int]:
        """The numbers of the pieces of work that are done."""
        return frozenset(int(path.stem) for path in self.parts(stage))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that whatever happens it is the old one, or not there, or the new one whole."""
    with writing(path) as stream:
        stream.write(data)


def write_lines(path: Path, records: Iterable[object]) -> int:
    """Write a file of JSON Lines whole, one record at a time; how many there were."""
    count = 0
    with writing(path) as stream:
        for record in records:
            stream.write(msgspec.json.encode(record) + b"\n")
            count += 1
    return count


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A stream to write a file to, which is there once all is written and not before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with passing.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def write_table(path: Path, table: Any, counts: Mapping[str, int], *, row_groups: int | None = None) -> None:
    """Write a table whole; `counts` go into its metadata, for whoever wants to know how it went."""
    pyarrow, parquet = arrow()
    table = table.replace_schema_metadata(_metadata(counts))
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd", row_group_size=row_groups)
    write_whole(path, sink.getvalue().to_pybytes())


def _metadata(counts: Mapping[str, int]) -> dict[str, str]:
    return {"casus.schema": SCHEMA, **{f"{_COUNT}{name}": str(number) for name, number in sorted(counts.items())}}


def write_rows(path: Path, schema: Any, groups: Iterable[Sequence[Sequence[Any]]], counts: Mapping[str, int]) -> None:
    """Write a table whole that does not fit into memory: its row groups one after the other, each as rows."""
    pyarrow, parquet = arrow()
    schema = schema.with_metadata(_metadata(counts))
    with writing(path) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in groups:
            columns = [pyarrow.array(*pair) for pair in zip(zip(*rows, strict=True), schema.types, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))


def read_counts(path: Path) -> dict[str, int]:
    """The counts in a table's metadata."""
    _, parquet = arrow()
    metadata = parquet.read_schema(path).metadata or {}
    pairs = ((key.decode(), value) for key, value in metadata.items())
    return {key.removeprefix(_COUNT): int(value) for key, value in pairs if key.startswith(_COUNT)}


def sweep(layout: Layout) -> None:
    """Take away what was left half-written by work that was stopped."""
    shutil.rmtree(layout.spill, ignore_errors=True)
    for folder in (layout.root, *(layout.root / stage for stage in STAGES)):
        for path in folder.glob(_PASSING) if folder.is_dir() else ():
            path.unlink(missing_ok=True)
