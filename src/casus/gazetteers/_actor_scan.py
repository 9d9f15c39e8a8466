"""Finding names in running text: words with their spans, and how a name may be written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from casus.resources.folding import key

_MARK: Final = r"\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u00ad\ufeff"
_LETTER: Final = rf"[^\W_]+(?:[{_MARK}]+[^\W_]*)*"
_WORD: Final = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|(?:[^\W\d_]\.)+[^\W\d_](?!\w)\.?|{_LETTER}(?:['’‘ʼʻ`](?!s\b){_LETTER})*"
)
_GAP: Final = re.compile(rf"[ \-‐‑–/'’\"“”&\u00a0{_MARK}]{{1,4}}")
LONGEST: Final = 12
"""Words. The longest name of the registry has 13 words; only the first 12 are looked at."""


class Word(NamedTuple):
    """One word of the text: code points and key; `joined`: a possessive "s" right after an apostrophe."""

    start: int
    end: int
    key: str
    joined: bool


def text_words(text: str) -> list[Word]:
    """The words of a text in order; those too long to be part of a name have an empty key."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = text[start:end]
        joined = (word == "s" or word == "S") and start > 0 and text[start - 1] in "'’"
        found.append(Word(start, end, key(word), joined))
    return found


def runs(text: str, words: list[Word], first: int) -> Iterator[tuple[int, str]]:
    """(index of the last word, key) of the stretches of words that begin at `first`, shortest first, while only
    blanks, hyphens or
    apostrophes stand between the words.
    """
    so_far = words[first].key
    for last in range(first, min(first + LONGEST, len(words))):
        word = words[last]
        if last > first:
            if not word.key or not _GAP.fullmatch(text, words[last - 1].end, word.start):
                return
            so_far = f"{so_far}{word.key}" if word.joined else f"{so_far} {word.key}"
        if so_far:
            yield last, so_far
