"""
Find names of known places in running English text.

Only words in capitals start a name (with a lower-case article: "al-Bab"); the longest known name wins. Words that
corpora show capitalised mostly for other reasons ("March", "Police", "Ali") are passed over unless they are part of a
longer known name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

MOST_WORDS: Final = 6
"""Words of the longest name looked for ("Democratic Republic of the Congo" has five)."""
UNLIKELY: Final = -4.5
"""log2 odds under which a single word is not taken for a place whatever stands around it; above, the reader of the
text must judge.
"""
WELL_KNOWN: Final = 0.75
"""Prior of countries and of cities of several 100,000 people."""

_UPPER: Final = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u0136\u0139-\u0147\u014a-\u0178\u1e00-\u1eff"
_ARTICLE: Final = r"(?:[AaEe][ldnrstzhdw]|[AaEe][sdt]h|[AaEe]l)[-\u2010\u2011]"
_TAIL: Final = r"(?:['\u2019\u02bc`\u2018\u02bb](?!(?:s|re|ve|ll|d|m|t)\b)\w+)*"
_WORD: Final = rf"(?:{_ARTICLE})?[{_UPPER}]\w*{_TAIL}"
_LINK: Final = (
    r"(?:of the|of|al|el|ad|ar|as|ash|at|az|an|ez|er|es|ed|esh|de la|de los|de|del|du|des|da|do|dos|di|la|le|les|en|and"
    r"|the|sur|upon|on|y|d')"
)
_SHORT: Final = r"(?:[A-Z]\.){2,3}|(?:St|Mt|Ft)\.[ ]"
_RUN: Final = re.compile(
    rf"(?<![\w@#/])(?:{_SHORT})?(?:(?:[A-Z]\.){{2,3}}"
    rf"|{_WORD}(?:(?:[ \u00a0]|[-\u2010\u2011\u2013])(?:{_LINK}[ \u00a0-])?(?:{_SHORT})?{_WORD})*)"
)
_PIECE: Final = re.compile(rf"(?:[A-Z]\.){{2,3}}|(?:St|Mt|Ft)\.|{_WORD}")
_LONGEST_RUN: Final = 200


def scan_names(text: str, *, prior: Callable[[str], float], odds: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    """Code point ranges of known names, left to right, without overlap. `prior` says how likely the
    words, as they stand, name a place (0: they do not).
    """
    for run in _RUN.finditer(text):
        if run.end() - run.start() <= _LONGEST_RUN:
            yield from _scan_run(text, run.start(), run.end(), prior, odds)


def _scan_run(
    text: str, start: int, end: int, prior: Callable[[str], float], odds: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    pieces = [match.span() for match in _PIECE.finditer(text, start, end)]
    first = 0
    while first < len(pieces):
        last = _longest(text, pieces, first, prior, odds)
        if last > first:
            yield pieces[first][0], pieces[last - 1][1]
            first = last
        else:
            first += 1


def _longest(
    text: str, pieces: list[tuple[int, int]], first: int, prior: Callable[[str], float], odds: Mapping[str, float]
) -> int:
    """The end (excluded) of the longest known name that starts at piece `first`; `first` when there is none."""
    for last in range(min(first + MOST_WORDS, len(pieces)), first, -1):
        name = text[pieces[first][0] : pieces[last - 1][1]]
        if odds.get(name, 0.0) < UNLIKELY:
            if last - first == 1:
                return first
        elif prior(name) > (_least(name) if last - first == 1 else 0.0):
            return last
    return first


def _least(word: str) -> float:
    """The prior that one word alone must exceed: "SNA" or "U.N." is rarely a village, so short words in capitals must
    be well known.
    """
    if len(word) < 2:
        return 1.0
    return WELL_KNOWN if word.isupper() and len(word.replace(".", "")) <= 4 else 0.0
