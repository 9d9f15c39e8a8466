"""Two more looks at an engine: how often it is right when it is sure, and which written situations it reads right."""

from __future__ import annotations

import json as jsonlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from casus.cli.console import Screen
from casus.cli.guard import OK

if TYPE_CHECKING:
    from casus.evaluate.calibration import Judged
    from casus.evaluate.situations import Outcome
    from casus.pipeline import Pipeline


def show_reliability(view: Screen, gold: Path, pipeline: Pipeline, *, first: int | None, json: bool) -> int:
    """Certainty against the share that is right, for events and states."""
    from casus.evaluate.calibration import calibration_error, judge, reliability
    from casus.evaluate.gold import document_of, read_gold

    rows = read_gold(gold, limit=first)
    found = judge(rows, pipeline.code_all(map(document_of, rows)))
    if json:
        plain = {kind: [asdict(line) for line in reliability(pairs)] for kind, pairs in found.items()}
        view.write(jsonlib.dumps(plain) + "\n")
        return OK
    for kind, pairs in found.items():
        view.show(_reliability(kind, pairs))
        view.show(Text(f"calibration error {calibration_error(pairs):.3f}\n", style="dim"))
    return OK


def _reliability(kind: str, pairs: list[Judged]) -> Table:
    from casus.evaluate.calibration import reliability

    grid = _grid((kind, "certainty"), ("findings", "said", "right"))
    for line in reliability(pairs):
        grid.add_row("", f"{line.low:.1f} to {line.high:.1f}", str(line.count), f"{line.said:.2f}", f"{line.right:.2f}")
    return grid


def show_situations(view: Screen, path: Path, pipeline: Pipeline, *, first: int | None, json: bool) -> int:
    """Which situations are read fully right, by category, and what is wrong with the others."""
    from casus.evaluate import phenomena, situations

    written = situations.load(path) if path.suffix == ".toml" else phenomena.load(path)
    outcomes = situations.run(written[:first], pipeline)
    if json:
        for outcome in outcomes:
            row = {"id": outcome.situation.id, "category": outcome.situation.category, "misses": outcome.misses}
            view.write(jsonlib.dumps(row, ensure_ascii=False) + "\n")
        return OK
    for outcome in outcomes:
        if outcome.misses:
            view.show(Text.assemble((outcome.situation.id, "bold"), "  ", (outcome.situation.text, "italic")))
            view.show(*(Text(f"  {miss}", style="dim") for miss in outcome.misses))
    view.show(Text(""), _categories(outcomes))
    return OK


def _categories(outcomes: Iterable[Outcome]) -> Table:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for outcome in outcomes:
        for name in (outcome.situation.category, "all"):
            total[name] += 1
            right[name] += not outcome.misses
    grid = _grid(("situations",), ("right", "of", "share"))
    for name in sorted(total, key=lambda n: (n == "all", n)):
        grid.add_row(name, str(right[name]), str(total[name]), f"{right[name] / total[name]:.0%}")
    return grid


def _grid(names: tuple[str, ...], numbers: tuple[str, ...]) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for name in names:
        grid.add_column(name)
    for number in numbers:
        grid.add_column(number, justify="right")
    return grid
