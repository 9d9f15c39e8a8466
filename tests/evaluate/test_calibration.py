"""Certainty is compared with how often findings are right."""

import pytest

from casus.evaluate.calibration import calibration_error, reliability


def test_findings_fall_into_tenths() -> None:
    """A tenth holds what was said and what was right of its findings; empty ones are left out."""
    bins = reliability([(0.75, True), (0.71, False), (0.79, True), (1.0, True)])
    assert [(b.low, b.count, round(b.said, 2), round(b.right, 2)) for b in bins] == [
        (0.7, 3, 0.75, 0.67),
        (0.9, 1, 1.0, 1.0),
    ]


def test_the_error_weighs_tenths_by_their_findings() -> None:
    """Three findings off by .25 and one exact make .1875; nothing found is no error."""
    pairs = [(0.75, True), (0.75, True), (0.75, True), (1.0, True)]
    assert calibration_error(pairs) == pytest.approx(0.1875)
    assert calibration_error([]) == 0.0
