"""What actors without a name of their own are called."""

from __future__ import annotations

import pytest

from casus.model.actor import Actor
from casus.model.span import Span
from casus.steps._actor_identity import rename

BOUNDS = frozenset({"at", "least", "about", "some", "more", "than"})


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("at least five civilians", "five civilians"),
        ("least five civilians", "five civilians"),
        ("about 40 villagers", "40 villagers"),
        ("the villagers", "villagers"),
        ("some of the villagers", "some of the villagers"),
        ("five civilians at least", "five civilians at least"),
        ("more", "more"),
    ],
)
def test_what_bounds_a_number_is_no_part_of_a_name(said: str, called: str) -> None:
    """Words that soften a number are left out of the name where something follows that can bear one."""
    actor = Actor("a1", "", "civilians", "CVL", None, (Span(0, len(said)),), None, ())
    assert rename(actor, said, BOUNDS) == called
