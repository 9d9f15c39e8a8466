"""
Finding the phrases of a report that mention actors: "Syrian government forces", "two U.S. soldiers", "President Ana
Ruiz", "they".

A phrase runs from its article or number to its head noun ("[two U.S. soldiers] in Kismayo"), titles belong to the
person they stand
before, and a possessor is a mention of its own ("[[the group]'s leader]").
"""

from __future__ import annotations

from collections.abc import Iterator

from casus.resources.actor_tables import Role
from casus.steps._actor_heads import named_phrase, proper_phrase, role_phrase
from casus.steps._actor_mention import PRONOUNS, Phrase
from casus.steps._actor_runs import after_possessor, run_end, trimmed, without_lead
from casus.steps._actor_text import HYPHENS, Named, Text


def phrases(text: Text) -> list[Phrase]:
    """All phrases in text order, longer before shorter at the same place."""
    found = list(_all(text))
    return sorted(
        {(p.span.start, p.span.end): p for p in reversed(found)}.values(), key=lambda p: (p.span.start, -p.span.end)
    )


def _all(text: Text) -> Iterator[Phrase]:
    index, keys = 0, text.keys
    while index < len(keys):
        pronoun = _pronoun(text, index) if keys[index] in PRONOUNS else None
        if pronoun is not None:
            yield pronoun
        stop = run_end(text, index)
        if stop < index:
            index += 1
            continue
        yield from _in_run(text, index, stop)
        index = stop + 1


def _pronoun(text: Text, index: int) -> Phrase | None:
    word = text.key(index)
    if (word == "us" and text.token(index).text != "us") or (word == "i" and text.token(index).text != "I"):
        return None
    span = text.span(index, index)
    return Phrase(
        span,
        index,
        index,
        index,
        "pronoun",
        PRONOUNS[word],
        head_key=word,
        definite=True,
        sentence=text.sentence_of[index],
    )


def _in_run(text: Text, first: int, last: int) -> Iterator[Phrase]:
    """The mentions in one run: possessors first, then the rest up to the head."""
    first = without_lead(text, first, last)
    start = first
    for index in range(first, last + 1) if text.apostrophes else ():
        if index not in text.apostrophes:
            continue
        if text.token(index).text in ("'s", "’s") or (text.token(index).text in ("'", "’") and index > first):
            owner = _phrase(text, start, index - 1)
            if owner is not None and owner.head_key == "country" and _before_land(text, index + 1):
                owner = None
            elif owner is not None:
                yield owner
                yield from _inner(text, owner)
            else:
                yield from _loose(text, start, index - 1)
            start = start if owner is not None else index + 1
    whole = _phrase(text, start if start <= last else first, last)
    if whole is not None:
        yield whole
        yield from _inner(text, whole)
    else:
        yield from _loose(text, after_possessor(text, first, last), last)


def _inner(text: Text, phrase: Phrase) -> Iterator[Phrase]:
    """Known names before the head that are mentions of their own: "[[al-Qaida] leader]", "the [[U.S.]-led coalition]".

    The name before a word for fighters is the fighters' own and does not count again ("Hezbollah fighters").
    """
    index = phrase.first
    while index < phrase.head:
        named = text.named.get(index)
        itself = named is phrase.owner and phrase.form in ("name", "state", "people", "adjective")
        if named is None or named.last >= phrase.head or itself:
            index += 1
            continue
        hyphen = text.token(named.last + 1).text in HYPHENS
        own = phrase.form == "role" and phrase.number != "one" and phrase.head_key in text.words.lists["fighters"]
        if hyphen or (named.candidates and not own):
            yield named_phrase(text, named, named.first)
        index = named.last + 1


def _loose(text: Text, first: int, last: int) -> Iterator[Phrase]:
    """Words that stand for an actor before a noun that is none: "[Russian] air strikes", "a [U.S. military] base",
    "[rebel] shelling".
    """
    index = first
    while index <= last:
        named, role = text.named.get(index), text.roles[index]
        if named is not None and named.last <= last:
            stop = named.last
            after = text.roles[stop + 1] if stop + 1 <= last else None
            if after is not None and after[0] == stop + 1 and after[1].organ and named.form == "adjective":
                yield role_phrase(text, index, stop + 1, after)
                stop += 1
            elif not (named.form in ("country", "metonym") and _is_location(text, named)):
                yield named_phrase(text, named, named.first)
            index = stop + 1
            continue
        if role is not None and role[0] >= first and text.cover[index] is None:
            if _is_side_of_place(text, first, index):
                pass
            elif role[1].number == "many" and text.token(index).upos in ("NOUN", ""):
                yield role_phrase(text, first, index, role)
                first = index + 1
            elif text.phrase(role[0], index) in text.words.lists["standing"]:
                yield role_phrase(text, role[0], index, role)
        index += 1


def _phrase(text: Text, first: int, last: int) -> Phrase | None:
    """The mention whose head is the last noun of a stretch; None when that noun names no actor."""
    end = trimmed(text, first, last)
    named, role = text.cover[end], text.roles[end]
    if named is not None and named.last == end and named.first >= first:
        if named.form in ("country", "metonym") and _is_location(text, named):
            return None
        return None if named.form == "adjective" and not _bare(text, first, named) else named_phrase(text, named, first)
    if text.is_name_word(end) and (role is None or _named_before(text, first, role)):
        proper = proper_phrase(text, first, end)
        if proper is not None:
            return proper
    if role is None or role[0] < first or _is_side_of_place(text, first, end):
        return None
    return role_phrase(text, first, end, role)


def _bare(text: Text, first: int, named: Named) -> bool:
    """Whether an adjective of a people stands alone as a noun ("the Turkish"): never without an article."""
    return first < named.first and text.key(first) == "the"


def _named_before(text: Text, first: int, role: tuple[int, Role]) -> bool:
    """Whether a capitalised noun ends a proper name ("Badr Brigade") and is not just a noun with a country word
    ("Syrian Army").
    """
    before = role[0] - 1
    return role[1].number != "one" and before >= first and text.cover[before] is None and text.is_name_word(before)


def _is_side_of_place(text: Text, first: int, end: int) -> bool:
    """Whether a side is no party to anything: "Lebanon's side of the border", "from their sides"."""
    if text.key(end) == "side":
        return text.key(end + 1) == "of"
    return text.key(end) == "sides" and not any(k in text.words.lists["opposed"] for k in text.keys[first:end])


def _is_location(text: Text, named: Named) -> bool:
    """Whether a country or capital only says where: after "in", "near", "northern" (a coder called 6-25 % of these
    actors).
    """
    before = text.key(named.first - 1)
    if before == "the":
        before = text.key(named.first - 2)
    if before in text.words.lists["where"] or (before in ("of", "from") and _role_ends(text, named)):
        return True
    if text.token(min(named.last + 1, len(text.tokens) - 1)).text in ("'s", "’s") and _before_land(
        text, named.last + 2
    ):
        return True
    return named.form == "metonym" and (
        before in ("of", "from", "to") or text.token(min(named.last + 1, len(text.tokens) - 1)).text in (",", "(")
    )


def _before_land(text: Text, index: int) -> bool:
    """Whether a possessor owns a piece of land or a war ("Syria's border with Iraq")."""
    return text.key(index) in text.words.lists["land"] or (
        text.key(index + 1) in ("war", "border") and text.key(index) not in ("and", "or")
    )


def _role_ends(text: Text, named: Named) -> bool:
    """Whether a noun that names an actor stands before the preposition ("the people of Iraq"): the country only
    qualifies it.
    """
    index = named.first - 3 if text.key(named.first - 1) == "the" else named.first - 2
    return index >= 0 and text.roles[index] is not None
