"""Open a project's database: for one writer, or for any number of readers beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from casus.errors import StoreError
from casus.store.migrations import MIGRATIONS, check_version, migrate

BUSY_SECONDS: Final = 10.0
"""How long to wait for another writer before giving up; a report takes milliseconds to write."""

_REMEDIES: Final = {
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "wait for the other casus to end, then try again"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "wait for the other casus to end, then try again"),
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space, then run the same command again"),
    sqlite3.SQLITE_READONLY: ("it cannot be written to", "make the file and its folder writable"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "check that the folder exists and is writable"),
    sqlite3.SQLITE_PERM: ("permission denied", "make the file and its folder accessible"),
    sqlite3.SQLITE_NOTADB: (
        "not a casus project: no SQLite database",
        "give the project first, then the reports: casus add PROJECT REPORT…",
    ),
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", "restore it from a copy, or add the reports to a new project"),
    sqlite3.SQLITE_IOERR: ("reading or writing failed", "check the disk, then run the same command again"),
}


def open_writer(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open for writing, creating or migrating the database where needed. Raises StoreError."""
    with explained(path):
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        return _prepared(connection, path)


def open_reader(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open for reading only; what a writer commits meanwhile is seen by the next query. Raises StoreError.

    A project in a folder that cannot be written to is opened as it lies there (`immutable`): nobody writes to it.
    """
    with explained(path):
        connection = _first_that_opens(path, busy_seconds)
        try:
            connection.execute("PRAGMA query_only = ON")
            _check_laid_out(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def bring_up_to_date(path: Path) -> None:
    """Apply to an existing project the steps that came since it was made. Raises StoreError."""
    with explained(path), closing(_first_that_opens(path, BUSY_SECONDS)) as connection:
        is_old = _check_laid_out(connection, path) < MIGRATIONS[-1][0]
    if is_old:
        open_writer(path).close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into an error that names the project and a remedy."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        found, remedy = _REMEDIES.get(code, (f"the database refused: {error}", ""))
        raise StoreError(found, where=str(path), remedy=remedy) from error
    except StoreError as error:
        if error.where:
            raise
        raise type(error)(error.found, where=str(path), expected=error.expected, remedy=error.remedy) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what is written inside is there after the end, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _prepared(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        check_version(connection, where=str(path))
        connection.execute("PRAGMA journal_mode = WAL")
        # With WAL, NORMAL survives a killed process whole; only a power cut can take the last commits, never more.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without this, INSERT OR REPLACE would delete rows behind the back of the append-only triggers.
        connection.execute("PRAGMA recursive_triggers = ON")
        migrate(connection, where=str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _check_laid_out(connection: sqlite3.Connection, path: Path) -> int:
    number = check_version(connection, where=str(path))
    if number == 0:
        raise StoreError(
            "an empty project", where=str(path), remedy="add reports to it first: casus add PROJECT REPORT…"
        )
    return number


def _first_that_opens(path: Path, busy_seconds: float) -> sqlite3.Connection:
    base = path.resolve().as_uri()
    # "rw" although nothing is written: the last to close a WAL database must be able to fold the log into the file.
    for options in ("mode=rw", "mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"{base}?{options}", uri=True, timeout=busy_seconds, isolation_level=None)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            last = error
        else:
            return connection
    raise last
