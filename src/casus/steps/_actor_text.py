"""A report as the actor step sees it: tokens with keys, and what each stretch of tokens is known to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casus.model.actor import ActorCandidate
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.protocols import ActorContext, ActorRegistry
from casus.resources.actor_tables import Role, Words
from casus.resources.folding import key
from casus.steps._nested import Nesting, besides, compounds

HYPHENS: Final = frozenset({"-", "–", "‑", "‐"})
APOSTROPHES: Final = frozenset({"'s", "’s", "'", "’"})
_NAMING: Final = frozenset({"PROPN", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of tokens (`last` included) that the registry or the country words know."""

    first: int
    last: int
    candidates: tuple[ActorCandidate, ...] = ()
    country: str = ""
    form: str = "name"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A name and the abbreviation that the report introduces for it in brackets; keys, and the tokens of the name."""

    long: str
    short: str
    first: int
    last: int


class Text:
    """Tokens of one report with their keys, and the known stretches among them.

    `named[i]` is the known stretch that begins at token i; `inside[i]` tells that token i belongs to one; `roles[i]`
    is the longest
    noun phrase of the role lexicon that ends at token i, as (first token, role). `inner` are the tokens of names inside
    compounds ("Iranian-backed"), which belong to another party; `backers` who these and other words make the backer of
    the noun around or before a token.
    """

    def __init__(self, reading: Reading, words: Words) -> None:
        self.text = reading.document.text
        self.tokens = reading.tokens
        self.words = words
        self.keys = [key(token.text) for token in reading.tokens]
        self.starts = [token.span.start for token in reading.tokens]
        self.by_start = {start: i for i, start in enumerate(self.starts)}
        self.apostrophes = {i for i, token in enumerate(reading.tokens) if token.text in APOSTROPHES}
        self.capitals = [token.text[:1].isupper() for token in reading.tokens]
        self.tagged = any(token.upos for token in reading.tokens)
        self.sentence_of = _sentence_of(reading)
        self.first_of = {sentence.first for sentence in reading.sentences if sentence.last > sentence.first}
        self.named: dict[int, Named] = {}
        self.places = _places(reading, self.by_start)
        self.in_place = _in_places(reading, self.starts)
        self.cover: list[Named | None] = [None] * len(reading.tokens)
        self.hyphens = {i for i, token in enumerate(reading.tokens) if token.text in HYPHENS and self._tight(i)}
        nestings = tuple(compounds(reading.tokens))
        self.inner = {i for n in nestings for i in range(n.first, n.last + 1)}
        self.backers = _backers(self, nestings)
        self.roles = self._find_roles()
        self.abbreviations = _abbreviations(self)
        self.in_phrase = _in_phrases(self.roles)
        self.inner_capitals = {
            k
            for i, k in enumerate(self.keys)
            if k and self.capitals[i] and i not in self.first_of and self.tokens[i].upos in ("", "PROPN")
        }

    def _tight(self, index: int) -> bool:
        """Whether a hyphen touches the words on both sides."""
        if not 0 < index < len(self.tokens) - 1:
            return False
        before, hyphen, after = (token.span for token in self.tokens[index - 1 : index + 2])
        return before.end == hyphen.start and hyphen.end == after.start

    def token(self, index: int) -> Token:
        """The token at an index."""
        return self.tokens[index]

    def key(self, index: int) -> str:
        """The key of the token at an index, "" outside the report."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def span(self, first: int, last: int) -> Span:
        """The span from one token to another, `last` included."""
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def shown(self, first: int, last: int) -> str:
        """The words from one token to another, `last` included."""
        return self.span(first, last).of(self.text)

    def phrase(self, first: int, last: int) -> str:
        """The key of the words from one token to another, `last` included."""
        return " ".join(k for k in self.keys[first : last + 1] if k)

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.capitals[index]

    def is_name_word(self, index: int) -> bool:
        """Whether a token looks like part of a proper name; the first word of a sentence only when it is one
        elsewhere too.
        """
        token, word = self.tokens[index], self.keys[index]
        if (
            not self.capitals[index]
            or not word
            or word in self.words.lists["not_names"]
            or word in self.words.lists["determiners"]
            or word in self.words.lists["possessives"]
        ):
            return False
        if index not in self.first_of:
            return not token.upos or token.upos in _NAMING
        return word in self.inner_capitals or token.upos == "PROPN" or self._before_capital(index)

    def _before_capital(self, index: int) -> bool:
        """The first word of a sentence before another capital ("Omar Haddad said") unless it is a noun or an
        adjective that we know.
        """
        follows = index + 1 < len(self.tokens) and self.capital(index + 1) and self.keys[index + 1] != ""
        known = (
            self.keys[index] in self.words.inside
            or self.roles[index] is not None
            or self.tokens[index].upos in ("ADP", "SCONJ", "ADV", "VERB", "AUX", "PRON")
        )
        return follows and not known

    def country_at(self, index: int) -> str:
        """The country of the place or country word that begins at a token or one of the two after it, "" for none."""
        for i in range(index, min(index + 3, len(self.tokens))):
            named = self.cover[i]
            if named is not None and named.form in ("country", "metonym"):
                return named.country
            if i in self.places:
                return self.places[i]
            if self.tokens[i].upos in ("VERB", "ADP", "AUX", "PUNCT"):
                break
        return ""

    def add_named(self, found: Iterable[Named]) -> None:
        """Mark known stretches; an earlier one keeps its tokens."""
        for named in found:
            if all(self.cover[i] is None for i in range(named.first, named.last + 1)):
                self.named[named.first] = named
                self.cover[named.first : named.last + 1] = [named] * (named.last + 1 - named.first)

    def _is_noun(self, index: int) -> bool:
        """Whether a word of the role lexicon is a noun here; participles are after an article or a possessor ("the
        displaced").
        """
        upos = self.tokens[index].upos
        if upos == "VERB":
            return (
                self.key(index - 1) in ("the", "s")
                and index + 1 < len(self.tokens)
                and self.tokens[index + 1].upos not in ("NOUN", "PROPN", "ADJ", "NUM")
            )
        return upos not in ("ADV", "AUX", "ADP")

    def _find_roles(self) -> list[tuple[int, Role] | None]:
        keys, ends = self.keys, self.words.role_ends
        return [self._role_at(last) if keys[last] in ends else None for last in range(len(keys))]

    def _role_at(self, last: int) -> tuple[int, Role] | None:
        """The longest noun phrase of the role lexicon that ends at a token."""
        roles, keys, best, phrase = self.words.roles, self.keys, None, ""
        for first in range(last, max(-1, last - self.words.longest), -1):
            if not keys[first]:
                break
            phrase = f"{keys[first]} {phrase}" if phrase else keys[first]
            role = roles.get(phrase)
            if role is not None and (first < last or self._is_noun(first)):
                best = (first, role)
        return best


def _places(reading: Reading, starts: dict[int, int]) -> dict[int, str]:
    """The countries of settled places by the index of their first token."""
    found = (
        (starts.get(p.span.start), p.place.country) for p in reading.places if p.place is not None and p.place.country
    )
    return {i: country for i, country in found if i is not None and country}


def _in_places(reading: Reading, starts: list[int]) -> set[int]:
    """The tokens of settled places that do not stand for a government."""
    spans = [p.span for p in reading.places if p.place is not None and not p.metonym]
    return {i for span in spans for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end))}


def _in_phrases(roles: list[tuple[int, Role] | None]) -> set[int]:
    """Tokens inside nouns of several words ("secretary of state")."""
    return {
        i for last, found in enumerate(roles) if found is not None and found[0] < last for i in range(found[0], last)
    }


def _sentence_of(reading: Reading) -> list[int]:
    found = [0] * len(reading.tokens)
    for number, sentence in enumerate(reading.sentences):
        found[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
    return found


def known_stretches(text: Text, registry: ActorRegistry, context: ActorContext) -> list[Named]:
    """The names of the registry, as stretches of tokens."""
    ends = {token.span.end: i for i, token in enumerate(text.tokens)}
    found = []
    for start, end in registry.scan(text.text):
        first, last = text.by_start.get(start), ends.get(end)
        if first is None or last is None or last < first:
            continue
        if _is_country(text, first, last):
            continue
        found_here = registry.lookup(text.text[start:end], context)
        candidates = tuple(c for c in found_here if not _of_another_country(text, first, c.registry))
        if candidates and not (first == last and candidates[0].registry.startswith("per.") and _ends_name(text, first)):
            found.append(Named(first, last, candidates))
    return found


def _ends_name(text: Text, index: int) -> bool:
    """Whether a surname is the end of somebody else's full name ("Ian Blair"): a given name stands before it."""
    before = index - 1
    if before < 0 or text.sentence_of[before] != text.sentence_of[index] or not text.is_name_word(before):
        return False
    key_before = text.keys[before]
    return (
        key_before not in text.words.titles
        and text.roles[before] is None
        and key_before not in text.words.country_forms
    )


def _of_another_country(text: Text, first: int, registry: str) -> bool:
    """Whether a country word before the name contradicts a force of a state ("Kenyan [Air Force]" is not Uganda's)."""
    forms = text.words.country_forms.get(text.key(first - 1), {})
    own, dot, _ = registry.partition(".")
    return bool(dot and len(own) == 3 and own.isupper() and forms and own not in forms.values())


def _is_country(text: Text, first: int, last: int) -> bool:
    return text.phrase(first, last) in text.words.country_names


def own_abbreviations(text: Text, registry: ActorRegistry, context: ActorContext) -> list[Named]:
    """Names with an abbreviation that the registry does not know, wherever the report uses either of them."""
    found = []
    for abbreviation in text.abbreviations:
        if registry.lookup(text.shown(abbreviation.first, abbreviation.last), context):
            continue
        found.append(Named(abbreviation.first, abbreviation.last))
        found += [
            Named(i, i) for i, k in enumerate(text.keys) if k == abbreviation.short and text.tokens[i].text.isupper()
        ]
    return found


def _abbreviations(text: Text) -> list[Abbreviation]:
    """Abbreviations introduced in brackets: "People's Protection Units (YPG)"."""
    found = []
    for index in range(1, len(text.tokens) - 2):
        if text.tokens[index].text == "(" and text.tokens[index + 2].text == ")":
            short = text.tokens[index + 1].text
            first = _begins(text, index, short) if short.isupper() and 1 < len(short) < 9 else None
            if first is not None:
                found.append(Abbreviation(text.phrase(first, index - 1), text.keys[index + 1], first, index - 1))
    return found


def _begins(text: Text, end: int, short: str) -> int | None:
    """The token before a bracket at which the initials of the capitalised words spell the abbreviation."""
    for first in range(end - 1, max(-1, end - 12), -1):
        if text.sentence_of[first] != text.sentence_of[end]:
            return None
        if text.capital(first) and text.keys[first] != "the":
            initials = "".join(text.tokens[i].text[0] for i in range(first, end) if text.keys[i] and text.capital(i))
            if initials == short:
                return first
    return None


def _backers(text: Text, nestings: Iterable[Nesting]) -> dict[int, str]:
    """Who backs, leads or is followed, by the token that a mention of the other party holds or ends before.

    A country is its code ("Iran-backed" and "Iranian-backed" agree); anybody else the key of the words.
    """
    found = {n.begin: _party_key(text, n.first, n.last) for n in nestings}
    return found | {n.begin: _party_key(text, n.first, n.first + 2) for n in besides(text.tokens)}


def _party_key(text: Text, first: int, last: int) -> str:
    words = [k for k in text.keys[first : last + 1] if k and k != "the" and k not in text.words.titles]
    forms = text.words.country_forms.get(words[0], {}) if words else {}
    return next(iter(forms.values()), " ".join(words))


def country_stretches(text: Text) -> list[Named]:
    """Country words written with a capital letter, the longest at each token."""
    found: list[Named] = []
    index = 0
    while index < len(text.tokens):
        named = country_word(text, index) if text.capitals[index] else None
        if named is not None:
            found.append(named)
        index = named.last + 1 if named is not None else index + 1
    return found


def country_word(text: Text, first: int) -> Named | None:
    """The longest country word that begins at a token, None where none does."""
    words, keys = text.words, text.keys
    if keys[first] not in words.country_firsts:
        return None
    for last in range(min(first + 3, len(keys) - 1), first - 1, -1):
        phrase = " ".join(keys[first : last + 1]) if last > first else keys[first]
        hits = words.country_forms.get(phrase)
        if not hits or (phrase == "us" and text.tokens[first].text not in ("US", "U.S.", "U.S")):
            continue
        adjective = "adjective" in hits and (len(hits) == 1 or _before_noun(text, last))
        form = "adjective" if adjective else "people" if "people" in hits else next(iter(hits))
        return Named(first, last, country=hits[form], form=form)
    return None


def _before_noun(text: Text, last: int) -> bool:
    """Whether a noun phrase goes on after the word ("U.S. forces"): then a country name is used as an adjective."""
    after = last + 1
    if after >= len(text.tokens) or not text.keys[after]:
        return False
    token = text.tokens[after]
    return (
        token.upos in ("NOUN", "ADJ")
        or (not token.upos and text.key(after) in text.words.inside)
        or text.roles[after] is not None
    )
