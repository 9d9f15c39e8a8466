"""Distances, bearings and precision codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model.geometry import BEARINGS, acled_geo_precision, distance_km, midpoint, offset
from casus.model.where import Place

POINTS = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


def test_known_distance() -> None:
    """Damascus and Aleppo lie about 310 km apart."""
    assert distance_km((33.5102, 36.2913), (36.2012, 37.1612)) == pytest.approx(310, abs=3)


@settings(deadline=None)
@given(POINTS, st.sampled_from(sorted(BEARINGS.values())), st.floats(0.1, 500))
def test_an_offset_lies_as_far_as_said(start: tuple[float, float], bearing: float, km: float) -> None:
    """The point reached lies at the distance asked for."""
    assert distance_km(start, offset(start, bearing=bearing, km=km)) == pytest.approx(km, rel=1e-3, abs=1e-3)


def test_north_is_up() -> None:
    """111 km to the north is about one degree of latitude and none of longitude."""
    assert offset((34.0, 36.0), bearing=BEARINGS["north"], km=111.2) == pytest.approx((35.0, 36.0), abs=0.01)


@settings(deadline=None)
@given(POINTS, POINTS)
def test_the_midpoint_is_as_far_from_both(a: tuple[float, float], b: tuple[float, float]) -> None:
    """Both halves have the same length."""
    middle = midpoint(a, b)

    assert distance_km(a, middle) == pytest.approx(distance_km(middle, b), abs=0.1)


def test_the_midpoint_crosses_the_date_line() -> None:
    """Between 179° east and 179° west lies 180°, not Greenwich."""
    assert abs(midpoint((0.0, 179.0), (0.0, -179.0))[1]) == pytest.approx(180.0)


@pytest.mark.parametrize(("where_prec", "geo_precision"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 3), (7, 3)])
def test_acled_precision_follows_ucdp(where_prec: int, geo_precision: int) -> None:
    """Named towns are 1, surroundings and districts 2, everything larger 3."""
    place = Place("t:a", "A", 1.0, 1.0, "XAA", None, "town", where_prec, 1.0)

    assert acled_geo_precision(place) == geo_precision
