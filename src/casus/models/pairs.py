"""Distances and surface features of pairs of words; shared by training and runtime, which must see the same numbers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

WORD_BUCKETS: Final = 17
SENTENCE_BUCKETS: Final = 7
# Upper ends of the buckets of an absolute distance; beyond the last all distances are alike.
_STEPS: Final = np.array([1, 2, 4, 8, 16, 32, 64, 128])

_STOPS: Final = frozenset({".", "!", "?", ":", '"', "“", "\n"})
_NEW: Final = frozenset({"a", "an", "another", "some", "several", "more", "two", "three"})
_NUMBERS: Final = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"})
_PERSONS: Final = {
    pronoun: person
    for person, pronouns in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
        "we": "we us our ours ourselves",
        "i": "i me my mine myself",
    }.items()
    for pronoun in pronouns.split()
}

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


def word_buckets(left: Numbers, right: Numbers) -> Numbers:
    """(A,), (B,) word numbers -> (A, B) bucket numbers of the signed distance; 8 is "the same word"."""
    difference = right[None, :] - left[:, None]
    size = np.searchsorted(_STEPS, np.abs(difference), side="right")
    buckets: Numbers = 8 + np.sign(difference) * size
    return buckets


def sentence_buckets(left: Numbers, right: Numbers) -> Numbers:
    """(A,), (B,) sentence numbers -> (A, B) bucket numbers of the difference, cut at three sentences."""
    buckets: Numbers = np.clip(right[None, :] - left[:, None], -3, 3) + 3
    return buckets


def mention_features(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Floats:
    """
    (M, M, 12): what the words of two mentions of a window have in common, the later one in the row.

    Same words, same last word, last word of one inside the other, touching spans; a name in common, names but none in
    common, the latter with the same last word, one the initials of the other; the same number, different numbers; the
    later one told as new ("another", "a"), pronouns of different persons.
    """
    lowered = [[w.lower() for w in words[a:b]] for a, b in spans]
    last = [w[-1] for w in lowered]
    holds, number_of = _held([set(w) for w in lowered])
    inside = holds[:, [number_of[word] for word in last]]
    starts, ends = (np.array([s[n] for s in spans], dtype=np.int64) for n in (0, 1))
    names = _shared([_names(words, span) for span in spans])
    numbers, persons = _shared([_numbers(w) for w in lowered]), _shared([_person(w) for w in lowered])
    initials, same_last = _initials([words[a:b] for a, b in spans]), _equal(last)
    fresh = np.array([w[0] in _NEW or "other" in w for w in lowered])
    columns = (
        _equal([" ".join(w) for w in lowered]),
        same_last,
        inside | inside.T,
        (starts[:, None] <= ends[None, :]) & (starts[None, :] <= ends[:, None]),
        names.common,
        names.apart & ~initials,
        names.apart & same_last,
        initials,
        numbers.common,
        numbers.apart,
        np.repeat(fresh[:, None], len(spans), 1),
        persons.apart,
    )
    return np.stack(columns, -1).astype(np.float32)


def _equal(texts: Sequence[str]) -> Flags:
    numbers: dict[str, int] = {}
    values = np.array([numbers.setdefault(text, len(numbers)) for text in texts])
    found: Flags = values[:, None] == values[None, :]
    return found


@dataclass(frozen=True, slots=True)
class _Shared:
    """For each pair of sets whether they have something in common, and whether both hold something else."""

    common: Flags
    apart: Flags


def _shared(sets: Sequence[Set[str]]) -> _Shared:
    holds = _held(sets)[0].astype(np.float32)
    common: Flags = np.greater(holds @ holds.T, 0)
    filled: Flags = np.any(holds, axis=1)
    return _Shared(common, ~common & filled[:, None] & filled[None, :])


def _held(sets: Sequence[Set[str]]) -> tuple[Flags, dict[str, int]]:
    """(sets, values): which set holds which value, and the number of each value."""
    number_of: dict[str, int] = {}
    at = [(row, number_of.setdefault(v, len(number_of))) for row, values in enumerate(sets) for v in values]
    holds = np.zeros((len(sets), len(number_of)), np.bool_)
    holds[[row for row, _ in at], [column for _, column in at]] = True
    return holds, number_of


def _names(words: Sequence[str], span: tuple[int, int]) -> Set[str]:
    """The beginnings of capitalised words, so that "Syrian" and "Syria" agree; those that open sentences stay out."""
    return {
        words[n][:4].lower()
        for n in range(*span)
        if words[n][0].isupper() and len(words[n]) > 1 and n > 0 and words[n - 1] not in _STOPS
    }


def _numbers(words: Sequence[str]) -> Set[str]:
    return {word for word in words if word in _NUMBERS or word[0].isdigit()}


def _person(words: Sequence[str]) -> Set[str]:
    return {_PERSONS[words[0]]} if len(words) == 1 and words[0] in _PERSONS else set()


def _initials(mentions: Sequence[Sequence[str]]) -> Flags:
    """Whether one mention ends in the initials ("LRA") of the other."""
    numbers: dict[str, int] = {"": 0}
    short = [m[-1] if len(m[-1]) > 1 and m[-1].isupper() else "" for m in mentions]
    long = ["".join(word[0] for word in m if word[0].isupper()) if len(m) > 1 else "" for m in mentions]
    left, right = (np.array([numbers.setdefault(w, len(numbers)) for w in words]) for words in (long, short))
    found = (left[:, None] == right[None, :]) & (right > 0)[None, :]
    either: Flags = found | found.T
    return either


def trigger_features(words: Sequence[str], triggers: Sequence[int], labels: Sequence[int]) -> Floats:
    """(T, T, 3): same trigger word, same type, same beginning of the word ("attack", "attacked")."""
    text = [words[t].lower() for t in triggers]
    kind = np.array(labels)
    columns = (_equal(text), kind[:, None] == kind[None, :], _equal([word[:5] for word in text]))
    return np.stack(columns, -1).astype(np.float32)
