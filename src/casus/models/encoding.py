"""Words to the numbers that the encoder reads: word pieces, letter case, and where each word begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from casus.errors import ResourceError

# A word is read by its first 6 pieces and 64 characters: longer ones are addresses or noise, and time must stay linear.
MAX_PIECES: Final = 6
MAX_CHARACTERS: Final = 64
_CACHE: Final = 100_000


class PieceEncoder:
    """Encodes single words, remembering the frequent ones."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.begin, self.end, self._unknown = (_number(self._tokenizer, t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._pieces: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        """The piece numbers of one word; never empty."""
        found = self._pieces.get(word)
        if found is None:
            ids = self._tokenizer.encode(word[:MAX_CHARACTERS], add_special_tokens=False).ids
            found = ids[:MAX_PIECES] or [self._unknown]
            if len(self._pieces) < _CACHE:
                self._pieces[word] = found
        return found

    def window(self, words: Sequence[str], case: int | None = None) -> tuple[list[int], list[int], list[int]]:
        """Piece numbers, case numbers and the position of each word's first piece, framed by begin and end marks."""
        ids, cases, first = [self.begin], [0], []
        for word in words:
            pieces = self.word(word)
            first.append(len(ids))
            ids += pieces
            cases += [case or letter_case(word)] * len(pieces)
        return [*ids, self.end], [*cases, 0], first


def _number(tokenizer: Tokenizer, token: str) -> int:
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ResourceError(
            f"no {token} among the word pieces", where="tokenizer.json", expected="those of the shipped model"
        )
    return number


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
