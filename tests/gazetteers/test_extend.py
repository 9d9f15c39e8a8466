"""Places that a user adds."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from casus.errors import InputError
from casus.gazetteers.extend import add_places, install_geonames, install_ucdp
from casus.gazetteers.places import open_places
from casus.protocols import PlaceContext

TSV = "name\tlat\tlon\tcountry\tkind\tradius_km\talternates\nQarvenet\t35.1\t38.2\tSYR\tvillage\t2\tQarfenet;كرفنت\n"


def _geonames_line(
    number: str, name: str, feature: str, *, lat: str = "35.5", admin1: str = "11", population: str = "0"
) -> str:
    first, code = feature.split(".")
    cells = [
        number,
        name,
        name,
        f"{name}eh,قرية",
        lat,
        "38.5",
        first,
        code,
        "SY",
        "",
        admin1,
        "",
        "",
        "",
        population,
        "",
        "",
        "",
        "",
    ]
    return "\t".join(cells)


def _zip(folder: Path, *lines: str) -> Path:
    path = folder / "SY.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", "\n".join(lines) + "\n")
    return path


def test_added_places_are_found(tmp_path: Path) -> None:
    """A place from a user's file is found by all its names, with its coordinates."""
    (tmp_path / "mine.tsv").write_text(TSV, encoding="utf-8")
    count = add_places(tmp_path / "mine.tsv", tmp_path / "data")
    found = open_places(tmp_path / "data").lookup("كرفنت", PlaceContext())

    assert count.manifest.places == 1
    assert (found[0].place.name, found[0].place.lat, found[0].place.radius_km) == ("Qarvenet", 35.1, 2.0)


def test_csv_and_geojson_say_the_same(tmp_path: Path) -> None:
    """The same place as CSV and as GeoJSON gives the same answer."""
    (tmp_path / "a.csv").write_text(
        'name,lat,lon,country,kind\n"Qarvenet, Upper",35.1,38.2,SYR,village\n', encoding="utf-8"
    )
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [38.2, 35.1]},
        "properties": {"name": "Qarvenet, Upper", "country": "SYR", "kind": "village", "note": "surplus"},
    }
    (tmp_path / "b.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
    )
    add_places(tmp_path / "a.csv", tmp_path / "one")
    add_places(tmp_path / "b.geojson", tmp_path / "two")
    places = [open_places(tmp_path / n).lookup("Qarvenet, Upper", PlaceContext())[0].place for n in ("one", "two")]

    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("x.tsv", TSV.replace("35.1", "135.1"), r"x\.tsv:2: lat '135.1'.*-90 to 90"),
        ("x.csv", "name,lat,lon\nA,1,1\nBet,7,-190\n", r"x\.csv:3: lon '-190'"),
        ("x.csv", "name,lat,lon\nA,1,1,9\n", r"x\.csv:2: more cells"),
        ("x.csv", "title,lat,lon\nA,1,1\n", r"x\.csv:1: the header lacks name"),
        ("x.csv", "name,lat,lon,size\nA,1,1,2\n", r"x\.csv:1: the header does not know size"),
        ("x.csv", "name,lat,lon\n", "no places"),
        ("x.geojson", "{}", "no features"),
        ("x.geojson", "{", "cannot be read"),
        ("x.geojson", '{"features": [{"geometry": null, "properties": {"name": "A"}}]}', "feature 1: no named point"),
        (
            "x.geojson",
            '{"features": [{"geometry": {"type": "Point", "coordinates": [200, 1]}, "properties": {"name": "A"}}]}',
            ":1: lon",
        ),
    ],
)
def test_bad_files_are_refused_with_their_line(tmp_path: Path, file: str, text: str, said: str) -> None:
    """Errors name the file, the line, what is wrong and what is wanted; nothing is written."""
    (tmp_path / file).write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=said):
        add_places(tmp_path / file, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_country_of_geonames_can_be_installed(tmp_path: Path) -> None:
    """Villages of a country zip are found, with their province; wells are left out; a second install changes
    nothing.
    """
    lines = (
        _geonames_line("900001", "Qarvenet", "P.PPL"),
        _geonames_line("900002", "Sefra Governorate", "A.ADM1"),
        _geonames_line("900003", "Bir Qarvenet", "H.WLL"),
    )
    layers = [install_geonames(_zip(tmp_path, *lines), tmp_path / "data")[0] for _ in range(2)]
    gazetteer = open_places(tmp_path / "data")
    place = gazetteer.lookup("Qarvenet", PlaceContext())[0].place

    assert [(layer.manifest.places, layer.replaced) for layer in layers] == [(2, False), (2, True)]
    assert (place.id, place.admin1, place.country) == ("gn:900001", "Sefra Governorate", "SYR")
    assert len(gazetteer.layers) == 2


def test_a_place_in_two_layers_is_one_candidate(tmp_path: Path) -> None:
    """Installing a country does not split the belief in places that casus ships."""
    shipped = open_places().lookup("Damascus", PlaceContext())
    damascus = shipped[0].place
    line = _geonames_line("170654", "Damascus", "P.PPLC", lat=str(damascus.lat), population="1569394").replace(
        "38.5", str(damascus.lon)
    )
    install_geonames(_zip(tmp_path, line), tmp_path / "data")
    found = open_places(tmp_path / "data").lookup("Damascus", PlaceContext())

    assert [c.place.id for c in found].count("gn:170654") == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["only\tfour\tcells\there"], "txt|:1: 4 columns"),
        (
            [_geonames_line("1", "A", "P.PPL"), _geonames_line("2", "B", "P.PPL", lat="95")],
            r"SY\.zip:2: coordinate '95'",
        ),
    ],
)
def test_a_damaged_country_file_is_refused(tmp_path: Path, lines: list[str], said: str) -> None:
    """The error names the line."""
    with pytest.raises(InputError, match=said):
        install_geonames(_zip(tmp_path, *lines), tmp_path / "data")


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    """A text that calls itself a zip is an error, not a crash."""
    (tmp_path / "SY.zip").write_text("hello", encoding="utf-8")

    with pytest.raises(InputError, match=r"SY\.zip"):
        install_geonames(tmp_path / "SY.zip", tmp_path / "data")


GED = "id,where_prec,where_coordinates,latitude,longitude,country\n"


def test_places_of_ged_can_be_installed(tmp_path: Path) -> None:
    """Named villages are kept with both their names, descriptions and provinces are not; countries get their code."""
    (tmp_path / "ged.csv").write_text(
        GED
        + "1,1,Qarvenet/Karfanat village,35.1,38.2,Syria\n"
        + "2,2,Qarvenet/Karfanat village,35.1,38.2,Syria\n"
        + "3,2,Road between Qarvenet and Homs,35.1,38.2,Syria\n"
        + "4,4,Homs governorate,35.1,38.2,Syria\n",
        encoding="utf-8",
    )
    count = install_ucdp(tmp_path / "ged.csv", tmp_path / "data")
    place = open_places(tmp_path / "data").lookup("Karfanat", PlaceContext())[0].place

    assert count.manifest.places == 1
    assert (place.name, place.country, place.kind, place.precision) == ("Qarvenet", "SYR", "village", 1)


def test_a_damaged_ged_file_is_refused(tmp_path: Path) -> None:
    """Coordinates out of range are an error with their line."""
    (tmp_path / "ged.csv").write_text(GED + "1,1,Qarvenet,98,38.2,Syria\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"ged\.csv:2: where_prec '1', latitude '98'"):
        install_ucdp(tmp_path / "ged.csv", tmp_path / "data")
