r"""
Cut the prose of a report into sentences.

    "On Sept. 3 the U.S. army left. \"We won,\" he said."  ->  two sentences, none ending at "Sept." or "U.S."

A sentence never crosses a part. A line break ends it, unless the lines of the part are hard-wrapped. A run of words
without any end is cut at a comma or blank, so that one sentence is never longer than a later step can bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.document import PROSE
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.steps import _lexicon

MOST_WORDS: Final = 120
"""Words after which a sentence is cut. The longest of 6,209 hand-marked news sentences has 103."""
MOST_CHARACTERS: Final = 2000
"""Characters after which even a sentence without blanks is cut."""

_FILE: Final = "abbreviations.toml"
# Full stops and the like with the quotes and brackets that close after them.
_END: Final = re.compile(r"[.!?\u2026\u203d\u061f\u3002]+[\"'\u2019\u201d\u00bb)\]}]*")
# What follows an end: blanks, opening quotes and brackets, then the first word.
_NEXT: Final = re.compile(r"(\s*)[\"'\u2018\u201c\u00ab(\[{*\u2013\u2014-]*\s?([^\W_]*)")
_LAST_WORD: Final = re.compile(r"(?:[^\W_]\.)+[^\W_]$|[^\W_]+$")
_LINE: Final = re.compile(r"[^\n]+")
_SOFT: Final = re.compile(r"[,;:\u2013\u2014]\s+(?=\S)")


class Sentences:
    """Find the sentences of all prose parts (`model.document.PROSE`), in text order."""

    name: Final = "sentences"
    needs: Final = frozenset({"document"})
    gives: Final = frozenset({"sentences"})

    def __call__(self, reading: Reading) -> Reading:
        """Add the sentences, without tokens yet."""
        document = reading.document
        parts = (part.span for part in document.parts if part.kind in PROSE)
        spans = (span for part in parts for span in split(document.text, part))
        return replace(reading, sentences=tuple(Sentence(span) for span in spans))


def split(text: str, span: Span) -> Iterator[Span]:
    """The sentences inside `span`, in order, each without white space at its ends, never empty."""
    for start, end in _runs(text, span):
        at = start
        for stop in _ends(text, start, end):
            yield from _bounded(text, at, stop)
            at = stop
        yield from _bounded(text, at, end)


def _runs(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The lines of a part, or the whole part where its line breaks are only wraps."""
    if _is_wrapped(text[span.start : span.end]):
        yield span.start, span.end
        return
    for line in _LINE.finditer(text, span.start, span.end):
        yield line.span()


def _is_wrapped(part: str) -> bool:
    """Whether line breaks fall at a page width: all lines but the last between 45 and 100 characters, most open."""
    lines = [line.strip() for line in part.strip().split("\n")]
    if len(lines) < 2 or not all(45 <= len(line) <= 100 for line in lines[:-1]) or len(lines[-1]) > 100:
        return False
    closed = sum(line[-1:] in '.!?:"\u201d' for line in lines[:-1])
    return closed * 2 <= len(lines) - 1


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets at which a sentence ends and another follows."""
    for match in _END.finditer(text, start, end):
        following = _NEXT.match(text, match.end(), end)
        if following and _is_end(text, start, match, following):
            yield match.end()


def _is_end(text: str, start: int, mark: re.Match[str], following: re.Match[str]) -> bool:
    word = following[2]
    before = _LAST_WORD.search(text, max(start, mark.start() - 24), mark.start())
    last = before.group() if before else ""
    if not following[1]:
        return _is_glued(text, mark, last, word)
    if word[:1].islower() or (not word and text[following.end() : following.end() + 1] in ",;:"):
        return False
    # Only a bare full stop can belong to an abbreviation: nobody writes "Gen.)" or "Gen.!".
    return mark.group() != "." or not _is_abbreviation(last, word)


def _is_glued(text: str, mark: re.Match[str], last: str, word: str) -> bool:
    """Whether "war.The" is an end with its blank lost; "casus.The" in an address is told by the case around it."""
    return (
        mark.group() in (".", '."', ".\u201d", "?", "!")
        and len(last) > 2
        and last[-2:].islower()
        and word.istitle()
        and text[mark.end() : mark.end() + 1] == word[0]
        and word.lower() in _lexicon.words(_FILE, "starters")
    )


def _is_abbreviation(last: str, following: str) -> bool:
    """Whether the full stop after `last` goes with it rather than with the sentence."""
    word = last.lower()
    if word in _lexicon.words(_FILE, "title"):
        return not (word in _lexicon.words(_FILE, "number") and following.lower() in _starters())
    if word in _lexicon.words(_FILE, "number") and following[:1].isdigit():
        return True
    letters = "." in last or (len(last) == 1 and last.isalpha() and last != "I")
    return (letters or word in _lexicon.words(_FILE, "open")) and following.lower() not in _starters()


def _starters() -> frozenset[str]:
    return _lexicon.words(_FILE, "starters")


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without white space at its ends, cut where it is too long."""
    while True:
        start, end = _strip(text, start, end)
        if start >= end:
            return
        stop = _cut(text, start, end)
        yield Span(*_strip(text, start, stop))
        start = stop


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, start: int, end: int) -> int:
    """Where a sentence from `start` has to stop: `end`, or earlier after its last safe place."""
    window = text[start : min(end, start + MOST_CHARACTERS)]
    ends = [match.end() for match in re.finditer(r"\S+\s*", window)]
    if start + len(window) >= end and len(ends) <= MOST_WORDS:
        return end
    whole = ends[:MOST_WORDS] if len(ends) > MOST_WORDS else ends[:-1]
    limit = whole[-1] if whole else len(window)
    soft = [match.end() for match in _SOFT.finditer(window, limit // 2, limit)]
    return start + (soft[-1] if soft else limit)
