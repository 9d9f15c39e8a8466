"""One report on screen: its head, each sentence with what it says, the states that hold, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.cards import MARGIN, cards
from casus.cli.columns import columns
from casus.cli.console import TABLE_FROM, UNWRAPPED, Screen
from casus.cli.unstored import claim_rows, report_row, state_rows
from casus.cli.views import View, claim_views, state_view
from casus.cli.words import Mark
from casus.model.reading import Reading
from casus.store.rows import ClaimRow, ReportRow, StateRow

Rows = tuple[Sequence[ClaimRow], Sequence[StateRow]]


@dataclass(frozen=True, slots=True)
class Section:
    """How one section of a report is titled."""

    title: str
    act: str
    parties: str


DONE: Final = Section("WHAT IT SAYS WAS DONE", "ACT", "WHO → WHOM")
HOLDS: Final = Section("WHAT IT SAYS HOLDS", "STATE", "WHO → WHOM OR WHERE")


def report(
    reading: Reading, screen: Screen, *, layout: str = "auto", rows: Rows | None = None
) -> Iterator[RenderableType]:
    """
    The pieces of one report from top to bottom. `layout` is "table", "cards" or "auto" (by the width).

    `rows` are claims and states to show in place of those of the reading: as people corrected them.
    """
    wide = layout == "table" or (layout == "auto" and TABLE_FROM <= screen.width < UNWRAPPED)
    claims, held = rows or (claim_rows(reading), state_rows(reading))
    events = claim_views(sorted(claims, key=_place) if rows else claims)
    states = tuple(map(state_view, sorted(held, key=_place) if rows else held))
    yield from head(report_row(reading.document), fallback=reading.document.text)
    yield from _section(reading, events, screen, DONE, wide=wide)
    yield from _section(reading, states, screen, HOLDS, wide=wide)
    yield from _notes(reading)
    yield Text("")
    yield Text(summary(reading, rows), style="bold")
    yield legend(view.mark for view in (*events, *states))
    yield Text("")


def head(about: ReportRow, *, fallback: str = "") -> Iterator[RenderableType]:
    """Title, date and origin of a report. `fallback` stands in for a missing title with its first words."""
    title = about.title or shorten(words.clean(fallback), 76, placeholder=" …")
    yield Text(words.clean(title), style="bold")
    yield Text(" · ".join(origin(about)), style="dim")


def origin(about: ReportRow) -> Iterator[str]:
    """Where a report came from and when it was published."""
    if about.publisher:
        yield words.clean(about.publisher)
    if about.published:
        yield f"published {about.published} ({about.published_basis})"
    else:
        yield "no publication date"
    yield words.clean(", ".join(about.origins) or about.url or about.doc_id)


def _section(
    reading: Reading, views: tuple[View, ...], screen: Screen, words_of: Section, *, wide: bool
) -> Iterator[RenderableType]:
    if not views:
        return
    yield Text("")
    yield Text(words_of.title, style="bold")
    table = columns(screen, views, act=words_of.act, parties=words_of.parties)
    if wide:
        yield table.header()
    numbers = {item.span.start: number for number, item in enumerate(reading.sentences, start=1)}
    for quote, group in groupby(views, key=lambda view: view.sentence):
        block = tuple(group)
        yield Text("")
        yield sentence(block, label=str(numbers.get(quote.start, "")))
        yield from (table.rows(block),) if wide else cards(block)


def sentence(block: Sequence[View], *, label: str = "") -> RenderableType:
    """The sentence that a block of claims stands in, as published, their triggers underlined; `label` in the margin."""
    grid = Table.grid()
    grid.add_column(width=MARGIN)
    grid.add_column(overflow="fold")
    grid.add_row(Text(f"{label:>3}", style="dim"), Text.assemble("“", *_pieces(block), "”"))
    return grid


def _pieces(block: Sequence[View]) -> Iterator[tuple[str, str]]:
    """The words of a sentence cut at its triggers, each piece with its style."""
    quote, at = block[0].sentence, block[0].sentence.start
    for start, end in sorted({(view.trigger.start, view.trigger.end) for view in block}):
        if at <= start and end <= quote.end:
            yield words.safe(quote.words[at - quote.start : start - quote.start]), ""
            yield words.safe(quote.words[start - quote.start : end - quote.start]), "bold underline"
            at = end
    yield words.safe(quote.words[at - quote.start :]), ""


def _notes(reading: Reading) -> Iterator[RenderableType]:
    if not reading.notes:
        return
    yield Text("")
    yield Text("NOT SETTLED", style="bold")
    for note in reading.notes:
        where = f" {words.quoted(reading.document.quote(note.span))}" if note.span else ""
        yield Text.assemble(("  · ", "dim"), words.clean(note.message), (where, "italic"), (f"  [{note.code}]", "dim"))


def legend(marks: Iterable[Mark]) -> RenderableType:
    """What the marks mean that were used."""
    used = set(marks)
    signs = [words.SIGNS[mark] for mark in Mark if mark in used]
    return Text("   ").join(Text.assemble((sign.char, sign.style), (f" {sign.legend}", "dim")) for sign in signs)


def _place(row: ClaimRow | StateRow) -> tuple[int, int]:
    return row.sentence.start, row.trigger.start


def summary(reading: Reading, rows: Rows | None = None) -> str:
    """The counts of one report: "17 claims about 14 events, 8 states, 2 notes in 16 sentences"."""
    claims, states = rows or (reading.claims, reading.states)
    events = len({row.event_id for row in rows[0]} if rows else {claim.event for claim in reading.claims})
    return (
        f"{words.count(len(claims), 'claim')} about {words.count(events, 'event')}, "
        f"{words.count(len(states), 'state')}, {words.count(len(reading.notes), 'note')} "
        f"in {words.count(len(reading.sentences), 'sentence')}"
    )
