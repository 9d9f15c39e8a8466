"""`casus code`: read reports and show what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casus.cli import flat
from casus.cli.console import Screen, screen
from casus.cli.options import (
    Actors,
    Engine,
    Format,
    Map,
    Places,
    Published,
    Reader,
    Reports,
    WriteFormat,
    read_options,
    settings,
)
from casus.cli.progress import Step, progress
from casus.cli.report import report
from casus.cli.spending import spending
from casus.cli.tally import Tally
from casus.cli.unstored import claim_rows, state_rows
from casus.model.reading import Reading
from casus.settings import Settings

SAFE = "Nothing is stored by this command; what was written so far is complete."


def command(
    reports: Reports,
    published: Published = None,
    form: WriteFormat = Format.AUTO,
    engine: Engine = None,
    mapping: Map = None,
    reader: Reader = None,
    places: Places = None,
    actors: Actors = None,
) -> int:
    """Read reports and show, with the quoted words, who did what to whom, where, when, according to whom.

    Nothing is stored; [bold]casus add[/bold] does that.

    [dim]$[/dim] casus code report.txt --published 2017-08-24
    [dim]$[/dim] casus code reports/ --format csv > claims.csv
    [dim]$[/dim] curl -s https://example.org/report.html | casus code - --reader html
    [dim]$[/dim] casus code archive.jsonl --map text=body --map date=day --format jsonl
    """
    from casus.engine import build_engine
    from casus.readers import read_paths

    view = screen()
    view.await_typing(reports)
    tally = Tally(view)
    found = read_paths(reports, read_options(published, mapping, reader))
    pipeline = build_engine(settings(Settings(places=places, actors=actors), engine, published))
    # Where the page itself runs over the terminal, it is its own progress.
    with spending(view, pipeline), progress(view, "reading", wanted=not view.out.is_terminal) as step:
        readings = tally.readings(pipeline, tally.documents(found))
        write(counted(readings, step), view, form=form)
    return tally.close()


def counted(readings: Iterable[Reading], step: Step) -> Iterator[Reading]:
    """The readings, each counted when the next is asked for."""
    for number, reading in enumerate(readings, start=1):
        yield reading
        step(number, reading.document.origin)


def write(readings: Iterable[Reading], view: Screen, *, form: Format) -> None:
    """Write readings as they come."""
    if form in (Format.READING, Format.JSONL, Format.CSV):
        view.data()
    for piece in pieces(readings, view, form=form):
        view.write(piece)


def pieces(readings: Iterable[Reading], view: Screen, *, form: Format) -> Iterator[str]:
    """The output, report by report."""
    if form is Format.CSV:
        yield flat.csv_header()
    for reading in readings:
        if form is Format.READING:
            yield _reading_line(reading)
        elif form in (Format.JSONL, Format.CSV):
            line = flat.csv_line if form is Format.CSV else flat.json_line
            yield from map(line, _rows(reading))
        else:
            yield view.rendered(*report(reading, view, layout=form.value))


def _rows(reading: Reading) -> Iterator[flat.Row]:
    """The flat rows of one reading: its event claims, then its states."""
    yield from map(flat.claim_row, claim_rows(reading))
    yield from map(flat.state_row, state_rows(reading))


def _reading_line(reading: Reading) -> str:
    """A reading in the reading format, on one line."""
    from casus.codec import encode_reading

    return encode_reading(reading).decode().rstrip("\n") + "\n"
