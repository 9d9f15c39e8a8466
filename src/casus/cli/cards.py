"""The narrow layout: one block per claim, one line per part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.views import Said, View

MARGIN: Final = 5
"""Columns left of a claim: room for the number of its sentence."""


def cards(views: Iterable[View]) -> Iterator[RenderableType]:
    """One block per claim."""
    for view in views:
        yield Padding(card(view), (0, 0, 0, MARGIN))


def card(view: View) -> RenderableType:
    """Mark, act and standing on the first line, then who, whom, where, when and according to whom."""
    sign = words.SIGNS[view.mark]
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column(width=6)
    grid.add_column(overflow="fold")
    block = Table.grid(padding=(0, 1, 0, 0))
    block.add_column(width=1)
    block.add_column(overflow="fold")
    block.add_row(Text(sign.char, style=sign.style), _headline(view, sign.style))
    for label, text in lines(view):
        grid.add_row("", Text(label, style="dim"), text)
    return Group(block, grid) if grid.row_count else block


def _headline(view: View, style: str) -> Text:
    return Text.assemble(
        (view.act.value, f"bold {style}"), " ", (words.quoted(view.act.words), "italic"), "  ", (view.standing, style)
    )


def lines(view: View) -> Iterator[tuple[str, Text]]:
    """The labelled parts of a claim in reading order."""
    parts = (
        ("who", view.who),
        ("whom", view.whom),
        ("also", view.others),
        ("where", view.where),
        ("when", view.when),
        ("number", view.numbers),
        ("with", view.instrument),
        ("source", view.source),
    )
    return ((label, Text("; ").join(told(one) for one in said)) for label, said in parts if said)


def told(said: Said) -> Text:
    """What is understood, then the words it was read from."""
    return Text(" ").join(Text(part, style=style) for part, style in said.pieces())
