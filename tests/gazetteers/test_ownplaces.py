"""A user's own places on top of those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.errors import InputError
from casus.gazetteers.layers import open_layers
from casus.gazetteers.ownplaces import read_places
from casus.resources.load import resource

HEADER = "name\tlat\tlon\tcountry\tkind\tradius_km\tinside\talternates\n"


def written(folder: Path, *rows: str) -> Path:
    """A file of places."""
    path = folder / "places.tsv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_own_places_are_found_by_all_their_names(tmp_path: Path) -> None:
    """The main name and an alternate in another script lead to the same place, in its province."""
    path = written(tmp_path, "Sel\t-30.4\t-20.8\tXTV\tadmin1", "Koravets\t-30.42\t-20.81\tXTV\ttown\t4\tSel\tКоравец")
    gazetteer = open_layers(None, own=path)
    best = [gazetteer.lookup(name)[0].place for name in ("Koravets", "Коравец")]

    assert best[0] == best[1]
    assert (best[0].lat, best[0].country, best[0].admin1, best[0].radius_km) == (-30.42, "XTV", "Sel", 4.0)


def test_what_ships_is_still_there(tmp_path: Path) -> None:
    """Own places come on top; the others are not hidden. The digest tells the two apart."""
    with_own = open_layers(None, own=written(tmp_path, "Koravets\t-30.42\t-20.81"))

    assert with_own.lookup("Damascus")[0].place.country == "SYR"
    assert with_own.digest != open_layers(None).digest


@pytest.mark.parametrize(
    ("row", "found"),
    [
        pytest.param("Koravets\t-91\t20", "lat '-91'", id="latitude"),
        pytest.param("Koravets\t10\teast", "lon 'east'", id="no-number"),
        pytest.param("Koravets\t10\tnan", "lon 'nan'", id="nan"),
        pytest.param("Koravets\t10\t20\tTarvenia", "country 'Tarvenia'", id="country"),
        pytest.param("Koravets\t10\t20\tXTV\thamlet", "kind 'hamlet'", id="kind"),
        pytest.param("Koravets\t10\t20\tXTV\ttown\t4\tNowhere", "inside 'Nowhere'", id="inside"),
        pytest.param("?!\t10\t20", "name '?!'", id="name"),
        pytest.param(f"{'K' * 10_000}\t10\t20", "name 'KKK", id="long"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, row: str, found: str) -> None:
    """The error says where, what was found and what was expected; no place is silently wrong."""
    with pytest.raises(InputError) as caught:
        read_places(written(tmp_path, "Lisk\t10\t20", row))

    assert found in caught.value.found
    assert caught.value.where.endswith("places.tsv:3")


@pytest.mark.parametrize("text", ["", "Koravets,10,20\n", "name\tlatitude\tlongitude\n"])
def test_a_file_without_the_header_is_refused(tmp_path: Path, text: str) -> None:
    """The columns are named in the message."""
    path = tmp_path / "places.tsv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match="radius_km"):
        read_places(path)


def test_the_places_of_the_example_reports_lie_in_the_open_sea() -> None:
    """The invented country has its own code and no known place within 100 km."""
    rows = read_places(resource("examples", "places.tsv"))

    assert {row.country for row in rows} == {"XTV", "XOR"}
    assert all(-33 < (row.lat or 0) < -28 and -22 < (row.lon or 0) < -19 for row in rows)
