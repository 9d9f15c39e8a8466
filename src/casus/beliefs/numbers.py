"""
How many: every number with who gives it, and the one that a named rule shows first.

Numbers that one phrase puts side by side ("three soldiers and two civilians") are parts of their sum. No others are
added: of several in one passage, or from one source in one report, the largest is the whole and the others are parts of
it ("twelve dead, among them three children"). A later number of the same source, or a passage that
brings the toll up to date, revises an earlier one and does not contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from casus.beliefs.fields import claim_of
from casus.beliefs.identity import Numbers, numbers_agree
from casus.beliefs.knowledge import PARTY, Knowledge
from casus.beliefs.tellings import Telling
from casus.beliefs.types import Backing, Field, Value
from casus.beliefs.values import Gathered, Told, gather, latest, stale
from casus.beliefs.wording import number
from casus.store.rows import QuantityRow, Quote


class Rule(StrEnum):
    """Which number to show first."""

    LATEST_NAMED_SOURCE = "latest_named_source"
    MEDIAN = "median"
    MOST_CONSERVATIVE = "most_conservative"


OPEN: Final = -1
"""Stands for an open end where numbers are sorted."""


def roles(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """The roles that any claim counts, by name."""
    return tuple(sorted({row.role for one in tellings for row in claim_of(one).quantities if _is_known(row)}))


def counted(tellings: Sequence[Telling], role: str, known: Knowledge) -> Gathered[QuantityRow]:
    """The numbers that claims give for one role."""
    told = list(_told(tellings, role))
    told = [replace(one, is_part=one.is_part or _is_part(one, told)) for one in told]
    compared = role in known.compared
    return gather(
        told,
        lambda a, b: not compared or numbers_agree(_ends(a), _ends(b)),
        replaces=lambda a, b: _ends(a) == _ends(b),
        outdated=_outdated(told, known) if compared else frozenset(),
    )


def _told(tellings: Iterable[Telling], role: str) -> Iterator[Told[QuantityRow]]:
    for one in tellings:
        claim = claim_of(one)
        rows = [row for row in claim.quantities if row.role == role and _is_known(row)]
        rows += side_by_side(rows, claim.sentence)
        whole = max(rows, key=_size, default=None)
        for row in rows:
            low, high = _ends(row)
            key = f"{'' if low is None else low}..{'' if high is None else high}"
            yield Told(one, key, number(low, high), row.quote, row, is_part=row != whole)


def side_by_side(rows: Iterable[QuantityRow], sentence: Quote) -> Iterator[QuantityRow]:
    """
    The sums of numbers that nothing but "and" or a comma divides; none where one number is the sum of the others.

    "18 rebels, 10 soldiers and a policeman" is 29; "five people, three soldiers and two civilians" stays five, and what
    follows "including" is no part of a sum.
    """
    chain: list[QuantityRow] = []
    for row in sorted(rows, key=lambda one: one.quote.start):
        if chain and not _JOINED.fullmatch(_between(chain[-1].quote, row.quote, sentence)):
            yield from _sum(chain, sentence)
            chain = []
        chain.append(row)
    yield from _sum(chain, sentence)


_JOINED: Final = re.compile(r"\s*(,|,?\s*(and|as well as))\s+(also\s+)?", re.IGNORECASE)


def _between(left: Quote, right: Quote, sentence: Quote) -> str:
    """The words between two quotes of a sentence; "?" where they do not stand in it one after the other."""
    if not sentence.start <= left.start <= left.end <= right.start <= sentence.end:
        return "?"
    return sentence.words[left.end - sentence.start : right.start - sentence.start]


def _sum(chain: Sequence[QuantityRow], sentence: Quote) -> Iterator[QuantityRow]:
    sizes = [_size(row) for row in chain]
    if len(chain) < 2 or (max(sizes) * 2 == sum(sizes) and len(chain) > 2):
        return
    start, end = chain[0].quote.start, chain[-1].quote.end
    words = sentence.words[start - sentence.start : end - sentence.start]
    low, best, high = (_total([getattr(row, name) for row in chain]) for name in ("low", "best", "high"))
    if (low, best, high) != (None, None, None):
        yield QuantityRow(chain[0].role, Quote(start, end, words), low, best, high)


def _total(ends: Sequence[int | None]) -> int | None:
    known = [end for end in ends if end is not None]
    return sum(known) if len(known) == len(ends) else None


def _is_known(row: QuantityRow) -> bool:
    return (row.low, row.best, row.high) != (None, None, None)


def _ends(row: QuantityRow) -> Numbers:
    """Lowest and highest; a number told only as best is both."""
    if row.low is None and row.high is None:
        return row.best, row.best
    return row.low, row.high


def _size(row: QuantityRow) -> int:
    return next((end for end in (row.best, row.low, row.high) if end is not None), OPEN)


def _is_part(one: Told[QuantityRow], told: Iterable[Told[QuantityRow]]) -> bool:
    """Whether the same source gives a larger number in the same report, which this one cannot be."""
    return any(
        other.telling.claim.report.doc_id == one.telling.claim.report.doc_id
        and other.telling.origin == one.telling.origin
        and _size(other.of) > _size(one.of)
        and not numbers_agree(_ends(other.of), _ends(one.of))
        for other in told
    )


def _outdated(told: Sequence[Told[QuantityRow]], known: Knowledge) -> frozenset[int]:
    """The positions of numbers that a later passage brings up to date, or that a paper gives as its older count."""
    updates = [one for one in told if not one.is_part and known.update.search(one.telling.claim.sentence.words)]
    return frozenset(
        n
        for n, one in enumerate(told)
        if any(_updates(later, one) for later in updates) or any(_corrects(other, one, known) for other in told)
    )


def _updates(later: Told[QuantityRow], one: Told[QuantityRow]) -> bool:
    """A larger toll on a later day. A party's own count is its own: only itself revises it."""
    is_own = one.telling.source_class == PARTY and later.telling.origin != one.telling.origin
    return later.telling.day > one.telling.day and _size(later.of) > _size(one.of) and not is_own


def _corrects(other: Told[QuantityRow], one: Told[QuantityRow], known: Knowledge) -> bool:
    """A number of the same paper beside one that it calls its earlier one."""
    same = other.telling.publisher == one.telling.publisher and other.telling.day >= one.telling.day
    return same and bool(known.older.search(one.telling.source)) and not known.older.search(other.telling.source)


def number_field(role: str, gathered: Gathered[QuantityRow], rule: Rule) -> Field | None:
    """The numbers of one role, the rule's choice first, then by how many origins give them."""
    values = [replace(value, low=_ends(row)[0], best=row.best, high=_ends(row)[1]) for value, row in gathered.values]
    if not values:
        return None
    standing = [value for value in values if not stale(value)] or values
    first = _RULES[rule](standing)
    ranked = sorted(values, key=lambda v: (v is not first, stale(v), -v.independent, -latest(v), _value_size(v), v.key))
    return Field(role, tuple(ranked), rule.value, is_disputed=bool(gathered.pairs))


def _value_size(value: Value) -> int:
    return next((end for end in (value.best, value.low, value.high) if end is not None), OPEN)


def _rank(value: Value) -> tuple[int, bool, str]:
    """The smaller number first, and of two alike the exact one."""
    return _value_size(value), value.low != value.high, value.key


def _latest_named(values: Sequence[Value]) -> Value:
    """The value of the latest source that has a name; of any source where none has. Ties: most told, then smaller."""

    def rank(value: Value) -> tuple[bool, int, int, int, bool, str]:
        quoted = [backing for backing in value.backing if _speaks(backing) and not backing.is_revised]
        days = [backing.day.toordinal() for backing in quoted if backing.day]
        last = max(days, default=0) if quoted else latest(value)
        return not quoted, -last, -value.independent, *_rank(value)

    return min(values, key=rank)


def _speaks(backing: Backing) -> bool:
    """Whether someone with a name is quoted, rather than the report itself."""
    return backing.is_named and backing.source_class != "report"


def _median(values: Sequence[Value]) -> Value:
    """The middle one of the numbers, each origin counting once for each number it gives; the lower of two middles."""
    ranked = sorted(values, key=_rank)
    spread = [value for value in ranked for _ in range(max(1, value.independent))]
    return spread[(len(spread) - 1) // 2]


def _most_conservative(values: Sequence[Value]) -> Value:
    """The smallest number."""
    return min(values, key=_rank)


_RULES: Final[dict[Rule, Callable[[Sequence[Value]], Value]]] = {
    Rule.LATEST_NAMED_SOURCE: _latest_named,
    Rule.MEDIAN: _median,
    Rule.MOST_CONSERVATIVE: _most_conservative,
}
