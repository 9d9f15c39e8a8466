"""Tags are settled against the word table, and lemmas looked up."""

from __future__ import annotations

import pytest

from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps.lemmas import Lemmas


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "expected"),
    [
        pytest.param("refused", "PART", "VBD", ("VERB", "VBD", "refuse"), id="a class the word never has"),
        pytest.param("attack", "VERB", "VB", ("VERB", "VB", "attack"), id="a class it has is kept"),
        pytest.param("Kelvarn", "PART", "TO", ("PART", "TO", "kelvarn"), id="nothing is known of the form"),
        pytest.param("Ally", "PROPN", "NNP", ("PROPN", "NNP", "Ally"), id="names are left alone"),
    ],
)
def test_a_token_has_a_class_it_can_have(form: str, upos: str, xpos: str, expected: tuple[str, str, str]) -> None:
    """What the table has often seen under other classes only is not believed."""
    token = Token(Span(0, len(form)), form, upos=upos, xpos=xpos)
    (found,) = Lemmas()(Reading(Document("d-1", form), tokens=(token,))).tokens

    assert (found.upos, found.xpos, found.lemma) == expected
