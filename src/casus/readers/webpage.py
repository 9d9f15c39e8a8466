"""
Web pages: one page, one report.

trafilatura finds the story among menus and links, and reads title, author, date and site from the page's metadata. It
would drop captions or melt them into the story; so they are marked in the tree before, and told by the mark after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from trafilatura import bare_extraction

from casus.errors import FormatError
from casus.model.document import PartKind
from casus.readers.decode import decode
from casus.readers.draft import Block, Draft, ReadOptions, digest
from casus.readers.markup import caption_kind, parse_html, tree_blocks
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.text import read_whole

PAGE_LIMIT: Final = 5_000_000
"""Bytes of one page, at most. News pages stay below 2 MB; the extraction takes 1 s for 1 MB and 7 s for 4 MB."""

_MARK: Final = re.compile("\u27e6(caption|credit)\u27e7")
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})")
_DATES: Final = {"original_date": True, "extensive_search": False}
"""Only what the page's metadata says: a date found somewhere in the text is a guess."""


def read_html(stream: BinaryIO, origin: str, _options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The one report of a web page. Raises `Fault` when the page holds no story."""
    data = read_whole(stream, origin, PAGE_LIMIT)
    text, notes = decode(data, origin, declared=declared_encoding(data))
    root = parse_html(text)
    page = _extract(root) if root is not None else None
    if page is None or page.body is None:
        raise _no_story(origin)
    yield Draft(
        origin,
        tuple(_unmarked(tree_blocks(page.body))),
        digest(data),
        title=page.title,
        publisher=page.sitename or page.hostname,
        byline=page.author,
        date=page.date,
        url=page.url,
        notes=notes,
    )


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a `meta` element or XML declaration in the first bytes names."""
    match = _DECLARED.search(data[:2048])
    return match[1].decode("ascii").lower() if match else None


def _extract(root: Any) -> Any:
    _mark_captions(root)
    return bare_extraction(
        root, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=dict(_DATES)
    )


def _mark_captions(root: Any) -> None:
    """Turn captions and credits into paragraphs that begin with a mark and so survive the extraction in their place."""
    for element in [found for found in root.iter() if isinstance(found.tag, str)]:
        kind = caption_kind(element)
        if kind is None:
            continue
        element.text = f"\u27e6{kind}\u27e7{element.text or ''}"
        element.attrib.pop("class", None)
        element.tag = "p" if next(element.iterancestors("p"), None) is None else "span"
        _free_figure(element)


def _free_figure(element: Any) -> None:
    for parent in element.iterancestors("figure", "picture"):
        parent.tag = "div"
        parent.attrib.pop("class", None)


def _unmarked(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with their marks turned into kinds; one block may hold a caption and its credit."""
    for block in blocks:
        before, *marked = _MARK.split(block.text)
        kinds = [block.kind, *map(PartKind, marked[::2])]
        stretches = zip([before, *marked[1::2]], kinds, strict=True)
        yield from (Block(words.strip(), kind) for words, kind in stretches if words.strip())


def _no_story(origin: str) -> Fault:
    return Fault(
        RefusalCode.EMPTY,
        FormatError(
            "no story in this page",
            where=origin,
            expected="an article with paragraphs of text",
            remedy="save the page of the report itself, or its text",
        ),
    )
