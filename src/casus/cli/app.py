"""The command line: names the commands and what is said when one is interrupted."""

from __future__ import annotations

from typing import Annotated

import typer

from casus.cli import (
    actors,
    add,
    archive,
    briefing,
    code,
    compare,
    corrections,
    demo,
    engines,
    evaluate,
    explain,
    export,
    gazetteer,
    merge,
    places,
    query,
    serve,
    show,
    watch,
)
from casus.cli.usage import SETTINGS, Group
from casus.cli.usage import add as register
from casus.version import __version__

app = typer.Typer(
    name="casus",
    cls=Group,
    help="Read news reports about armed conflict and say, with the words that prove it, what they say.",
    epilog="Start with: casus demo",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"casus {__version__}")
        raise typer.Exit


@app.callback()
def casus(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Read news reports about armed conflict and say, with the words that prove it, what they say."""


READS = "Read"
ASKS = "Ask a project"
KNOWS = "Look up names"
CHECKS = "Check"

register(app, "code", code.command, safe=code.SAFE, panel=READS)
register(app, "add", add.command, safe=add.SAFE, panel=READS)
register(app, "merge", merge.command, safe=merge.SAFE, panel=READS)
register(app, "demo", demo.command, panel=READS)
register(app, "watch", watch.command, safe=add.SAFE, panel=READS)
app.add_typer(archive.app, name="archive", rich_help_panel=READS)
register(app, "events", query.events, panel=ASKS)
register(app, "claims", query.claims, panel=ASKS)
register(app, "states", query.states, panel=ASKS)
register(app, "show", show.command, panel=ASKS)
app.add_typer(corrections.app, name="corrections", rich_help_panel=ASKS)
register(app, "serve", serve.command, safe=serve.SAFE, panel=ASKS)
register(app, "export", export.command, safe=export.SAFE, panel=ASKS)
register(app, "compare", compare.command, safe=compare.SAFE, panel=ASKS)
register(app, "explain", explain.command, panel=ASKS)
register(app, "situation", briefing.situation, panel=ASKS)
register(app, "changes", briefing.changes, panel=ASKS)
register(app, "brief", briefing.brief, panel=ASKS)
register(app, "actors", actors.command, panel=KNOWS)
register(app, "places", places.command, panel=KNOWS)
app.add_typer(gazetteer.app, name="gazetteer", rich_help_panel=KNOWS)
register(app, "evaluate", evaluate.command, panel=CHECKS)
register(app, "engines", engines.command, panel=CHECKS)
