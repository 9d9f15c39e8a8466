"""Questions to a dependency tree: subjects, objects, phrases."""

from __future__ import annotations

import pytest

from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps._tree import Tree


def tree(*rows: str) -> Tree:
    """A tree from rows "form upos xpos head label" with heads counted from 0."""
    tokens, at = [], 0
    for row in rows:
        form, upos, xpos, head, label = row.split(" ")
        tokens.append(
            Token(Span(at, at + len(form)), form, {"were": "be"}.get(form, form), upos, xpos, int(head), label)
        )
        at += len(form) + 1
    text = " ".join(token.text for token in tokens)
    return Tree.of(Reading(Document("d-1", text), tokens=tuple(tokens)))


ACTIVE = tree("Rebels NOUN NNS 1 nsubj", "stormed VERB VBD -1 root", "Tarsin PROPN NNP 1 obj", "and CCONJ CC 4 cc",
              "fled VERB VBD 1 conj")  # fmt: skip
PASSIVE = tree("Men NOUN NNS 2 nsubj:pass", "were AUX VBD 2 aux:pass", "shot VERB VBN -1 root", "by ADP IN 4 case",
               "police NOUN NN 2 obl:agent", "and CCONJ CC 6 cc", "troops NOUN NNS 4 conj")  # fmt: skip


def test_verbs_in_a_row_share_their_subject() -> None:
    """In "Rebels stormed Tarsin and fled" the rebels fled."""
    assert ACTIVE.subject(1) == ACTIVE.subject(4) == 0


def test_a_passive_has_no_doer_for_subject() -> None:
    """Men that were shot did not shoot."""
    assert PASSIVE.subject(2) is None
    assert PASSIVE.passive_subject(2) == 0
    assert PASSIVE.is_passive(2)
    assert not ACTIVE.is_passive(1)


def test_a_label_without_subtype_finds_its_subtypes() -> None:
    """Asking for "obl" finds "obl:agent", asking for "nsubj:pass" nothing but that."""
    assert PASSIVE.children(2, "obl") == (4,)
    assert PASSIVE.children(2, "nsubj:pass") == (0,)
    assert ACTIVE.children(1, "nsubj:pass") == ()


def test_conjuncts_and_cases_of_a_noun() -> None:
    """The phrase "by police and troops" names two, after "by"."""
    assert PASSIVE.conjuncts(4) == (4, 6)
    assert PASSIVE.cases(4) == ("by",)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((0, 6), (0, 1), id="one-word"),
        pytest.param((7, 21), (1, 3), id="two-words"),
        pytest.param((8, 9), (1, 2), id="inside-a-word"),
        pytest.param((6, 7), (1, 2), id="the-blank-before-a-word"),
        pytest.param((0, 30), (0, 5), id="all"),
    ],
)
def test_the_tokens_of_a_span(span: tuple[int, int], expected: tuple[int, int]) -> None:
    """A span covers the tokens that it shares a code point with, and at least one."""
    assert ACTIVE.range(Span(*span)) == expected


def test_the_head_of_a_span_hangs_on_a_word_outside() -> None:
    """In "by police and troops" the police are the head."""
    assert PASSIVE.head_in(Span(14, 34)) == 4


def test_governors_come_nearest_first() -> None:
    """Troops hang on the police, these on the shooting."""
    assert PASSIVE.ancestors(6) == (4, 2)
