"""
Tell what a name is: a person, an organisation, a place, a people.

The most reliable fitting rule of `resources/syntax/en/name_rules.tsv` decides, on the words of the name and around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from casus.model.syntax import EntityKind
from casus.resources.load import resource
from casus.steps import _lexicon
from casus.steps._decisions import Decisions

NAMES: Final = ("name", "first", "last", "size", "look", "end", "prev", "prev2", "next", "next2")
"""The whole name, its first and last word, number of words, capitals, last letters; two words before and after it."""
_FILE: Final = "mentions.toml"
_EDGE: Final = "^"


def features(words: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """The values of `NAMES` for the name that `words[start:end]` is."""
    name = [word.lower() for word in words[start:end]]
    low = [words[i].lower() if 0 <= i < len(words) else _EDGE for i in (start - 2, start - 1, end, end + 1)]
    full = "_".join(name)
    return (
        full,
        name[0],
        name[-1],
        str(min(len(name), 4)),
        "A" if len(full) > 1 and words[start].isupper() else "a",
        name[-1][-3:],
        low[1],
        f"{low[0]}_{low[1]}",
        low[2],
        f"{low[2]}_{low[3]}",
    )


@cache
def load_rules() -> Decisions:
    """The rules that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("syntax", "en", "name_rules.tsv"), NAMES)


def kind_of(words: Sequence[str], start: int, end: int) -> str | None:
    """The `EntityKind` of the name `words[start:end]`; None for dates, works, events and products."""
    label = load_rules().choose(features(words, start, end), None, EntityKind.PER)
    if label in (EntityKind.PER, EntityKind.ORG, EntityKind.NORP):
        return label
    if label != "LOC":
        return None
    low = [word.lower() for word in words[start:end]]
    if low[-1] in _lexicon.words(_FILE, "facilities"):
        return EntityKind.FAC
    return EntityKind.LOC if _lexicon.words(_FILE, "landscape").intersection(low) else EntityKind.GPE
