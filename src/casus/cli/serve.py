"""`casus serve`: the analyst's page in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from casus.cli import words
from casus.cli.console import screen
from casus.cli.guard import OK
from casus.errors import ExtraMissingError

PORT: Final = 8642
NEEDED: Final = ("fastapi", "pydantic", "starlette", "uvicorn")
SAFE: Final = "Every decision is stored as it is made; the same command opens the page again."

Project = Annotated[Path, typer.Argument(metavar="[PROJECT]", help="Folder of the project.", show_default=False)]
Port = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, metavar="N", help=f"Port to listen on; {PORT} if it is free."),
]
Host = Annotated[
    str,
    typer.Option(
        "--host", metavar="ADDRESS", help="Address to listen on. Beyond this computer, writing needs the token printed."
    ),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")]
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="NAME", help="Whose decisions these are; usually your user name here."),
]


def command(
    project: Project = Path(),
    port: Port = None,
    host: Host = "127.0.0.1",
    no_browser: NoBrowser = False,
    author: Author = None,
) -> int:
    """Show a project in the browser: map, timeline, every value beside its words, and corrections.

    Nothing leaves this computer. Ctrl-C ends it.

    [dim]$[/dim] casus serve war
    [dim]$[/dim] casus serve war --port 9000 --no-browser
    """
    try:
        from casus.web.serving import open_door, serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        raise ExtraMissingError(
            f"the page needs {error.name}, which is not installed", remedy='install it: pip install "casus[web]"'
        ) from error
    view = screen()
    with open_door(host, port, usual=PORT) as (door, socket):
        address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{door.port}/"
        if door.token:
            address += f"#token={door.token}"
            view.say("Everyone who can reach this computer can read the project; only this address can write.")
        view.say(f"{words.clean(str(project))} is shown at {address} (Ctrl-C ends it)")
        serve(project, door, socket, author=author, browse=None if no_browser else address)
    return OK
