"""Windows cover every token once and stay small enough for the encoder."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casus.models.windows import LARGEST, LEFT, RIGHT, plan, sentence_bounds
from casus.steps.tokens import tokenize

SIZES = st.lists(st.integers(1, 6), max_size=3000)


@given(SIZES, st.integers(1, 60))
def test_cores_tile_the_text_and_windows_fit(sizes: list[int], step: int) -> None:
    """Each token has one core, and no window is longer than the encoder reads."""
    bounds = list(range(0, len(sizes), step))
    windows = plan(sizes, bounds)
    assert [n for w in windows for n in range(w.first, w.last)] == list(range(len(sizes)))
    for w in windows:
        assert w.start <= w.first < w.last <= w.end
        assert sum(sizes[w.start : w.first]) <= LEFT
        assert sum(sizes[w.last : w.end]) <= RIGHT
        assert sum(sizes[w.start : w.end]) <= 500


def test_a_short_text_is_one_window() -> None:
    """Nothing is cut without need."""
    assert len(plan([1] * LARGEST, [0])) == 1
    assert plan([], []) == ()


def test_bounds_follow_punctuation_blank_lines_and_parts() -> None:
    """Likely sentence starts are found without the model."""
    text = "Title here\n\nFirst one. “Quoted.” Then 3.5 men of Gen. Ali left? No! e.g. nothing"
    tokens = tokenize(text)
    opened = [text[slice(*tokens[n])] for n in sentence_bounds(text, tokens, (0,))]
    assert opened == ["Title", "First", "“", "Then", "No"]
