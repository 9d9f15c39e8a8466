"""`casus gazetteer`: the layers of places that are read, and more of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from casus.cli import flat, words
from casus.cli.console import Screen, screen
from casus.cli.guard import OK, SOME_INPUT, Debug, guarded
from casus.cli.lands import countries, land
from casus.cli.options import Json
from casus.cli.usage import add as register
from casus.cli.usage import group
from casus.errors import InputError

if TYPE_CHECKING:
    from casus.gazetteers.extend import Installed
    from casus.gazetteers.layers import Layer


class Source(StrEnum):
    """Published files that `casus gazetteer install` reads."""

    GEONAMES = "geonames"
    UCDP_GED = "ucdp-ged"


What = Annotated[
    Source,
    typer.Argument(metavar="geonames|ucdp-ged", help="Whose file it is.", show_default=False),
]
Downloaded = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The file as it was published, zipped or not.", show_default=False)
]
Wanted = Annotated[
    str,
    typer.Option(
        "--country",
        metavar="CODE,…",
        help="For GeoNames: only these countries, as SY,IQ.",
        show_default=False,
    ),
]
OwnFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Tab-separated, CSV, or GeoJSON points, in UTF-8.", show_default=False),
]
LayerName = Annotated[
    str, typer.Argument(metavar="LAYER", help="Name of the layer, as casus gazetteer lists it.", show_default=False)
]
SAFE: Final = "What was there before is untouched; the new layer is not installed."
DIGEST: Final = 16
"""Digits of a digest on screen, as in casus show; machines get all of them."""

HEADER: Final = ("layer", "places", "names", "countries", "origin", "digest", "state", "folder")

WHERE: Final = {
    Source.GEONAMES: "GeoNames publishes a zip per country (SY.zip) and one of all (allCountries.zip) on its site, as "
    "“Free Gazetteer Data” in the folder export/dump",
    Source.UCDP_GED: "the Uppsala Conflict Data Program publishes the Georeferenced Event Dataset as a zipped CSV file "
    "in its download center",
}

app = group(
    """List the layers of places that are read, or add to them.

    Layers are yours, for all projects; places of one project stand in a file that its casus.toml names.

    [dim]$[/dim] casus gazetteer
    [dim]$[/dim] casus gazetteer install geonames SY.zip
    [dim]$[/dim] casus gazetteer add villages.tsv
    """,
    no_args_is_help=False,
)


@app.callback(invoke_without_command=True)
def gazetteer(context: typer.Context, json: Json = False, debug: Debug = False) -> None:
    """List the layers where no other command is named."""
    if context.invoked_subcommand is None:
        guarded(listing)(json=json, debug=debug)


def listing(json: Json = False) -> int:
    """List the layers; exit code 1 if one is damaged."""
    from casus.gazetteers.layers import installed, layers_folder, shipped

    view, folder = screen(), layers_folder()
    found = (shipped(), *installed(folder))
    if json or not view.watched:
        view.data()
    if json:
        view.write("".join(flat.json_line(as_json(layer)) for layer in found))
    elif view.watched:
        view.show(table(found))
    else:
        view.write("".join(map(flat.tab_line, (HEADER, *map(_cells, found)))))
    _said(view, found, folder)
    return SOME_INPUT if any(layer.damage for layer in found) else OK


def install(what: What, file: Downloaded = None, country: Wanted = "") -> int:
    """Install the places of a published file, downloaded before: casus fetches nothing from the network.

    [dim]$[/dim] casus gazetteer install geonames SY.zip
    [dim]$[/dim] casus gazetteer install geonames allCountries.zip --country SY,IQ
    [dim]$[/dim] casus gazetteer install ucdp-ged GEDEvent_v24_1.csv
    """
    from casus.gazetteers.extend import install_geonames, install_ucdp
    from casus.gazetteers.layers import place_for_layers

    wanted, folder, view = countries(country), place_for_layers(), screen()
    if file is None:
        raise InputError(
            "no file is given, and casus fetches nothing from the network",
            remedy=f"{WHERE[what]}; download it, then: casus gazetteer install {what} FILE",
        )
    if wanted and what is Source.UCDP_GED:
        raise InputError("--country is for GeoNames alone", remedy="leave it out: the file is installed whole")
    with view.err.status("reading the places …"):
        done = (
            install_geonames(file, folder, countries=wanted)
            if what is Source.GEONAMES
            else (install_ucdp(file, folder),)
        )
    told(view, done, folder)
    return OK


def add(file: OwnFile) -> int:
    """Add a file of your own places.

    Columns: name, lat, lon, and as you like country, kind, radius_km, inside, alternates.

    [dim]$[/dim] casus gazetteer add villages.tsv
    [dim]$[/dim] casus gazetteer add camps.geojson
    """
    from casus.gazetteers.extend import add_places
    from casus.gazetteers.layers import place_for_layers

    folder = place_for_layers()
    told(screen(), (add_places(file, folder),), folder)
    return OK


def remove(layer: LayerName) -> int:
    """Take a layer away.

    [dim]$[/dim] casus gazetteer remove geonames-sy
    """
    from casus.gazetteers.layers import place_for_layers, remove_layer

    remove_layer(layer, place_for_layers())
    screen().say(f"Layer {words.clean(layer)} is taken away.")
    return OK


def told(view: Screen, done: Sequence[Installed], folder: Path) -> None:
    """Say what was installed, and where it lies."""
    for one in done:
        lands = [land(code) for code in one.manifest.countries if code]
        where = f" in {', '.join(lands)}" if 0 < len(lands) <= 3 else f" in {len(lands)} countries" if lands else ""
        how = "replaces the layer" if one.replaced else "installed as layer"
        view.say(f"{words.count(one.manifest.places, 'place')}{where}: {how} {one.name}.")
    view.say(f"Every engine reads it from now on. It lies in {folder}", style="dim")


def as_json(layer: Layer) -> dict[str, object]:
    """One layer as plain values; `inputs` are the files it was made from, with their SHA-256."""
    known = layer.manifest
    return {
        "layer": layer.name,
        "places": known.places if known else None,
        "names": known.names if known else None,
        "countries": [code for code in known.countries if code] if known else [],
        "sources": list(known.sources) if known else [],
        "inputs": known.inputs if known else {},
        "digest": layer.digest or None,
        "damage": layer.damage or None,
        "folder": str(layer.folder),
    }


def _cells(layer: Layer) -> tuple[str, ...]:
    row = as_json(layer)
    numbers = (flat.cell(row["places"]), flat.cell(row["names"]), _lands(layer))
    return (layer.name, *numbers, _origin(layer), layer.digest, layer.damage or "ok", str(layer.folder))


def table(found: Sequence[Layer]) -> Table:
    """One row per layer; damaged ones say so."""
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("LAYER", overflow="fold")
    grid.add_column("PLACES", justify="right", no_wrap=True)
    grid.add_column("IN", overflow="fold")
    grid.add_column("MADE FROM", overflow="fold")
    grid.add_column("SHA-256", width=DIGEST)
    for layer in found:
        name, known = Text(layer.name, style="bold"), layer.manifest
        if layer.damage:
            name.append("\ndamaged", style="red")
        counts = (f"{known.places:,}" if known else "", _lands(layer))
        grid.add_row(name, *counts, _origin(layer), Text(layer.digest[:DIGEST], style="dim"))
    return grid


def _lands(layer: Layer) -> str:
    codes = [code for code in layer.manifest.countries if code] if layer.manifest else []
    return land(codes[0]) if len(codes) == 1 else f"{len(codes)} countries" if codes else ""


def _origin(layer: Layer) -> str:
    """The files a layer was made from; of the one that ships, the data sets."""
    if layer.manifest is None:
        return ""
    if layer.name == "shipped":
        sets = {part for source in layer.manifest.sources for part in source.split("+") if " " not in part}
        return ", ".join(sorted(sets))
    return ", ".join(map(words.clean, layer.manifest.inputs))


def _said(view: Screen, found: Sequence[Layer], folder: Path | None) -> None:
    """Where installed layers lie, and what to do about damaged ones."""
    if folder is None:
        view.say("You have no home folder to keep layers in; name one with the variable CASUS_DATA.", style="dim")
        return
    own = len(found) - 1
    view.say(f"{words.count(own, 'installed layer')} in {folder}" if own else f"Layers go to {folder}", style="dim")
    for layer in found[1:]:
        if layer.damage:
            view.say(
                f"{layer.name} is damaged ({layer.damage}). Install it again, or take it away: casus gazetteer remove "
                f"{layer.name}",
                style="yellow",
            )


register(app, "install", install, safe=SAFE)
register(app, "add", add, safe=SAFE)
register(app, "remove", remove)
