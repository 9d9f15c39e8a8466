"""Things that stand somewhere in a text, found by a stretch that they share at least one code point with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter
from typing import Final, Generic, TypeVar

from casus.model.span import Span

T = TypeVar("T")

ENDS: Final = attrgetter("start", "end")
"""The key by which spans are sorted; they compare by it anyway, but much slower one with another."""


class Overlaps(Generic[T]):
    """An index of (span, thing): a question costs what lies near the stretch asked for, not the whole report."""

    __slots__ = ("_items", "_longest", "_starts")

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: (item[0].start, item[0].end))
        self._starts = [span.start for span, _ in self._items]
        self._longest = max((span.end - span.start for span, _ in self._items), default=0)

    def over(self, span: Span) -> list[tuple[Span, T]]:
        """All that overlaps `span`, by start, then by end."""
        start = span.start
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, span.end, first)
        return [item for item in self._items[first:last] if start < item[0].end]
