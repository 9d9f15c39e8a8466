"""Two sides of an act, as dyadic formats need them, from who acts, who is acted on, and who is known to be allied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from casus.exports.cases import Case, name_key
from casus.schemes.parties import group
from casus.store.rows import PartyRow, StateRow

ALLIED: Final = frozenset(("allied_with", "supports", "coordinates_with", "part_of", "commands"))
"""Relations that put two on one side."""

STATE: Final = "State forces"
Parties = tuple[PartyRow, ...]


class Allies:
    """Who is on whose side, by relations that reports tell of as certain."""

    def __init__(self, states: Iterable[StateRow] = ()) -> None:
        self._pairs: set[frozenset[str]] = set()
        for state in states:
            if state.relation in ALLIED and state.factuality == "CT+" and not state.is_denied:
                self._pairs |= {frozenset((_key(a), _key(b))) for a in state.subjects for b in state.objects}

    def together(self, left: PartyRow, right: PartyRow) -> bool:
        """Whether two are one, organs of one state, or allied; an ally of a state is an ally of its organs."""
        keys = _key(left), _key(right)
        return keys[0] == keys[1] or frozenset(keys) in self._pairs

    def split(self, parties: Parties) -> tuple[Parties, Parties]:
        """Those who act together with the first, and the others; all but the first where nothing is known."""
        first = [parties[0]]
        for party in parties[1:]:
            if any(self.together(party, other) for other in first):
                first.append(party)
        if len(first) == len(parties):
            first = first[:1]
        return tuple(first), tuple(party for party in parties if party not in first)


def sides(case: Case, allies: Allies) -> tuple[Parties, Parties]:
    """Who acts and who is acted on; where all act together, the two sides among them.

    Who is told on both sides stays where it is acted on, if anyone else acts.
    """
    if case.facts.is_symmetric:
        return allies.split(case.actors)
    targets = {name_key(party) for party in case.recipients}
    others = tuple(party for party in case.actors if name_key(party) not in targets)
    if others or not targets:
        return others or case.actors, case.recipients
    return _by_main(case, allies)


def _by_main(case: Case, allies: Allies) -> tuple[Parties, Parties]:
    """Sides where all are told on both: as the fullest claim has them, else by alliances."""
    acting = {name_key(party) for party in case.main.who("actor")}
    first = tuple(party for party in case.actors if name_key(party) in acting)
    second = tuple(party for party in case.recipients if name_key(party) not in acting)
    if first and second:
        return first, second
    return allies.split(case.actors) if case.actors else ((), case.recipients)


def _key(party: PartyRow) -> str:
    """What makes two one side: the state whose organ a party is, else the party."""
    found = group(party, "", role="", country=None)
    return f"state {party.country}" if found == STATE and party.country else name_key(party)
