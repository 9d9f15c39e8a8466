"""
RSS, RDF and Atom feeds: one entry, one report.

Entries keep their full text in `content:encoded` (RSS) or `content` (Atom); `description` and `summary` are read where
there is nothing longer. Entities are not expanded and nothing is fetched, so a feed cannot grow or reach out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from lxml import etree  # type: ignore[import-untyped]

from casus.errors import FormatError
from casus.model.document import Note
from casus.readers.decode import refuse_binary
from casus.readers.draft import Draft, ReadOptions, digest
from casus.readers.markup import fragment_blocks
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.text import read_whole

_ENTRIES: Final = ("item", "entry")
_ROOTS: Final = frozenset({"rss", "RDF", "feed"})
_TEXTS: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "published", "date", "issued", "updated", "modified")


def read_feed(stream: BinaryIO, origin: str, _options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The reports of a feed, in its order."""
    data = read_whole(stream, origin)
    refuse_binary(data, origin)
    root, notes = _parse(data, origin)
    channel = next((element for element in root.iter("{*}channel")), root)
    publisher = _words(channel, "title")
    for number, entry in enumerate(_entries(root), 1):
        place = f"{origin}#{number}"
        yield _draft(entry, place, publisher, notes)


def _parse(data: bytes, origin: str) -> tuple[Any, tuple[Note, ...]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(origin, f"broken XML ({error})") from error
    if root is None or etree.QName(root).localname not in _ROOTS:
        found = "no XML" if root is None else f"a {etree.QName(root).localname} document"
        raise _broken(origin, found)
    if next(_entries(root), None) is None:
        raise Fault(RefusalCode.EMPTY, _no_entry(origin))
    damage = [error for error in parser.error_log if error.level >= etree.ErrorLevels.FATAL]
    if not damage:
        return root, ()
    return root, (Note("markup-damaged", f"the feed is broken at line {damage[0].line}: {damage[0].message}"),)


def _entries(root: Any) -> Iterator[Any]:
    return root.iter(*(f"{{*}}{name}" for name in _ENTRIES))  # type: ignore[no-any-return]


def _draft(entry: Any, origin: str, publisher: str | None, notes: tuple[Note, ...]) -> Draft:
    return Draft(
        origin,
        fragment_blocks(max((_words(entry, name) or "" for name in _TEXTS), key=len)),
        digest(etree.tostring(entry)),
        title=_plain(_words(entry, "title")),
        publisher=_words(entry, "source") or publisher,
        byline=_words(entry, "creator") or _words(entry, "author"),
        date=next(filter(None, (_words(entry, name) for name in _DATES)), None),
        url=_link(entry),
        given_id=_words(entry, "guid") or _words(entry, "id"),
        notes=notes,
    )


def _words(entry: Any, name: str) -> str | None:
    """The words of the first child of that name in any namespace; the markup of XHTML content is kept as markup."""
    for child in entry.iterchildren(f"{{*}}{name}"):
        if child.get("type") == "xhtml":
            return "".join(etree.tostring(inner, encoding="unicode", with_tail=True) for inner in child)
        words = "".join(child.itertext()).strip()
        if words:
            return words
    return None


def _plain(title: str | None) -> str | None:
    """Titles may carry markup: `&lt;b&gt;` and double escapes such as `&amp;amp;`."""
    if title is None or not ("<" in title or "&" in title):
        return title
    return " ".join(block.text for block in fragment_blocks(title)) or None


def _link(entry: Any) -> str | None:
    """The address of the report: `link` with text (RSS), or with `href` and the relation "alternate" (Atom)."""
    for child in entry.iterchildren("{*}link"):
        if child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
    return _words(entry, "link")


def _broken(origin: str, found: str) -> Fault:
    return Fault(
        RefusalCode.BROKEN,
        FormatError(found, where=origin, expected="an RSS or Atom feed", remedy="check how the file was saved"),
    )


def _no_entry(origin: str) -> FormatError:
    return FormatError(
        "no entry in this feed", where=origin, expected="at least one item or entry", remedy="leave it out"
    )
