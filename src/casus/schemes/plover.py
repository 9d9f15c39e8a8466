"""PLOVER types and modes of acts, with quad class, intensity and contexts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from casus.resources.load import read_toml, resource
from casus.schemes.facts import Facts, facts_of
from casus.schemes.rules import Code, decide
from casus.store.rows import ClaimRow, EventRow


def derive(told: Facts | ClaimRow | EventRow) -> Code:
    """Type and mode as PLOVER writes them: "RETREAT.withdraw"."""
    facts = told if isinstance(told, Facts) else facts_of(told)
    code = decide("plover", facts)
    return replace(code, value=facts.label.rstrip(".")) if code.value == "=" else code


def quad(value: str) -> int:
    """Quad class of a type: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return int(_scores()["types"][value.partition(".")[0]]["quad"])


def quad_name(value: str) -> str:
    """The quad class of a type in words."""
    return str(_scores()["quads"][str(quad(value))])


def intensity(value: str) -> float:
    """Intensity of a type and mode, -10 to 10; a mode without a score of its own has that of its type."""
    kind, _, mode = value.partition(".")
    entry = _scores()["types"][kind]
    return float(entry.get("modes", {}).get(mode, entry["intensity"]))


def contexts(facts: Facts) -> tuple[str, ...]:
    """Contexts of an act, in the order of the table."""
    sectors = {party.sector for party in (*facts.actors, *facts.recipients)}
    found = (row["name"] for row in _contexts() if _fits(row, facts, sectors))
    return tuple(dict.fromkeys(found))


def _fits(row: dict[str, Any], facts: Facts, sectors: set[str | None]) -> bool:
    types, wanted = row.get("type", ()), row.get("sector", ())
    return (not types or facts.type in types or facts.label in types) and (
        not wanted or any(sector in sectors for sector in wanted)
    )


@lru_cache(maxsize=1)
def _scores() -> dict[str, Any]:
    return read_toml(resource("schemes", "plover_scores.toml"))


@lru_cache(maxsize=1)
def _contexts() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_toml(resource("schemes", "contexts.toml"))["context"]
    return rows
