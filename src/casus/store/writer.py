"""
Append readings to a project, one transaction per report.

What is there is never written again: adding a report that the run has read changes nothing, so a command that was
killed can simply be run again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from casus.errors import FormatError, PipelineError
from casus.model.document import Document
from casus.model.reading import Reading
from casus.store.body import pack
from casus.store.clock import now
from casus.store.connect import BUSY_SECONDS, explained, open_writer, transaction
from casus.store.facts import Refused, RunFacts
from casus.store.findings import write_findings
from casus.store.happenings import text_digest


class Writer:
    """Writes the readings of one run. Use it as a context manager; leaving it without an error ends the session."""

    def __init__(self, path: Path, run: RunFacts, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._connection = open_writer(path, busy_seconds=busy_seconds)
        self.run = run
        try:
            self._run_no, self._session_no = self._start()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Writer:
        """The session has started."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; without an error the session counts as ended."""
        try:
            if kind is None:
                self._end()
        finally:
            self._connection.close()

    def has(self, document: Document) -> bool:
        """Whether this run has read the report before."""
        with explained(self._path):
            row = self._connection.execute(
                "SELECT 1 FROM reading JOIN document USING (doc_no) WHERE doc_id = ? AND run_no = ?",
                (document.doc_id, self._run_no),
            ).fetchone()
        return row is not None

    def see(self, document: Document) -> None:
        """Record where a report that is there already was seen this time; nothing if it is known from there."""
        sight = (document.doc_id, printable(document.origin), document.digest)
        with explained(self._path):
            known = self._connection.execute(
                "SELECT 1 FROM sighting JOIN document USING (doc_no) WHERE doc_id = ? AND origin = ? AND digest = ?",
                sight,
            ).fetchone()
            if known:
                return
            with transaction(self._connection):
                _write_sighting(self._connection, _document_no(self._connection, document), document)

    def add(self, reading: Reading) -> bool:
        """
        Write one reading whole; False, and nothing written, if this run's reading of the report is there.

        Raises FormatError for a text no database can hold, PipelineError for a reading that does not fit its report
        (the rest of the run can go on), StoreError if the project cannot be written to.
        """
        check_text(reading.document)
        with explained(self._path), transaction(self._connection):
            doc_no = _document_no(self._connection, reading.document)
            _write_sighting(self._connection, doc_no, reading.document)
            known = self._connection.execute(
                "SELECT 1 FROM reading WHERE doc_no = ? AND run_no = ?", (doc_no, self._run_no)
            ).fetchone()
            if not known:
                self._write(doc_no, reading)
        return not known

    def refuse(self, refused: Refused) -> None:
        """Record that a report could not be read."""
        row = (self._run_no, printable(refused.origin), refused.code, printable(refused.message))
        with explained(self._path), transaction(self._connection):
            self._connection.execute("INSERT OR IGNORE INTO refusal VALUES (?, ?, ?, ?)", row)

    def _write(self, doc_no: int, reading: Reading) -> None:
        try:
            cursor = self._connection.execute(
                "INSERT INTO reading (doc_no, run_no, body) VALUES (?, ?, ?)",
                (doc_no, self._run_no, pack(reading)),
            )
            write_findings(self._connection, reading, doc_no=doc_no, reading_no=int(cursor.lastrowid or 0))
        except (sqlite3.IntegrityError, LookupError, OverflowError) as error:
            raise PipelineError(
                f"the engine's reading does not fit the report ({error})",
                where=reading.document.origin or reading.document.doc_id,
                expected="spans inside the text, and parties that are among the actors",
                remedy="this is a fault of the engine: please report it with the text",
            ) from error

    def _start(self) -> tuple[int, int]:
        run = self.run
        with explained(self._path), transaction(self._connection):
            self._connection.execute(
                "INSERT INTO run (run_id, engine, version, settings, digests, steps) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (run.run_id, run.engine, run.version, run.settings, run.digests, run.steps),
            )
            (run_no,) = self._connection.execute("SELECT run_no FROM run WHERE run_id = ?", (run.run_id,)).fetchone()
            cursor = self._connection.execute("INSERT INTO session (run_no, started) VALUES (?, ?)", (run_no, now()))
        return int(run_no), int(cursor.lastrowid or 0)

    def _end(self) -> None:
        with explained(self._path), transaction(self._connection):
            self._connection.execute("UPDATE session SET ended = ? WHERE session_no = ?", (now(), self._session_no))
        # Fold the log into the file, so that a copy of that file alone is whole; readers at work only postpone it.
        self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def printable(name: str) -> str:
    """A file name as text: bytes of it that are no UTF-8 appear as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def check_text(document: Document) -> None:
    """Raise FormatError for a text that SQLite would cut (NUL) or that is no Unicode text (lone surrogates)."""
    where = document.origin or document.doc_id
    if "\0" in document.text:
        raise FormatError(f"NUL at character {document.text.index(chr(0))}", where=where, expected="text without NUL")
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        raise FormatError(
            f"half a character at character {error.start}", where=where, expected="Unicode text"
        ) from error


def _document_no(connection: sqlite3.Connection, document: Document) -> int:
    """The row of a report; written, with its parts, when it is new. Its first sighting settles byline and parts."""
    row = connection.execute("SELECT doc_no FROM document WHERE doc_id = ?", (document.doc_id,)).fetchone()
    if row:
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO document (doc_id, source_no, title, byline, dateline, published, published_basis, language, text, "
        "text_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.doc_id,
            _source_no(connection, document.publisher),
            document.title,
            document.byline,
            document.dateline,
            document.published.isoformat() if document.published else None,
            document.published_basis.value,
            document.language,
            document.text,
            text_digest(document.text),
        ),
    )
    doc_no = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO part VALUES (?, ?, ?, ?, ?)",
        [(doc_no, n, part.kind.value, part.span.start, part.span.end) for n, part in enumerate(document.parts)],
    )
    connection.execute(
        "INSERT INTO document_search (rowid, title, text) VALUES (?, ?, ?)", (doc_no, document.title, document.text)
    )
    return doc_no


def _source_no(connection: sqlite3.Connection, publisher: str | None) -> int | None:
    if publisher is None:
        return None
    connection.execute("INSERT INTO source (name) VALUES (?) ON CONFLICT DO NOTHING", (publisher,))
    (number,) = connection.execute("SELECT source_no FROM source WHERE name = ?", (publisher,)).fetchone()
    return int(number)


def _write_sighting(connection: sqlite3.Connection, doc_no: int, document: Document) -> None:
    connection.execute(
        "INSERT INTO sighting VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (doc_no, printable(document.origin), document.digest, document.url, document.given_id),
    )
