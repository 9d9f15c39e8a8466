"""`casus archive`: read archives, keep them as Parquet, ask them, load them into a project."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casus.cli import words
from casus.cli.console import screen
from casus.cli.guard import OK, SOME_INPUT, guarded
from casus.cli.options import READING, Actors, Engine, Map, Places, Published, Reader
from casus.cli.progress import progress

if TYPE_CHECKING:
    from collections import Counter

    from casus.archive.run import Runner, Step

SAFE = "What is done is whole. The same command with --resume goes on where it stopped."
RUNNING = "How to run"


class RunnerName(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="Files and folders: JSON Lines, Parquet, WARC, WACZ, feeds, CSV, text, HTML, also gzipped.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the archive.", show_default=False)]
Archive = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the archive.", show_default=False)]
Project = Annotated[Path, typer.Argument(metavar="PROJECT", help="Folder of the project.", show_default=False)]
Where = Annotated[
    RunnerName, typer.Option("--runner", help="local: processes here; ray: a Ray cluster.", rich_help_panel=RUNNING)
]
Workers = Annotated[
    int, typer.Option("--workers", min=0, metavar="N", help="Workers; 0: one a core.", rich_help_panel=RUNNING)
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what is in DIR.", rich_help_panel=RUNNING)]
Size = Annotated[
    float, typer.Option("--shard-size", min=0.001, metavar="MB", help="Text in one shard.", rich_help_panel=RUNNING)
]
NoGate = Annotated[
    bool, typer.Option("--no-gate", help="Read everything, whatever it is about.", rich_help_panel=READING)
]
KeepCopies = Annotated[
    bool, typer.Option("--copies", help="Read reports that repeat others, too.", rich_help_panel=READING)
]

app = typer.Typer(
    help="Read archives: millions of reports, on one machine or many.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def read(
    inputs: Inputs,
    out: Out,
    runner: Where = RunnerName.LOCAL,
    workers: Workers = 0,
    resume: Resume = False,
    no_gate: NoGate = False,
    copies: KeepCopies = False,
    shard_size: Size = 1.0,
    published: Published = None,
    engine: Engine = None,
    mapping: Map = None,
    reader: Reader = None,
    places: Places = None,
    actors: Actors = None,
) -> int:
    """Read an archive and keep what it says in a folder of Parquet files.

    Stopped however, the same command with --resume goes on; the result is the same to the byte.

    [dim]$[/dim] casus archive read news/*.warc.gz --out decade --workers 8
    [dim]$[/dim] casus archive read news/*.warc.gz --out decade --workers 8 --resume
    """
    from casus.archive.job import Choices
    from casus.archive.layout import Layout
    from casus.archive.run import prepare, read_archive
    from casus.archive.shards import MEGABYTE
    from casus.cli.options import read_options

    view = screen()
    layout = Layout(out)
    choices = Choices(
        engine=engine or "default",
        published=published,
        mapping=read_options(published, mapping, reader).mapping,
        reader=reader,
        places=str(places) if places else None,
        actors=str(actors) if actors else None,
        gate=not no_gate,
        copies=copies,
        shard_bytes=int(shard_size * MEGABYTE),
    )
    prepare(inputs, layout, choices, resume=resume)
    with _runner(runner, layout.root, workers) as at_work, progress(view, "reading") as step:
        counts = read_archive(layout, at_work, lambda now: _tell(step, now))
    for line in told(counts):
        view.say(line)
    view.say(f"Next: casus archive load {words.clean(str(out))} PROJECT", style="dim")
    return SOME_INPUT if failures(counts) else OK


def status(archive: Archive) -> int:
    """Say how far the reading of an archive is, and what was found, refused and dropped.

    [dim]$[/dim] casus archive status decade
    """
    from casus.archive.layout import Layout
    from casus.archive.status import stages, total

    view = screen()
    layout = Layout(archive)
    for line in stages(layout):
        view.write(f"{line.stage}\t{line.done}/{line.total}\n")
    for line_of_words in told(total(layout)):
        view.say(line_of_words)
    return OK


def _runner(name: RunnerName, root: Path, workers: int) -> Runner:  # type: ignore[misc]
    if name is RunnerName.RAY:
        from casus.archive.cluster import RayRunner

        return RayRunner(root, workers)
    from casus.archive.local import LocalRunner

    return LocalRunner(root, workers or os.cpu_count() or 1)


def _tell(step: object, now: Step) -> None:
    step(now.done, now.stage, total=now.total)  # type: ignore[operator]


def told(counts: Counter[str]) -> list[str]:
    """The counts in words, a line for each thing worth knowing."""
    refused = _by_reason(counts, "texts.refused.")
    found = counts["texts.kept"] + counts["texts.dropped"] + counts["texts.refused"]
    copies = counts["copies.near"] + counts["copies.exact"] + counts["copies.twice"]
    lines = [
        f"{words.count(found, 'report')} found: {counts['texts.kept']} kept, {counts['texts.dropped']} not about "
        f"conflict, {counts['texts.refused']} not read" + (f" ({refused})" if refused else ""),
        f"{words.count(copies, 'report')} left out that repeat another",
        f"{words.count(counts['readings.read'], 'report')} read: {words.count(counts['readings.claims'], 'claim')}, "
        f"{words.count(counts['readings.states'], 'state')}; {counts['readings.failed']} failed",
        f"{words.count(counts['tellings.tellings'], 'telling')}, {counts['events.merged']} of them in "
        f"{words.count(counts['events.events'], 'event')} that several tell of",
    ]
    return lines


def _by_reason(counts: Counter[str], prefix: str) -> str:
    some = {name.removeprefix(prefix): number for name, number in counts.items() if name.startswith(prefix)}
    return ", ".join(f"{number} {name}" for name, number in sorted(some.items()))


def failures(counts: Counter[str]) -> int:
    """How many were meant to be read and could not be."""
    return counts["texts.refused"] - counts["texts.refused.skipped"] + counts["readings.failed"]


app.command("read")(guarded(read, safe=SAFE))
app.command("status")(guarded(status))
