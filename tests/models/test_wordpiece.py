"""Word pieces follow the published rules of uncased BERT."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.models.wordpiece import normalised, pieces, runs

VOCABULARY = {p: n for n, p in enumerate(["[UNK]", "reb", "##el", "##s", "-", "held", "el", "zor", "'", "s", "中"])}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("Rebels", [1, 2, 3], id="longest piece first, continued with ##"),
        pytest.param("rebel-held", [1, 2, 4, 5], id="punctuation stands alone"),
        pytest.param("Él", [6], id="accents go, case goes"),
        pytest.param("rebx", [0], id="one unknown for the whole run"),
        pytest.param("中中", [10, 10], id="Chinese characters are words"),
        pytest.param("\u200b", [], id="nothing visible"),
        pytest.param("reb" * 50, [0], id="very long runs are unknown"),
    ],
)
def test_a_word_becomes_its_longest_pieces(word: str, expected: list[int]) -> None:
    """Pieces are matched greedily from the left, run by run."""
    assert pieces(word, VOCABULARY, 0) == expected


@given(st.text())
def test_any_text_has_pieces_or_none(text: str) -> None:
    """No text breaks it, and visible runs always give at least one piece."""
    found = pieces(text, VOCABULARY, 0)

    assert len(found) >= len(list(runs(normalised(text))))
