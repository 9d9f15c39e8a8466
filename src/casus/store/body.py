"""A whole reading as the bytes kept in the record, without what the record keeps elsewhere."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from casus.codec import dump_reading, load_reading
from casus.errors import StoreError
from casus.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a report was seen, of which a document keeps one: the first by name."""

    origin: str
    digest: str
    url: str | None
    given_id: str | None


def pack(reading: Reading) -> bytes:
    """The reading without its text and without where the report happened to be seen, compressed (to about a tenth)."""
    document = replace(reading.document, text="", origin="", digest="", url=None, given_id=None)
    return zlib.compress(dump_reading(replace(reading, document=document)))


def unpack(body: bytes, *, text: str, sighting: Sighting) -> Reading:
    """The reading that was packed, with what was left out put back. Raises StoreError for damaged bytes."""
    reading = load_reading(unpacked(body))
    document = replace(
        reading.document,
        text=text,
        origin=sighting.origin,
        digest=sighting.digest,
        url=sighting.url,
        given_id=sighting.given_id,
    )
    return replace(reading, document=document)


def unpacked(body: bytes) -> bytes:
    """The bytes before compression, which do not depend on the compressor's version."""
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise StoreError(f"damaged record of a reading ({error})", remedy="read the report again") from error
