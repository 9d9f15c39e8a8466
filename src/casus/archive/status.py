"""How far the reading of an archive is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from casus.archive.job import read_manifest
from casus.archive.layout import STAGES, Layout, read_counts
from casus.archive.meetings import parts


@dataclass(frozen=True, slots=True)
class StageLine:
    """Pieces of a stage that are done, of those there are (as far as that is known yet)."""

    stage: str
    done: int
    total: int | None


def stages(layout: Layout) -> list[StageLine]:
    """All stages in order. Raises StoreError where there is no archive."""
    shards = read_manifest(layout).shards
    judged = parts(layout) if layout.meetings.exists() else None
    return [
        StageLine("texts", len(layout.done("texts")), shards),
        StageLine("copies", int(layout.copies.exists()), 1),
        StageLine("readings", len(layout.done("readings")), shards),
        StageLine("tellings", len(layout.done("tellings")), shards),
        StageLine("meetings", int(layout.meetings.exists()), 1),
        StageLine("judged", len(layout.done("judged")), judged),
        StageLine("events", int(layout.events.exists()), 1),
    ]


def total(layout: Layout) -> Counter[str]:
    """Counts of all that is done ("texts.kept", "readings.claims", …)."""
    found: Counter[str] = Counter()
    for stage in STAGES:
        for path in layout.parts(stage):
            found.update({f"{stage}.{name}": number for name, number in read_counts(path).items()})
    for stage, path in (("copies", layout.copies), ("events", layout.events)):
        if path.exists():
            found.update({f"{stage}.{name}": number for name, number in read_counts(path).items()})
    return found
