"""
Compiled places: one folder per layer, read where it lies on disk.

    manifest.json   counts, code lists (countries, kinds, sources), inputs with their digests, SHA-256 of the other
    files places.bin      one 28-byte record per place
    names.txt       UTF-8 lines: name, and an id after a tab where it is not a GeoNames number
    names.key       key table: folded name -> places, most likely first
    sounds.key      key table: country + consonant skeleton -> places

The gazetteer that casus ships and what a user adds have the same form, so one reader serves both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import Final, NamedTuple

from casus.errors import ResourceError
from casus.gazetteers.keytable import KeyTable, map_file
from casus.gazetteers.manifest import Manifest, manifest_digest, read_manifest
from casus.model.where import Place

RECORD: Final = Struct("<iiIIIHBBBBBx")
"""Latitude, longitude (1e-5 degrees), name offset, GeoNames number, parent + 1, radius (100 m), country, kind,
source, prior, precision.
"""
NOWHERE: Final = 2**31 - 1
SCALE: Final = 100_000
ALTERNATE: Final = 2**31
"""Added to a place's number in the key table where the key is a name in another language, an old or a rare one."""

REMEMBERED: Final = 8192
"""Places and records kept in memory after their first use, about 3 MB at most."""


class Record(NamedTuple):
    """What ranking needs of one place, straight from its record. `lat` and `lon` are NaN where unknown."""

    lat: float
    lon: float
    country: str
    kind: str
    source: str
    prior: float
    precision: int
    radius_km: float
    parent: int


class PlaceFile:
    """One layer of compiled places. Only reads, so threads may share it."""

    __slots__ = ("_names", "_records", "_sounds", "_text", "digest", "folder", "manifest", "place", "record")

    manifest: Manifest
    digest: str
    """SHA-256 of the manifest, which holds the digests of the other files."""
    place: Callable[[int], Place]
    """The place with that number, as the rest of casus sees it."""
    record: Callable[[int], Record]
    """The facts of a place without its names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        self.digest = manifest_digest(folder)
        # Reports name the same places again and again; both are frozen, so they can be shared.
        self.place = lru_cache(maxsize=REMEMBERED)(self._place)
        self.record = lru_cache(maxsize=REMEMBERED)(self._record)
        self._records = map_file(folder / "places.bin")
        self._text = map_file(folder / "names.txt")
        self._names = KeyTable(folder / "names.key")
        self._sounds = KeyTable(folder / "sounds.key")
        if len(self._records) != self.manifest.places * RECORD.size:
            raise ResourceError(
                f"{len(self._records)} bytes",
                where=str(folder / "places.bin"),
                expected=f"{self.manifest.places} records of {RECORD.size} bytes",
                remedy="compile or install it again",
            )

    def named(self, key: str) -> tuple[int, ...]:
        """Places whose folded name is `key`, most likely first; `ALTERNATE` is added where it is not a main name."""
        return self._names.get(key)

    def prior(self, key: str) -> float:
        """The prior (0..1) of the likeliest place whose folded name is `key`; 0 for an unknown name."""
        found = self._names.get(key)
        return max(self._unpack(found[0] % ALTERNATE)[9] / 255, 0.01) if found else 0.0

    def sounding(self, country: str, consonants: str) -> tuple[int, ...]:
        """Places of a country (ISO alpha-3) with that consonant skeleton, most likely first."""
        return self._sounds.get(f"{country} {consonants}")

    def _record(self, index: int) -> Record:
        lat, lon, _, _, parent, radius, country, kind, source, prior, precision = self._unpack(index)
        return Record(
            lat=math.nan if lat == NOWHERE else lat / SCALE,
            lon=math.nan if lon == NOWHERE else lon / SCALE,
            country=self.manifest.countries[country],
            kind=self.manifest.kinds[kind],
            source=self.manifest.sources[source],
            prior=prior / 255,
            precision=precision,
            radius_km=radius / 10,
            parent=parent - 1,
        )

    def _place(self, index: int) -> Place:
        lat, lon, offset, number, _, radius, country, kind, _, _, precision = self._unpack(index)
        name, _, given = self._line(offset).partition("\t")
        return Place(
            id=given or f"gn:{number}",
            name=name,
            lat=None if lat == NOWHERE else lat / SCALE,
            lon=None if lon == NOWHERE else lon / SCALE,
            country=self.manifest.countries[country] or None,
            admin1=self._admin1(index),
            kind=self.manifest.kinds[kind],
            precision=precision,
            radius_km=radius / 10,
        )

    def path(self, index: int) -> Iterator[int]:
        """The places around a place, nearest first: admin2 where known, admin1."""
        parent = self.record(index).parent
        while parent >= 0:
            yield parent
            parent = self.record(parent).parent

    def name(self, index: int) -> str:
        """The main name of a place."""
        return self._line(self._unpack(index)[2]).partition("\t")[0]

    def _admin1(self, index: int) -> str | None:
        if self.record(index).kind == "admin1":
            return self.name(index)
        return next((self.name(i) for i in self.path(index) if self.record(i).kind == "admin1"), None)

    def _unpack(self, index: int) -> tuple[int, ...]:
        return RECORD.unpack_from(self._records, index * RECORD.size)

    def _line(self, offset: int) -> str:
        return self._text[offset : self._text.find(b"\n", offset)].decode()
