from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps.reader import read, relation

from casus.model.reading import Reading
from casus.steps._transitions import State, licensed, oracle
from casus.steps.parse import load_rules

WORDS = [
    *("rebels", "the", "army", "killed", "said", "that", "Kismar", "who", "was", "to", "attack", "their", "from"),
    *("taken", "in", "of", "and", ",", ".", "14", '"', "-", "("),
]


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        pytest.param("Rebels attacked the town.", "Rebels", "nsubj", "attacked", id="subject"),
        pytest.param("Rebels attacked the town.", "town", "obj", "attacked", id="object"),
        pytest.param("Rebels attacked the town on Monday.", "Monday", "obl", "attacked", id="oblique"),
        pytest.param("Two soldiers were killed by rebels.", "soldiers", "nsubj:pass", "killed", id="passive"),
        pytest.param("Two soldiers were killed by rebels.", "were", "aux:pass", "killed", id="passive-auxiliary"),
        pytest.param("Two soldiers were killed by rebels.", "rebels", "obl:agent", "killed", id="agent"),
        pytest.param("The army of Haroland left.", "Haroland", "nmod", "army", id="of"),
        pytest.param("The army's leader resigned.", "army", "nmod:poss", "leader", id="possessor"),
        pytest.param("The rebels tried to leave.", "leave", "xcomp", "tried", id="control"),
        pytest.param("Rebels and soldiers left.", "soldiers", "conj", "Rebels", id="coordination"),
        pytest.param("The army did not attack.", "not", "advmod", "attack", id="negation"),
        pytest.param("The town is quiet.", "is", "cop", "quiet", id="copula"),
        pytest.param("Police arrested government troops.", "government", "compound", "troops", id="compound"),
        pytest.param("Rebels left the town.", "left", "root", "", id="root"),
    ],
)
def test_plain_clauses_are_parsed(text: str, form: str, label: str, head: str) -> None:
    """Who does what to whom, with the labels of Universal Dependencies."""
    assert relation(text, form) == (label, head)


def _is_tree(reading: Reading) -> bool:
    for s in reading.sentences:
        inside = range(s.first, s.last)
        roots = [i for i in inside if reading.tokens[i].head == -1]
        if len(roots) != 1 or any((reading.tokens[i].deprel == "root") != (i in roots) for i in inside):
            return False
        for i in inside:
            steps = 0
            while i != roots[0]:
                i, steps = reading.tokens[i].head, steps + 1
                if i not in inside or steps > len(inside):
                    return False
    return True


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_word_salad_still_gives_one_tree_a_sentence(words: list[str]) -> None:
    """One root, every head inside the sentence, no cycle."""
    assert _is_tree(read(" ".join(words)))


@given(st.text(max_size=200))
def test_any_text_gives_one_tree_a_sentence(text: str) -> None:
    """No sequence of characters breaks the tree."""
    assert _is_tree(read(text))


@settings(max_examples=30)
@given(st.lists(st.sampled_from(WORDS[:-6]), min_size=1, max_size=40))
def test_moves_grow_linearly(words: list[str]) -> None:
    """Every word is shifted once and dropped at most once, so there are at most two moves a word."""
    state, moves = State(["NN"] * len(words), words, [""] * (len(words) + 1)), 0
    while not state.done:
        headless = bool(state.stack) and state.heads[state.stack[-1]] < 0
        choice = load_rules().choose(state.features(), None, "S") if state.stack else "S"
        state.move(choice if choice[0] not in ("R" if headless else "L") else "S")
        moves += 1

    assert moves <= 2 * len(words)


def test_the_moves_of_a_tree_build_it_again() -> None:
    """Replaying "Rebels left the town" gives the heads that it was replayed from."""
    heads, labels = [1, -1, 3, 1], ["nsubj", "root", "det", "obj"]
    state = State(["NNS", "VBD", "DT", "NN"], ["rebel", "leave", "the", "town"], [""] * 5)
    while not state.done:
        state.move(oracle(state, heads, labels))

    assert state.heads == heads


@pytest.mark.parametrize(
    ("action", "top", "word", "allowed"),
    [
        pytest.param("L:nsubj", ("NN", ""), ("VBD", ""), True, id="subject"),
        pytest.param("L:nsubj", ("NN", ""), ("VBD", "s"), False, id="second-subject"),
        pytest.param("L:nsubj", ("NN", "i"), ("VBD", ""), False, id="noun-with-preposition"),
        pytest.param("L:nsubj", ("VBD", ""), ("VBD", ""), False, id="finite-verb"),
        pytest.param("A:obj", ("NN", ""), ("NN", ""), False, id="object-of-a-noun"),
        pytest.param("A:conj", ("NN", ""), ("NN", ""), False, id="conjunct-without-conjunction"),
        pytest.param("A:conj", ("NN", ""), ("NN", "k"), True, id="conjunct"),
    ],
)
def test_grammar_bars_what_cannot_be(action: str, top: tuple[str, str], word: tuple[str, str], allowed: bool) -> None:
    """Joins that no clause has are never made, however the rules vote."""
    assert licensed(action, top, word, mark=False) is allowed
