"""One report on screen: its head, each sentence with what it says, the states that hold, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.cards import MARGIN, cards
from casus.cli.columns import arrow, columns
from casus.cli.console import TABLE_FROM, UNWRAPPED, Screen
from casus.cli.views import View, event_views, state_views
from casus.cli.words import Mark
from casus.model.document import Document
from casus.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Section:
    """How one section of a report is titled."""

    title: str
    act: str
    parties: str


DONE: Final = Section("WHAT IT SAYS WAS DONE", "ACT", "WHO → WHOM")
HOLDS: Final = Section("WHAT IT SAYS HOLDS", "STATE", "WHO → WHOM OR WHERE")


def report(reading: Reading, screen: Screen, *, layout: str = "auto") -> Iterator[RenderableType]:
    """The pieces of one report from top to bottom. `layout` is "table", "cards" or "auto" (by the width)."""
    wide = layout == "table" or (layout == "auto" and TABLE_FROM <= screen.width < UNWRAPPED)
    events, states = event_views(reading), state_views(reading)
    yield from head(reading.document)
    yield from _section(reading, events, screen, DONE, wide=wide)
    yield from _section(reading, states, screen, HOLDS, wide=wide)
    yield from _notes(reading)
    yield Text("")
    yield Text(summary(reading), style="bold")
    yield legend(screen, (view.mark for view in (*events, *states)))
    yield Text("")


def head(document: Document) -> Iterator[RenderableType]:
    """Title, date and origin."""
    title = document.title or document.text[:80]
    yield Text(words.clean(title), style="bold")
    yield Text(" · ".join(_origin(document)), style="dim")


def _origin(document: Document) -> Iterator[str]:
    if document.publisher:
        yield words.clean(document.publisher)
    if document.published:
        yield f"published {document.published} ({document.published_basis})"
    else:
        yield "no publication date: give one with --published"
    yield words.clean(document.origin or document.url or document.doc_id)


def _section(
    reading: Reading, views: tuple[View, ...], screen: Screen, words_of: Section, *, wide: bool
) -> Iterator[RenderableType]:
    if not views:
        return
    yield Text("")
    yield Text(words_of.title, style="bold")
    parties = words_of.parties.replace("→", arrow(screen))
    table = columns(screen, views, act=words_of.act, parties=parties)
    if wide:
        yield table.header()
    for number, group in groupby(views, key=lambda view: view.number):
        block = tuple(group)
        yield Text("")
        yield sentence(reading, number, block)
        yield from (table.rows(block),) if wide else cards(block, screen)


def sentence(reading: Reading, number: int, views: Iterable[View]) -> RenderableType:
    """The sentence as published, numbered, its triggers underlined."""
    grid = Table.grid()
    grid.add_column(width=MARGIN)
    grid.add_column(overflow="fold")
    quote = Text.assemble("“", *_pieces(reading, number, views), "”")
    grid.add_row(Text(f"{number + 1:>3}", style="dim"), quote)
    return grid


def _pieces(reading: Reading, number: int, views: Iterable[View]) -> Iterator[tuple[str, str]]:
    """The words of a sentence cut at its triggers, each piece with its style."""
    text, span = reading.document.text, reading.sentences[number].span
    at = span.start
    for trigger in sorted({view.trigger for view in views}):
        if at <= trigger.start and trigger.end <= span.end:
            yield words.safe(text[at : trigger.start]), ""
            yield words.safe(trigger.of(text)), "bold underline"
            at = trigger.end
    yield words.safe(text[at : span.end]), ""


def _notes(reading: Reading) -> Iterator[RenderableType]:
    if not reading.notes:
        return
    yield Text("")
    yield Text("NOT SETTLED", style="bold")
    for note in reading.notes:
        where = f" {words.quoted(reading.document.quote(note.span))}" if note.span else ""
        yield Text.assemble(("  · ", "dim"), words.clean(note.message), (where, "italic"), (f"  [{note.code}]", "dim"))


def legend(screen: Screen, marks: Iterable[Mark]) -> RenderableType:
    """What the marks mean that were used."""
    used = set(marks)
    signs = [screen.sign(mark) for mark in Mark if mark in used]
    return Text("   ").join(Text.assemble((sign.char, sign.style), (f" {sign.legend}", "dim")) for sign in signs)


def summary(reading: Reading) -> str:
    """The counts of one report: "17 claims about 14 events, 8 states, 2 notes in 16 sentences"."""
    events = len({claim.event for claim in reading.claims})
    return (
        f"{words.count(len(reading.claims), 'claim')} about {words.count(events, 'event')}, "
        f"{words.count(len(reading.states), 'state')}, {words.count(len(reading.notes), 'note')} "
        f"in {words.count(len(reading.sentences), 'sentence')}"
    )
