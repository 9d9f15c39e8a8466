"""UCDP types of violence of acts."""

from __future__ import annotations

from casus.schemes.facts import Facts, facts_of
from casus.schemes.rules import Code, decide
from casus.store.rows import ClaimRow, EventRow


def derive(told: Facts | ClaimRow | EventRow) -> Code:
    """The type of violence: "1" state-based, "2" non-state, "3" one-sided."""
    return decide("ucdp", told if isinstance(told, Facts) else facts_of(told))
