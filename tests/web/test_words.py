"""An event in one line."""

from __future__ import annotations

import pytest

from casus.web.words import line, to_nobody


@pytest.mark.parametrize(
    ("doing", "left"),
    [
        ("did not move troops against", "did not move troops"),
        ("withdraw before (requested)", "withdraw (requested)"),
        ("captured Dorvan from", "captured Dorvan"),
        ("shelled", "shelled"),
        ("fought in front of walls", "fought in front of walls"),
    ],
)
def test_a_preposition_that_leads_to_nobody_goes(doing: str, left: str) -> None:
    """Only at the end of what was done, before its status."""
    assert to_nobody(doing) == left


def test_a_line_names_who_and_whom() -> None:
    """Someone acts where nobody is named."""
    assert line(["army"], "shelled", ["rebels", "villagers"]) == "army shelled rebels and villagers"
    assert line([], "fled", []) == "someone fled"
