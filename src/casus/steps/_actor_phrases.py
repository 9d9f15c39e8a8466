"""
Finding the phrases of a report that mention actors: "Syrian government forces", "two U.S. soldiers", "President Ana Ruiz", "they".

A phrase runs from its article or number to its head noun ("[two U.S. soldiers] in Kismayo"), titles belong to the person they stand
before, and a possessor is a mention of its own ("[[the group]'s leader]").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from casus.model.actor import ActorCandidate
from casus.model.span import Span
from casus.resources.actor_tables import Role
from casus.steps._actor_text import DETERMINERS, NOT_NAMES, NUMBERS, POSSESSIVES, Named, Text

PRONOUNS: Final = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female",
    "it": "body", "its": "body", "itself": "body", "they": "many", "them": "many", "their": "many", "themselves": "many", "theirs": "many",
    "we": "we", "us": "we", "our": "we", "ourselves": "we", "i": "i", "me": "i", "my": "i", "myself": "i",
}  # fmt: skip
QUANTIFIERS: Final = frozenset(
    ["dozens", "hundreds", "thousands", "scores", "tens", "number", "handful", "majority", "some", "many", "most", "several", "millions", "all", "one", "two", "three"]
)
_PARTICLES: Final = frozenset(["al", "el", "bin", "ibn", "abu", "de", "la", "le", "von", "van", "der", "ben", "ag", "da", "dos", "del", "e", "ul", "i"])
_LINKS: Final = frozenset({"-", "–", "‑"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One mention of an actor, as far as its own words tell.

    `form`: name, person, role, adjective, people, state, pronoun. `first`/`last` are token indices, `head` the index of the head;
    `name` the words of the proper name in it; `owner` the known name before the head ("Hezbollah" in "Hezbollah fighters").
    `number`: one, many, body, or for pronouns male, female, body, many, we, i. `definite`: the, this, its …; `counted`: a number or "a".
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

    @property
    def family(self) -> tuple[str, str, str]:
        """What kind of body it is; nouns of one family may name one actor ("troops", "the army")."""
        return (self.kind, self.sector, self.organ)


def phrases(text: Text) -> list[Phrase]:
    """All phrases in text order, longer before shorter at the same place."""
    found = list(_all(text))
    return sorted(
        {(p.span.start, p.span.end): p for p in reversed(found)}.values(), key=lambda p: (p.span.start, -p.span.end)
    )


def _all(text: Text) -> Iterator[Phrase]:
    index = 0
    while index < len(text.tokens):
        pronoun = _pronoun(text, index)
        if pronoun is not None:
            yield pronoun
        stop = _run_end(text, index)
        if stop < index:
            index += 1
            continue
        yield from _in_run(text, index, stop)
        index = stop + 1


def _pronoun(text: Text, index: int) -> Phrase | None:
    word = text.key(index)
    if (
        word not in PRONOUNS
        or (word == "us" and text.token(index).text != "us")
        or (word == "i" and text.token(index).text != "I")
    ):
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


def _run_end(text: Text, index: int) -> int:
    """The last token of the stretch of words that may be one noun phrase, or index - 1 where none begins."""
    sentence = text.sentence_of[index]
    stop = index
    while stop < len(text.tokens) and text.sentence_of[stop] == sentence and _may_stand(text, index, stop):
        stop += 1
    return stop - 1


def _may_stand(text: Text, first: int, index: int) -> bool:
    """Whether the token at `index` can go on the noun phrase that began at `first`."""
    word, token = text.keys[index], text.tokens[index]
    if text.cover[index] is not None or index in text.in_phrase:
        return True
    if text.tagged and index == first and token.upos in _NEVER:
        return False
    if _beside_hyphen(text, first, index):
        return True
    if word in DETERMINERS or word in POSSESSIVES:
        return (
            (index == first and not _is_conjunction(text, index))
            or text.key(index - 1) in ("all", "both")
            or (word in NUMBERS or word == "other")
        )
    if not word or word == "s":
        return index > first and _binds(text, index)
    return _tag_stands(text, first, index) if text.tagged else _word_stands(text, first, index)


_NEVER: Final = frozenset({"ADP", "PUNCT", "AUX", "CCONJ", "PART", "SCONJ"})
"""Tags of words that never begin a noun phrase; "up to" and "at least" are seen from the number on."""


def _word_stands(text: Text, first: int, index: int) -> bool:
    """The same for reports without tags: names, nouns of the lexicon, numbers and the words listed as standing inside."""
    word, token = text.keys[index], text.tokens[index]
    if (
        text.roles[index] is not None
        or text.is_name_word(index)
        or word in NUMBERS
        or word[0].isdigit()
        or word in text.words.inside
    ):
        return True
    return (
        word in _PARTICLES and index > first and text.capital(index - 1) and _capital_after(text, index)
    ) or token.text in _LINKS


def _tag_stands(text: Text, first: int, index: int) -> bool:
    word, token = text.key(index), text.token(index)
    if token.upos in ("ADJ", "NUM", "NOUN", "PROPN") or (text.roles[index] is not None and word not in _APPROXIMATE):
        return True
    if word in _PARTICLES and index > first and text.capital(index - 1) and _capital_after(text, index):
        return True
    if word in _APPROXIMATE:
        return any(
            text.token(i).upos == "NUM" or text.key(i) in NUMBERS
            for i in range(index + 1, min(index + 3, len(text.tokens)))
        )
    after = text.token(index + 1).upos if index + 1 < len(text.tokens) else ""
    if token.upos != "VERB" or token.xpos not in ("VBN", "VBG") or after not in ("NOUN", "PROPN", "ADJ"):
        return False
    before = text.token(index - 1).upos if index > first else ""
    return (
        before in ("DET", "ADJ", "NUM")
        or text.key(index - 1) in POSSESSIVES
        or (index == first and word in text.words.inside)
    )


def _beside_hyphen(text: Text, first: int, index: int) -> bool:
    """A word glued by a hyphen to the next or, inside the run, to the one before ("pro-government", "U.S.-led")."""
    if not text.keys[index] or not text.hyphens:
        return False
    if index - 1 > first and index - 1 in text.hyphens:
        return True
    return index + 1 in text.hyphens and text.key(index + 2) != ""


def _is_conjunction(text: Text, index: int) -> bool:
    """ "that" after a verb or before what can begin a noun phrase of its own: a conjunction."""
    if text.key(index) != "that":
        return False
    upos = text.token(index).upos
    after = index + 1
    plural = after < len(text.tokens) and (
        text.cover[after] is not None
        or text.capital(after)
        or text.key(after).endswith("s")
        or text.key(after) in DETERMINERS
    )
    return upos in ("SCONJ", "PRON") or plural


def _binds(text: Text, index: int) -> bool:
    """A hyphen or a possessive ending with more to come."""
    token = text.token(index).text
    after = text.key(index + 1)
    return token in ("'s", "’s", "'", "’", *_LINKS) and after != "" and after not in ("and", "or")


def _capital_after(text: Text, index: int) -> bool:
    following = [
        i
        for i in range(index + 1, min(index + 4, len(text.tokens)))
        if text.token(i).text not in _LINKS and text.key(i) not in _PARTICLES
    ]
    return bool(following) and text.capital(following[0])


_APPROXIMATE: Final = frozenset(
    ["more", "than", "at", "least", "about", "around", "nearly", "almost", "over", "up", "to", "some", "as", "many", "roughly", "approximately", "only", "just"]
)


def _in_run(text: Text, first: int, last: int) -> Iterator[Phrase]:
    """The mentions in one run: possessors first, then the rest up to the head."""
    first = _without_lead(text, first, last)
    start = first
    for index in range(first, last + 1):
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
        yield from _loose(text, _after_possessor(text, first, last), last)


def _without_lead(text: Text, first: int, last: int) -> int:
    """Without approximations that open a phrase but do not count anything."""
    while (
        first < last
        and text.key(first) in _APPROXIMATE
        and text.key(first) not in NUMBERS
        and text.key(first + 1) in ("", "the")
    ):
        first += 1
    return first


def _after_possessor(text: Text, first: int, last: int) -> int:
    """The first token after the last possessive ending in a run."""
    ends = [i for i in range(first, last + 1) if text.token(i).text in ("'s", "’s")]
    return ends[-1] + 1 if ends else first


def _inner(text: Text, phrase: Phrase) -> Iterator[Phrase]:
    """Known names before the head that are mentions of their own: "[[al-Qaida] leader]", "the [[U.S.]-led coalition]".

    The name before a word for fighters is the fighters' own and does not count again ("Hezbollah fighters").
    """
    index = phrase.first
    while index < phrase.head:
        named = text.named.get(index)
        if (
            named is None
            or named.last >= phrase.head
            or named is phrase.owner
            and phrase.form in ("name", "state", "people", "adjective")
        ):
            index += 1
            continue
        hyphen = text.token(named.last + 1).text in _LINKS
        own = phrase.form == "role" and phrase.number != "one" and phrase.head_key in FIGHTERS
        if hyphen or (named.candidates and not own):
            yield _named(text, named, named.first)
        index = named.last + 1


def _loose(text: Text, first: int, last: int) -> Iterator[Phrase]:
    """Words that stand for an actor before a noun that is none: "[Russian] air strikes", "a [U.S. military] base", "[rebel] shelling"."""
    index = first
    while index <= last:
        named, role = text.named.get(index), text.roles[index]
        if named is not None and named.last <= last:
            stop = named.last
            after = text.roles[stop + 1] if stop + 1 <= last else None
            if after is not None and after[0] == stop + 1 and after[1].organ and named.form == "adjective":
                yield _role(text, index, stop + 1, after)
                stop += 1
            elif not (named.form in ("country", "metonym") and _is_location(text, first, named)):
                yield _named(text, named, named.first)
            index = stop + 1
            continue
        if role is not None and role[0] >= first and text.cover[index] is None:
            if _is_side_of_place(text, first, index):
                pass
            elif role[1].number == "many" and text.token(index).upos in ("NOUN", ""):
                yield _role(text, first, index, role)
                first = index + 1
            elif text.phrase(role[0], index) in STANDING:
                yield _role(text, role[0], index, role)
        index += 1


STANDING: Final = frozenset(
    """rebel rebels government insurgent militant opposition coalition army police militia regime separatist guerrilla""".split()
)
"""Nouns that stand for the actor when they come before another noun ("rebel shelling")."""

_PLACE_WORDS: Final = frozenset(
    ["in", "into", "near", "across", "inside", "throughout", "within", "outside", "through", "at", "around", "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern", "south", "north", "east", "west"]
)


_LAND: Final = frozenset(
    """border borders war north south east west northeast northwest southeast southwest province city capital region coast territory
    northern southern eastern western central airspace waters civil frontier parts population history streets soil""".split()
)


def _before_land(text: Text, index: int) -> bool:
    """Whether a possessor owns a piece of land or a war ("Syria's border with Iraq")."""
    return text.key(index) in _LAND or (text.key(index + 1) in ("war", "border") and text.key(index) not in ("and", "or"))


def _role_ends(text: Text, named: Named) -> bool:
    """Whether a noun that names an actor stands before the preposition ("the people of Iraq"): the country only qualifies it."""
    index = named.first - 3 if text.key(named.first - 1) == "the" else named.first - 2
    return index >= 0 and text.roles[index] is not None


def _is_location(text: Text, first: int, named: Named) -> bool:
    """Whether a country or capital only says where: after "in", "near", "northern" (a coder called 6-25 % of these actors)."""
    before = text.key(named.first - 1)
    if before == "the":
        before = text.key(named.first - 2)
    if before in _PLACE_WORDS or (before in ("of", "from") and _role_ends(text, named)):
        return True
    if text.token(min(named.last + 1, len(text.tokens) - 1)).text in ("'s", "’s") and _before_land(text, named.last + 2):
        return True
    return named.form == "metonym" and (
        before in ("of", "from", "to") or text.token(min(named.last + 1, len(text.tokens) - 1)).text in (",", "(")
    )


FIGHTERS: Final = frozenset(
    ["fighters", "militants", "rebels", "insurgents", "forces", "troops", "terrorists", "gunmen", "guerrillas", "militiamen", "soldiers", "jihadists", "extremists", "group", "fighter", "militant", "movement", "militia", "insurgency", "units", "insurgent", "members", "organization", "separatists", "army", "terrorist", "network", "militias", "guerillas"]
)
"""Nouns that, after the name of an armed group, mean the group itself ("Nusra Front militants")."""


def _phrase(text: Text, first: int, last: int) -> Phrase | None:
    """The mention whose head is the last noun of a stretch; None when that noun names no actor."""
    end = _trimmed(text, first, last)
    named, role = text.cover[end], text.roles[end]
    if named is not None and named.last == end and named.first >= first:
        if named.form in ("country", "metonym") and _is_location(text, first, named):
            return None
        return None if named.form == "adjective" and not _bare(text, first, named) else _named(text, named, first)
    if text.is_name_word(end) and (role is None or _named_before(text, first, role)):
        proper = _proper(text, first, end)
        if proper is not None:
            return proper
    if role is None or role[0] < first or _is_side_of_place(text, first, end):
        return None
    return _role(text, first, end, role)


def _is_side_of_place(text: Text, first: int, end: int) -> bool:
    """Whether a side is no party to anything: "Lebanon's side of the border", "from their sides"."""
    if text.key(end) == "side":
        return text.key(end + 1) == "of"
    return text.key(end) == "sides" and not any(k in _OPPOSED for k in text.keys[first:end])


_OPPOSED: Final = frozenset("both two all three warring rival opposing opposite negotiating various conflicting other".split())


def _named_before(text: Text, first: int, role: tuple[int, Role]) -> bool:
    """Whether a capitalised noun ends a proper name ("Badr Brigade") and is not just a noun with a country word ("Syrian Army")."""
    before = role[0] - 1
    return role[1].number != "one" and before >= first and text.cover[before] is None and text.is_name_word(before)


def _trimmed(text: Text, first: int, last: int) -> int:
    """The last token that can be a head: without days, adjectives and participles that follow the noun ("the army Monday")."""
    end = last
    while end > first and text.cover[end] is None and (text.roles[end] is None or text.key(end) in NOT_NAMES | _TIMES):
        if (
            text.keys[end]
            and text.key(end) not in NOT_NAMES | _TIMES
            and not (text.tagged and text.token(end).upos in ("ADJ", "VERB", "NUM"))
        ):
            break
        end -= 1
    return end


_TIMES: Final = frozenset(
    ["today", "yesterday", "tomorrow", "tonight", "week", "month", "year", "weeks", "months", "years", "night", "morning", "evening", "afternoon", "last", "next", "late", "early"]
)


def _is_title(text: Text, first: int, role: tuple[int, Role]) -> bool:
    """Whether what stands before a capitalised noun is a country or a known name ("Syrian President", "Hamas Spokesman")."""
    return text.cover[role[0] - 1] is not None


def _bare(text: Text, first: int, named: Named) -> bool:
    """Whether an adjective of a people stands alone as a noun ("the Turkish"): never without an article."""
    return first < named.first and text.key(first) == "the"


def _named(text: Text, named: Named, first: int) -> Phrase:
    """A known name with what stands before it: "the Islamic State", "its ally Hezbollah", "President Bashar al-Assad"."""
    start = _quantity_start(text, first)
    forms = {"country": "state", "metonym": "state", "adjective": "adjective", "people": "people"}
    form = forms.get(named.form, "name")
    if form in ("state", "adjective"):
        start = named.first - 1 if named.first > first and text.key(named.first - 1) == "the" else named.first
    kind = {"state": "state", "adjective": "state", "people": "civilians"}.get(form, "")
    sector = "CVL" if form == "people" else "GOV" if kind == "state" else ""
    number = "many" if form == "people" else "body"
    if named.candidates and named.candidates[0].registry.startswith("per."):
        number, kind = "one", "person"
    if form == "name" and not named.candidates:
        kind, sector = _body_in(text, named)
    return Phrase(
        text.span(start, named.last), start, named.last, named.last, form, number, kind, sector, named.country,
        name=text.shown(named.first, named.last), head_key=text.phrase(named.first, named.last), candidates=named.candidates,
        definite=True, sentence=text.sentence_of[named.first], owner=named, gender=_gender(text, start, named.first),
        modifiers=tuple(text.keys[start : named.first]),
    )  # fmt: skip


def _body_in(text: Text, named: Named) -> tuple[str, str]:
    """Kind and sector of a name that the registry does not know, from the noun in it ("Front of the Free Hills")."""
    for index in range(named.first, named.last + 1):
        role = text.roles[index]
        if role is not None and role[1].number == "body":
            return role[1].kind, role[1].sector
    return "", ""


def _gender(text: Text, first: int, last: int) -> str:
    words = set(text.keys[first:last])
    return "female" if words & text.words.female else "male" if words & text.words.male else ""


def _proper(text: Text, first: int, end: int) -> Phrase | None:
    """A proper name that the registry does not know, with its titles: "Gen. Omar Haddad", "the Badr Brigade"."""
    begin = end
    while (
        begin - 1 >= first
        and (text.is_name_word(begin - 1) or _joins(text, begin - 1))
        and text.cover[begin - 1] is None
    ):
        begin -= 1
    name_first, role = begin, text.roles[end]
    while (
        not (role is not None and role[1].number != "one")
        and name_first < end
        and (text.key(name_first) in text.words.titles or _joins(text, name_first))
    ):
        name_first += 1
    if name_first > end or not text.keys[name_first]:
        return None
    phrase = _proper_phrase(text, first, begin, name_first, end)
    return phrase


def _joins(text: Text, index: int) -> bool:
    """A hyphen or a particle inside a name ("Deir al-Zor", "bin Laden")."""
    inner = 0 < index < len(text.tokens) - 1
    return (
        inner
        and (text.token(index).text in _LINKS or text.key(index) in _PARTICLES)
        and (text.capital(index + 1) or text.key(index + 1) in _PARTICLES or text.token(index + 1).text in _LINKS)
    )


def _proper_phrase(text: Text, first: int, begin: int, name_first: int, end: int) -> Phrase | None:
    role = text.roles[end]
    owner = _owner(text, first, begin)
    titled = name_first > begin or (begin > first and _title_before(text, first, begin))
    common = {
        "name": text.shown(name_first, end),
        "head_key": text.phrase(name_first, end),
        "definite": True,
        "owner": owner,
    }
    if role is not None and end > name_first and role[1].number != "one":
        start = first
        return Phrase(text.span(start, end), start, end, end, "name", role[1].number, role[1].kind, role[1].sector, owner.country if owner else "",
                      sentence=text.sentence_of[end], organ="", modifiers=tuple(text.keys[start:name_first]), **common)  # type: ignore[arg-type]  # fmt: skip
    if not titled and any(i in text.in_place for i in range(name_first, end + 1)):
        return None
    start = first if titled else begin
    words = sum(bool(k) for k in text.keys[name_first : end + 1])
    form = "person" if titled or words in (2, 3, 4) else "unknown"
    sector = _title_sector(text, start, name_first, owner)
    country = owner.country if owner and titled else ""
    return Phrase(text.span(start, end), start, end, end, form, "one", "person" if form == "person" else "", sector, country,
                  sentence=text.sentence_of[end], gender=_gender(text, start, name_first), modifiers=tuple(text.keys[start:name_first]), **common)  # type: ignore[arg-type]  # fmt: skip


def _title_before(text: Text, first: int, begin: int) -> bool:
    role = text.roles[begin - 1]
    return (role is not None and role[1].number == "one") or text.key(begin - 1) in text.words.titles


def _title_sector(text: Text, first: int, stop: int, owner: Named | None) -> str:
    """The sector that the titles give: the last noun that has one and the words before it."""
    for index in range(stop - 1, first - 1, -1):
        role = text.roles[index]
        if role is not None:
            return sector_of(text, first, role[0], role[1])
    return ""


def sector_of(text: Text, first: int, head: int, role: Role) -> str:
    """The sector of a role noun, from the words before it where it borrows ("military spokesman"); ELI for those no longer in office."""
    found = role.sector
    if role.borrows or role.sector in _PLAIN:
        found = _modified(text, first, head) or found
    past = found in ("GOV", "LEG") and any(k in text.words.past for k in text.keys[first:head])
    return "ELI" if past else found


_PLAIN: Final = frozenset({"GOV", "UNK", "CVL", "LAB"})


def _modified(text: Text, first: int, head: int) -> str:
    for index in range(head - 1, first - 1, -1):
        for phrase in (text.phrase(max(first, index - 1), index), text.key(index)):
            sector = text.words.modifiers.get(phrase, "")
            if sector and sector != "GOV":
                return sector
    return ""


def _owner(text: Text, first: int, stop: int) -> Named | None:
    """The last known name or country word among the words before the head."""
    for index in range(stop - 1, first - 1, -1):
        named = text.cover[index]
        if named is not None and named.last == index and named.first >= first:
            return named
    return None


def _role(text: Text, first: int, end: int, found: tuple[int, Role]) -> Phrase:
    """A noun that says what the actor is, with the words before it."""
    head_first, role = found
    head_first = max(head_first, first)
    start = _quantity_start(text, first)
    owner = _owner(text, first, head_first)
    before = text.keys[first:head_first]
    country = owner.country if owner else ""
    sector = sector_of(text, first, head_first, role)
    if role.borrows and role.number == "one" and sector == role.sector:
        sector = _sector_after(text, end) or sector
    country = country or _country_after(text, end, before)
    opening = text.key(first)
    counted = opening in ("a", "an", "another") or any(k in NUMBERS or k.isdigit() for k in before) or start < first
    phrase = Phrase(
        text.span(start, end), start, end, end, "role", role.number, role.kind, sector, country, head_key=text.phrase(head_first, end),
        organ=role.organ, definite=opening in ("the", "this", "that", "these", "those") or opening in POSSESSIVES, counted=counted,
        borrows=role.borrows, owner=owner, sentence=text.sentence_of[end], gender=_gender(text, head_first, end + 1),
        modifiers=tuple(k for k in before if k and k not in DETERMINERS),
    )  # fmt: skip
    return replace(phrase, kind=_kind(phrase, role)) if role.borrows else phrase


def _sector_after(text: Text, end: int) -> str:
    """The sector of the body that follows: "head of [the army]", "an official in the [military alliance]"."""
    if text.key(end + 1) not in ("of", "for", "in", "with", "from"):
        return ""
    for index in range(end + 2, min(end + 7, len(text.tokens))):
        role = text.roles[index]
        if role is not None and role[1].number == "body":
            return role[1].sector
        if not text.keys[index] and text.token(index).text not in _LINKS:
            break
    return ""


def _country_after(text: Text, end: int, before: list[str]) -> str:
    """ "police in Kismayo", "people of Syria": the country of the place that follows, unless the actor is from elsewhere."""
    if text.key(end + 1) not in ("in", "of", "from", "near", "at", "inside") or any(
        k in text.words.abroad for k in before
    ):
        return ""
    index = end + 3 if text.key(end + 2) == "the" else end + 2
    return text.country_at(index)


def _kind(phrase: Phrase, role: Role) -> str:
    """The kind of a borrowing noun, from its sector: "police spokesmen" are police, "rebel commanders" rebels."""
    if role.number == "one" and role.kind in ("anonymous_person", "other", "rebel_group"):
        return "anonymous_person"
    kinds = {
        "MIL": "armed_forces",
        "COP": "police",
        "REB": "rebel_group",
        "SPY": "government",
        "PRM": "militia",
        "NGO": "ngo",
        "JRN": "media",
    }
    return kinds.get(phrase.sector, role.kind) if phrase.sector != role.sector else role.kind


def _quantity_start(text: Text, first: int) -> int:
    """Where "dozens of", "members of the" before a noun phrase begins."""
    if (
        first >= 2
        and text.key(first - 1) == "of"
        and text.key(first - 2) in QUANTIFIERS
        and text.sentence_of[first - 2] == text.sentence_of[first]
    ):
        start = first - 2
        while (
            start - 1 >= 0
            and (text.key(start - 1) in NUMBERS or text.key(start - 1) in ("the", "a", "some", "of", "tens"))
            and text.key(start - 1)
        ):
            start -= 1
        return start
    return first
