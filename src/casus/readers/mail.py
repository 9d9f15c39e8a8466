"""Mails (EML): one message, one report. The subject is its title, the sender its publisher."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO, Final

from casus.errors import FormatError
from casus.model.document import Note
from casus.readers.decode import decode, refuse_binary
from casus.readers.draft import Block, Draft, ReadOptions, digest
from casus.readers.markup import fragment_blocks
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.text import read_whole

_HEADERS: Final = ("from", "subject", "date")


def read_mail(stream: BinaryIO, origin: str, _options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The report in a mail: its plain text if it has one, else its HTML."""
    data = read_whole(stream, origin)
    refuse_binary(data, origin)
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not any(name in message for name in _HEADERS):
        raise _no_mail(origin)
    body, notes = _body(message, origin)
    sender, address = parseaddr(_header(message, "from") or "")
    yield Draft(
        origin,
        body,
        digest(data),
        title=_header(message, "subject"),
        publisher=sender or address or None,
        date=_header(message, "date"),
        given_id=(_header(message, "message-id") or "").strip("<> ") or None,
        notes=(*notes, *_attachments(message)),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text. The parser of the standard library fails on some malformed ones: those count as absent."""
    try:
        value = message[name]
    except (ValueError, IndexError, LookupError, AttributeError, TypeError):
        return None
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace") if value is not None else None


def _body(message: EmailMessage, origin: str) -> tuple[str | tuple[Block, ...], tuple[Note, ...]]:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise Fault(
            RefusalCode.EMPTY,
            FormatError("no text", where=origin, expected="a mail with a text", remedy="save the report itself"),
        )
    payload = part.get_payload(decode=True)
    text, notes = decode(payload if isinstance(payload, bytes) else b"", origin, declared=part.get_content_charset())
    return (fragment_blocks(text) if part.get_content_subtype() == "html" else text), notes


def _attachments(message: EmailMessage) -> Iterator[Note]:
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if names:
        yield Note("attachment-not-read", f"attached to the mail and not read: {', '.join(map(str, names))}")


def _no_mail(origin: str) -> Fault:
    return Fault(
        RefusalCode.BROKEN,
        FormatError(
            "no mail headers",
            where=origin,
            expected="a message with From, Subject or Date",
            remedy="save the mail as EML, or read it with --reader text",
        ),
    )
