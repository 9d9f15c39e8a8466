"""
From bytes to characters.

UTF-8 is tried first, as nearly all reports of this century are written in it and text in another encoding is hardly
ever valid UTF-8 by chance. A byte order mark settles UTF-16. Anything else is a guess, and the report carries a note.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from casus.errors import FormatError
from casus.model.document import Note
from casus.readers.refusal import Fault, RefusalCode

_SIGNATURES: Final = (
    (b"%PDF", "a PDF document", "turn it into text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save the document as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text or HTML"),
    (b"{\\rtf", "a rich text (RTF) document", "save it as text or HTML"),
    (b"\x89PNG", "a PNG picture", "give the text of the report"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the text of the report"),
    (b"GIF8", "a GIF picture", "give the text of the report"),
    (b"SQLite format 3\x00", "an SQLite database", "export its reports as CSV or JSON Lines"),
    (b"BZh", "a bzip2 file", "unpack it, or compress with gzip instead"),
    (b"\xfd7zXZ", "an xz file", "unpack it, or compress with gzip instead"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it, or compress with gzip instead"),
)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WESTERN: Final = "cp1252"
# Above this share of non-ASCII bytes a text is not English with curly quotes and names: let statistics decide.
_WESTERN_SHARE: Final = 0.1
_CONTROL: Final = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_SAMPLE: Final = 65_536
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of a codec and the bytes of byte order mark to skip; `guessed` when nothing in the file names it."""

    name: str
    mark: int = 0
    guessed: bool = False

    @property
    def notes(self) -> tuple[Note, ...]:
        """The note a report carries when its encoding is a guess."""
        if not self.guessed:
            return ()
        return (Note("encoding-guessed", f"the text is not UTF-8; it was read as {self.name}"),)


def decode(data: bytes, origin: str, *, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The characters of one whole file, and a note when the encoding is a guess.

    `declared` is the encoding the file or its envelope names. Raises `Fault` for binary data.
    """
    refuse_binary(data, origin)
    encoding = find_encoding(data, declared=declared)
    try:
        return data[encoding.mark :].decode(encoding.name), encoding.notes
    except (UnicodeDecodeError, LookupError) as error:
        raise encoding_fault(origin, encoding.name, error) from error


def find_encoding(data: bytes, *, declared: str | None = None, whole: bool = True) -> Encoding:
    """The encoding of `data`; not `whole` means that the last character may be cut."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name, len(mark))
    if _is_utf8(data, whole=whole):
        return Encoding("utf-8")
    if declared is not None and _decodes(data, declared, whole=whole):
        return Encoding(declared)
    return Encoding(_guess(data), guessed=True)


def refuse_binary(data: bytes, origin: str) -> None:
    """Raise `Fault` when the first bytes are no text."""
    for signature, found, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise Fault(
                RefusalCode.BINARY, FormatError(found, where=origin, expected="the text of a report", remedy=remedy)
            )
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    # A stray control character is text with a fault, told as such later; one in fifty is no text at all.
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and controls > max(_FEW, len(sample) // 50):
        raise Fault(RefusalCode.BINARY, _binary_error(sample, origin))


def encoding_fault(origin: str, name: str, error: Exception) -> Fault:
    """The fault of bytes that their encoding does not allow."""
    return Fault(
        RefusalCode.ENCODING,
        FormatError(
            f"bytes that are no {name} ({error})", where=origin, expected="UTF-8 text", remedy="save the file as UTF-8"
        ),
    )


def _binary_error(sample: bytes, origin: str) -> FormatError:
    if sample.count(0) * 5 > len(sample) * 2:
        return FormatError(
            "text in UTF-16 or UTF-32 without a byte order mark, or binary data",
            where=origin,
            expected="UTF-8 text",
            remedy="save the file as UTF-8",
        )
    return FormatError(
        "binary data", where=origin, expected="the text of a report", remedy="give text, HTML, CSV, JSON Lines or EML"
    )


def _is_utf8(data: bytes, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _decodes(data: bytes, name: str, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data, final=whole)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _guess(data: bytes) -> str:
    sample = data[:_SAMPLE]
    high = len(sample.translate(None, bytes(range(128))))
    if high <= _WESTERN_SHARE * len(sample) and _decodes(data, _WESTERN, whole=True):
        return _WESTERN
    from charset_normalizer import from_bytes  # nearly all reports are UTF-8 and never need it

    best = from_bytes(sample).best()
    return best.encoding if best is not None else _WESTERN
