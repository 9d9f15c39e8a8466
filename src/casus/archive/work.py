"""One piece of work: a stage and a shard in, one file out. Any worker on any machine that sees the folder can do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec

from casus.archive.gate import Gate, shipped_gate
from casus.archive.job import Manifest, read_manifest
from casus.archive.joining import judge_part
from casus.archive.layout import Layout, write_table
from casus.archive.reading import read_texts
from casus.archive.shards import Shard
from casus.archive.tellings import tell
from casus.archive.texts import take_in
from casus.engine import build_engine
from casus.pipeline import Pipeline


class Task(msgspec.Struct, frozen=True):
    """What to do: a stage, the number of the piece, the shard where the stage reads the inputs themselves."""

    stage: str
    number: int
    shard: Shard | None = None


class Done(msgspec.Struct, frozen=True):
    """What came of a task: counts by outcome, or why it failed."""

    stage: str
    number: int
    counts: dict[str, int] = {}
    error: str | None = None


class Worker:
    """Does tasks of one archive; what takes long to open is opened once, when first needed."""

    def __init__(self, root: Path, *, threads: int = 1) -> None:
        self._layout = Layout(root)
        self._threads = threads

    @cached_property
    def manifest(self) -> Manifest:
        """How the archive is to be read."""
        return read_manifest(self._layout)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The engine."""
        return build_engine(self.manifest.choices.settings(self._threads))

    @cached_property
    def gate(self) -> Gate | None:
        """The gate, if it is wanted."""
        return shipped_gate() if self.manifest.choices.gate else None

    def do(self, task: Task) -> Done:
        """Do one task and write its file, the same bytes each time."""
        table, counts, row_groups = _STAGES[task.stage](self, task)
        write_table(self._layout.part(task.stage, task.number), table, counts, row_groups=row_groups)
        return Done(task.stage, task.number, dict(counts))

    def texts(self, task: Task) -> tuple[Any, Counter[str], int | None]:
        """Stage 1."""
        assert task.shard is not None
        return (*take_in(task.shard, self.manifest.choices.options, self.gate), None)

    def readings(self, task: Task) -> tuple[Any, Counter[str], int | None]:
        """Stage 3."""
        return (*read_texts(self._layout, task.number, self.pipeline), None)

    def tellings(self, task: Task) -> tuple[Any, Counter[str], int | None]:
        """Stage 4."""
        return (*tell(self._layout, task.number, self.manifest.run), None)

    def judged(self, task: Task) -> tuple[Any, Counter[str], int | None]:
        """Stage 6."""
        return (*judge_part(self._layout, task.number), None)


_STAGES: Final[dict[str, Callable[[Worker, Task], tuple[Any, Counter[str], int | None]]]] = {
    "texts": Worker.texts,
    "readings": Worker.readings,
    "tellings": Worker.tellings,
    "judged": Worker.judged,
}
