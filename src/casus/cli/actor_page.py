"""An actor on screen: what it is, then its names, links and leaders through time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.console import Screen
from casus.cli.lands import land
from casus.cli.profile import Fact, Profile

VERIFIED: Final = ("●", "green")
UNVERIFIED: Final = ("○", "yellow")
LEGEND: Final = "● verified   ○ not verified"
DAYS: Final = 24
"""Columns of two days: 2017-01-28 to 2025-01-29."""

SOURCE: Final = 16
"""Columns of a source: the longest is ucdp-actor-22.1."""

LEAST: Final = 20
"""Columns that names have on the narrowest of screens."""


def page(found: Profile, screen: Screen) -> Iterator[RenderableType]:
    """Everything about one actor."""
    yield from _head(found)
    sections = (
        ("NAMES", found.names),
        ("SECTORS", found.sectors),
        ("LINKS", (*found.links, *found.linked_from)),
        ("LEADERS", found.leaders),
        ("OFFICES", found.offices),
    )
    for title, facts in sections:
        if facts:
            yield Text("")
            yield Text(title, style="bold")
            yield _table(facts, width=screen.width, lit=found.at is not None)
    yield Text("")
    yield Text(LEGEND + ("   → holds on that day" if found.at else ""), style="dim")


def _head(found: Profile) -> Iterator[Text]:
    row = found.row
    yield Text.assemble((words.clean(found.name), "bold"), "  ", (row.id, "dim"))
    if found.name != row.name:
        yield Text.assemble(("main name ", "dim"), words.clean(row.name))
    abroad = ", ".join(map(land, row.operates.split()))
    day = (f"on {found.at}",) if found.at else ()
    yield Text(" · ".join((*day, row.kind.replace("_", " "), f"sector {found.sector}", *_home(row.country))))
    for label, text in (
        ("active", days(row.start, row.end)),
        ("also in", abroad),
        ("UCDP", ", ".join(row.ucdp.split())),
    ):
        if text:
            yield Text.assemble((f"{label} ", "dim"), text)
    sign, style = VERIFIED if row.verified == "yes" else UNVERIFIED
    yield Text.assemble((f"{sign} ", style), ("from ", "dim"), ", ".join(row.source.split()))


def _home(country: str) -> tuple[str, ...]:
    return (f"{land(country)} ({country})" if land(country) != country else country,) if country else ()


def _table(facts: Iterable[Fact], *, width: int, lit: bool) -> Table:
    """One row per fact: mark, days, what, source."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    if lit:
        grid.add_column(width=1)
    grid.add_column(width=1)
    grid.add_column(width=DAYS)
    free = width - 1 - 2 - DAYS - 2 - SOURCE - 2 - (3 if lit else 0)
    grid.add_column(max_width=max(free, LEAST), overflow="fold")
    grid.add_column(max_width=SOURCE, overflow="fold")
    for fact in facts:
        sign, style = VERIFIED if fact.verified else UNVERIFIED
        shade = _shade(fact, lit=lit)
        arrow = (Text("→" if fact.holds else "", style="bold"),) if lit else ()
        span = Text(days(fact.start, fact.end), style="dim" if shade == "dim" else "")
        grid.add_row(*arrow, Text(sign, style=style), span, _told(fact, shade), Text(fact.source, style="dim"))
    return grid


def _shade(fact: Fact, *, lit: bool) -> str:
    """Bold what holds on the day asked for and dim what does not; without a day, bold main names and other actors."""
    if lit:
        return {True: "bold", False: "dim", None: ""}[fact.holds]
    return "bold" if fact.other or fact.key == "canonical" else ""


def _told(fact: Fact, shade: str) -> Text:
    """Names and leaders lead with the name, links and offices with what they are."""
    value = words.clean(fact.value)
    other = f"  {fact.other}" if fact.other not in ("", value) else ""
    if fact.leads:
        return Text.assemble((f"{fact.label} ", "dim" if shade == "dim" else ""), (value, shade), (other, "dim"))
    label = "" if fact.label in ("name", "sector") else f"  {words.clean(fact.label)}"
    return Text.assemble((value, shade), (f"{label}{other}", "dim"))


def days(start: str, end: str) -> str:
    """Days as precise as they are known: "2014-06 to 2016", "since 2014", "until 2016-07"; "" where both are open."""
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""
