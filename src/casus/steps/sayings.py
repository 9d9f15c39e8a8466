"""The sayings of a report: who says or thinks something, by which words, and what."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.reading import Reading
from casus.steps._sayings import sayings


class Sayings:
    """Find the sayings of a report, whether or not what is said is a claim."""

    name: Final = "sayings"
    needs: Final = frozenset({"document", "sentences", "tokens"})
    gives: Final = frozenset({"sayings"})

    def __call__(self, reading: Reading) -> Reading:
        """Add the sayings in text order."""
        return replace(reading, sayings=sayings(reading))
