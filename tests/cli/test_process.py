"""The command line as a process: exit codes, pipes, Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from casus.project import open_project
from tests.store.building import report

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str | Path, delay: float = 0, **environment: str) -> Popen[str]:
    """A running `casus` that reads with the toy engine."""
    clean = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "PYTHONWARNINGS")}
    return Popen(
        [sys.executable, "-m", "tests.cli.toy", *map(str, arguments)],
        cwd=ROOT,
        stdout=PIPE,
        stderr=PIPE,
        encoding="utf-8",
        env={**clean, "TOY_DELAY": str(delay), "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of thirty reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(report(number).text, encoding="utf-8")
    return folder


def test_exit_codes_say_how_it_went(reports: Path, tmp_path: Path) -> None:
    """0 for all read, 1 for something missed, 2 for a project that is not there."""
    arguments: tuple[tuple[str | Path, ...], ...] = (
        ("code", reports),
        ("code", reports, tmp_path / "gone.txt"),
        ("claims", tmp_path / "peace"),
    )
    running = [start(*some) for some in arguments]

    assert [(process.communicate(), process.returncode)[1] for process in running] == [0, 1, 2]


def test_a_reader_that_goes_away_ends_the_command_quietly(reports: Path) -> None:
    """`casus code … | head -1` leaves no complaint behind."""
    process = start("code", reports, delay=0.02)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()

    assert process.stderr.read() == ""
    assert process.wait() == 141
    process.stderr.close()


def test_ctrl_c_keeps_what_was_added_and_says_so(reports: Path, tmp_path: Path) -> None:
    """The interrupted project opens, holds whole reports only, and the same command completes it."""
    war = tmp_path / "war"
    process = start("add", war, reports, delay=0.1)
    deadline = time.monotonic() + 30
    while not (war / "casus.db").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()

    assert process.returncode == 130
    assert "Interrupted." in told
    assert "goes on where it stopped" in told
    assert "Traceback" not in told
    with open_project(war) as project:
        assert project.counts().documents < 30
    _, told = start("add", war, reports).communicate()
    with open_project(war) as project:
        assert project.counts().documents == 30


def test_an_ascii_terminal_gets_a_readable_page(reports: Path) -> None:
    """Signs and quotes that the encoding lacks are replaced, and nothing fails."""
    process = start("code", reports / "00.txt", PYTHONIOENCODING="ascii")
    page, told = process.communicate()

    assert process.returncode == 0
    assert told == ""
    assert "x RETREAT.withdraw" in page


def test_machine_formats_do_not_depend_on_the_terminal(reports: Path) -> None:
    """JSON is UTF-8 even where the terminal is not, so no letter is lost."""
    (reports / "00.txt").write_text("Général Éric: The Northern Front shelled Dorvan on Monday.", encoding="utf-8")
    lines, _ = start("code", reports / "00.txt", "--format", "jsonl", PYTHONIOENCODING="ascii").communicate()

    assert "Général Éric" in lines


def test_columns_sets_the_width_of_a_pipe(reports: Path) -> None:
    """COLUMNS wraps the page as a terminal of that width would."""
    page, _ = start("code", reports / "00.txt", COLUMNS="72").communicate()

    assert max(map(len, page.splitlines())) <= 72
