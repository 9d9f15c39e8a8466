"""
Rules that turn facts into the code of a scheme: data files, read top to bottom, the first that fits gives the code.

A rule says what must hold (`when`), the code (`value`; "" where the scheme has none, and then `why`), an `example` that
it decides and a `counter` that it must leave to another rule; how those are written: `casus.schemes.examples`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.errors import ResourceError
from casus.resources.load import read_toml, resource
from casus.schemes.facts import Facts
from casus.schemes.parties import group

CONDITIONS: Final = frozenset(
    ("type", "status", "words", "actor", "recipient", "only_recipient", "any", "without", "number", "symmetric")
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code and the id of the rule that gave it. `value` "" says that the scheme has no code; `why` says why not."""

    value: str
    rule: str
    why: str = ""

    def __bool__(self) -> bool:
        """Whether there is a code."""
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule. Every condition that is given must hold.

    `types` are "ASSAULT" (any mode), "ASSAULT." (no mode) or "ASSAULT.aerial"; `words` a pattern that the trigger or
    the instrument must hold. `actor`, `recipient` and `any` are party groups of which one must be there,
    `only_recipient` groups that all recipients must be of, `without` sides ("actor", "recipient") that must be empty.
    """

    id: str
    value: str
    why: str
    example: str
    counter: str
    types: tuple[str, ...]
    statuses: frozenset[str]
    words: re.Pattern[str] | None
    actor: frozenset[str]
    recipient: frozenset[str]
    only_recipient: frozenset[str]
    any: frozenset[str]
    without: frozenset[str]
    numbers: frozenset[str]
    symmetric: bool | None

    def fits(self, facts: Facts) -> bool:
        """Whether the rule decides these facts."""
        return self._fits_act(facts) and self._fits_parties(facts)

    def _fits_act(self, facts: Facts) -> bool:
        return (
            (not self.types or facts.type in self.types or facts.label in self.types)
            and (not self.statuses or facts.status in self.statuses)
            and (self.words is None or self.words.search(facts.words) is not None)
            and (not self.numbers or bool(self.numbers & facts.numbers))
            and (self.symmetric is None or self.symmetric is facts.is_symmetric)
        )

    def _fits_parties(self, facts: Facts) -> bool:
        actors, recipients = groups(facts, "actor"), groups(facts, "recipient")
        sides = {"actor": facts.actors, "recipient": facts.recipients}
        return (
            (not self.actor or bool(self.actor & actors))
            and (not self.recipient or bool(self.recipient & recipients))
            and (not self.only_recipient or (bool(recipients) and recipients <= self.only_recipient))
            and (not self.any or bool(self.any & (actors | recipients)))
            and not any(sides[side] for side in self.without)
        )


def groups(facts: Facts, side: str) -> frozenset[str]:
    """The groups of those on one side."""
    parties = facts.actors if side == "actor" else facts.recipients
    return frozenset(group(party, facts.label, role=side, country=facts.country) for party in parties)


@cache
def load_rules(scheme: str) -> tuple[Rule, ...]:
    """The rules of one scheme, in order. Raises ResourceError for a rule that cannot be read."""
    path = resource("schemes", f"{scheme}.toml")
    try:
        return tuple(_rule(raw) for raw in read_toml(path)["rule"])
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise ResourceError(
            f"a rule cannot be read ({error!r})", where=str(path), expected="id, when, value, example, counter"
        ) from error


def decide(scheme: str, facts: Facts) -> Code:
    """The code that the first rule that fits gives; without one, no code by the rule "SCHEME.none"."""
    for rule in load_rules(scheme):
        if rule.fits(facts):
            return Code(rule.value, rule.id, rule.why)
    return Code("", f"{scheme}.none", f"{scheme} has no code for {facts.label.rstrip('.')}")


def _rule(raw: dict[str, Any]) -> Rule:
    when = raw.get("when", {})
    if strange := set(when) - CONDITIONS:
        raise ValueError(f"{raw['id']}: unknown conditions {sorted(strange)}")
    return Rule(
        id=raw["id"],
        value=raw["value"],
        why=raw.get("why", ""),
        example=raw["example"],
        counter=raw["counter"],
        types=tuple(when.get("type", ())),
        statuses=frozenset(when.get("status", ())),
        words=re.compile(when["words"]) if "words" in when else None,
        **{name: frozenset(when.get(name, ())) for name in ("actor", "recipient", "only_recipient", "any", "without")},
        numbers=frozenset(when.get("number", ())),
        symmetric=when.get("symmetric"),
    )
