"""What a server sent, as a web archive keeps it: status, type and the page without its packing."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

from casus.errors import FormatError, InputError
from casus.readers.refusal import Fault, RefusalCode
from casus.readers.webpage import PAGE_LIMIT

_GZIP_OR_ZLIB: Final = 47
_RAW: Final = -15


@dataclass(frozen=True, slots=True)
class Response:
    """Status code, media type in lower case without parameters ("text/html"), and the body unpacked."""

    status: int
    media_type: str
    body: bytes


def parse_response(block: bytes, place: str) -> Response:
    """The response in these bytes. Raises `Fault` where there is none or its body cannot be unpacked."""
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(None, 2)
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
        raise _broken("no response of a server", place)
    pairs = [line.partition(":") for line in lines]
    header = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if "chunked" in header.get("transfer-encoding", "").lower():
        body = _joined(body)
    packing = header.get("content-encoding", "identity").lower()
    media_type = header.get("content-type", "").partition(";")[0].strip().lower()
    return Response(int(words[1]), media_type, _unpacked(body, packing, place))


def _joined(body: bytes) -> bytes:
    """The chunks put together; as it is where it is in no chunks after all, as archives that join them leave it."""
    parts: list[bytes] = []
    at = 0
    while True:
        line = body.find(b"\r\n", at)
        size = _hexadecimal(body[at:line].partition(b";")[0]) if line >= 0 else None
        if size is None:
            return b"".join(parts) if parts else body
        if size == 0:
            return b"".join(parts)
        parts.append(body[line + 2 : line + 2 + size])
        at = line + 2 + size + 2


def _hexadecimal(digits: bytes) -> int | None:
    try:
        return int(digits, 16)
    except ValueError:
        return None


def _unpacked(body: bytes, packing: str, place: str) -> bytes:
    if packing in ("gzip", "x-gzip", "deflate"):
        if not body.startswith((b"\x1f\x8b", b"\x78")) and packing != "deflate":
            return body  # unpacked by the archive already, which left the header as it was
        return _inflated(body, packing, place)
    if packing not in ("identity", "", "none"):
        if body.lstrip()[:1] == b"<":
            return body
        raise Fault(RefusalCode.SKIPPED, InputError(f"a page packed as {packing!r}", where=place, expected="gzip"))
    return body


def _inflated(body: bytes, packing: str, place: str) -> bytes:
    for bits in (_GZIP_OR_ZLIB, _RAW) if packing == "deflate" else (_GZIP_OR_ZLIB,):
        unpacker = zlib.decompressobj(bits)
        try:
            data = unpacker.decompress(body, PAGE_LIMIT + 1)
        except zlib.error as error:
            failure = error
            continue
        if len(data) > PAGE_LIMIT:
            found = f"a page that unpacks to more than {PAGE_LIMIT:,} bytes"
            raise Fault(RefusalCode.TOO_LARGE, InputError(found, where=place, expected="a page of a usual size"))
        return data
    raise _broken(f"a body that cannot be unpacked ({failure})", place)


def _broken(found: str, place: str) -> Fault:
    return Fault(RefusalCode.BROKEN, FormatError(found, where=place, remedy="the other records are read"))
