"""What a spaCy pipeline says of one text, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """One token: its code points, its tags, `head` as index of another (-1: none), whether it opens a sentence."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    label: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one text with its entities: first token, last (excluded) and label of each."""

    words: tuple[Word, ...]
    entities: tuple[tuple[int, int, str], ...] = ()


def without_blanks(given: Words) -> Words:
    """The same without tokens of white space: what hung on one hangs on the word above it."""
    kept = [n for n, word in enumerate(given.words) if not word.text.isspace()]
    place = {n: i for i, n in enumerate(kept)}
    found, opens = [], True
    for n, word in enumerate(given.words):
        opens = opens or word.opens
        if n in place:
            found.append(replace(word, head=place.get(_above(given.words, n), -1), opens=opens))
            opens = False
    entities = ((_words(place, first, last), label) for first, last, label in given.entities)
    return Words(tuple(found), tuple((own[0], own[-1] + 1, label) for own, label in entities if own))


def _words(place: dict[int, int], first: int, last: int) -> list[int]:
    return [place[n] for n in range(first, last) if n in place]


def _above(words: Sequence[Word], n: int) -> int:
    """The nearest word above that is not white space; -1 for none."""
    head, left = words[n].head, len(words)
    while head >= 0 and words[head].text.isspace() and left:
        head, left = words[head].head, left - 1
    return head


def sentences(words: Sequence[Word]) -> list[tuple[int, int]]:
    """First and last (excluded) word of each sentence."""
    starts = [n for n, word in enumerate(words) if word.opens or n == 0]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))
