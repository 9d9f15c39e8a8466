"""Sum up the claims of one happening, keeping what they disagree on side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from casus.store.rows import ClaimRow, EventRow, TimeRow

_NONE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})


def event_row(event_id: str, claims: Sequence[ClaimRow], wholes: Mapping[str, tuple[str, ...]] = _NONE) -> EventRow:
    """The happening that `claims` (at least one) tell of. `wholes`: telling to the events that sum it up."""
    main = max(claims, key=_says)
    time = min(filter(None, map(_settled, claims)), key=_width, default=None)
    return EventRow(
        event_id=event_id,
        main=main,
        claims=tuple(claims),
        actors=_unique(party.name for claim in claims for party in claim.who("actor")),
        recipients=_unique(party.name for claim in claims for party in claim.who("recipient")),
        places=_unique(place.name for claim in claims for place in claim.places),
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        publishers=_unique(claim.report.publisher for claim in claims if claim.report.publisher),
        sources=_unique(source.name for claim in claims for source in claim.sources),
        factualities=_unique(claim.factuality for claim in claims),
        part_of=_unique(whole for claim in claims for whole in wholes.get(claim.telling_id, ()) if whole != event_id),
    )


def _says(claim: ClaimRow) -> tuple[int, float]:
    """How much a claim tells: filled values first, then the engine's certainty; the first told wins a tie."""
    filled = (claim.who("actor"), claim.who("recipient"), claim.places, claim.time, claim.mode, claim.quantities)
    return sum(map(bool, filled)), claim.certainty


def _settled(claim: ClaimRow) -> TimeRow | None:
    return claim.time if claim.time and (claim.time.earliest or claim.time.latest) else None


def _width(time: TimeRow) -> int:
    """Days covered; an open interval is wider than any closed one."""
    return (time.latest - time.earliest).days if time.earliest and time.latest else 10**7


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
