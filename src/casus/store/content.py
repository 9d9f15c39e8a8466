"""
What a project holds, apart from how it came in: two projects made from the same reports hold the same content.

Left out are times of sessions, the numbers rows happen to have, and pages of the file. So a project whose making was
interrupted and resumed can be compared with an undisturbed one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from casus.store.body import unpacked

Value = str | int | float | None


def content(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Every row of every table as (table, values), in an order that depends on the values alone."""
    connection.create_function("unpacked", 1, unpacked, deterministic=True)
    for table, query in queries():
        for row in sorted(connection.execute(query), key=_order):
            yield table, row


def content_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 (hex) of the content."""
    digest = hashlib.sha256()
    for table, row in content(connection):
        digest.update(json.dumps((table, *row), ensure_ascii=False).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def queries() -> tuple[tuple[str, str], ...]:
    """Table and the query that lists its rows by ids alone, from `content.sql`."""
    script = files("casus.store").joinpath("content.sql").read_text("utf-8")
    shared, *blocks = script.split("-- table: ")
    return tuple((name.strip(), f"{shared}\n{query}") for name, _, query in (block.partition("\n") for block in blocks))


def _order(row: tuple[Value, ...]) -> tuple[tuple[bool, str], ...]:
    # None sorts first; everything else as text, which is enough for an order that is the same everywhere.
    return tuple((value is not None, str(value)) for value in row)
