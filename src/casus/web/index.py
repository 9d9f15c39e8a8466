"""
All events of a project as columns of numbers, so that a filter over 100,000 of them takes milliseconds.

A snapshot: nothing in it changes. `with_changes` gives the next one, sharing what stayed the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from casus.web.cards import Card, Keys

Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Column = npt.NDArray[Any]

WHOLE: Final = ("first", "last", "claims", "independent", "reading", "changed", "last_report")
TRUTHS: Final = ("is_dated", "is_disputed", "is_uncertain")
REALS: Final = ("lat", "lon", "index")
NAMED: Final = ("type", "mode", "certainty", "realisation", "review", "spot")
FACETS: Final[Mapping[str, tuple[str, Callable[[Any], tuple[str, str]]]]] = {
    "actor": ("parties", lambda who: (who[2] or who[1], who[1])),
    "sector": ("parties", lambda who: (who[3], who[3])),
    "place": ("places", lambda where: (where[2] or where[1], where[1])),
    "country": ("places", lambda where: (where[4], where[4])),
}
"""What is counted of parties and places, each value once a row: key, and how it is shown."""

MANY: Final = (*FACETS, "parties", "places", "publishers", "sources", "ties", "documents", "findings")
UNPOOLED: Final = "findings"
"""Holds numbers already, which need no numbering."""


class Pool:
    """Values numbered in the order they are first met. It only grows, so snapshots share it."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.labels: dict[Any, str] = {}
        self.derived: list[int] = []
        self._numbers: dict[Any, int] = {}

    @classmethod
    def of(cls, values: list[Any], labels: dict[Any, str], derived: list[int]) -> Pool:
        """A pool that holds some values already."""
        pool = cls()
        pool.values, pool.labels, pool.derived = values, labels, derived
        pool._numbers = {value: number for number, value in enumerate(values)}
        return pool

    def number(self, value: Any) -> int:
        """The number of a value, a new one if it was never met."""
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def derive(self, source: Pool, facet: Callable[[Any], tuple[str, str]]) -> Numbers:
        """For each number of another pool the number here of what is made of its value, -1 for nothing ("")."""
        for value in source.values[len(self.derived) :]:
            key, label = facet(value)
            self.derived.append(self.number(key) if key else -1)
            self.labels.setdefault(key, label)
        return np.array(self.derived, dtype=np.int64)

    def known(self, value: Any) -> int | None:
        """The number of a value, if it was ever met."""
        return self._numbers.get(value)

    def matching(self, keep: Callable[[Any], bool]) -> Numbers:
        """Numbers of all values that `keep` wants."""
        return np.array([n for n, value in enumerate(self.values[:]) if keep(value)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A column of which a row may hold several values: (row, value) by (row, value), in no order."""

    rows: Numbers
    values: Numbers

    def rows_with(self, wanted: Numbers, size: int) -> Mask:
        """Which of `size` rows hold any of the wanted values."""
        mask = np.zeros(size, dtype=bool)
        if wanted.size:
            table = np.zeros(int(max(wanted.max(), self.values.max(initial=0))) + 1, dtype=bool)
            table[wanted] = True
            mask[self.rows[table[self.values]]] = True
        return mask

    def counted(self, mask: Mask, size: int) -> Numbers:
        """How many of the masked rows hold each of `size` values."""
        return np.bincount(self.values[mask[self.rows]], minlength=size)

    def without(self, rows: Mask) -> Pairs:
        """The same without some rows."""
        kept = ~rows[self.rows]
        return Pairs(self.rows[kept], self.values[kept])

    def and_more(self, other: Pairs) -> Pairs:
        """Both together."""
        return Pairs(np.concatenate((self.rows, other.rows)), np.concatenate((self.values, other.values)))


def _no_pools() -> dict[str, Pool]:
    return {name: Pool() for name in (*NAMED, *MANY)}


def _no_columns() -> dict[str, Column]:
    kinds: dict[str, Any] = dict.fromkeys(WHOLE, np.int64) | dict.fromkeys(TRUTHS, np.bool_)
    kinds |= dict.fromkeys(REALS, np.float64) | dict.fromkeys(NAMED, np.int64)
    return {name: np.zeros(0, dtype=kind) for name, kind in kinds.items()}


def _no_pairs() -> dict[str, Pairs]:
    empty = np.zeros(0, dtype=np.int64)
    return {name: Pairs(empty, empty) for name in MANY}


@dataclass(frozen=True)
class Index:
    """One snapshot. `ids`, `shown`, `versions` are by row; rows that are gone are not `alive`."""

    ids: tuple[str, ...] = ()
    shown: tuple[bytes, ...] = ()
    versions: tuple[str, ...] = ()
    row_of: Mapping[str, int] = field(default_factory=dict)
    event_of: Mapping[str, str] = field(default_factory=dict)
    alive: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))
    columns: Mapping[str, Column] = field(default_factory=_no_columns)
    pairs: Mapping[str, Pairs] = field(default_factory=_no_pairs)
    pools: Mapping[str, Pool] = field(default_factory=_no_pools)
    orders: dict[str, Numbers] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of rows, those that are gone included."""
        return len(self.ids)

    def row(self, event_id: str) -> int | None:
        """The row of an event, or of the event that a telling was merged into."""
        row = self.row_of.get(event_id)
        if row is None and (into := self.event_of.get(event_id)) is not None:
            row = self.row_of.get(into)
        return row

    def names(self, column: str) -> list[str]:
        """Values of a column that holds one name a row, by number."""
        return list(self.pools[column].values)

    def is_value(self, column: str, values: Iterable[Any]) -> Mask:
        """Rows whose single value is one of these."""
        known = [number for value in values if (number := self.pools[column].known(value)) is not None]
        return np.isin(self.columns[column], np.array(known, dtype=np.int64))

    def holds(self, column: str, keep: Callable[[Any], bool]) -> Mask:
        """Rows of which any value of a column that holds several is wanted."""
        return self.pairs[column].rows_with(self.pools[column].matching(keep), self.size)

    def with_changes(self, cards: Sequence[Card], gone: Iterable[str] = ()) -> Index:
        """The next snapshot: these cards in place of those of the same events, and some events gone."""
        dropped = np.zeros(self.size, dtype=bool)
        row_of = dict(self.row_of)
        for event_id in (*gone, *(card.event_id for card in cards)):
            if (row := row_of.pop(event_id, None)) is not None:
                dropped[row] = True
        if not cards and not dropped.any():
            return self
        row_of.update((card.event_id, self.size + n) for n, card in enumerate(cards))
        more = [card.keys for card in cards]
        fresh = {name: self._pairs(name, more) for name in MANY if name not in FACETS}
        fresh |= {name: self._facet(name, fresh[column]) for name, (column, _) in FACETS.items()}
        return Index(
            ids=(*self.ids, *(card.event_id for card in cards)),
            shown=(*self.shown, *(card.shown for card in cards)),
            versions=(*self.versions, *(card.signature for card in cards)),
            row_of=row_of,
            event_of={**self.event_of, **{t: card.event_id for card in cards for t in card.keys.tellings}},
            alive=np.concatenate((self.alive & ~dropped, np.ones(len(cards), dtype=bool))),
            columns={name: np.concatenate((old, self._column(name, more))) for name, old in self.columns.items()},
            pairs={name: old.without(dropped).and_more(fresh[name]) for name, old in self.pairs.items()},
            pools=self.pools,
        )

    def _column(self, name: str, cards: Sequence[Keys]) -> Column:
        values = [getattr(keys, name) for keys in cards]
        if name in NAMED:
            number = self.pools[name].number
            return np.array([number(value) for value in values], dtype=np.int64)
        if name in REALS:
            return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        return np.array(values, dtype=self.columns[name].dtype)

    def _pairs(self, name: str, cards: Sequence[Keys]) -> Pairs:
        number: Callable[[Any], int] = int if name == UNPOOLED else self.pools[name].number
        found = [(row, number(value)) for row, keys in enumerate(cards, self.size) for value in getattr(keys, name)]
        return _as_pairs(found)

    def _facet(self, name: str, pairs: Pairs) -> Pairs:
        """What is made of the values of another column, each once a row."""
        column, facet = FACETS[name]
        numbers = self.pools[name].derive(self.pools[column], facet)
        if not pairs.rows.size:
            return pairs
        values = numbers[pairs.values]
        kept, size = values >= 0, max(len(self.pools[name].values), 1)
        both = np.unique(pairs.rows[kept] * size + values[kept])
        return Pairs(both // size, both % size)


def _as_pairs(found: Sequence[tuple[int, int]]) -> Pairs:
    both = np.array(found, dtype=np.int64).reshape(-1, 2)
    return Pairs(both[:, 0].copy(), both[:, 1].copy())


def grouped(keys: Numbers, items: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Each key with the items that have it; items of one key stay in order."""
    if not keys.size:
        return
    in_order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[in_order], return_index=True)
    yield from zip(found.tolist(), np.split(items[in_order], starts[1:]), strict=True)
