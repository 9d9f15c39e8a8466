"""Ids made from content: the same facts always get the same id, on every machine."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Final

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def content_id(prefix: str, *facts: object) -> str:
    """`prefix-` and the first 16 hex digits of the SHA-256 over the facts as canonical JSON.

    Facts are what JSON can hold: text, numbers, None, lists of these. JSON keeps ("a", "b.c") and ("a.b", "c")
    apart, which a joined string would not.
    """
    return f"{prefix}-{hashlib.sha256(_CANONICAL.encode(facts).encode()).hexdigest()[:16]}"


def document_id(text: str, *, title: str | None, publisher: str | None, published: date | None) -> str:
    """The id of a report: equal title, publisher, date and text make the same report."""
    return content_id("d", title, publisher, published.isoformat() if published else None, text)
