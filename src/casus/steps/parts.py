r"""
Mark headline and paragraphs of a report that arrives as bare text.

Readers mark the parts of what they read. A text that is put together by hand has none: its title, when the text starts
with it, becomes the headline, and every block between blank lines a paragraph.

    "Rebels seize port\n\nRebels took Kismar on Monday.\n"  ->  headline [0:17], paragraph [19:48]
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from casus.model.document import Document, Part, PartKind
from casus.model.reading import Reading
from casus.model.span import Span

# A block ends at a line that holds nothing but blanks. The first and last characters are no white space.
_BLOCK: Final = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))*")


class Parts:
    """Give documents without parts a headline and paragraphs; leave all others as they are."""

    name: Final = "parts"
    needs: Final = frozenset({"document"})
    gives: Final = frozenset({"document"})

    def __call__(self, reading: Reading) -> Reading:
        """Add parts where there are none."""
        document = ensure_parts(reading.document)
        return reading if document is reading.document else replace(reading, document=document)


def ensure_parts(document: Document) -> Document:
    """The document itself if it has parts, else the same document with headline and paragraphs marked."""
    if document.parts:
        return document
    headline = _headline(document)
    start = headline.end if headline else 0
    blocks = (_trimmed(match) for match in _BLOCK.finditer(document.text, start))
    parts = [Part(PartKind.PARAGRAPH, span) for span in blocks]
    if headline:
        parts.insert(0, Part(PartKind.HEADLINE, headline))
    return replace(document, parts=tuple(parts))


def _headline(document: Document) -> Span | None:
    title = (document.title or "").strip()
    start = len(document.text) - len(document.text.lstrip())
    if not title or not document.text.startswith(title, start):
        return None
    end = start + len(title)
    # A title that runs on in the same line is the opening of the text, not a headline above it.
    return Span(start, end) if document.text[end : end + 1] in ("", "\n") else None


def _trimmed(match: re.Match[str]) -> Span:
    return Span(match.start(), match.start() + len(match.group().rstrip()))
