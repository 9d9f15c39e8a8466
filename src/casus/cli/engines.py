"""`casus engines`: what reads, and which data it reads with."""

from __future__ import annotations

import json as jsonlib

from rich.table import Table
from rich.text import Text

from casus.cli.console import screen
from casus.cli.guard import OK
from casus.cli.options import Json
from casus.errors import CasusError, ExtraMissingError, InputError
from casus.pipeline import Pipeline
from casus.settings import Settings
from casus.version import __version__


def command(json: Json = False) -> int:
    """Show the version, the reading engines with their steps, and the digests of the data they read with.

    [dim]$[/dim] casus engines
    [dim]$[/dim] casus engines --json
    """
    from casus.engine import ENGINES

    view = screen()
    found = {name: _built(name) for name in ENGINES}
    if json:
        listed = [_unset(name, e) if isinstance(e, CasusError) else as_json(e) for name, e in found.items()]
        view.write(jsonlib.dumps({"version": __version__, "engines": listed}) + "\n")
        return OK
    default = Settings().engine
    view.show(Text(f"casus {__version__}", style="bold"))
    for name, engine in found.items():
        grid = Table.grid(padding=(0, 2, 0, 0))
        if isinstance(engine, CasusError):
            grid.add_row(Text("  not set up", style="dim"), Text(str(engine)))
            view.show(Text(""), Text(name, style="bold"), grid)
            continue
        grid.add_row(Text("  steps", style="dim"), Text(" ".join(step.name for step in engine.steps)))
        for what, sha256 in engine.digests:
            grid.add_row(Text(f"  {what}", style="dim"), Text(sha256))
        view.show(
            Text(""), Text(f"{name} (used unless another is named)" if name == default else name, style="bold"), grid
        )
    return OK


def _built(name: str) -> Pipeline | InputError | ExtraMissingError:
    """An engine, or what is still to be done before it can read."""
    from casus.engine import build_engine

    try:
        return build_engine(Settings(engine=name))
    except (InputError, ExtraMissingError) as error:
        return error


def _unset(name: str, error: CasusError) -> dict[str, object]:
    return {"name": name, "not set up": str(error)}


def as_json(engine: Pipeline) -> dict[str, object]:
    """An engine as plain values."""
    return {"name": engine.name, "steps": [step.name for step in engine.steps], "digests": dict(engine.digests)}
