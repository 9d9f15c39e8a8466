"""What is kept of a report's wording to find those that repeat it: a MinHash signature, its bands, its numbers."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from rensa import RMinHash

from casus.merge.copies import PERMUTATIONS, ROWS, SHORT, shingles
from casus.model.document import PROSE, Document, PartKind
from casus.store.fold import fold
from casus.store.happenings import text_digest

ALIKE: Final = 0.8
"""Share of equal values in two signatures from which on one report repeats the other."""

_NUMBER: Final = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?"
    r"|millions?)\b"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """
    `text`: SHA-256 (hex) of the text. `values`: the MinHash signature (bytes of 128 little-endian uint32), empty for a
    text too short to compare. `bands`: what alike reports share. `numbers`: all numbers said, sorted. `corrects`: it
    says that it corrects an earlier report.
    """

    text: str
    values: bytes
    bands: tuple[int, ...]
    numbers: tuple[str, ...]
    corrects: bool


def sign(document: Document) -> Signature:
    """The signature of a report; of its text, what is its own prose counts."""
    own = [document.quote(part.span) for part in document.parts if part.kind in PROSE]
    prose = "\n".join(own) if own else document.text
    some = shingles(prose)
    values = _values(some) if len(some) >= SHORT else b""
    corrects = any(part.kind is PartKind.CORRECTION for part in document.parts)
    numbers = tuple(sorted(set(_NUMBER.findall(fold(prose)))))
    return Signature(text_digest(document.text), values, _bands(values), numbers, corrects)


def alike(a: bytes, b: bytes) -> float:
    """The share of equal values of two signatures, about the share of wording in common."""
    if not a or not b:
        return 0.0
    return float(np.mean(np.frombuffer(a, "<u4") == np.frombuffer(b, "<u4")))


def _values(some: frozenset[str]) -> bytes:
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update(sorted(some))
    return np.asarray(sketch.digest(), "<u4").tobytes()


def _bands(values: bytes) -> tuple[int, ...]:
    """One signed 64-bit number for each band of values."""
    width = 4 * ROWS
    pieces = (values[at : at + width] for at in range(0, len(values), width))
    return tuple(_hashed(bytes([n]) + piece) for n, piece in enumerate(pieces))


def _hashed(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)
