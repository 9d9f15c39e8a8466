"""Which actor of a report a span names: the bridge from roles and sources to actors."""

from __future__ import annotations

from collections.abc import Iterable

from casus.model.actor import Actor
from casus.model.span import Span
from casus.steps._overlaps import Overlaps


class Parties:
    """The actors of a report, to be asked for by the words that name them."""

    __slots__ = ("_mentions",)

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._mentions = Overlaps(
            (mention, (rank, actor)) for rank, actor in enumerate(actors) for mention in actor.mentions
        )

    def actor_of(self, span: Span) -> Actor | None:
        """The actor with the mention that fits `span` best, None when no mention overlaps it.

        Exact first; then a mention that ends where the span ends (the same head noun: "[the Syrian] army"); then one
        that lies inside the span or around it, the longest overlap first. Earlier actors win ties.
        """
        fits = ((_fit(span, mention), -rank, actor) for mention, (rank, actor) in self._mentions.over(span))
        best = max(fits, key=lambda fit: fit[:2], default=None)
        return best[2] if best else None


def actor_of(span: Span, actors: Iterable[Actor]) -> Actor | None:
    """The answer of `Parties` to a single question; whoever has many keeps a `Parties`."""
    return Parties(actors).actor_of(span)


def _fit(span: Span, mention: Span) -> tuple[int, int]:
    """How well a mention fits: the kind of overlap, then the share of code points that both have (in thousandths)."""
    starts, ends = sorted((span.start, mention.start)), sorted((span.end, mention.end))
    return _grade(span, mention), 1000 * (ends[0] - starts[1]) // (ends[1] - starts[0])


def _grade(span: Span, mention: Span) -> int:
    if span == mention:
        return 4
    if span.end == mention.end:
        return 3
    return 2 if span.contains(mention) or mention.contains(span) else 1
