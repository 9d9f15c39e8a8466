"""Words and punctuation of a stretch of text, as code-point spans.

The tokens follow the habits of the English Universal Dependencies corpora, on which the engine is trained: punctuation,
hyphens inside compounds and clitics (`n't`, `'s`) are tokens of their own, so that the trigger of "rebel-held" and the
party of "Iranian-backed" can be pointed at. Designations such as "AK-47" stay whole.

One pass of one regular expression without nested repetition: time grows linearly, also on a token of 10,000 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Combining marks, joiners and soft hyphens are no word characters for `re`, yet belong to the word that they stand in.
_MARK: Final = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    r"\u200b-\u200f\u2060\u2066-\u2069\ufeff\u00ad"
)
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = rf"{_LETTER}(?:[^\W_]|[{_MARK}])*"
_TITLES: Final = (
    "Mr Mrs Ms Dr Prof Gen Lt Col Sgt Capt Cpt Maj Brig Cmdr Cdr Adm Pvt Cpl Gov Sen Rep Pres Rev Hon St Mt Ft Jr Sr"
    " Inc Corp Ltd Co Bros vs Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri"
    " approx Dept Univ etc al cf Ave Blvd Rd"
)
_PICTURE: Final = r"[\u2600-\u27bf\U0001f000-\U0001faff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"

_TOKEN: Final = re.compile(
    "|".join(
        (
            r"[A-Za-z][a-z]*(?=[ ,\n])",  # a plain word, which no other kind can be: most tokens, found fastest
            r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019\u201d]",
            r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,}",
            r"[@#]\w+",
            rf"(?:{_LETTER}\.){{2,}}(?!\w)",  # U.S.  a.m.
            rf"(?<!\w)(?:{'|'.join(_TITLES.split())})\.(?=\s*[\w(])",
            r"(?<!\w)Nos?\.(?=\s*\d)",
            r"\d{4}-\d{2}-\d{2}(?!\d)",
            r"\d+(?:[.,:/]\d+)*[^\W_]*",  # 1,234.5  10:30  20th  155mm
            r"[A-Za-z]{1,3}-\d{1,4}[A-Za-z]{0,2}(?!\w)",  # AK-47  F-16  Il-76
            r"[eE]-mail\w*",
            rf"{_WORD}(?:['\u2019]{_WORD})*",
            r"\.{2,}|[!?]{2,}|-{2,}|[\u2013\u2014]+|\*{2,}|={2,}|_+",
            rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}(?:\u200d{_PICTURE})*",
            rf"[^\s{_MARK}]",
        )
    )
)
# The clitic at the end of an apostrophe word; "cannot" is two words in the treebanks too.
_CLITIC: Final = re.compile(r"(?:n['\u2019]t|['\u2019](?:s|re|ve|ll|d|m)|(?<=^can)not)$", re.IGNORECASE)


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """The spans of all tokens between `start` and `end`, in order, without overlap, never empty."""
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, stop):
        span = match.span()
        if span[1] - span[0] < 3 or not _may_end_in_clitic(match.group()):
            found.append(span)
        else:
            found += _split_clitic(match)
    return tuple(found)


def _split_clitic(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start, end = match.span()
    # No clitic is longer than 3 characters: looking at the tail keeps very long tokens cheap.
    clitic = _CLITIC.search(match.group()[-64:])
    cut = end - (len(clitic.group()) if clitic else 0)
    if cut > start:
        yield start, cut
    if clitic:
        yield cut, end


def _may_end_in_clitic(word: str) -> bool:
    """Whether it is worth asking the clitic expression: only words with an apostrophe near the end, or "cannot"."""
    tail = word[-3:]
    return "'" in tail or "\u2019" in tail or word.lower() == "cannot"
