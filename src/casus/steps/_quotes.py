"""Quotations: which stretches of a text stand between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from casus.model.span import Span

MARKS: Final = re.compile(r"\n\s*\n|[“”\"«»]|''|``|(?<=\s)‘|(?<=^)‘")
OPENING: Final = frozenset("“«") | {"``"}
CLOSING: Final = frozenset("”»")
LONGEST: Final = 1500
"""Code points in which an opened quotation has to close, lest one stray mark turn a report inside out."""


@lru_cache(maxsize=8)
def quotations(text: str) -> tuple[Span, ...]:
    """Quotations in text order, their marks included.

    A paragraph's end closes a quotation; where the next paragraph begins with an opening mark again, it is the next
    quotation, as printers do it.
    """
    return tuple(_quotations(text))


def _quotations(text: str) -> Iterator[Span]:
    opened: int | None = None
    for match in MARKS.finditer(text):
        mark = match.group()
        if mark.isspace():
            if opened is not None and text[opened] in OPENING:
                yield Span(opened, match.start())
            opened = None
        elif mark in OPENING or (opened is None and mark not in CLOSING):
            opened = match.start() if mark != "‘" else opened
        elif opened is not None:
            if match.end() - opened <= LONGEST:
                yield Span(opened, match.end())
            opened = None
