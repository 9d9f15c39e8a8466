"""What ends a relation: its opposite, another holder of what one alone holds, a capture, a withdrawal, "no longer"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casus.beliefs.identity import bare, is_one, may_be_one, party_key, spot_key
from casus.beliefs.knowledge import Ending, Knowledge, StateKnowledge
from casus.beliefs.supports import Deed, Key, Support
from casus.store.rows import ClaimRow, PartyRow, PlaceRow, StateRow


@dataclass(frozen=True, slots=True)
class End:
    """What ends a relation on a day. `origin` is who tells it; `is_deed` a happening rather than a statement."""

    day: date
    row: ClaimRow | StateRow
    origin: str
    is_deed: bool

    @property
    def rank(self) -> tuple[date, bool, str, str]:
        """The order in time; a happening before a statement of the same day."""
        return self.day, not self.is_deed, self.row.report.doc_id, self.row.claim_id


@dataclass(frozen=True, slots=True)
class Scene:
    """All supports by what they are about, and all happenings by places and parties: where ends are looked for."""

    lines: Mapping[Key, Sequence[Support]]
    by_object: Mapping[tuple[str, str], Sequence[Key]]
    by_pair: Mapping[frozenset[str], Sequence[Key]]
    deeds: Mapping[str, Sequence[Deed]]
    known: Knowledge
    knows: StateKnowledge


def scene(found: Iterable[Support], done: Sequence[Deed], known: Knowledge, knows: StateKnowledge) -> Scene:
    """Supports sorted into lines."""
    lines: dict[Key, list[Support]] = {}
    for support in sorted(found, key=lambda one: one.rank):
        lines.setdefault(support.key, []).append(support)
    by_object: dict[tuple[str, str], list[Key]] = {}
    by_pair: dict[frozenset[str], list[Key]] = {}
    for key in sorted(lines):
        by_object.setdefault((key[0], key[2]), []).append(key)
        by_pair.setdefault(frozenset(key[1:]), []).append(key)
    deeds: dict[str, list[Deed]] = {}
    for deed in done:
        for name in sorted(_names(deed)) if deed.is_sure else ():
            deeds.setdefault(name, []).append(deed)
    return Scene(lines, by_object, by_pair, deeds, known, knows)


def _names(deed: Deed) -> set[str]:
    """What a happening can be found under: its places, its parties, and their names."""
    parties = {key for party in deed.claim.parties for key in (party_key(party), f"n:{bare(party.name)}")}
    return parties | {spot_key(row) for row in _rows(deed)}


def _rows(deed: Deed) -> tuple[PlaceRow, ...]:
    return (*deed.claim.places, *((deed.place,) if deed.place else ()))


def ends(key: Key, around: Scene) -> tuple[End, ...]:
    """Everything that may end the relation of one line, in time."""
    own = around.lines[key]
    found = [*_negatives(own, around.knows), *_successors(key, around), *_opposites(key, around), *_deeds(own, around)]
    return tuple(sorted(found, key=lambda end: end.rank))


def _negatives(own: Sequence[Support], knows: StateKnowledge) -> Iterable[End]:
    """Statements that it no longer holds, or by which a source takes back what it said."""
    holders = {support.telling.origin: support.first for support in reversed(own) if support.holds}
    for support in own:
        row, origin = support.telling.claim, support.telling.origin
        taken_back = origin in holders and holders[origin] < support.first
        if not support.holds and (taken_back or knows.ended.search(row.sentence.words)):
            yield End(support.first, row, origin, is_deed=False)


def rivals(key: Key, around: Scene) -> Iterable[Key]:
    """Lines of other holders of what one alone can hold; two names of one side are no rivals."""
    if key[0] not in around.knows.exclusive:
        return
    subject = around.lines[key][0].subject
    for other in around.by_object[key[0], key[2]]:
        if other != key and not may_be_one(subject, around.lines[other][0].subject, around.known):
            yield other


def is_whole(support: Support, knows: StateKnowledge) -> bool:
    """Whether so much is held that nobody else can hold it too."""
    return (support.extent or "") in knows.exclusive.get(support.key[0], frozenset())


def _successors(key: Key, around: Scene) -> Iterable[End]:
    if not all(is_whole(support, around.knows) for support in around.lines[key] if support.holds):
        return
    for other in rivals(key, around):
        for support in around.lines[other]:
            if support.holds and is_whole(support, around.knows) and not support.is_inferred:
                yield End(support.first, support.telling.claim, support.telling.origin, is_deed=False)


def _opposites(key: Key, around: Scene) -> Iterable[End]:
    for other in around.by_pair[frozenset(key[1:])]:
        if around.knows.opposite(key[0], other[0]):
            for support in around.lines[other]:
                if support.holds:
                    yield End(support.first, support.telling.claim, support.telling.origin, is_deed=False)


def _deeds(own: Sequence[Support], around: Scene) -> Iterable[End]:
    subject, target = own[0].subject, own[0].object
    endings = [ending for ending in around.knows.ends if ending.relation == own[0].key[0]]
    names = {party_key(target), f"n:{bare(target.name)}"} if endings else set()
    if not all(ending.at for ending in endings):
        names.add(party_key(subject))
    near = {id(deed): deed for name in sorted(names) for deed in around.deeds.get(name, ())}
    for deed in near.values():
        if any(_fits(deed, ending, subject, target, around.known) for ending in endings):
            yield End(deed.day, deed.claim, deed.telling.origin, is_deed=True)


def _fits(deed: Deed, ending: Ending, subject: PartyRow, target: PartyRow, known: Knowledge) -> bool:
    claim = deed.claim
    if claim.type != ending.type or (ending.mode and claim.mode != ending.mode):
        return False
    if ending.at and not _is_at(deed, target, ending.roles):
        return False
    actors, sufferers = claim.who("actor"), claim.who("recipient")
    if ending.by == "other":
        lost = any(is_one(party, subject, known) for party in sufferers)
        return bool(actors) and (lost or not any(may_be_one(party, subject, known) for party in actors))
    if ending.by == "either":
        sides = (*actors, *sufferers)
        return all(any(is_one(party, side, known) for party in sides) for side in (subject, target))
    return ending.by == "any" or any(is_one(party, subject, known) for party in actors)


def _is_at(deed: Deed, target: PartyRow, roles: frozenset[str]) -> bool:
    """Whether it happened at the very place, or was done to it ("captured the town")."""
    places = {spot_key(row) for row in _rows(deed) if row.role in roles}
    sufferers = {bare(party.name) for party in deed.claim.who("recipient")}
    return party_key(target) in places or bare(target.name) in sufferers
