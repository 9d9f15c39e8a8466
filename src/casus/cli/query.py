"""`casus claims`, `casus states`, `casus events`: ask a project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from casus.cli import flat, words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.listing import Line, claim_line, event_line, show_lines, state_line
from casus.cli.narrowing import narrowed
from casus.cli.options import Json, Project, most
from casus.cli.options import limit as limit_option
from casus.store.rows import ClaimRow, EventRow, Filter, RunRow, StateRow

if TYPE_CHECKING:
    import casus.project as project

Found = TypeVar("Found", ClaimRow, StateRow, EventRow)
USUAL: Final = 50
"""Lines shown unless said."""

Limit = Annotated[int | None, limit_option(USUAL)]


@dataclass(frozen=True, slots=True)
class Listed:
    """What to list: those that `wanted` keeps, at most `limit` (0: all), for people or as JSON Lines."""

    wanted: Filter
    limit: int
    json: bool


@narrowed()
def claims(project: Project, wanted: Filter, limit: Limit = None, json: Json = False) -> int:
    """List claims: one line for each act that each report tells of, denied ones included.

    [dim]$[/dim] casus claims war --actor "Highland Front" --type ASSAULT
    [dim]$[/dim] casus claims war --place Koravets --from 2024-05-14 --to 2024-05-16
    [dim]$[/dim] casus claims war --text '"full control"' --json
    """
    asked = Listed(wanted, most(limit, USUAL, json=json), json=json)
    return _list(project, asked, lambda record, some: record.claims(some), claim_line, noun="claim")


@narrowed()
def states(project: Project, wanted: Filter, limit: Limit = None, json: Json = False) -> int:
    """List states: who controls, besieges, supports, fights whom, as each report tells it.

    [dim]$[/dim] casus states war --type controls
    [dim]$[/dim] casus states war --place Koravets --json
    """
    asked = Listed(wanted, most(limit, USUAL, json=json), json=json)
    return _list(project, asked, lambda record, some: record.states(some), state_line, noun="state")


@narrowed()
def events(project: Project, wanted: Filter, limit: Limit = None, json: Json = False) -> int:
    """List happenings, each with how many claims in how many reports tell of it, and whether they agree.

    [dim]$[/dim] casus events war --type ASSAULT --from 2024-05-13
    [dim]$[/dim] casus events war --actor "Tarvenian army" --json
    """
    asked = Listed(wanted, most(limit, USUAL, json=json), json=json)
    return _list(project, asked, lambda record, some: record.events(some), event_line, noun="event")


def _list(
    path: Path,
    asked: Listed,
    ask: Callable[[project.Project, Filter], Sequence[Found]],
    line: Callable[[Found], Line],
    *,
    noun: str,
) -> int:
    from casus.project import open_project

    view = screen()
    with open_project(path) as record:
        kept = ask(record, replace(asked.wanted, limit=asked.limit + 1 if asked.limit else None))
        runs = record.runs()
    found = kept[: asked.limit or None]
    if asked.json:
        view.data()
        for item in found:
            view.write(flat.json_line(flat.row(item)))
    else:
        show_lines(list(map(line, found)), view)
    _footer(view, found, runs, noun=noun, more=len(found) < len(kept))
    return OK


def _footer(view: Screen, found: Sequence[Found], runs: Iterable[RunRow], *, noun: str, more: bool) -> None:
    """How many there are, and which run found them."""
    capped = " (there are more: --limit 0 shows all)" if more else ""
    used = {run_id for item in found for run_id in _run_ids(item)}
    by = ", ".join(run_words(run) for run in runs if run.run_id in used)
    view.say(f"{words.count(len(found), noun)}{capped}" + (f", read by {by}" if by else ""), style="dim")


def _run_ids(item: ClaimRow | StateRow | EventRow) -> set[str]:
    return {claim.run_id for claim in item.claims} if isinstance(item, EventRow) else {item.run_id}


def run_words(run: RunRow) -> str:
    """A run in a few words: "run r-1f0c33d2 (engine rules, casus 0.1.0)"."""
    return f"run {run.run_id[:10]} (engine {run.engine}, casus {run.version})"
