"""
The word table: which tags a form can have, how often each was seen, and its lemma.

One line a form: `fired	VERB|VBD:30:fire VERB|VBN:22:fire`. Forms are lower case; the lemma is left out where it equals
the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.resources.load import read_tsv, resource

COLUMNS: Final = ("form", "readings")
SUFFIXES: Final = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))
"""Endings of regular plurals and third persons, and what stands in their place in the lemma."""
_VOWELS: Final = "aeiouy"


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a form: its tags, most frequent first, how often it was seen, and the lemma under each tag."""

    tags: tuple[str, ...]
    counts: tuple[int, ...]
    lemmas: tuple[str, ...]

    @property
    def choices(self) -> str:
        """The tags that the form may well have (a twentieth of its uses or more), as one feature value."""
        floor = sum(self.counts) / 20
        return "/".join(tag for tag, count in zip(self.tags, self.counts, strict=True) if count >= floor)

    def lemma(self, tag: str) -> str | None:
        """The lemma under `tag`, under another tag of the same word class, or None."""
        for exact in (True, False):
            for known, lemma in zip(self.tags, self.lemmas, strict=True):
                if known == tag if exact else known.split("|")[0] == tag.split("|")[0]:
                    return lemma
        return None


def parse(form: str, readings: str) -> Word:
    """The word that a line of the table describes."""
    fields = [reading.rsplit(":", 2) for reading in readings.split(" ")]
    return Word(tuple(f[0] for f in fields), tuple(int(f[1]) for f in fields), tuple(f[2] or form for f in fields))


@cache
def load() -> Mapping[str, Word]:
    """The table that ships with casus. Raises ResourceError."""
    path = resource("lexicon", "en", "words.tsv")
    return {form: parse(form, readings) for form, readings in read_tsv(path, COLUMNS)}


def lemma_of(form: str, tag: str, words: Mapping[str, Word]) -> str:
    """The lemma of a form under a tag; names keep their spelling."""
    upos, xpos = tag.split("|")
    if upos == "PROPN" and xpos == "NNP":
        return form
    low = form.lower().replace("\u2019", "'")
    known = words.get(low)
    lemma = known.lemma(tag) if known else None
    return lemma if lemma is not None else guess_lemma(low, xpos, words)


def guess_lemma(form: str, xpos: str, words: Mapping[str, Word]) -> str:
    """The lemma of a form that the table lacks, by its ending; checked against the table where that leaves a choice."""
    if xpos in ("NNS", "VBZ"):
        ending, put = next(((e, p) for e, p in SUFFIXES if form.endswith(e) and len(form) > len(e) + 1), ("", ""))
        return form[: len(form) - len(ending)] + put
    if xpos in ("VBD", "VBN", "VBG"):
        return _verb_stem(form, "ing" if xpos == "VBG" else "ed", words)
    return form


def _verb_stem(form: str, ending: str, words: Mapping[str, Word]) -> str:
    if not form.endswith(ending) or len(form) < len(ending) + 3:
        return form
    stem = form[: -len(ending)]
    options = [stem, stem + "e", stem[:-1]]
    if stem.endswith("i") and ending == "ed":
        return stem[:-1] + "y"
    known = [o for o in options if o in words and any(t.startswith("VERB") for t in words[o].tags)]
    if known:
        return known[0]
    if stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem + "e" if stem[-1] in "cvuz" or (stem[-1] in "gst" and stem[-2] not in _VOWELS + "ns") else stem
