"""`casus add`: read reports and keep what they say in a project."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from casus.cli import words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK, SOME_INPUT
from casus.cli.options import Map, Project, ProjectEngine, Published, Reader, Reports, read_options, settings
from casus.cli.progress import progress
from casus.cli.spending import spending
from casus.cli.tally import SKIPPED

if TYPE_CHECKING:
    import casus.project as projects

SAFE = "Every report counted as added is stored whole. The same command again goes on where it stopped."


def command(
    project: Project,
    reports: Reports,
    published: Published = None,
    engine: ProjectEngine = None,
    mapping: Map = None,
    reader: Reader = None,
) -> int:
    """Read reports and keep what they say in a project, which is made if it is not there.

    Adding the same report twice changes nothing. Interrupted, the same command goes on where it stopped.

    [dim]$[/dim] casus add war reports/
    [dim]$[/dim] casus add war archive.jsonl.gz --map text=body --map date=day
    [dim]$[/dim] casus add war report.html --published 2017-08-24
    """
    from casus.engine import build_engine
    from casus.project import open_project, stored_settings
    from casus.readers import read_paths

    view = screen()
    view.await_typing(reports)
    # The engine first: a misspelt name must not leave an empty project behind.
    pipeline = build_engine(settings(stored_settings(project), engine, published))
    with open_project(project, create=True) as record:
        found = read_paths(reports, read_options(published, mapping, reader))
        with spending(view, pipeline), progress(view, "reading") as step:
            summary = record.add(found, pipeline=pipeline, on_progress=lambda so_far: step(so_far.done, so_far.origin))
        told(view, summary)
        view.say(f"Next: casus events {words.clean(str(project))}", style="dim")
    return SOME_INPUT if any(refused.code != SKIPPED for refused in summary.refused) else OK


def told(view: Screen, summary: projects.AddSummary) -> None:
    """Say what came of it: each refused report, then the counts."""
    for refused in summary.refused:
        message = refused.message if refused.origin in refused.message else f"{refused.origin}: {refused.message}"
        view.say(f"not read: {words.clean(message)}", style="yellow")
    view.say(counted(summary))


def counted(summary: projects.AddSummary) -> str:
    """The counts in words: "12 reports read: 10 added (31 claims, 9 states), 2 already there; 1 not read (1 empty)"."""
    found = f"{words.count(summary.claims, 'claim')}, {words.count(summary.states, 'state')}"
    added = f"{summary.added} added ({found}), {summary.already} already there"
    reasons = Counter(refused.code for refused in summary.refused)
    why = ", ".join(f"{number} {code}" for code, number in sorted(reasons.items()))
    missed = f"; {len(summary.refused)} not read ({why})" if summary.refused else ""
    return f"{words.count(summary.read, 'report')} read: {added}{missed}. Run {summary.run_id[:10]}."
