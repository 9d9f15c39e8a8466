"""Words for countries: names, adjectives, people, metonyms of the government; from the input's state actors and the
hand-made table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
_NOT_NAMES: Final = ("canonical", "alias", "official", "acronym")


@dataclass(slots=True)
class Country:
    """The words for one country; the first name is canonical, the first adjective the usual one."""

    iso3: str
    names: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    metonyms: list[str] = field(default_factory=list)
    ucdp: list[int] = field(default_factory=list)


def countries(states: Iterator[dict[str, Any]]) -> dict[str, Country]:
    """All countries that reports name as actors, keyed by ISO alpha-3."""
    left_out = set(" ".join(_lines("territories.txt")).split())
    found = {s["id"]: _country(s) for s in states if len(s["id"]) == 3 and s["id"] not in left_out}
    for line in _lines("countries.tsv"):
        iso3, *columns = line.split("\t")
        known = found.setdefault(iso3, Country(iso3))
        lists = (known.names, known.adjectives, known.people, known.metonyms)
        for words, change in zip(lists, columns, strict=False):
            _change(words, change)
    return dict(sorted(found.items()))


def _country(state: dict[str, Any]) -> Country:
    names = [_tidy(n["text"]) for n in state["names"] if n["type"] in _NOT_NAMES and n["text"] != "West Bank"]
    demonyms = [n["text"] for n in state["names"] if n["type"] == "demonym"]
    plurals = [d for d in demonyms if d.endswith("s") and d != "Swiss" and len(demonyms) > 1]
    metonyms = [n["text"] for n in state["names"] if n["type"] == "metonym"]
    country = Country(
        state["id"],
        adjectives=[d for d in demonyms if d not in plurals],
        people=plurals or demonyms[:1],
        metonyms=metonyms,
    )
    for name in names:
        _add(country.names, name)
    ucdp = state["ext"].get("ucdp_actor", [])
    country.ucdp = ucdp if isinstance(ucdp, list) else [ucdp]
    return country


def _tidy(name: str) -> str:
    """Without the article, and in reading order: "Korea, Republic of" becomes "Republic of Korea"."""
    name = name.removeprefix("the ").removeprefix("The ")
    head, comma, tail = name.partition(", ")
    return f"{tail.removeprefix('The ')} {head}" if comma and tail.endswith(" of") else name


def _change(words: list[str], change: str) -> None:
    if change.startswith("="):
        words.clear()
    for word in filter(None, change.removeprefix("=").split("|")):
        _add(words, word)


def _add(words: list[str], word: str) -> None:
    if word not in words:
        words.append(word)


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
