"""What an archive was told to read and how: written once, checked whenever work goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from casus.archive.gate import gate_digest
from casus.archive.layout import SCHEMA, Layout, write_lines, write_whole
from casus.archive.shards import Input, Shard, cut, digest, find_inputs, is_unchanged
from casus.errors import InputError, StoreError
from casus.readers import ReadOptions
from casus.settings import Settings
from casus.store.facts import RunFacts

_Record = TypeVar("_Record")


class Choices(msgspec.Struct, frozen=True):
    """How to read: engine and readers as `casus add` takes them; what is left out; how large shards are (bytes)."""

    engine: str = "default"
    published: date | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    reader: str | None = None
    places: str | None = None
    actors: str | None = None
    gate: bool = True
    copies: bool = False
    shard_bytes: int = 1_000_000

    @property
    def options(self) -> ReadOptions:
        """For the readers."""
        return ReadOptions(published=self.published, mapping=self.mapping, reader=self.reader)

    def settings(self, threads: int) -> Settings:
        """For the engine."""
        places, actors = (Path(path) if path else None for path in (self.places, self.actors))
        return Settings(self.engine, self.published, threads, places, actors)


class Manifest(msgspec.Struct, frozen=True):
    """
    `run`: engine, version and digests of its data; `gate`: digest of the gate's weights; `inputs`: digest of the list
    of files, which has their sizes and digests; `shards`: how many.
    """

    schema: str
    choices: Choices
    run: RunFacts
    gate: str
    inputs: str
    shards: int


def write_plan(paths: Sequence[str], layout: Layout, choices: Choices, run: RunFacts) -> Manifest:
    """Write the plan, a file and a shard at a time. The manifest comes last: once it is there, the plan is whole."""
    write_lines(layout.inputs, find_inputs(paths, apart_from=layout.root))
    shards = write_lines(layout.shards, cut(read_inputs(layout), choices.options, choices.shard_bytes))
    manifest = Manifest(SCHEMA, choices, run, gate_digest(), digest(layout.inputs), shards)
    write_whole(layout.manifest, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def read_manifest(layout: Layout) -> Manifest:
    """The manifest. Raises StoreError where there is none or it cannot be read."""
    try:
        return msgspec.json.decode(layout.manifest.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise StoreError(
            "no archive there", where=str(layout.root), remedy="make one: casus archive read INPUT… --out DIR"
        ) from error
    except (msgspec.DecodeError, OSError) as error:
        raise StoreError(f"damaged ({error})", where=str(layout.manifest), remedy="read the archive anew") from error


def read_shards(layout: Layout) -> Iterator[Shard]:
    """The shards in order, one at a time."""
    return _lines(layout.shards, Shard)


def read_inputs(layout: Layout) -> Iterator[Input]:
    """The files that are read, in order, one at a time."""
    return _lines(layout.inputs, Input)


def _lines(path: Path, kind: type[_Record]) -> Iterator[_Record]:
    with path.open("rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line, type=kind)


def check_unchanged(layout: Layout) -> None:
    """Raise InputError where an input is no longer what was planned: parts of it may have been read before."""
    for planned in read_inputs(layout):
        there = Path(planned.name).exists()
        if not there or not is_unchanged(planned):
            raise InputError(
                "changed since the work was planned" if there else "no longer there",
                where=planned.name,
                expected=f"the file of {planned.size:,} bytes that was planned",
                remedy="put it back, or read into another folder",
            )


def check_same(old: Manifest, new: Manifest, layout: Layout) -> None:
    """Raise InputError where work would go on in another way than it began."""
    for what, before, now in (
        ("choices", old.choices, new.choices),
        ("casus, engine or data", old.run, new.run),
        ("weights of the gate", old.gate, new.gate),
        ("layout", old.schema, new.schema),
    ):
        if before != now:
            raise InputError(
                f"begun with other {what}",
                where=str(layout.root),
                expected=f"{before}",
                remedy="go on as it was begun, or read into another folder",
            )
