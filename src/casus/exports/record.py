"""What an export is made from: what was asked of a project, and what the export says about where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cached_property
from typing import Any, Protocol

from casus.beliefs.events import believe
from casus.beliefs.types import EventBelief
from casus.exports.tally import Tally
from casus.model.reading import Reading
from casus.store.corrected import corrected_reading
from casus.store.corrections import Corrections
from casus.store.rows import DocumentRow, EventRow, Filter, RunRow, StateRow
from casus.version import __version__


class Record(Protocol):
    """The project as exports see it."""

    def events(self, wanted: Filter = ...) -> tuple[EventRow, ...]: ...

    def states(self, wanted: Filter = ...) -> tuple[StateRow, ...]: ...

    def documents(self, wanted: Filter = ...) -> tuple[DocumentRow, ...]: ...

    def runs(self) -> tuple[RunRow, ...]: ...

    def reading(self, doc_id: str) -> Reading: ...

    def corrections(self) -> Corrections: ...

    def content_digest(self) -> str: ...

    def audit(self) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]: ...


class Content:
    """What was asked of a project, fetched when a format needs it; one object for one export."""

    def __init__(self, record: Record, wanted: Filter, *, name: str, made: str) -> None:
        self.record = record
        self.wanted = wanted
        self.name = name
        self.made = made

    @cached_property
    def events(self) -> tuple[EventRow, ...]:
        """Events, earliest first."""
        return self.record.events(self.wanted)

    @cached_property
    def sums(self) -> dict[str, tuple[str, ...]]:
        """Events that sum up others, with those they sum up: the toll of a day beside the attacks of that day."""
        parts: dict[str, tuple[str, ...]] = {}
        for event in self.events:
            for whole in event.part_of:
                parts[whole] = (*parts.get(whole, ()), event.event_id)
        return parts

    @cached_property
    def states(self) -> tuple[StateRow, ...]:
        """State claims that the filter keeps."""
        return self.record.states(self.wanted)

    @cached_property
    def known_states(self) -> tuple[StateRow, ...]:
        """All state claims of the project: who is whose ally is not a matter of the filter."""
        return self.record.states(Filter())

    def beliefs(self) -> Iterator[EventBelief]:
        """What is believed of each event, one at a time."""
        return map(believe, self.events)

    def readings(self) -> Iterator[dict[str, Any]]:
        """Reports that the events and states are from as people corrected them, in the reading format, one by one."""
        decided = self.record.corrections()
        return (corrected_reading(self.record.reading(doc_id), decided) for doc_id in self.doc_ids)

    @cached_property
    def doc_ids(self) -> tuple[str, ...]:
        """Reports of the filter: all that tell of an event or state it keeps, or all there are without a filter."""
        if self.wanted == Filter():
            return tuple(row.report.doc_id for row in self.record.documents(Filter()))
        told = (claim.report.doc_id for event in self.events for claim in event.claims)
        held = (state.report.doc_id for state in self.states)
        return tuple(dict.fromkeys((*told, *held)))

    @cached_property
    def digest(self) -> str:
        """The digest of the whole project's content."""
        return self.record.content_digest()

    @cached_property
    def runs(self) -> tuple[RunRow, ...]:
        """Runs that found what is exported."""
        used = {claim.run_id for event in self.events for claim in event.claims} | {s.run_id for s in self.states}
        return tuple(run for run in self.record.runs() if run.run_id in used)


def about(content: Content, format_name: str, tally: Tally | None = None) -> dict[str, Any]:
    """Where an export comes from: filter, version, runs and how to cite it. `tally` adds how much it holds."""
    told = {key: _plain(value) for key, value in asdict(content.wanted).items() if value not in (None, 0)}
    runs = [f"{run.run_id} (engine {run.engine}, casus {run.version})" for run in content.runs]
    found: dict[str, Any] = {
        "made_by": f"casus {__version__}",
        "made": content.made,
        "format": format_name,
        "project": content.name,
        "filter": told,
        "runs": runs,
        "project_digest": content.digest,
        "citation": citation(content, format_name),
    }
    if tally is not None:
        found |= {"rows": tally.rows, "dropped": len(tally.dropped)}
    return found


def citation(content: Content, format_name: str) -> str:
    """One sentence to cite the export with."""
    filters = ", ".join(f"{key} {value}" for key, value in asdict(content.wanted).items() if value not in (None, 0))
    return (
        f"casus {__version__}: {format_name} export of the project {content.name!r}"
        f"{f' ({filters})' if filters else ''}, {content.made}. Claims of news reports, machine-read; cite the reports."
    )


def as_json(found: dict[str, Any]) -> str:
    """Facts about an export as text."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int)) else str(value)
