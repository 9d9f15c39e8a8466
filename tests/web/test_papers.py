"""Reports cut down to the sentences that are quoted."""

from __future__ import annotations

from typing import Any

from casus.web.papers import quoted_only


def piece(start: int, text: str, *, opens: bool = False) -> dict[str, Any]:
    """A segment without marks."""
    return {"start": start, "text": text, "marks": [], "part": "paragraph", "opens": opens}


def test_the_blank_between_two_quoted_sentences_stays() -> None:
    """Sentences that follow each other are not glued; what lies between others is a gap."""
    text = "One came. Two went. Three sat. Four ate."
    whole = [piece(0, text[:4], opens=True), piece(4, text[4:])]
    kept = quoted_only(whole, [(31, 40), (10, 19), (0, 9)])

    assert [one["text"] for one in kept] == ["One ", "came. Two went.", "…", "Four ate."]
    assert [one["part"] for one in kept].count("gap") == 1


def test_words_left_out_at_either_end_leave_a_gap() -> None:
    """A quote from the middle does not look like the whole."""
    kept = quoted_only([piece(7, "One came. Two went. Three sat.")], [(17, 26)])

    assert [one["text"] for one in kept] == ["…", "Two went.", "…"]
