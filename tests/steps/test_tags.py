from __future__ import annotations

import pytest
from tests.steps.reader import read, word

from casus.steps._words import guess_lemma, load, parse
from casus.steps.tags import shapes


@pytest.mark.parametrize(
    ("text", "form", "tag", "lemma"),
    [
        pytest.param("Rebels fired shells at the port.", "fired", "VERB/VBD", "fire", id="past"),
        pytest.param("The soldiers were killed.", "killed", "VERB/VBN", "kill", id="participle"),
        pytest.param("The attack failed.", "attack", "NOUN/NN", "attack", id="noun-or-verb"),
        pytest.param("They will attack the town.", "attack", "VERB/VB", "attack", id="verb-or-noun"),
        pytest.param("The troops have withdrawn.", "have", "AUX/VBP", "have", id="auxiliary"),
        pytest.param("They withdrew to Kismar.", "to", "ADP/IN", "to", id="to-place"),
        pytest.param("They want to leave.", "to", "PART/TO", "to", id="to-verb"),
        pytest.param("The general met Aru Haro in Kismar.", "Kismar", "PROPN/NNP", "Kismar", id="name"),
        pytest.param("The cities were shelled.", "cities", "NOUN/NNS", "city", id="plural"),
        pytest.param("Army Seizes Rebel Base", "Seizes", "VERB/VBZ", "seize", id="title-case"),
        pytest.param("Fighters of IS left.", "IS", "PROPN/NNP", "IS", id="capitals"),
    ],
)
def test_words_in_context_get_tag_and_lemma(text: str, form: str, tag: str, lemma: str) -> None:
    """Ambiguous words are settled by what stands around them."""
    token = word(read(text), form)

    assert (f"{token.upos}/{token.xpos}", token.lemma) == (tag, lemma)


@pytest.mark.parametrize(
    ("form", "xpos", "lemma"),
    [
        pytest.param("militias", "NNS", "militia", id="plural"),
        pytest.param("zorries", "NNS", "zorry", id="ies"),
        pytest.param("zapped", "VBD", "zap", id="doubled"),
        pytest.param("striking", "VBG", "strike", id="known-with-e"),
        pytest.param("bes", "NNS", "be", id="short"),
        pytest.param("ing", "VBG", "ing", id="nothing-left"),
    ],
)
def test_lemmas_of_unknown_words_come_from_their_endings(form: str, xpos: str, lemma: str) -> None:
    """Regular endings are taken off, and the stem is looked up where more than one would do."""
    assert guess_lemma(form, xpos, load()) == lemma


def test_shapes_tell_headlines_from_text() -> None:
    """In a headline capitals say nothing; in text they point to names."""
    assert shapes(["The", "army", "left", "Kismar", "in", "2014"]) == ["^", "x", "x", "Xx", "x", "Y"]
    assert shapes(["Army", "Leaves", "Kismar", "in", "Ruins"])[1] == "T"


def test_a_line_of_the_word_table_is_read_back() -> None:
    """Tags, counts and lemmas of a form; rare tags are no choice."""
    entry = parse("fired", "VERB|VBD:30:fire VERB|VBN:22:fire NOUN|NN:1:")

    assert entry.choices == "VERB|VBD/VERB|VBN"
    assert (entry.lemma("VERB|VBG"), entry.lemma("NOUN|NN"), entry.lemma("ADJ|JJ")) == ("fire", "fired", None)
