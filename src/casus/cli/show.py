"""`casus show`: everything behind one id."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from casus.beliefs.events import believe
from casus.cli import believed, decided, flat, words
from casus.cli.cards import cards
from casus.cli.codes import code_lines, codes_json
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.listing import SHORT_ID
from casus.cli.options import Json, Project
from casus.cli.query import run_words
from casus.cli.report import head, report, sentence
from casus.cli.views import View, claim_view, claim_views, state_view
from casus.model.document import Note
from casus.store.overlay import edited_fields
from casus.store.rows import ClaimRow, EventRow, ReportRow, RunRow, ShowRecord, StateRow

if TYPE_CHECKING:
    import casus.project as project

WantedId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Id of a claim (c-…), state (s-…), event (e-…), relation (l-…), report (d-…) or run (r-…), or its first "
        "characters.",
        show_default=False,
    ),
]


def command(project: Project, wanted: WantedId, json: Json = False) -> int:
    """Show everything behind an id: the quoted words, the other reports of the same event, the run that read them.

    [dim]$[/dim] casus show war e-1f0c33d2
    [dim]$[/dim] casus show war d-8a41 --json
    """
    from casus.project import open_project

    view = screen()
    with open_project(project) as record:
        if wanted.startswith("l-"):
            return _relation(record, wanted, view, json=json)
        found = record.show(wanted)
        if json:
            view.data()
            view.write(jsonlib.dumps(as_json(found), ensure_ascii=False) + "\n")
        elif found.kind == "document":
            rows = (found.claims, found.states) if found.decisions else None
            view.show(*report(record.reading(found.id), view, rows=rows), *decided.pieces(found), *_runs(found.runs))
        else:
            view.show(*pieces(found))
    return OK


def _relation(record: project.Project, wanted: str, view: Screen, *, json: bool) -> int:
    """One relation through time, as `casus situation` names it."""
    from casus.briefs import asking, records
    from casus.cli import paper

    found = asking.relation(record, wanted)
    if json:
        view.data()
        view.write(jsonlib.dumps(records.record(found), ensure_ascii=False) + "\n")
    else:
        view.show(*paper.pieces(found, view))
    return OK


def pieces(found: ShowRecord) -> Iterator[RenderableType]:
    """What is shown of anything but a report."""
    if found.kind == "event":
        yield from _event(found.events, found.claims)
    elif found.kind == "claim":
        yield from _claim(found)
    elif found.kind == "state":
        for state in found.states[:1]:
            yield from _passage(state.report, (state_view(state),))
            yield from _why(state)
    yield from decided.pieces(found)
    yield from _runs(found.runs)


def _claim(found: ShowRecord) -> Iterator[RenderableType]:
    claim = found.claims[0]
    yield from _passage(claim.report, (claim_view(claim),))
    yield from _why(claim)
    yield from code_lines(claim)
    for event in found.events:
        others = tuple(other for other in event.claims if other.claim_id != claim.claim_id)
        if others:
            yield Text("")
            yield Text(f"ALSO TOLD ({event.event_id[:SHORT_ID]})", style="bold")
            yield from _passages(others)


def _event(events: tuple[EventRow, ...], claims: tuple[ClaimRow, ...]) -> Iterator[RenderableType]:
    for event in events:
        days = words.interval(event.earliest, event.latest)
        told = f"{words.count(len(event.claims), 'claim')} in {words.count(len(event.reports), 'report')}"
        yield Text(f"{event.label} {event.event_id}", style="bold")
        yield Text(" · ".join(part for part in (days, told, believed.summary(believe(event))) if part), style="dim")
    for event in events:
        yield from believed.pieces(believe(event))
    yield from _passages(events[0].claims if events else claims)


def _passages(claims: Iterable[ClaimRow]) -> Iterator[RenderableType]:
    """Claims under the reports that make them, oldest first."""
    for _, group in groupby(claims, key=lambda claim: claim.report.doc_id):
        listed = tuple(group)
        yield Text("")
        yield from _passage(listed[0].report, claim_views(listed))


def _passage(about: ReportRow, views: tuple[View, ...]) -> Iterator[RenderableType]:
    yield from head(about, fallback=about.doc_id)
    for _, group in groupby(views, key=lambda one: one.sentence):
        block = tuple(group)
        yield sentence(block)
        yield from cards(block)


def _why(row: ClaimRow | StateRow) -> Iterator[RenderableType]:
    yield Text("")
    by = ", ".join(map(words.clean, decided.rules(row))) or "no rule named"
    yield Text(f"read by: {by}; certainty {row.certainty:.2f}", style="dim")


def _runs(runs: Iterable[RunRow]) -> Iterator[RenderableType]:
    for run in runs:
        yield Text("")
        yield Text(f"{run_words(run)}, {words.count(run.readings, 'report')} read", style="dim")
        for started, ended in run.sessions:
            yield Text(f"  {started} to {ended or 'interrupted'}", style="dim")
        for name, sha256 in sorted(_digests(run).items()):
            yield Text(f"  {name} {sha256[:16]}", style="dim")


def _digests(run: RunRow) -> dict[str, str]:
    found: dict[str, str] = jsonlib.loads(run.digests)
    return found


def as_json(found: ShowRecord) -> dict[str, object]:
    """One object with everything that is behind the id."""
    return {
        "id": found.id,
        "kind": found.kind,
        "events": list(map(flat.event_row, found.events)),
        "claims": [flat.claim_row(claim) | {"codes": codes_json(claim)} | _edited(claim) for claim in found.claims],
        "states": [flat.state_row(state) | _edited(state) for state in found.states],
        "documents": [flat.report_row(row.report) | {"run": row.run_id} for row in found.documents],
        "runs": [_run_json(run) for run in found.runs],
        "notes": [_note_json(note) for note in found.notes],
        "text": found.text,
        "decisions": decided.as_json(found.decisions),
    }


def _edited(row: ClaimRow | StateRow) -> dict[str, object]:
    return {"edited": list(edited_fields(row))}


def _note_json(note: Note) -> dict[str, object]:
    span = [note.span.start, note.span.end] if note.span else None
    return {"code": note.code, "message": note.message, "span": span}


def _run_json(run: RunRow) -> dict[str, object]:
    return {
        "run": run.run_id,
        "engine": run.engine,
        "version": run.version,
        "readings": run.readings,
        "refusals": run.refusals,
        "sessions": [list(session) for session in run.sessions],
        "digests": [f"{name} {sha256}" for name, sha256 in sorted(_digests(run).items())],
    }
