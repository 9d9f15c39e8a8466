"""Progress of long work, on stderr and only where someone watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from casus.cli import words
from casus.cli.console import Screen


class Step(Protocol):
    """Called after each piece of work: how many are done and what the last one was."""

    def __call__(self, done: int, label: str = "", *, total: int | None = None) -> None: ...


@contextmanager
def progress(screen: Screen, what: str, *, wanted: bool = True) -> Iterator[Step]:
    """A bar for the work inside; nothing at all when stderr is no terminal or it is not `wanted`."""
    bar = Progress(
        TextColumn(what),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[label]}", style="dim"),
        console=screen.err,
        transient=True,
        disable=not (wanted and screen.err.is_terminal),
    )
    with bar:
        task = bar.add_task(what, total=None, label="", count="")

        def step(done: int, label: str = "", *, total: int | None = None) -> None:
            count = f"{done} of {total}" if total else words.count(done, "report")
            bar.update(task, completed=done, total=total, count=count, label=words.clean(label)[-40:])

        yield step
