"""Relations that hold."""

from __future__ import annotations

import pytest

from casus.model.document import Document
from casus.pipeline import Pipeline


def states(rules: Pipeline, text: str) -> set[tuple[str, str, str]]:
    """Subject, relation and object of every state."""
    found = rules.code(Document("d-1", text)).states
    return {
        (s.span.of(text), state.relation, o.span.of(text))
        for state in found
        for s in state.subjects
        for o in state.objects
        if s.span and o.span
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "They fled from the rebel-held town of Aleppo.", ("rebel", "controls", "Aleppo"), id="ground-is-named"
        ),
        pytest.param("They met Syrian-backed men.", ("Syrian", "supports", "Syrian-backed men"), id="-backed"),
        pytest.param(
            "The truce between the army and the rebels held.",
            ("the army", "ceasefire_with", "the rebels"),
            id="between",
        ),
        pytest.param("The brigade is stationed in Mosul.", ("The brigade", "present_in", "Mosul"), id="stationed"),
        pytest.param(
            "Its involvement in Mali has strained the budget.", ("Its", "present_in", "Mali"), id="its-involvement"
        ),
        pytest.param("The rebels controlled the town.", ("The rebels", "controls", "the town"), id="verb"),
    ],
)  # fmt: skip
def test_a_relation_has_both_ends(rules: Pipeline, text: str, expected: tuple[str, str, str]) -> None:
    """Subject and object quote their words."""
    assert expected in states(rules, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The minister controlled his temper.", id="no-ground"),
        pytest.param("A truce was agreed.", id="no-sides"),
        pytest.param("The well-known singer advanced.", id="no-relation"),
    ],
)
def test_a_relation_needs_both_ends_and_ground(rules: Pipeline, text: str) -> None:
    """Without a second party, or without ground for control, nothing is said to hold."""
    assert states(rules, text) == set()


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        pytest.param("The rebels controlled the entire town.", "all", id="all"),
        pytest.param("The rebels controlled the town.", "unspecified", id="unspecified"),
    ],
)
def test_how_much_is_controlled(rules: Pipeline, text: str, extent: str) -> None:
    """Words near the relation tell the extent."""
    assert {s.extent for s in rules.code(Document("d-1", text)).states} == {extent}
