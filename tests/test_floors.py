"""Reading quality does not fall: each engine keeps the scores it has reached on hand-coded reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.engine import build_engine
from casus.evaluate.floors import check_floors, floor_of, gold_digest, read_floors
from casus.evaluate.reading import evaluate
from casus.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
FLOORS = read_floors(ROOT / "floors.json")
GOLD = {"dev.jsonl": "coding/dev.jsonl", "reading.jsonl": "reports/seed/reading.jsonl"}
SLACK = 0.002
"""Rounding of the quantised encoder differs a little between processor families."""


def test_there_are_floors_for_both_engines() -> None:
    """An empty file of floors would let everything pass."""
    assert {(floor.engine, floor.gold) for floor in FLOORS} == {(e, g) for e in ("default", "rules") for g in GOLD}


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: f"{floor.engine} on {floor.gold}")
def test_an_engine_keeps_its_floors(floor: object, shared: Path) -> None:
    """Scores on the gold file, if it is still the same, are no lower than when the floors were written."""
    found = next(f for f in FLOORS if f is floor)
    gold = shared / GOLD[found.gold]
    if gold_digest(gold) != found.sha256:
        pytest.skip(f"{found.gold} is not the file that the floors were measured on")
    result = floor_of(evaluate(gold, build_engine(Settings(engine=found.engine))).total, gold=gold, engine=found.engine)
    lost = [b for b in check_floors(FLOORS, result) if b.score < b.floor - SLACK]

    assert lost == []
