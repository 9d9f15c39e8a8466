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
from casus.cli.guard import guarded
from casus.version import __version__

app = typer.Typer(
    name="casus",
    help="Read news reports about armed conflict and say, with the words that prove it, what they say.",
    epilog="Start with: casus demo",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
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

app.command("code", rich_help_panel=READS)(
    guarded(code.command, safe="Nothing is stored by this command; what was written so far is complete.")
)
app.command("add", rich_help_panel=READS)(guarded(add.command, safe=add.SAFE))
app.command("merge", rich_help_panel=READS)(guarded(merge.command, safe=merge.SAFE))
app.command("demo", rich_help_panel=READS)(guarded(demo.command))
app.command("watch", rich_help_panel=READS)(guarded(watch.command, safe=watch.SAFE))
app.add_typer(archive.app, name="archive", rich_help_panel=READS)
app.command("events", rich_help_panel=ASKS)(guarded(query.events))
app.command("claims", rich_help_panel=ASKS)(guarded(query.claims))
app.command("states", rich_help_panel=ASKS)(guarded(query.states))
app.command("show", rich_help_panel=ASKS)(guarded(show.command))
app.add_typer(corrections.app, name="corrections", rich_help_panel=ASKS)
app.command("serve", rich_help_panel=ASKS)(guarded(serve.command, safe=serve.SAFE))
app.command("export", rich_help_panel=ASKS)(guarded(export.command, safe=export.SAFE))
app.command("compare", rich_help_panel=ASKS)(guarded(compare.command, safe=compare.SAFE))
app.command("explain", rich_help_panel=ASKS)(guarded(explain.command))
app.command("situation", rich_help_panel=ASKS)(guarded(briefing.situation))
app.command("changes", rich_help_panel=ASKS)(guarded(briefing.changes))
app.command("brief", rich_help_panel=ASKS)(guarded(briefing.brief))
app.command("actors", rich_help_panel=KNOWS)(guarded(actors.command))
app.command("places", rich_help_panel=KNOWS)(guarded(places.command))
app.add_typer(gazetteer.app, name="gazetteer", rich_help_panel=KNOWS)
app.command("evaluate", rich_help_panel=CHECKS)(guarded(evaluate.command))
app.command("engines", rich_help_panel=CHECKS)(guarded(engines.command))
