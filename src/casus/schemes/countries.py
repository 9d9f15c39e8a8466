"""The codes that a country has in the systems of the field; "" where the sources give none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from casus.resources.load import read_tsv, resource

COLUMNS: Final = ("iso3", "iso2", "name", "numeric", "fips", "cow", "cowc", "gw")


@dataclass(frozen=True, slots=True)
class Country:
    """
    A country or territory in seven systems.

    ISO 3166-1 alpha-3, alpha-2 and numeric (three digits), English short name, FIPS 10-4, Correlates of War number and
    letters, Gleditsch and Ward number. All are of today: a state that is gone has none.
    """

    iso3: str = ""
    iso2: str = ""
    name: str = ""
    numeric: str = ""
    fips: str = ""
    cow: str = ""
    cowc: str = ""
    gw: str = ""

    @property
    def ucdp_region(self) -> str:
        """The region that UCDP puts a Gleditsch and Ward number in (UCDP/PRIO codebook: ranges of numbers)."""
        number = int(self.gw) if self.gw else 0
        return next((name for first, last, name in UCDP_REGIONS if first <= number <= last), "")


UCDP_REGIONS: Final = (
    *((2, 199, "Americas"), (200, 399, "Europe"), (400, 626, "Africa")),
    *((630, 698, "Middle East"), (700, 990, "Asia")),
)
"""First and last Gleditsch and Ward number of each region."""

UNKNOWN: Final = Country()


def country(iso3: str | None) -> Country:
    """The country with an ISO alpha-3 code; `UNKNOWN`, all fields empty, for None and for codes that are in no list."""
    return _countries().get(iso3 or "", UNKNOWN)


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    return {row[0]: Country(*row) for row in read_tsv(resource("schemes", "countries.tsv"), COLUMNS)}
