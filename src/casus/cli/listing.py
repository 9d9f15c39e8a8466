"""
Lists of claims, states and happenings.

On a terminal: one table, names without their words, ids short. In a pipe: tab-separated lines with a header line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from casus.beliefs.events import believe
from casus.cli import believed, flat, words
from casus.cli.columns import FIXED
from casus.cli.console import Screen
from casus.cli.words import Mark
from casus.store.rows import ClaimRow, EventRow, PartyRow, StateRow, TimeRow

SHORT_ID: Final = 10
"""Characters of an id on screen: the letter, the dash and 8 of 16 digits. `casus show` takes them as they are."""

NARROW: Final = 96
"""Below this many columns, places and sources stand under the parties instead of beside them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list, as text. `full_id` is what a machine needs; a person gets its first characters."""

    full_id: str
    mark: Mark
    day: str
    act: str
    standing: str
    who: str
    whom: str
    where: str
    source: str
    words: str = ""


HEADER: Final = ("id", "day", "act", "standing", "who", "whom", "where", "source", "words")


def claim_line(claim: ClaimRow) -> Line:
    """An event claim; the day is the one told, else "?" and the day of publication."""
    return Line(
        full_id=claim.claim_id,
        mark=words.mark(claim),
        day=_day(claim.time, claim),
        act=claim.label,
        standing=words.standing(claim),
        who=_names(claim.who("actor")),
        whom=_names(claim.who("recipient")),
        where=_joined(place.name for place in claim.places),
        source=_joined((*(source.name for source in claim.sources), claim.report.publisher or "")),
        words=claim.trigger.words,
    )


def state_line(state: StateRow) -> Line:
    """A state claim."""
    extent = f" ({state.extent.replace('_', ' ')})" if state.extent and state.extent != "unspecified" else ""
    return Line(
        full_id=state.claim_id,
        mark=words.state_mark(state),
        day=_day(state.time, state),
        act=state.relation.replace("_", " ") + extent,
        standing=words.state_standing(state),
        who=_names(state.subjects),
        whom=_names(state.objects),
        where="",
        source=_joined((*(source.name for source in state.sources), state.report.publisher or "")),
        words=state.trigger.words,
    )


def event_line(event: EventRow) -> Line:
    """A happening; `source` names its reports and `standing` says whether they agree, and on how many."""
    belief = believe(event)
    marks = {words.mark(claim) for claim in event.claims}
    main = words.mark(event.main, disputed=event.is_disputed)
    days = words.interval(event.earliest, event.latest)
    return Line(
        full_id=event.event_id,
        mark=main if len(marks) > 1 or main is Mark.DISPUTED else next(iter(marks)),
        day=days or _published(event.main),
        act=event.label,
        standing="; ".join(
            part
            for part in (
                words.standing(event.main, disputed=event.is_disputed),
                believed.disputes(belief),
                believed.tolls(belief),
            )
            if part
        ),
        who=_joined(event.actors),
        whom=_joined(event.recipients),
        where=_joined(event.places),
        source=_told_by(event, belief.independent_sources),
        words=event.main.trigger.words,
    )


def _told_by(event: EventRow, independent: int) -> str:
    """Who tells of a happening and how often: "Daily News; Radio (5 claims in 3 reports, 2 independent)"."""
    by = _joined(event.publishers)
    if by and len(event.claims) == 1:
        return by
    told = f"{words.count(len(event.claims), 'claim')} in {words.count(len(event.reports), 'report')}"
    told = f"{told}, {independent} independent" if len(event.reports) > 1 else told
    return f"{by} ({told})" if by else told


def show_lines(lines: Sequence[Line], screen: Screen) -> None:
    """Print a list: a table for people, tab-separated text for pipes."""
    if screen.watched:
        screen.show(*([table(lines, screen)] if lines else []))
    else:
        screen.data()
        screen.write("".join(map(flat.tab_line, (HEADER, *map(_cells, lines)))))


def _cells(line: Line) -> tuple[str, ...]:
    return (
        *(line.full_id, line.day, line.act, line.standing),
        *(line.who, line.whom, line.where, line.source, line.words),
    )


def table(lines: Sequence[Line], screen: Screen) -> RenderableType:
    """The list as a table that fits the width, without columns that nothing fills."""
    wide = screen.width >= NARROW
    beside = (("where", "WHERE", 2), ("source", "TOLD BY", 3)) if wide else ()
    filled = [column for column in beside if any(getattr(line, column[0]) for line in lines)]
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    grid.add_column("", width=1)
    grid.add_column("DAY", width=12)
    grid.add_column("ACT", width=FIXED["act"], overflow="fold")
    grid.add_column("WHO → WHOM", ratio=4, overflow="fold")
    for _, title, ratio in filled:
        grid.add_column(title, ratio=ratio, overflow="fold")
    grid.add_column("ID", width=SHORT_ID)
    for line in lines:
        grid.add_row(*_row(line, [name for name, _, _ in filled], wide=wide))
    return grid


def _row(line: Line, beside: Iterable[str], *, wide: bool) -> tuple[RenderableType, ...]:
    """The cells of a line; what is not shown beside the parties stands under them."""
    sign = words.SIGNS[line.mark]
    trigger = words.quoted(line.words)
    act = Text.assemble((line.act, f"bold {sign.style}"), " ", (trigger, "italic"), "\n", (line.standing, sign.style))
    parties = _parties(line)
    if not wide:
        under = " · ".join(part for part in (line.where, line.source) if part)
        parties = Text.assemble(parties, ("\n" + under, "dim"))
    short = Text(line.full_id[:SHORT_ID], style="dim")
    cells = (Text(getattr(line, name)) for name in beside)
    return (Text(sign.char, style=sign.style), Text(line.day), act, parties, *cells, short)


def _parties(line: Line) -> Text:
    who = line.who or "(not said who)"
    return Text(f"{who} → {line.whom}" if line.whom else who)


def _names(parties: Iterable[PartyRow]) -> str:
    return _joined(party.name for party in parties)


def _joined(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words.clean(name) for name in names if name))


def _day(time: TimeRow | None, claim: ClaimRow | StateRow) -> str:
    days = words.interval(time.earliest, time.latest) if time else ""
    return days or _published(claim)


def _published(claim: ClaimRow | StateRow) -> str:
    """The day of publication in brackets: what is told without a time."""
    day = claim.report.published
    return f"({day})" if day else ""
