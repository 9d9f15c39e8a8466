"""A small gazetteer of made-up places for tests."""

from __future__ import annotations

from pathlib import Path

from casus.gazetteers.placefile import PlaceFile
from casus.gazetteers.places import CompiledPlaces
from casus.gazetteers.placewrite import PlaceRow, write_places

ROWS = (
    PlaceRow("t:ava", "Avaria", 35.0, 38.0, "XAA", "country", "test", radius_km=200, prior=1.0, precision=6),
    PlaceRow("t:bel", "Beloria", 34.0, 36.0, "XBB", "country", "test", radius_km=60, prior=1.0, precision=6),
    PlaceRow("t:tol/p", "Tolan", 35.5, 40.0, "XAA", "admin1", "test", radius_km=80, prior=0.7, precision=4, parent=0),
    PlaceRow(
        "t:tol", "Tolan", 35.33, 40.14, "XAA", "city", "test", radius_km=6, prior=0.8, parent=2, alternates=("Tulan",)
    ),
    PlaceRow("t:mir", "Mirsat", 35.4, 40.3, "XAA", "town", "test", radius_km=2, prior=0.5, parent=2),
    PlaceRow("t:mir2", "Mirsat", 50.0, 10.0, "XCC", "city", "test", radius_km=9, prior=0.75),
    PlaceRow(
        "t:qal", "Qal‘at al-Hosen", 34.9, 36.3, "XAA", "village", "test", prior=0.4, sounds=True, alternates=("قلعة",)
    ),
    PlaceRow("t:dre", "Dremal Air Base", 35.1, 37.0, "XAA", "airbase", "test", radius_km=3, prior=0.5),
    PlaceRow("t:riv", "Sefra", 35.0, 39.0, "", "river", "test", radius_km=300, prior=0.6, precision=5),
    PlaceRow(
        "t:bor",
        "Avaria–Beloria border",
        34.5,
        37.0,
        "",
        "area",
        "test",
        radius_km=90,
        prior=0.5,
        precision=5,
        alternates=("XAA-XBB border", "Avarian-Belorian border"),
    ),
    PlaceRow("gn:77", "Nowhere Village", None, None, "XAA", "village", "test", prior=0.2),
)


def small_gazetteer(folder: Path) -> CompiledPlaces:
    """The rows above, compiled into `folder`."""
    write_places(folder / "small", ROWS, inputs={"rows": "0"})
    return CompiledPlaces([PlaceFile(folder / "small")])
