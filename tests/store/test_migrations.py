from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casus import __version__
from casus.errors import ProjectVersionError, StoreError
from casus.store.connect import open_reader, open_writer
from casus.store.migrations import APPEND_ONLY, CHAINED, DECIDED, DERIVED, MIGRATIONS, migrate


def test_each_step_is_recorded_with_time_and_version(tmp_path: Path) -> None:
    """A database tells which casus gave it its shape."""
    with closing(open_writer(tmp_path / "p.db")) as connection:
        rows = connection.execute("SELECT number, name, applied, casus_version FROM migration").fetchall()

    assert [(number, name) for number, name, *_ in rows] == [(n, step.__name__) for n, step in MIGRATIONS]
    assert all(applied[:2] == "20" and version == __version__ for *_, applied, version in rows)


def test_opening_again_applies_nothing(tmp_path: Path) -> None:
    """Steps run once."""
    open_writer(tmp_path / "p.db").close()
    with closing(open_writer(tmp_path / "p.db")) as connection:
        assert migrate(connection, where="p.db") == ()


def test_step_numbers_grow() -> None:
    """The highest number is the newest shape."""
    numbers = [number for number, _ in MIGRATIONS]

    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("opening", [open_reader, open_writer])
def test_a_project_of_a_newer_casus_is_refused(tmp_path: Path, opening: type) -> None:
    """Neither read nor written: what is new in it would be lost or misread."""
    path = tmp_path / "p.db"
    with closing(open_writer(path)) as connection:
        connection.execute("INSERT INTO migration VALUES (999, 'later', '2040-01-01', '9.1')")

    with pytest.raises(
        ProjectVersionError, match=r"p\.db: a project made by casus 9\.1 .* install casus 9\.1 or newer"
    ):
        opening(path)


def test_a_step_that_fails_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step is applied whole or not at all, and can be tried again."""

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (x)")
        raise sqlite3.OperationalError("stopped")

    open_writer(tmp_path / "p.db").close()
    monkeypatch.setattr("casus.store.migrations.MIGRATIONS", (*MIGRATIONS, (MIGRATIONS[-1][0] + 1, half)))
    with pytest.raises(StoreError):
        open_writer(tmp_path / "p.db")
    monkeypatch.undo()
    with closing(open_writer(tmp_path / "p.db")) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}

    assert "half" not in tables


def test_every_table_is_guarded_or_guards_itself(tmp_path: Path) -> None:
    """No table is forgotten when one is added."""
    with closing(open_writer(tmp_path / "p.db")) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    plain = {name for name in tables if "_search" not in name}

    assert plain - {*APPEND_ONLY, *CHAINED, *DERIVED, *DECIDED} == {"migration", "session", "judgement"}


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"x" * 200, b"Some notes about the war.\n" * 50])
def test_a_file_that_is_no_project_is_refused(tmp_path: Path, content: bytes) -> None:
    """A report given where the project belongs is left as it is."""
    path = tmp_path / "p.db"
    path.write_bytes(content)

    with pytest.raises(StoreError, match=r"p\.db"):
        open_writer(path)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """Its tables are not touched."""
    path = tmp_path / "p.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipe (name)")
    other.close()

    with pytest.raises(StoreError, match="a SQLite database that casus did not make"):
        open_writer(path)


def project_of(path: Path, monkeypatch: pytest.MonkeyPatch, *, migrations: int, row: str) -> Path:
    """A project as it was after so many migrations, with one row in it."""
    monkeypatch.setattr("casus.store.migrations.MIGRATIONS", MIGRATIONS[:migrations])
    monkeypatch.setattr("casus.store.connect.MIGRATIONS", MIGRATIONS[:migrations])
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(row)
    monkeypatch.undo()
    return path


def test_a_project_from_before_the_chain_of_sources_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sources stay, with nothing known of what came later, and new tables are guarded like the others."""
    row = "INSERT INTO claim_attribution VALUES (1, 0, NULL, NULL, NULL, 'asserts')"
    path = project_of(tmp_path / "p.db", monkeypatch, migrations=3, row=row)

    with closing(open_writer(path)) as connection:
        found = connection.execute(
            "SELECT stance, part, naming, is_party, speech, said FROM claim_attribution"
        ).fetchone()
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO claim_carrier VALUES (1, 0, 'wire', 'Reuters', NULL)")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("UPDATE claim_carrier SET name = 'AP'")

    assert tuple(found) == ("asserts", "", "", None, "", None)


def test_numbers_from_before_they_told_whom_they_count_are_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stay as they are, with nothing known of what came later."""
    row = "INSERT INTO claim_quantity VALUES (1, 0, 'killed', 1, 4, 4, NULL)"
    path = project_of(tmp_path / "p.db", monkeypatch, migrations=4, row=row)

    with closing(open_writer(path)) as connection:
        found = connection.execute(
            "SELECT role, low, best, high, unit, actor_no, noun, part_of, is_total, total_cue FROM claim_quantity"
        ).fetchone()

    assert tuple(found) == ("killed", 4, 4, None, "", None, None, None, None, None)
