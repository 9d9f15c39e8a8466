"""
Stage 2: which reports of the archive repeat another, so that a wire printed a thousand times is read once.

Reports meet by bands of their signatures, in DuckDB, which spills to disk what does not fit. A report is left out where
it repeats an earlier one and says no number that the earlier one does not say: an update with a new toll is read. What
says that it corrects an earlier report is always read. Left out means listed here, not lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from casus.archive.extras import arrow, duck
from casus.archive.layout import Layout, write_table
from casus.archive.signing import ALIKE, alike

MEMORY: Final = "2GB"
"""Memory for joining bands; more goes to disk."""

_BATCH: Final = 20_000

_REPORTS: Final = """
CREATE TEMP TABLE report AS
SELECT row_number() OVER (ORDER BY published NULLS LAST, doc_id, shard, n) AS rank, *
FROM (SELECT part_of(filename) AS shard, n, doc_id, published, text_digest, corrects
      FROM read_parquet($files, filename = true) WHERE outcome = 'kept')"""
_SIGNED: Final = """
SELECT r.rank, t.bands FROM report r
JOIN (SELECT part_of(filename) AS shard, n, bands FROM read_parquet($files, filename = true) WHERE outcome = 'kept') t
USING (shard, n)"""
_MEETINGS: Final = """
CREATE TEMP TABLE meeting AS
WITH band AS (SELECT rank, unnest(bands) AS band FROM ({signed})),
first AS (SELECT band, min(rank) AS earlier FROM band GROUP BY band HAVING count(*) > 1)
SELECT DISTINCT rank AS later, earlier FROM band JOIN first USING (band) WHERE rank > earlier"""
_EXACT: Final = """
SELECT r.rank AS later, f.earlier, r.doc_id = f.doc_id AS twice FROM report r
JOIN (SELECT text_digest, min(rank) AS earlier, arg_min(doc_id, rank) AS doc_id FROM report GROUP BY text_digest) f
USING (text_digest) WHERE r.rank > f.earlier"""
_TWICE: Final = """
SELECT r.rank AS later, f.earlier, true AS twice FROM report r
JOIN (SELECT doc_id, min(rank) AS earlier FROM report GROUP BY doc_id) f USING (doc_id) WHERE r.rank > f.earlier"""
_COMPARED: Final = """
SELECT m.later, m.earlier, a.signature, b.signature, a.numbers, b.numbers, a.corrects
FROM meeting m JOIN report x ON x.rank = m.later JOIN report y ON y.rank = m.earlier
JOIN text a ON a.shard = x.shard AND a.n = x.n JOIN text b ON b.shard = y.shard AND b.n = y.n
ORDER BY m.later, m.earlier"""
_FOUND: Final = """
SELECT x.shard, x.n, x.doc_id, y.doc_id AS copy_of, f.kind, f.similarity
FROM found f JOIN report x ON x.rank = f.later JOIN report y ON y.rank = f.earlier ORDER BY x.shard, x.n"""


def copies_schema() -> Any:
    """The columns of copies.parquet: the row of texts/ left out, the report it repeats, how (twice, exact, near)."""
    pa, _ = arrow()
    return pa.schema(
        [
            ("shard", pa.int32()),
            ("n", pa.int32()),
            ("doc_id", pa.string()),
            ("copy_of", pa.string()),
            ("kind", pa.string()),
            ("similarity", pa.float32()),
        ]
    )


def find_copies(layout: Layout, *, read_copies: bool) -> Counter[str]:
    """Write copies.parquet. With `read_copies`, only the very same report found twice is left out."""
    pa, _ = arrow()
    files = [str(path) for path in layout.parts("texts")]
    with duck().connect() as db:
        settle(db, layout.spill)
        rows = _rows(db, files, read_copies=read_copies) if files else []
    table = pa.Table.from_pylist(rows, schema=copies_schema())
    counts = Counter(row["kind"] for row in rows)
    write_table(layout.copies, table, counts)
    return counts


def settle(db: Any, spill: Path) -> None:
    """Bound memory, spill into the archive's own folder, and give the number of a part by its file name."""
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute(f"SET temp_directory = '{_quoted(spill)}'")
    db.execute("CREATE MACRO part_of(name) AS CAST(regexp_extract(name, '([0-9]+)\\.parquet$', 1) AS INTEGER)")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _rows(db: Any, files: list[str], *, read_copies: bool) -> list[dict[str, Any]]:
    db.execute(_REPORTS, {"files": files})
    found: dict[int, tuple[int, str, float]] = {}
    for later, earlier, twice in db.execute(_TWICE).fetchall():
        found[later] = (earlier, "twice", 1.0) if twice else found[later]
    if not read_copies:
        for later, earlier, _ in db.execute(_EXACT).fetchall():
            found.setdefault(later, (earlier, "exact", 1.0))
        db.execute(_MEETINGS.format(signed=_SIGNED), {"files": files})
        _near(db, files, found)
    return _listed(db, found)


def _near(db: Any, files: list[str], found: dict[int, tuple[int, str, float]]) -> None:
    """Add what nearly repeats a report that is itself read; earlier ones are decided first."""
    listed = ", ".join(f"'{_quoted(Path(name))}'" for name in files)
    db.execute(
        "CREATE TEMP VIEW text AS SELECT part_of(filename) AS shard, n, signature, numbers, corrects "
        f"FROM read_parquet([{listed}], filename = true) WHERE outcome = 'kept'"
    )
    for later, earlier, mine, other, numbers, known, corrects in _fetched(db.execute(_COMPARED)):
        if later in found or earlier in found or corrects or not set(numbers) <= set(known):
            continue
        similarity = alike(mine, other)
        if similarity >= ALIKE:
            found[later] = (earlier, "near", round(similarity, 3))


def _fetched(result: Any) -> Iterator[Any]:
    while rows := result.fetchmany(_BATCH):
        yield from rows


def _listed(db: Any, found: dict[int, tuple[int, str, float]]) -> list[dict[str, Any]]:
    pa, _ = arrow()
    columns = list(zip(*((later, *rest) for later, rest in found.items()), strict=True)) or [(), (), (), ()]
    kinds = (pa.int64(), pa.int64(), pa.string(), pa.float64())
    names = ("later", "earlier", "kind", "similarity")
    table = pa.table({name: pa.array(column, kind) for name, column, kind in zip(names, columns, kinds, strict=True)})
    db.register("found", table)
    result = db.execute(_FOUND)
    keys = [column[0] for column in result.description]
    return [dict(zip(keys, row, strict=True)) for row in result.fetchall()]


def left_out(layout: Layout, number: int) -> frozenset[int]:
    """The rows of one shard's texts that are not read."""
    _, parquet = arrow()
    table = parquet.read_table(layout.copies, columns=["shard", "n"], filters=[("shard", "=", number)])
    return frozenset(table.column("n").to_pylist())
