"""The filters of the page: what is asked for, and which rows of the index it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

import numpy as np

from casus.store.fold import fold
from casus.web import words
from casus.web.cards import UNSURE_WORDS
from casus.web.index import Index, Mask, Numbers

Box = tuple[float, float, float, float]

REASONS: Final = ("uncertain", "disputed", "new")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for (docs/api.md); empty or None does not narrow. `bbox`: west, south, east, north."""

    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    text: str | None = None
    doc: str | None = None
    bbox: Box | None = None
    review: tuple[str, ...] = ()
    realisation: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    disputed: bool | None = None
    undated: bool | None = None
    unplaced: bool | None = None
    rejected: bool = False
    id: tuple[str, ...] = ()

    def chips(self) -> Iterator[dict[str, str]]:
        """Each value that narrows, as `key`, `value` and what to print."""
        for found in fields(self):
            value = getattr(self, found.name)
            if value in ((), None) or (found.name == "rejected" and not value):
                continue
            if found.name == "bbox":
                yield {
                    "key": "bbox",
                    "value": ",".join(f"{edge:g}" for edge in value),
                    "shown": "in this part of the map",
                }
                continue
            for one in value if isinstance(value, tuple) else (value,):
                yield _chip(found.name, one)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the index does not know: numbers of findings with the words asked for, document ids, countries of that name,
    and the latest reading at the last look (None before the first).
    """

    findings: Callable[[str], Numbers]
    documents: Callable[[str], Iterable[str]]
    countries: Callable[[str], Iterable[str]]
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question to one snapshot."""

    index: Index
    wanted: Wanted
    outside: Outside


def _chip(name: str, value: Any) -> dict[str, str]:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    said = {"since": "from", "until": "to", "doc": "report", "text": "words"}.get(name, name)
    if isinstance(value, date):
        return {"key": name, "value": text, "shown": f"{said} {words.day(value)}"}
    if isinstance(value, bool):
        return {"key": name, "value": text, "shown": name if value else f"not {name}"}
    return {"key": name, "value": text, "shown": f"{said}: {words.clean(text)}"}


def kept(index: Index, wanted: Wanted, outside: Outside) -> Mask:
    """Which rows the filter keeps."""
    asked, mask = _Asked(index, wanted, outside), index.alive.copy()
    for narrow in _NARROWINGS:
        narrow(asked, mask)
    return mask


def reasons(index: Index, seen: int | None) -> Mapping[str, Mask]:
    """Why rows should be looked at, whether or not somebody has: uncertain, disputed, new."""
    unsure = index.is_value("certainty", UNSURE_WORDS - {"single source"}) | index.columns["is_uncertain"]
    new = index.columns["reading"] > seen if seen is not None else np.zeros(index.size, dtype=bool)
    return {"uncertain": unsure, "disputed": index.columns["is_disputed"], "new": new}


def needed(index: Index, seen: int | None) -> Mask:
    """Rows that need a person: open, and uncertain, disputed or new; or new since somebody judged them."""
    found = reasons(index, seen)
    is_open = index.is_value("review", ("open",))
    return (is_open & (found["uncertain"] | found["disputed"] | found["new"])) | (
        found["new"] & ~index.is_value("review", ("rejected",))
    )


def _by_rejection(asked: _Asked, mask: Mask) -> None:
    if not asked.wanted.rejected and "rejected" not in asked.wanted.review and not asked.wanted.id:
        mask &= ~asked.index.is_value("review", ("rejected",))


def _by_ids(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.id:
        _only(asked.index, asked.wanted.id, mask)


def _only(index: Index, event_ids: Iterable[str], mask: Mask) -> None:
    rows = [row for event_id in event_ids if (row := index.row(event_id)) is not None]
    keep = np.zeros(index.size, dtype=bool)
    keep[rows] = True
    mask &= keep


def _by_names(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.actor:
        folded, exact = _folded(asked.wanted.actor), set(asked.wanted.actor)
        mask &= asked.index.holds("parties", lambda who: who[2] in exact or any(name in who[0] for name in folded))
    if asked.wanted.sector:
        sectors = {sector.upper() for sector in asked.wanted.sector}
        mask &= asked.index.holds("parties", lambda who: who[3] in sectors)
    if asked.wanted.place:
        mask &= _in_places(asked.index, asked.wanted.place, asked.outside)
    if asked.wanted.source:
        folded, exact = _folded(asked.wanted.source), set(asked.wanted.source)
        by_publisher = asked.index.holds("publishers", lambda name: any(part in fold(name) for part in folded))
        quoted = asked.index.holds("sources", lambda who: who[1] in exact or any(name in who[0] for name in folded))
        mask &= by_publisher | quoted


def _in_places(index: Index, names: Sequence[str], outside: Outside) -> Mask:
    folded, exact = _folded(names), set(names)
    countries = exact | {code for name in names for code in outside.countries(name)}

    def fits(where: tuple[str, str, str, str, str]) -> bool:
        name, _, place_id, province, country = where
        return place_id in exact or country in countries or any(part in name or part in province for part in folded)

    return index.holds("places", fits)


def _folded(names: Iterable[str]) -> list[str]:
    return [folded for name in names if (folded := fold(name))]


def _by_types(asked: _Asked, mask: Mask) -> None:
    if not asked.wanted.type:
        return
    fits = np.zeros(asked.index.size, dtype=bool)
    for label in asked.wanted.type:
        kind, _, mode = label.partition(".")
        of_type = asked.index.is_value("type", (kind.upper(),))
        fits |= of_type & asked.index.is_value("mode", (mode.lower(),)) if mode else of_type
    mask &= fits


def _by_days(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.since:
        mask &= asked.index.columns["last"] >= asked.wanted.since.toordinal()
    if asked.wanted.until:
        first = asked.index.columns["first"]
        mask &= (first <= asked.wanted.until.toordinal()) & (first > 0)


def _by_words(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.text is not None:
        mask &= asked.index.pairs["findings"].rows_with(asked.outside.findings(asked.wanted.text), asked.index.size)
    if asked.wanted.doc is not None:
        documents = set(asked.outside.documents(asked.wanted.doc))
        mask &= asked.index.holds("documents", documents.__contains__)


def _by_box(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.bbox is None:
        return
    mask &= inside(asked.index, asked.wanted.bbox)


def inside(index: Index, box: Box) -> Mask:
    """Rows that lie in a box, which may cross the antimeridian."""
    west, south, east, north = box
    lat, lon = index.columns["lat"], index.columns["lon"]
    with np.errstate(invalid="ignore"):
        between = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        found: Mask = between & (lat >= south) & (lat <= north)
    return found


def _by_standing(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.review:
        fits = asked.index.is_value("review", asked.wanted.review)
        if "needed" in asked.wanted.review:
            fits |= needed(asked.index, asked.outside.seen)
        mask &= fits
    if asked.wanted.realisation:
        mask &= asked.index.is_value("realisation", asked.wanted.realisation)
    if asked.wanted.certainty:
        mask &= asked.index.is_value("certainty", asked.wanted.certainty)


def _by_truths(asked: _Asked, mask: Mask) -> None:
    if asked.wanted.disputed is not None:
        mask &= asked.index.columns["is_disputed"] == asked.wanted.disputed
    if asked.wanted.undated is not None:
        mask &= asked.index.columns["is_dated"] != asked.wanted.undated
    if asked.wanted.unplaced is not None:
        mask &= np.isnan(asked.index.columns["lat"]) == asked.wanted.unplaced


_NARROWINGS: Final = (
    _by_rejection,
    _by_ids,
    _by_types,
    _by_days,
    _by_truths,
    _by_standing,
    _by_box,
    _by_names,
    _by_words,
)


def order(index: Index, sort: str) -> Numbers:
    """All rows in the order of a sort, ties by date and then as they came; worked out once a snapshot."""
    if sort not in index.orders:
        index.orders[sort] = np.lexsort((np.arange(index.size), *_sort_keys(index, sort)[::-1]))
    return index.orders[sort]


def _sort_keys(index: Index, sort: str) -> list[Numbers]:
    columns = index.columns
    first = np.where(columns["first"] > 0, columns["first"], 10_000_000)  # undated last
    match sort:
        case "date":
            return [first, columns["last"]]
        case "-date":
            return [np.where(columns["first"] > 0, -columns["first"], 10_000_000)]
        case "place":
            return [_ranks(index, "spot", lambda spot: (not spot[1], fold(spot[1]))), first]
        case "actor":
            return [_first_of(index, "parties", lambda who: who[0]), first]
        case "type":
            return [_ranks(index, "type", str), _ranks(index, "mode", lambda mode: mode or ""), first]
        case "sources" | "-sources":
            return [columns["independent"] * (-1 if sort[0] == "-" else 1), first]
        case "certainty" | "-certainty":
            return [columns["index"] * (-1 if sort[0] == "-" else 1), first]
        case _:
            return [-columns["changed"], -columns["reading"], first]


def _ranks(index: Index, column: str, key: Callable[[Any], Any]) -> Numbers:
    """The rank of each row's value among all values."""
    return _pool_ranks(index.pools[column].values, key)[index.columns[column]]


def _pool_ranks(values: Sequence[Any], key: Callable[[Any], Any]) -> Numbers:
    ranks = np.zeros(max(len(values), 1), dtype=np.int64)
    by_key = sorted(range(len(values)), key=lambda n: key(values[n]))
    ranks[by_key] = np.arange(len(by_key))
    return ranks


def _first_of(index: Index, column: str, key: Callable[[Any], Any]) -> Numbers:
    """The rank of the first value of each row; rows without one come last."""
    pairs, ranks = index.pairs[column], _pool_ranks(index.pools[column].values, key)
    found = np.full(index.size, len(ranks), dtype=np.int64)
    # Pairs are in the order they were written: going backwards, the first one is what stays.
    found[pairs.rows[::-1]] = ranks[pairs.values[::-1]]
    return found
