"""Events like another one, for applying a decision to all of them at once."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np

from casus.web.index import Index

MOST: Final = 5000


class _Parties(msgspec.Struct):
    """What of a line is compared."""

    actors: list[dict[str, Any]]
    recipients: list[dict[str, Any]]


def similar(index: Index, event_id: str) -> list[str]:
    """Other open events with the same type and mode at the same place between the same parties, oldest first."""
    row = index.row(event_id)
    if row is None:
        return []
    same = index.alive & index.is_value("review", ("open",))
    for column in ("type", "mode", "spot"):
        same &= index.columns[column] == index.columns[column][row]
    same[row] = False
    decode = msgspec.json.Decoder(_Parties).decode
    wanted = _names(decode(index.shown[row]))
    rows = np.flatnonzero(same)[:MOST]
    rows = rows[np.argsort(index.columns["first"][rows], kind="stable")]
    return [index.ids[other] for other in rows if _names(decode(index.shown[other])) == wanted]


def _names(line: _Parties) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = (
        frozenset(who["key"] or who["name"] for who in some) for some in (line.actors, line.recipients)
    )
    return actors, recipients
