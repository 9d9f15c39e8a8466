from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps.reader import read

from casus.model.syntax import EntityKind
from casus.steps import _lexicon


def mentions(text: str) -> dict[str, str]:
    """Label by words."""
    return {mention.span.of(text): mention.label for mention in read(text).mentions}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The rebels attacked two army posts.", {"The rebels", "two army posts"}, id="nominals"),
        pytest.param("They met him.", {"They", "him"}, id="pronouns"),
        pytest.param("The army's leader resigned.", {"The army's leader", "The army"}, id="possessor"),
        pytest.param("Their leader resigned.", {"Their leader", "Their"}, id="possessive"),
        pytest.param("Troops reached Deir al-Zor.", {"Troops", "Deir al-Zor"}, id="linked-name"),
        pytest.param("Thousands of refugees fled.", {"Thousands of refugees", "refugees"}, id="amount"),
        pytest.param("At least 14 soldiers died.", {"At least 14 soldiers"}, id="hedge"),
        pytest.param("The rebels who left the town died.", {"The rebels", "who", "the town"}, id="no-relative-clause"),
    ],
)
def test_phrases_are_minimal_and_whole(text: str, words: set[str]) -> None:
    """From the first modifier to the head noun, and what is nested in it."""
    assert set(mentions(text)) == words


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        pytest.param("Troops entered Syria.", "Syria", EntityKind.GPE, id="country"),
        pytest.param("President Ana Ruiz resigned.", "President Ana Ruiz", EntityKind.PER, id="person"),
        pytest.param("The Kismar Liberation Army said so.", "The Kismar Liberation Army", EntityKind.ORG, id="body"),
        pytest.param("Syrian troops left.", "Syrian", EntityKind.NORP, id="demonym"),
        pytest.param("The soldiers left.", "The soldiers", EntityKind.NOMINAL, id="nominal"),
        pytest.param("The soldiers said they left.", "they", EntityKind.PRONOUN, id="pronoun"),
    ],
)
def test_mentions_get_a_coarse_label(text: str, words: str, label: str) -> None:
    """What kind of thing the words name."""
    assert mentions(text)[words] == label


def test_a_weekday_is_no_mention() -> None:
    """Times are found by another step."""
    assert "Tuesday" not in mentions("Rebels left on Tuesday.")


@pytest.mark.parametrize("section", ["linkers", "of_heads", "facilities", "landscape", "times", "amounts", "hedges"])
def test_every_word_list_has_example_and_counter(section: str) -> None:
    """The example reads differently from the counter-example."""
    rule = _lexicon.table("mentions.toml")[section]
    example, counter = mentions(rule["example"]), mentions(rule["counter"])

    assert sorted(example.values()) != sorted(counter.values()) or max(map(len, example)) != max(map(len, counter))


@given(st.text(max_size=200))
def test_mentions_lie_inside_sentences_with_one_head_each(text: str) -> None:
    """Any text: the head is inside the span, and no two mentions share one."""
    reading = read(text)
    heads = [mention.head for mention in reading.mentions]

    assert len(heads) == len(set(heads))
    assert all(m.span.contains(reading.tokens[m.head].span) for m in reading.mentions)
