"""`casus watch`: read what is new, again and again, and tell what it changes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casus.cli import add, paper, words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK, SOME_INPUT
from casus.cli.narrowing import narrowed
from casus.cli.options import (
    FILTERS,
    OUTPUT,
    Json,
    Map,
    ProjectEngine,
    Published,
    Reader,
    read_options,
    settings,
)
from casus.cli.tally import SKIPPED
from casus.store.rows import EVERYTHING, Filter

if TYPE_CHECKING:
    from casus.archive.watch import Round

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="FEED|FOLDER|FILE...", help="Addresses of feeds, folders and files to look at.", show_default=False
    ),
]
Project = Annotated[
    Path, typer.Argument(metavar="PROJECT", help="Folder of the project, made if it is not there.", show_default=False)
]
Every = Annotated[str, typer.Option("--every", metavar="TIME", help="How often to look: 90s, 15m, 2h.")]
Once = Annotated[bool, typer.Option("--once", help="Look once and stop.")]
Webhook = Annotated[
    str | None,
    typer.Option(
        "--webhook", metavar="URL", help="Post changes there, as JSON.", rich_help_panel=OUTPUT, show_default=False
    ),
]
Query = Annotated[
    Path | None,
    typer.Option(
        "--query",
        metavar="FILE",
        help="A saved query: TOML with actor, place, type, source or text.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]


@narrowed(days=False)
def command(
    sources: Sources,
    project: Project,
    every: Every = "15m",
    once: Once = False,
    published: Published = None,
    engine: ProjectEngine = None,
    mapping: Map = None,
    reader: Reader = None,
    query: Query = None,
    wanted: Filter = EVERYTHING,
    webhook: Webhook = None,
    json: Json = False,
) -> int:
    """Look at feeds, folders and files, read what is new, and tell what it changes in the project.

    [dim]$[/dim] casus watch https://news.example/feed.xml incoming/ war --every 15m
    [dim]$[/dim] casus watch incoming/ war --once --place Koravets --json
    [dim]$[/dim] casus watch incoming/ war --query mine.toml --webhook https://chat.example/hook
    """
    from casus.archive.watch import QUERY, Watch, read_query
    from casus.archive.watch import every as seconds_of
    from casus.engine import build_engine
    from casus.project import open_project, stored_settings

    view = screen()
    seconds = seconds_of(every)
    if query is not None:
        given = {name: value for name in QUERY if (value := getattr(wanted, name)) is not None}
        wanted = Filter(**{**read_query(query), **given})
    pipeline = build_engine(settings(stored_settings(project), engine, published))
    options = read_options(published, mapping, reader)
    with open_project(project, create=True) as record:
        watch = Watch(record, sources, pipeline, wanted=wanted, webhook=webhook, options=options)
        while True:
            found = watch.look()
            _tell(view, found, json=json)
            if once:
                refused = [one for one in found.summary.refused if one.code != SKIPPED]
                return SOME_INPUT if refused or found.undelivered else OK
            time.sleep(seconds)


def _tell(view: Screen, found: Round, *, json: bool) -> None:
    """Changes to stdout, what was read to stderr; a look that found nothing says nothing."""
    from casus.briefs.records import record
    from casus.cli import flat

    if found.paper is not None and json:
        view.data()
        view.write(flat.json_line(record(found.paper)))
    elif found.paper is not None:
        view.show(*paper.pieces(found.paper, view))
    if found.summary.read or found.summary.refused:
        add.told(view, found.summary)
    if found.undelivered:
        view.say(f"not delivered: {words.count(found.undelivered, 'message')}, to be tried again", style="yellow")
