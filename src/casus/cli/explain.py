"""`casus explain`: why a claim says what it says."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.console import screen
from casus.cli.guard import OK
from casus.cli.options import Json, Project
from casus.explain import Reason
from casus.store.rows import ClaimRow, StateRow

ClaimId = Annotated[
    str,
    typer.Argument(metavar="CLAIM", help="Id of a claim or state (c-…, s-…), or its first characters."),
]


def command(project: Project, claim: ClaimId, json: Json = False) -> int:
    """Show why a claim says what it says: for each value the words, what made it, how sure, and what else was weighed.

    [dim]$[/dim] casus explain war c-1f0c33d2
    """
    from casus.errors import NotFoundError
    from casus.explain import explain
    from casus.project import open_project

    view = screen()
    with open_project(project) as record:
        found = record.show(claim)
        rows: tuple[ClaimRow | StateRow, ...] = (*found.claims, *found.states)
        if found.kind not in ("claim", "state") or not rows:
            raise NotFoundError(f"{claim!r} is no claim", remedy="give the id of a claim; casus claims lists them")
        reasons = explain(record.reading(rows[0].report.doc_id), found.id)
        if json:
            view.data()
            view.write(jsonlib.dumps([asdict(reason) for reason in reasons], ensure_ascii=False) + "\n")
        else:
            view.show(Text(words.quoted(rows[0].sentence.words), style="italic"), Text(""), *pieces(reasons))
    return OK


def pieces(reasons: Iterable[Reason]) -> Iterator[RenderableType]:
    """One block per value: what it is, then where it comes from."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for ratio in (0, 1):
        grid.add_column(width=None if ratio else 10, overflow="fold")
    for reason in reasons:
        grid.add_row(Text(reason.field, style="dim"), _value(reason))
        grid.add_row("", _why(reason))
    yield grid


def _value(reason: Reason) -> Text:
    text = Text(words.clean(reason.value), style="bold")
    if reason.words and reason.words != reason.value:
        text.append(f"  {words.quoted(reason.words)}", style="italic not bold")
    return text


def _why(reason: Reason) -> Text:
    score = "" if reason.score is None else f" ({reason.score:.2f})"
    others = ", ".join(f"{words.clean(name)} {value:.2f}" for name, value in reason.others if value >= 0.005)
    return Text(f"by {words.clean(reason.by)}{score}" + (f"; next: {others}" if others else ""), style="dim")
