"""Stage 3, shard by shard: what the engine reads in the reports that are kept, each failure recorded beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from casus.archive.claims import claim_rows, claim_type, state_rows, state_type
from casus.archive.copies import left_out
from casus.archive.extras import arrow
from casus.archive.layout import Layout
from casus.archive.texts import KEPT
from casus.codec import dump_reading, load_reading
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.project import batch_size, code_each

READ = "read"
FAILED = "failed"

TOGETHER: Final = 32
"""Reports held as Python objects at a time."""

Row = dict[str, Any]


def readings_schema() -> Any:
    """
    The columns of readings/: one row a report. `outcome` is read or failed (then `message` says why). `claims` and
    `states` are lists with one entry each (see `casus.archive.claims`); `reading` is all of it (see `casus.codec`).
    """
    pa, _ = arrow()
    return pa.schema(
        [
            ("n", pa.int32()),
            ("outcome", pa.string()),
            ("message", pa.string()),
            ("doc_id", pa.string()),
            ("published", pa.date32()),
            ("publisher", pa.string()),
            ("title", pa.string()),
            ("url", pa.string()),
            ("origin", pa.string()),
            ("claims", pa.list_(claim_type())),
            ("states", pa.list_(state_type())),
            ("reading", pa.binary()),
        ]
    )


def read_texts(layout: Layout, number: int, pipeline: Pipeline) -> tuple[Any, Counter[str]]:
    """The table of one shard, and how many reports were read and failed, with claims and states."""
    pa, _ = arrow()
    schema, counts = readings_schema(), Counter[str]()
    rows = _rows(kept(layout, number), pipeline)
    some = [_batch(group, schema, counts) for group in iter(lambda: list(islice(rows, TOGETHER)), [])]
    return pa.Table.from_batches(some, schema).combine_chunks(), counts


def _batch(rows: list[Row], schema: Any, counts: Counter[str]) -> Any:
    """Rows as Arrow keeps them, which takes a tenth of the memory; what is in them is counted."""
    pa, _ = arrow()
    counts.update(row["outcome"] for row in rows)
    counts["claims"] += sum(len(row["claims"]) for row in rows)
    counts["states"] += sum(len(row["states"]) for row in rows)
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def kept(layout: Layout, number: int) -> Iterator[tuple[int, Document]]:
    """The reports of a shard that are to be read, with their numbers in it."""
    _, parquet = arrow()
    out = left_out(layout, number)
    file = parquet.ParquetFile(layout.part("texts", number))
    for batch in file.iter_batches(batch_size=64, columns=["n", "outcome", "report"]):
        for row in batch.to_pylist():
            if row["outcome"] == KEPT and row["n"] not in out:
                yield row["n"], load_reading(row["report"]).document


def _rows(documents: Iterable[tuple[int, Document]], pipeline: Pipeline) -> Iterator[Row]:
    stream = iter(documents)
    while group := list(islice(stream, batch_size(pipeline))):
        results = code_each(pipeline, [document for _, document in group])
        for (n, document), (_, result) in zip(group, results, strict=True):
            found = result if isinstance(result, Reading) else Reading(document)
            yield {
                "n": n,
                "outcome": READ if isinstance(result, Reading) else FAILED,
                "message": None if isinstance(result, Reading) else str(result),
                "doc_id": document.doc_id,
                "published": document.published,
                "publisher": document.publisher,
                "title": document.title,
                "url": document.url,
                "origin": document.origin,
                "claims": claim_rows(found),
                "states": state_rows(found),
                "reading": dump_reading(found),
            }
