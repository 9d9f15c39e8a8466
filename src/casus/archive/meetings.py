"""
Stage 5: which tellings of the whole archive are compared with which, found once, in one pass over all keys.

Tellings that share a key meet, as in a project (`casus.merge.blocks`), in the order of publication. Where very many
share one, each meets the `WITHIN` before it, and of all that it meets the `MOST` that share most with it: a happening
told ten thousand times is still one chain, and the work grows with the archive, not with its square. In archives where
no key is that common it is what a project does. DuckDB does the joining, a slice of the keys at a time, and spills.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from casus.archive.copies import fetched, settle
from casus.archive.extras import arrow, duck
from casus.archive.layout import Layout, read_counts, write_rows

PARTITION: Final = 20_000
"""Tellings of the reports in one partition, about: what comparing them takes in memory stays bounded."""

WITHIN: Final = 100
"""Of those that share a key, each meets so many before it."""

MOST: Final = 200
"""A telling is compared with so many earlier ones: those that share most keys with it, the latest of equals."""

SLICE: Final = 20_000_000
"""Keys joined at a time."""

GROUP: Final = 4_096
"""Tellings in a row group of told.parquet: the telling with number `n` is in group `n // GROUP`."""

_TOLD: Final = """
CREATE TEMP TABLE told AS
SELECT row_number() OVER (ORDER BY published, doc_id, position, telling_id) - 1 AS number, *
FROM (SELECT part_of(filename) AS shard, telling_id, published, doc_id, position FROM read_parquet({files},
    filename = true) {once})"""
_PARTS: Final = """
CREATE TEMP TABLE part AS
SELECT published, doc_id, CAST((sum(size) OVER (ORDER BY published, doc_id) - size) // $most AS INTEGER) AS part
FROM (SELECT published, doc_id, count(*) AS size FROM told GROUP BY ALL)"""
_ONCE: Final = "QUALIFY row_number() OVER (PARTITION BY telling_id ORDER BY published, doc_id, position, shard) = 1"
_KEYED: Final = """
SELECT t.number, unnest(k.keys) AS key FROM told t
JOIN (SELECT part_of(filename) AS shard, telling_id, doc_id, keys FROM read_parquet({files}, filename = true)) k
USING (shard, telling_id, doc_id)"""
_NEAR: Final = """
INSERT INTO near
WITH placed AS (SELECT number, key, row_number() OVER (PARTITION BY key ORDER BY number) - 1 AS spot
    FROM ({keyed}) WHERE (key & 1023) % {slices} = {slice}),
block AS (SELECT number, key, spot, spot // {within} AS bucket FROM placed)
SELECT later, earlier, count(*) FROM (
    SELECT a.number AS later, b.number AS earlier FROM block a JOIN block b ON a.key = b.key AND a.bucket = b.bucket
    WHERE b.spot < a.spot
    UNION ALL
    SELECT a.number, b.number FROM block a JOIN block b ON a.key = b.key AND a.bucket = b.bucket + 1
    WHERE a.spot - b.spot <= {within}) GROUP BY later, earlier"""
_CHOSEN: Final = """
SELECT part, later, earlier FROM (
    SELECT later, earlier, row_number() OVER (PARTITION BY later ORDER BY shared DESC, earlier DESC) AS place
    FROM (SELECT later, earlier, sum(shared) AS shared FROM near GROUP BY later, earlier))
JOIN told ON number = later JOIN part USING (published, doc_id) WHERE place <= $most ORDER BY later, earlier"""
_WHOLE: Final = """
SELECT t.number, t.telling_id, t.doc_id, p.part, x.telling FROM told t JOIN part p USING (published, doc_id)
JOIN (SELECT part_of(filename) AS shard, telling_id, doc_id, telling FROM read_parquet({files}, filename = true)) x
USING (shard, telling_id, doc_id) ORDER BY t.number"""


def meetings_schema() -> Any:
    """The columns of meetings.parquet: the partition that compares them, and two tellings by number in told.parquet."""
    pa, _ = arrow()
    return pa.schema([("part", pa.int32()), ("later", pa.int64()), ("earlier", pa.int64())])


def told_schema() -> Any:
    """The columns of told.parquet: all tellings in order, with the partition that each is in."""
    pa, _ = arrow()
    return pa.schema(
        [
            ("number", pa.int64()),
            ("telling_id", pa.string()),
            ("doc_id", pa.string()),
            ("part", pa.int32()),
            ("telling", pa.binary()),
        ]
    )


def find_meetings(layout: Layout, *, copies: bool) -> None:
    """Write told.parquet, then meetings.parquet. With `copies`, what several reports tell is told by the first."""
    paths = layout.parts("tellings")
    if not paths:
        write_rows(layout.told, told_schema(), (), {})
        write_rows(layout.meetings, meetings_schema(), (), {"parts": 0})
        return
    files = _listed(map(str, paths))
    with _spilling(layout) as db:
        _join(db, files, copies=copies)
        write_rows(layout.told, told_schema(), fetched(db.execute(_WHOLE.format(files=files)), GROUP), {})
        (count,) = db.execute("SELECT coalesce(max(part) + 1, 0) FROM part").fetchone()
        chosen = db.execute(_CHOSEN, {"most": MOST})
        write_rows(layout.meetings, meetings_schema(), fetched(chosen, 16 * GROUP), {"parts": count})


def _join(db: Any, files: str, *, copies: bool) -> None:
    db.execute("CREATE TEMP TABLE near (later BIGINT, earlier BIGINT, shared BIGINT)")
    db.execute(_TOLD.format(files=files, once=_ONCE if copies else ""))
    db.execute(_PARTS, {"most": PARTITION})
    keys = db.execute(f"SELECT coalesce(sum(len(keys)), 0) FROM read_parquet({files})").fetchone()[0]
    slices = min(1024, 1 + int(keys) // SLICE)
    for number in range(slices):
        db.execute(_NEAR.format(keyed=_KEYED.format(files=files), slices=slices, slice=number, within=WITHIN))


def parts(layout: Layout) -> int:
    """How many partitions there are, once meetings are found."""
    return read_counts(layout.meetings)["parts"]


def _listed(names: Iterable[str]) -> str:
    return "[" + ", ".join("'" + name.replace("'", "''") + "'" for name in names) + "]"


@contextmanager
def _spilling(layout: Layout) -> Iterator[Any]:
    """A DuckDB connection with a place of its own to spill to."""
    folder = layout.spill / "meetings"
    with duck().connect() as db:
        settle(db, folder)
        yield db
    shutil.rmtree(folder, ignore_errors=True)
