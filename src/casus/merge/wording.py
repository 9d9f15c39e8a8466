"""Words as merging compares them: lemmas of content words, each with a weight that is high for rare words."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from casus.resources.load import read_tsv, resource
from casus.steps._words import Word, guess_lemma, load
from casus.store.fold import fold

FUNCTION_WORDS: Final = frozenset(
    {"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ", "PART", "PUNCT", "SYM", "NUM", "INTJ"}
)
"""Word classes that say nothing of what happened."""

LIGHTEST: Final = 0.2
"""Weight (bits) of a word that every report has."""

NEAR: Final = 4
"""Content words on either side that count as next to a word."""

KEPT: Final = 200_000
"""Words kept with what was found out about them: some tens of megabytes at most."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def content_words(text: str) -> tuple[str, ...]:
    """Lemmas of the content words of a text, each once, in order of occurrence."""
    return tuple(dict.fromkeys(lemma for form in _WORD.findall(text) if (lemma := lemma_of(form))))


def near_words(sentence: str, start: int, end: int) -> tuple[str, ...]:
    """Lemmas of the few content words on either side of a stretch of a sentence, which are mostly what it is about."""
    before, after = content_words(sentence[:start]), content_words(sentence[end:])
    return (*before[-NEAR:], *after[:NEAR])


@lru_cache(KEPT)
def lemma_of(form: str) -> str:
    """The lemma of a content word by the reading it has most often; "" for a function word."""
    low = fold(form)
    known = load().get(form.lower())
    if known is None:
        return low if not low.endswith("s") or len(low) < 5 else fold(guess_lemma(form.lower(), "NNS", load()))
    tag = _main_tag(known)
    return "" if tag.split("|")[0] in FUNCTION_WORDS else fold(known.lemma(tag) or form)


@lru_cache(KEPT)
def is_plural(form: str) -> bool:
    """Whether a noun form is a plural ("attacks" is, although it is a verb too)."""
    known = load().get(form.lower())
    return known is not None and any(tag == "NOUN|NNS" for tag in known.tags)


@lru_cache(KEPT)
def weight(lemma: str) -> float:
    """Bits of information in meeting this word in a report on conflict."""
    reports = _reports()
    return math.log2((reports["*"] + 1) / (reports.get(lemma, 1) + 1)) + LIGHTEST


def is_unknown(lemma: str) -> bool:
    """Whether the word table has never seen it."""
    return lemma not in _seen()


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two bags of weighted words, 0 to 1."""
    if not a or not b:
        return 0.0
    common = sum(w * w for word, w in a.items() if word in b)
    return common / math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))


def weighed(words: Iterable[str]) -> dict[str, float]:
    """Words with their weights."""
    return {word: weight(word) for word in words}


@cache
def types_of(lemma: str) -> str | None:
    """The type of event that a word alone stands for most often ("raid": ASSAULT), None if it stands for none."""
    return _types().get(lemma)


def frames_of(lemmas: Iterable[str]) -> frozenset[str]:
    """The FrameNet frames that words can evoke: "talk" and "meeting" share Discussion."""
    frames = _frames()
    return frozenset(frame for lemma in lemmas for frame in frames.get(lemma, ()))


@cache
def _frames() -> Mapping[str, tuple[str, ...]]:
    rows = read_tsv(resource("merge", "kin.tsv"), ("word", "frames"))
    return {word: tuple(map(sys.intern, frames.split())) for word, frames in rows}


@cache
def _types() -> Mapping[str, str]:
    rows = read_tsv(resource("lexicon", "en", "triggers.tsv"), ("phrase", "pos", "type", "mode", "share"))
    found: dict[str, tuple[float, str]] = {}
    for phrase, _, label, _, share in rows:
        found[phrase] = max(found.get(phrase, (0.0, "")), (float(share), label))
    return {phrase: label for phrase, (_, label) in found.items()}


@cache
def _seen() -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for form, word in load().items():
        counts[fold(word.lemma(_main_tag(word)) or form)] += sum(word.counts)
    return counts


@cache
def _reports() -> Mapping[str, int]:
    """Word to the number of reports that have it; "*" for all reports."""
    return {word: int(reports) for word, reports in read_tsv(resource("merge", "rarity.tsv"), ("word", "reports"))}


def _main_tag(word: Word) -> str:
    return max(zip(word.counts, word.tags, strict=True))[1]
