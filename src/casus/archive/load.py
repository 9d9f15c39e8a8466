"""Bring what an archive was read to say into a project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casus.archive.extras import arrow
from casus.archive.job import read_manifest
from casus.archive.layout import Layout
from casus.archive.reading import FAILED
from casus.archive.tellings import readings
from casus.archive.texts import REFUSED
from casus.errors import InputError, PipelineError
from casus.merge.merging import update
from casus.project import ENGINE_FAILED
from casus.store.facts import Refused
from casus.store.folder import create_place, locate
from casus.store.writer import Writer


@dataclass(slots=True)
class Loaded:
    """How many reports were added, were there already, and could not be read (now or by the archive)."""

    added: int = 0
    already: int = 0
    refused: int = 0
    claims: int = 0
    states: int = 0


def load(layout: Layout, project: Path, on_shard: Callable[[int, int], None] = lambda _, __: None) -> Loaded:
    """
    Add every reading of an archive to a project, which is made if it is not there, and merge.

    What the project has already stays as it is, so that a call that was stopped can be made again. What the archive
    refused is recorded as refused. Raises InputError for an archive that is not read to its end; StoreError.
    """
    manifest = read_manifest(layout)
    done = layout.done("readings")
    if len(done) < manifest.shards:
        raise InputError(
            f"read up to {len(done)} of {manifest.shards} shards",
            where=str(layout.root),
            expected="an archive that is read",
            remedy="go on with casus archive read … --resume first",
        )
    database = locate(project, create=True)
    create_place(project, database)
    loaded = Loaded()
    with Writer(database, manifest.run) as writer:
        for number in range(manifest.shards):
            _load_shard(layout, number, writer, loaded)
            on_shard(number + 1, manifest.shards)
    update(database)
    return loaded


def _load_shard(layout: Layout, number: int, writer: Writer, loaded: Loaded) -> None:
    for reading in readings(layout, number):
        try:
            is_new = writer.add(reading)
        except (InputError, PipelineError) as error:
            _refuse(writer, Refused(reading.document.origin, ENGINE_FAILED, str(error)), loaded)
            continue
        loaded.added += is_new
        loaded.already += not is_new
        loaded.claims += len(reading.claims) if is_new else 0
        loaded.states += len(reading.states) if is_new else 0
    for refused in (*_refused(layout, number), *_failed(layout, number)):
        _refuse(writer, refused, loaded)


def _refuse(writer: Writer, refused: Refused, loaded: Loaded) -> None:
    writer.refuse(refused)
    loaded.refused += 1


def _refused(layout: Layout, number: int) -> list[Refused]:
    _, parquet = arrow()
    columns = ["origin", "code", "message"]
    found = parquet.read_table(layout.part("texts", number), columns=columns, filters=[("outcome", "=", REFUSED)])
    return [Refused(row["origin"], row["code"], row["message"]) for row in found.to_pylist()]


def _failed(layout: Layout, number: int) -> list[Refused]:
    _, parquet = arrow()
    found = parquet.read_table(
        layout.part("readings", number), columns=["origin", "message"], filters=[("outcome", "=", FAILED)]
    )
    return [Refused(row["origin"], ENGINE_FAILED, row["message"]) for row in found.to_pylist()]
