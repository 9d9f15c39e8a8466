from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from casus.errors import FormatError, InputError, ProjectVersionError, ResourceError, StoreError
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.project import Progress, open_project
from casus.readers import Refusal, RefusalCode
from casus.store.migrations import MIGRATIONS
from casus.store.rows import Filter
from tests.store.building import document, pipeline, report

ROOT: Final = Path(__file__).resolve().parents[1]
EMPTY: Final = Refusal("b.txt", RefusalCode.EMPTY, FormatError("nothing in it", where="b.txt"))


class Choosy:
    """A step that fails on some reports."""

    name: Final = "choosy"
    needs: Final[frozenset[str]] = frozenset()
    gives: Final[frozenset[str]] = frozenset()

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, reading: Reading) -> Reading:
        """Fail on report 2."""
        if reading.document.text.startswith("Report 2."):
            raise self.error
        return reading


class Together(Choosy):
    """The same, for many reports at once."""

    def many(self, readings: Sequence[Reading]) -> list[Reading]:
        """Fail if report 2 is among them."""
        return [self(reading) for reading in readings]


def failing(step: Choosy) -> Pipeline:
    """An engine with such a step in front."""
    return replace(pipeline(), steps=(step, *pipeline().steps))


def test_a_folder_becomes_a_project(tmp_path: Path) -> None:
    """Settings and record lie side by side, and the project opens again."""
    with open_project(tmp_path / "war", create=True) as project:
        project.add([document()], pipeline=pipeline())
    with open_project(tmp_path / "war") as project:
        assert project.counts().documents == 1
    assert {"casus.toml", "casus.db"} <= {entry.name for entry in (tmp_path / "war").iterdir()}


def test_a_single_file_can_be_a_project(tmp_path: Path) -> None:
    """For those who send one around."""
    with open_project(tmp_path / "war.casus", create=True) as project:
        project.add([document()], pipeline=pipeline())
    with open_project(tmp_path / "war.casus") as project:
        assert len(project.claims()) == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["war.casus"]


def test_a_summary_counts_read_added_known_and_refused(tmp_path: Path) -> None:
    """Nothing that was given goes unaccounted."""
    seen: list[Progress] = []
    with open_project(tmp_path / "p", create=True) as project:
        project.add([report(1)], pipeline=pipeline())
        summary = project.add([report(1), EMPTY, report(2), report(2)], pipeline=pipeline(), on_progress=seen.append)

    assert (summary.read, summary.added, summary.already, summary.claims, summary.states) == (3, 1, 2, 2, 1)
    assert [(refused.origin, refused.code, refused.message) for refused in summary.refused] == [
        ("b.txt", "empty", "b.txt: nothing in it")
    ]
    assert [(step.outcome, step.done) for step in seen] == [
        ("already", 1),
        ("refused", 2),
        ("added", 3),
        ("already", 4),
    ]


@pytest.mark.parametrize("kind", [Choosy, Together])
def test_a_report_the_engine_fails_on_is_refused_and_the_rest_goes_on(tmp_path: Path, kind: type[Choosy]) -> None:
    """One by one or many together: only the bad report is missing, and the reason is kept."""
    engine = failing(kind(ZeroDivisionError("no verbs")))
    with open_project(tmp_path / "p", create=True) as project:
        summary = project.add(map(report, range(5)), pipeline=engine)
        project.add(map(report, range(5)), pipeline=engine)
        (run,) = project.runs()

    assert (summary.added, [refused.origin for refused in summary.refused]) == (4, ["reports/2.txt"])
    assert "the engine failed (ZeroDivisionError: no verbs)" in summary.refused[0].message
    assert (run.readings, run.refusals) == (4, 1)


def test_an_engine_without_its_data_ends_the_run(tmp_path: Path) -> None:
    """Refusing every single report for that would bury the cause."""
    with open_project(tmp_path / "p", create=True) as project, pytest.raises(ResourceError, match="weights are gone"):
        project.add(map(report, range(5)), pipeline=failing(Choosy(ResourceError("weights are gone"))))


def test_an_interrupted_run_keeps_what_was_read(tmp_path: Path) -> None:
    """Ctrl-C loses at most the report in work, and the same command completes it."""
    with open_project(tmp_path / "p", create=True) as project:
        with pytest.raises(KeyboardInterrupt):
            project.add(map(report, range(5)), pipeline=failing(Choosy(KeyboardInterrupt())))  # type: ignore[arg-type]
        kept = project.counts().documents
        summary = project.add(map(report, range(5)), pipeline=failing(Choosy(ValueError("unused"))))

    assert (kept, summary.already, summary.added) == (2, 2, 2)


def test_another_version_of_an_engine_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new run adds its findings; what the older one said stays."""
    with open_project(tmp_path / "p", create=True) as project:
        old = project.add([document()], pipeline=pipeline())
        monkeypatch.setattr("casus.project.__version__", "99.0")
        new = project.add([document()], pipeline=pipeline(certainty=0.5))

        assert new.added == 1
        assert [claim.certainty for claim in project.claims()] == [0.5, 0.5]
        assert [claim.certainty for claim in project.claims(Filter(run=old.run_id))] == [0.75, 0.75]


def test_reading_a_project_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nothing is made by asking."""
    with pytest.raises(StoreError, match="war: no project there; make one: casus add"):
        open_project(tmp_path / "war")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_reports_is_not_taken_for_a_project(tmp_path: Path) -> None:
    """Project and report mixed up on the command line do no harm."""
    (tmp_path / "a.txt").write_text("A report.", "utf-8")

    with pytest.raises(StoreError, match=r"a folder that is no casus project; expected .* empty or new"):
        open_project(tmp_path, create=True)
    with pytest.raises(StoreError, match=r"a\.txt: not a casus project"):
        open_project(tmp_path / "a.txt", create=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A file is in the way."""
    (tmp_path / "file").write_text("x", "utf-8")

    with pytest.raises(StoreError, match="the project cannot be made"):
        open_project(tmp_path / "file" / "war", create=True)


@pytest.mark.parametrize("create", [True, False])
def test_a_path_that_cannot_be_looked_at_is_an_error(tmp_path: Path, create: bool) -> None:
    """Whatever the system says against it is told."""
    with pytest.raises(StoreError, match="cannot be looked at"):
        open_project(tmp_path / ("x" * 5000), create=create)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_the_right_to_write_is_an_error(tmp_path: Path) -> None:
    """The remedy is told; reading a project there still works."""
    with open_project(tmp_path / "war", create=True) as project:
        project.add([document()], pipeline=pipeline())
    (tmp_path / "war" / "casus.db").chmod(0o444)
    (tmp_path / "war").chmod(0o555)
    try:
        with open_project(tmp_path / "war") as project:
            assert project.counts().documents == 1
            with pytest.raises(StoreError, match="make the file and its folder writable"):
                project.add([report(1)], pipeline=pipeline())
    finally:
        (tmp_path / "war").chmod(0o755)


def test_a_project_of_a_newer_casus_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is neither read nor touched."""
    open_project(tmp_path / "war", create=True).close()
    monkeypatch.setattr("casus.store.migrations.MIGRATIONS", ((0, print),))

    with pytest.raises(ProjectVersionError, match="made by casus"):
        open_project(tmp_path / "war")


def test_a_project_of_an_older_casus_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening it for reading is enough, and its reports are still there."""

    def widen(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE run ADD COLUMN host TEXT")

    with open_project(tmp_path / "war", create=True) as project:
        project.add([document()], pipeline=pipeline())
    for module in ("migrations", "connect"):
        monkeypatch.setattr(f"casus.store.{module}.MIGRATIONS", (*MIGRATIONS, (99, widen)))
    with open_project(tmp_path / "war") as project:
        assert len(project.claims()) == 2
    with closing(sqlite3.connect(tmp_path / "war" / "casus.db")) as connection:
        assert connection.execute("SELECT host FROM run").fetchall() == [(None,)]


@pytest.mark.parametrize("leftover", ["casus.toml", "casus.db"])
def test_a_project_killed_while_being_made_can_be_made_again(tmp_path: Path, leftover: str) -> None:
    """Half a project is no obstacle, and no project either."""
    (tmp_path / "war").mkdir()
    (tmp_path / "war" / leftover).touch()

    with pytest.raises(StoreError, match=r"no casus project|an empty project"):
        open_project(tmp_path / "war")
    with open_project(tmp_path / "war", create=True) as project:
        assert project.add([document()], pipeline=pipeline()).added == 1


def test_settings_of_a_project_are_read(tmp_path: Path) -> None:
    """Paths start from the project's folder."""
    open_project(tmp_path / "war", create=True).close()
    (tmp_path / "war" / "casus.toml").write_text('engine = "toy"\nplaces = "mine.tsv"\n', "utf-8")
    with open_project(tmp_path / "war") as project:
        assert (project.settings.engine, project.settings.places) == ("toy", tmp_path / "war" / "mine.tsv")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        pytest.param("engin = 'toy'", "setting 'engin' is not known", id="unknown"),
        pytest.param(
            "threads = 'two'", "setting 'threads' is 'two'; expected a whole number, as threads = 2", id="type"
        ),
        pytest.param("engine =", "not readable as TOML", id="broken"),
    ],
)
def test_a_wrong_setting_is_an_error(tmp_path: Path, toml: str, message: str) -> None:
    """A slip of the pen is told, not ignored."""
    open_project(tmp_path / "war", create=True).close()
    (tmp_path / "war" / "casus.toml").write_text(toml, "utf-8")

    with pytest.raises(InputError, match=message):
        open_project(tmp_path / "war")


ADDING: Final = """
import sys, time
from tests.store.building import pipeline, report
from casus.project import open_project

def reports():
    for number in range(60):
        yield report(number)
        time.sleep(0.004)

with open_project(sys.argv[1], create=True) as project:
    project.add(reports(), pipeline=pipeline(), on_progress=lambda step: print(step.done, flush=True))
"""


def test_a_killed_run_repeated_equals_an_undisturbed_one(tmp_path: Path) -> None:
    """Killed at any moment (kill -9), a run loses at most the report in work; the same command completes the rest."""
    random_ = random.Random()
    for attempt in range(3):
        process = _adding(tmp_path / f"killed{attempt}")
        assert process.stdout is not None
        for _ in range(random_.randint(0, 50)):
            process.stdout.readline()
        time.sleep(random_.random() / 50)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    whole = _undisturbed(tmp_path / "whole", [report(n) for n in range(60)])
    for attempt in range(3):
        with open_project(tmp_path / f"killed{attempt}", create=True) as project:
            summary = project.add(map(report, range(60)), pipeline=pipeline())

            assert summary.added + summary.already == 60
            assert project.content_digest() == whole


def test_two_programs_adding_at_once_do_no_harm(tmp_path: Path) -> None:
    """They take turns report by report, and nothing is there twice."""
    both = [_adding(tmp_path / "war") for _ in range(2)]
    for process in both:
        process.communicate()
    with open_project(tmp_path / "war") as project:
        digest = project.content_digest()

    assert [process.returncode for process in both] == [0, 0]
    assert digest == _undisturbed(tmp_path / "alone", [report(n) for n in range(60)])


def _undisturbed(path: Path, documents: Sequence[Document]) -> str:
    with open_project(path, create=True) as project:
        project.add(documents, pipeline=pipeline())
        return project.content_digest()


def _adding(path: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(path)], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
