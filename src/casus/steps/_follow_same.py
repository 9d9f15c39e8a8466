"""Which acts of a report are one, and which only look so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Frame, LinkKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._follow_scene import (
    Follower,
    ahead,
    carrying,
    linked,
    listed,
    named,
    numbered,
    with_frame,
    with_qualifier,
)

OPEN: Final = frozenset({"attempted", "ongoing", "started"})
PARTIES: Final = ("actor", "recipient")
DONE: Final = frozenset({"completed", "ongoing", "started"})


def other_deals(reading: Reading) -> Reading:
    """Deals and talks of other parties are others: each side has somebody whom the other lacks."""
    follower = Follower.of(reading)
    mutual = listed("mutual")

    def is_other(left: int, right: int) -> bool:
        one, two = reading.frames[left], reading.frames[right]
        if one.label not in mutual or two.label not in mutual:
            return False
        mine, theirs = follower.who(one, *PARTIES), follower.who(two, *PARTIES)
        return len(mine) > 2 and len(theirs) > 2 and bool(mine - theirs) and bool(theirs - mine)

    kept = tuple(k for k in reading.links if k.kind is not LinkKind.SAME or not is_other(k.left, k.right))
    return replace(reading, links=kept) if len(kept) < len(reading.links) else reading


def carried(reading: Reading) -> Reading:
    """
    Advances that each of several makes go on with what each was at before, one by one.

    "Both the alliance and the army have advanced from their respective sides" after two operations: whoever is known to
    be at one goes on with that; the one party that is left goes on with the one operation that is left.
    """
    follower = Follower.of(reading)
    for number in range(len(reading.sentences)):
        parts = [(i, f) for i, f, head in numbered(follower) if _is_part(follower, f, head, number)]
        before = list(_operations(follower, number)) if len(parts) > 1 else []
        for i, group in _paired(follower, parts, before):
            reading = _going_on(reading, follower, i, group)
        follower = Follower.of(reading)
    return reading


def _is_part(follower: Follower, frame: Frame, head: int, number: int) -> bool:
    if frame.label != "ASSAULT" or follower.stage.tree.lemma(head) not in listed("advance"):
        return False
    shares = "shared-out" in frame.rule or ahead(follower.stage, head, listed("respective"), 12) is not None
    return shares and follower.sentence(frame) == number


def _operations(follower: Follower, number: int) -> Iterator[frozenset[int]]:
    """The operations told before a sentence that were not over, each with all its tellings, the latest first."""
    seen: set[int] = set()
    for i, frame in reversed(follower.acts):
        told = follower.sentence(frame) < number and frame.label == "ASSAULT" and follower.status(i) in OPEN
        if told and i not in seen and frame.spans("recipient"):
            group = follower.same(i)
            seen |= group
            yield group


def _paired(
    follower: Follower, parts: list[tuple[int, Frame]], before: list[frozenset[int]]
) -> Iterator[tuple[int, frozenset[int]]]:
    """Each part with the operation of its party, and the last of both with each other."""
    free, alone = list(before), []
    for i, frame in parts:
        who = follower.who(frame, "actor")
        own = next((g for g in free if any(who & follower.who(follower.reading.frames[n], "actor") for n in g)), None)
        if own is None:
            alone.append(i)
        else:
            free.remove(own)
            yield i, own
    if len(alone) == 1 and free and len(parts) > 1 and len(parts) - 1 == len(before) - len(free):
        yield alone[0], free[0]


def _going_on(reading: Reading, follower: Follower, i: int, group: frozenset[int]) -> Reading:
    """An act as part of an operation: against the same party, and still going on where it has not arrived."""
    frame, first = reading.frames[i], min(group, key=lambda n: reading.frames[n].trigger)
    whom = next((s for n in sorted(group) if (s := reading.frames[n].spans("recipient"))), ())
    frame = frame if frame.spans("recipient") else carrying(frame, "recipient", whom)
    reading = linked(with_frame(reading, i, named(frame, "goes-on")), i, first)
    if follower.status(i) in DONE and _is_under_way(follower, frame):
        reading = with_qualifier(reading, i, "goes-on", status="ongoing", factuality="CT+")
    return reading


def _is_under_way(follower: Follower, frame: Frame) -> bool:
    """Whether an advance is told in the perfect with a goal ahead: "have advanced towards the river"."""
    stage = follower.stage
    head = stage.head(frame)
    before = {t.text.lower() for t in stage.tree.tokens[max(head - 3, stage.sentence(head)[0]) : head]}
    goal = ahead(stage, head, listed("advance", "goals"), 2)
    return bool(before & {"have", "has"}) and goal is not None


def one_cast(reading: Reading) -> Reading:
    """
    What the same parties try against the same party, on ground that both tellings name, is one attempt.

    What is over may have happened twice, and so may what goes on (0 of 2 in coded reports); a try is told again.
    """
    follower = Follower.of(reading)
    acts = [(i, f) for i, f in follower.acts if f.label == "ASSAULT" and follower.status(i) == "attempted"]
    for n, (i, frame) in enumerate(acts):
        for j, other in acts[:n]:
            if i not in follower.same(j) and _is_one(follower, frame, other):
                reading = linked(reading, i, j)
                follower = Follower.of(reading)
                break
    return reading


def _is_one(follower: Follower, one: Frame, two: Frame) -> bool:
    sides = [(follower.who(one, role), follower.who(two, role)) for role in PARTIES]
    same = all(mine and mine == theirs for mine, theirs in sides)
    days = [frozenset(_days(follower, f)) for f in (one, two)]
    apart = all(days) and not days[0] & days[1]
    return same and one.mode == two.mode and bool(follower.grounds(one) & follower.grounds(two)) and not apart


def _days(follower: Follower, frame: Frame) -> Iterator[str]:
    for span in frame.spans("time"):
        yield from (t.value for t in follower.reading.times if _meets(t.span, span))


def _meets(one: Span, two: Span) -> bool:
    return one.overlaps(two)
