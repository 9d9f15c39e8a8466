"""One report whose every line is coded: what is right of it, by kind, and what each other line misses."""

from __future__ import annotations

import csv
import json as jsonlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from casus.cli.console import Screen
from casus.cli.guard import OK

if TYPE_CHECKING:
    from casus.evaluate.whole.judged import Line
    from casus.pipeline import Pipeline
    from casus.project import Project

FORMATS: Final = ("acled", "ucdp", "polecat", "csv")


def show_whole(view: Screen, path: Path, pipeline: Pipeline, *, json: bool) -> int:
    """Each line that misses something, with what was found and expected; then right and all by kind."""
    from casus.evaluate.whole.judged import counts

    lines = judged(path, pipeline)
    if json:
        for line in lines:
            view.write(jsonlib.dumps({**asdict(line), "right": line.is_right}, ensure_ascii=False) + "\n")
        return OK
    for line in (line for line in lines if not line.is_right):
        view.show(Text.assemble((f"{line.kind} {line.id}", "bold"), "  ", (line.words, "italic")))
        for miss in line.misses:
            view.show(Text(f"  {miss.field}: {miss.found}, expected {miss.expected}", style="dim"))
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    grid.add_column("every line")
    for title in ("right", "of"):
        grid.add_column(title, justify="right")
    for kind, (right, number) in counts(lines).items():
        grid.add_row(kind, str(right), str(number))
    view.show(Text(""), grid)
    view.say(f"{pipeline.name} on {path.name}", style="dim")
    return OK


def judged(path: Path, pipeline: Pipeline, *, actors: Path | None = None) -> tuple[Line, ...]:
    """Read the report of a coding into a project of its own, export that, and judge all; `actors` are own ones."""
    from casus.evaluate.whole.coding import load
    from casus.evaluate.whole.judge import judge
    from casus.gazetteers.actors import open_actors
    from casus.project import open_project

    coding = load(path)
    with TemporaryDirectory(prefix="casus-whole-") as made, open_project(Path(made) / "one.casus", create=True) as one:
        one.add([coding.document], pipeline=pipeline)
        exported = {name: tuple(_rows(one, name, Path(made) / f"{name}.csv")) for name in FORMATS}
        return judge(
            coding, pipeline.code(coding.document), open_actors(actors), events=one.events(), exported=exported
        )


def _rows(project: Project, name: str, path: Path) -> Iterable[dict[str, str]]:
    from casus.exports.run import export

    export(project, name, path)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t" if name == "polecat" else ",")
