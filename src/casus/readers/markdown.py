"""Markdown: one file, one report, with the front matter that site generators use (`title: …` between `---` lines)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from markdown_it import MarkdownIt

from casus.readers.assemble import clean
from casus.readers.decode import decode
from casus.readers.draft import Block, Draft, ReadOptions, digest
from casus.readers.markup import fragment_blocks
from casus.readers.refusal import Refusal
from casus.readers.text import read_whole

_FRONT: Final = re.compile(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FRONT_REACH: Final = 10_000
_ENTRY: Final = re.compile(r"^([A-Za-z_]+)\s*:\s*(.*?)\s*$", re.MULTILINE)
_FIRST_HEADING: Final = re.compile(r"\s*<h1>")


def read_markdown(stream: BinaryIO, origin: str, _options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The one report of a Markdown file: as a reader sees it, without the marks."""
    data = read_whole(stream, origin)
    decoded, notes = decode(data, origin)
    text = clean(decoded, origin)
    front, body = _front_matter(text)
    markup = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
    blocks = fragment_blocks(markup)
    title = front.get("title")
    if title is None and _FIRST_HEADING.match(markup):
        title, blocks = blocks[0].text, blocks[1:]
    yield Draft(
        origin,
        _unwrapped(blocks),
        digest(data),
        title=title,
        publisher=front.get("publisher") or front.get("source"),
        byline=front.get("author") or front.get("byline"),
        date=front.get("date") or front.get("published"),
        url=front.get("url") or front.get("link"),
        given_id=front.get("id"),
        notes=notes,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text, 0, _FRONT_REACH)
    if match is None:
        return {}, text
    entries = {key.lower(): value.strip("\"'") for key, value in _ENTRY.findall(match[1])}
    return {key: value for key, value in entries.items() if value}, text[match.end() :]


def _unwrapped(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Wrapped lines joined: a line break in a Markdown paragraph is a space."""
    return tuple(replace(block, text=" ".join(block.text.split())) for block in blocks)
