"""Stage 1, shard by shard: find the reports, drop what is not about conflict, sign what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from casus.archive.extras import arrow
from casus.archive.gate import Gate
from casus.archive.pages import Early
from casus.archive.shards import Shard
from casus.archive.signing import sign
from casus.archive.slices import read_slice
from casus.codec import dump_reading
from casus.model.document import Document
from casus.model.reading import Reading
from casus.readers import ReadOptions, Refusal
from casus.readers.draft import Draft
from casus.readers.inputs import finish

KEPT: Final = "kept"
REFUSED: Final = "refused"
DROPPED: Final = "dropped"

SAMPLED: Final = 50
"""One dropped report of so many is kept as a sample, with its first words."""

SAMPLE: Final = 400
"""Characters of a sample."""

Row = dict[str, Any]


def texts_schema() -> Any:
    """
    The columns of texts/: `n` numbers what a shard holds; `outcome` is kept, refused or dropped. Of what is kept, all
    is there, the report whole under `report` (see `casus.codec`); of what is refused, `code` and `message`; of what the
    gate dropped, `score` (below its bar), and of one in fifty `sample`, its first words.
    """
    pa, _ = arrow()
    return pa.schema(
        [
            ("n", pa.int32()),
            ("outcome", pa.string()),
            ("origin", pa.string()),
            ("code", pa.string()),
            ("message", pa.string()),
            ("score", pa.float32()),
            ("sample", pa.string()),
            ("doc_id", pa.string()),
            ("published", pa.date32()),
            ("publisher", pa.string()),
            ("title", pa.string()),
            ("url", pa.string()),
            ("text_digest", pa.string()),
            ("signature", pa.binary()),
            ("bands", pa.list_(pa.int64())),
            ("numbers", pa.list_(pa.string())),
            ("corrects", pa.bool_()),
            ("report", pa.binary()),
        ]
    )


def take_in(shard: Shard, options: ReadOptions, gate: Gate | None) -> tuple[Any, Counter[str]]:
    """The table of one shard, and how many were kept, dropped and refused (by code)."""
    pa, _ = arrow()
    rows = [{"n": n, **row} for n, row in enumerate(_rows(shard, options, gate))]
    return pa.Table.from_pylist(rows, schema=texts_schema()), counted(rows)


def counted(rows: list[Row]) -> Counter[str]:
    """Rows by outcome; what is refused, also by code ("refused.empty")."""
    counts = Counter(row["outcome"] for row in rows)
    counts.update(f"{row['outcome']}.{row['code']}" for row in rows if row.get("code"))
    return counts


def _rows(shard: Shard, options: ReadOptions, gate: Gate | None) -> Iterator[Row]:
    early = Early(gate) if gate is not None else None
    for found in read_slice(shard, options, early):
        if early is not None and (score := early.taken()) is not None:
            yield _dropped(found.origin, *score)
        elif isinstance(found, Refusal):
            yield _refused(found)
        elif gate is not None and (drop := _drop(found, gate)) is not None:
            yield drop
        else:
            document = finish(found, options)
            yield _kept(document, gate) if isinstance(document, Document) else _refused(document)


def _drop(draft: Draft, gate: Gate) -> Row | None:
    """The row of a report that the gate drops; None for one that is kept or that is for the reader to judge."""
    body = draft.body if isinstance(draft.body, str) else "\n".join(block.text for block in draft.body)
    text = f"{draft.title}\n{body}" if draft.title else body
    verdict = gate.judge(text)
    return _dropped(draft.origin, verdict.score, text) if verdict.dropped else None


def _dropped(origin: str, score: float, text: str) -> Row:
    sample = " ".join(text[: 2 * SAMPLE].split())[:SAMPLE] if is_sampled(text) else None
    return {"outcome": DROPPED, "origin": origin, "score": score, "sample": sample}


def is_sampled(text: str) -> bool:
    """Whether a dropped report is among the sample: decided by its text alone, so that it is so again."""
    import zlib

    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % SAMPLED == 0


def _refused(refusal: Refusal) -> Row:
    return {
        "outcome": REFUSED,
        "origin": refusal.origin,
        "code": str(refusal.code),
        "message": str(refusal.error),
    }


def _kept(document: Document, gate: Gate | None) -> Row:
    signature = sign(document)
    return {
        "outcome": KEPT,
        "origin": document.origin,
        "score": gate.judge(document.text).score if gate is not None else None,
        "doc_id": document.doc_id,
        "published": document.published,
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "text_digest": signature.text,
        "signature": signature.values,
        "bands": signature.bands,
        "numbers": signature.numbers,
        "corrects": signature.corrects,
        "report": dump_reading(Reading(document)),
    }
