"""
The layers of places that a user has installed, and where they lie.

    <data folder>/places/geonames-sy/     one folder per layer, see `placefile`
    <data folder>/places/added-villages/

The data folder is what the environment variable CASUS_DATA names, else where the platform keeps the data of a user's
programs. Nothing is made there by reading.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from casus.errors import InputError, ResourceError
from casus.gazetteers.manifest import Manifest, manifest_digest, read_manifest, verify
from casus.gazetteers.ownplaces import read_places
from casus.gazetteers.placefile import PlaceFile
from casus.gazetteers.places import SHIPPED, CompiledPlaces, shipped_folder
from casus.gazetteers.placewrite import write_places
from casus.resources.load import digest

VARIABLE: Final = "CASUS_DATA"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as it lies on disk. `manifest` is None and `damage` says why where it cannot be used."""

    name: str
    folder: Path
    manifest: Manifest | None
    digest: str
    damage: str = ""


def data_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Where a user's own data lies, whether it is there yet or not; None where the user has no home folder."""
    known = os.environ if environment is None else environment
    if known.get(VARIABLE):
        return Path(known[VARIABLE]).expanduser().absolute()
    given = Path(known.get("APPDATA" if sys.platform == "win32" else "XDG_DATA_HOME", ""))
    if given.is_absolute():  # the XDG specification has relative paths ignored
        return given / "casus"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / _KEPT.get(sys.platform, ".local/share") / "casus"


_KEPT: Final = {"darwin": "Library/Application Support", "win32": "AppData/Roaming"}


def layers_folder() -> Path | None:
    """Where a user's layers lie, whether there are any or not; None where the user has no home folder."""
    folder = data_folder()
    return folder / "places" if folder else None


def place_for_layers() -> Path:
    """Where layers are to be installed. Raises `InputError` where the user has no home folder."""
    folder = layers_folder()
    if folder is None:
        raise InputError(
            "you have no home folder to keep places in", remedy=f"name a folder with the variable {VARIABLE}"
        )
    return folder


def installed(folder: Path | None) -> tuple[Layer, ...]:
    """The layers in a folder by name, damaged ones included; each is read whole and held against its digests."""
    return tuple(_layer(path.name, path) for path in _folders(folder))


def shipped() -> Layer:
    """The layer that comes with casus."""
    return _layer(SHIPPED, shipped_folder())


def open_layers(folder: Path | None, *, own: Path | None = None) -> CompiledPlaces:
    """
    The shipped places with a user's layers, and on top of them a project's `own`: a tab-separated file, or a folder of
    layers.

    Raises `InputError`, naming file and line, for a file that cannot be used, and `ResourceError` for a damaged layer.
    """
    layers = [PlaceFile(shipped_folder()), *map(_opened, _folders(folder))]
    if own is not None and own.is_dir():
        layers += map(_opened, _folders(own))
    elif own is not None:
        layers.append(_compiled(own))
    return CompiledPlaces(layers)


def layer_digests(places: CompiledPlaces) -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of every layer on top of the shipped one."""
    return tuple((layer.folder.name, layer.digest) for layer in places.layers[1:])


def remove_layer(name: str, folder: Path) -> None:
    """Take a layer away. Raises `InputError` when there is none of that name."""
    known = {path.name: path for path in _folders(folder)}
    if name not in known:
        raise InputError(
            f"no layer {name!r}",
            where=str(folder),
            expected=f"one of {', '.join(known)}" if known else "an installed layer; there is none",
            remedy="casus gazetteer lists them",
        )
    with TemporaryDirectory(dir=folder.parent, prefix=".casus-") as away:
        shutil.move(known[name], away)


def _folders(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _opened(path: Path) -> PlaceFile:
    try:
        return PlaceFile(path)
    except ResourceError as error:
        raise ResourceError(
            error.found,
            where=error.where,
            expected=error.expected,
            remedy=f"install {path.name} again, or take it away: casus gazetteer remove {path.name}",
        ) from error


def _layer(name: str, path: Path) -> Layer:
    try:
        manifest, wrong = read_manifest(path), verify(path)
    except ResourceError as error:
        return Layer(name, path, None, "", error.found)
    damage = f"{', '.join(wrong)} not as compiled" if wrong else ""
    return Layer(name, path, manifest, manifest_digest(path), damage)


def _compiled(own: Path) -> PlaceFile:
    """A user's file, compiled for this process alone."""
    with TemporaryDirectory(prefix="casus-places-", ignore_cleanup_errors=True) as folder:
        write_places(Path(folder) / "own", read_places(own), inputs={own.name: digest(own)})
        return PlaceFile(Path(folder) / "own")
