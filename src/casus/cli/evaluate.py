"""`casus evaluate`: score an engine against hand-coded reports."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK, SOME_INPUT
from casus.cli.options import OUTPUT, READING, Engine, Json, settings
from casus.cli.progress import progress
from casus.cli.spending import spending
from casus.settings import Settings

if TYPE_CHECKING:
    from casus.evaluate.scores import F1, Evaluation

Gold = Annotated[
    Path,
    typer.Argument(metavar="GOLD", help="Hand-coded reports in the reading format (JSON Lines).", show_default=False),
]
First = Annotated[
    int | None,
    typer.Option(
        "--first", min=1, metavar="N", help="Only the first N reports.", rich_help_panel=READING, show_default=False
    ),
]
ByType = Annotated[bool, typer.Option("--by-type", help="Also score each event type.", rich_help_panel=OUTPUT)]
_FLOORS = "Floors"
Floors = Annotated[
    Path | None,
    typer.Option(
        "--floors",
        metavar="FILE",
        help="Scores that must not be fallen below; exit code 1 if one is.",
        rich_help_panel=_FLOORS,
        show_default=False,
    ),
]
WriteFloors = Annotated[
    bool, typer.Option("--write-floors", help="Raise the floors in FILE to these scores.", rich_help_panel=_FLOORS)
]
AllowRegression = Annotated[
    bool, typer.Option("--allow-regression", help="Let --write-floors lower a floor.", rich_help_panel=_FLOORS)
]

Reliability = Annotated[
    bool,
    typer.Option("--reliability", help="Show how often findings of each certainty are right.", rich_help_panel=OUTPUT),
]


def command(
    gold: Gold,
    engine: Engine = None,
    first: First = None,
    by_type: ByType = False,
    json: Json = False,
    floors: Floors = None,
    write_floors: WriteFloors = False,
    allow_regression: AllowRegression = False,
    reliability: Reliability = False,
) -> int:
    """Score what an engine reads against hand-coded reports: precision, recall and F1, as in the coding guide.

    A TOML file of written situations is read too: each is right or not, and what is wrong is said. So is one JSON
    object that codes every line of a report: actors, places, times, claims, relations, events, exports.

    [dim]$[/dim] casus evaluate gold.jsonl
    [dim]$[/dim] casus evaluate gold.jsonl --reliability
    [dim]$[/dim] casus evaluate situations.toml
    [dim]$[/dim] casus evaluate every-line.json
    [dim]$[/dim] casus evaluate gold.jsonl --by-type --json
    [dim]$[/dim] casus evaluate gold.jsonl --floors floors.json --write-floors
    """
    if write_floors and (floors is None or first is not None):
        raise typer.BadParameter("--write-floors needs --floors FILE and all reports, not --first")
    from casus.cli.evaluated import show_reliability, show_situations
    from casus.cli.whole import show_whole
    from casus.engine import build_engine
    from casus.evaluate.phenomena import is_phenomena
    from casus.evaluate.reading import evaluate
    from casus.evaluate.whole.coding import is_whole

    view = screen()
    pipeline = build_engine(settings(Settings(), engine, None))
    if is_whole(gold):
        return show_whole(view, gold, pipeline, json=json)
    if gold.suffix == ".toml" or is_phenomena(gold):
        return show_situations(view, gold, pipeline, first=first, json=json)
    if reliability:
        return show_reliability(view, gold, pipeline, first=first, json=json)
    with spending(view, pipeline), progress(view, "scoring") as step:
        result = evaluate(gold, pipeline, limit=first, on_progress=lambda done, total: step(done, total=total))
    if json:
        view.write(jsonlib.dumps(as_json(result, by_type=by_type)) + "\n")
    else:
        view.show(table(result, by_type=by_type))
        view.say(f"{pipeline.name} on {words.count(result.total.reports, 'report')} of {gold.name}", style="dim")
    if floors is None:
        return OK
    return _floors(view, result, floors, (gold, pipeline.name), lower=allow_regression if write_floors else None)


def _floors(view: Screen, result: Evaluation, path: Path, what: tuple[Path, str], *, lower: bool | None) -> int:
    """Check the scores against the floors in `path`; with `lower` given, write them. `what` is gold file and engine."""
    from casus.evaluate.floors import check_floors, floor_of, raised, read_floors, write_floors

    gold, engine = what
    reached = floor_of(result.total, gold=gold, engine=engine)
    known = read_floors(path)
    if lower is not None:
        write_floors(path, raised(known, reached, allow_regression=lower))
        view.say(f"floors written to {path}", style="dim")
        return OK
    breaches = check_floors(known, reached)
    for breach in breaches:
        view.say(f"below the floor: {breach.measure} {breach.score:.3f}, floor {breach.floor:.3f}", style="red")
    if not breaches:
        view.say("no score is below its floor", style="dim")
    return SOME_INPUT if breaches else OK


def as_json(result: Evaluation, *, by_type: bool) -> dict[str, object]:
    """The scores as plain values."""
    scores: dict[str, object] = dict(result.total.as_dict())
    if by_type:
        scores["types"] = {
            name: {"p": _three(f1.precision), "r": _three(f1.recall), "f1": _three(f1.value), "gold": f1.gold}
            for name, f1 in result.types
        }
    return scores


def table(result: Evaluation, *, by_type: bool) -> Table:
    """The scores as a table."""
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    grid.add_column("")
    for title in ("P", "R", "F1", "gold", "pred"):
        grid.add_column(title, justify="right")
    for name, f1 in result.total.f1.items():
        _add(grid, name, f1)
    grid.add_row(Text("\naccuracy on aligned claims", style="dim"))
    for name, share in result.total.accuracy.items():
        grid.add_row(name, f"{share.value:.3f}", "", "", str(share.total), "")
    if by_type:
        grid.add_row(Text("\nclaims typed, by type", style="dim"))
        for name, f1 in result.types:
            _add(grid, name, f1)
    return grid


def _add(grid: Table, name: str, f1: F1) -> None:
    numbers = (f"{f1.precision:.3f}", f"{f1.recall:.3f}", f"{f1.value:.3f}", str(f1.gold), str(f1.predicted))
    grid.add_row(name, *numbers)


def _three(value: float) -> float:
    return round(value, 3)
