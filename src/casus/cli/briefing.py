"""`casus situation`, `casus changes`, `casus brief`: what a project believes, in sentences with references."""

from __future__ import annotations

import json as jsonlib
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from casus.beliefs.numbers import Rule
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.options import FILTERS, OUTPUT, ActorName, PlaceName, Project, Since, Until, day, most
from casus.cli.options import limit as limit_option
from casus.errors import InputError

if TYPE_CHECKING:
    from casus.briefs.types import Paper


class Format(StrEnum):
    """How `casus brief` writes."""

    AUTO = "auto"
    SCREEN = "screen"
    MD = "md"
    HTML = "html"
    JSON = "json"


SUFFIXES: Final = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MD,
    ".txt": Format.MD,
    ".json": Format.JSON,
    "": Format.MD,
}

At = Annotated[
    date | None,
    typer.Option(
        "--at",
        metavar="DATE",
        parser=day,
        help="The day, YYYY-MM-DD; the last day that a report was published on unless said.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
Days = Annotated[
    int, typer.Option("--days", min=1, metavar="N", help="Show events of the last N days.", rich_help_panel=FILTERS)
]
USUAL: Final = 12
"""Events told in a section unless said."""

SECTION: Final = "Tell at most N events in a section; 0 tells all."
Most = Annotated[int | None, limit_option(USUAL, SECTION)]
All = Annotated[int, typer.Option("--limit", min=0, metavar="N", help=SECTION, rich_help_panel=FILTERS)]
OneObject = Annotated[bool, typer.Option("--json", help="Write one JSON object, for scripts.", rich_help_panel=OUTPUT)]
ByRule = Annotated[
    Rule,
    typer.Option(
        "--rule",
        metavar="RULE",
        help=f"Which number is shown first where reports differ: {', '.join(Rule)}.",
        rich_help_panel=OUTPUT,
    ),
]
Written = Annotated[
    Format,
    typer.Option(
        "--format",
        help="md and html are files of their own; auto goes by the name of --out, else writes for the terminal, or "
        "Markdown into a pipe.",
        rich_help_panel=OUTPUT,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write into this file.", rich_help_panel=OUTPUT, show_default=False),
]


def since_when(text: str) -> date | str:
    """A day, or the id of a run. Raises a usage error for anything else."""
    if re.fullmatch(r"r-[0-9a-f]{1,16}", text):
        return text
    try:
        return day(text)
    except typer.BadParameter as error:
        raise typer.BadParameter(f"{text!r} is neither a date (YYYY-MM-DD) nor the id of a run (r-…)") from error


SinceWhen = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="DATE|RUN",
        help="What reports published from this day on changed, or what runs after this one read.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]


def situation(
    project: Project,
    at: At = None,
    place: PlaceName = None,
    actor: ActorName = None,
    days: Days = 7,
    limit: Most = None,
    rule: ByRule = Rule.LATEST_NAMED_SOURCE,
    json: OneObject = False,
) -> int:
    """Tell the situation on a day: who holds what, fights and backs whom, and what happened of late, with its sources.

    [dim]$[/dim] casus situation war
    [dim]$[/dim] casus situation war --at 2024-05-14 --place Koravets
    [dim]$[/dim] casus situation war --actor "Highland Front" --json
    """
    from casus.briefs import asking
    from casus.project import open_project

    view = screen()
    wanted = asking.Wanted(place, actor, most(limit, USUAL, json=json), days, rule)
    with open_project(project) as record:
        paper = asking.situation(record, at, wanted=wanted)
    return show(paper, view, json=json)


def changes(
    project: Project,
    since: SinceWhen,
    place: PlaceName = None,
    actor: ActorName = None,
    limit: All = 0,
    json: OneObject = False,
) -> int:
    """Tell what is new, revised, contradicted, or withdrawn and ended since a day or a run.

    [dim]$[/dim] casus changes war --since 2024-05-15
    [dim]$[/dim] casus changes war --since r-1f0c33d2 --json
    """
    from casus.briefs import asking
    from casus.project import open_project

    view, when = screen(), since_when(since)
    with open_project(project) as record:
        paper = asking.changes(record, when, wanted=asking.Wanted(place, actor, limit))
    return show(paper, view, json=json)


def brief(
    project: Project,
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    actor: ActorName = None,
    limit: Most = None,
    rule: ByRule = Rule.LATEST_NAMED_SOURCE,
    format_: Written = Format.AUTO,
    out: Out = None,
) -> int:
    """Write a situation report in which every sentence leads to the reports' own words.

    [dim]$[/dim] casus brief war --from 2024-05-13 --to 2024-05-17
    [dim]$[/dim] casus brief war --out may.html
    [dim]$[/dim] casus brief war --format md > may.md
    """
    from casus.briefs import asking
    from casus.project import open_project

    view = screen()
    chosen = _chosen(format_, out, view)
    wanted = asking.Wanted(place, actor, most(limit, USUAL, json=chosen is Format.JSON), rule=rule)
    with open_project(project) as record:
        paper = asking.brief(record, since, until, wanted=wanted)
    return _write(paper, view, chosen, out)


def show(paper: Paper, view: Screen, *, json: bool) -> int:
    """Show a paper on the screen, or write it as one JSON object."""
    from casus.briefs.records import record
    from casus.cli.paper import pieces

    if json:
        view.data()
        view.write(jsonlib.dumps(record(paper), ensure_ascii=False) + "\n")
    else:
        view.show(*pieces(paper, view))
    return OK


def _write(paper: Paper, view: Screen, chosen: Format, out: Path | None) -> int:
    from casus.exports.files import Files

    if chosen is Format.SCREEN and out is None:
        return show(paper, view, json=False)
    text = _text(paper, Format.MD if chosen is Format.SCREEN else chosen)
    if out is None:
        view.data()
        view.write(text)
        return OK
    with Files(out) as files:
        files.text().write(text)
    count = sum(len(section.items) for section in paper.sections)
    view.say(f"{paper.title}: {count} items, {len(paper.references)} passages quoted. Written to {out}.")
    return OK


def _chosen(asked: Format, out: Path | None, view: Screen) -> Format:
    if asked is not Format.AUTO:
        return asked
    if out is not None:
        if out.suffix.lower() not in SUFFIXES:
            raise InputError(
                f"no format goes by the ending {out.suffix!r}",
                where=str(out),
                expected=f"one of {', '.join(filter(None, SUFFIXES))}",
                remedy="name the file so, or say what to write with --format",
            )
        return SUFFIXES[out.suffix.lower()]
    return Format.SCREEN if view.watched else Format.MD


def _text(paper: Paper, chosen: Format) -> str:
    from casus.briefs.markdown import markdown
    from casus.briefs.page import page
    from casus.briefs.records import record

    if chosen is Format.HTML:
        return page(paper)
    if chosen is Format.JSON:
        return jsonlib.dumps(record(paper), ensure_ascii=False, indent=1) + "\n"
    return markdown(paper)
