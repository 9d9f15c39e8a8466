"""What grammar alone says about the parties of an act."""

from __future__ import annotations

import pytest
from tests.steps.reader import read

from casus.steps._arguments import is_symmetric, parties
from casus.steps._tree import Tree


def roles(text: str, form: str, label: str, mode: str | None = None) -> set[tuple[str, str]]:
    """The parties of the act told by a word."""
    reading = read(text)
    head = next(i for i, token in enumerate(reading.tokens) if token.text == form)
    return {(a.role, a.span.of(text)) for a in parties(Tree.of(reading), head, label, mode)}


@pytest.mark.parametrize(
    ("text", "form", "label", "expected"),
    [
        pytest.param(
            "The rebels attacked the convoy.",
            "attacked",
            "ASSAULT",
            {("actor", "The rebels"), ("recipient", "the convoy")},
            id="active",
        ),
        pytest.param(
            "Two soldiers were killed by the rebels.",
            "killed",
            "ASSAULT",
            {("actor", "the rebels"), ("recipient", "Two soldiers")},
            id="passive",
        ),
        pytest.param(
            "The army launched an offensive against the rebels.",
            "offensive",
            "ASSAULT",
            {("actor", "The army"), ("recipient", "the rebels")},
            id="light-verb",
        ),
        pytest.param(
            "The villagers were displaced.", "displaced", "DISPLACE", {("actor", "The villagers")}, id="who-flees-acts"
        ),
        pytest.param(
            "The president met the rebels.",
            "met",
            "CONSULT",
            {("actor", "The president"), ("actor", "the rebels")},
            id="all-who-meet-act",
        ),
    ],
)
def test_parties_by_grammar(text: str, form: str, label: str, expected: set[tuple[str, str]]) -> None:
    """Subjects act, objects suffer; passives turn that around."""
    assert roles(text, form, label) == expected


def test_clashes_and_meetings_have_no_recipient() -> None:
    """Types and modes of acts that all parties do alike are listed."""
    assert is_symmetric("CONSULT", None)
    assert is_symmetric("ASSAULT", "clash")
    assert not is_symmetric("ASSAULT", "aerial")
