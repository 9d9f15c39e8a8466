"""
Find decision rules in counted situations.

Each situation is a row of feature values with the right answer. For every combination of features that a template
names, the most frequent answer becomes a rule; a rule stays when, on the situations that it decides (its own case left
out of the count), it is right more often than the rules that would decide in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

_NEVER: Final = -9.0
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A rule: the features that it looks at with their values, its answer, and its record."""

    when: tuple[tuple[str, str], ...]
    then: str
    right: int
    seen: int

    def row(self) -> str:
        """The rule as a line of a table."""
        return "\t".join((" ".join(f"{n}={v}" for n, v in self.when), self.then, str(self.right), str(self.seen)))


def encode(column: Sequence[str]) -> tuple[Ints, list[str]]:
    """Numbers for the values of a column, and the values by number."""
    number: dict[str, int] = {}
    codes = np.fromiter((number.setdefault(v, len(number)) for v in column), dtype=np.int64, count=len(column))
    return codes, list(number)


@dataclass(frozen=True, slots=True)
class _Table:
    """All candidate rules of one template: per situation its key, per key the best answer and its record."""

    columns: tuple[int, ...]
    key: Ints
    answer: Ints
    right: Ints
    seen: Ints
    sample: Ints


def _count(columns: tuple[int, ...], codes: Sequence[Ints], answers: Ints) -> _Table:
    key = np.zeros(len(answers), dtype=np.int64)
    for c in columns:
        key = np.unique(key * (codes[c].max() + 1) + codes[c], return_inverse=True)[1]
    many = int(answers.max()) + 1
    pairs, counts = np.unique(key * many + answers, return_counts=True)
    owner, answer = pairs // many, pairs % many
    seen = np.bincount(key)
    order = np.lexsort((counts, owner))
    last = np.append(np.flatnonzero(np.diff(owner[order])), len(order) - 1)
    best = order[last]
    sample = np.zeros(len(seen), dtype=np.int64)
    sample[key] = np.arange(len(key))
    return _Table(columns, key, answer[best], counts[best], seen, sample)


def _scores(table: _Table, answers: Ints) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Reliability of each situation's rule with the situation itself left out, and whether the rule is right."""
    right, seen, fits = table.right[table.key], table.seen[table.key], table.answer[table.key] == answers
    return (right - fits - 0.4) / (seen - 1 + 0.6), fits


def induce(
    rows: Sequence[Sequence[str]], answers: Sequence[str], *, names: Sequence[str], templates: Sequence[str], least: int
) -> Iterator[Found]:
    """The rules worth keeping. `templates` are feature names joined by blanks, `least` the fewest cases."""
    coded = [encode(column) for column in zip(*rows, strict=True)]
    codes = [c for c, _ in coded]
    labels, label_names = encode(answers)
    wanted = [tuple(names.index(n) for n in t.split()) for t in templates]
    tables = [_count(columns, codes, labels) for columns in wanted]
    keep = _worth(tables, labels, least)
    for table, kept in zip(tables, keep, strict=True):
        for k in np.flatnonzero(kept):
            row = rows[int(table.sample[k])]
            when = tuple((names[c], row[c]) for c in table.columns)
            yield Found(when, label_names[int(table.answer[k])], int(table.right[k]), int(table.seen[k]))


def _worth(tables: Sequence[_Table], labels: Ints, least: int) -> list[npt.NDArray[np.bool_]]:
    """Which rules to keep: template by template, a rule goes unless it beats what would decide in its place."""
    scored = [_scores(table, labels) for table in tables]
    score = np.stack([s for s, _ in scored]).astype(np.float32)
    fits = np.stack([f for _, f in scored])
    alive = [table.seen >= least for table in tables]
    for t, table in enumerate(tables):
        score[t][~alive[t][table.key]] = _NEVER
    everyone = np.arange(len(labels))
    for _ in range(2):
        for t, table in enumerate(tables):
            own = score[t].copy()
            score[t] = _NEVER
            rival = score.argmax(axis=0)
            top = score[rival, everyone]
            mine = own > top
            saved = fits[t][mine].astype(np.int64) - (fits[rival, everyone][mine] & (top[mine] > 0))
            gain = np.bincount(table.key[mine], weights=saved, minlength=len(table.seen))
            alive[t] &= gain > 0
            score[t] = np.where(alive[t][table.key], own, _NEVER)
    return alive
