"""
Find the counting phrases of a sentence: the number, what bounds it, and the noun that is counted.

    "At least 10 government soldiers died"  ->  "At least 10 government soldiers"
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.model.syntax import Token
from casus.steps._lexicon import table, words
from casus.steps._numbers import FILE, Bounds, number_at, parse_quantity, range_at

_MONTHS: Final = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sept.",
        "sep.",
        "oct.",
        "nov.",
        "dec.",
    ]
)
_INSIDE: Final = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "X", "SYM", "PRON"})
_ONE_OF: Final = frozenset({"a", "an", "another", "his", "her", "their", "its", "the"})
_HYPHENS: Final = frozenset({"-", "‑", "–"})
_OPENERS: Final = frozenset(
    {"the", "another", "all", "an", "a", "some", "other", "nearly", "almost", "about", "around"}
)
_LONGEST: Final = 8
"""Words after a number that may still belong to its noun."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (excluded) count something; `number` is where the number begins, `head` the noun.

    `noun` is the first word after the number, -1 where none is counted; `bounds` is None for a phrase that counts
    one by naming one ("a soldier").
    """

    first: int
    last: int
    number: int
    head: int
    bounds: Bounds
    noun: int = -1


@cache
def people() -> frozenset[str]:
    """Lemmas of nouns for one person."""
    return words(FILE, "people")


def phrases(tokens: tuple[Token, ...]) -> Iterator[Phrase]:
    """The counting phrases of one sentence, left to right."""
    low = tuple(token.text.lower().replace("’", "'") for token in tokens)
    at = 0
    starters = _starters()
    while at < len(tokens):
        if low[at] not in starters and not low[at][0].isdigit():
            at += 1
            continue
        phrase = _numbered(tokens, low, at) or _lone_person(tokens, low, at)
        if phrase is None:
            at += 1
            continue
        yield phrase
        at = max(phrase.last, at + 1)


@cache
def _starters() -> frozenset[str]:
    """Words that a counting phrase may begin with, besides digits."""
    data = table(FILE)
    vague = {phrase.split()[0] for phrase in data["vague"]}
    return frozenset(data["numbers"]) | frozenset(data["scales"]) | vague | _ONE_OF | {"half", "no", "nobody", "none"}


def _numbered(tokens: tuple[Token, ...], low: tuple[str, ...], at: int) -> Phrase | None:
    if low[at] in {"a", "an", "once", "twice", "both"} and not _sized(low, at):
        return None
    if low[at] in {"no", "nobody", "none"}:
        return _nobody(tokens, low, at)
    number = number_at(low, at)
    if number is None or _is_other_number(tokens, low, at, number.last):
        return None
    number = range_at(low, number) or number
    after = number.last + (low[number.last : number.last + 1] == ("+",))
    head, last = _noun(tokens, low, after)
    unit = lemma(tokens[head], low[head]) if head >= number.last else ""
    if unit in _skipped() or (number.last < len(low) and low[number.last] in {"%", "percent"}):
        return None
    first = _opening(low, at)
    text = " ".join(low[first:last])
    bounds = parse_quantity(text)
    return None if bounds is None else Phrase(first, last, at, head, bounds, after if head >= number.last else -1)


def _sized(low: tuple[str, ...], at: int) -> bool:
    """Whether "a" begins a size: "a dozen", "a few", "a couple"."""
    after = low[at + 1 : at + 2]
    return bool(after) and (after[0] in _scales() or after[0] in {"few", "couple", "handful", "pair", "total"})


@cache
def _scales() -> frozenset[str]:
    return frozenset(scale for scale in table(FILE)["scales"] if len(scale) > 2)


def _nobody(tokens: tuple[Token, ...], low: tuple[str, ...], at: int) -> Phrase | None:
    """As in "no casualties", "no one", "nobody"; "no longer" counts nothing."""
    if low[at] != "no":
        return Phrase(at, at + 1, at, at, (0, 0, 0))
    head, last = _noun(tokens, low, at + 1)
    if head <= at or not (
        low[head] in {"one", "casualties", "injuries", "deaths", "victims"} or _plural_person(low[head])
    ):
        return None
    return Phrase(at, last, at, head, (0, 0, 0), at + 1)


def _plural_person(word: str) -> bool:
    return word in {"people", "troops", "police"} or singular(word) in people()


def _lone_person(tokens: tuple[Token, ...], low: tuple[str, ...], at: int) -> Phrase | None:
    """As in "a soldier", "an Afghan interpreter", "another policeman"."""
    if low[at] not in _ONE_OF or at + 1 >= len(low) or number_at(low, at + 1):
        return None
    head, last = _noun(tokens, low, at + 1)
    if head <= at or lemma(tokens[head], low[head]) not in people() or singular(low[head]) != low[head]:
        return None
    if any(word[0].isdigit() or word in _scales() for word in low[at + 1 : head]):
        return None
    return Phrase(at, last, at, head, (1, 1, 1), at + 1)


def _is_other_number(tokens: tuple[Token, ...], low: tuple[str, ...], at: int, last: int) -> bool:
    """Whether a number is a date, a clock time, an age, a name's part or an ordinal."""
    before = low[at - 1] if at else ""
    after = low[last] if last < len(low) else ""
    digits = low[at][0].isdigit()
    if digits and (before in _MONTHS or after in _MONTHS or after in {"a.m.", "p.m.", "gmt", "utc"}):
        return True
    if digits and len(low[at]) == 4 and "," not in low[at] and 1900 <= int_of(low[at]) <= 2049:
        return True
    if after in _HYPHENS and last + 1 < len(low) and singular(low[last + 1]) in _skipped():
        return True
    if (
        before in _HYPHENS
        and tokens[at - 1].span.end == tokens[at].span.start
        and at > 1
        and low[at - 2][-1:].isalpha()
    ):
        return True
    return (
        digits
        and tokens[at - 1].text[:1].isupper()
        and at > 1
        and after in {"", ".", ",", ")"}
        and before not in _ends()
    )


@cache
def _ends() -> frozenset[str]:
    return words(FILE, "stops")


@cache
def _skipped() -> frozenset[str]:
    return words(FILE, "skipped")


def int_of(word: str) -> int:
    """The whole number of a word of digits, 0 for anything else."""
    return int(word) if word.isdigit() and len(word) < 10 else 0


def _opening(low: tuple[str, ...], at: int) -> int:
    """The first word of what bounds a number: "at least", "more than", "the"."""
    bounds: dict[str, Any] = table(FILE)["bounds"]
    first = at
    while first and low[first - 1] in {"$", "£", "€", "us"}:
        first -= 1
    if first and low[at][0].isdigit() and low[first - 1] == "a":
        first -= 1
    if first and low[first - 1] in {"another", "additional", "the", "other"}:
        first -= 1
    for length in (3, 2, 1):
        if first >= length and " ".join(low[first - length : first]) in bounds:
            return first - length
    return first


def _noun(tokens: tuple[Token, ...], low: tuple[str, ...], at: int) -> tuple[int, int]:
    """Head and end of the noun phrase that goes on at token `at`; the head lies before `at` when there is none."""
    end = _stretch(tokens, low, at)
    head = end - 1
    if end < len(low) and low[end] == "of" and end + 1 < len(low):
        inner = end + 1
        while inner < len(low) and low[inner] in {"the", "its", "their", "his", "her", "our", "those", "these"}:
            inner += 1
        stop = _stretch(tokens, low, inner)
        if stop > inner:
            return (stop - 1 if head < at else head), stop
        if inner < len(low) and low[inner] in {"them", "us"}:
            return inner, inner + 1
    return head, end


def _stretch(tokens: tuple[Token, ...], low: tuple[str, ...], at: int) -> int:
    """Where the adjectives and nouns that begin at a token end."""
    end = at
    while end < min(len(low), at + _LONGEST) and _belongs(tokens, low, end, at):
        end += 1
    while end > at and (low[end - 1] in _HYPHENS or (tokens[end - 1].upos in {"ADJ", "ADV", "DET"} and end - at > 1)):
        if low[end - 1] in {"others", "more", "dead"} or singular(low[end - 1]) in people():
            break
        end -= 1
    return end


def _belongs(tokens: tuple[Token, ...], low: tuple[str, ...], at: int, start: int) -> bool:
    word, upos = low[at], tokens[at].upos
    if word in _HYPHENS:
        return at > start and at + 1 < len(low) and low[at + 1] not in _ends()
    if word in _ends() and not (at == start and word in {"displaced", "wounded", "dead", "missing", "detained"}):
        return False
    if not word[0].isalnum():
        return False
    if upos:
        return upos in _INSIDE or (
            upos == "VERB"
            and not any(token.xpos in {"NNS", "NNPS"} for token in tokens[start:at])
            and at + 1 < len(low)
            and tokens[at + 1].upos in {"NOUN", "PROPN", "ADJ"}
        )
    looks_verbal = word.endswith(("ed", "ing")) and at > start and low[at - 1].endswith("s")
    return not looks_verbal and word != "of"


def unit_of(tokens: tuple[Token, ...], phrase: Phrase) -> str:
    """The counted noun as a singular lemma; "" when no noun follows the number."""
    if phrase.head == phrase.number:
        return ""
    token = tokens[phrase.head]
    return singular(lemma(token, token.text.lower()))


def lemma(token: Token, word: str) -> str:
    """The token's lemma, lower case; a plural made singular where no lemma is known."""
    return token.lemma.lower() if token.lemma else singular(word)


@cache
def _irregular() -> dict[str, str]:
    return {
        "men": "man",
        "women": "woman",
        "children": "child",
        "people": "person",
        "policemen": "policeman",
        "gunmen": "gunman",
        "lives": "life",
        "bodies": "body",
        "troops": "troop",
        "persons": "person",
    }


def singular(word: str) -> str:
    """The singular of a plural noun, by its ending."""
    if word in _irregular():
        return _irregular()[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "'s")) and len(word) > 3 else word
