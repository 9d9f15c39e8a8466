"""
Word pieces of BERT vocabularies: lower case, no accents, longest match first.

The rules are those of the published uncased BERT models (Devlin et al. 2019, "WordPiece"). The usual library for them
brings a model hub's client and a dozen packages along, too much for sixty lines; `tests/models/test_wordpiece.py`
holds the results against it where it is installed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

CONTINUED: Final = "##"
LONGEST: Final = 100
"""A piece-less run longer than this is unknown as a whole, as in the published tokenizer."""
CHINESE: Final = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
"""Blocks whose characters are words of their own."""


def pieces(word: str, vocabulary: Mapping[str, int], unknown: int) -> list[int]:
    """The piece numbers of a word, which may hold punctuation and so several runs; empty for nothing visible."""
    return [number for run in runs(normalised(word)) for number in _matched(run, vocabulary, unknown)]


def normalised(text: str) -> str:
    """Lower case, without accents and control characters, with spaces around Chinese characters."""
    kept = "".join(_cleaned(character) for character in text)
    plain = unicodedata.normalize("NFD", kept)
    return "".join(c for c in plain if unicodedata.category(c) != "Mn").lower()


def _cleaned(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    if character in "\x00\ufffd" or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"}:
        return ""
    return f" {character} " if _is_chinese(ord(character)) else character


def _is_chinese(point: int) -> bool:
    return point >= CHINESE[1][0] and any(low <= point <= high for low, high in CHINESE)


def runs(text: str) -> Iterator[str]:
    """Runs of letters and figures, and every punctuation mark by itself."""
    for part in text.split():
        start = 0
        for i, character in enumerate(part):
            if _is_punctuation(character):
                if start < i:
                    yield part[start:i]
                yield character
                start = i + 1
        if start < len(part):
            yield part[start:]


def _is_punctuation(character: str) -> bool:
    return (character.isascii() and not character.isalnum() and character.isprintable()) or unicodedata.category(
        character
    ).startswith("P")


def _matched(run: str, vocabulary: Mapping[str, int], unknown: int) -> list[int]:
    """Longest pieces from the left; one unknown for a run that cannot be put together."""
    if len(run) > LONGEST:
        return [unknown]
    found: list[int] = []
    start = 0
    while start < len(run):
        end = len(run)
        while end > start and (CONTINUED if start else "") + run[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return [unknown]
        found.append(vocabulary[(CONTINUED if start else "") + run[start:end]])
        start = end
    return found
