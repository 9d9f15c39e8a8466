"""How claims are put into a few plain words and one mark each.

A mark is one character that says at a glance whether something is told as having happened; the words beside it say
the same, so that neither colour nor the mark alone carries the meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from casus.beliefs.wording import count as count  # numbers and days are said the same way everywhere
from casus.beliefs.wording import interval as interval
from casus.model.vocabulary import UNREALISED
from casus.store.rows import ClaimRow, SourceRow, StateRow


class Mark(StrEnum):
    """What the writer or the source commits to."""

    HAPPENED = "happened"
    NOT = "not"
    OPEN = "open"
    UNSURE = "unsure"
    DISPUTED = "disputed"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Sign:
    """One mark on screen: its character, a stand-in where the output cannot show it, its style and its legend."""

    char: str
    plain: str
    style: str
    legend: str


SIGNS: Final[dict[Mark, Sign]] = {
    Mark.HAPPENED: Sign("●", "*", "green", "told as fact"),
    Mark.HOLDS: Sign("■", "#", "cyan", "state that holds"),
    Mark.OPEN: Sign("○", "o", "yellow", "asked, planned or agreed, not told as done"),
    Mark.UNSURE: Sign("◐", "?", "yellow", "probable or possible"),
    Mark.NOT: Sign("✗", "x", "red", "denied or did not happen"),
    Mark.DISPUTED: Sign("≠", "!", "magenta", "told both ways in this report"),
}

_FACTUALITY: Final = {
    "PR+": "probable",
    "PS+": "possible",
    "U": "open",
    "CT-": "did not happen",
    "PR-": "probably did not happen",
    "PS-": "possibly did not happen",
}
_STATE_FACTUALITY: Final = {
    "CT+": "holds",
    "PR+": "probably holds",
    "PS+": "possibly holds",
    "U": "open",
    "CT-": "does not hold",
    "PR-": "probably does not hold",
    "PS-": "possibly does not hold",
}
_STANCES: Final = {"denies": "denied", "claims": "claimed as own act", "alleges": "alleged", "doubts": "doubted"}


def mark(claim: ClaimRow, *, disputed: bool = False) -> Mark:
    """The mark of a claim; `disputed` when the same happening is also told the other way."""
    if disputed:
        return Mark.DISPUTED
    if claim.is_denied:
        return Mark.NOT
    if claim.status in UNREALISED or claim.factuality == "U":
        return Mark.OPEN
    return Mark.HAPPENED if claim.factuality == "CT+" else Mark.UNSURE


def state_mark(state: StateRow) -> Mark:
    """The mark of a state."""
    if state.is_denied:
        return Mark.NOT
    if state.factuality == "U":
        return Mark.OPEN
    return Mark.HOLDS if state.factuality == "CT+" else Mark.UNSURE


def disputed_events(claims: Iterable[ClaimRow]) -> frozenset[str]:
    """Ids of the happenings that one claim tells as so and another as not so."""
    marks = [(claim.event_id, mark(claim)) for claim in claims]
    yes = {event for event, sign in marks if sign in (Mark.HAPPENED, Mark.UNSURE)}
    return frozenset(yes & {event for event, sign in marks if sign is Mark.NOT})


def standing(claim: ClaimRow, *, disputed: bool = False) -> str:
    """Status and factuality in words: "completed", "requested", "did not happen, denied"."""
    stance = _stance(claim.sources)
    # "completed, denied" would say two things at once: the status is what is denied.
    status = "" if claim.status == "none" or (claim.status == "completed" and stance == "denied") else claim.status
    factual = "" if status in UNREALISED and claim.factuality == "U" else _FACTUALITY.get(claim.factuality, "")
    words = (status, factual, stance, "disputed" if disputed else "")
    return ", ".join(word for word in words if word) or "told as fact"


def state_standing(state: StateRow) -> str:
    """Whether a state holds, in words."""
    holds = _STATE_FACTUALITY.get(state.factuality, state.factuality)
    return ", ".join(word for word in (holds, _stance(state.sources)) if word)


def _stance(sources: Sequence[SourceRow]) -> str:
    return _STANCES.get(sources[0].stance, "") if sources else ""


def voice(source: SourceRow) -> str:
    """What is remarkable about who speaks: name withheld, a party to it, in its own words, on a day."""
    said = interval(source.said.earliest, source.said.latest) if source.said else ""
    facts = (
        "name withheld" if source.naming == "anonymous" else "",
        "party to it" if source.is_party else "",
        "own words" if source.speech == "direct" else "",
        f"said {said}" if said else "",
    )
    return ", ".join(fact for fact in facts if fact)


def sure(standing_words: str, certainty: float) -> str:
    """A standing with the engine's certainty behind it, "completed, 0.82", unless that is full."""
    return standing_words if certainty >= 0.995 else f"{standing_words}, {certainty:.2f}"


def clean(text: str) -> str:
    """`text` on one line without blanks at its ends, safe for a terminal."""
    return safe(text).strip()


def safe(text: str) -> str:
    """`text` with white space folded, direction marks left out and control characters shown as "�"."""
    kinds = ((char, unicodedata.category(char)) for char in re.sub(r"\s+", " ", text))
    return "".join("�" if kind in ("Cc", "Cs") else char for char, kind in kinds if kind != "Cf")


def quoted(words: str) -> str:
    """The report's own words between typographic quotes."""
    return f"“{clean(words)}”"


def alike(name: str, words: str) -> bool:
    """Whether the report's words are the name itself, so that saying both would say it twice."""
    return bare(name) == bare(words)


def bare(name: str) -> str:
    """A name without its article and in lower case."""
    return re.sub(r"^(the|a|an) ", "", clean(name).casefold())
