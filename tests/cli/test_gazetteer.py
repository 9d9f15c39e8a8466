"""`casus gazetteer`: layers are listed, installed, read by the engines, and taken away."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from casus.cli.app import app
from casus.engine import build_engine
from casus.errors import ResourceError
from casus.gazetteers.layers import data_folder, installed, layers_folder, open_layers
from casus.project import open_project
from casus.settings import Settings

TSV = "name\tlat\tlon\tcountry\tkind\nQarvenet\t35.1\t38.2\tSYR\tvillage\nUpper Qarvenet\t35.2\t38.3\tSYR\tvillage\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, not yet made."""
    folder = tmp_path / "data"
    monkeypatch.setenv("CASUS_DATA", str(folder))
    return folder


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    """A file of two villages."""
    path = tmp_path / "villages.tsv"
    path.write_text(TSV, encoding="utf-8")
    return path


def ask(*arguments: str | Path, width: int | None = 100) -> Result:
    """`casus gazetteer …` on a screen of that width, or in a pipe."""
    environment = {"COLUMNS": str(width) if width else ""}
    return CliRunner().invoke(app, ["gazetteer", *map(str, arguments)], env=environment)


def geonames(path: Path, *places: tuple[str, str]) -> Path:
    """A zip as GeoNames makes it, with a village per (country, name)."""
    rows = []
    for number, (country, name) in enumerate(places, start=900_001):
        cells = [str(number), name, name, "", "35.5", "38.5", "P", "PPL", country, *[""] * 5, "0", *[""] * 4]
        rows.append("\t".join(cells))
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{path.stem}.txt", "\n".join(rows) + "\n")
    return path


def layers(data: Path) -> list[str]:
    """Names of what lies in the data folder."""
    return [path.name for path in (data / "places").glob("*")]


def test_what_ships_is_listed_with_where_others_go(data: Path) -> None:
    """Asking makes no folder."""
    result = ask()

    assert result.exit_code == 0
    assert "shipped" in result.stdout
    assert "".join(str(data / "places").split()) in "".join(result.stderr.split())
    assert not data.exists()


def test_an_added_file_is_a_layer_that_is_found(data: Path, villages: Path) -> None:
    """It is listed with its origin and digest, and its places are answers."""
    told = ask("add", villages)
    row = [json.loads(line) for line in ask("--json").stdout.splitlines()][1]
    page = CliRunner().invoke(app, ["places", "Qarvenet", "--json"]).stdout

    assert "2 places in Syria: installed as layer added-villages" in told.stderr
    assert (row["layer"], row["places"], list(row["inputs"]), row["damage"]) == (
        "added-villages",
        2,
        ["villages.tsv"],
        None,
    )
    assert json.loads(page.splitlines()[0])["layer"] == "added-villages"
    assert layers(data) == ["added-villages"]


def test_the_same_file_again_replaces_its_layer(data: Path, villages: Path) -> None:
    """There is one layer still, with the same digest."""
    ask("add", villages)
    before = installed(layers_folder())
    again = ask("add", villages)

    assert "replaces the layer added-villages" in again.stderr
    assert installed(layers_folder()) == before


def test_a_refused_file_leaves_what_was_there(data: Path, villages: Path) -> None:
    """File, line, what is wrong and what is wanted are said; the older layer stays whole."""
    ask("add", villages)
    before = installed(layers_folder())
    villages.write_text(TSV.replace("35.2", "135.2"), encoding="utf-8")
    result = ask("add", villages)

    assert result.exit_code == 1
    assert "villages.tsv:3: lat '135.2'; expected a number from -90 to 90" in " ".join(result.stderr.split())
    assert installed(layers_folder()) == before


def test_a_failure_to_write_leaves_what_was_there(data: Path, villages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full in the middle, the older layer stays whole and no rest is left behind."""
    ask("add", villages)
    before = installed(layers_folder())
    monkeypatch.setattr("casus.gazetteers.placewrite.write_keytable", _full)
    result = ask("add", villages)

    assert result.exit_code == 2
    assert "No space left" in " ".join(result.stderr.split())
    assert installed(layers_folder()) == before
    assert layers(data) == ["added-villages"]


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_countries_of_geonames_become_layers(data: Path, tmp_path: Path) -> None:
    """Of a file of many countries only those named are taken; without names the file is refused."""
    world = geonames(tmp_path / "allCountries.zip", ("SY", "Qarvenet"), ("IQ", "Darvaz"), ("FR", "Lignac"))
    refused = ask("install", "geonames", world)
    done = ask("install", "geonames", world, "--country", "SY,IRQ")

    assert refused.exit_code == 1
    assert "places of several countries (SYR, IRQ, …)" in " ".join(refused.stderr.split())
    assert done.exit_code == 0
    assert sorted(layers(data)) == ["geonames-iq", "geonames-sy"]


@pytest.mark.parametrize(
    ("country", "code", "said"),
    [("SY,IQ", 1, "no places of IRQ"), ("SY,ZZ", 2, "'ZZ' is no country"), ("", 0, "layer geonames-sy")],
)
def test_countries_that_are_not_there_are_refused(
    data: Path, tmp_path: Path, country: str, code: int, said: str
) -> None:
    """One country missing, and none is installed."""
    result = ask("install", "geonames", geonames(tmp_path / "SY.zip", ("SY", "Qarvenet")), "--country", country)

    assert result.exit_code == code
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert data.exists() == (code == 0)


@pytest.mark.parametrize("what", ["geonames", "ucdp-ged"])
def test_without_a_file_the_way_to_one_is_told(data: Path, what: str) -> None:
    """Nothing is fetched; who publishes it and what to do next is said in words."""
    result = ask("install", what)

    assert result.exit_code == 1
    assert "fetches nothing from the network" in " ".join(result.stderr.split())
    assert f"casus gazetteer install {what} FILE" in " ".join(result.stderr.split())


def test_zipped_ged_is_read(data: Path, tmp_path: Path) -> None:
    """The file is taken as it was published."""
    with ZipFile(tmp_path / "ged.zip", "w") as archive:
        archive.writestr(
            "GEDEvent.csv",
            "id,where_prec,where_coordinates,latitude,longitude,country\n1,1,Qarvenet village,35.1,38.2,Syria\n",
        )
    result = ask("install", "ucdp-ged", tmp_path / "ged.zip")

    assert result.exit_code == 0
    assert layers(data) == ["ucdp-ged"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00"])
@pytest.mark.parametrize("suffix", [".zip", ".csv"])
@pytest.mark.parametrize("what", ["geonames", "ucdp-ged"])
def test_what_is_no_such_file_is_refused(data: Path, tmp_path: Path, content: bytes, suffix: str, what: str) -> None:
    """Broken and empty files are named; nothing is made."""
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(content)
    result = ask("install", what, path)

    assert result.exit_code == 1
    assert path.name in "".join(result.stderr.split())
    assert not data.exists()


def test_a_line_end_inside_a_name_does_not_shift_the_others(data: Path, tmp_path: Path) -> None:
    """A quoted cell of a CSV file may hold one; two places of one name stay two."""
    path = tmp_path / "odd.csv"
    path.write_text('name,lat,lon\n"Qarvenet\nUpper",1,2\nDarvaz,3,4\nDarvaz,5,6\n', encoding="utf-8")
    ask("add", path)
    gazetteer = open_layers(layers_folder())

    assert gazetteer.lookup("Qarvenet Upper")[0].place.name == "Qarvenet Upper"
    assert {c.place.id for c in gazetteer.lookup("Darvaz") if c.place.id.startswith("own:")} == {
        "own:darvaz",
        "own:darvaz-2",
    }


def test_a_damaged_layer_is_told_and_can_be_taken_away(data: Path, villages: Path) -> None:
    """The list names it with exit code 1, reading stops with advice, and removing it helps."""
    ask("add", villages)
    (data / "places" / "added-villages" / "names.key").unlink()
    listed = ask()
    with pytest.raises(ResourceError, match="casus gazetteer remove added-villages"):
        open_layers(layers_folder())
    removed = ask("remove", "added-villages")

    assert (listed.exit_code, removed.exit_code) == (1, 0)
    assert "damaged" in listed.stdout
    assert open_layers(layers_folder()).lookup("Damascus")
    assert layers(data) == []


def test_no_layer_of_that_name_can_be_taken_away(data: Path, villages: Path) -> None:
    """Paths are no names: nothing outside the folder of layers is ever touched."""
    ask("add", villages)

    assert [ask("remove", name).exit_code for name in ("..", "../..", str(villages), "shipped", "")] == [1] * 5
    assert villages.exists()
    assert layers(data) == ["added-villages"]


def test_a_data_folder_that_cannot_be_is_explained(villages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder should be."""
    monkeypatch.setenv("CASUS_DATA", str(villages))
    result = ask("add", villages)

    assert result.exit_code == 2
    assert "CASUS_DATA" in result.stderr
    assert villages.read_text(encoding="utf-8") == TSV


def test_the_data_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The variable comes first, then the platform's own; a relative XDG_DATA_HOME is ignored."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert data_folder({"CASUS_DATA": str(tmp_path / "x")}) == tmp_path / "x"
    assert data_folder({"XDG_DATA_HOME": str(tmp_path / "xdg")}) == tmp_path / "xdg" / "casus"
    assert data_folder({"XDG_DATA_HOME": "xdg", "CASUS_DATA": ""}) == tmp_path / ".local" / "share" / "casus"
    monkeypatch.setattr("sys.platform", "darwin")
    assert data_folder({}) == tmp_path / "Library" / "Application Support" / "casus"


def test_without_a_home_reading_goes_on_and_installing_explains(
    villages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user without a home folder has no layers; adding one says what to set."""
    for name in ("CASUS_DATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", _homeless)

    assert open_layers(layers_folder()).layers[1:] == ()
    assert "CASUS_DATA" in ask("add", villages).stderr


def _homeless() -> Path:
    raise RuntimeError("no home")


def test_engines_read_layers_and_the_record_names_them(data: Path, villages: Path, tmp_path: Path) -> None:
    """A village of a layer and one of the project are both located, and the run keeps the digests of both."""
    ask("add", villages)
    war = tmp_path / "war"
    war.mkdir()
    (war / "mine.tsv").write_text("name\tlat\tlon\tcountry\nDarvaz Bridge\t35.4\t38.1\tSYR\n", encoding="utf-8")
    (war / "casus.toml").write_text('engine = "rules"\nplaces = "mine.tsv"\n', encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text(
        "Rebels attacked the village of Qarvenet on Monday. Soldiers shelled Darvaz Bridge on Tuesday.",
        encoding="utf-8",
    )
    added = CliRunner().invoke(app, ["add", str(war), str(report), "--published", "2016-03-03"])
    with open_project(war) as project:
        located = {place.place.id for claim in project.claims() for place in claim.places if place.place}
        digests = json.loads(project.runs()[0].digests)

    assert added.exit_code == 0
    assert located == {"own:qarvenet", "own:darvaz-bridge"}
    assert digests["places/added-villages"] == installed(layers_folder())[0].digest
    assert "places/own" in digests


def test_layers_change_the_digest_of_the_run(data: Path, villages: Path) -> None:
    """Readings made with and without a layer can be told apart."""
    before = dict(build_engine(Settings(engine="rules")).digests)["places"]
    ask("add", villages)

    assert dict(build_engine(Settings(engine="rules")).digests)["places"] != before
