"""Short ways to read bytes in a test."""

from __future__ import annotations

from casus.model.document import Document, PartKind
from casus.readers import ReadOptions, Refusal, read_bytes

PLAIN = ReadOptions()


def read(data: bytes | str, origin: str = "report.txt", options: ReadOptions = PLAIN) -> list[Document | Refusal]:
    """Everything that comes of `data`."""
    return list(read_bytes(data.encode() if isinstance(data, str) else data, origin, options))


def read_one(data: bytes | str, origin: str = "report.txt", options: ReadOptions = PLAIN) -> Document:
    """The one report in `data`."""
    (document,) = read(data, origin, options)
    assert isinstance(document, Document), document
    return document


def refused(data: bytes | str, origin: str = "report.txt", options: ReadOptions = PLAIN) -> Refusal:
    """The one refusal that comes of `data`."""
    (refusal,) = read(data, origin, options)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def parts(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each part."""
    return [(part.kind.value, document.quote(part.span)) for part in document.parts]


def kinds(document: Document) -> list[PartKind]:
    """The kinds of the parts in order."""
    return [part.kind for part in document.parts]


def codes(document: Document) -> list[str]:
    """The codes of the notes."""
    return [note.code for note in document.notes]
