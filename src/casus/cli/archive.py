"""`casus archive`: read archives, keep them as Parquet, ask them, load them into a project."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from casus.beliefs.numbers import Rule
from casus.cli import add as adding
from casus.cli import briefing, flat, words
from casus.cli import export as exporting
from casus.cli.console import screen
from casus.cli.guard import OK, SOME_INPUT
from casus.cli.narrowing import narrowed
from casus.cli.options import (
    OUTPUT,
    READING,
    ActorName,
    Actors,
    Engine,
    Json,
    Map,
    PlaceName,
    Places,
    Published,
    Reader,
    most,
)
from casus.cli.progress import progress
from casus.cli.query import USUAL, Limit
from casus.cli.usage import add as register
from casus.cli.usage import group
from casus.store.rows import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections import Counter

    from casus.archive.query import Answer
    from casus.archive.run import OpenRunner, Step
    from casus.cli.progress import Step as Told

SAFE = "What is done is whole. The same command with --resume goes on where it stopped."
RUNNING = "How to run"


class RunnerName(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files and folders: JSON Lines, Parquet, WARC, WACZ, feeds, CSV, text, HTML, also gzipped.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the archive.", show_default=False)]
Archive = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the archive.", show_default=False)]
Project = Annotated[Path, typer.Argument(metavar="PROJECT", help="Folder of the project.", show_default=False)]
Sql = Annotated[
    str, typer.Option("--sql", metavar="SQL", help="The question.", rich_help_panel=OUTPUT, show_default=False)
]
Where = Annotated[
    RunnerName, typer.Option("--runner", help="local: processes here; ray: a Ray cluster.", rich_help_panel=RUNNING)
]
Workers = Annotated[
    int, typer.Option("--workers", min=0, metavar="N", help="Workers; 0: one a core.", rich_help_panel=RUNNING)
]
Gpus = Annotated[
    float,
    typer.Option(
        "--gpus-per-worker",
        min=0.0,
        metavar="SHARE",
        help="Ray: share of a GPU that each worker reserves, for engines that use one.",
        rich_help_panel=RUNNING,
    ),
]
FormatName = Annotated[
    str, typer.Option("--format", metavar="NAME", help="The format: see casus export --list.", rich_help_panel=OUTPUT)
]
ExportTo = Annotated[
    Path, typer.Option("--out", metavar="FILE", help=exporting.FILES, rich_help_panel=OUTPUT, show_default=False)
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

app = group(
    """Read archives: millions of reports, on one machine or many.

    [dim]$[/dim] casus archive read news/*.warc.gz --out decade
    [dim]$[/dim] casus archive status decade
    [dim]$[/dim] casus archive events decade --place Koravets --from 2024-05-13
    [dim]$[/dim] casus archive load decade war
    """
)


def read(
    inputs: Inputs,
    out: Out,
    runner: Where = RunnerName.LOCAL,
    workers: Workers = 0,
    gpus: Gpus = 0.0,
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
    with _runner(runner, layout.root, workers, gpus) as at_work, progress(view, "reading") as step:
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
        view.write(f"{line.stage}\t{line.done}/{'?' if line.total is None else line.total}\n")
    for line_of_words in told(total(layout)):
        view.say(line_of_words)
    return OK


def load(archive: Archive, project: Project) -> int:
    """Bring the claims of an archive into a project, which is made if it is not there, and merge them.

    [dim]$[/dim] casus archive load decade war
    """
    from casus.archive.layout import Layout
    from casus.archive.load import load as load_archive

    view = screen()
    with progress(view, "loading") as step:
        loaded = load_archive(Layout(archive), project, lambda done, total: step(done, total=total))
    found = f"{words.count(loaded.claims, 'claim')}, {words.count(loaded.states, 'state')}"
    view.say(f"{loaded.added} added ({found}), {loaded.already} already there; {loaded.refused} not read.")
    view.say(f"Next: casus events {words.clean(str(project))}", style="dim")
    return OK


def query(archive: Archive, sql: Sql, json: Json = False) -> int:
    """Ask an archive in SQL, through DuckDB: reports, claims, states, copies, refused, dropped.

    [dim]$[/dim] casus archive query decade --sql "SELECT type, count(*) FROM claims GROUP BY type"
    """
    from casus.archive import query as asking
    from casus.archive.layout import Layout

    return _show(asking.ask(Layout(archive), sql), json=json)


@narrowed()
def claims(archive: Archive, wanted: Filter, limit: Limit = None, json: Json = False) -> int:
    """List claims of an archive.

    [dim]$[/dim] casus archive claims decade --place Koravets --from 2024-05-14
    """
    from casus.archive import query as asking
    from casus.archive.layout import Layout

    limit = most(limit, USUAL, json=json)
    found = asking.claims(Layout(archive), replace(wanted, limit=limit + 1 if limit else None))
    return _show(found, json=json, limit=limit)


@narrowed()
def events(archive: Archive, wanted: Filter, limit: Limit = None, json: Json = False) -> int:
    """List events of an archive, merged over all its reports.

    [dim]$[/dim] casus archive events decade --type ASSAULT --place Koravets
    """
    from casus.archive import query as asking
    from casus.archive.layout import Layout

    limit = most(limit, USUAL, json=json)
    found = asking.events(Layout(archive), replace(wanted, limit=limit + 1 if limit else None))
    return _show(found, json=json, limit=limit)


def situation(
    archive: Archive,
    at: briefing.At = None,
    place: PlaceName = None,
    actor: ActorName = None,
    days: briefing.Days = 7,
    limit: briefing.Most = None,
    rule: briefing.ByRule = Rule.LATEST_NAMED_SOURCE,
    json: briefing.OneObject = False,
) -> int:
    """Tell the situation on a day, from the reports of an archive that bear on a place or an actor.

    [dim]$[/dim] casus archive situation decade --place Koravets --at 2024-05-14
    """
    from casus.archive.layout import Layout
    from casus.archive.selection import selected
    from casus.briefs import asking

    view = screen()
    with selected(Layout(archive), Filter(actor, place)) as record:
        asked = asking.Wanted(place, actor, most(limit, briefing.USUAL, json=json), days, rule)
        paper = asking.situation(record, at, wanted=asked)
    return briefing.show(paper, view, json=json)


@narrowed()
def export(
    archive: Archive,
    format_name: FormatName,
    out: ExportTo,
    wanted: Filter = EVERYTHING,
) -> int:
    """Write what the filters keep of an archive in a format that other tools read.

    [dim]$[/dim] casus archive export decade --place Koravets --format acled --out koravets.csv
    """
    from casus.archive.layout import Layout
    from casus.archive.selection import selected
    from casus.exports.run import export as write
    from casus.exports.run import find

    find(format_name)
    with selected(Layout(archive), wanted) as record:
        summary = write(record, format_name, out, wanted, name=archive.name or str(archive))
    exporting.say(screen(), summary)
    return OK


def _show(answer: Answer, *, json: bool, limit: int = 0) -> int:
    """Rows, at most `limit` (0: all), as JSON Lines, as a table for a person, else as TSV with a line of names."""
    view = screen()
    rows = iter(answer.rows)
    shown = islice(rows, limit or None)
    if view.watched and not json:
        lines = [_cells(row) for row in shown]
        number = len(lines)
        view.show(_table(answer.columns, lines))
    else:
        view.data()
        view.write("" if json else flat.tab_line(answer.columns))
        number = 0
        for row in shown:
            view.write(flat.json_line(answer.record(row)) if json else flat.tab_line(_cells(row)))
            number += 1
    more = " (there are more: --limit 0 shows all)" if next(rows, None) is not None else ""
    view.say(f"{words.count(number, 'row')}{more}", style="dim")
    return OK


def _cells(row: tuple[object, ...]) -> tuple[str, ...]:
    from casus.archive.query import cell

    return tuple(words.clean(cell(value)) for value in row)


def _table(columns: tuple[str, ...], lines: list[tuple[str, ...]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name.upper(), overflow="fold")
    for line in lines:
        table.add_row(*line)
    return table


def _runner(name: RunnerName, root: Path, workers: int, gpus: float) -> OpenRunner:
    if name is RunnerName.RAY:
        from casus.archive.cluster import RayRunner

        return RayRunner(root, workers, gpus=gpus)
    from casus.archive.local import LocalRunner

    return LocalRunner(root, workers or os.cpu_count() or 1)


def _tell(step: Told, now: Step) -> None:
    step(now.done, now.stage, total=now.total)


def told(counts: Counter[str]) -> list[str]:
    """The counts in words, a line for each thing worth knowing."""
    refused = _by_reason(counts, "texts.refused.")
    found = counts["texts.kept"] + counts["texts.dropped"] + counts["texts.refused"]
    copies = counts["copies.near"] + counts["copies.exact"] + counts["copies.twice"]
    kept, dropped, missed = (counts[f"texts.{outcome}"] for outcome in ("kept", "dropped", "refused"))
    read = words.count(counts["readings.read"], "report")
    found_claims, states = (
        words.count(counts["readings.claims"], "claim"),
        words.count(counts["readings.states"], "state"),
    )
    tellings, merged = (
        words.count(counts["tellings.tellings"], "telling"),
        words.count(counts["events.events"], "event"),
    )
    why = f" ({refused})" if refused else ""
    return [
        f"{words.count(found, 'report')} found: {kept} kept, {dropped} not about conflict, {missed} not read{why}",
        f"{words.count(copies, 'report')} left out that repeat another",
        f"{read} read: {found_claims}, {states}; {counts['readings.failed']} failed",
        f"{tellings}, {counts['events.merged']} of them in {merged} that several tell of",
    ]


def _by_reason(counts: Counter[str], prefix: str) -> str:
    some = {name.removeprefix(prefix): number for name, number in counts.items() if name.startswith(prefix)}
    return ", ".join(f"{number} {name}" for name, number in sorted(some.items()))


def failures(counts: Counter[str]) -> int:
    """How many were meant to be read and could not be."""
    return counts["texts.refused"] - counts["texts.refused.skipped"] + counts["readings.failed"]


register(app, "read", read, safe=SAFE)
register(app, "status", status)
register(app, "load", load, safe=adding.SAFE)
register(app, "query", query)
register(app, "claims", claims)
register(app, "events", events)
register(app, "situation", situation)
register(app, "export", export, safe=exporting.SAFE)
