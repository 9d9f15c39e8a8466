"""
Cut a sentence into the words that time patterns see.

Finer than tokens in one way ("mid-July" is three words, "third-quarter" too) and coarser in others
("nineteen eighty-nine" is one year, "2017-08-24T14:30" one date), so that patterns stay simple.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from casus.steps._times_lexicon import PLAIN, Lexicon, Meanings, lexicon

_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ONES: Final = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], start=1)
}
_TENS_RE: Final = "|".join(_TENS)
_ONES_RE: Final = "|".join(_ONES)


_NOTHING: Final[Meanings] = {}


class Word(NamedTuple):
    """One word: code points `start` to `end` of the text, its lower-case form, its meanings by category.

    `is_name`: it has capitals (told of words without meanings only).
    """

    start: int
    end: int
    text: str
    meanings: Meanings = _NOTHING
    sign: str = PLAIN
    is_name: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    short = "|".join(lexicon().abbreviations)
    forms = "|".join(
        (
            r"(?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?!\d))",
            r"(?P<slash>(?<![\d/])\d{1,4}/\d{1,2}/\d{2,4}(?![\d/])|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?![\d.]))",
            r"(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|(?<![\d.])\d{1,2}\.\d{2}(?=\s?[ap]\.?m))",
            r"(?P<quarter>(?<!\w)q[1-4](?!\w))",
            r"(?P<ampm>(?<=[\d\s])[ap]\.?m\b\.?)",
            r"(?P<decade>(?:(?<!\d)\d{3}0|['’]?(?<!\d)\d0)['’]?s(?!\w))",
            r"(?P<nth>(?<![\d.,])\d{1,2}(?:st|nd|rd|th)(?!\w))",
            r"(?P<fraction>(?<![\d/])\d{1,3} [1-9]/[2-9](?![\d/]))",
            r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)",
            r"(?P<short>['’]\d\d(?!\w))",
            rf"(?P<spelled>(?:nineteen|eighteen)[ -](?:hundred|(?:{_TENS_RE})(?:[ -](?:{_ONES_RE}))?)(?!\w))",
            rf"(?P<millennial>(?<=year )two thousand(?: (?:and )?(?:{_ONES_RE}))?(?!\w))",
            rf"(?P<tens>(?:{_TENS_RE})[ -](?:{_ONES_RE})(?![\w]))",
            rf"(?P<abbreviation>(?:{short})\.)",
            r"(?P<word>'s|’s|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|[^\s])",
        )
    )
    # Most words are nothing but letters; only those that may begin a longer form go through the list of forms.
    plain = r"(?P<plain>(?![NnEeTtFfSs](?i:ine|igh|w|hir|ort|ift|ixt|eve))[^\W\d_]++(?![\w.'’]))"
    return re.compile(rf"\s*+(?:{plain}|(?i:{forms}))")


_PROBE: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"\d{4}|\d[:/.]\d|['’]\d\d|\d0['’]?s|\d(?:st|nd|rd|th)|\d\s?[ap]\.?m|q[1-4]", re.IGNORECASE)


def may_have_time(text: str, start: int, end: int) -> bool:
    """Whether it is worth looking for times between two code points: most sentences have no word that could be one."""
    if not lexicon().core.isdisjoint(_PROBE.findall(text[start:end].lower())):
        return True
    return _DIGITS.search(text, start, end) is not None


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words between two code points of `text`."""
    lex = lexicon()
    known, capital, sign = lex.signed, lex.capital, lex.signs
    found = []
    for match in _pattern().finditer(text, start, end):
        kind = match.lastgroup or ""
        raw = match[kind]
        low = raw.lower()
        if kind == "plain" or kind == "word":
            if kind == "word":
                low = low.replace("’", "'")
            word = known.get(low)
            if word is None or (low in capital and raw == low):
                found.append(Word(*match.span(kind), low, _NOTHING, PLAIN, raw != low))
                continue
            found.append(Word(*match.span(kind), low, *word))
            continue
        meanings = _meanings(kind, low, raw, lex)
        found.append(Word(*match.span(kind), low, meanings, sign[frozenset(meanings)] if meanings else PLAIN))
    return tuple(found)


def _meanings(kind: str, low: str, raw: str, lex: Lexicon) -> Meanings:
    if kind in {"iso", "slash", "clock", "decade"}:
        return {kind.upper(): low}
    if kind == "number":
        return _number(low)
    if kind == "quarter":
        return {"QUARTERWORD": int(low[1])}
    if kind == "fraction":
        value = int(low[:-4]) + int(low[-3]) / int(low[-1])
        return {"COUNT": value, "NUMERAL": value}
    if kind == "nth":
        return _nth(int(low[:-2]))
    if kind == "short":
        return {"SHORTYEAR": int(low[1:])}
    if kind in {"spelled", "millennial"}:
        return {"YEAR": _spelled_year(low)}
    if kind == "tens":
        value = _tens(low)
        return {"COUNT": value, "NUMERAL": value}
    if kind == "abbreviation":
        return {} if raw == low else lex.words[low[:-1]]
    return lex.words["pm" if low[0] == "p" else "am"] if kind == "ampm" else {}


def _number(raw: str) -> Meanings:
    if "." in raw:
        return {"COUNT": float(raw.replace(",", "")), "NUMERAL": float(raw.replace(",", ""))}
    value = int(raw.replace(",", "")[:12])
    meanings: Meanings = {"COUNT": value, "NUMERAL": value, "INT": value}
    if "," not in raw and len(raw) == 4 and 1000 <= value <= 2199:
        return meanings | {"YEAR": value}
    if len(raw) <= 2 and 0 <= value <= 31:
        return meanings | {"DAY": value} | ({"HOUR": value} if value <= 24 else {})
    return meanings


def _nth(value: int) -> Meanings:
    return {"ORDINAL": value, "DAY": value, "NTH": value} if 1 <= value <= 31 else {"ORDINAL": value}


def _spelled_year(raw: str) -> int:
    if raw.startswith("two"):
        return 2000 + _ONES.get(raw.split(" ")[-1], 0)
    head, *rest = re.split(r"[ -]", raw, maxsplit=1)
    return (1900 if head == "nineteen" else 1800) + (0 if rest[0] == "hundred" else _tens(rest[0]))


def _tens(raw: str) -> int:
    head, *rest = re.split(r"[ -]", raw)
    return _TENS[head] + sum(_ONES[word] for word in rest)
