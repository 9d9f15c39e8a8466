"""
Stage 4, shard by shard: what each report says of each happening, as merging compares it, and the keys they meet by.

Tellings are made by the code that makes them for a project, from a small project of the shard's own that is thrown away
again: so an archive and a project with the same readings have the same events.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from casus.archive.extras import arrow
from casus.archive.layout import Layout
from casus.archive.reading import READ
from casus.codec import load_reading
from casus.errors import InputError, PipelineError
from casus.merge.blocks import keys
from casus.merge.loading import load_tellings, note_latest
from casus.merge.telling import Telling
from casus.model.reading import Reading
from casus.store.connect import open_writer
from casus.store.facts import RunFacts
from casus.store.writer import Writer


def tellings_schema() -> Any:
    """The columns of tellings/: id, the order of tellings, keys they meet by, and the telling whole (MessagePack)."""
    pa, _ = arrow()
    return pa.schema(
        [
            ("telling_id", pa.string()),
            ("published", pa.int32()),
            ("doc_id", pa.string()),
            ("position", pa.int32()),
            ("keys", pa.list_(pa.int64())),
            ("telling", pa.binary()),
        ]
    )


def tell(layout: Layout, number: int, run: RunFacts) -> tuple[Any, Counter[str]]:
    """The table of one shard, and how many tellings it has."""
    pa, _ = arrow()
    with tempfile.TemporaryDirectory(prefix="casus-") as folder:
        found = tellings_of(readings(layout, number), run, Path(folder) / "shard.casus")
    rows = [
        {
            "telling_id": telling.telling_id,
            "published": telling.published,
            "doc_id": telling.doc_id,
            "position": telling.position,
            "keys": sorted(keys(telling)),
            "telling": msgspec.msgpack.encode(telling),
        }
        for telling in found
    ]
    return pa.Table.from_pylist(rows, schema=tellings_schema()), Counter(tellings=len(rows))


def readings(layout: Layout, number: int) -> Iterator[Reading]:
    """The readings of one shard in order; what failed is left out."""
    _, parquet = arrow()
    file = parquet.ParquetFile(layout.part("readings", number))
    for batch in file.iter_batches(batch_size=32, columns=["outcome", "reading"]):
        for row in batch.to_pylist():
            if row["outcome"] == READ:
                yield load_reading(row["reading"])


def tellings_of(some: Iterator[Reading], run: RunFacts, scratch: Path) -> list[Telling]:
    """The tellings of readings, earliest first; `scratch` is a project to be made for it."""
    with Writer(scratch, run) as writer:
        for reading in some:
            try:
                writer.add(reading)
            except (InputError, PipelineError):
                continue  # what no project can hold has no tellings in one either
    with closing(open_writer(scratch)) as connection:
        note_latest(connection)
        ids = connection.execute("SELECT DISTINCT event_id FROM run_claim WHERE event_id IS NOT NULL").fetchall()
        return sorted(load_tellings(connection, [row[0] for row in ids]), key=lambda telling: telling.order)
