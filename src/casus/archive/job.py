"""What an archive was told to read and how: written once, checked whenever work goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from casus.archive.layout import Layout, write_whole
from casus.archive.shards import Input, Shard, facts
from casus.errors import InputError, StoreError
from casus.readers import ReadOptions
from casus.settings import Settings
from casus.store.facts import RunFacts


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
    """`run`: engine, version and digests of its data; `gate`: digest of the gate's weights; `shards`: how many."""

    schema: str
    choices: Choices
    run: RunFacts
    gate: str
    inputs: tuple[Input, ...]
    shards: int


def write_plan(layout: Layout, manifest: Manifest, shards: Iterable[Shard]) -> None:
    """Write the plan. The manifest comes last: once it is there, the plan is whole."""
    lines = b"".join(msgspec.json.encode(shard) + b"\n" for shard in shards)
    write_whole(layout.shards, lines)
    write_whole(layout.manifest, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


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
    with layout.shards.open("rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line, type=Shard)


def check_unchanged(manifest: Manifest) -> None:
    """Raise InputError where an input is no longer what was planned: parts of it may have been read before."""
    for planned in manifest.inputs:
        path = Path(planned.name)
        if not path.exists() or facts(path) != planned:
            raise InputError(
                "changed since the work was planned" if path.exists() else "no longer there",
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
