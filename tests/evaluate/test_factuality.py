"""Values of factuality as numbers."""

from __future__ import annotations

import pytest

from casus.evaluate.factuality import compared, number
from casus.steps._factuality import Sureness
from tests.steps.reader import read


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        (Sureness(), "uw", 3.0),
        (Sureness(denied=True), "meantime", -3.0),
        (Sureness("U"), "meantime", 3.0),
        (Sureness("U", ahead=False), "meantime", 0.8),
        (Sureness("U"), "uw", 1.4),
    ],
)
def test_what_lies_ahead_counts_as_each_set_counts_it(value: Sureness, scale: str, expected: float) -> None:
    """MEANTIME calls a plan certain, UW does not; certainties are the ends of the scale."""
    assert number(value, scale) == expected


def test_an_event_is_looked_up_at_the_token_it_starts_in() -> None:
    """A marked event is set beside the value of its word."""
    text = "Rebels did not attack the depot."
    row = {"events": [{"start": text.index("attack"), "factuality": -3.0}]}
    assert list(compared(row, read(text), "meantime")) == [(-3.0, -3.0)]
