"""
Kumu JSON: actors and places as elements; relations, and what they did to each other, as connections.

Relations that reports deny are left out. Acts of one type between the same two are one connection with their number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from casus.exports.cases import Case, cases
from casus.exports.entities import entity_id
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content, about
from casus.exports.sides import Allies, sides
from casus.exports.tally import Tally
from casus.schemes.countries import country
from casus.store.rows import PartyRow, StateRow

MUTUAL: Final = frozenset(("allied_with", "fights", "coordinates_with", "ceasefire_with"))
"""Relations without a direction."""


class _Graph:
    """Elements and connections so far."""

    def __init__(self) -> None:
        self.elements: dict[str, dict[str, Any]] = {}
        self.connections: dict[tuple[str, str, str], dict[str, Any]] = {}

    def element(self, party: PartyRow) -> str:
        """The label of a party; two of one name are told apart by country or kind."""
        id_ = entity_id(party)
        if id_ not in self.elements:
            self.elements[id_] = {
                "id": id_,
                "label": self._free(party),
                "type": "place" if party.is_place else (party.kind or "other").replace("_", " "),
                "country": country(party.country).name,
                "sector": party.sector or "",
                "registry": party.registry or "",
            }
        return id_

    def _free(self, party: PartyRow) -> str:
        taken = {element["label"] for element in self.elements.values()}
        tries = (party.name, f"{party.name} ({country(party.country).name or party.kind})")
        numbered = (f"{party.name} ({number})" for number in range(2, len(taken) + 3))
        return next(label for label in (*tries, *numbered) if label not in taken)

    def connect(self, start: str, end: str, kind: str, *, mutual: bool, told: str) -> None:
        """Add a connection, or one more to its number."""
        if mutual and end < start:
            start, end = end, start
        found = self.connections.setdefault(
            (start, end, kind),
            {
                "from": start,
                "to": end,
                "type": kind,
                "direction": "mutual" if mutual else "directed",
                "number": 0,
                "description": told,
            },
        )
        found["number"] += 1


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write the graph."""
    graph = _Graph()
    allies = Allies(content.known_states)
    for state in content.states:
        _relation(state, graph, tally)
    for case in cases(content, tally):
        _act(case, graph, allies, tally)
    tally.rows = len(graph.connections)
    found = {
        "elements": list(graph.elements.values()),
        "connections": list(graph.connections.values()),
        "casus": about(content, "kumu", tally),
    }
    files.text().write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def _relation(state: StateRow, graph: _Graph, tally: Tally) -> None:
    if state.is_denied or state.factuality != "CT+":
        reason = "denied" if state.is_denied else "not told as certain"
        tally.drop(state.claim_id, f"{state.relation} “{state.trigger.words}”", reason)
        return
    for subject, target in _pairs(state.subjects, state.objects):
        kind, mutual = state.relation.replace("_", " "), state.relation in MUTUAL
        graph.connect(graph.element(subject), graph.element(target), kind, mutual=mutual, told=state.sentence.words)


def _act(case: Case, graph: _Graph, allies: Allies, tally: Tally) -> None:
    first, second = sides(case, allies)
    if not (first and second):
        tally.drop(case.id, case.label, "party missing", "a connection needs two ends")
    for subject, target in _pairs(first, second):
        start, end = graph.element(subject), graph.element(target)
        graph.connect(start, end, case.facts.type, mutual=case.facts.is_symmetric, told=case.main.sentence.words)


def _pairs(first: Iterable[PartyRow], second: Iterable[PartyRow]) -> Iterator[tuple[PartyRow, PartyRow]]:
    ends = tuple(second)
    return ((one, other) for one in first for other in ends if entity_id(one) != entity_id(other))


FORMAT: Final = Format(
    "kumu",
    "Kumu JSON: actors and places with their relations and acts as a graph",
    ".json",
    "what did not happen, acts without two sides, time and place of acts",
    write,
)
