"""`casus demo`: the whole way at once, on reports about an invented conflict that ship with casus."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer
from rich.text import Text

from casus.cli import add, code, query, show
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.listing import SHORT_ID
from casus.errors import InputError
from casus.resources.load import resource
from casus.store.rows import EventRow

Keep = Annotated[
    Path | None,
    typer.Option("--keep", metavar="DIR", help="Leave reports and project in this new folder.", show_default=False),
]

SETTINGS: Final = 'places = "../places.tsv"\nactors = "../actors.toml"\n'
PROJECT: Final = Path("war")
REPORTS: Final = Path("reports")
PIPE_WIDTH: Final = "100"
"""Columns of the demo where no terminal sets them: it is for people even in a pipe."""


def command(keep: Keep = None) -> int:
    """Read a small invented conflict, told by three outlets over five days, and show what casus makes of it.

    [dim]$[/dim] casus demo
    [dim]$[/dim] casus demo --keep tryout
    """
    with _folder(keep) as folder, _width():
        unpack(folder)
        with chdir(folder):
            _walk(screen())
    _next(screen(), keep)
    return OK


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder to work in: the one to keep, which must hold nothing else, or one that goes away."""
    if keep is None:
        with TemporaryDirectory(prefix="casus-demo-") as folder:
            yield Path(folder)
        return
    if keep.exists() and not (keep / PROJECT).is_dir() and (not keep.is_dir() or any(keep.iterdir())):
        raise InputError(
            "something else is there", where=str(keep), expected="a new or empty folder", remedy="choose another name"
        )
    keep.mkdir(parents=True, exist_ok=True)
    yield keep


@contextmanager
def _width() -> Iterator[None]:
    """Lay out for people even where nobody set a width."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        yield
        return
    os.environ["COLUMNS"] = PIPE_WIDTH
    try:
        yield
    finally:
        del os.environ["COLUMNS"]


def unpack(folder: Path) -> None:
    """Copy the example reports with their places and actors into `folder`, and make the project's settings."""
    examples = resource("examples")
    shutil.copytree(examples / REPORTS, folder / REPORTS, dirs_exist_ok=True)
    for name in ("places.tsv", "actors.toml", "coded.csv", "README.md"):
        shutil.copy(examples / name, folder / name)
    (folder / PROJECT).mkdir(exist_ok=True)
    shutil.copy(examples / "map.geojson", folder / PROJECT / "map.geojson")
    (folder / PROJECT / "casus.toml").write_text(SETTINGS, encoding="utf-8")


def _walk(view: Screen) -> None:
    """The commands of a first day, each said before it is run. The working directory is the demo's folder."""
    first = REPORTS / "01-meridian-post-attacked.txt"
    _say(view, "What does one report say?", f"casus code {first} --places places.tsv --actors actors.toml")
    code.command([str(first)], places=Path("places.tsv"), actors=Path("actors.toml"))
    _say(view, "Keep what all of them say.", "casus add war reports")
    add.command(PROJECT, [str(REPORTS)])
    _say(view, "What was done in Koravets, and do the reports agree?", "casus events war --place Koravets")
    query.events(PROJECT, place="Koravets")
    _say(view, "Who bombed the clinic? Claims keep both sides.", "casus claims war --text clinic")
    query.claims(PROJECT, text="clinic")
    _say(view, "Who holds what?", "casus states war --type controls")
    query.states(PROJECT, kind="controls")
    for event in _worth_showing(PROJECT):
        _say(view, "Everything behind one happening.", f"casus show war {event.event_id[:SHORT_ID]}")
        show.command(PROJECT, event.event_id)


def _worth_showing(war: Path) -> tuple[EventRow, ...]:
    """The happening that most reports tell of, disputed ones first; none in an empty project."""
    from casus.project import open_project

    with open_project(war) as record:
        events = record.events()
    ranked = sorted(events, key=lambda event: (event.is_disputed, len(event.reports), len(event.claims)))
    return tuple(ranked[-1:])


def _say(view: Screen, why: str, line: str) -> None:
    view.show(Text(""), Text(why, style="bold"), Text(f"$ {line}", style="cyan"), Text(""))


def _next(view: Screen, keep: Path | None) -> None:
    """What to try next."""
    lines = [
        ("casus code REPORT --published 2024-05-13", "read a report of your own"),
        ("casus add my-war REPORTS", "keep what your reports say"),
        ("casus --help", "all commands"),
    ]
    if keep is not None:
        lines.insert(0, (f"casus claims {keep / PROJECT} --place Koravets", "go on with this project"))
    else:
        lines.insert(0, ("casus demo --keep tryout", "the same, leaving reports and project to go on with"))
    width = max(len(line) for line, _ in lines)
    told = (Text.assemble((f"  {line:{width}}", "cyan"), (f"   {why}", "dim")) for line, why in lines)
    view.show(Text(""), Text("Try next:", style="bold"), *told)
