"""Links between actors and offices that people hold, as the registry shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casus.gazetteers._actor_overrides import Override
from casus.resources.actor_tables import FactRow
from casus.resources.folding import key


@dataclass(frozen=True, slots=True)
class Link:
    """A dated link to another actor: part_of, affiliate_of, allied_with, successor_of, splinter_of or supported_by."""

    relation: str
    target: str
    start: str
    end: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Office:
    """A person's office: "President" of SYR.GOV from one day to another; `holder` and `actor` are ids."""

    holder: str
    role: str
    actor: str
    start: str
    end: str
    source: str
    verified: bool = False


def link(row: FactRow) -> Link:
    return Link(row.relation, row.target, row.start, row.end, row.source, row.verified == "yes")


def office(row: FactRow) -> Office:
    return Office(row.id, row.relation, row.target, row.start, row.end, row.source, row.verified == "yes")


def name_lines(overrides: tuple[Override, ...]) -> Iterator[str]:
    for override in overrides:
        for text, start, end in override.names:
            match = "case" if len(text) < 5 else "fold"
            yield "\t".join((key(text), text, override.id, "name", start, end, match, "project", "yes"))
