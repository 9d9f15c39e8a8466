"""
Readers: bytes in, documents out.

One module per format finds the reports in a file; `assemble` makes documents of them; whatever cannot be read becomes a
`Refusal` that says why, and the rest goes on.
"""

from __future__ import annotations

from casus.readers.draft import LIMIT, ReadOptions
from casus.readers.formats import READERS
from casus.readers.inputs import read_bytes, read_paths
from casus.readers.refusal import Refusal, RefusalCode

__all__ = ["LIMIT", "READERS", "ReadOptions", "Refusal", "RefusalCode", "read_bytes", "read_paths"]
