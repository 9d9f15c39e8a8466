"""What is believed of an event, beside what each report says: every value with who gives it, the chosen one first."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.beliefs.types import EventBelief, Field, Value
from casus.beliefs.wording import number
from casus.cli import words
from casus.model.vocabulary import FATES

NAME: Final = 40
"""Characters of a source's name: some are titles of reports."""

LABELS: Final = {
    "occurrence": "whether",
    "type": "what",
    "actor": "who",
    "recipient": "whom",
    "place": "where",
    "time": "when",
}


def disputes(belief: EventBelief) -> str:
    """What reports contradict each other on, but for whether it happened: "disputed: time, killed"."""
    named = dict.fromkeys(row.field for row in belief.contradictions if row.field != "occurrence")
    return f"disputed: {', '.join(LABELS.get(name, name) for name in named)}" if named else ""


def tolls(belief: EventBelief) -> str:
    """The numbers of people as ranges: "killed 6 to 20, wounded 11"."""
    found = ((name, belief.field(name)) for name in FATES)
    told = ((name, number(*field.spread)) for name, field in found if field and field.current)
    return ", ".join(f"{name} {shown}" for name, shown in told if shown)


def summary(belief: EventBelief) -> str:
    """Realisation and backing in a few words."""
    parts = (
        belief.realisation.value.replace("_", " "),
        words.count(belief.independent_sources, "independent source"),
        f"{belief.belief.words} (index {belief.belief.index:.2f})",
    )
    return " · ".join(parts)


def pieces(belief: EventBelief) -> Iterator[RenderableType]:
    """The fields of which reports give more than one value, or a number, and what the index is made of."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=10)
    grid.add_column(overflow="fold")
    for field in belief.fields:
        if len(field.values) > 1 or field.name not in LABELS:
            grid.add_row(Text(LABELS.get(field.name, field.name), style="dim"), _field(field))
    if grid.row_count:
        yield Text("")
        yield Text("WHAT REPORTS GIVE", style="bold")
        yield grid
    yield Text("")
    yield Text("WHAT IT RESTS ON", style="bold")
    yield _parts(belief)


def _field(field: Field) -> Text:
    style = "magenta" if field.is_disputed else ""
    lines = [_value(value, style if n == 0 or _stands(value) else "dim") for n, value in enumerate(field.values)]
    return Text("\n").join(lines)


def _stands(value: Value) -> bool:
    return not (value.is_revised or value.is_part)


def _value(value: Value, style: str) -> Text:
    remark = " (part of it)" if value.is_part else " (since revised)" if value.is_revised else ""
    sources = dict.fromkeys(shorten(words.clean(backing.source), NAME, placeholder="…") for backing in value.backing)
    named = "; ".join(sources)
    return Text.assemble((words.clean(value.shown) + remark, style), (f"  {named}", "dim"))


def _parts(belief: EventBelief) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=20)
    grid.add_column(width=4, justify="right")
    grid.add_column(overflow="fold")
    for (name, value), reason in zip(belief.belief.parts, belief.belief.reasons, strict=True):
        grid.add_row(Text(name, style="dim"), f"{value:.2f}", Text(words.clean(reason), style="dim"))
    return grid
