"""Statements about what holds that cannot be true together: two holders of one place, asserted and denied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casus.beliefs.endings import Scene, is_whole, rivals
from casus.beliefs.origins import independent
from casus.beliefs.supports import Key, Support
from casus.beliefs.tellings import apart
from casus.beliefs.types import Backing, Contradiction, ContradictionKind, Period, Value

HELD, DENIED = "held", "not held"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period with the supports it was made of."""

    period: Period
    supports: tuple[Support, ...]

    @property
    def first(self) -> date:
        """The first day it is known for."""
        return min(support.first for support in self.supports)

    @property
    def last(self) -> date:
        """The last day a support is known for."""
        return max(support.last for support in self.supports)

    @property
    def end(self) -> date:
        """The day it ends, the last of all days where nothing ends it."""
        return self.period.when.latest or date.max


def conflicts(key: Key, stretches: Mapping[Key, Sequence[Stretch]], around: Scene) -> tuple[Contradiction, ...]:
    """What contradicts one line: another holder at the same time, or a denial that it holds."""
    kind = ContradictionKind(around.knows.kinds.get(key[0], "state"))
    found = [*_denied(key, stretches, kind), *_rivalled(key, stretches, around, kind)]
    return tuple(found)


def _denied(key: Key, stretches: Mapping[Key, Sequence[Stretch]], kind: ContradictionKind) -> Iterator[Contradiction]:
    """Asserted by some and denied by others, neither ending the other."""
    yes = [one for one in stretches[key] if one.period.polarity]
    no = [one for one in stretches[key] if not one.period.polarity]
    clashing = [(a, b) for a in yes for b in no if _contradict(a, b, kind)]
    if clashing:
        held = _value(HELD, [support for one in yes if any(one is a for a, _ in clashing) for support in one.supports])
        not_held = _value(
            DENIED, [support for one in no if any(one is b for _, b in clashing) for support in one.supports]
        )
        yield Contradiction(kind, key[0], (held, not_held))


def _contradict(yes: Stretch, no: Stretch, kind: ContradictionKind) -> bool:
    """
    Whether a denial contradicts rather than ends.

    It does when it comes while the relation is said to hold, without being what ended it. One that comes first leaves
    room for a change, except about coordination, where a denial is about the whole time.
    """
    if not _voices_differ(yes.supports, no.supports):
        return False
    ended = yes.period.closed_by
    if ended and any(support.telling.claim.claim_id == ended.claim_id for support in no.supports):
        return False
    during = no.first <= yes.end and no.end >= yes.first
    return during and (kind is ContradictionKind.COORDINATION or no.last >= yes.first)


def _rivalled(
    key: Key, stretches: Mapping[Key, Sequence[Stretch]], around: Scene, kind: ContradictionKind
) -> Iterator[Contradiction]:
    """Two holders of one thing at the same time."""
    own = [one for one in stretches[key] if one.period.polarity and _is_whole(one, around)]
    clashing: dict[Key, list[Support]] = {}
    for other in rivals(key, around):
        for left in own:
            for right in stretches[other]:
                if right.period.polarity and _is_whole(right, around) and _overlap(left, right):
                    clashing.setdefault(key, []).extend(left.supports)
                    clashing.setdefault(other, []).extend(right.supports)
    if clashing:
        yield Contradiction(kind, key[0], tuple(_holder(supports) for _, supports in sorted(clashing.items())))


def _is_whole(stretch: Stretch, around: Scene) -> bool:
    return all(is_whole(support, around.knows) for support in stretch.supports)


def _overlap(left: Stretch, right: Stretch) -> bool:
    """Whether both are known to hold on some day, and different voices say so."""
    known = left.first <= min(right.last, right.end) and right.first <= min(left.last, left.end)
    handed_over = right.first == left.end or left.first == right.end
    return known and not handed_over and _voices_differ(left.supports, right.supports)


def _voices_differ(left: Sequence[Support], right: Sequence[Support]) -> bool:
    return any(apart(a.telling, b.telling) for a in left for b in right)


def _holder(supports: Sequence[Support]) -> Value:
    first = supports[0]
    return _valued(first.key[1], first.subject.name, supports)


def _value(key: str, supports: Sequence[Support]) -> Value:
    return _valued(key, key, supports)


def _valued(key: str, shown: str, supports: Sequence[Support]) -> Value:
    backing: dict[tuple[str, str], Backing] = {}
    for support in sorted(supports, key=lambda one: one.rank):
        one = support.telling.backing(support.telling.claim.trigger)
        backing[one.claim_id, one.stance] = one
    listed = tuple(backing.values())
    return Value(key, shown, listed, independent(listed))
