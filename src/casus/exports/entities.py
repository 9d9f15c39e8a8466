"""Who takes part in events and relations, each once, for formats that are graphs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from casus.model.ids import content_id
from casus.store.rows import PartyRow

NOBODY: Final = frozenset(("civilians", "crowd"))
"""Kinds that are many people and no body that could act as one."""


def entity_id(party: PartyRow) -> str:
    """The id of an actor or place of a graph: by registry id where there is one, else by name and country."""
    if party.registry:
        return content_id("x", "registry", party.registry)
    if party.place:
        return content_id("x", "place", party.place.id)
    return content_id("x", party.name.casefold(), party.kind, party.country)


def unique(parties: Iterable[PartyRow]) -> tuple[PartyRow, ...]:
    """Parties without repeats, in order."""
    return tuple({entity_id(party): party for party in parties}.values())
