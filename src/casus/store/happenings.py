"""
Name the happenings of one reading, so that exact copies of a report tell of the same ones.

The name is made from the text and from where in it the happening is told, not from who published it: a wire report
printed by two outlets yields one event with two reports under it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final

from casus.model.claim import EventClaim, TimeRole
from casus.model.ids import content_id

_ALWAYS: Final = ("0001-01-01", "9999-12-31")


def text_digest(text: str) -> str:
    """SHA-256 (hex) of the text."""
    return hashlib.sha256(text.encode()).hexdigest()


def event_ids(digest: str, claims: Iterable[EventClaim]) -> dict[str, str]:
    """Local event id ("e1") to its id in the project ("e-" and 16 hex digits). `digest` is the text's."""
    told: dict[str, list[object]] = {}
    for claim in claims:
        told.setdefault(claim.event, []).append(_told(claim))
    ids: dict[str, str] = {}
    for local, tellings in told.items():
        name = content_id("e", digest, sorted(tellings, key=repr))
        # Two happenings told by the very same words ("both sides shelled the other") stay two.
        while name in ids.values():
            name = content_id("e", name)
        ids[local] = name
    return ids


def _told(claim: EventClaim) -> object:
    spans = sorted(
        (role.role, role.party.span.start, role.party.span.end) for role in claim.roles if role.party.span is not None
    )
    return [claim.trigger.start, claim.trigger.end, claim.type, spans]


def days_compared(time: TimeRole | None, published: date | None) -> tuple[str | None, str | None]:
    """
    The days that time filters compare, both included.

    A time told counts, an open end reaching as far as days go. Where no time is told, or none could be settled, the
    day of publication stands in: most reports leave out what their date says. Neither: (None, None).
    """
    when = time.when if time else None
    if when is not None and (when.earliest or when.latest):
        first = when.earliest.isoformat() if when.earliest else _ALWAYS[0]
        return first, when.latest.isoformat() if when.latest else _ALWAYS[1]
    day = published.isoformat() if published else None
    return day, day
