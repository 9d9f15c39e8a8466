"""
A small project, for as long as it is asked, of those reports of an archive that bear on a question.

DuckDB finds the reports that tell of the events or states that a filter keeps; their readings are put into a project of
their own and merged there. So situations and exports of an archive are made by the code that makes those of projects.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from casus.archive.job import read_manifest
from casus.archive.layout import Layout
from casus.archive.query import asked
from casus.archive.tellings import readings
from casus.errors import InputError, PipelineError
from casus.merge.merging import update
from casus.project import Project, open_project
from casus.store.folder import create_place
from casus.store.rows import Filter
from casus.store.writer import Writer

MOST: Final = 20_000
"""Reports that a question may bear on: beyond, a project that is kept is the better answer."""

_CHOSEN: Final = """
WITH hit AS (SELECT DISTINCT event_id FROM claims WHERE {claims}),
chosen AS (SELECT doc_id FROM claims WHERE event_id IN (SELECT event_id FROM hit)
    UNION SELECT doc_id FROM states WHERE {states})
SELECT shard, doc_id FROM read_reports WHERE doc_id IN (SELECT doc_id FROM chosen) ORDER BY shard, doc_id"""


@contextmanager
def selected(layout: Layout, wanted: Filter) -> Iterator[Project]:
    """
    The project of the reports that tell of what the filter keeps. It is gone afterwards.

    Raises InputError where nothing is, or more than `MOST` reports are; StoreError without an archive.
    """
    chosen = documents(layout, wanted)
    with tempfile.TemporaryDirectory(prefix="casus-") as folder:
        database = Path(folder) / "selection.casus"
        create_place(database, database)
        _fill(layout, chosen, database)
        with open_project(database) as project:
            yield project


def documents(layout: Layout, wanted: Filter) -> Mapping[int, frozenset[str]]:
    """The reports to look at, by shard."""
    everything = replace(wanted, limit=None, offset=0)
    rows = asked(layout, _CHOSEN, everything)
    if not rows or len(rows) > MOST:
        raise InputError(
            f"{len(rows):,} reports of the archive bear on this" if rows else "no report of the archive bears on this",
            where=str(layout.root),
            expected=f"1 to {MOST:,} reports",
            remedy="ask for a place, an actor or some days; or make a project of all: casus archive load"
            if rows
            else "ask for something else; casus archive claims lists what is there",
        )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for shard, doc_id in rows:
        found[shard].add(doc_id)
    return {shard: frozenset(ids) for shard, ids in found.items()}


def _fill(layout: Layout, chosen: Mapping[int, frozenset[str]], database: Path) -> None:
    with Writer(database, read_manifest(layout).run) as writer:
        for shard, ids in chosen.items():
            for reading in readings(layout, shard):
                if reading.document.doc_id in ids:
                    try:
                        writer.add(reading)
                    except (InputError, PipelineError):
                        continue  # what no project can hold is not asked either
    update(database)
