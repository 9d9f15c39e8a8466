"""
Stage 2: which reports of the archive repeat another, so that a wire printed a thousand times is read once.

Reports meet by bands of their signatures, in DuckDB, which spills to disk what does not fit. A report is left out where
it repeats an earlier one and says no number that the earlier one does not say: an update with a new toll is read. What
says that it corrects an earlier report is always read. Left out means listed here, not lost.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from casus.archive.extras import arrow, duck
from casus.archive.layout import Layout, write_rows
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
_FOUND: Final = """
CREATE TEMP TABLE found AS
SELECT r.rank AS later, f.earlier, 'twice' AS kind, CAST(1 AS FLOAT) AS similarity FROM report r
JOIN (SELECT doc_id, min(rank) AS earlier FROM report GROUP BY doc_id) f USING (doc_id) WHERE r.rank > f.earlier"""
_EXACT: Final = """
INSERT INTO found
SELECT r.rank, f.earlier, 'exact', 1 FROM report r
JOIN (SELECT text_digest, min(rank) AS earlier FROM report GROUP BY text_digest) f USING (text_digest)
WHERE r.rank > f.earlier AND r.rank NOT IN (SELECT later FROM found)"""
_COMPARED: Final = """
SELECT m.later, m.earlier, a.signature, b.signature
FROM meeting m JOIN report x ON x.rank = m.later JOIN report y ON y.rank = m.earlier
JOIN text a ON a.shard = x.shard AND a.n = x.n JOIN text b ON b.shard = y.shard AND b.n = y.n
WHERE NOT x.corrects AND list_has_all(b.numbers, a.numbers)
AND m.later NOT IN (SELECT later FROM found) AND m.earlier NOT IN (SELECT later FROM found)
ORDER BY m.later, m.earlier"""
_LISTED: Final = """
SELECT x.shard, x.n, x.doc_id, y.doc_id, f.kind, f.similarity
FROM (FROM found UNION ALL FROM near) f JOIN report x ON x.rank = f.later JOIN report y ON y.rank = f.earlier
ORDER BY x.shard, x.n"""


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
    files = [str(path) for path in layout.parts("texts")]
    if not files:
        write_rows(layout.copies, copies_schema(), (), {})
        return Counter()
    with duck().connect() as db:
        settle(db, layout.spill)
        near = _compared(db, files, read_copies=read_copies)
        db.register("near", near)
        counts = Counter(dict(db.execute("SELECT kind, count(*) FROM found GROUP BY kind").fetchall()))
        counts.update(near=near.num_rows)
        write_rows(layout.copies, copies_schema(), fetched(db.execute(_LISTED), _BATCH), +counts)
    return +counts


def settle(db: Any, spill: Path) -> None:
    """Bound memory, spill into the archive's own folder, and give the number of a part by its file name."""
    spill.parent.mkdir(parents=True, exist_ok=True)  # DuckDB makes the last folder alone, and only when it spills
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute(f"SET temp_directory = '{_quoted(spill)}'")
    db.execute("CREATE MACRO part_of(name) AS CAST(regexp_extract(name, '([0-9]+)\\.parquet$', 1) AS INTEGER)")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _compared(db: Any, files: list[str], *, read_copies: bool) -> Any:
    """Find what is the same, and compare what meets; the table of what nearly repeats another."""
    db.execute(_REPORTS, {"files": files})
    db.execute(_FOUND)
    if read_copies:
        return _near(())
    db.execute(_EXACT)
    db.execute(_MEETINGS.format(signed=_SIGNED), {"files": files})
    listed = ", ".join(f"'{_quoted(Path(name))}'" for name in files)
    db.execute(
        "CREATE TEMP VIEW text AS SELECT part_of(filename) AS shard, n, signature, numbers "
        f"FROM read_parquet([{listed}], filename = true) WHERE outcome = 'kept'"
    )
    return _near(pair for some in fetched(db.execute(_COMPARED), _BATCH) for pair in some)


def _near(pairs: Iterable[tuple[int, int, bytes, bytes]]) -> Any:
    """Of reports that meet, the later that nearly repeat one that is itself read; earlier ones are decided first."""
    pa, _ = arrow()
    left_out, numbers, shares = set[int](), (array("q"), array("q")), array("f")
    for later, earlier, mine, other in pairs:
        if later in left_out or earlier in left_out:
            continue
        similarity = alike(mine, other)
        if similarity >= ALIKE:
            left_out.add(later)
            numbers[0].append(later)
            numbers[1].append(earlier)
            shares.append(round(similarity, 3))
    columns = [pa.array(numbers[0], pa.int64()), pa.array(numbers[1], pa.int64())]
    columns += [pa.array(["near"] * len(shares)), pa.array(shares, pa.float32())]
    return pa.table(columns, names=["later", "earlier", "kind", "similarity"])


def fetched(result: Any, size: int) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows of a result, so many at a time."""
    while rows := result.fetchmany(size):
        yield rows


def left_out(layout: Layout, number: int) -> frozenset[int]:
    """The rows of one shard's texts that are not read."""
    _, parquet = arrow()
    table = parquet.read_table(layout.copies, columns=["shard", "n"], filters=[("shard", "=", number)])
    return frozenset(table.column("n").to_pylist())
