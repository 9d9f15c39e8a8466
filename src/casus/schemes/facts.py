"""What a code is derived from: the same few facts, whether of one claim or of a happening that many claims tell of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casus.store.rows import ClaimRow, EventRow, PartyRow


@dataclass(frozen=True, slots=True)
class Facts:
    """
    An act as far as codes look at it.

    `words` are those of the trigger and the instrument in lower case. `country` (ISO alpha-3) is where it happened.
    `numbers` are the roles of the numbers told: killed, wounded, …
    """

    type: str
    mode: str | None
    status: str = "completed"
    words: str = ""
    actors: tuple[PartyRow, ...] = ()
    recipients: tuple[PartyRow, ...] = ()
    numbers: frozenset[str] = frozenset()
    country: str | None = None

    @property
    def label(self) -> str:
        """Type and mode; "ASSAULT." where no mode is told."""
        return f"{self.type}.{self.mode or ''}"

    @property
    def is_symmetric(self) -> bool:
        """Whether several did it with each other: met, clashed. Two who attack a town do not attack each other."""
        if len(self.actors) < 2 or self.recipients:
            return False
        return bool({self.type, self.label} & MUTUAL) or (self.label == "ASSAULT." and bool(FIGHT.search(self.words)))


MUTUAL: Final = frozenset(("AGREE", "SUPPORT", "CONSULT", "COOPERATE", "ASSAULT.clash", "RETREAT.ceasefire"))
"""Acts that several do with each other when nobody is named as the other side."""

FIGHT: Final = re.compile(
    r"\b(wars?|warfare|fighting|fights?|fought|battles?|clash\w*|conflicts?|hostilities|skirmish\w*)\b"
)
"""Words for violence between those who are named. Source: PLOVER manual, two-sided violence has all sides as actors."""


def facts_of(told: ClaimRow | EventRow) -> Facts:
    """The facts of one claim, or of the claim of a happening that says most."""
    claim = told.main if isinstance(told, EventRow) else told
    places = [place.place for place in claim.places if place.place and place.place.country]
    return Facts(
        type=claim.type,
        mode=claim.mode,
        status=claim.status,
        words=words_of((claim,)),
        actors=claim.who("actor"),
        recipients=claim.who("recipient"),
        numbers=frozenset(quantity.role for quantity in claim.quantities),
        country=places[0].country if places and places[0] else None,
    )


def words_of(claims: Sequence[ClaimRow]) -> str:
    """Triggers and instruments, in lower case, each once."""
    quotes = (quote for claim in claims for quote in (claim.trigger, claim.instrument) if quote)
    return " ".join(dict.fromkeys(quote.words.lower() for quote in quotes))
