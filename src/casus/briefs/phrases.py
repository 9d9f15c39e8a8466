"""The words of reports on the situation, from `resources/briefs/`: names with articles, days, acts, lists."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from casus.beliefs.wording import count as count
from casus.model.where import Place
from casus.resources.load import read_toml, read_tsv, resource
from casus.store.rows import PartyRow, Quote

COLUMNS: Final = ("act", "past", "bare", "past_alone", "bare_alone", "noun", "noun_alone")
_ARTICLE: Final = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_LOOSE: Final = re.compile(r"(?:,| and| or| in| of| by| at| to| for| on| with)+$")
"""Ends of descriptions that were cut too late."""

LONGEST: Final = 8
"""Words of a description that is taken over from a report; longer ones are whole sentences gone astray."""


@dataclass(frozen=True, slots=True)
class Act:
    """How one act is named; each form but the `alone` ones has a slot {whom}."""

    past: str
    bare: str
    past_alone: str
    bare_alone: str
    noun: str
    noun_alone: str

    def form(self, name: str, whom: str) -> str:
        """The form of that name, with whom it was done to if anyone."""
        text: str = getattr(self, name) if whom else getattr(self, f"{name}_alone")
        return text.replace("{whom}", whom)


@dataclass(frozen=True, slots=True)
class Language:
    """All sentences and words."""

    data: Mapping[str, Any]
    acts: Mapping[str, Act]

    def say(self, section: str, key: str, /, **slots: object) -> str:
        """A sentence with its slots filled."""
        text: str = self.data[section][key]
        return text.format(**slots)

    def has(self, section: str, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self.data[section]

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self.data[section][key])

    def verb(self, key: str, sources: int) -> str:
        """A verb that agrees with one or several sources."""
        one, many = self.data["verbs"][key]
        return str(one if sources == 1 else many)

    def act(self, label: str) -> Act:
        """The words for a type and mode; those of the type where the mode has none."""
        kind = label.partition(".")[0]
        return self.acts.get(label) or self.acts.get(kind) or _unknown(kind)


@cache
def language() -> Language:
    """The English of `resources/briefs/`."""
    data = read_toml(resource("briefs", "en.toml"))
    rows = read_tsv(resource("briefs", "acts.tsv"), COLUMNS)
    return Language(data, {label: Act(*forms) for label, *forms in rows})


def _unknown(kind: str) -> Act:
    word = kind.lower()
    with_whom = f"“{word}” towards {{whom}}"
    return Act(f"did {with_whom}", f"do {with_whom}", f"did “{word}”", f"do “{word}”", with_whom, f"“{word}”")


def called(name: str, quote: Quote | None, *, is_known: bool, kind: str | None = None) -> str:
    """
    How a sentence calls someone: "the Tarvenian army", "six soldiers", "army spokesman Colonel Petr Havel".

    `is_known`: an actor with a name of its own, which is used; others are called as the report calls them.
    """
    said = tidy(quote.words) if quote else ""
    own = _ARTICLE.sub("", tidy(name))
    usable = bool(said) and len(said.split()) <= LONGEST and not is_pronoun(said)
    if is_known:
        if usable and _ARTICLE.match(said) and _ARTICLE.sub("", said).casefold() == own.casefold():
            return _small(said)
        titled = usable and own.casefold() in said.casefold() and not _ARTICLE.match(said) and own.istitle()
        return _small(said) if titled and not said.casefold().startswith(own.casefold()) else with_article(own)
    if usable:
        return with_article(said, kind=kind)
    return str(language().data["names"]["somebody"]) if is_pronoun(own) else with_article(own, kind=kind)


def tidy(said: str) -> str:
    """A description on one line, without the small words of what followed it."""
    return _LOOSE.sub("", " ".join(said.split()))


def is_pronoun(said: str) -> bool:
    """Whether words name nobody by themselves."""
    return _ARTICLE.sub("", said).partition(" ")[0].casefold() in language().words("names", "pronouns")


def _small(said: str) -> str:
    """Written as inside a sentence: "The attackers" becomes "the attackers"."""
    first, blank, rest = said.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first.casefold() in language().words("names", "small") else said


def with_article(name: str, *, kind: str | None = None) -> str:
    """A name or description with the article it takes, if it takes one and has none."""
    tongue, folded = language(), name.casefold()
    if not name or name[0].isdigit() or folded.split()[0] in tongue.words("names", "small"):
        return _small(name) or str(tongue.data["names"]["somebody"])
    last = re.sub(r"\W+$", "", folded.split()[-1])
    if last in tongue.words("names", "the_heads") or any(
        folded.startswith(f"{start} ") for start in tongue.words("names", "the_starts")
    ):
        return f"the {name}"
    is_person = kind in ("person", "anonymous_person") and name == folded and not last.endswith("s")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}" if is_person else name


def person(party: PartyRow) -> str:
    """How a sentence calls a party: by its own name where it has one, else in the report's words."""
    if party.is_place:
        return spot(party.name, party.place)
    known = bool(party.registry) or any(map(str.isupper, party.name[1:]))
    return called(party.name, party.quote, is_known=known, kind=party.kind)


def spot(name: str, place: Place | None) -> str:
    """How a sentence calls a place."""
    return name if place and place.kind in ("country", "city", "town", "village") else with_article(name)


def listed(names: Iterable[str], *, most: int = 0) -> str:
    """Names as "A, B and C", at `most` that many and then "… and 2 other sources"; 0 names all."""
    unique = list(dict.fromkeys(name for name in names if name))
    if most and len(unique) > most:
        left = len(unique) - most
        others = language().data["by"]["others"]
        unique = [*unique[:most], others["one"] if left == 1 else others["many"].format(count=left)]
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def day(when: date) -> str:
    """A day in words: 5 May 2024."""
    return f"{when.day} {when:%B %Y}"


def stretch(first: date, last: date) -> str:
    """Some days as a title: "13 to 17 May 2024"."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{first.day} {first:%B} to {day(last)}" if first.year == last.year else f"{day(first)} to {day(last)}"


def on(first: date | None, last: date | None) -> str:
    """When, as it stands in a sentence: " on 5 May 2024", " between 5 and 7 May 2024", " in May 2024"; "" unknown."""
    if first and last:
        return f" {_closed(first, last)}"
    return f" since {day(first)}" if first else f" by {day(last)}" if last else ""


def _closed(first: date, last: date) -> str:
    if first == last:
        return f"on {day(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return f"in {first:%B %Y}"
        return f"between {first:%B %Y} and {last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {day(last)}"
    return f"between {day(first)} and {day(last)}"


def amount(low: int | None, high: int | None) -> str:
    """A number in words: "6", "at least 6", "at most 5", "between 6 and 9"."""
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"between {low:,} and {high:,}"
    return f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else "an unknown number"


def capital(text: str) -> str:
    """A sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def ago(days: int) -> str:
    """How long before, no finer than it matters: "12 days", "5 months", "7 years"."""
    if days < 60:
        return count(days, "day")
    return count(round(days / 30.44), "month") if days < 730 else count(days * 100 // 36525, "year")


def joined(parts: Sequence[str], mark: str = "; ") -> str:
    """Parts that are there, with a mark between them."""
    return mark.join(part for part in parts if part)
