"""How names are compared in searches: without case, accents and apostrophes ("Ra's al-ʿAyn" finds "ras al-ayn")."""

from __future__ import annotations

import unicodedata
from typing import Final

_DROPPED: Final = dict.fromkeys(map(ord, "'`´ʻʼʽʾʿ‘’"))


def fold(text: str) -> str:
    """`text` as searches see it. Folding twice changes nothing more."""
    parts = unicodedata.normalize("NFKD", text.translate(_DROPPED)).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", parts) if not unicodedata.combining(c))
    return " ".join(plain.translate(_DROPPED).split())
