"""One mention of an actor, as far as its own words tell."""

from __future__ import annotations

from typing import Final, NamedTuple

from casus.model.actor import ActorCandidate
from casus.model.span import Span
from casus.steps._actor_text import Named

_PRONOUNS: Final = {
    "male": "he him his himself",
    "female": "she her hers herself",
    "body": "it its itself",
    "many": "they them their theirs themselves",
    "we": "we us our ourselves",
    "i": "i me my myself",
}
PRONOUNS: Final = {word: number for number, words in _PRONOUNS.items() for word in words.split()}
"""Pronouns and what they stand for: a man, a woman, a body, many, or who speaks."""


class Phrase(NamedTuple):
    """One mention of an actor, as far as its own words tell.

    `form`: name, person, role, adjective, people, state, pronoun. `first`/`last` are token indices, `head` the index
    of the head;
    `name` the words of the proper name in it; `owner` the known name before the head ("Hezbollah" in "Hezbollah
    fighters").
    `number`: one, many, body, or for pronouns male, female, body, many, we, i. `definite`: the, this, its …;
    `counted`: a number or "a".
    """

    span: Span
    first: int
    last: int
    head: int
    form: str
    number: str
    kind: str = ""
    sector: str = ""
    country: str = ""
    name: str = ""
    organ: str = ""
    head_key: str = ""
    definite: bool = False
    counted: bool = False
    borrows: bool = False
    gender: str = ""
    candidates: tuple[ActorCandidate, ...] = ()
    owner: Named | None = None
    sentence: int = 0
    modifiers: tuple[str, ...] = ()
    pair: bool = False

    @property
    def family(self) -> tuple[str, str, str]:
        """What kind of body it is; nouns of one family may name one actor ("troops", "the army")."""
        return (self.kind, self.sector, self.organ)
