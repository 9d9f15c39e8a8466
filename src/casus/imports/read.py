"""Read a file of coded events whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from casus.errors import FormatError, InputError
from casus.imports import acled, gdelt, ged, polecat
from casus.imports.cells import Cells
from casus.imports.columns import FORMATS, OTHER_NAMES, Layout, folded, layout, recognised
from casus.imports.report import Report
from casus.imports.table import Row, Sheet, check_cells, open_text
from casus.imports.types import Coded, CodedEvent, Problem

_EVENT: Final[dict[str, Callable[[Cells], CodedEvent | None]]] = {
    "acled": acled.event,
    "ucdp": ged.event,
    "polecat": polecat.event,
    "gdelt": gdelt.event,
}


def read_coded(path: str | Path, *, format_name: str | None = None, encoding: str | None = None) -> Coded:
    """
    The events of a file. `format_name` is acled, ucdp (also ged), polecat or gdelt; by its columns where None.

    Raises FormatError, which lists up to 20 problems with row and column, if anything is wrong: then nothing is
    imported. Raises InputError for a file that cannot be read.
    """
    coded = check_coded(path, format_name=format_name, encoding=encoding)
    if coded.problems:
        raise _failure(Path(path), coded)
    return coded


def check_coded(path: str | Path, *, format_name: str | None = None, encoding: str | None = None) -> Coded:
    """The same with problems in `Coded.problems` instead of an error. Raises InputError as above."""
    report = Report()
    with open_text(Path(path), encoding) as text:
        sheet = Sheet(text, report)
        chosen = _layout(sheet, Path(path), format_name)
        header = _header(sheet, chosen, report)
        events = tuple(_events(sheet, header, chosen, report)) if report.is_sound else ()
    if report.is_sound and not events:
        report.problem(Problem(0, 0, "", "no row below the column names", "an event in each row"))
    kept = events if report.is_sound else ()
    return Coded(chosen.format, chosen.title, kept, tuple(report.problems), tuple(report.remarks), report.more)


def _layout(sheet: Sheet, path: Path, format_name: str | None) -> Layout:
    """The format asked for, else the one that the columns show. Raises InputError."""
    if format_name is not None:
        name = OTHER_NAMES.get(format_name, format_name)
        if name not in FORMATS:
            raise InputError(f"no format {format_name!r}", expected=f"one of {', '.join((*FORMATS, *OTHER_NAMES))}")
        return layout(name)
    found = recognised(sheet.header)
    if found is None:
        names = ", ".join(map(repr, sheet.header[:6])) or "nothing"
        raise FormatError(
            f"columns of no known format: {names}{' …' if len(sheet.header) > 6 else ''}",
            where=str(path),
            expected=f"the columns of {', '.join(layout(name).title for name in FORMATS)}",
            remedy="name the format with --format to be told which columns are missing",
        )
    return layout(found)


def _header(sheet: Sheet, chosen: Layout, report: Report) -> tuple[str, ...]:
    """The names of the columns; missing and doubled ones are problems, unknown ones remarks."""
    header = (
        chosen.order if chosen.order and folded(*sheet.header[:1] or [""]) != folded(chosen.order[0]) else sheet.header
    )
    at = chosen.find(header)
    for column in chosen.needed:
        if column not in at:
            found = f"no column {column}" + _or_other(chosen, column)
            report.problem(Problem(0, 0, "", found, f"the columns of {chosen.title}, {column} among them"))
    names = [folded(name) for name in header]
    for number, name in enumerate(header, 1):
        if names.index(folded(name)) != number - 1 and folded(name) in chosen.known:
            report.problem(Problem(0, 0, name, f"two columns of this name, the second is number {number}", "one"))
        elif folded(name) not in chosen.known:
            told = f"column {number}, {name!r}, is none of {chosen.title}'s"
            report.remark(Problem(0, 0, "", told, "is not looked at"))
    return header


def _or_other(chosen: Layout, column: str) -> str:
    others = chosen.others.get(column, ())
    return f" (nor {', '.join(others)})" if others else ""


def _events(sheet: Sheet, header: tuple[str, ...], chosen: Layout, report: Report) -> Iterator[CodedEvent]:
    at = chosen.find(header)
    id_column = chosen.needed[0]
    seen: dict[str, int] = {}
    for row in _rows(sheet, header):
        if not check_cells(row, header, report):
            continue
        cells = Cells({name: row.cells[place] for name, place in at.items()}, row.number, row.line, report)
        event = _EVENT[chosen.format](cells)
        if event is None:
            continue
        if event.id in seen:
            cells.wrong(id_column, f"{event.id!r}, which row {seen[event.id]} has already", "an id of its own")
        seen.setdefault(event.id, event.row)
        yield event


def _rows(sheet: Sheet, header: tuple[str, ...]) -> Iterator[Row]:
    """The rows; where the file has no line of column names, the first is one."""
    if header == sheet.header:
        yield from sheet.rows()
        return
    yield Row(1, sheet.first.line, sheet.first.cells)
    yield from sheet.rows(2)


def _failure(path: Path, coded: Coded) -> FormatError:
    count = len(coded.problems) + coded.more
    listed = "".join(f"\n  {problem}" for problem in coded.problems)
    more = f"\n  … and {coded.more:,} more" if coded.more else ""
    head = f"{count:,} problem{'s' if count > 1 else ''} in a file of {coded.title}; nothing was imported"
    return FormatError(f"{head}; correct the file and run the same again:{listed}{more}", where=str(path))
