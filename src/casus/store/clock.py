"""The time, as the record keeps it."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> str:
    """The second that it is, UTC, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def day(text: str | None) -> date | None:
    """A day that the record keeps."""
    return date.fromisoformat(text) if text else None
