"""
How names are made comparable: one key for all spellings that differ only in case, marks, apostrophes or hyphens.

`fold("Deir al-Zor")` is "deir al zor"; `fold("Maarrat al-Nu'man")` and `fold("maarrat al Nu’mān")` are the same key.
Names in other scripts keep their letters ("دمشق", "Дамаск"), so a name can be asked for in any script it is known in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from casus.resources.folding import key

# Marks of transliteration that the shared key does not know as silent.
_MARKS: Final = str.maketrans(dict.fromkeys("ʹʺˈ“”″′·"))
# Words glued in one source and apart in another, and short for long.
_GLUED: Final = {"airbase": "air base", "airfield": "air field", "st": "saint", "mt": "mount", "ft": "fort"}

ARTICLES: Final = frozenset(
    [
        "al",
        "el",
        "ad",
        "ar",
        "as",
        "ash",
        "at",
        "az",
        "an",
        "adh",
        "ath",
        "ez",
        "er",
        "es",
        "ed",
        "en",
        "et",
        "esh",
        "edh",
        "il",
        "ul",
        "ud",
        "ur",
        "us",
    ]
)
"""Forms of the Arabic article before sun and moon letters, as reports spell them."""


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """The key of a name: lower-case words of letters and digits joined by one space; "" when it has none or is
    absurdly long.
    """
    plain = key(name if name.isascii() else name.translate(_MARKS))
    return " ".join(_GLUED.get(word, word) for word in plain.split())


def without_articles(folded: str) -> str:
    """The key with every Arabic article written "al": "dayr az zawr" and "dayr al zawr" become one."""
    first, _, rest = folded.partition(" ")
    head = "al" if first in ARTICLES and rest else first
    return " ".join((head, *("al" if word in ARTICLES else word for word in rest.split())))


def bare(folded: str) -> str:
    """The key without a leading article: "al bab" becomes "bab"; unchanged where there is none."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in ARTICLES else folded


# Pairs of spellings of one sound across the usual ways to write Arabic, Persian, Cyrillic and Ge'ez names in Latin
# letters.
_SOUNDS: Final = (
    ("tch", "c"),
    ("sch", "s"),
    ("shch", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "j"),
    ("ph", "f"),
    ("ck", "k"),
    ("dj", "j"),
    ("ts", "s"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "u"),
    ("v", "f"),
    ("c", "k"),
    ("z", "s"),
    ("p", "b"),
)
_VOWELS: Final = re.compile("(?<!^)[aeiouy]+")
_DOUBLE: Final = re.compile(r"(.)\1+")
_FINAL: Final = re.compile("[aeiouy]+h?$")


@lru_cache(maxsize=16384)
def skeleton(folded: str) -> str:
    """The consonants of a key in one spelling: "hodeidah", "al hudaydah" and "hodeida" are all "hdd".

    Far too coarse alone: use it only inside a country that the report names. "" for names that are not in Latin
    letters or have fewer than three consonants left.
    """
    if not folded.isascii():
        return ""
    found = "".join(_word_skeleton(word) for word in folded.split() if word not in ARTICLES)
    return found if len(found) >= 3 else ""


def _word_skeleton(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    word = _DOUBLE.sub(r"\1", _FINAL.sub("", word) or word)
    head = "a" if word[0] in "aeiouy" else word[0]
    return _VOWELS.sub("", head + word[1:].replace("h", ""))
