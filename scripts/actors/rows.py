"""The rows of the compiled registry, and the registry while it is being built."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from casus.resources.folding import key

REVIEWED: Final = "reviewed"
OWN: Final = "own"


@dataclass(slots=True)
class Name:
    """One name of an actor with the days on which it was in use; `match` is fold, case, country, surname or lower
    (README of the tables).
    """

    text: str
    kind: str
    start: str = ""
    end: str = ""
    match: str = "fold"
    source: str = ""
    verified: bool = False


@dataclass(slots=True)
class Fact:
    """A link or an office: `relation` is part_of … for links, the role's words for offices."""

    relation: str
    target: str
    start: str = ""
    end: str = ""
    source: str = ""
    verified: bool = False


@dataclass(slots=True)
class Draft:
    """An actor in the making."""

    id: str
    name: str
    kind: str
    sector: str
    country: str = ""
    operates: list[str] = field(default_factory=list)
    start: str = ""
    end: str = ""
    ucdp: list[int] = field(default_factory=list)
    source: str = ""
    verified: bool = False
    names: list[Name] = field(default_factory=list)
    links: list[Fact] = field(default_factory=list)
    offices: list[Fact] = field(default_factory=list)
    sectors: list[Fact] = field(default_factory=list)

    def add_name(self, name: Name) -> None:
        """Add a name unless one with the same key, match and first day is there; a reviewed one wins."""
        if not key(name.text):
            return
        for known in self.names:
            if (
                key(known.text) == key(name.text)
                and known.start == name.start
                and (known.match == name.match or name.match != "case")
            ):
                return
        self.names.append(name)


Registry = dict[str, Draft]
