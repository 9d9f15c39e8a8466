from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus.errors import FormatError, PipelineError, StoreError
from casus.model.reading import Reading
from casus.model.span import Span
from casus.store.connect import open_reader, open_writer
from casus.store.content import content, content_digest, queries
from casus.store.facts import Refused, RunFacts
from casus.store.migrations import APPEND_ONLY, CHAINED, DECIDED
from casus.store.writer import Writer
from tests.store.building import document, read, report

RUN = RunFacts("toy", "1.0", '{"engine":"toy"}', "{}", "[]")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one reading and a refusal."""
    path = tmp_path_factory.mktemp("made") / "p.db"
    with Writer(path, RUN) as writer:
        writer.add(read())
        writer.refuse(Refused("b.txt", "empty", "nothing in it"))
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """The same database, open for writing."""
    connection = open_writer(path)
    yield connection
    connection.close()


def write(path: Path, readings: Sequence[Reading], run: RunFacts = RUN) -> list[bool]:
    """Add readings and say which were new."""
    with Writer(path, run) as writer:
        return [writer.add(reading) for reading in readings]


def digest(path: Path) -> str:
    """The digest of a database's content."""
    with closing(open_reader(path)) as connection:
        return content_digest(connection)


def rows(path: Path) -> list[tuple[str, tuple[str | int | float | None, ...]]]:
    """All content of a database."""
    with closing(open_reader(path)) as connection:
        return list(content(connection))


def test_the_same_report_twice_changes_nothing(path: Path) -> None:
    """A command can be repeated without thought."""
    before = digest(path)

    assert write(path, [read(), read()]) == [False, False]
    assert digest(path) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), doubled=st.integers(0, 5), cut=st.integers(0, 6))
def test_any_order_and_any_number_of_sessions_give_the_same_content(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], doubled: int, cut: int
) -> None:
    """What a project holds depends on the reports alone."""
    straight, shuffled = tmp_path_factory.mktemp("a") / "p.db", tmp_path_factory.mktemp("b") / "p.db"
    write(straight, [read(report(n)) for n in range(6)])
    write(shuffled, [read(report(n)) for n in order[:cut]])
    write(shuffled, [read(report(doubled)), *(read(report(n)) for n in order[cut:])])

    assert digest(shuffled) == digest(straight)


def test_content_lists_every_table_of_the_record(path: Path) -> None:
    """A difference anywhere is a difference in the digest."""
    assert {name for name, _ in queries()} == {*APPEND_ONLY, *CHAINED, *DECIDED, "judgement"} - {"look"}


def test_a_report_seen_in_two_places_is_one_document(path: Path) -> None:
    """Both places are kept, whichever was first."""
    write(path, [read(document(origin="copies/a.txt"))])
    found = rows(path)

    assert sum(table == "document" for table, _ in found) == 1
    assert [row[1] for table, row in found if table == "sighting"] == ["copies/a.txt", "reports/a.txt"]


def test_two_engines_share_a_claim_and_keep_their_own_findings(path: Path) -> None:
    """Claim ids do not contain the engine, so agreement can be counted."""
    write(path, [read()], replace(RUN, version="2.0"))
    tables = [table for table, _ in rows(path)]

    assert (tables.count("claim"), tables.count("run_claim"), tables.count("run")) == (3, 6, 2)


def test_claims_on_the_same_words_are_kept_apart(tmp_path: Path) -> None:
    """A claim and its denial may share trigger, type and parties."""
    reading = read()
    denial = replace(reading.claims[0], factuality="CT-", status="none")
    write(tmp_path / "p.db", [replace(reading, claims=(*reading.claims, denial))])
    found = [row for table, row in rows(tmp_path / "p.db") if table == "run_claim" and row[2] == denial.claim_id]

    assert [(row[3], row[6]) for row in found] == [(0, "CT+"), (1, "CT-")]


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        pytest.param(0, 6, "Nobody", id="other-words"),
        pytest.param(0, 5, "Rebels", id="too-short"),
        pytest.param(-1, 5, "Rebels", id="before-the-text"),
        pytest.param(100000, 100006, "Rebels", id="behind-the-text"),
        pytest.param(3, 3, "", id="no-words"),
    ],
)
def test_the_database_refuses_evidence_that_does_not_quote(
    connection: sqlite3.Connection, start: int, end: int, quote: str
) -> None:
    """Whoever writes, the words must stand in the document."""
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO evidence (doc_no, start, end, quote) VALUES (1, ?, ?, ?)", (start, end, quote))


def test_the_database_accepts_evidence_that_quotes(connection: sqlite3.Connection) -> None:
    """Offsets count characters, not bytes."""
    connection.execute("INSERT INTO evidence (doc_no, start, end, quote) VALUES (1, 0, 6, 'Rebels')")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), data=st.data())
def test_the_database_and_python_quote_alike(connection: sqlite3.Connection, text: str, data: st.DataObject) -> None:
    """For any text, exactly the words at the offsets are accepted."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    connection.execute("BEGIN")
    try:
        cursor = connection.execute(
            "INSERT INTO document (doc_id, published_basis, language, text, text_digest) "
            "VALUES ('d-x', 'none', 'en', ?, '')",
            (text,),
        )
        insert = "INSERT INTO evidence (doc_no, start, end, quote) VALUES (?, ?, ?, ?)"
        connection.execute(insert, (cursor.lastrowid, start, end, text[start:end]))
        with pytest.raises(sqlite3.IntegrityError, match="does not quote"):
            connection.execute(insert, (cursor.lastrowid, start, end + 1, text[start:end] + "\N{BLACK SQUARE}"))
    finally:
        connection.execute("ROLLBACK")


def test_offsets_count_characters_whatever_their_size(tmp_path: Path) -> None:
    """Accents, emoji and right-to-left text before a trigger do not shift it."""
    text = "Ça 🚀 النصرة. The Northern Front shelled Dorvan on Monday."

    assert write(tmp_path / "p.db", [read(text)]) == [True]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_what_is_written_stays(connection: sqlite3.Connection, table: str, verb: str) -> None:
    """No row of the record is edited or removed."""
    (column,) = connection.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE cid = 1 OR cid = 0").fetchone()
    statement = verb.format(table, column, column)

    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        connection.execute(statement)


def test_replacing_a_row_is_no_way_around(connection: sqlite3.Connection) -> None:
    """INSERT OR REPLACE deletes too."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("INSERT OR REPLACE INTO source VALUES (1, 'Other Courier')")


def test_one_live_judgement_per_pair(connection: sqlite3.Connection) -> None:
    """A judgement is withdrawn before another takes its place, and history stays."""
    insert = "INSERT INTO judgement (a, b, verdict, reasons, author, made) VALUES ('c-1', 'c-2', ?, '[]', 'me', '2031')"
    connection.execute(insert, ("same",))
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(insert, ("different",))
    with pytest.raises(sqlite3.IntegrityError, match="only be withdrawn"):
        connection.execute("UPDATE judgement SET verdict = 'unsure'")
    connection.execute("UPDATE judgement SET withdrawn = '2032'")
    connection.execute(insert, ("different",))

    assert connection.execute("SELECT count(*) FROM judgement").fetchone() == (2,)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({"trigger": Span(5, 100000)}, id="outside-the-text"),
        pytest.param({"trigger": Span(9, 9)}, id="no-words"),
        pytest.param({"certainty": 1.5}, id="certainty"),
    ],
)
def test_a_reading_that_does_not_fit_is_refused_whole(tmp_path: Path, spoil: dict[str, object]) -> None:
    """Nothing of it stays behind, and the next report is written."""
    bad = read()
    bad = replace(bad, claims=(replace(bad.claims[0], **spoil),))  # type: ignore[arg-type]
    with Writer(tmp_path / "p.db", RUN) as writer:
        with pytest.raises(PipelineError, match=r"reports/a\.txt: the engine's reading does not fit"):
            writer.add(bad)
        writer.add(read(report(1)))
    write(tmp_path / "q.db", [read(report(1))])

    assert digest(tmp_path / "p.db") == digest(tmp_path / "q.db")


@pytest.mark.parametrize(("text", "message"), [("a\0b", "NUL at character 1"), ("ab\ud800", "half a character")])
def test_text_that_no_database_can_hold_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """SQLite would cut at NUL and choke on lone surrogates."""
    bad = Reading(replace(document("x"), text=text))
    with Writer(tmp_path / "p.db", RUN) as writer, pytest.raises(FormatError, match=message):
        writer.add(bad)


def test_a_session_that_breaks_off_shows(tmp_path: Path) -> None:
    """The record says when work was interrupted, and the next session belongs to the same run."""
    with pytest.raises(KeyboardInterrupt), Writer(tmp_path / "p.db", RUN):
        raise KeyboardInterrupt
    write(tmp_path / "p.db", [])
    with closing(open_reader(tmp_path / "p.db")) as connection:
        sessions = connection.execute("SELECT run_no, ended IS NULL FROM session").fetchall()

    assert sessions == [(1, 1), (1, 0)]


def test_a_second_writer_waits_and_then_says_so(path: Path) -> None:
    """Two programs never write into each other."""
    with closing(open_writer(path)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing to it"):
            Writer(path, RUN, busy_seconds=0.05)


def test_a_full_disk_is_named(path: Path) -> None:
    """The report in work is undone and the remedy told."""
    with Writer(path, RUN) as writer:
        writer._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(StoreError, match="the disk is full; free some space"):
            all(writer.add(read(report(n))) for n in range(200))
        writer._connection.execute("PRAGMA max_page_count = 1000000")
        assert writer.add(read(report(500)))


def test_readers_see_what_was_committed_while_a_writer_works(path: Path) -> None:
    """Two readers beside an open transaction are not blocked and see no half report."""
    count = "SELECT count(*) FROM document"
    with (
        closing(open_reader(path)) as one,
        closing(open_reader(path)) as two,
        closing(open_writer(path)) as writer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(
            "INSERT INTO document (doc_id, published_basis, language, text, text_digest) "
            "VALUES ('d-x', 'none', 'en', 'x', '')"
        )
        during = [reader.execute(count).fetchone()[0] for reader in (one, two)]
        writer.execute("COMMIT")
        afterwards = [reader.execute(count).fetchone()[0] for reader in (one, two)]

    assert (during, afterwards) == ([1, 1], [2, 2])


def test_a_reader_cannot_write(path: Path) -> None:
    """Views have no way to change the record."""
    with closing(open_reader(path)) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO source (name) VALUES ('x')")
