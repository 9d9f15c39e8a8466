"""How a comparison with coded events looks on a terminal: figures, agreement, and three lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casus.cli import words
from casus.cli.console import TABLE_FROM, Screen
from casus.cli.listing import SHORT_ID
from casus.evaluate.agreeing import Agreement, agreement, differences, median_km
from casus.evaluate.comparable import Own
from casus.evaluate.compared import Comparison, Extra, Missed, Pair
from casus.imports.types import CodedEvent

GOOD: Final = 0.75
POOR: Final = 0.5
"""Shares from which on a figure is shown as good, and below which as poor."""

FIELD_WORDS: Final = {
    "date": "day",
    "place": "place",
    "type": "type",
    "actor1": "first side",
    "actor2": "second side",
    "deaths": "deaths",
}


def show(view: Screen, comparison: Comparison, *, limit: int) -> None:
    """Print everything."""
    view.show(_title(comparison), Text(""), _figures(comparison), Text(""))
    if comparison.pairs:
        view.show(_agreement(comparison), Text(""))
    wide, most = view.width >= TABLE_FROM, limit or None
    _section(view, "IN BOTH", len(comparison.pairs), _pairs(comparison.pairs[:most], wide=wide), limit)
    _section(view, "ONLY IN THE FILE", len(comparison.missed), _missed(comparison.missed[:most], wide=wide), limit)
    _section(view, "ONLY IN THE PROJECT", len(comparison.extra), _extra(comparison.extra[:most], wide=wide), limit)
    if comparison.outside:
        what = words.count(comparison.outside, "event")
        view.say(f"{what} of the project not counted: outside the file's days or area, or not coded by it", style="dim")


def _section(view: Screen, title: str, count: int, block: RenderableType, limit: int) -> None:
    """One list under its title, which says how many there are in all."""
    if not count:
        return
    view.show(Text(f"{title} ({count})", style="bold"), Text(""), block)
    if view.width >= TABLE_FROM:
        view.show(Text(""))
    if limit and count > limit:
        view.show(Text(f"… and {count - limit} more: --limit 0 shows all\n", style="dim"))


def _title(comparison: Comparison) -> Text:
    """What the file holds."""
    events = comparison.coded.events
    days = words.interval(min(one.first for one in events), max(one.last for one in events))
    return Text(f"{words.count(len(events), 'event')} coded by {comparison.coded.title}, {days}", style="bold")


def _figures(comparison: Comparison) -> RenderableType:
    """Recall and precision in words."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for name, share, found, of, meaning in (
        ("recall", comparison.recall, comparison.matched_theirs, comparison.theirs, "coded events are in the project"),
        ("precision", comparison.precision, comparison.matched_ours, comparison.ours, "of its events are in the file"),
    ):
        grid.add_row(Text(name, style="dim"), _share(share), f"{found} of {of} {meaning}")
    grid.add_row(Text("F1", style="dim"), _share(comparison.f1), "")
    return grid


def _agreement(comparison: Comparison) -> RenderableType:
    """Each field with the share of pairs that agree, of those where both sides tell it."""
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    grid.add_column("AGREEMENT")
    grid.add_column("")
    for title in ("AGREE", "OF", "SHARE", "NOT TOLD BY BOTH"):
        grid.add_column(title, justify="right")
    before = ""
    for line in agreement(comparison):
        grid.add_row(*_agreed(line, is_first=line.field != before))
        before = line.field
    km = median_km(comparison)
    return grid if km is None else Group(grid, Text(f"median distance {km:.1f} km", style="dim"))


def _agreed(line: Agreement, *, is_first: bool) -> tuple[RenderableType, ...]:
    numbers = (str(line.agree), str(line.of)) if line.of else ("–", "0")
    silent = Text(str(line.silent or ""), style="dim")
    return (FIELD_WORDS[line.field] if is_first else "", line.name, *numbers, _share(line.share), silent)


def _share(share: float | None) -> Text:
    if share is None:
        return Text("–", style="dim")
    return Text(f"{share:.0%}", style="green" if share >= GOOD else "red" if share < POOR else "yellow")


def _pairs(pairs: Sequence[Pair], *, wide: bool) -> RenderableType:
    if not wide:
        return Group(*(_card(pair.theirs, pair.ours, _verdict(pair)) for pair in pairs))
    grid = _grid(("", 5), ("CODED", None), ("PROJECT", None), ("DIFFERS IN", 16))
    for pair in pairs:
        grid.add_row(
            _score(pair), _block(_coded(pair.theirs)), _block(_own(pair.ours)), Text("\n".join(_differs(pair)))
        )
    return grid


def _missed(missed: Sequence[Missed], *, wide: bool) -> RenderableType:
    return _one_sided(((_coded(one.theirs), one.reason.words) for one in missed), "CODED", wide=wide)


def _extra(extra: Sequence[Extra], *, wide: bool) -> RenderableType:
    return _one_sided(((_own(one.ours), one.reason.words) for one in extra), "PROJECT", wide=wide)


def _one_sided(items: Iterable[tuple[Sequence[Text], str]], title: str, *, wide: bool) -> RenderableType:
    if not wide:
        return Group(*(_reasoned(lines, why) for lines, why in items))
    grid = _grid((title, None), ("WHY", None))
    for lines, why in items:
        grid.add_row(_block(lines), Text(words.clean(why)))
    return grid


def _reasoned(lines: Sequence[Text], why: str) -> RenderableType:
    return Group(_block(lines), Padding(Text(words.clean(why), style="yellow"), (0, 0, 1, 2)))


def _grid(*columns: tuple[str, int | None]) -> Table:
    grid = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", pad_edge=False, expand=True)
    for title, width in columns:
        grid.add_column(title, width=width, ratio=None if width else 1, overflow="fold")
    return grid


def _card(theirs: CodedEvent, ours: Own, verdict: Text) -> RenderableType:
    """One pair as a block: the verdict, the coded event, the project's."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=7)
    grid.add_column(overflow="fold")
    grid.add_row(Text("coded", style="dim"), _block(_coded(theirs)))
    grid.add_row(Text("project", style="dim"), _block(_own(ours)))
    return Padding(Group(verdict, Padding(grid, (0, 0, 0, 2))), (0, 0, 1, 0))


def _verdict(pair: Pair) -> Text:
    differs = ", ".join(_differs(pair))
    said = Text(f"differs in {differs}", style="yellow") if differs else Text("agrees in all that both tell", "green")
    return Text(" ").join((_score(pair), said))


def _score(pair: Pair) -> Text:
    return Text(f"{pair.likeness.score:.2f}", style="bold")


def _differs(pair: Pair) -> list[str]:
    return [FIELD_WORDS[field] for field in differences(pair)]


def _block(lines: Iterable[Text]) -> RenderableType:
    return Group(*lines)


def _coded(event: CodedEvent) -> list[Text]:
    place = event.place.name or event.place.admin1 or event.place.country_name
    sides = ["; ".join(party.name for party in side) for side in event.sides]
    return list(_lines((event.first, event.last), place, event.id, " / ".join(event.types), sides, str(event.deaths)))


def _own(own: Own) -> list[Text]:
    happening = own.happening
    place = happening.place.name if happening.place else own.case.place_words
    sides = ["; ".join(party.name for party in side) for side in happening.sides]
    label = own.case.facts.label.rstrip(".")
    days = (happening.first, happening.last)
    return list(_lines(days, place, own.id[:SHORT_ID], label, sides, str(happening.deaths)))


def _lines(
    days: tuple[date, date], place: str, id_: str, kind: str, sides: Sequence[str], deaths: str
) -> Iterator[Text]:
    """Day, place and id; what was done; who to whom."""
    when = words.interval(*days)
    yield Text.assemble(when, "  ", words.clean(place) or "(no place)", "  ", (words.clean(id_), "dim"))
    dead = f" · {deaths} dead" if deaths not in ("", "0") else ""
    yield Text.assemble((words.clean(kind), "bold"), dead)
    who, whom = (words.clean(side) for side in sides)
    yield Text(f"{who or '(not said who)'} → {whom}" if whom else who or "(not said who)")
