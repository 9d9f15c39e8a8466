"""
One report: its immutable text and what is known about its origin.

The text is as published, with line ends turned into line feeds and nothing else
changed. When the report has a title, the text starts with it and a blank line,
so that the headline can be quoted like any other words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casus.model.span import Span


class PartKind(StrEnum):
    """What a stretch of a report is. Claims are read from headline, deck, paragraph, quote and list only."""

    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTION = "correction"
    TABLE = "table"
    BOILERPLATE = "boilerplate"


PROSE = frozenset(
    {
        PartKind.HEADLINE,
        PartKind.DECK,
        PartKind.PARAGRAPH,
        PartKind.SUBHEADING,
        PartKind.LIST_ITEM,
        PartKind.QUOTE,
        PartKind.CORRECTION,
    }
)
"""The kinds of part that sentences, and so claims, are read from."""


class DateBasis(StrEnum):
    """Why casus believes the publication date."""

    GIVEN = "given"
    METADATA = "metadata"
    DATELINE = "dateline"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """A marked stretch of the text; parts are in text order and never overlap."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was published.

    `doc_id` is "d-" plus the first 16 hex digits of the SHA-256 over title, publisher,
    publication date and text (canonical JSON), so the same report read twice is the same document.
    `digest` is the SHA-256 (hex) of the original bytes of this report. `given_id` is the id the
    input carried, if any. `origin` says where it was read ("reports/a.html", "feed.xml#3", "-").
    `byline` holds the author line's words. `dateline` holds the dateline's words ("BEIRUT, Aug. 24").
    """

    doc_id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: date | None = None
    published_basis: DateBasis = DateBasis.NONE
    url: str | None = None
    language: str = "en"
    digest: str = ""
    origin: str = ""
    given_id: str | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()

    def quote(self, span: Span) -> str:
        """The words that `span` stands for."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Note:
    """Something casus could not settle, said in the data instead of guessed.

    `code` is one of the codes in `resources/notes.toml`, `span` the words concerned (None: the whole report).
    """

    code: str
    message: str
    span: Span | None = None
