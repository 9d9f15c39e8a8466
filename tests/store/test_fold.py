from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.store.fold import fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Ra's al-ʿAyn", "ras al-ayn", id="apostrophes"),
        pytest.param("DÜZCE", "duzce", id="accents-and-case"),
        pytest.param("Groß Straße", "gross strasse", id="sharp-s"),
        pytest.param("  Upper\n Kesh ", "upper kesh", id="spaces"),
        pytest.param("حلب", "حلب", id="another-script"),
    ],
)
def test_names_are_compared_without_their_dress(name: str, folded: str) -> None:
    """Case, accents, apostrophes and line breaks make no other name."""
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """So that what is typed and what is stored meet."""
    assert fold(fold(text)) == fold(text)
