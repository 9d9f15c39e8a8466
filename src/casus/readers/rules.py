"""The rules of `resources/readers/parts.toml` and `wires.toml`, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.errors import ResourceError
from casus.model.document import PartKind
from casus.resources.load import read_toml, resource

_PLACES: Final = frozenset({"whole", "head", "tail", "mark"})


@dataclass(frozen=True, slots=True)
class PartRule:
    """One way a part shows in plain text; `where` is explained at the top of `parts.toml`."""

    name: str
    kind: PartKind
    where: str
    pattern: re.Pattern[str]
    example: str
    counter: str

    def find(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The match in one paragraph, `text[start:end]`, or None."""
        if self.where == "whole":
            return self.pattern.fullmatch(text, start, end)
        if self.where == "tail":
            return next((m for m in self.pattern.finditer(text, start, end) if m.end() == end), None)
        return self.pattern.match(text, start, end)


@cache
def part_rules() -> tuple[PartRule, ...]:
    """All rules, in the order in which they are tried. Raises `ResourceError` when the file is damaged."""
    return tuple(_rule(entry) for entry in load_data("parts.toml")["rule"])


@cache
def wires() -> dict[str, str]:
    """Publisher by the upper-case words that sign a dateline."""
    return {str(key): str(value) for key, value in load_data("wires.toml")["wires"].items()}


@cache
def not_places() -> frozenset[str]:
    """Words in capitals that open a report as a dateline would and are no place."""
    return frozenset(load_data("wires.toml")["not_places"]["words"])


def load_data(name: str) -> dict[str, Any]:
    """The TOML file `name` among the readers' own. Raises `ResourceError` when it is missing or damaged."""
    return read_toml(resource("readers", name))


def _rule(entry: dict[str, str]) -> PartRule:
    try:
        if entry["where"] not in _PLACES:
            raise ValueError(f"where = {entry['where']!r}")
        return PartRule(
            entry["name"],
            PartKind(entry["kind"]),
            entry["where"],
            re.compile(entry["pattern"]),
            entry["example"],
            entry["counter"],
        )
    except (KeyError, ValueError, re.error) as error:
        raise ResourceError(
            f"rule {entry.get('name', '?')!r}: {error}",
            where=str(resource("readers", "parts.toml")),
            expected="name, kind, where, pattern, example, counter",
            remedy="correct the rule",
        ) from error
