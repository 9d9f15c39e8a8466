"""What a situation, a list of changes and a situation report are made of: the same parts for screen, page, scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How an item stands, at a glance."""

    TOLD = "told"
    HOLDS = "holds"
    EXPECTED = "expected"
    UNSURE = "unsure"
    DENIED = "denied"
    DISPUTED = "disputed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Reference:
    """
    One passage of one report, quoted. `number` is what sentences cite.

    `words` is the whole sentence, `marks` are the stretches of it (start, end) that claims rest on. `claim_ids` are the
    claims read from it, `sources` who is quoted there (empty: the report itself).
    """

    number: int
    words: str
    marks: tuple[tuple[int, int], ...]
    claim_ids: tuple[str, ...]
    sources: tuple[str, ...]
    doc_id: str
    paper: str
    title: str | None
    published: date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, without its full stop, and the numbers of what it rests on, which stand behind it."""

    text: str
    refs: tuple[int, ...]

    @property
    def cited(self) -> str:
        """The sentence with its numbers: "The army left the town, according to … [1][2]."."""
        return f"{self.text} {''.join(f'[{number}]' for number in self.refs)}." if self.refs else f"{self.text}."


@dataclass(frozen=True, slots=True)
class Item:
    """
    One event or relation: its sentences, and what stands beside them.

    `day` is when, in short; `label` the act or relation; `notes` short facts ("2 independent sources", "supported");
    `facts` the values for scripts.
    """

    id: str
    standing: Standing
    label: str
    day: str
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a title."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole text: `kind` is situation, changes or brief; `lead` says what it covers; `foot` how it was made."""

    kind: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    foot: tuple[str, ...]
    empty: str = ""
