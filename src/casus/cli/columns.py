"""The wide layout: one row per claim under fixed columns that hold for a whole section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.cards import MARGIN, told
from casus.cli.console import UNWRAPPED, Screen
from casus.cli.views import Said, View

FIXED: Final = {"act": 22, "when": 12}
"""Columns that are as wide as what they hold: the longest act is ASSAULT.suicide-attack, a day takes ten characters."""

SHARES: Final = {"parties": 45, "where": 26, "source": 29}
"""How the others share the rest: parties have the longest names."""

FALLBACK: Final = 140
"""Columns of a table that is asked for where no terminal sets a width."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one section: those that any of its claims fills, with their titles."""

    screen: Screen
    titles: tuple[tuple[str, str], ...]

    def header(self) -> RenderableType:
        """The titles."""
        grid = self._grid()
        grid.add_row("", *(Text(title, style="dim") for _, title in self.titles))
        return Padding(grid, (0, 0, 0, MARGIN))

    def rows(self, views: Iterable[View]) -> RenderableType:
        """One row per claim."""
        grid = self._grid()
        for view in views:
            sign = words.SIGNS[view.mark]
            cells = (self._cell(key, view, sign.style) for key, _ in self.titles)
            grid.add_row(Text(sign.char, style=sign.style), *cells)
        return Padding(grid, (0, 0, 0, MARGIN))

    def _grid(self) -> Table:
        whole = FALLBACK if self.screen.width >= UNWRAPPED else self.screen.width
        keys = [key for key, _ in self.titles]
        free = whole - MARGIN - 2 - 2 * len(keys) - sum(FIXED.get(key, 0) for key in keys)
        shared = sum(SHARES.get(key, 0) for key in keys)
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=1)
        for key in keys:
            grid.add_column(width=FIXED.get(key) or max(8, free * SHARES[key] // shared), overflow="fold")
        return grid

    def _cell(self, key: str, view: View, style: str) -> RenderableType:
        if key == "act":
            return _act(view, style)
        if key == "parties":
            return _parties(view)
        said = {"where": view.where, "when": view.when, "source": view.source}[key]
        return Group(*(told(part) for part in said))


def columns(screen: Screen, views: tuple[View, ...], *, act: str, parties: str) -> Columns:
    """The columns that the claims of a section need. `act` and `parties` title the first two."""
    titles = [("act", act), ("parties", parties)]
    filled = (("where", "WHERE", "where"), ("when", "WHEN", "when"), ("source", "ACCORDING TO", "source"))
    titles += [(key, title) for key, title, name in filled if any(getattr(view, name) for view in views)]
    return Columns(screen, tuple(titles))


def _act(view: View, style: str) -> RenderableType:
    return Group(
        Text(view.act.value, style=f"bold {style}", overflow="fold"),
        Text(words.quoted(view.act.words), style="italic"),
        Text(view.standing, style=style),
    )


def _parties(view: View) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for lead, party in (
        *(("", party) for party in view.who or (Said(tail="not said who"),)),
        *(("→", party) for party in view.whom),
        *(("+", party) for party in (*view.others, *view.numbers)),
        *(("+", Said(said.value, said.words, "with")) for said in view.instrument),
    ):
        grid.add_row(Text(lead, style="dim"), told(party))
    return grid
