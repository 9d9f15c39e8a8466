"""Options and arguments that several commands share, so that they are named and explained the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from casus.cli.kinds import kind
from casus.cli.lands import country
from casus.settings import Settings

if TYPE_CHECKING:
    from casus.readers import ReadOptions

READING: Final = "How to read"
FILTERS: Final = "Which ones"
OUTPUT: Final = "Output"


class Format(StrEnum):
    """How `casus code` writes."""

    AUTO = "auto"
    TABLE = "table"
    CARDS = "cards"
    READING = "reading"
    JSONL = "jsonl"
    CSV = "csv"


def day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises a usage error that says so."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date; write YYYY-MM-DD, as 2017-08-24") from error


def pair(text: str) -> str:
    """A column mapping written NAME=COLUMN, unchanged. Raises a usage error for anything else."""
    name, equals, column = text.partition("=")
    if not (name and equals and column):
        raise typer.BadParameter(f"{text!r} is no mapping; write NAME=COLUMN, as text=body")
    return text


def reader_name(text: str) -> str:
    """The name of a format, unchanged. Raises a usage error that lists what there is."""
    from casus.readers import READERS

    if text not in READERS:
        raise typer.BadParameter(f"{text!r} is no format; choose one of {', '.join(READERS)}")
    return text


Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="REPORT...",
        help="Files, folders, or - for standard input: text, Markdown, HTML, JSON Lines, CSV, EML, RSS and Atom, "
        "also gzipped.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        "--published",
        metavar="DATE",
        parser=day,
        help="Day of publication, YYYY-MM-DD. Words like “on Thursday” are counted from it.",
        rich_help_panel=READING,
        show_default=False,
    ),
]


def _engine(usual: str) -> Any:
    return typer.Option(
        "--engine",
        metavar="NAME",
        help="Reading engine: see [bold]casus engines[/bold].",
        rich_help_panel=READING,
        show_default=usual,
    )


Engine = Annotated[str | None, _engine("default")]
ProjectEngine = Annotated[str | None, _engine("the project's")]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="NAME=COLUMN",
        parser=pair,
        help="For JSON Lines and CSV: the column that holds text, title, date, url, source, byline or id. Repeatable.",
        rich_help_panel=READING,
        show_default=False,
    ),
]
Reader = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        parser=reader_name,
        help="Read all files as this format: text, markdown, html, jsonl, json, csv, tsv, eml, feed, warc, wacz, "
        "parquet.",
        rich_help_panel=READING,
        show_default=False,
    ),
]
WriteFormat = Annotated[
    Format,
    typer.Option(
        "--format",
        help="table and cards are for reading (auto picks by the width); reading is one JSON object a report; "
        "jsonl and csv have one line a claim or state.",
        rich_help_panel=OUTPUT,
    ),
]
Places = Annotated[
    Path | None,
    typer.Option(
        "--places",
        metavar="FILE",
        help="Places of your own, read on top of those that ship with casus.",
        rich_help_panel=READING,
        show_default=False,
    ),
]
Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Actors of your own, read on top of those that ship with casus.",
        rich_help_panel=READING,
        show_default=False,
    ),
]
Project = Annotated[Path, typer.Argument(metavar="PROJECT", help="Folder of the project.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Write JSON Lines, one object a line.", rich_help_panel=OUTPUT)]


def limit(usual: int, text: str = "Show at most N; 0 shows all.") -> Any:
    """The option of a list of which `usual` are shown unless said; see `most`."""
    return typer.Option(
        "--limit", min=0, metavar="N", help=text, rich_help_panel=FILTERS, show_default=f"{usual}; all as JSON"
    )


def most(asked: int | None, usual: int, *, json: bool) -> int:
    """How many to show (0: all): as many as asked for, else `usual` for people and all for programs."""
    if asked is not None:
        return asked
    return 0 if json else usual


def _filter(name: str, metavar: str, text: str, **more: Any) -> Any:
    return typer.Option(name, metavar=metavar, help=text, rich_help_panel=FILTERS, show_default=False, **more)


ActorName = Annotated[str | None, _filter("--actor", "NAME", "Who takes part: part of a name, or a registry id.")]
PlaceName = Annotated[
    str | None, _filter("--place", "NAME", "Where: part of a name, a place id, or a country code such as SYR.")
]
Kind = Annotated[
    str | None, _filter("--type", "TYPE", "ASSAULT, ASSAULT.aerial, or a relation such as controls.", parser=kind)
]
SourceName = Annotated[
    str | None, _filter("--source", "NAME", "Who says so: part of the name of a publisher or of someone quoted.")
]
TextWords = Annotated[
    str | None, _filter("--text", "WORDS", "Words that the sentence must all contain; a phrase in double quotes.")
]
Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="CODE",
        parser=country,
        help="Only in this country: its code, SY or SYR, or its name.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
Day = Annotated[
    date | None,
    typer.Option(
        "--at",
        metavar="DATE",
        parser=day,
        help="As it was on this day: names in use then, sector, links and leaders.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--from",
        metavar="DATE",
        parser=day,
        help="Not before this day. What tells no time counts on its day of publication.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
Until = Annotated[
    date | None,
    typer.Option(
        "--to", metavar="DATE", parser=day, help="Not after this day.", rich_help_panel=FILTERS, show_default=False
    ),
]


def read_options(published: date | None, mapping: list[str] | None, reader: str | None) -> ReadOptions:
    """What the readers are told."""
    from casus.readers import ReadOptions

    pairs = tuple((name, column) for name, _, column in (text.partition("=") for text in mapping or ()))
    return ReadOptions(published=published, mapping=pairs, reader=reader)


def settings(base: Settings, engine: str | None, published: date | None) -> Settings:
    """`base` with what was said on the command line."""
    return replace(base, engine=engine or base.engine, published=published or base.published)
