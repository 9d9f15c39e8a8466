"""Words that denote acts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.steps.reader import read

from casus.steps._tree import Tree
from casus.steps._triggers import Sense, by_lemma, candidates, coarse, find_triggers

TABLE = by_lemma(
    [
        Sense(("attack",), "N", "ASSAULT", None, 0.8),
        Sense(("blow", "up"), "V", "ASSAULT", "explosives", 0.9),
        Sense(("blow",), "V", "ASSAULT", None, 0.5),
        Sense(("have", "to"), "V", "REQUEST", None, 0.3),
        Sense(("idle",), "V", "PROTEST", None, 0.01),
    ]
)


def found(text: str) -> list[str]:
    """The words of the candidates of a small lexicon."""
    return [t.span.of(text) for t in candidates(Tree.of(read(text)), TABLE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The attack failed.", ["attack"], id="a-noun"),
        pytest.param("They blew up the bridge.", ["blew up"], id="the-longer-phrase-wins"),
        pytest.param("He blew himself up.", ["blew himself up"], id="a-particle-stands-apart"),
        pytest.param("They had fled to the hills.", [], id="no-verb-inside-a-phrase"),
        pytest.param("The town waited.", [], id="nothing"),
    ],
)
def test_phrases_of_the_lexicon(text: str, expected: list[str]) -> None:
    """A phrase is found by its lemmas in order and its part of speech."""
    assert found(text) == expected


def test_phrases_that_hardly_ever_are_acts_are_left_out() -> None:
    """The least share bounds the lexicon."""
    assert "idle" not in TABLE


def test_what_stands_around_a_word_decides() -> None:
    """A word of the lexicon is no act everywhere."""
    acts = [t.span.of(s) for s in ("Rebels attacked the town.",) for t in find_triggers(Tree.of(read(s)))]
    quiet = find_triggers(Tree.of(read("He will act in a new play.")))

    assert acts == ["attacked"]
    assert quiet == ()


def test_each_word_belongs_to_one_trigger() -> None:
    """Triggers come left to right and do not overlap."""
    text = "Rebels opened fire and attacked a convoy, and troops arrested nine men after the attack."
    spans = [t.span for t in find_triggers(Tree.of(read(text)))]

    assert len(spans) >= 2
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_word_classes_fold_to_three() -> None:
    """Verbs, nouns, and the rest."""
    assert [coarse(tag) for tag in ("VERB", "AUX", "PROPN", "ADJ")] == ["V", "V", "N", "A"]
