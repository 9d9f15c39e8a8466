"""
Measure merging on reports whose events are linked by hand (`NAME.jsonl` with `NAME.links.json`).

Each link names an event and the readings' event ids that tell of it. What counts are pairs across reports: those that
the links join, and those that merging joins. Pairs of which one side is not coded are left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from casus.errors import FormatError
from casus.evaluate.gold import document_of, read_gold
from casus.evaluate.recorded import reading_of
from casus.evaluate.scores import harmonic
from casus.merge.merging import rebuild
from casus.pipeline import Pipeline
from casus.store.connect import open_reader
from casus.store.facts import RunFacts
from casus.store.writer import Writer

Json = Mapping[str, Any]
Told = tuple[str, str]
"""A report and an event id of its coders."""

HAND: Final = RunFacts("hand", "", "{}", "{}", "[]")


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs joined by the links (`gold`) and by merging (`found`), named as people can look them up."""

    gold: frozenset[tuple[Told, Told]]
    found: frozenset[tuple[Told, Told]]

    @property
    def precision(self) -> float:
        """Share of the found pairs that the links have."""
        return len(self.gold & self.found) / len(self.found) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the links' pairs that were found."""
        return len(self.gold & self.found) / len(self.gold) if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return harmonic(self.precision, self.recall)


def evaluate_links(path: Path, pipeline: Pipeline | None = None) -> PairScore:
    """
    Score merging on the reports in `path`: as an engine reads them, or without one as they were coded by hand.

    Raises FormatError.
    """
    gold = read_gold(path)
    readings = [pipeline.code(document_of(row)) if pipeline else reading_of(row) for row in gold]
    with TemporaryDirectory() as folder:
        database = Path(folder) / "linked.db"
        with Writer(database, HAND) as writer:
            for reading in readings:
                writer.add(reading)
        rebuild(database)
        with closing(open_reader(database)) as connection:
            joined = _joined(connection, gold)
    return PairScore(_linked(path), _across(joined.values()))


def _linked(path: Path) -> frozenset[tuple[Told, Told]]:
    links = path.with_suffix(".links.json")
    try:
        events = json.loads(links.read_text("utf-8"))
        told = [[(str(doc), str(event)) for doc, event in link["claims"]] for link in events]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"no links ({error})",
            where=str(links),
            expected='a list of {"event": …, "claims": [[report id, event id], …]}',
            remedy="put the links beside the reports",
        ) from error
    return _across(told)


def _across(joined: Iterable[Sequence[Told]]) -> frozenset[tuple[Told, Told]]:
    """Pairs of different reports."""
    pairs = (pair for some in joined for pair in combinations(sorted(set(some)), 2))
    return frozenset((a, b) for a, b in pairs if a[0] != b[0])


def _joined(connection: sqlite3.Connection, gold: Sequence[Json]) -> dict[str, list[Told]]:
    """Event to what it was made of: for each telling, the coders' event that most of its claims are of."""
    rows = {row["id"]: row for row in gold}
    sql = (
        "SELECT given_id, coalesce(m.event_id, f.event_id), f.event_id, e.start, e.end FROM run_claim f "
        "JOIN claim USING (claim_no) JOIN evidence e ON e.evidence_no = trigger JOIN sighting s ON s.doc_no = e.doc_no "
        "LEFT JOIN membership m ON m.telling_id = f.event_id WHERE f.event_id IS NOT NULL ORDER BY e.start"
    )
    votes: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for given, event, telling, start, end in connection.execute(sql):
        coded = _coded(rows[given], start, end)
        if coded is not None:
            votes[given, event, telling][coded] += 1
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for (given, event, _), counts in votes.items():
        found[event].append((given, counts.most_common(1)[0][0]))
    return found


def _coded(row: Json, start: int, end: int) -> str | None:
    """The coders' event whose trigger has most in common with these words."""
    meets = [(min(end, c["trigger"][1]) - max(start, c["trigger"][0]), c["event"]) for c in row["claims"]]
    most = max((common for common, _ in meets), default=0)
    return next((str(event) for common, event in meets if common == most), None) if most > 0 else None
