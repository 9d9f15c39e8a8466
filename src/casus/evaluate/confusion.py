"""For developers of an engine: which types are missed, invented or taken for others, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casus.evaluate.aligned import ClaimSide, align, reading_side

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One claim whose types differ; `gold` or `predicted` is None where the other stands alone."""

    report: str
    gold: str | None
    predicted: str | None
    trigger: str
    context: str


def mistakes(gold: Iterable[Json], predicted: Iterable[Json]) -> Iterator[Mistake]:
    """All claims missed, invented or mistyped, in the order of reports; types are with their modes."""
    by_id = {row["id"]: row for row in predicted}
    for row in gold:
        yield from _in_report(row, by_id.get(row["id"], {}))


def confusion(found: Iterable[Mistake]) -> list[tuple[tuple[str | None, str | None], int]]:
    """(gold type, predicted type) and how often, most frequent first, then by name."""
    counts = Counter((mistake.gold, mistake.predicted) for mistake in found)
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _in_report(gold: Json, predicted: Json) -> Iterator[Mistake]:
    ours, theirs = (reading_side(row, gold["sentences"]).claims for row in (gold, predicted))
    pairs = align(ours, theirs)
    for i, j in pairs:
        if _label(ours[i]) != _label(theirs[j]):
            yield _mistake(gold, ours[i], theirs[j])
    missed, invented = set(range(len(ours))), set(range(len(theirs)))
    missed -= {i for i, _ in pairs}
    invented -= {j for _, j in pairs}
    yield from (_mistake(gold, ours[i], None) for i in sorted(missed))
    yield from (_mistake(gold, None, theirs[j]) for j in sorted(invented))


def _mistake(row: Json, gold: ClaimSide | None, predicted: ClaimSide | None) -> Mistake:
    start, end = next((side.trigger for side in (gold, predicted) if side and side.trigger), (0, 0))
    text = row["text"]
    around = text[max(start - 60, 0) : end + 60].replace("\n", " ")
    return Mistake(row["id"], _label(gold), _label(predicted), text[start:end], around)


def _label(claim: ClaimSide | None) -> str | None:
    if claim is None:
        return None
    return f"{claim.type}.{claim.mode}" if claim.mode else claim.type
