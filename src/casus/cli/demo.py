"""`casus demo`: the whole way at once, on reports about an invented conflict that ship with casus."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.text import Text

from casus.cli import add, code, query, show
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.resources.load import resource

Keep = Annotated[
    Path | None,
    typer.Option("--keep", metavar="DIR", help="Leave reports and project in this new folder.", show_default=False),
]

SETTINGS = 'places = "../places.tsv"\nactors = "../actors.toml"\n'


def command(keep: Keep = None) -> int:
    """Read a small invented conflict, told by three outlets over five days, and show what casus makes of it.

    [dim]$[/dim] casus demo
    [dim]$[/dim] casus demo --keep tryout
    """
    view = screen()
    with _folder(keep) as folder:
        reports = unpack(folder)
        _walk(view, folder, reports)
        if keep:
            view.say(f"\nReports and project are in {keep}.")
    _next(view, keep)
    return OK


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with TemporaryDirectory(prefix="casus-demo-") as folder:
        yield Path(folder)


def unpack(folder: Path) -> Path:
    """Copy the example reports with their places and actors into `folder`; gives the folder of reports."""
    examples = resource("examples")
    shutil.copytree(examples / "reports", folder / "reports", dirs_exist_ok=True)
    for name in ("places.tsv", "actors.toml", "README.md"):
        shutil.copy(examples / name, folder / name)
    project = folder / "war"
    project.mkdir(exist_ok=True)
    (project / "casus.toml").write_text(SETTINGS, "utf-8")
    return folder / "reports"


def _walk(view: Screen, folder: Path, reports: Path) -> None:
    """The commands of a first day, each said before it is run."""
    war = folder / "war"
    first = reports / "01-meridian-post-attacked.txt"
    _say(view, "What does one report say?", f"casus code reports/{first.name} --places places.tsv --actors actors.toml")
    code.command([str(first)], places=folder / "places.tsv", actors=folder / "actors.toml")
    _say(view, "Keep what all of them say.", "casus add war reports/")
    add.command(war, [str(reports)])
    _say(
        view, "What happened? Each happening once, however many reports tell of it.", "casus events war --type ASSAULT"
    )
    query.events(war, kind="ASSAULT")
    _say(view, "Did the army bomb the clinic? Claims keep both sides.", "casus claims war --text clinic")
    query.claims(war, text="clinic")
    _say(view, "Who holds what?", "casus states war --type controls")
    query.states(war, kind="controls")
    _say(view, "Everything behind one of them.", f"casus show war {(wanted := _worth_showing(war))[:10]}")
    show.command(war, wanted)


def _worth_showing(war: Path) -> str:
    """The happening that most reports tell of, disputed ones first."""
    from casus.project import open_project

    with open_project(war) as record:
        events = record.events()
    best = max(events, key=lambda event: (event.is_disputed, len(event.reports), len(event.claims)))
    return best.event_id


def _say(view: Screen, why: str, line: str) -> None:
    view.show(Text(""), Text(why, style="bold"), Text(f"$ {line}", style="cyan"), Text(""))


def _next(view: Screen, keep: Path | None) -> None:
    lines = (
        "casus code YOUR-REPORT.txt --published 2024-05-13",
        "casus add my-project YOUR-REPORTS/" if keep is None else f"casus claims {keep / 'war'} --place Koravets",
        "casus --help",
    )
    view.show(Text(""), Text("Try next:", style="bold"), *(Text(f"  {line}", style="cyan") for line in lines))
