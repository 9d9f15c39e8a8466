"""Each number of a report belongs to one act."""

from __future__ import annotations

import pytest
from tests.steps.building import frame, framed

from casus.steps.tally import Tally


@pytest.mark.parametrize(
    ("text", "acts", "role", "number", "owner"),
    [
        ("An airstrike killed two rebels.", ("airstrike", "killed"), "killed", "two rebels", "airstrike"),
        ("Troops killed two rebels in a clash.", ("killed", "clash"), "killed", "two rebels", "killed"),
        ("Two rebels were killed in a clash.", ("killed", "clash"), "killed", "Two rebels", "clash"),
    ],
)
def test_a_shared_number_stays_with_one_act(
    text: str, acts: tuple[str, str], role: str, number: str, owner: str
) -> None:
    """The noun of violence carries it, unless the sentence says who killed whom."""
    frames = tuple(frame(text, act, "ASSAULT", **{role: number}) for act in acts)
    kept = Tally()(framed(text, *frames)).frames

    assert [f.trigger.of(text) for f in kept if f.arguments] == [owner]


def test_a_number_goes_to_the_act_that_can_bring_it_about() -> None:
    """Those displaced belong to the displacement and not to the fighting."""
    text = "Fighting displaced 300 families."
    frames = tuple(
        frame(text, act, label, displaced="300 families")
        for act, label in (("Fighting", "ASSAULT"), ("displaced", "DISPLACE"))
    )
    kept = Tally()(framed(text, *frames)).frames

    assert [bool(f.arguments) for f in kept] == [False, True]


def test_numbers_of_one_act_stay() -> None:
    """Where nothing is shared, the reading is the same."""
    text = "Gunmen killed two rebels."
    reading = framed(text, frame(text, "killed", "ASSAULT", killed="two rebels"))

    assert Tally()(reading) is reading


def test_what_an_act_cannot_tell_counts_others() -> None:
    """A warrant captures nobody."""
    text = "The court issued warrants for four leaders."
    kept = Tally()(framed(text, frame(text, "warrants", "ACCUSE", captured="four leaders"))).frames

    assert [a.role for a in kept[0].arguments] == ["other"]


def test_who_was_captured_may_be_released() -> None:
    """Roles that differ do not share a number."""
    text = "Gunmen freed six nurses seized near the port."
    frames = (
        frame(text, "freed", "RETREAT", released="six nurses"),
        frame(text, "seized", "ASSAULT", captured="six nurses"),
    )

    assert [bool(f.arguments) for f in Tally()(framed(text, *frames)).frames] == [True, True]
