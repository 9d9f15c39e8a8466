"""
A first look at web pages, before the story is found among menus and links: that takes ten times as long as all else.

The words of headings and paragraphs are enough to tell a recipe from a raid. A page with few of them is left to the
reader, which may find more.
"""

from __future__ import annotations

from typing import Final

from lxml import html  # type: ignore[import-untyped]

from casus.archive.gate import Gate
from casus.readers.decode import decode
from casus.readers.refusal import Fault, Refusal
from casus.readers.warc import PAGES, Record, page_of
from casus.readers.webpage import declared_encoding

FEW: Final = 60
"""Words of headings and paragraphs below which a page is left to the reader."""

_WORDS: Final = "//title|//h1|//h2|//h3|//p"


class Early:
    """Judges pages by their paragraphs. A page that is dropped is told by `taken`, right after."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._taken: tuple[float, str] | None = None

    def __call__(self, record: Record, place: str) -> Refusal | None:
        """Something in the place of a page that is dropped; None for what is to be read."""
        self._taken = None
        text = page_words(record, place)
        if text is None:
            return None
        verdict = self._gate.judge(text)
        if not verdict.dropped or verdict.words < FEW:
            return None
        self._taken = (verdict.score, text)
        return _mark(place)

    def taken(self) -> tuple[float, str] | None:
        """Score and words of the page that was dropped last, once."""
        taken, self._taken = self._taken, None
        return taken


def page_words(record: Record, place: str) -> str | None:
    """The words of headings and paragraphs of a page; None for what is no page, or no good one."""
    if record.kind != "response":
        return None
    try:
        response = page_of(record, place)
        if response.media_type not in PAGES:
            return None
        text, _ = decode(response.body, place, declared=declared_encoding(response.body))
        root = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (Fault, ValueError, html.etree.LxmlError):
        return None
    return "\n".join(element.text_content() for element in root.xpath(_WORDS))


def _mark(place: str) -> Refusal:
    from casus.errors import InputError
    from casus.readers import RefusalCode

    return Refusal(place, RefusalCode.SKIPPED, InputError("not about conflict", where=place))
