"""
Measure the places: on gold with coordinates (LGL, GeoVirus), with given spans and end to end, and recall on known
place names.

A toponym is right when the place chosen lies within 161 km (100 miles) of the gold point, the measure of the
literature. The gazetteer "can know" a toponym when one of its candidates does. Each file is split into two halves by
a hash of the report id: weights are tuned on the half "tune" and reported on the half "test".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from casus.evaluate.gold import read_records
from casus.evaluate.scores import F1
from casus.gazetteers.places import CompiledPlaces, with_weights
from casus.model.document import Document
from casus.model.geometry import Point, distance_km
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.where import Place, PlaceMention
from casus.protocols import PlaceContext
from casus.steps.places import Places

NEAR_KM: Final = 161.0
HALVES: Final = ("tune", "test")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold place name: its words and its point."""

    span: Span
    point: Point


@dataclass(frozen=True, slots=True)
class Gold:
    """A report with its gold place names."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class GivenScore:
    """Given spans: toponyms, those the gazetteer can know, and those resolved within 161 km."""

    toponyms: int
    knowable: int
    right: int
    right_knowable: int

    @property
    def of_knowable(self) -> float:
        """Share right among those the gazetteer can know."""
        return self.right_knowable / self.knowable if self.knowable else 0.0

    @property
    def of_all(self) -> float:
        """Share right among all."""
        return self.right / self.toponyms if self.toponyms else 0.0


@dataclass(frozen=True, slots=True)
class EndToEndScore:
    """End to end: gold toponyms, mentions found, mentions on a gold toponym, and of these the ones within 161 km."""

    gold: int
    found: int
    matched: int
    right: int

    @property
    def measure(self) -> F1:
        """Precision, recall and their balance: right mentions among those found and among the gold ones."""
        return F1(self.right, self.gold, self.found)


def read_gold(path: Path, *, half: str | None = None) -> Iterator[Gold]:
    """The reports of a gold file with their toponyms that have a point; `half` is "tune", "test" or None for all."""
    for row in read_records(path):
        if half is None or half_of(row["id"]) == half:
            toponyms = (
                Toponym(Span(t["start"], t["end"]), (t["lat"], t["lon"]))
                for t in row["toponyms"]
                if t["lat"] is not None and t["start"] is not None
            )
            yield Gold(row["id"], row["text"], tuple(sorted(toponyms, key=lambda t: t.span)))


def half_of(report_id: str) -> str:
    """The half that a report belongs to."""
    return HALVES[blake2b(report_id.encode(), digest_size=1).digest()[0] % 2]


def given_spans(reports: Iterable[Gold], gazetteer: CompiledPlaces) -> GivenScore:
    """Resolve the gold spans."""
    step, counts = Places(gazetteer), [0, 0, 0, 0]
    nearest = with_weights(gazetteer, near=100.0)
    for report in reports:
        spans = tuple(dict.fromkeys(t.span for t in report.toponyms))
        chosen = {m.span: m for m in step.resolve(_reading(report), spans)}
        for toponym in report.toponyms:
            right = _hits(chosen.get(toponym.span), toponym.point)
            can = right or can_know(toponym.span.of(report.text), toponym.point, nearest)
            counts = [n + add for n, add in zip(counts, (1, can, right, right and can), strict=True)]
    return GivenScore(*counts)


def end_to_end(reports: Iterable[Gold], gazetteer: CompiledPlaces) -> EndToEndScore:
    """Find and resolve: names only, no anaphors ("the city") and borders, which the gold sets do not mark."""
    step, counts = Places(gazetteer), [0, 0, 0, 0]
    for report in reports:
        named = [
            m
            for m in step(_reading(report)).places
            if m.place is not None and m.candidates and m.relation != "border" and not m.reason.startswith("the ")
        ]
        for mention in named:
            gold = next((t for t in report.toponyms if t.span.overlaps(mention.span)), None)
            right = gold is not None and _hits(mention, gold.point)
            counts = [n + add for n, add in zip(counts, (0, 1, gold is not None, right), strict=True)]
        counts[0] += len(report.toponyms)
    return EndToEndScore(*counts)


def can_know(name: str, point: Point, nearest: CompiledPlaces) -> bool:
    """Whether any place of that name lies within 161 km of the point; `nearest` ranks by distance above all."""
    candidates = nearest.lookup(name, PlaceContext(near=(point,)))
    return any(_close(c.place, point) for c in candidates)


def recall_of_names(
    path: Path, country: str, gazetteer: CompiledPlaces, *, km: float = 25.0, alpha2: str
) -> tuple[int, int]:
    """(found, all) of the UCDP GED towns and villages of a country (table as in the build inputs): found within `km`
    of UCDP's point.
    """
    found = total = 0
    context = PlaceContext(countries=((country, 1.0),))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = bare_ged_name(row["name"])
            if row["country"] != alpha2 or row["where_prec"] not in ("1", "2") or name is None:
                continue
            point = (float(row["lat"]), float(row["lon"]))
            places = (c.place for c in gazetteer.lookup(name, context))
            total += 1
            found += any(
                p.lat is not None and p.lon is not None and distance_km((p.lat, p.lon), point) <= km for p in places
            )
    return found, total


def bare_ged_name(text: str) -> str | None:
    """The first name in a GED location that is a town or village ("Qartah/Madhba'a village" is "Qartah"), None for
    other things.
    """
    head, _, kind = text.partition("(")[0].strip().rpartition(" ")
    return head.split("/")[0].strip() or None if kind in ("village", "town", "city") else None


def _reading(report: Gold) -> Reading:
    return Reading(Document(report.id, report.text))


def _hits(mention: PlaceMention | None, point: Point) -> bool:
    return mention is not None and bool(mention.candidates) and _close(mention.candidates[0].place, point)


def _close(place: Place, point: Point) -> bool:
    return place.lat is not None and place.lon is not None and distance_km((place.lat, place.lon), point) <= NEAR_KM
