"""Factuality is read beside the status."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training.agreement import coded_claims, factors

from casus.models.manifest import load_manifest
from casus.models.spans import weighed_within

LABELS = ("CT+", "U", "CT-")
DENIED = np.array([False, False, True])


def test_factors_decide_between_degrees_that_are_close() -> None:
    """What is asked for is uncommitted, even if its word alone looks certain; shares still sum to one."""
    found = weighed_within(np.array([0.5, 0.4, 0.1]), np.array([0.05, 4.0, 1.0]), DENIED)
    assert LABELS[int(found.argmax())] == "U"
    assert found.sum() == pytest.approx(1.0)
    assert found[2] == pytest.approx(0.1)


def test_factors_do_not_turn_a_denial() -> None:
    """Whether something is denied stays what the words say, whatever the status would make likely."""
    found = weighed_within(np.array([0.4, 0.05, 0.55]), np.array([9.0, 9.0, 0.01]), DENIED)
    assert LABELS[int(found.argmax())] == "CT-"
    assert found[2] == pytest.approx(0.55)


def test_the_shipped_factors_know_the_guide() -> None:
    """What is agreed, requested or threatened has not happened; what started or is going on has."""
    factors = load_manifest().agreement
    assert set(factors) == set(load_manifest().labels["status"])
    for status in ("agreed", "requested", "demanded", "threatened", "planned", "hypothetical"):
        assert factors[status]["U"] > 10 * factors[status]["CT+"]
    for status in ("started", "ongoing", "completed", "habitual"):
        assert factors[status]["CT+"] > 10 * factors[status]["U"]


def test_the_shipped_factors_are_those_of_the_training_reports(shared: Path) -> None:
    """`python -m training` would write the same factors again."""
    assert load_manifest().agreement == factors(coded_claims(shared))
