"""
Whether a report is written in English.

Letters tell the script; among languages in Latin script the share of their function words tells the language. English
prose has 35 to 50 function words in a hundred, and names, capitals and figures only thin them out; a text in another
language has few of them and many of its own. No model is needed, and the word lists can be read and corrected
(`resources/readers/languages.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.document import Note
from casus.readers.rules import load_data

ENGLISH: Final = "en"
_SAMPLE: Final = 20_000
"""Code points looked at: the shares do not move any more after some thousand."""
_FEW_LETTERS: Final = 40
_OTHER_SCRIPT: Final = 0.5
_CLEAR_WORDS: Final = 25
"""From this many words on, English must show itself; below, another language must."""
_ENGLISH_SHARE: Final = 0.1
_FEW_HITS: Final = 3
_FOREIGN_SHARE: Final = 0.2
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]{3,})?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The language found (ISO 639-1, or "und" when only its script or nothing is known), its name, and notes."""

    language: str
    name: str
    notes: tuple[Note, ...] = ()


def judge_language(text: str) -> Verdict:
    """The language that `text` is written in; English for texts too short to tell, with a note."""
    sample = text[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    if script := _other_script(letters):
        return Verdict("und", _scripts().get(script, f"a language in {script.title()} script"))
    if len(letters) < _FEW_LETTERS:
        note = Note("language-assumed", "too few words to tell the language; taken for English")
        return Verdict(ENGLISH, "English", (note,))
    return _by_words([word.lower().replace("\u2019", "'") for word in _WORD.findall(sample) if len(word) > 1])


def shares(words: Sequence[str]) -> dict[str, float]:
    """The share (0..1) of `words` that are function words, by language."""
    counts = Counter(words)
    total = max(1, len(words))
    return {
        code: sum(counts[word] for word in known) / total
        for code, known in _function_words().items()
        if counts.keys() & known
    }


def _by_words(words: Sequence[str]) -> Verdict:
    found = shares(words)
    english = found.pop(ENGLISH, 0.0)
    other = max(found, key=lambda code: (found[code], code), default=ENGLISH)
    best = found.get(other, 0.0)
    foreign = _foreign_letters(words)
    if best > english and best * len(words) >= (_FEW_HITS - 1 if foreign else _FEW_HITS):
        return Verdict(other, _names()[other])
    unlike = len(words) >= _CLEAR_WORDS or (english == 0 and foreign)
    if english < _ENGLISH_SHARE and unlike:
        return Verdict("und", "a language other than English")
    return Verdict(ENGLISH, "English")


def _foreign_letters(words: Sequence[str]) -> bool:
    """Whether so many words have letters with marks that they cannot all be names in an English sentence."""
    return sum(not word.isascii() for word in words) > _FOREIGN_SHARE * len(words)


def _other_script(letters: Sequence[str]) -> str | None:
    """The script of most letters unless it is Latin. A letter's Unicode name starts with its script."""
    scripts = Counter(
        unicodedata.name(character, "UNNAMED").split(" ", 1)[0] for character in letters if character > "\u024f"
    )
    if not scripts:
        return None
    total = len(letters)
    script, count = scripts.most_common(1)[0]
    return script if script != "LATIN" and count > _OTHER_SCRIPT * total else None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(entry["words"].split()) for code, entry in load_data("languages.toml")["languages"].items()}


@cache
def _names() -> dict[str, str]:
    return {code: str(entry["name"]) for code, entry in load_data("languages.toml")["languages"].items()}


@cache
def _scripts() -> dict[str, str]:
    return {script: str(name) for script, name in load_data("languages.toml")["scripts"].items()}
