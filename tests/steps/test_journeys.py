"""Where movements begin and end."""

from __future__ import annotations

import pytest
from tests.steps.following import reading, words

from casus.pipeline import Pipeline
from casus.steps.journeys import Journeys


@pytest.mark.parametrize(
    ("text", "told", "origin", "goal"),
    [
        ("The rebels withdrew from Homs to the eastern province of Aleppo.", {"near": ("Homs",)}, {"Homs"}, {"Aleppo"}),
        ("The families were moved from Kassala into Khartoum.", {"where": ("Khartoum",)}, {"Kassala"}, {"Khartoum"}),
        ("The rebels withdrew near Homs, ten miles from Aleppo.", {"near": ("Homs",)}, set(), set()),
    ],
)
def test_movements_have_the_ends_that_prepositions_give(
    rules: Pipeline, text: str, told: dict[str, tuple[str, ...]], origin: set[str], goal: set[str]
) -> None:
    """From tells the origin, to and into the destination; a distance from somewhere is no origin."""
    trigger = "withdrew" if "withdrew" in text else "moved"
    found = Journeys()(
        reading(
            rules, text, (("rebels",) if "rebels" in text else ("families",),), (trigger, "RETREAT", "completed", told)
        )
    )

    assert words(found, 0, "from") == origin
    assert words(found, 0, "to") == goal


def test_other_acts_keep_their_places(rules: Pipeline) -> None:
    """Whoever fires from a town has not left it."""
    text = "The rebels fired from Homs to Aleppo."
    found = Journeys()(
        reading(rules, text, (("The rebels",),), ("fired", "ASSAULT", "completed", {"where": ("Homs",)}))
    )

    assert words(found, 0, "where") == {"Homs"}
