"""
Whether the words around a time look forward or back.

    "They will meet in Karsa on Friday"  ->  1        "They met on Friday"  ->  -1
"""

from __future__ import annotations

from casus.steps._times_lexicon import lexicon
from casus.steps._times_words import Word


def direction(before: tuple[Word, ...], after: tuple[Word, ...]) -> int:
    """1 forward, -1 back, 0 unsaid; `before` is nearest first. The nearest verb counts, the one before first."""
    left, right = _nearest(before, backwards=True), _nearest(after, backwards=False)
    if left is None or right is None:
        return (left or right or (0, 0))[1]
    return left[1] if left[0] <= right[0] + 3 else right[1]


def _nearest(words: tuple[Word, ...], *, backwards: bool) -> tuple[int, int] | None:
    """Distance and direction of the nearest telling word."""
    cues = lexicon().direction
    future, past, stops = cues["future"], cues["past"], cues["stops"]
    for i, word in enumerate(words):
        text = word.text
        if text in stops:
            return None
        if "MONTH" in word.meanings:  # "May" is no modal
            continue
        if text in future:
            return i, 1
        if text in past or (text.endswith("ed") and len(text) > 4):
            rest = words[i + 1 : i + 4] if backwards else words[max(0, i - 3) : i][::-1]
            if any(other.text in {"be", "to"} for other in rest[:2]):
                return i, 1
            return i, -1
    return None
