"""
Blocks from markup: HTML fragments as feeds, mails and rendered Markdown carry them, and the trees trafilatura returns.

Captions and photo credits are told by their element (`figcaption`) or by their class, which is all that pages have in
common. White space is folded as a browser would; line breaks stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree, html  # type: ignore[import-untyped]

from casus.model.document import PartKind
from casus.readers.draft import Block

_HEADINGS: Final = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), PartKind.SUBHEADING)
_BLOCKS: Final[dict[str, PartKind | None]] = {
    **_HEADINGS,
    **dict.fromkeys(("li", "item", "dt", "dd"), PartKind.LIST_ITEM),
    **dict.fromkeys(("blockquote", "quote"), PartKind.QUOTE),
    **dict.fromkeys(("tr", "row"), PartKind.TABLE),
    **dict.fromkeys(("figcaption", "caption"), PartKind.CAPTION),
    **dict.fromkeys(
        (
            *("address", "article", "aside", "body", "center", "dl", "div", "figure", "footer", "form", "header", "hr"),
            *("main", "nav", "ol", "p", "pre", "section", "table", "ul", "list", "ab", "comments"),
        )
    ),
}
_SKIPPED: Final = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "title",
        "meta",
        "link",
    )
)
_BREAKS: Final = frozenset({"br", "lb"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_CREDIT_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:credits?|copyright|attribution|photographer)(?:$|[\s_-])", re.I)
_CAPTION_CLASS: Final = re.compile(r"(?:^|[\s_-])caption(?:$|[\s_-])", re.I)
_ANY_SPACE: Final = re.compile(r"\s+")
_SPACE: Final = re.compile(r"[^\S\n]+")
_BREAK: Final = re.compile(r" ?\n ?")
_CAPTION_REACH: Final = 1_000
"""Code points of text, at most, for its class to make an element a caption: longer ones hold the story too."""


def fragment_blocks(markup: str) -> tuple[Block, ...]:
    """The blocks of an HTML fragment; plain words are one block."""
    root = parse_html(markup)
    return tree_blocks(root) if root is not None else ()


def parse_html(markup: str) -> Any:
    """The tree of a page or fragment; None when it is empty. Broken markup is mended, as browsers do."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def tree_blocks(root: Any) -> tuple[Block, ...]:
    """The blocks below `root`, in document order."""
    walk = _Walk()
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            if event == "end" and skipped is None:
                walk.add(element.tail, browser=True)
        elif skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                walk.add(element.tail, browser=True)
        elif event == "start":
            if element.tag in _SKIPPED:
                skipped = element
                continue
            walk.open(element)
        else:
            walk.close(element, is_root=element is root)
    return tuple(walk.finish())


def caption_kind(element: Any) -> PartKind | None:
    """CAPTION or CREDIT when the element or its class says so, else None."""
    name = element.get("class") or ""
    if element.tag in ("figcaption", "caption"):
        return PartKind.CAPTION
    credit = _CREDIT_CLASS.search(name) is not None
    if not credit and not _CAPTION_CLASS.search(name):
        return None
    if len("".join(element.itertext())) > _CAPTION_REACH:
        return None
    return PartKind.CREDIT if credit else PartKind.CAPTION


@dataclass(slots=True)
class _Walk:
    """The state of one walk through a tree: open kinds, the words of the current block, the blocks so far."""

    kinds: list[PartKind | None] = field(default_factory=lambda: [None])
    words: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def open(self, element: Any) -> None:
        """Begin an element."""
        kind = caption_kind(element)
        if kind is not None or element.tag in _BLOCKS:
            self.flush()
            self.kinds.append(kind or _BLOCKS.get(element.tag) or self.kinds[-1])
        elif element.tag in _BREAKS:
            self.words.append("\n")
        elif element.tag in _CELLS and any(words.strip() for words in self.words):
            self.words.append(" | ")
        self.add(element.text, browser=element.tag != "pre")

    def close(self, element: Any, *, is_root: bool) -> None:
        """End an element and take the words after it."""
        if caption_kind(element) is not None or element.tag in _BLOCKS:
            self.flush()
            self.kinds.pop()
        if not is_root:
            self.add(element.tail, browser=True)

    def add(self, words: str | None, *, browser: bool) -> None:
        """Take words, with white space folded as a browser does or as it stands."""
        if words:
            self.words.append(_ANY_SPACE.sub(" ", words) if browser else words)

    def flush(self) -> None:
        """End the current block."""
        text = _BREAK.sub("\n", _SPACE.sub(" ", "".join(self.words))).strip()
        if text:
            self.blocks.append(Block(text, self.kinds[-1]))
        self.words.clear()

    def finish(self) -> list[Block]:
        """All blocks."""
        self.flush()
        return self.blocks
