"""Words to the numbers that the encoder reads: word pieces, letter case, and where each word begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from casus.errors import ResourceError
from casus.models.wordpiece import pieces

# A word is read by its first 6 pieces and 64 characters: longer ones are addresses or noise, and time must stay linear.
MAX_PIECES: Final = 6
MAX_CHARACTERS: Final = 64
_CACHE: Final = 20_000


class PieceEncoder:
    """Encodes single words, remembering the frequent ones. The vocabulary file holds one piece a line."""

    def __init__(self, path: Path) -> None:
        self._vocabulary = {piece: n for n, piece in enumerate(path.read_text(encoding="utf-8").split("\n")) if piece}
        try:
            self.begin, self.end, self._unknown = (self._vocabulary[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))
        except KeyError as error:
            raise ResourceError(f"no {error} among the word pieces", where=str(path)) from None
        self._pieces: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        """The piece numbers of one word; never empty."""
        found = self._pieces.get(word)
        if found is None:
            ids = pieces(word[:MAX_CHARACTERS], self._vocabulary, self._unknown)
            found = ids[:MAX_PIECES] or [self._unknown]
            if len(self._pieces) < _CACHE:
                self._pieces[word] = found
        return found

    def window(self, words: Sequence[str], case: int | None = None) -> tuple[list[int], list[int], list[int]]:
        """Piece numbers, case numbers and the position of each word's first piece, framed by begin and end marks."""
        ids, cases, first = [self.begin], [0], []
        for word in words:
            found = self.word(word)
            first.append(len(ids))
            ids += found
            cases += [case or letter_case(word)] * len(found)
        return [*ids, self.end], [*cases, 0], first


def letter_case(word: str) -> int:
    """1 lower, 2 upper, 3 a single capital, 4 capitalised, 5 with digits, 6 mixed, 7 no letters."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 4
    if any(c.isdigit() for c in word):
        return 5
    return 6 if any(c.isupper() for c in word) else 7
