"""`casus export`: a project in the formats of the field."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from casus.cli import words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.narrowing import narrowed
from casus.cli.options import OUTPUT
from casus.errors import InputError
from casus.store.rows import EVERYTHING, Filter

if TYPE_CHECKING:
    from casus.exports.run import Summary

SAFE = "Nothing was written: an export is moved into place when it is whole."

FILES = "The file to write. Beside it: what was dropped, and what the export is about."

MaybeProject = Annotated[
    Path | None, typer.Argument(metavar="PROJECT", help="Folder of the project.", show_default=False)
]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="NAME", help="The format; see --list.", rich_help_panel=OUTPUT, show_default=False
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=FILES,
        rich_help_panel=OUTPUT,
        show_default=False,
    ),
]
Listed = Annotated[bool, typer.Option("--list", help="Explain each format and stop.", rich_help_panel=OUTPUT)]


@narrowed()
def command(
    project: MaybeProject = None,
    format_name: FormatName = None,
    out: Out = None,
    wanted: Filter = EVERYTHING,
    listed: Listed = False,
) -> int:
    """Write a project, or what the filters keep of it, in a format that other tools read.

    [dim]$[/dim] casus export --list
    [dim]$[/dim] casus export war --format acled --out war.csv
    [dim]$[/dim] casus export war --format geojson --from 2024-05-13 --type ASSAULT --out week.geojson
    """
    view = screen()
    if listed:
        _list(view)
        return OK
    if project is None or format_name is None or out is None:
        raise InputError(
            "the export is not fully told",
            expected="a project, --format and --out",
            remedy="as in: casus export war --format acled --out war.csv; casus export --list explains the formats",
        )
    from casus.exports.run import export, find
    from casus.project import open_project

    find(format_name)
    with open_project(project) as record:
        summary = export(record, format_name, out, wanted, name=project.name or str(project))
    say(view, summary)
    return OK


def _list(view: Screen) -> None:
    from casus.exports.run import formats

    if not view.watched:
        view.data()
        for one in formats().values():
            view.write("\t".join((one.name, one.suffix, one.extra or "", one.summary, one.loses)) + "\n")
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("FORMAT", no_wrap=True)
    grid.add_column("WHAT IT IS", ratio=3, overflow="fold")
    grid.add_column("WHAT IT CANNOT HOLD", ratio=2, overflow="fold")
    for one in formats().values():
        needs = f" (needs casus[{one.extra}])" if one.extra else ""
        grid.add_row(one.name, one.summary + needs, one.loses or "–")
    view.show(grid)


def say(view: Screen, summary: Summary) -> None:
    """What was written, and what was left out and why."""
    view.say(f"{words.count(summary.rows, 'row')} written to {summary.files[0]}")
    if dropped := summary.tally.dropped:
        reasons = Counter(one.reason for one in dropped).most_common()
        told = ", ".join(f"{reason} {number}" for reason, number in reasons)
        view.say(f"{len(dropped)} left out ({told}): see {_file(summary, '.dropped.csv')}", style="dim")
    view.say(f"Filter, version, runs and citation: {_file(summary, '.about.json')}", style="dim")


def _file(summary: Summary, ending: str) -> Path:
    return next(path for path in summary.files if path.name.endswith(ending))
