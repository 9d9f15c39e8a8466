"""`casus places`: what a place name may mean, ranked as the engines rank it but for what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from casus.cli import flat, words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK
from casus.cli.lands import land
from casus.cli.options import FILTERS, Country, Json, Places, most
from casus.cli.options import limit as limit_option
from casus.errors import InputError
from casus.model.geometry import Point, acled_geo_precision, compass, distance_km
from casus.model.where import Place

if TYPE_CHECKING:
    from casus.gazetteers.placefile import Record
    from casus.gazetteers.places import CompiledPlaces, FoundPlace

Name = Annotated[
    list[str], typer.Argument(metavar="NAME...", help="The name of a place, in any script.", show_default=False)
]
Near = Annotated[
    str | None,
    typer.Option(
        "--near",
        metavar="LAT,LON|NAME",
        help="Prefer what lies near this point, in degrees, or near this place.",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
OfKind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Only this kind: town, village, river, admin1, airbase …",
        rich_help_panel=FILTERS,
        show_default=False,
    ),
]
USUAL: Final = 10
"""Places shown unless said."""

Limit = Annotated[int | None, limit_option(USUAL)]
HEADER: Final = (
    *("id", "name", "kind", "country", "inside", "lat", "lon", "radius_km", "where_prec", "geo_precision"),
    *("belief", "km", "source", "layer", "reason"),
)
NARROW: Final = 96
ASKED_NEAR: Final = 6.0
"""Points for nearness where someone asks for it: three times what a place nearby counts in a report, so that it tells
even a capital from a town of its name.
"""

PRECISION: Final = {
    1: "exact",
    2: "near a place",
    3: "district",
    4: "province",
    5: "line or area",
    6: "country",
    7: "sea or air",
}
"""UCDP's where_prec in words, after the GED codebook."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; `near` is the point that `--near` means, `label` its name; `countries` are in play: the one
    asked for, else that of the place in `--near`, as it would be in a report that names both.
    """

    name: str
    country: str | None
    near: Point | None
    label: str
    countries: tuple[tuple[str, float], ...]


def command(
    name: Name,
    places: Places = None,
    country: Country = None,
    near: Near = None,
    kind: OfKind = None,
    limit: Limit = None,
    json: Json = False,
) -> int:
    """Show what a place name may mean, likeliest first: kind, province, coordinates, and why it is ranked there.

    With a country, a name in an unknown spelling is also looked for by its sound.

    [dim]$[/dim] casus places "al-Bab"
    [dim]$[/dim] casus places Tripoli --country LB
    [dim]$[/dim] casus places Mansoura --near Raqqa
    [dim]$[/dim] casus places Tolvar --near -30.1,-20.4 --places places.tsv
    """
    from casus.gazetteers.layers import layers_folder, open_layers
    from casus.gazetteers.places import with_weights
    from casus.protocols import PlaceContext

    kinds, view = kinds_of(kind), screen()
    gazetteer = open_layers(layers_folder(), own=places)
    asked = _asked(gazetteer, " ".join(name), country, near)
    context = PlaceContext(asked.countries, (asked.near,) if asked.near else ())
    ranking = with_weights(gazetteer, near=ASKED_NEAR) if asked.near else gazetteer
    found = ranking.search(asked.name, context, keep=_keep(country, kinds))
    shown = found[: most(limit, USUAL, json=json) or None]
    show(shown, view, asked, json=json)
    _footer(view, asked, len(shown), len(found))
    return OK


def kinds_of(kind: str | None) -> frozenset[str]:
    """The kinds of the gazetteer that are meant: one by its own name, or those that a word such as "province" fits; all
    for None. Raises `InputError`.
    """
    from casus.gazetteers.ownplaces import KINDS
    from casus.resources.placedata import kind_words

    if kind is None or kind.lower() in KINDS:
        return frozenset({kind.lower()} if kind else KINDS)
    found = frozenset(kind_words().kinds(kind.lower()))
    if not found:
        raise InputError(
            f"kind {kind!r:.40} is not known",
            expected=f"one of {', '.join(sorted(KINDS))}",
            remedy="choose one of these with --kind",
        )
    return found


def _keep(country: str | None, kinds: frozenset[str]) -> Callable[[Record], bool]:
    """Which places are wanted; rivers and seas of no country lie in every country."""
    return lambda record: record.kind in kinds and (country is None or record.country in (country, ""))


def _asked(gazetteer: CompiledPlaces, name: str, country: str | None, near: str | None) -> Asked:
    playing = ((country, 1.0),) if country else ()
    point = _point(near) if near else None
    if near is None or point:
        return Asked(name, country, point, "", playing)
    place = _known(gazetteer, near, country)
    if place.country and not playing:
        playing = ((place.country, 1.0),)
    return Asked(name, country, (place.lat or 0.0, place.lon or 0.0), _label(place), playing)


def _point(text: str) -> Point | None:
    """The point that is written as "LAT,LON"; None for what is no pair of numbers. Raises `InputError`."""
    try:
        lat, lon = map(float, text.split(","))
    except ValueError:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(
            f"--near {text!r:.60} is no point on Earth",
            expected="latitude -90 to 90, then longitude -180 to 180, in degrees",
            remedy="write the latitude first, as --near 36.2,37.15",
        )
    return lat, lon


def _known(gazetteer: CompiledPlaces, near: str, country: str | None) -> Place:
    """The place that the name most likely means. Raises `InputError` for one without coordinates or not known."""
    from casus.protocols import PlaceContext

    found = gazetteer.lookup(near, PlaceContext(((country, 1.0),) if country else ()))
    for candidate in found:
        if candidate.place.lat is not None:
            return candidate.place
    raise InputError(
        f"--near {near!r:.60} is no place that is known",
        expected="a point, as 36.2,37.15, or the name of a place",
        remedy="write the point in degrees",
    )


def show(found: Sequence[FoundPlace], view: Screen, asked: Asked, *, json: bool) -> None:
    """Print the places: a table for people, tab-separated text or JSON Lines for pipes."""
    if json or not view.watched:
        view.data()
    if json:
        view.write("".join(flat.json_line(as_json(one, asked)) for one in found))
    elif not view.watched:
        view.write("".join(map(flat.tab_line, (HEADER, *(_cells(one, asked) for one in found)))))
    elif found:
        view.show(table(found, view, asked))


def as_json(one: FoundPlace, asked: Asked) -> dict[str, object]:
    """One place as plain values; `inside` names the units around it, nearest first."""
    place = one.candidate.place
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "inside": list(one.path),
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "where_prec": place.precision,
        "geo_precision": acled_geo_precision(place),
        "belief": one.candidate.score,
        "km": _km(place, asked.near),
        "source": one.source,
        "layer": one.layer,
        "reason": one.candidate.reason,
    }


def _cells(one: FoundPlace, asked: Asked) -> tuple[str, ...]:
    return tuple(flat.cell(value) for value in as_json(one, asked).values())


def table(found: Sequence[FoundPlace], view: Screen, asked: Asked) -> Table:
    """One row per place; on a narrow screen the reasons stand under the place."""
    wide = view.width >= NARROW
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    grid.add_column("BELIEF", width=6, justify="right")
    grid.add_column("PLACE", ratio=4, overflow="fold")
    grid.add_column("KIND", width=8)
    grid.add_column("LAT, LON", width=20)
    if wide:
        grid.add_column("WHY", ratio=5, overflow="fold")
    for one in found:
        place, why = one.candidate.place, _why(one, asked)
        name = Text.assemble((words.clean(place.name), "bold"), "\n", _around(one), ("\n" + place.id, "dim"))
        where = Text.assemble(_point_text(place), ("\n" + _extent(place), "dim"))
        name.append("" if wide else f"\n{why}", style="dim")
        grid.add_row(f"{one.candidate.score:.2f}", name, place.kind, where, *((Text(why),) if wide else ()))
    return grid


def _around(one: FoundPlace) -> str:
    """The units around a place and its country: "Aleppo, Syria"."""
    named = [*one.path, land(one.candidate.place.country)]
    return ", ".join(dict.fromkeys(words.clean(name) for name in named if name)) or "no single country"


def _point_text(place: Place) -> str:
    return "not located" if place.lat is None or place.lon is None else f"{place.lat:.4f}, {place.lon:.4f}"


def _extent(place: Place) -> str:
    return f"± {place.radius_km:g} km\nUCDP {place.precision}: {PRECISION.get(place.precision, '')}"


def _why(one: FoundPlace, asked: Asked) -> str:
    """The reasons of the ranking; what is near is said with its distance and direction."""
    place, reason = one.candidate.place, one.candidate.reason
    km = _km(place, asked.near)
    if km is not None and asked.near and place.lat is not None and place.lon is not None:
        course = compass(asked.near, (place.lat, place.lon))
        parts = [part for part in reason.split("; ") if "from a place settled before" not in part]
        spot = asked.label or "the point"
        reason = "; ".join((*parts, f"{km:.0f} km {course} of {spot}" if km >= 1 else f"at {spot}"))
    return reason + ("" if one.layer in ("shipped", "own") else f"; layer {one.layer}")


def _km(place: Place, near: Point | None) -> float | None:
    if near is None or place.lat is None or place.lon is None:
        return None
    return round(distance_km(near, (place.lat, place.lon)), 1)


def _label(place: Place) -> str:
    return ", ".join(part for part in (words.clean(place.name), land(place.country)) if part)


def _footer(view: Screen, asked: Asked, shown: int, found: int) -> None:
    near = f" near {asked.label} ({asked.near[0]:.4f}, {asked.near[1]:.4f})" if asked.near and asked.label else ""
    more = f" of {found} (--limit 0 shows all)" if shown < found else ""
    view.say(f"{words.count(shown, 'place')}{more}{near}", style="dim")
    if not found:
        sound = "" if asked.country else " With --country, spellings that sound alike are looked for too."
        view.say(
            f"No place that is known is called {words.quoted(asked.name[:80])}.{sound} Villages of a country come with "
            "casus gazetteer install geonames, places of your own with casus gazetteer add FILE.",
            style="dim",
        )
