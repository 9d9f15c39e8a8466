"""`casus merge`: put what reports tell into events anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.cli import words
from casus.cli.console import screen
from casus.cli.guard import OK
from casus.cli.options import Project

if TYPE_CHECKING:
    from casus.merge.merging import MergeSummary

SAFE = "Nothing is changed until all is done. The same command again starts anew."


def command(project: Project) -> int:
    """Work out anew which reports tell of the same happening, and which are copies of another.

    casus add does so for what it adds; this is for a project made by an older casus. What people judged stays.

    [dim]$[/dim] casus merge war
    """
    from casus.project import open_project

    view = screen()
    with open_project(project) as record:
        summary = record.merge()
    view.say(counted(summary))
    view.say(f"Next: casus events {words.clean(str(project))}", style="dim")
    return OK


def counted(summary: MergeSummary) -> str:
    """The counts in words: "31 tellings: 24 events, 9 tellings share one …"."""
    shared = f"{words.count(summary.events, 'event')}, {words.count(summary.merged, 'telling')} share one"
    parts = f"; {words.count(summary.parts, 'telling')} counted in by a summary" if summary.parts else ""
    copies = f"; {words.count(summary.copies, 'report')} with the wording of another" if summary.copies else ""
    return f"{words.count(summary.tellings, 'telling')}: {shared}{parts}{copies}."
