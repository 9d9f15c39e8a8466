"""
Turn a counting phrase into bounds: "at least 10 soldiers" is 10, 10, open.

The bounds follow the coding guide (lowest, best, highest; None where open). A phrase that counts several parties adds
them up ("a doctor and his six colleagues" is 7); one that names a single person counts one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

from casus.steps._lexicon import table

Bounds = tuple[int | None, int | None, int | None]
"""Lowest, best and highest number, None where open."""

FILE: Final = "quantities.toml"
OPEN: Final[Bounds] = (None, None, None)
LIMIT: Final = 10**15
"""Numbers beyond this are no count of anything in a report."""

_WORD: Final = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s]")
_OWNERS: Final = frozenset({"the", "his", "her", "its", "their", "our", "my", "these", "those", "another"})
_SINGULAR: Final = frozenset({"another", "this", "that", "he", "she", "him", "her"})
_PLURAL: Final = frozenset({"they", "them", "people", "men", "women", "children", "police", "troops", "we", "us"})
_RANGE: Final = frozenset({"-", "–", "—", "‑", "−", "to", "or", "and"})
_NUMERIC: Final = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?$")
_AGE: Final = re.compile(r"\b(?:\d+|[a-z]+(?:-[a-z]+)?)[- ](?:year|month|week|day)s?[- ]old\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a row of words: bounds without what stands before it, and the words it takes."""

    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int


def parse_quantity(text: str) -> Bounds | None:
    """Lowest, best and highest number that a counting phrase says; None when it says nothing about how many.

    "dozens of people" 24, None, 99; "more than 30" 31, None, None; "a soldier" 1, 1, 1; "many" None, None, None.
    """
    words = split(_AGE.sub(" ", text[:400]))
    if not any(word[0].isalnum() for word in words):
        return None
    return _special(words) or _summed(words)


def split(text: str) -> tuple[str, ...]:
    """The lower-case words of a phrase; numbers and signs stand alone."""
    return tuple(word.lower().replace("’", "'") for word in _WORD.findall(text))


@cache
def _data() -> dict[str, Any]:
    return table(FILE)


def _summed(words: tuple[str, ...]) -> Bounds | None:
    """The number of a phrase, or the sum when it counts several parties ("a doctor and his six colleagues")."""
    parts = [_part(part) for part in _parties(words)]
    if len(parts) == 1:
        return parts[0]
    known = [part or OPEN for part in parts]
    return _sum([p[0] for p in known]), _sum([p[1] for p in known]), _sum([p[2] for p in known])


def _sum(ends: list[int | None]) -> int | None:
    return None if None in ends else sum(end for end in ends if end is not None)


def _part(words: tuple[str, ...]) -> Bounds | None:
    number = next(numbers_in(words), None)
    return bounded(words, number) if number else _special(words) or _unnumbered(words)


def _parties(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The phrase cut at each "and" or comma that begins another counted party."""
    if "and" not in words:
        return [words]
    taken = {i for number in numbers_in(words) for i in range(number.first, number.last)}
    cuts = [0]
    for i, word in enumerate(words[:-1]):
        if i and word in {"and", ","} and i not in taken and _begins_party(words, i + 1):
            cuts.append(i + 1)
    cuts.append(len(words))
    return [words[left:right] for left, right in pairwise(cuts) if words[left:right] not in {("and",), (",",)}]


def _begins_party(words: tuple[str, ...], at: int) -> bool:
    """Whether a new party begins here: a number, an article, an owner, or a second person after an uncounted one."""
    if words[at] in _OWNERS or words[at] in {"a", "an"} or number_at(words, at):
        return True
    for length in (3, 2, 1):
        if " ".join(words[at : at + length]) in _data()["bounds"] and at + length < len(words):
            return words[at] not in {"some", "more", "just", "only"} or words[at + length][0].isdigit()
    if words[at - 1] != "and":
        return False
    # "the husband and wife" are two; "19 oil and construction workers" are 19.
    counted = any(True for _ in numbers_in(words[:at]))
    return not counted and not words[-1].endswith("s") and words[0] not in _data()["unsaid"]["words"]


def numbers_in(words: tuple[str, ...]) -> Iterator[Number]:
    """All numbers of a phrase, left to right, ranges as one."""
    at = 0
    while at < len(words):
        number = number_at(words, at)
        if number is None:
            at += 1
            continue
        number = range_at(words, number) or number
        yield number
        at = number.last


def range_at(words: tuple[str, ...], left: Number) -> Number | None:
    """As in "10 to 20", "150–200", "between 10 and 20": one number with two ends."""
    if left.last + 1 >= len(words) or words[left.last] not in _RANGE or left.best is None:
        return None
    if words[left.last] == "and" and words[max(0, left.first - 1)] != "between":
        return None
    right = number_at(words, left.last + 1)
    if right is None or right.best is None or words[right.first] in {"a", "an"}:
        return None
    low, high = left.best, right.best
    scale = high // right_digits if (right_digits := _plain(words, right)) else 1
    if low < high and scale > 1 and _plain(words, left) == low:
        low = low * scale if low * scale < high else low
    return Number(low, None, high, left.first, right.last) if low < high else None


def _plain(words: tuple[str, ...], number: Number) -> int:
    """The digits of a number without its scale word."""
    raw = words[number.first]
    return int(float(raw.replace(",", ""))) if raw[0].isdigit() else 0


def number_at(words: tuple[str, ...], at: int) -> Number | None:
    """The number that begins at a word: digits, number words with scales, or a vague size."""
    vague = _vague_at(words, at)
    if vague:
        return vague
    value, last = _cardinal(words, at)
    if value is None or value > LIMIT:
        return None
    whole = int(value)
    return Number(whole, whole, whole, at, last)


def _vague_at(words: tuple[str, ...], at: int) -> Number | None:
    data = _data()
    for length in (3, 1):
        bounds = data["vague"].get(" ".join(words[at : at + length]))
        if bounds is None or len(words) < at + length:
            continue
        scaled = _scaled(words, at)
        if scaled:
            return scaled
        low, high = bounds[0], bounds[1] if bounds[1] != "" else None
        return Number(low, low if low == high else None, high, at, at + length)
    return None


def _scaled(words: tuple[str, ...], at: int) -> Number | None:
    """As in "several hundred", "a few dozen", "several thousand"."""
    data = _data()
    factor = data["vague_scaled"].get(words[at])
    scale = data["scales"].get(words[at + 1]) if at + 1 < len(words) else None
    if factor is None or scale is None:
        return None
    return Number(factor * scale, None, 99 if scale == 12 else 10 * scale - 1, at, at + 2)


def _cardinal(words: tuple[str, ...], at: int) -> tuple[float | None, int]:
    """The value of "1,200", "1.2 million", "twenty-five thousand", "half a million" and the word after it."""
    data = _data()
    numbers, scales = data["numbers"], data["scales"]
    word = words[at]
    if word == "half" and at + 1 < len(words):
        return _half(words, at, scales)
    if word[0].isdigit():
        if not _NUMERIC.match(word):
            return None, at
        value, last = _digits(word), at + 1
    elif word in numbers and not _only_article(words, at):
        value, last = _spelled(words, at, numbers)
    elif word in scales and at and words[at - 1] in {"the", "this"} and word in {"dozen", "hundred", "thousand"}:
        return scales[word], at + 1
    else:
        return None, at
    return _multiplied(words, value, last, scales, numbers)


def _only_article(words: tuple[str, ...], at: int) -> bool:
    """Whether "a" belongs to a number after it ("a total of five", "an estimated 1,000") and counts nothing."""
    if words[at] not in {"a", "an"} or at + 1 == len(words):
        return False
    return words[at + 1] in _data()["articles"]["before"] or words[at + 1][0].isdigit()


def _half(words: tuple[str, ...], at: int, scales: dict[str, int]) -> tuple[float | None, int]:
    rest = at + 1
    while rest < len(words) and words[rest] in {"a", "-", "of"}:
        rest += 1
    scale = scales.get(words[rest]) if rest < len(words) else None
    return (scale / 2, rest + 1) if scale else (None, at)


def _digits(word: str) -> float:
    head, _, tail = word.partition(".")
    whole = head.replace(",", "")[:18]
    return float(f"{whole}.{tail[:6]}") if tail else int(whole)


def _spelled(words: tuple[str, ...], at: int, numbers: dict[str, int]) -> tuple[float, int]:
    """As in "twenty-five", "seven-point-one", "two"."""
    value: float = numbers[words[at]]
    rest = at + 1
    if rest < len(words) and words[rest] == "-":
        rest += 1
    if (
        20 <= value < 100
        and rest < len(words)
        and 1 <= numbers.get(words[rest], 0) <= 9
        and words[rest] not in {"a", "an"}
    ):
        return value + numbers[words[rest]], rest + 1
    if rest + 1 < len(words) and words[rest] == "point":
        after = rest + 2 if words[rest + 1] == "-" else rest + 1
        if after < len(words) and words[after] in numbers:
            return value + numbers[words[after]] / 10, after + 1
    return value, at + 1


def _multiplied(
    words: tuple[str, ...], value: float, last: int, scales: dict[str, int], numbers: dict[str, int]
) -> tuple[float, int]:
    """Scale words after a number, and the smaller number after them ("two thousand and fifty")."""
    while True:
        at = last + 1 if last + 1 < len(words) and words[last] == "-" else last
        scale = scales.get(words[at]) if at < len(words) else None
        if scale is None or (words[at] == "score" and value > 9) or value * scale > LIMIT:
            break
        value, last = round(value * scale, 3), at + 1
    if value >= 100 and value % 100 == 0:
        at = last + 1 if last < len(words) and words[last] == "and" else last
        if (
            at < len(words)
            and words[at] in numbers
            and words[at] not in {"a", "an", "both", "once", "twice"}
            and at == last + 1
        ):
            rest, after = _spelled(words, at, numbers)
            if rest < 100 and words[last - 1] in scales:
                return value + rest, after
    return value, last


def bounded(words: tuple[str, ...], number: Number) -> Bounds:
    """A number with what the words around it make of it."""
    kind = _bound(words, number)
    low, best, high = number.low, number.best, number.high
    if low is None or best is None:
        return low, best, high
    return _apply(kind, best)


def _bound(words: tuple[str, ...], number: Number) -> str:
    data = _data()
    for after, kind in data["after"].items():
        if words[number.last : number.last + len(after.split())] == tuple(after.split()):
            return str(kind)
    first = number.first
    while first and words[first - 1] in {"$", "£", "€", "us", "the", "a", "an", "additional", "another", "other"}:
        first -= 1
    for length in (3, 2, 1):
        kind = data["bounds"].get(" ".join(words[max(0, first - length) : first]))
        if kind and first >= length:
            return str(kind)
    return "exact"


def _apply(kind: str, n: int) -> Bounds:
    return {
        "floor": (n, n, None),
        "above": (n + 1, None, None),
        "ceiling": (None, None, n),
        "below": (None, None, n - 1),
        "around": (None, n, None),
        "short": (None, n, n),
        "plus": (n, None, None),
    }.get(kind, (n, n, n))


def _special(words: tuple[str, ...]) -> Bounds | None:
    """Phrases that count nobody, or a number the report does not say."""
    data = _data()
    opener = " ".join(words[:3]) in data["bounds"]
    if (words[0] in data["none"]["words"] and not opener) or words[:2] == ("not", "one"):
        return 0, 0, 0
    if words[0] in {"most", "majority"} and (number := next(numbers_in(words[1:]), None)) and number.best:
        return number.best // 2 + 1, None, number.best - 1
    head = words[: 1 if words[0] in {"all", "some"} else 4]
    unsaid = any(word in data["unsaid"]["words"] for word in head)
    if unsaid and not any(True for _ in numbers_in(words if words[0] not in {"a", "an"} else words[1:])):
        return OPEN
    return None


def _unnumbered(words: tuple[str, ...]) -> Bounds | None:
    """A phrase without a number: one person, unless its noun is plural."""
    head = words[: words.index("of")] if "of" in words[1:] else words
    if head[0] in _SINGULAR:
        return 1, 1, 1
    if head[-1] in _PLURAL or (head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "'s"))):
        return OPEN if head[0] in _OWNERS else None
    return 1, 1, 1
