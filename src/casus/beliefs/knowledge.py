"""What `resources/beliefs/` says about sources, numbers and relations, read once and typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.resources.load import read_toml, resource
from casus.store.rows import SourceRow

PARTY: Final = "party"
OWN_VOICE: Final = "report"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class SourceClass:
    """One kind of source: what shows it, how it is called, and what it counts (0..1)."""

    name: str
    label: str
    weight: float
    words: re.Pattern[str] | None
    kinds: frozenset[str]
    sectors: frozenset[str]

    def fits(self, source: SourceRow) -> bool:
        """Whether the words for a source, its kind or its sector are of this class."""
        said = (source.quote.words if source.quote else source.name).casefold()
        return bool(
            (self.words and self.words.search(said)) or source.kind in self.kinds or source.sector in self.sectors
        )


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The whole of `belief.toml`."""

    classes: Mapping[str, SourceClass]
    done: frozenset[str]
    partly: frozenset[str]
    unclear: frozenset[str]
    lasting: frozenset[str]
    authored: frozenset[str]
    not_authored: frozenset[str]
    joint: frozenset[str]
    compared: frozenset[str]
    update: re.Pattern[str]
    older: re.Pattern[str]
    state_sectors: frozenset[str]
    unnamed_kinds: frozenset[str]
    unnamed_words: frozenset[str]
    unnamed_heads: frozenset[str]
    index: Mapping[str, Any]
    words: Mapping[str, Any]

    def class_of(self, source: SourceRow) -> str:
        """The name of the first class that fits, "unknown" where none does."""
        return next((one.name for one in self.classes.values() if one.fits(source)), UNKNOWN)


@cache
def knowledge() -> Knowledge:
    """`belief.toml`, typed."""
    data = read_toml(resource("beliefs", "belief.toml"))
    status, numbers = data["status"], data["numbers"]
    return Knowledge(
        classes={row["name"]: _source_class(row) for row in data["source"]},
        done=frozenset(status["done"]),
        partly=frozenset(status["partly"]),
        unclear=frozenset(status["unclear"]),
        lasting=frozenset(status["lasting"]),
        authored=frozenset(data["authored"]["types"]),
        not_authored=frozenset(data["authored"]["not"]),
        joint=frozenset(data["authored"]["joint"]),
        compared=frozenset(numbers["compared"]),
        update=re.compile(numbers["update"], re.IGNORECASE),
        older=re.compile(numbers["older"], re.IGNORECASE),
        state_sectors=frozenset(data["state"]["sectors"]),
        unnamed_kinds=frozenset(data["unnamed"]["kinds"]),
        unnamed_words=frozenset(data["unnamed"]["words"]),
        unnamed_heads=frozenset(data["unnamed"]["heads"]),
        index=data["index"],
        words=data["words"],
    )


def _source_class(row: Mapping[str, Any]) -> SourceClass:
    return SourceClass(
        name=row["name"],
        label=row["label"],
        weight=row["weight"],
        words=re.compile(row["words"], re.IGNORECASE) if "words" in row else None,
        kinds=frozenset(row.get("kinds", ())),
        sectors=frozenset(row.get("sectors", ())),
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """A happening that ends (or begins) a relation; see `states.toml`."""

    relation: str
    type: str
    mode: str | None
    by: str
    at: bool
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class StateKnowledge:
    """The whole of `states.toml`."""

    symmetric: frozenset[str]
    exclusive: Mapping[str, frozenset[str]]
    ended: re.Pattern[str]
    opposites: tuple[frozenset[str], ...]
    ends: tuple[Ending, ...]
    begins: tuple[Ending, ...]
    kinds: Mapping[str, str]
    nobody: frozenset[str]
    between: frozenset[str]

    def opposite(self, left: str, right: str) -> bool:
        """Whether two relations cannot hold between the same two at once."""
        return left != right and any({left, right} <= pair for pair in self.opposites)


@cache
def state_knowledge() -> StateKnowledge:
    """`states.toml`, typed."""
    data = read_toml(resource("beliefs", "states.toml"))
    return StateKnowledge(
        symmetric=frozenset(data["symmetric"]),
        exclusive={relation: frozenset(extents) for relation, extents in data["exclusive"].items()},
        ended=re.compile(data["ended"]["words"], re.IGNORECASE),
        opposites=tuple(frozenset(row["relations"]) for row in data["opposite"]),
        ends=tuple(map(_ending, data["ends"])),
        begins=tuple(map(_ending, data["begins"])),
        kinds=data["kinds"],
        nobody=frozenset(data["nobody"]["words"]),
        between=frozenset(data["parties"]["relations"]),
    )


def _ending(row: Mapping[str, Any]) -> Ending:
    label, _, mode = row["type"].partition(".")
    roles = frozenset(row.get("roles", ("where", "near", "to")))
    return Ending(row["relation"], label, mode or None, row.get("by", "any"), row.get("at", True), roles)
