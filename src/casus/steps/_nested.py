"""
Names inside longer phrases that another party owns: "Iranian-backed militia", "pro-Belmora rebels", "loyal to Orlan".

The compounds and the words between two parties are data: `[[compound]]` and `[[beside]]` of
`resources/lexicon/en/states.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps import _lexicon

HYPHENS: Final = frozenset({"-", "–", "‑", "‐"})
FILE: Final = "states.toml"
REACH: Final = 8
"""How many words a compound may have."""
_NAMING: Final = frozenset({"PROPN", "ADJ", ""})
"""Tags of words that may go on a name to the left of a compound."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """An inner party and the words that tie it to another: token indices, last ones included.

    `first`/`last` are the inner party ("Iranian"), `begin`/`end` the whole expression ("Iranian-backed", for words
    beside each other "loyal to" alone). `relation` is "" where none holds ("anti-Belmora"); `inner` is the role that
    the inner party plays in it.
    """

    first: int
    last: int
    begin: int
    end: int
    relation: str
    inner: str


@cache
def _compounds(kind: str) -> dict[str, tuple[str, str]]:
    """Relation and role of the inner party by the other half of the compound; `kind` is suffixes or prefixes."""
    bare: list[str] = _lexicon.table(FILE)["unrelated"][kind]
    told = {
        half: (rule["relation"], rule.get("inner", "subject"))
        for rule in _lexicon.table(FILE)["compound"]
        for half in rule.get(kind, ())
    }
    return dict.fromkeys(bare, ("", "")) | told


@cache
def _beside() -> dict[tuple[str, ...], tuple[str, str]]:
    """Relation and role of the party that follows, by the words between the two."""
    return {
        tuple(phrase.split()): (rule["relation"], rule["inner"])
        for rule in _lexicon.table(FILE)["beside"]
        for phrase in rule["phrases"]
    }


@cache
def _beside_sizes() -> dict[str, tuple[int, ...]]:
    """How many words the phrases of `_beside` have that begin with a word, longest first."""
    return {
        first: tuple(sorted({len(words) for words in _beside() if words[0] == first}, reverse=True))
        for first in {words[0] for words in _beside()}
    }


def compounds(tokens: Sequence[Token]) -> Iterator[Nesting]:
    """The compounds written with a hyphen around a party, in text order."""
    for i, token in enumerate(tokens):
        if token.text in HYPHENS and 0 < i < len(tokens) - 1 and _tight(tokens, i):
            found = _after_name(tokens, i) or _before_name(tokens, i)
            if found is not None:
                yield found


def _tight(tokens: Sequence[Token], i: int) -> bool:
    before, hyphen, after = (token.span for token in tokens[i - 1 : i + 2])
    return before.end == hyphen.start and hyphen.end == after.start


def _after_name(tokens: Sequence[Token], i: int) -> Nesting | None:
    """The compound "X-backed": a name or a noun for a party before the hyphen."""
    found = _compounds("suffixes").get(tokens[i + 1].text.lower())
    if found is None or not names_party(tokens[i - 1].text):
        return None
    first = _name_start(tokens, i - 1)
    return Nesting(first, i - 1, first, i + 1, *found)


def _before_name(tokens: Sequence[Token], i: int) -> Nesting | None:
    """The compound "pro-X"."""
    found = _compounds("prefixes").get(tokens[i - 1].text.lower())
    if found is None or not names_party(tokens[i + 1].text):
        return None
    return Nesting(i + 1, i + 1, i - 1, i + 1, *found)


def _name_start(tokens: Sequence[Token], last: int) -> int:
    """Where a name that ends at `last` begins: back over hyphens ("al-Nusra-linked") and capitalised name words."""
    first = last
    while first > 1 and tokens[first - 1].text in HYPHENS and _tight(tokens, first - 1):
        first -= 2
    while first > 0 and tokens[first].upos == "PROPN" == tokens[first - 1].upos and _goes_on(tokens, first):
        first -= 1
    return first


def _goes_on(tokens: Sequence[Token], first: int) -> bool:
    """Whether the capitalised word before belongs to the same name: tied to it by the parse."""
    before = tokens[first - 1]
    return before.text[:1].isupper() and before.head in (first, tokens[first].head) and before.deprel != "nmod:poss"


def names_party(word: str) -> bool:
    """A name or a noun for a party: "pro-Belmora", "pro-government"; not "pro-active"."""
    return word[:1].isupper() or word.lower() in _lexicon.words(FILE, "parties")


def besides(tokens: Sequence[Token]) -> Iterator[Nesting]:
    """The expressions of several words between two parties, in text order; the inner party is what follows."""
    known, sizes = _beside(), _beside_sizes()
    low = [token.text.lower() for token in tokens]
    for i, word in enumerate(low):
        for size in sizes.get(word, ()):
            found = known.get(tuple(low[i : i + size]))
            if found is not None:
                yield Nesting(i + size, i + size, i, i + size - 1, *found)
                break


def span_of(tokens: Sequence[Token], first: int, last: int) -> Span:
    """The span from one token to another, `last` included."""
    return Span(tokens[first].span.start, tokens[last].span.end)


def past_compound(tokens: Sequence[Token], at: int) -> int:
    """Where the party begins that a compound at token `at` describes ("the Belmora-backed | League"), else `at`."""
    first = at + (at < len(tokens) and tokens[at].upos == "DET")
    found = next((n for n in compounds(tokens[first : first + REACH]) if n.begin == 0), None)
    return at if found is None else first + found.end + 1
