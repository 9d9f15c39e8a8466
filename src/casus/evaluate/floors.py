"""
Floors: scores that an engine has reached on a gold file and must not fall below again.

`floors.json` holds, per gold file (by SHA-256) and engine, each measure's floor. Raising happens whenever floors are
written after a better result; lowering is refused unless it is allowed expressly.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from casus.errors import FormatError, InputError
from casus.evaluate.scores import Scores

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class Floor:
    """What one engine has reached on one gold file: measure to score (three digits). `gold` is the file's name."""

    gold: str
    sha256: str
    engine: str
    measures: Mapping[str, float]
    reports: int


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure that is below its floor."""

    measure: str
    floor: float
    score: float


def gold_digest(path: str | Path) -> str:
    """SHA-256 (hex) of a gold file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def floor_of(scores: Scores, *, gold: str | Path, engine: str) -> Floor:
    """The floor that a result on a whole gold file would make."""
    return Floor(Path(gold).name, gold_digest(gold), engine, scores.values(), scores.reports)


def read_floors(path: str | Path) -> tuple[Floor, ...]:
    """The floors in a file; none if there is no file. Raises FormatError."""
    try:
        table = json.loads(Path(path).read_text("utf-8"))
        if table["schema"] != SCHEMA:
            raise FormatError(f"schema {table['schema']!r}", where=str(path), expected=str(SCHEMA))
        return tuple(_floor(row) for row in table["floors"])
    except FileNotFoundError:
        return ()
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise FormatError(
            f"no floors ({error!r})", where=str(path), expected="a file written by casus evaluate"
        ) from error


def check_floors(floors: Sequence[Floor], result: Floor) -> tuple[Breach, ...]:
    """
    The measures in which `result` is below its floor, in the floor's order; none where this engine has none yet.

    Raises InputError if the gold file of that name has changed: its floors say nothing about the new one.
    """
    floor = _same(floors, result)
    if floor is None:
        _refuse_changed_gold(floors, result)
        return ()
    return tuple(
        Breach(measure, least, result.measures.get(measure, 0.0))
        for measure, least in floor.measures.items()
        if result.measures.get(measure, 0.0) < least
    )


def raised(floors: Sequence[Floor], result: Floor, *, allow_regression: bool = False) -> tuple[Floor, ...]:
    """
    The floors after a result: each measure at its best so far, or, with `allow_regression`, where it is now.

    Raises InputError if a measure would have to be lowered, or the gold file has changed, and that is not allowed.
    """
    if allow_regression:
        return _replaced(floors, result)
    if breaches := check_floors(floors, result):
        told = ", ".join(f"{breach.measure} {breach.score:.3f} (floor {breach.floor:.3f})" for breach in breaches)
        raise InputError(
            f"below the floor: {told}",
            where=f"{result.engine} on {result.gold}",
            expected="scores at or above the floors",
            remedy="mend the engine, or allow the regression and say why in the changelog",
        )
    return _replaced(floors, result)


def write_floors(path: str | Path, floors: Sequence[Floor]) -> None:
    """Write floors in an order that does not depend on history."""
    rows = [
        {
            "gold": floor.gold,
            "sha256": floor.sha256,
            "engine": floor.engine,
            "reports": floor.reports,
            "measures": dict(floor.measures),
        }
        for floor in sorted(floors, key=lambda floor: (floor.gold, floor.engine))
    ]
    Path(path).write_text(json.dumps({"schema": SCHEMA, "floors": rows}, indent=2) + "\n", "utf-8")


def _replaced(floors: Sequence[Floor], result: Floor) -> tuple[Floor, ...]:
    return (*(floor for floor in floors if (floor.gold, floor.engine) != (result.gold, result.engine)), result)


def _same(floors: Sequence[Floor], result: Floor) -> Floor | None:
    return next((f for f in floors if (f.sha256, f.engine) == (result.sha256, result.engine)), None)


def _refuse_changed_gold(floors: Sequence[Floor], result: Floor) -> None:
    for floor in floors:
        if (floor.gold, floor.engine) == (result.gold, result.engine):
            raise InputError(
                f"{result.gold} is not the file that the floors were measured on",
                expected=f"SHA-256 {floor.sha256[:16]}…, not {result.sha256[:16]}…",
                remedy="evaluate on the old file, or write new floors allowing a regression",
            )


def _floor(row: Mapping[str, Any]) -> Floor:
    measures = {str(name): float(value) for name, value in row["measures"].items()}
    return Floor(row["gold"], row["sha256"], row["engine"], measures, int(row["reports"]))
