"""Stretches of tokens of a tree: subtrees, and runs of neighbours as spans of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps._tree import Tree

EDGES: Final = frozenset({",", ";", ":", ".", "-", "--", "–", "—"})


def below(tree: Tree, *heads: int) -> list[int]:
    """The tokens of the subtrees of some tokens, in text order."""
    found: list[int] = []
    stack = list(heads)
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(tree.below[at])
    return sorted(found)


def span_of(tokens: tuple[Token, ...], first: int, last: int) -> Span:
    """The span from token `first` to before token `last`."""
    return tokens[first].span.join(tokens[last - 1].span)


def runs(tokens: tuple[Token, ...], chosen: Iterable[int]) -> Iterator[Span]:
    """Runs of neighbouring tokens as spans, without marks at their edges; none of marks alone."""
    run: list[int] = []
    for t in [*sorted(chosen), -1]:
        if run and t != run[-1] + 1:
            yield from _trimmed(tokens, run)
            run = []
        run.append(t)


def _trimmed(tokens: tuple[Token, ...], run: list[int]) -> Iterator[Span]:
    while run and tokens[run[0]].text in EDGES:
        run = run[1:]
    while run and tokens[run[-1]].text in EDGES:
        run = run[:-1]
    if any(tokens[t].upos != "PUNCT" for t in run):
        yield span_of(tokens, run[0], run[-1] + 1)
