"""
Who held what when, according to whom: one line per relation, cut into periods.

A relation holds from when it is told to hold until something ends it: its opposite, another holder, a report that it
"no longer" holds, a capture or a withdrawal. Nothing ends by getting old; `Period.reported` says how old its last
support is. The order in which states and events come does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casus.beliefs.conflicts import Stretch, conflicts
from casus.beliefs.endings import End, Scene, ends, scene
from casus.beliefs.knowledge import knowledge, state_knowledge
from casus.beliefs.periods import cut, first_end, period
from casus.beliefs.supports import Key, Support, deeds, implied, supports
from casus.beliefs.types import Contradiction, StateLine
from casus.model.ids import content_id
from casus.store.rows import EventRow, PartyRow, StateRow


def lines(states: Iterable[StateRow], events: Iterable[EventRow] = ()) -> tuple[StateLine, ...]:
    """
    The relations that statements tell of, each through time; `events` end them, and captures begin control.

    Sorted by relation, object, time and subject.
    """
    known, knows = knowledge(), state_knowledge()
    done = deeds(events, known, knows)
    around = scene((*supports(states, known, knows), *implied(done, knows)), done, known, knows)
    stretches = {key: tuple(_stretches(own, ends(key, around))) for key, own in around.lines.items()}
    made = (_line(key, own, around, conflicts(key, stretches, around)) for key, own in stretches.items())
    return tuple(sorted(made, key=_order))


def _stretches(own: Sequence[Support], found: Sequence[End]) -> Iterator[Stretch]:
    """The periods of one line; what is denied holds until the same source says that it holds."""
    for group in cut([support for support in own if support.holds], found):
        yield Stretch(period(group, first_end(group, found)), group)
    denials = [support for support in own if not support.holds]
    speakers = {support.telling.origin for support in denials}
    again = [
        End(support.first, support.telling.claim, support.telling.origin, is_deed=False)
        for support in own
        if support.holds and support.telling.origin in speakers
    ]
    for group in cut(denials, again):
        yield Stretch(period(group, first_end(group, again)), group)


def _line(key: Key, stretches: Sequence[Stretch], around: Scene, found: tuple[Contradiction, ...]) -> StateLine:
    own = around.lines[key]
    rows = {s.telling.claim.claim_id: s.telling.claim for s in own if isinstance(s.telling.claim, StateRow)}
    in_time = sorted(stretches, key=lambda one: (one.first, one.last, not one.period.polarity))
    return StateLine(
        line_id=content_id("l", *key),
        relation=key[0],
        subject=_told_most([support.subject for support in own]),
        object=_told_most([support.object for support in own]),
        periods=tuple(one.period for one in in_time),
        states=tuple(rows.values()),
        conflicts=found,
    )


def _told_most(parties: Sequence[PartyRow]) -> PartyRow:
    """The party under the name that is used most."""
    names = [party.name for party in parties]
    return min(parties, key=lambda party: (-names.count(party.name), party.name, str(party.quote)))


def _order(line: StateLine) -> tuple[str, str, str, str, str]:
    first = str(line.periods[0].first or "") if line.periods else ""
    return line.relation, line.object.name.casefold(), first, line.subject.name.casefold(), line.line_id
