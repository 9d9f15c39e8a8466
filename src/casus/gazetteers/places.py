"""
The gazetteer: names of places, in any spelling or script it knows, to ranked places.

`open_places()` opens what casus ships, memory-mapped; `open_places(folder)` also what a user has added there. Layers
added later are asked first for nothing: all layers answer, and the ranking decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from casus.gazetteers.fold import ARTICLES, bare, fold, skeleton, without_articles
from casus.gazetteers.placefile import ALTERNATE, PlaceFile, Record
from casus.gazetteers.rank import WEIGHTS, Container, Evidence, Weights, points, reason, shares
from casus.gazetteers.scan import scan_names
from casus.model.where import Place, PlaceCandidate
from casus.protocols import PlaceContext
from casus.resources.placedata import kind_words, place_odds

MOST: Final = 10
SHIPPED: Final = "shipped"
"""The name of the layer that comes with casus."""

LIKE: Final = 0.6
"""Least likeness of a name found by its consonants: "Muhassan" and "Muh Hasan" have 0.88, names that only share
consonants 0.3 to 0.5.
"""
_SOUND_COUNTRIES: Final = 3
_LEAST_COUNTRY_WEIGHT: Final = 0.3
"""A name is looked for by its consonants only in countries that are clearly in play."""


@dataclass(frozen=True, slots=True)
class _Hit:
    layer: int
    index: int
    bonus: float


_Rated = tuple[float, _Hit, Record]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A candidate as people want to see it: with the names of the units around it, nearest first, and the data behind
    it.
    """

    candidate: PlaceCandidate
    path: tuple[str, ...]
    source: str
    layer: str


class CompiledPlaces:
    """A `PlaceGazetteer` over compiled layers. Only reads, so threads may share it."""

    def __init__(self, layers: Iterable[PlaceFile], *, weights: Weights = WEIGHTS) -> None:
        self.layers = tuple(layers)
        self.weights = weights
        self._prior_of = lru_cache(maxsize=16384)(self._prior)
        self._container = lru_cache(maxsize=4096)(self._container_of)
        self._hits = lru_cache(maxsize=4096)(self._hits_of)
        self._digest = sha256("".join(layer.digest for layer in self.layers).encode()).hexdigest()

    def __reduce__(self) -> tuple[object, ...]:
        """Another process opens the same files again."""
        return (_reopened, (tuple(layer.folder for layer in self.layers), self.weights))

    @property
    def digest(self) -> str:
        """SHA-256 over the manifests of all layers, which hold the digests of their files."""
        return self._digest

    def lookup(self, name: str, context: PlaceContext = PlaceContext()) -> tuple[PlaceCandidate, ...]:  # noqa: B008 - frozen
        """What `name` may mean, best first, at most ten; empty for an unknown name.

        Kind words said with the name ("Idlib province", "city of Homs", "the Euphrates") are understood. A name that
        is not known in any spelling is looked for by its consonants, but only in countries of the context.
        """
        rated, evidence = self._rated(name, context)
        return tuple(self._candidate(*one, evidence) for one in self._believed(rated, most=MOST))

    def search(
        self, name: str, context: PlaceContext, *, keep: Callable[[Record], bool], most: int | None = None
    ) -> tuple[FoundPlace, ...]:
        """What `lookup` gives, for people: of all places of that name those that `keep` wants, shares among these."""
        rated, evidence = self._rated(name, context)
        wanted = [one for one in rated if keep(one[2])]
        return tuple(self._found(*one, evidence) for one in self._believed(wanted, most=most))

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Code point ranges of `text` that are names of known places, longest first match, left to right."""
        return scan_names(text, prior=self._prior_of, odds=place_odds())

    def _prior(self, name: str) -> float:
        """The prior of the likeliest place of that name, 0 when there is none."""
        key = fold(name)
        forms = {key, without_articles(key)} - {""}
        if "-" in name[:5]:  # "al-Bab" may be known as "Bab"; "Al Gore" is not from Gore
            forms.add(bare(key))
        return max((layer.prior(form) for form in forms for layer in self.layers), default=0.0)

    def _hits_of(self, key: str, stem: str) -> tuple[_Hit, ...]:
        """Places of that name; those with the kind word in their name first, then those of the bare name, then
        without the article.
        """
        found: dict[tuple[int, int], float] = {}
        for form, bonus in _forms(key, stem):
            self._collect(form, bonus, found)
        if not found:
            self._collect(bare(stem), 0.0, found)
        return tuple(_Hit(layer, index, bonus) for (layer, index), bonus in found.items())

    def _collect(self, form: str, bonus: float, found: dict[tuple[int, int], float]) -> None:
        for number, layer in enumerate(self.layers):
            for entry in layer.named(form):
                index = entry % ALTERNATE
                found.setdefault((number, index), bonus - self.weights.alternate * (entry != index))

    def _sounding(self, stem: str, context: PlaceContext) -> tuple[_Hit, ...]:
        """Places of the countries in play that sound like the name and are spelled much like it."""
        consonants = skeleton(stem)
        if not consonants:
            return ()
        likely = sorted(((w, c) for c, w in context.countries if w >= _LEAST_COUNTRY_WEIGHT), reverse=True)[
            :_SOUND_COUNTRIES
        ]
        return tuple(
            _Hit(number, index, -1.0)
            for _, country in likely
            for number, layer in enumerate(self.layers)
            for index in layer.sounding(country, consonants)
            if likeness(stem, fold(layer.name(index))) >= LIKE
        )

    def _containers(self, names: tuple[str, ...]) -> Iterator[Container]:
        for name in names:
            yield from self._container(name)

    def _container_of(self, name: str) -> tuple[Container, ...]:
        """What a container's name may mean: countries, admin units and regions before towns of that name."""
        stem, _ = split_kind(fold(name))
        records = [self.layers[hit.layer].record(hit.index) for hit in self._hits(fold(name), stem)]
        large = [r for r in records if r.kind in ("country", "admin1", "admin2", "region", "disputed")]
        return tuple(_as_container(r) for r in (large or records)[:8])

    def _rated(self, name: str, context: PlaceContext) -> tuple[list[_Rated], Evidence]:
        """All places of that name with their points, best first, and the evidence that gave them."""
        key = fold(name)
        stem, kinds = split_kind(key)
        if context.kind:
            kinds = kind_words().kinds(context.kind.lower()) or (context.kind.lower(),)
        hits = (self._hits(key, stem) or self._sounding(stem, context)) if key else ()
        evidence = Evidence.of(context, containers=self._containers(context.inside), kinds=kinds)
        return self._ranked(hits, evidence), evidence

    def _ranked(self, hits: tuple[_Hit, ...], evidence: Evidence) -> list[_Rated]:
        weights = self.weights
        rated = []
        for hit in hits:
            record = self.layers[hit.layer].record(hit.index)
            rated.append((points(record, evidence, weights=weights) + weights.exact * hit.bonus, hit, record))
        rated.sort(key=lambda r: (-r[0], r[1].layer, r[1].index))
        return _without_twins(rated) if len(self.layers) > 1 else rated

    def _believed(self, rated: list[_Rated], *, most: int | None) -> Iterator[tuple[_Rated, float]]:
        """The first `most`, each with its share of the belief in all of them."""
        believed = shares([r[0] for r in rated], sharpness=self.weights.sharpness)
        return zip(rated[:most], believed, strict=False)

    def _candidate(self, rated: _Rated, share: float, evidence: Evidence) -> PlaceCandidate:
        _, hit, record = rated
        return PlaceCandidate(self._place(hit), round(share, 4), reason(record, evidence))

    def _found(self, rated: _Rated, share: float, evidence: Evidence) -> FoundPlace:
        _, hit, record = rated
        layer = self.layers[hit.layer]
        path = tuple(layer.name(index) for index in layer.path(hit.index))
        name = layer.folder.name if hit.layer else SHIPPED
        return FoundPlace(self._candidate(rated, share, evidence), path, record.source, name)

    def _place(self, hit: _Hit) -> Place:
        return self.layers[hit.layer].place(hit.index)


def open_places(extra: Path | None = None, *, base: Path | None = None) -> CompiledPlaces:
    """Open the shipped gazetteer and every layer in the folder `extra`. Raises `ResourceError` for a damaged one.

    `base` stands in for the shipped data (used to measure a gazetteer compiled without some source).
    """
    folders = [base or shipped_folder()]
    if extra is not None and extra.is_dir():
        folders += sorted(manifest.parent for manifest in extra.glob("*/manifest.json"))
    return CompiledPlaces(PlaceFile(folder) for folder in folders)


def _reopened(folders: tuple[Path, ...], weights: Weights) -> CompiledPlaces:
    return CompiledPlaces((PlaceFile(folder) for folder in folders), weights=weights)


def shipped_folder() -> Path:
    """Where the data that casus ships lies."""
    return Path(str(files("casus.resources") / "places"))


def with_weights(gazetteer: CompiledPlaces, **changes: float) -> CompiledPlaces:
    """The same layers ranked with other weights, for tuning."""
    return CompiledPlaces(gazetteer.layers, weights=replace(gazetteer.weights, **changes))


def _without_twins(rated: list[_Rated]) -> list[_Rated]:
    """One of each place that several layers hold: the best rated."""
    seen: set[tuple[float, float, str]] = set()
    kept = []
    for entry in rated:
        record = entry[2]
        spot = (round(record.lat, 2), round(record.lon, 2), record.kind)
        if spot not in seen:
            kept.append(entry)
        seen.add(spot)
    return kept


def likeness(one: str, other: str) -> float:
    """0..1: how much two folded names are spelled alike, articles and spaces aside."""
    left, right = ("".join(word for word in name.split() if word not in ARTICLES) for name in (one, other))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


@lru_cache(maxsize=8192)
def split_kind(key: str) -> tuple[str, tuple[str, ...]]:
    """A folded name without "the" and kind words, and the kinds these fit: "idlib province" is ("idlib", ("admin1",
    …)).
    """
    words = kind_words()
    plain = key.removeprefix("the ")
    for size in (3, 2, 1):
        parts = plain.split()
        if len(parts) > size:
            tail, head = " ".join(parts[-size:]), " ".join(parts[:size])
            if tail in words.after:
                return " ".join(parts[:-size]), words.after[tail]
            if head in words.before:
                return " ".join(parts[size:]).removeprefix("of "), words.before[head]
    return plain, ()


def _forms(key: str, stem: str) -> tuple[tuple[str, float], ...]:
    """Keys to ask for, the most faithful first, with the bonus of a match."""
    forms = (
        (key, 1.0),
        (without_articles(key), 1.0),
        (key.removeprefix("the "), 1.0),
        (stem, 0.0),
        (without_articles(stem), 0.0),
    )
    return tuple(dict(reversed(forms)).items())[::-1]


def _as_container(record: Record) -> Container:
    known = record.lat == record.lat
    return Container(
        record.country, (record.lat, record.lon) if known else None, record.radius_km, record.kind == "country"
    )
