"""Find the copies among the reports of a project and keep them in the record."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from casus.merge.copies import METHOD, SAME_WORDING, Copy, Wording, compare, marks, shingles
from casus.model.document import PROSE, PartKind

BANDS_SHARED: Final = 1
"""Marks that two reports must share to be compared."""

_REPORTS: Final = """
SELECT d.doc_no, d.doc_id, coalesce(d.published, ''), s.name, d.text, d.text_digest
FROM document d LEFT JOIN source s USING (source_no) WHERE d.doc_no IN ({marks}) ORDER BY d.doc_no"""
_PARTS: Final = "SELECT doc_no, kind, start, end FROM part WHERE doc_no IN ({marks}) ORDER BY doc_no, n"

CHUNK: Final = 200


def find_copies(connection: sqlite3.Connection, doc_nos: Iterable[int]) -> int:
    """Compare these reports with all others and each other; the number of pairs that share wording. Repeatable."""
    wanted = sorted(set(doc_nos))
    found: dict[tuple[int, int], Copy] = {}
    for at in range(0, len(wanted), CHUNK):
        found.update(_find(connection, wanted[at : at + CHUNK]))
    connection.executemany(
        "INSERT OR REPLACE INTO report_copy VALUES (?, ?, ?, ?, ?)",
        [(*pair, copy.kind, copy.similarity, METHOD) for pair, copy in sorted(found.items())],
    )
    _name_originals(connection, {number for pair in found for number in pair})
    return len(found)


def forget_copies(connection: sqlite3.Connection) -> None:
    """Drop all that was found."""
    for table in ("report_copy", "report_original", "report_mark"):
        connection.execute(f"DELETE FROM {table}")


def _find(connection: sqlite3.Connection, doc_nos: Sequence[int]) -> Iterator[tuple[tuple[int, int], Copy]]:
    """Pairs (later, earlier) of which one is among these reports."""
    fresh = dict(load_wordings(connection, doc_nos))
    candidates = {number: _meet(connection, number, wording) for number, wording in fresh.items()}
    others = sorted({other for some in candidates.values() for other in some} - set(fresh))
    known = {**fresh, **dict(load_wordings(connection, others))}
    for number, some in candidates.items():
        for other in some:
            copy = compare(known[number], known[other])
            if copy is not None:
                is_later = copy.later == known[number].doc_id
                yield ((number, other) if is_later else (other, number)), copy


def _meet(connection: sqlite3.Connection, number: int, wording: Wording) -> list[int]:
    """Reports that share a mark with one, whose marks are written down."""
    own = sorted(marks(wording.shingles))
    connection.executemany("INSERT OR IGNORE INTO report_mark VALUES (?, ?)", [(mark, number) for mark in own])
    shared: Counter[int] = Counter()
    for at in range(0, len(own), CHUNK):
        some = own[at : at + CHUNK]
        sql = f"SELECT doc_no FROM report_mark WHERE mark IN ({', '.join('?' * len(some))}) AND doc_no <> ?"
        shared.update(row[0] for row in connection.execute(sql, (*some, number)))
    same_text = connection.execute(
        "SELECT doc_no FROM document WHERE text_digest = ? AND doc_no <> ?", (wording.digest, number)
    )
    return sorted({doc for doc, count in shared.items() if count >= BANDS_SHARED} | {row[0] for row in same_text})


def load_wordings(connection: sqlite3.Connection, doc_nos: Sequence[int]) -> Iterator[tuple[int, Wording]]:
    """Number and wording of reports; of their text, what is the report's own prose counts."""
    for at in range(0, len(doc_nos), CHUNK):
        some = doc_nos[at : at + CHUNK]
        blanks = ", ".join("?" * len(some))
        parts: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
        for number, kind, start, end in connection.execute(_PARTS.format(marks=blanks), some):
            parts[number].append((kind, start, end))
        for row in connection.execute(_REPORTS.format(marks=blanks), some).fetchall():
            number, doc_id, published, publisher, text, digest = row
            corrects = any(kind == PartKind.CORRECTION for kind, *_ in parts[number])
            prose = _prose(text, parts[number])
            yield number, Wording(doc_id, published, publisher, shingles(prose), digest, corrects)


def _prose(text: str, parts: Sequence[tuple[str, int, int]]) -> str:
    own = [text[start:end] for kind, start, end in parts if kind in PROSE]
    return "\n".join(own) if own else text


def _name_originals(connection: sqlite3.Connection, doc_nos: Iterable[int]) -> None:
    """Say for each report of the groups around these which is the earliest with its wording."""
    left = set(doc_nos)
    while left:
        links = _group(connection, left.pop())
        left -= set(links)
        _name_original(connection, sorted(links))


def _group(connection: sqlite3.Connection, start: int) -> Mapping[int, None]:
    """All reports tied to one by sharing its wording, itself among them."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(SAME_WORDING))
    seen: dict[int, None] = {}
    waiting = [start]
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen[number] = None
        rows = connection.execute(
            f"SELECT of_no FROM report_copy WHERE doc_no = ? AND kind IN ({kinds}) "
            f"UNION SELECT doc_no FROM report_copy WHERE of_no = ? AND kind IN ({kinds})",
            (number, number),
        )
        waiting.extend(row[0] for row in rows)
    return seen


def _name_original(connection: sqlite3.Connection, group: Sequence[int]) -> None:
    blanks = ", ".join("?" * len(group))
    connection.execute(f"DELETE FROM report_original WHERE doc_no IN ({blanks})", group)
    if len(group) > 1:
        sql = f"SELECT doc_no FROM document WHERE doc_no IN ({blanks}) ORDER BY published IS NULL, published, doc_id"
        first, *rest = (row[0] for row in connection.execute(sql, group))
        connection.executemany("INSERT INTO report_original VALUES (?, ?)", [(number, first) for number in rest])
