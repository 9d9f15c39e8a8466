"""
How the names of actors are made comparable: one key for spellings that differ only in case, accents, hyphens or
apostrophes.

`key("Hay'at Tahrir al-Shām")` is "hayat tahrir al sham". Marks that nobody sees (right-to-left marks, soft hyphens)
vanish, and a
letter of another script inside a Latin word is read as the Latin letter it looks like, so that a disguised name is
still the name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 120
"""Code points. No name of the registry is longer; anything longer has no key."""

_LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕԁһвкмнтАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhbkmhtABEKMHOPCTYXIJSABEZHIKMNOPTYX"
)
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ə": "a"}
)
_QUIET: Final = re.compile("['’‘ʻʿʾʼ`´.]")
_BREAK: Final = re.compile(r"[\W_]+")
_LATIN: Final = re.compile("[A-Za-z]")
_MIXED: Final = re.compile("[Α-ΩА-Яа-яіјѕԁһІЈЅ]")


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The key of a name; "" for what is too long or has neither letters nor digits."""
    if len(name) > LONGEST:
        return ""
    plain = name if name.isascii() else _plain(name)
    return " ".join(_BREAK.sub(" ", _QUIET.sub("", plain.lower())).split())


def _plain(name: str) -> str:
    """Without accents, invisible marks and letters in disguise."""
    seen = "".join(c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) not in ("Mn", "Cf"))
    if _LATIN.search(seen) and _MIXED.search(seen):
        seen = seen.translate(_LOOKALIKES)
    return seen.casefold().translate(_LETTERS) if not seen.isascii() else seen
