"""
Cleaning what the input has split or joined badly.

Known faults: names of forces that are sentences of the World Factbook, brackets cut in half, two names in one
("Polícia Nacional, PN"),
bare names that many countries share ("Air Force"), disambiguators in brackets that no report writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from actors.rows import Name
from casus.resources.folding import key

_SENTENCE: Final = re.compile(
    r"\b(is|are|was|were|has|have|had|also|maintains?|consist\w*|which|under|includ\w*|establish\w*|approximately|responsib\w*|assigned|"
    r"formed|provid\w*|operat\w*|became|note|reportedly|disbanded|merged|created|based|personnel of|all of|part of|"
    r"other|various|some|"
    r"small|former|formerly|currently|planned|recruit\w*)\b"
)
_GENERIC: Final = """air force; air forces; air wing; army; navy; naval force; naval forces; ground forces;
    ground force;
    land
    forces; land force; land army;
    armed forces; military; defense force; defence force; defense forces; defence forces; police; police force;
    national police; coast guard;
    marines; marine corps; special forces; special operations forces; special forces command; special operations
    command; joint forces;
    security forces; security force; national guard; border guard; border guards; border police; border security;
    gendarmerie;
    national gendarmerie; presidential guard; republican guard; reserve; reserves; reserve force; reserve forces; air
    defense forces; air defense;
    air defence forces; coastal defense; internal security forces; internal security; internal troops; federal police;
    civil guard; civil defense;
    customs; immigration; territorial defense forces; territorial forces; military police; intelligence service;
    intelligence;
    national intelligence service; general staff; high command; civil engineering; fire service; prison service;
    maritime police; public security;
    public security forces; state security; state security service; special police; traffic police; tourist police;
    criminal police;
    logistics command; support command; training command; air corps; army command; land command; naval command; naval
    service; maritime force;
    medical corps; medical service; service corps; national army; royal army; royal navy; royal air force; military
    forces; armed force;
    ministry of defense; ministry of interior; interior ministry; defense ministry; regular forces; paramilitary
    forces; militia; volunteers;
    peoples army; national defense force; national defence force; national security force; national security forces;
    civil protection;
    land component; air component; naval component; marine; marine component; maritime element; maritime elements; air
    element; land element; union"""
GENERIC: Final = frozenset(" ".join(phrase.split()) for phrase in _GENERIC.split(";"))
_WHOLE: Final = frozenset(
    {
        "armed forces",
        "military",
        "defense force",
        "defence force",
        "defense forces",
        "defence forces",
        "military forces",
    }
)
_SMALL: Final = frozenset({"of", "the", "national", "royal", "republic", "kingdom", "united", "states", "de", "and"})


def force_names(text: str) -> Iterator[str]:
    """The usable names in one name of a force: none for a sentence, two for "Polícia Nacional, PN"."""
    text = re.sub(r"\s+", " ", text).strip(" ,;.")
    text = text.removeprefix("aka ").removeprefix("or ")
    if text.count("(") != text.count(")"):
        text = text.split(" (")[0]
    for part in re.split(r", (?=[A-Z]{2,}\b)| or (?=[A-Z])", text):
        part = re.sub(r"^NA ", "Palestinian ", part.strip(" ,;.()"))
        if is_name(part):
            yield part


def is_name(text: str) -> bool:
    """Whether a name of a force is a name at all."""
    words = text.split()
    if not words or len(text) > 60 or len(words) > 9 or _SENTENCE.search(text) or re.search(r"\d{3,}|:", text):
        return False
    return text[0].isupper() and (len(words) > 1 or (text.isupper() and len(text) > 2))


def is_generic(text: str) -> bool:
    """Whether the name says nothing without its country ("Air Force")."""
    return key(text) in GENERIC


_PLURALS: Final = frozenset(
    [
        "rebels",
        "militants",
        "separatists",
        "insurgents",
        "forces",
        "troops",
        "soldiers",
        "fighters",
        "guerrillas",
        "opposition",
    ]
)


def is_description(name: Name, country_words: set[str]) -> bool:
    """Whether an unreviewed name only describes: no capital letter ("gunmen"), or country words before a plural
    ("Syrian rebels").
    """
    if name.match == "lower" or name.source in ("reviewed", "own"):
        return False
    *before, last = key(name.text).split()
    described = last in _PLURALS and all(
        word in country_words or word in ("backed", "pro", "led", "moderate") for word in before
    )
    return (
        described or name.text.startswith(("pro-", "anti-Assad")) or not any(letter.isupper() for letter in name.text)
    )


def is_whole_military(text: str, country_words: frozenset[str]) -> bool:
    """Whether the name is the armed forces as a whole ("Mongolian Armed Forces", "Armed Forces of Peru")."""
    rest = [word for word in key(text).split() if word not in country_words and word not in _SMALL]
    return " ".join(rest) in _WHOLE


def without_brackets(text: str) -> str:
    """A name such as "National Liberation Army (Colombia)" as reports write it."""
    return re.sub(r"\s*\([^)]*\)\s*$", "", text).strip() or text


def is_acronym(text: str) -> bool:
    """Whether the name is short and in capitals, and so must match case."""
    return bool(re.fullmatch(r"[A-Z0-9][A-Z0-9./-]{0,11}", text))
