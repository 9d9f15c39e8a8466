"""A situation, its changes or a report on screen: signs and days in the margin, numbered sentences, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.briefs.markdown import SIGNS, origin
from casus.briefs.phrases import language
from casus.briefs.types import Item, Paper, Reference, Section, Sentence, Standing
from casus.cli import words
from casus.cli.console import TABLE_FROM, UNWRAPPED, Screen
from casus.cli.listing import SHORT_ID

STYLES: Final = {
    Standing.TOLD: "green",
    Standing.HOLDS: "cyan",
    Standing.EXPECTED: "yellow",
    Standing.UNSURE: "yellow",
    Standing.DENIED: "red",
    Standing.DISPUTED: "magenta",
    Standing.ENDED: "dim",
}
DAY: Final = 12
"""Columns of the margin for days: as many as a day in brackets takes; longer times go on below."""

BESIDE: Final = 34
"""Columns for what stands beside the sentences where there is room."""

LINE: Final = 100
"""Columns that a line of sentences has at most, for the eye to find the next one."""


def pieces(paper: Paper, screen: Screen) -> Iterator[RenderableType]:
    """The whole text from top to bottom."""
    yield Text(words.clean(paper.title), style="bold")
    yield Text(words.clean(" · ".join(paper.lead)), style="dim")
    if paper.empty:
        yield Text("")
        yield Text(paper.empty)
    for section in paper.sections:
        yield from _section(section, screen)
    if paper.references:
        yield Text("")
        yield Text(_title("references"), style="bold")
        yield Text("")
        yield _references(paper.references, screen)
        yield Text("")
        yield _legend(paper)


def _title(key: str) -> str:
    return str(language().data["titles"][key]).upper()


def _section(section: Section, screen: Screen) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(words.clean(section.title).upper(), style="bold")
    for item in section.items:
        yield Text("")
        yield _item(item, screen)


def _item(item: Item, screen: Screen) -> RenderableType:
    """Sign, day and sentences; what belongs to them beside or below."""
    wide = TABLE_FROM <= screen.width < UNWRAPPED
    style = STYLES[item.standing]
    gap = 2 if wide else 1
    grid = Table.grid(padding=(0, gap, 0, 0))
    grid.add_column(width=1)
    grid.add_column(width=DAY, overflow="fold")
    free = screen.width - DAY - 1 - 4 * gap
    grid.add_column(width=min(LINE, free - BESIDE) if wide else None, overflow="fold")
    if wide:
        grid.add_column(width=BESIDE, overflow="fold")
    text = Text(" ").join(map(_sentence, item.sentences))
    sign = Text(SIGNS[item.standing], style=style)
    beside = _beside(item, style, "\n" if wide else " · ")
    if wide:
        grid.add_row(sign, Text(item.day, style="dim"), text, beside)
    else:
        grid.add_row(sign, Text(item.day, style="dim"), Text("\n").join((text, beside)))
    return grid


def _sentence(sentence: Sentence) -> Text:
    refs = "".join(f"[{number}]" for number in sentence.refs)
    return Text.assemble(words.clean(sentence.text), (f" {refs}" if refs else "", "cyan dim"), ".")


def _beside(item: Item, style: str, mark: str) -> Text:
    """The act or relation, short facts, and the id to ask for more."""
    notes = (*item.notes, item.id[:SHORT_ID])
    return Text.assemble((item.label, f"bold {style}"), (mark + mark.join(map(words.clean, notes)), "dim"))


def _references(references: tuple[Reference, ...], screen: Screen) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=len(str(references[-1].number)) + 2, justify="right")
    free = screen.width - 8
    grid.add_column(width=min(LINE + 20, free) if screen.width < UNWRAPPED else None, overflow="fold")
    for reference in references:
        quote = Text.assemble("“", *_words(reference), "”  ", (words.clean(origin(reference)), "dim"))
        grid.add_row(Text(f"[{reference.number}]", style="cyan dim"), quote)
    return grid


def _words(reference: Reference) -> Iterator[tuple[str, str]]:
    """The words of a passage, those that claims rest on underlined."""
    at = 0
    for start, end in reference.marks:
        if start >= at:
            yield words.safe(reference.words[at:start]), ""
            yield words.safe(reference.words[start:end]), "underline"
            at = end
    yield re.sub(r"\s+$", "", words.safe(reference.words[at:])), ""


def _legend(paper: Paper) -> RenderableType:
    used = {item.standing for section in paper.sections for item in section.items}
    labels = language().data["legend"]
    signs = [standing for standing in Standing if standing in used]
    return Text("   ").join(Text.assemble((SIGNS[one], STYLES[one]), (f" {labels[one]}", "dim")) for one in signs)
