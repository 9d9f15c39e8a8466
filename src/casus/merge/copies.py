"""
Which reports share their wording: copies of a wire, shortened ones, updates, corrections, long quotations.

Texts are compared as sets of word sequences (shingles). Candidates are found by marks: bands of a MinHash signature
(A. Broder 1997), which texts alike as wholes share, and every sixteenth shingle by hash (the sampling of U. Manber's
"sif", 1994), which texts share that have a passage in common. What is recorded is worked out exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rensa import RMinHash

from casus.merge.hashing import hashed
from casus.store.fold import fold

Kind = Literal["exact", "near", "wire", "quotation", "update", "correction"]

WORDS: Final = 5
"""Words in a shingle."""

PERMUTATIONS: Final = 128
ROWS: Final = 4
"""Values of a signature, and how many make a band: texts with 40 % of their shingles in common share one more often
than not, those with 70 % nearly always."""

SAMPLED: Final = 16
"""One shingle of so many is a mark of its own."""

SHORT: Final = 12
"""Shingles that a text must have to be compared: below, wording is shared by chance."""

EXACT: Final = 0.98
NEAR: Final = 0.7
CONTAINED: Final = 0.6
QUOTED: Final = 16
"""Shingles in common that make a quotation: twenty words in a row, or several shorter passages."""

SAME_WORDING: Final = frozenset({"exact", "near", "wire"})
"""Kinds in which the later report adds no witness of its own."""

METHOD: Final = f"shingles of {WORDS} words, MinHash {PERMUTATIONS}/{ROWS}"

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A report's wording. `published` is a day (ISO) or ""; `corrects`: it says that it corrects an earlier report."""

    doc_id: str
    published: str
    publisher: str | None
    shingles: frozenset[str]
    digest: str
    corrects: bool = False

    @property
    def order(self) -> tuple[bool, str, str]:
        """Sorts reports: the earliest is the original."""
        return (not self.published, self.published, self.doc_id)


@dataclass(frozen=True, slots=True)
class Copy:
    """`later` shares wording with `earlier`; `similarity` is the share of shingles by which the kind was decided."""

    later: str
    earlier: str
    kind: Kind
    similarity: float


def shingles(text: str) -> frozenset[str]:
    """All sequences of `WORDS` words, without case and punctuation."""
    words = _WORD.findall(fold(text))
    return frozenset(" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def marks(some: frozenset[str]) -> frozenset[int]:
    """The marks of a text by its shingles, as signed 64-bit numbers; none for a text too short to compare."""
    if len(some) < SHORT:
        return frozenset()
    ranked = sorted(some)
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update(ranked)
    values = sketch.digest()
    bands = {hashed(f"{at}:{values[at : at + ROWS]}") for at in range(0, PERMUTATIONS, ROWS)}
    return frozenset(bands | {mark for shingle in ranked if (mark := hashed(shingle)) % SAMPLED == 0})


def compare(a: Wording, b: Wording) -> Copy | None:
    """How two reports share wording, the later one named first; None if they do not. The order makes no difference."""
    earlier, later = sorted((a, b), key=lambda wording: wording.order)
    common = len(earlier.shingles & later.shingles)
    if a.digest != b.digest and common < QUOTED:
        return None
    kind, similarity = _kind(earlier, later, common)
    return Copy(later.doc_id, earlier.doc_id, kind, round(similarity, 3))


def _kind(earlier: Wording, later: Wording, common: int) -> tuple[Kind, float]:
    if earlier.digest == later.digest:
        return "exact", 1.0
    overall = common / len(earlier.shingles | later.shingles)
    contained = common / min(len(earlier.shingles), len(later.shingles))
    same_outlet = earlier.publisher is not None and earlier.publisher == later.publisher
    if overall >= EXACT:
        return "exact", overall
    if later.corrects and same_outlet and contained >= CONTAINED:
        return "correction", overall
    if same_outlet and contained >= CONTAINED:
        return "update", overall
    if overall >= NEAR:
        return "near", overall
    if contained >= CONTAINED:
        return "wire", contained
    return "quotation", common / len(later.shingles)
