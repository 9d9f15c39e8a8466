"""
The steps that bring a project's database to the shape this casus works with.

Each step is a named function with a number, runs in a transaction of its own and is recorded in the table `migration`
with the time and the casus that ran it. A step that was released is never edited; a change is a new step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Final

from casus.errors import ProjectVersionError, StoreError
from casus.store.clock import now
from casus.version import __version__

APPLICATION_ID: Final = 0x63617375
"""Marks a SQLite file as a casus project ("casu")."""

APPEND_ONLY: Final = (
    "source",
    "document",
    "sighting",
    "part",
    "run",
    "reading",
    "sentence",
    "evidence",
    "place",
    "actor",
    "actor_mention",
    "claim",
    "run_claim",
    "claim_role",
    "claim_place",
    "claim_quantity",
    "claim_attribution",
    "claim_words",
    "note",
    "refusal",
)
"""Tables whose rows, once written, stay as they are."""

CHAINED: Final = ("claim_carrier",)
"""Tables of the same kind that came with the chain of sources."""

DECIDED: Final = ("decision", "decision_claim", "look", "sample", "sample_item", "coding", "settlement")
"""Tables of people's decisions, whose rows stay as they are too."""

DERIVED: Final = (
    "telling",
    "telling_key",
    "membership",
    "telling_part",
    "report_copy",
    "report_original",
    "report_mark",
    "merge_state",
    "event_card",
)
"""Tables that hold nothing of their own: what merging makes of the others, to be dropped and made again."""

Migration = Callable[[sqlite3.Connection], None]


def lay_out_record(connection: sqlite3.Connection) -> None:
    """Create all tables, and the triggers that keep what was found from being edited."""
    for statement in _statements(files("casus.store").joinpath("schema.sql").read_text("utf-8")):
        connection.execute(statement)
    _protect(connection, APPEND_ONLY)


def lay_out_merging(connection: sqlite3.Connection) -> None:
    """Create the tables of merging: which tellings are one event, which reports copy another."""
    for statement in _statements(files("casus.store").joinpath("merging.sql").read_text("utf-8")):
        connection.execute(statement)


def lay_out_decisions(connection: sqlite3.Connection) -> None:
    """Create the tables of what people decide, none of which is ever edited, and of the page's list."""
    for statement in _statements(files("casus.store").joinpath("decisions.sql").read_text("utf-8")):
        connection.execute(statement)
    _protect(connection, DECIDED)


def lay_out_chains(connection: sqlite3.Connection) -> None:
    """Add what is known of each link of a chain of sources, and the outlets behind it."""
    for statement in _statements(files("casus.store").joinpath("chain.sql").read_text("utf-8")):
        connection.execute(statement)
    _protect(connection, CHAINED)


def lay_out_numbers(connection: sqlite3.Connection) -> None:
    """Add whom each number counts, what it is part of, and whether it is a sum so far."""
    for statement in _statements(files("casus.store").joinpath("numbers.sql").read_text("utf-8")):
        connection.execute(statement)


MIGRATIONS: Final[tuple[tuple[int, Migration], ...]] = (
    (1, lay_out_record),
    (2, lay_out_merging),
    (3, lay_out_decisions),
    (4, lay_out_chains),
    (5, lay_out_numbers),
)
"""All steps, in order."""


def applied(connection: sqlite3.Connection) -> int:
    """The number of the last step this database went through; 0 for an empty file. Raises StoreError if not casus's."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return 0
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION_ID:
        raise StoreError(
            "a SQLite database that casus did not make",
            expected="a casus project",
            remedy="give the path of a casus project, or a new path",
        )
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    return int(number)


def check_version(connection: sqlite3.Connection, *, where: str) -> int:
    """The last step applied. Raises ProjectVersionError if a newer casus made the project."""
    number = applied(connection)
    if number > MIGRATIONS[-1][0]:
        (version,) = connection.execute("SELECT casus_version FROM migration WHERE number = ?", (number,)).fetchone()
        raise ProjectVersionError(
            f"a project made by casus {version} (record version {number})",
            where=where,
            expected=f"record version {MIGRATIONS[-1][0]} or older, which casus {__version__} knows",
            remedy=f"install casus {version} or newer",
        )
    return number


def migrate(connection: sqlite3.Connection, *, where: str) -> tuple[int, ...]:
    """Apply the steps still to come and return their numbers; two programs doing so at once do no harm."""
    if check_version(connection, where=where) == MIGRATIONS[-1][0]:
        return ()
    done = []
    for number, step in MIGRATIONS:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number > check_version(connection, where=where):
                _apply(connection, number, step)
                done.append(number)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return tuple(done)


def _apply(connection: sqlite3.Connection, number: int, step: Migration) -> None:
    if number == 1:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(
            "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
            "applied TEXT NOT NULL, casus_version TEXT NOT NULL)"
        )
    step(connection)
    connection.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", (number, step.__name__, now(), __version__))


def _protect(connection: sqlite3.Connection, tables: tuple[str, ...]) -> None:
    """Refuse to change or delete rows of these tables."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; a trigger's body keeps its semicolons."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
