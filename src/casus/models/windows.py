"""Cuts a long text into windows that the encoder can read, each with a core of its own and some context around it.

Every token lies in exactly one core; context is read again so that sources, places and antecedents a few sentences back
can be linked. Cuts fall between sentences where the punctuation shows one, since training windows hold whole sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

# In word pieces; training windows hold up to 320. A 400-word report (470 pieces) is read 1.2 times over.
LARGEST: Final = 320
CORE: Final = 232
LEFT: Final = 64
RIGHT: Final = 40
_SEARCH: Final = 60
_ENDS: Final = frozenset(".!?…") | {"...", "?!", "!!", "??", "!?"}
_CLOSERS: Final = frozenset("\"'”’»)]")


@dataclass(frozen=True, slots=True)
class Window:
    """Token numbers: the window from `start` to `end`, its core from `first` to `last`, ends excluded."""

    start: int
    end: int
    first: int
    last: int


def plan(sizes: Sequence[int], bounds: Sequence[int]) -> tuple[Window, ...]:
    """Windows over tokens of `sizes` word pieces; `bounds` are the token numbers where a sentence seems to begin."""
    upto = [0, *accumulate(sizes)]
    if not sizes:
        return ()
    count = 1 if upto[-1] <= LARGEST else -(-upto[-1] // CORE)
    cuts = [0]
    for n in range(1, count):
        cut = _cut(upto, bounds, upto[-1] * n // count)
        if cut > cuts[-1]:
            cuts.append(cut)
    cuts.append(len(sizes))
    return tuple(_with_context(upto, bounds, a, b) for a, b in pairwise(cuts))


def _cut(upto: Sequence[int], bounds: Sequence[int], goal: int) -> int:
    """The sentence bound nearest to `goal` pieces, or the token there if none is near."""
    low, high = bisect_left(upto, goal - _SEARCH), bisect_left(upto, goal + _SEARCH)
    near = bounds[bisect_left(bounds, low) : bisect_left(bounds, high)]
    return min(near, key=lambda b: abs(upto[b] - goal), default=min(bisect_left(upto, goal), len(upto) - 1))


def _with_context(upto: Sequence[int], bounds: Sequence[int], first: int, last: int) -> Window:
    left = bounds[bisect_left(bounds, bisect_left(upto, upto[first] - LEFT)) : bisect_left(bounds, first)]
    right = bounds[bisect_right(bounds, last) : bisect_right(bounds, bisect_right(upto, upto[last] + RIGHT) - 1)]
    end = right[-1] if right else last
    if len(upto) - 1 > last and upto[-1] - upto[last] <= RIGHT:
        end = len(upto) - 1
    return Window(left[0] if left else first, end, first, last)


def sentence_bounds(text: str, tokens: Sequence[tuple[int, int]], parts: Sequence[int]) -> list[int]:
    """Token numbers where a sentence seems to begin: at parts, after blank lines, and after final punctuation."""
    openers = set(parts)
    return [n for n in range(len(tokens)) if n in openers or _opens(text, tokens, n)]


def _opens(text: str, tokens: Sequence[tuple[int, int]], n: int) -> bool:
    if n == 0:
        return True
    (a, b), (c, d) = tokens[n - 1], tokens[n]
    if "\n\n" in text[b:c]:
        return True
    if text[a:b] in _CLOSERS and n > 1:
        a, b = tokens[n - 2]
    word = text[c:d]
    return text[a:b] in _ENDS and not word[0].islower() and word not in _CLOSERS and word not in _ENDS
