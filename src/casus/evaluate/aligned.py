"""
Compare two readings of one report: which claims mean the same, and what they agree on.

Readings come as the dictionaries of the reading format and are turned into small immutable shapes once. Parties are
compared by the words that name them: two are the same where any mention of one overlaps any mention of the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Json = Mapping[str, Any]
Spanned = tuple[int, int]
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class PartySide:
    """A party as all the stretches of text that name it."""

    spans: tuple[Spanned, ...]

    def is_same(self, other: PartySide) -> bool:
        """Whether one word names both."""
        return any(overlap(a, b) for a in self.spans for b in other.spans)


@dataclass(frozen=True, slots=True)
class QuantitySide:
    """A number with its role; compared as a whole, words aside."""

    role: str
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class ClaimSide:
    """One event claim of one reading. `sentence` indexes the gold's sentences; None where the trigger is in none."""

    trigger: Spanned | None
    sentence: int | None
    type: str
    mode: str | None
    status: str | None
    factuality: str | None
    event: str | None
    actors: tuple[PartySide, ...]
    recipients: tuple[PartySide, ...]
    places: tuple[Spanned, ...]
    time: Spanned | None
    earliest: str | None
    latest: str | None
    quantities: tuple[QuantitySide, ...]
    sources: tuple[PartySide, ...]

    @property
    def is_negative(self) -> bool:
        """Whether it says that the act did not happen."""
        return (self.factuality or "").endswith("-")


@dataclass(frozen=True, slots=True)
class StateSide:
    """One state claim of one reading."""

    relation: str
    factuality: str
    subjects: tuple[PartySide, ...]
    objects: tuple[PartySide, ...]

    def is_same(self, other: StateSide) -> bool:
        """Same relation and polarity, sharing a subject and an object."""
        return (
            self.relation == other.relation
            and share(self.subjects, other.subjects)
            and share(self.objects, other.objects)
            and self.factuality.endswith("-") == other.factuality.endswith("-")
        )


@dataclass(frozen=True, slots=True)
class ReadingSide:
    """What one reading says, gold or predicted."""

    claims: tuple[ClaimSide, ...]
    states: tuple[StateSide, ...]


def reading_side(reading: Json, sentences: Sequence[Sequence[int]]) -> ReadingSide:
    """One reading ready for comparison; `sentences` are the gold's, in text order."""
    mentions = {
        actor["id"]: tuple(_span(span) for span in actor.get("mentions", ())) for actor in reading.get("actors", ())
    }
    return ReadingSide(
        tuple(_claim(claim, mentions, sentences) for claim in reading.get("claims", ())),
        tuple(_state(state, mentions) for state in reading.get("states", ())),
    )


def align(gold: Sequence[ClaimSide], predicted: Sequence[ClaimSide]) -> tuple[tuple[int, int], ...]:
    """
    Pair claims one to one, best pair first, as (gold index, predicted index).

    A pair may be formed when the triggers overlap, or when both stand in one sentence, have one type and share an actor
    or a recipient. Overlap counts most, then the type, then shared parties; earlier claims win ties.
    """
    candidates = (
        (value, -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if (value := _affinity(g, p))
    )
    pairs: list[tuple[int, int]] = []
    gold_left, predicted_left = set(range(len(gold))), set(range(len(predicted)))
    for _, i, j in sorted(candidates, reverse=True):
        if -i in gold_left and -j in predicted_left:
            gold_left.remove(-i)
            predicted_left.remove(-j)
            pairs.append((-i, -j))
    return tuple(pairs)


def matched(gold: Iterable[T], predicted: Iterable[U], same: Callable[[T, U], bool]) -> int:
    """How many of `gold` find a partner of their own among `predicted`, each taking the first that fits."""
    free, count = list(predicted), 0
    for wanted in gold:
        at = next((n for n, candidate in enumerate(free) if same(wanted, candidate)), None)
        if at is not None:
            del free[at]
            count += 1
    return count


def same_parties(gold: Iterable[PartySide], predicted: Iterable[PartySide]) -> int:
    """How many parties the two have in common."""
    return matched(gold, predicted, PartySide.is_same)


def share(gold: Iterable[PartySide], predicted: Sequence[PartySide]) -> bool:
    """Whether the two have any party in common."""
    return any(a.is_same(b) for a in gold for b in predicted)


def overlap(a: Spanned | None, b: Spanned | None) -> bool:
    """Whether both are there and have a character in common."""
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def _affinity(gold: ClaimSide, predicted: ClaimSide) -> float:
    """How well two claims fit each other, 0 if they may not be paired, at most 4."""
    on_trigger, same_type = overlap(gold.trigger, predicted.trigger), gold.type == predicted.type
    is_near = gold.sentence is not None and gold.sentence == predicted.sentence
    if not on_trigger and not (same_type and is_near):
        return 0.0
    actor, recipient = share(gold.actors, predicted.actors), share(gold.recipients, predicted.recipients)
    if not on_trigger and not (actor or recipient):
        return 0.0
    return 2 * on_trigger + same_type + 0.5 * actor + 0.5 * recipient


def _claim(claim: Json, mentions: Mapping[str, tuple[Spanned, ...]], sentences: Sequence[Sequence[int]]) -> ClaimSide:
    time, trigger = claim.get("time") or {}, _maybe(claim.get("trigger"))
    roles = claim.get("roles", ())
    quantities = (q for q in claim.get("quantities", ()) if q["role"] != "other")
    return ClaimSide(
        trigger=trigger,
        sentence=_sentence(trigger, sentences),
        type=claim["type"],
        mode=claim.get("mode"),
        status=claim.get("status"),
        factuality=claim.get("factuality"),
        event=claim.get("event"),
        actors=tuple(_party(role, mentions) for role in roles if role["role"] == "actor"),
        recipients=tuple(_party(role, mentions) for role in roles if role["role"] == "recipient"),
        places=tuple(_span(place["span"]) for place in claim.get("places", ()) if place.get("span")),
        time=_maybe(time.get("span")),
        earliest=time.get("earliest"),
        latest=time.get("latest"),
        quantities=tuple(QuantitySide(q["role"], q.get("low"), q.get("best"), q.get("high")) for q in quantities),
        sources=tuple(_party(link["source"], mentions) for link in claim.get("attribution", ())),
    )


def _state(state: Json, mentions: Mapping[str, tuple[Spanned, ...]]) -> StateSide:
    return StateSide(
        state["relation"],
        str(state.get("factuality", "CT+")),
        tuple(_party(party, mentions) for party in state["subjects"]),
        tuple(_party(party, mentions) for party in state["objects"]),
    )


def _party(party: Json, mentions: Mapping[str, tuple[Spanned, ...]]) -> PartySide:
    actor, span = party.get("actor"), party.get("span")
    named = mentions.get(actor, ()) if actor else ()
    return PartySide((*named, _span(span)) if span else named)


def _span(span: Sequence[int]) -> Spanned:
    return span[0], span[1]


def _maybe(span: Sequence[int] | None) -> Spanned | None:
    return _span(span) if span else None


def _sentence(span: Spanned | None, sentences: Sequence[Sequence[int]]) -> int | None:
    """Which sentence a stretch of text starts in."""
    if span is None:
        return None
    at = bisect_right(sentences, span[0], key=lambda sentence: sentence[0]) - 1
    return at if at >= 0 and span[0] < sentences[at][1] else None
