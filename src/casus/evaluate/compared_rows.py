"""A comparison as plain values: one row for each pair and each event that one side lacks, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from casus.evaluate.agreeing import agreement, differences, median_km
from casus.evaluate.comparable import Own
from casus.evaluate.compared import Comparison
from casus.evaluate.reasons import Reason
from casus.imports.likeness import Likeness
from casus.imports.types import CodedEvent

COLUMNS: Final = (
    *("in", "score", "coded_id", "coded_row", "event", "coded_from", "coded_to", "from", "to"),
    *("coded_place", "place", "km", "coded_type", "type", "coded_actor1", "actor1", "coded_actor2", "actor2"),
    *("coded_deaths", "deaths", "differs", "reason", "why", "nearest", "coded_source"),
)
BOTH: Final = "both"
ONLY_CODED: Final = "only coded"
ONLY_PROJECT: Final = "only project"


def table(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """The rows in the order of COLUMNS: pairs, then what only the file has, then what only the project has."""
    for pair in comparison.pairs:
        yield _row(BOTH, pair.theirs, pair.ours, pair.likeness, differs="; ".join(differences(pair)))
    for missed in comparison.missed:
        yield _row(ONLY_CODED, missed.theirs, None, reason=missed.reason)
    for extra in comparison.extra:
        yield _row(ONLY_PROJECT, None, extra.ours, reason=extra.reason)


def _row(
    standing: str,
    theirs: CodedEvent | None,
    ours: Own | None,
    likeness: Likeness | None = None,
    *,
    differs: str = "",
    reason: Reason | None = None,
) -> tuple[str, ...]:
    coded, own = _coded(theirs), _own(ours)
    cells = {
        "in": standing,
        "score": f"{likeness.score:.2f}" if likeness else "",
        "km": f"{likeness.km:.1f}" if likeness and likeness.km is not None else "",
        "differs": differs,
        "reason": reason.code if reason else "",
        "why": reason.words if reason else "",
        "nearest": reason.other if reason else "",
        **coded,
        **own,
    }
    return tuple(cells.get(column, "") for column in COLUMNS)


def _coded(event: CodedEvent | None) -> dict[str, str]:
    if event is None:
        return {}
    return {
        "coded_id": event.id,
        "coded_row": str(event.row),
        "coded_from": _iso(event.first),
        "coded_to": _iso(event.last),
        "coded_place": event.place.name or event.place.admin1 or event.place.country_name,
        "coded_type": " / ".join(event.types),
        "coded_actor1": _names(party.name for party in event.sides[0]),
        "coded_actor2": _names(party.name for party in event.sides[1]),
        "coded_deaths": str(event.deaths),
        "coded_source": event.source or event.url,
    }


def _own(own: Own | None) -> dict[str, str]:
    if own is None:
        return {}
    happening = own.happening
    return {
        "event": own.id,
        "from": _iso(happening.first),
        "to": _iso(happening.last),
        "place": happening.place.name if happening.place else "",
        "type": own.case.facts.label.rstrip("."),
        "actor1": _names(party.name for party in happening.sides[0]),
        "actor2": _names(party.name for party in happening.sides[1]),
        "deaths": str(happening.deaths),
    }


def summary(comparison: Comparison) -> dict[str, object]:
    """Figures: how many, precision and recall, agreement by field, reasons by code."""
    return {
        "format": comparison.coded.format,
        "coded": {"read": len(comparison.coded.events), "compared": comparison.theirs},
        "project": {"compared": comparison.ours, "outside": comparison.outside},
        "pairs": len(comparison.pairs),
        "recall": _rounded(comparison.recall),
        "precision": _rounded(comparison.precision),
        "f1": _rounded(comparison.f1),
        "median_km": _rounded(median_km(comparison)),
        "agreement": [
            {"field": one.field, "test": one.name, "agree": one.agree, "of": one.of, "silent": one.silent}
            for one in agreement(comparison)
        ],
        "only_coded": dict(sorted(Counter(one.reason.code for one in comparison.missed).items())),
        "only_project": dict(sorted(Counter(one.reason.code for one in comparison.extra).items())),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _names(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, names)))


def _iso(day: date) -> str:
    return day.isoformat()
