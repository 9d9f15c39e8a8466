"""Write a layer of compiled places: what `placefile` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casus.gazetteers.fold import fold, skeleton, without_articles
from casus.gazetteers.keytable import write_keytable
from casus.gazetteers.manifest import FILES, FORMAT, Manifest, file_digest, manifest_bytes
from casus.gazetteers.placefile import ALTERNATE, NOWHERE, RECORD, SCALE

MOST_PER_KEY: Final = 400
"""Places kept under one key: the most common name, "San Antonio", stands for 300 places."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place on its way into a layer.

    `id` is as in `Place` ("gn:163843", "icao:OSDI"), `parent` the index of the row that it lies in (its admin2 or
    admin1), `prior` how likely it is meant (0..1), `sounds` whether it may also be found by its consonants.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    country: str
    kind: str
    source: str
    radius_km: float = 1.0
    prior: float = 0.3
    precision: int = 1
    parent: int | None = None
    alternates: tuple[str, ...] = ()
    sounds: bool = False


def write_places(folder: Path, rows: Sequence[PlaceRow], *, inputs: Mapping[str, str]) -> Manifest:
    """Write the layer and return its manifest. The bytes depend on rows and inputs alone."""
    folder.mkdir(parents=True, exist_ok=True)
    codes = _Codes.of(rows)
    offsets, text = _names(rows)
    (folder / "names.txt").write_bytes(text)
    (folder / "places.bin").write_bytes(b"".join(_record(r, o, codes) for r, o in zip(rows, offsets, strict=True)))
    named, sounding = _keys(rows)
    write_keytable(folder / "names.key", _ranked(named, rows))
    write_keytable(folder / "sounds.key", _ranked(sounding, rows))
    manifest = Manifest(
        format=FORMAT,
        places=len(rows),
        names=len(named),
        countries=tuple(codes.countries),
        kinds=tuple(codes.kinds),
        sources=tuple(codes.sources),
        inputs=dict(sorted(inputs.items())),
        files={name: file_digest(folder / name) for name in FILES},
    )
    (folder / "manifest.json").write_bytes(manifest_bytes(manifest))
    return manifest


@dataclass(frozen=True, slots=True)
class _Codes:
    countries: dict[str, int]
    kinds: dict[str, int]
    sources: dict[str, int]

    @classmethod
    def of(cls, rows: Sequence[PlaceRow]) -> _Codes:
        def number(values: set[str]) -> dict[str, int]:
            return {value: n for n, value in enumerate(sorted(values))}

        return cls(number({r.country for r in rows}), number({r.kind for r in rows}), number({r.source for r in rows}))


def _record(row: PlaceRow, offset: int, codes: _Codes) -> bytes:
    known = row.lat is not None and row.lon is not None
    return RECORD.pack(
        round((row.lat or 0) * SCALE) if known else NOWHERE,
        round((row.lon or 0) * SCALE) if known else NOWHERE,
        offset,
        _number(row.id),
        0 if row.parent is None else row.parent + 1,
        min(round(row.radius_km * 10), 65535),
        codes.countries[row.country],
        codes.kinds[row.kind],
        codes.sources[row.source],
        min(max(round(row.prior * 255), 0), 255),
        row.precision,
    )


def _names(rows: Sequence[PlaceRow]) -> tuple[list[int], bytes]:
    offsets, lines, at = [], [], 0
    for row in rows:
        line = (row.name if _number(row.id) else f"{row.name}\t{row.id}").encode() + b"\n"
        offsets.append(at)
        lines.append(line)
        at += len(line)
    return offsets, b"".join(lines)


def _number(place_id: str) -> int:
    """The GeoNames number of an id like "gn:163843", 0 for other ids."""
    scheme, _, number = place_id.partition(":")
    return int(number) if scheme == "gn" and number.isdigit() else 0


def _keys(rows: Sequence[PlaceRow]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Key -> places, with `ALTERNATE` set where the key is not a main name; country and consonants -> places."""
    named: dict[str, list[int]] = {}
    sounding: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        main = set(_spellings(row.name))
        others = {key for name in row.alternates for key in _spellings(name)} - main
        for key in sorted(main):
            named.setdefault(key, []).append(index)
        for key in sorted(others):
            named.setdefault(key, []).append(index if _as_good(row) else index | ALTERNATE)
        for sound in sorted({skeleton(key) for key in main | others} - {""}) if row.sounds else ():
            sounding.setdefault(f"{row.country} {sound}", []).append(index)
    return named, sounding


def _as_good(row: PlaceRow) -> bool:
    """Whether alternate names are as good as the main one: of transliterated names each spelling is, and of countries
    and provinces.
    """
    return row.sounds or row.kind in ("country", "admin1", "admin2") or not row.source.startswith("geonames")


def _spellings(name: str) -> Iterator[str]:
    key = fold(name)
    if key:
        yield key
        yield without_articles(key)


def _ranked(entries: Mapping[str, Sequence[int]], rows: Sequence[PlaceRow]) -> dict[str, list[int]]:
    return {
        key: sorted(found, key=lambda i: (i >= ALTERNATE, -rows[i % ALTERNATE].prior, i))[:MOST_PER_KEY]
        for key, found in entries.items()
    }
