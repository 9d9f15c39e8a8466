"""Run archives in tests."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from casus.archive.job import Choices
from casus.archive.layout import Layout
from casus.archive.local import LocalRunner
from casus.archive.run import Runner, prepare, read_archive
from casus.archive.work import Task, Worker
from casus.archive.worker import attempt

COMMAND = (sys.executable, "-c", "from casus.cli import main; main()", "archive", "read")
RULES = Choices(engine="rules", shard_bytes=4_000)


class InProcess:
    """A runner without processes, for what does not depend on them."""

    def __init__(self, root: Path) -> None:
        self._worker = Worker(root)

    def run(self, tasks):  # type: ignore[no-untyped-def]
        """Do tasks one after the other."""
        for task in tasks:
            yield attempt(self._worker, task)


def read_in(folder: Path, *inputs: Path, choices: Choices = RULES, resume: bool = False) -> Layout:
    """Read inputs into a folder, in this process."""
    layout = Layout(folder)
    prepare([str(path) for path in inputs], layout, choices, resume=resume)
    runner: Runner = InProcess(folder)
    read_archive(layout, runner)
    return layout


def read_with_workers(folder: Path, *inputs: Path, workers: int = 2) -> Layout:
    """Read inputs into a folder with worker processes."""
    layout = Layout(folder)
    prepare([str(path) for path in inputs], layout, RULES, resume=False)
    with LocalRunner(folder, workers) as runner:
        read_archive(layout, runner)
    return layout


def start(folder: Path, *inputs: Path, resume: bool = False) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own."""
    words = [*COMMAND, *map(str, inputs), "--out", str(folder), "--engine", "rules", "--shard-size", "0.004"]
    words += ["--workers", "2", *(["--resume"] if resume else [])]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(words, start_new_session=True, env={**os.environ}, **quiet)  # type: ignore[call-overload, no-any-return]


def contents(folder: Path) -> dict[str, str]:
    """Every file of an archive and its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(path: Path) -> list[dict[str, object]]:
    """The rows of a Parquet file."""
    import pyarrow.parquet

    return list(pyarrow.parquet.read_table(path).to_pylist())


def all_rows(layout: Layout, stage: str) -> list[dict[str, object]]:
    """The rows of all files of a stage."""
    return [row for path in layout.parts(stage) for row in rows(path)]


__all__ = ["Task", "all_rows", "contents", "read_in", "read_with_workers", "rows", "start"]
