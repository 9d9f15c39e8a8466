"""`casus corrections`: what people decided about a project, and their corrections as hand-coded reports."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casus.cli import flat, words
from casus.cli.console import screen
from casus.cli.guard import OK
from casus.cli.options import FILTERS, OUTPUT, Json, Project, most
from casus.cli.query import USUAL, Limit
from casus.cli.usage import add as register
from casus.cli.usage import group
from casus.errors import InputError

if TYPE_CHECKING:
    from casus.store.corrections import Corrections, Decision

app = group(
    """Show what people decided about a project, or write what they corrected.

    Decisions are made in the browser: casus serve.

    [dim]$[/dim] casus corrections list war
    [dim]$[/dim] casus corrections export war --out gold.jsonl
    """
)

Out = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="The file to write, JSON Lines.", rich_help_panel=OUTPUT)
]
Every = Annotated[
    bool,
    typer.Option("--partly", help="Also reports of which only some claims were judged.", rich_help_panel=FILTERS),
]
HEADER = ("id", "made", "author", "kind", "event", "claim", "field", "value", "reason", "holds")


def listing(project: Project, limit: Limit = None, json: Json = False) -> int:
    """List decisions, latest first: who said what about which event or claim, and whether it holds.

    [dim]$[/dim] casus corrections list war
    """
    from casus.project import open_project

    view = screen()
    with open_project(project) as record:
        decided = record.corrections()
    found = decided.decisions[::-1]
    shown = found[: most(limit, USUAL, json=json) or None]
    view.data()
    if json:
        view.write("".join(flat.json_line(_as_json(one, decided)) for one in shown))
    else:
        rows = (tuple(flat.cell(cell) for cell in _as_json(one, decided).values()) for one in shown)
        view.write("".join(map(flat.tab_line, (HEADER, *rows))))
    more = f" of {len(found)} (--limit 0 shows all)" if len(shown) < len(found) else ""
    view.say(f"{words.count(len(shown), 'decision')}{more}", style="dim")
    return OK


def _as_json(one: Decision, decided: Corrections) -> dict[str, object]:
    value = None if one.value is None else json.dumps(one.value, ensure_ascii=False)
    claim = one.anchors[0].claim_id if one.anchors else None
    holds = one.number not in decided.undone_by and decided.is_attached(one)
    facts = (one.decision_id, one.made, one.author, one.kind, one.event_id, claim, one.field, value, one.reason, holds)
    return dict(zip(HEADER, facts, strict=True))


def export(project: Project, out: Out, partly: Every = False) -> int:
    """Write reports as people corrected them, in the reading format: hand-coded reports to evaluate an engine on.

    Only reports of which every claim was judged, unless asked for more.

    [dim]$[/dim] casus corrections export war --out gold.jsonl
    [dim]$[/dim] casus evaluate gold.jsonl
    """
    from casus.project import open_project
    from casus.store.corrected import corrected_reading, is_judged

    view = screen()
    written: list[dict[str, Any]] = []
    left = 0
    with open_project(project) as record:
        decided = record.corrections()
        names = dict.fromkeys(anchor.doc_id for one in decided.holding for anchor in one.anchors)
        for name in names:
            reading = record.reading(name)
            if partly or is_judged(reading, decided):
                written.append(corrected_reading(reading, decided))
            else:
                left += 1
    _write(out, written)
    view.say(f"{words.count(len(written), 'report')} written to {words.clean(str(out))}")
    if left:
        view.say(f"{words.count(left, 'report')} left out, not judged whole; --partly writes them too", style="yellow")
    elif not written:
        view.say("Nothing has been decided about any report yet: casus serve shows them for it.", style="yellow")
    return OK


def _write(out: Path, records: list[dict[str, Any]]) -> None:
    """Write all or nothing: what was there stays until the new file is whole. Raises InputError."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=out.parent, delete=False) as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        made = Path(file.name)
        made.chmod(0o644)
        made.replace(out)
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})", where=str(out), remedy="choose another place with --out"
        ) from error


register(app, "list", listing)
register(app, "export", export)
