"""`casus engines`: what reads, and which data it reads with."""

from __future__ import annotations

import json as jsonlib

from rich.table import Table
from rich.text import Text

from casus.cli.console import screen
from casus.cli.guard import OK
from casus.cli.options import Json
from casus.pipeline import Pipeline
from casus.settings import Settings
from casus.version import __version__


def command(json: Json = False) -> int:
    """Show the version, the reading engines with their steps, and the digests of the data they read with.

    [dim]$[/dim] casus engines
    [dim]$[/dim] casus engines --json
    """
    from casus.engine import ENGINES, build_engine

    view = screen()
    found = {name: build_engine(Settings(engine=name)) for name in ENGINES}
    if json:
        view.write(jsonlib.dumps({"version": __version__, "engines": list(map(as_json, found.values()))}) + "\n")
        return OK
    default = Settings().engine
    view.show(Text(f"casus {__version__}", style="bold"))
    for name, engine in found.items():
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_row(Text("  steps", style="dim"), Text(" ".join(step.name for step in engine.steps)))
        for what, sha256 in engine.digests:
            grid.add_row(Text(f"  {what}", style="dim"), Text(sha256))
        view.show(
            Text(""), Text(f"{name} (used unless another is named)" if name == default else name, style="bold"), grid
        )
    return OK


def as_json(engine: Pipeline) -> dict[str, object]:
    """An engine as plain values."""
    return {"name": engine.name, "steps": [step.name for step in engine.steps], "digests": dict(engine.digests)}
