"""How sure the words of a sentence make one of them."""

from __future__ import annotations

import pytest
from tests.steps.reader import read

from casus.steps._factuality import Sureness, factuality_of
from casus.steps._tree import Tree


def sure(text: str, form: str) -> Sureness:
    """The value of the first token with that form."""
    reading = read(text)
    at = next(i for i, token in enumerate(reading.tokens) if token.text == form)
    return factuality_of(Tree.of(reading), at)


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("Rebels attacked the depot.", "attacked", "CT+"),
        ("Rebels did not attack the depot.", "attack", "CT-"),
        ("Rebels may attack the depot.", "attack", "PS+"),
        ("Rebels may not attack the depot.", "attack", "PS-"),
        ("Rebels will attack the depot.", "attack", "PR+"),
        ("Rebels probably attacked the depot.", "attacked", "PR+"),
        ("Rebels want to attack the depot.", "attack", "U"),
        ("Rebels failed to attack the depot.", "attack", "CT-"),
        ("Rebels managed to attack the depot.", "attack", "CT+"),
        ("No rebels attacked the depot.", "attacked", "CT-"),
        ("The rebels attacked no depot.", "attacked", "CT-"),
    ],
)
def test_small_words_and_governors_set_the_value(text: str, form: str, value: str) -> None:
    """Auxiliaries, negation, adverbs and the verbs above, each beside a sentence that it leaves certain."""
    assert sure(text, form).factuality == value


def test_values_multiply_along_the_way_up() -> None:
    """Denied twice is certain again; the less certain of two wins."""
    assert sure("Rebels did not fail to attack the depot.", "attack").factuality == "CT+"
    assert Sureness("PR", denied=True).under(Sureness("PS")).factuality == "PS-"


def test_what_lies_ahead_is_told_from_what_is_open() -> None:
    """A plan is open because it lies ahead, a wish because it is one."""
    assert sure("Rebels plan to attack the depot.", "attack").ahead
    assert not sure("Rebels want to attack the depot.", "attack").ahead


def test_the_cues_are_the_words_that_did_it() -> None:
    """Each value shows its words; a certain one has none."""
    text = "Rebels may refuse to attack the depot."
    assert {cue.of(text) for cue in sure(text, "attack").cues} >= {"may"}
    assert sure("Rebels attacked the depot.", "attacked").cues == ()
