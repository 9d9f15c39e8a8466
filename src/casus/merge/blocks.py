"""
Keys under which tellings meet: only tellings that share a key are compared.

A key joins what two tellings of one happening nearly always share (type family or trigger, a party, a place, a number,
a rare word) with a stretch of days, widened by how exactly the time is told. Keys depend on the telling alone, so which
pairs meet does not depend on what else is in the project or on the order of arrival.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from casus.merge.features import topic_of
from casus.merge.hashing import hashed
from casus.merge.judging import family
from casus.merge.telling import LAND, SPOT, UNDATED, Telling, Where
from casus.merge.wording import is_unknown, weight

STRETCH: Final = 8
"""Days in a stretch."""

BEFORE: Final = 6
"""An act without a time is taken to have happened so many days before the report, or fewer."""

AHEAD: Final = 14
"""An act still to come, without a time: so many days after the report, or fewer."""

LONGEST: Final = 90
"""Days; longer times meet each other without regard to days."""

REACH: Final = 0.25
"""Degrees around a place that may be the same one: some 25 km."""

TOPICAL: Final = 4
"""Words for what the act is about that are keys together with the word for the act."""

RARE: Final = 3
"""Rare words of a telling that are keys."""


def keys(telling: Telling) -> frozenset[int]:
    """All keys of a telling, as signed 64-bit numbers."""
    stretches = tuple(_stretches(telling))
    return frozenset(hashed(f"{anchor}@{stretch}") for anchor in set(_anchors(telling)) for stretch in stretches)


def _stretches(telling: Telling) -> Iterator[str]:
    """The stretches of days that a telling may be about; "ever" for what goes on or lasts long."""
    window = _window(telling)
    if window is None:
        yield "ever"
        return
    first, last = window
    yield from map(str, range(first // STRETCH, last // STRETCH + 1))
    if telling.open_ended:
        yield "ever"


def _window(telling: Telling) -> tuple[int, int] | None:
    if telling.first is not None and telling.last is not None:
        return None if telling.last - telling.first > LONGEST else (telling.first - 1, telling.last + 1)
    if telling.published == UNDATED:
        return None
    return telling.published - BEFORE, telling.published + (AHEAD if telling.expected else 0)


def _anchors(telling: Telling) -> Iterator[str]:
    kinds = sorted({family(label) for label in telling.types})
    cells = sorted({cell for where in telling.places for cell in _cells(where)})
    actors = sorted({key for who in telling.actors if who.named for key in who.keys})
    recipients = sorted({key for who in telling.recipients if who.named for key in who.keys})
    parties = sorted({*actors, *recipients})
    acts = [*kinds, *telling.triggers]
    yield from (f"{act}|{cell}" for act in acts for cell in cells)
    yield from (f"{trigger}|{party}" for trigger in telling.triggers for party in parties)
    yield from (f"{kind}|{a}|{b}" for kind in kinds for a in parties for b in parties if a < b)
    yield from (f"{kind}|{mode}|{party}" for kind in kinds for mode in telling.modes for party in parties)
    yield from (f"{kind}|{role}={n}" for kind in kinds for role, n in telling.numbers if n > 2)
    yield from (f"{kind}|{word}" for kind in kinds for word in _rare(telling))
    yield from (f"{trigger}|{word}" for trigger in telling.triggers for word in _topical(telling))


def _cells(where: Where) -> Iterator[str]:
    """Squares of one degree that the place reaches into; a land, and words that could not be settled, as they are."""
    if where.level == SPOT and where.lat is not None and where.lon is not None:
        for lat in {math.floor(where.lat - REACH), math.floor(where.lat + REACH)}:
            for lon in {math.floor(where.lon - REACH), math.floor(where.lon + REACH)}:
                yield f"{lat},{lon}"
    elif where.lat is None:
        yield from (f"w:{word}" for word in where.key[2:].split())
    elif where.level != LAND:
        yield where.key


def _rare(telling: Telling) -> tuple[str, ...]:
    """Words that the word table lacks, names for the most part; the longest first, ties by spelling."""
    unknown = (word for word in telling.words if word not in telling.triggers and is_unknown(word))
    return tuple(sorted(unknown, key=lambda word: (-len(word), word))[:RARE])


def _topical(telling: Telling) -> tuple[str, ...]:
    """The rarest words for what the act is about, ties by spelling."""
    about = (word for word in topic_of(telling) if word not in telling.triggers)
    return tuple(sorted(about, key=lambda word: (-weight(word), word))[:TOPICAL])
