"""`casus compare`: a project beside events that others coded."""

from __future__ import annotations

import csv
import json as jsonlib
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casus.cli import flat, words
from casus.cli.briefing import OneObject
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.narrowing import narrowed
from casus.cli.options import FILTERS, OUTPUT, READING, Project
from casus.store.rows import EVERYTHING, Filter

if TYPE_CHECKING:
    import casus.project as project
    from casus.evaluate.compared import Comparison
    from casus.imports.happening import Lookup

SAFE = "Nothing was changed or written."


class Format(StrEnum):
    """What a file of coded events may be."""

    AUTO = "auto"
    ACLED = "acled"
    UCDP = "ucdp"
    GED = "ged"
    POLECAT = "polecat"
    GDELT = "gdelt"


CodedFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="Coded events: ACLED, UCDP GED, POLECAT or GDELT, also gzipped.", show_default=False
    ),
]
CodedFormat = Annotated[
    Format,
    typer.Option("--format", help="What the file is; auto tells it by its columns.", rich_help_panel=READING),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="The encoding of a file that is not UTF-8, such as cp1252.",
        rich_help_panel=READING,
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="Also write all events as CSV.", rich_help_panel=OUTPUT, show_default=False
    ),
]
Most = Annotated[
    int,
    typer.Option(
        "--limit", min=0, metavar="N", help="Show at most N of each list; 0 shows all.", rich_help_panel=FILTERS
    ),
]


@narrowed()
def command(
    project: Project,
    file: CodedFile,
    format_name: CodedFormat = Format.AUTO,
    encoding: Encoding = None,
    wanted: Filter = EVERYTHING,
    limit: Most = 20,
    json: OneObject = False,
    out: Out = None,
) -> int:
    """Compare a project with events coded by others: which are in both, how far they agree, what only one has and why.

    [dim]$[/dim] casus compare war acled.csv
    [dim]$[/dim] casus compare war GEDEvent_v25_1.csv --from 2024-05-13 --to 2024-05-19 --place Koravets
    [dim]$[/dim] casus compare war acled.csv --out compared.csv
    """
    from casus.evaluate.compared import compare_coded
    from casus.imports.read import read_coded
    from casus.project import open_project

    view = screen()
    coded = read_coded(file, format_name=None if format_name is Format.AUTO else format_name.value, encoding=encoding)
    for remark in () if json else coded.remarks:
        view.say(f"{words.clean(file.name)}: {words.clean(str(remark))}", style="dim")
    with open_project(project) as record:
        comparison = compare_coded(record, coded, wanted, lookup=registry(record))
    if out is not None:
        write_csv(comparison, out)
        view.say(f"{words.count(len(rows(comparison)) - 1, 'row')} written to {out}")
    _show(view, comparison, limit=limit, json=json)
    return OK


def registry(record: project.Project) -> Lookup:
    """Who a name means: actors that ship with casus, and the project's own."""
    from casus.gazetteers.actors import open_actors
    from casus.protocols import ActorContext

    known = open_actors(record.settings.actors)

    @lru_cache(maxsize=16384)
    def lookup(name: str, year: int) -> frozenset[str]:
        found = known.lookup(name, ActorContext(day=date(year, 7, 1)))
        return frozenset(one.registry for one in found if one.score >= 0.8)

    return lambda name, day: lookup(name, day.year)


def _show(view: Screen, comparison: Comparison, *, limit: int, json: bool) -> None:
    from casus.cli.compared import show

    if json:
        view.data()
        view.write(jsonlib.dumps(as_json(comparison), ensure_ascii=False) + "\n")
    elif view.watched:
        show(view, comparison, limit=limit)
    else:
        view.data()
        view.write("".join(map(flat.tab_line, rows(comparison))))


def write_csv(comparison: Comparison, out: Path) -> None:
    """All events as CSV, moved into place when it is whole. Raises InputError where it cannot be written."""
    from casus.exports.cells import safe
    from casus.exports.files import Files

    with Files(out) as files:
        writer = csv.writer(files.text(), lineterminator="\n")
        writer.writerows([safe(cell) for cell in row] for row in rows(comparison))


def rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """The table: names of columns, then a row for each pair and each event that only one side has."""
    from casus.evaluate.compared_rows import COLUMNS, table

    return [COLUMNS, *table(comparison)]


def as_json(comparison: Comparison) -> dict[str, object]:
    """The comparison as plain values."""
    from casus.evaluate.compared_rows import COLUMNS, summary, table

    events = [dict(zip(COLUMNS, row, strict=True)) for row in table(comparison)]
    return summary(comparison) | {"remarks": list(map(str, comparison.coded.remarks)), "events": events}
