"""Kill whatever is at work, at any moment: after --resume nothing is lost, nothing twice, and no byte differs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from casus.archive.layout import Layout
from tests.archive.material import other, report, write_lines
from tests.archive.running import contents, read_in, start

pytest.importorskip("duckdb", reason="needs duckdb (casus[archive])")

KILLS = int(os.environ.get("CASUS_KILLS", "1"))
"""Moments at which each kind of process is killed; the full measure is 20."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input of some ten shards."""
    folder = tmp_path_factory.mktemp("archive")
    rows = [*map(report, range(60)), *map(other, range(10)), report(3)]
    return write_lines(folder / "reports.jsonl", rows)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("undisturbed") / "out"
    read_in(folder, archive)
    return contents(folder)


def _workers(driver: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(driver)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def _kill(kind: str, process: subprocess.Popen[bytes], dice: random.Random) -> None:
    if kind == "group":
        with suppress(ProcessLookupError):  # it was done before its moment came
            os.killpg(process.pid, signal.SIGKILL)
    elif kind == "driver":
        process.kill()
    elif workers := _workers(process.pid):
        with suppress(ProcessLookupError):
            os.kill(dice.choice(workers), signal.SIGKILL)


def _wait_for_work(folder: Path, process: subprocess.Popen[bytes], dice: random.Random) -> None:
    """Wait until some random number of files is there, then a random moment."""
    wanted = dice.randint(0, 30)
    while process.poll() is None and sum(1 for _ in folder.rglob("*.parquet")) < wanted:
        time.sleep(0.01)
    time.sleep(dice.random() * 0.2)


@pytest.mark.parametrize("seed", range(KILLS))
@pytest.mark.parametrize("kind", ["worker", "driver", "group"])
def test_a_killed_run_ends_as_an_undisturbed_one(
    kind: str, seed: int, archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    """Killed with SIGKILL at a random moment and gone on with, the folder has the same files with the same bytes."""
    dice = random.Random(f"{kind} {seed}")
    folder = tmp_path / "out"
    process = start(folder, archive)
    _wait_for_work(folder, process, dice)
    _kill(kind, process, dice)
    _, errors = process.communicate(timeout=240)
    if process.returncode != 0:
        begun = Layout(folder).manifest.exists()
        process = start(folder, archive, resume=begun)
        _, errors = process.communicate(timeout=240)

    assert process.returncode == 0, errors.decode()
    assert contents(folder) == undisturbed
