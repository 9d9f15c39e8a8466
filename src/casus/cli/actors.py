"""`casus actors`: who a name may mean, and what the registry says of an actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from casus.cli import flat, words
from casus.cli.actor_page import page
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.options import Actors, Country, Day, Json, most
from casus.cli.options import limit as limit_option
from casus.cli.profile import Profile, as_json, profile
from casus.gazetteers.actors import in_force

if TYPE_CHECKING:
    from casus.gazetteers.actors import Registry

Query = Annotated[
    list[str],
    typer.Argument(metavar="QUERY...", help="A name, part of one, or an id of the registry.", show_default=False),
]
USUAL: Final = 20
"""Actors shown unless said."""

Limit = Annotated[int | None, limit_option(USUAL)]
HEADER: Final = ("id", "name", "kind", "sector", "country", "from", "to", "found_by", "ucdp", "source", "verified")
NARROW: Final = 96
ASIDE: Final = 5
"""Other actors named below the page of one whose name was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: words, and the day and country to which the answer is kept."""

    text: str
    at: date | None
    country: str | None


def command(
    query: Query,
    actors: Actors = None,
    at: Day = None,
    country: Country = None,
    limit: Limit = None,
    json: Json = False,
) -> int:
    """Search the registry of actors, or show one: its names, links and leaders through time, with their sources.

    An id, or a name that is one actor's, shows the actor; anything else lists whose names fit.

    [dim]$[/dim] casus actors "Nusra Front"
    [dim]$[/dim] casus actors ISI --at 2010-05-01 --country IRQ
    [dim]$[/dim] casus actors ag.hts --at 2018-02-01
    [dim]$[/dim] casus actors brigade --country SY --json
    """
    from casus.gazetteers.actors import open_actors

    view, registry = screen(), open_actors(actors)
    asked = Asked(" ".join(query), at, country)
    found = ids(registry, asked)
    shown = found[: most(limit, USUAL, json=json) or None]
    if json:
        view.data()
        for actor in shown:
            view.write(flat.json_line(as_json(profile(registry, actor, at))))
    elif shown and (one := _one(registry, asked, found, watched=view.watched)):
        view.show(*page(profile(registry, one, at), view))
        _aside(view, registry, [actor for actor in found if actor != one])
        return OK
    else:
        show([profile(registry, actor, at) for actor in shown], view, asked)
    _footer(view, asked, len(shown), len(found))
    return OK


def ids(registry: Registry, asked: Asked) -> list[str]:
    """The ids that fit, best first: an id alone; else what the name means on that day and in that country, then the
    rest.
    """
    from casus.protocols import ActorContext

    given = asked.text.strip()
    if _holds(registry, given):
        return [given]
    context = ActorContext(asked.at, ((asked.country, 1.0),) if asked.country else ())
    likely = registry.lookup(given, context) if asked.at or asked.country else ()
    every = registry.search(given, limit=1_000_000)
    first = [one.registry for one in likely if _is_there(registry, one.registry, asked, homeless=True)]
    rest = [one.registry for one in every if _is_there(registry, one.registry, asked, homeless=False)]
    return list(dict.fromkeys(first + [one for one in rest if asked.at is None or _known_then(registry, one, asked)]))


def _known_then(registry: Registry, actor: str, asked: Asked) -> bool:
    """Whether the actor, and a name of it that fits, may have been there on the day asked for."""
    row, one = registry.row(actor), profile(registry, actor, asked.at)
    then = [name.value for name in one.names if name.holds is not False]
    return in_force(asked.at, row.start, row.end) is not False and any(_fits(asked.text, name) for name in then)


def _holds(registry: Registry, actor: str) -> bool:
    try:
        registry.row(actor)
    except KeyError:
        return False
    return True


def _is_there(registry: Registry, actor: str, asked: Asked, *, homeless: bool) -> bool:
    """Whether the actor belongs to the country asked for, or is active there; one without a home may be anywhere."""
    row = registry.row(actor)
    return asked.country in (None, row.country, *row.operates.split()) or (homeless and not row.country)


def _one(registry: Registry, asked: Asked, found: Sequence[str], *, watched: bool) -> str | None:
    """The actor to show: the id given; for people also the only one found, or the only one that bears the very name.

    What a pipe gets depends on the question alone, not on how many answers there are.
    """
    from casus.resources.folding import key

    if found[0] == asked.text.strip():
        return found[0]
    if not watched:
        return None
    named = [actor for actor in found[:10] if any(name.key == key(asked.text) for name in registry.names(actor))]
    return found[0] if len(found) == 1 or (len(named) == 1 and named[0] == found[0]) else None


def _aside(view: Screen, registry: Registry, others: Sequence[str]) -> None:
    """Whose names also fit."""
    if others:
        named = ", ".join(f"{words.clean(registry.row(actor).name)} ({actor})" for actor in others[:ASIDE])
        more = f" and {len(others) - ASIDE} more" if len(others) > ASIDE else ""
        view.say(f"Names of others fit too: {named}{more}.", style="dim")


def show(found: Sequence[Profile], view: Screen, asked: Asked) -> None:
    """Print a list: a table for people, tab-separated text for pipes."""
    if view.watched:
        view.show(*([table(found, view, asked)] if found else []))
    else:
        view.data()
        view.write("".join(map(flat.tab_line, (HEADER, *(_cells(one, asked) for one in found)))))


def table(found: Sequence[Profile], view: Screen, asked: Asked) -> Table:
    """One row per actor; on a narrow screen the name that fits stands under the main one."""
    wide = view.width >= NARROW
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    grid.add_column("ACTOR", ratio=3, overflow="fold")
    grid.add_column("KIND", width=14)
    grid.add_column("SECTOR", width=6)
    grid.add_column("COUNTRY", width=7)
    grid.add_column("ACTIVE", width=9)
    if wide:
        grid.add_column("FOUND BY", ratio=2, overflow="fold")
    for one in found:
        by = words.clean(_found_by(one, asked))
        name = Text.assemble((words.clean(one.name), "bold"), ("\n" + one.row.id, "dim"))
        if by and not wide:
            name.append(f"\n{words.quoted(by)}")
        kind = one.row.kind.replace("_", " ")
        cells = (kind, one.sector, one.row.country, years(one.row.start, one.row.end), *((by,) if wide else ()))
        grid.add_row(name, *map(Text, cells))
    return grid


def years(start: str, end: str) -> str:
    """The years of two days: "2012–2017", "2013–", "–2017"; "" where both are open."""
    return f"{start[:4]}–{end[:4]}" if start or end else ""


def _cells(one: Profile, asked: Asked) -> tuple[str, ...]:
    row = one.row
    return (
        *(row.id, one.name, row.kind, one.sector, row.country, row.start, row.end),
        *(_found_by(one, asked), row.ucdp, row.source, row.verified),
    )


def _found_by(one: Profile, asked: Asked) -> str:
    """The name that fits what was asked, where it is not the one shown."""
    from casus.resources.folding import key

    same = [name.value for name in one.names if key(name.value) == key(asked.text)]
    fitting = same or [name.value for name in one.names if _fits(asked.text, name.value)]
    return "" if one.name in fitting else next(iter(fitting), "")


def _fits(text: str, name: str) -> bool:
    """Whether each word of `text` begins a word of the name."""
    from casus.resources.folding import key

    return all(f" {word}" in f" {key(name)}" for word in key(text).split())


def _footer(view: Screen, asked: Asked, shown: int, found: int) -> None:
    more = f" of {found} (--limit 0 shows all)" if shown < found else ""
    view.say(f"{words.count(shown, 'actor')}{more}", style="dim")
    if not found:
        place = f" in {asked.country}" if asked.country else ""
        view.say(
            f"No name of the registry fits {words.quoted(asked.text[:80])}{place}. Part of a name finds more; your own "
            "actors are read with --actors FILE.",
            style="dim",
        )
