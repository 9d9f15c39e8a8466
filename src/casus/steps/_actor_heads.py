"""Mentions built around a head: a known name, a new proper name, or a noun that says what the actor is."""

from __future__ import annotations

from typing import Final

from casus.resources.actor_tables import Role
from casus.steps._actor_mention import Phrase
from casus.steps._actor_text import HYPHENS, Named, Text

_PLAIN: Final = frozenset({"GOV", "UNK", "CVL", "LAB"})


def named_phrase(text: Text, named: Named, first: int) -> Phrase:
    """A known name with what stands before it: "the Islamic State", "its ally Hezbollah", "President Bashar
    al-Assad".
    """
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
        text.span(start, named.last),
        start,
        named.last,
        named.last,
        form,
        number,
        kind,
        sector,
        named.country,
        name=text.shown(named.first, named.last),
        head_key=text.phrase(named.first, named.last),
        candidates=named.candidates,
        definite=True,
        sentence=text.sentence_of[named.first],
        owner=named,
        gender=_gender(text, start, named.first),
        modifiers=tuple(text.keys[start : named.first]),
    )


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


def proper_phrase(text: Text, first: int, end: int) -> Phrase | None:
    """A proper name that the registry does not know, with its titles: "Gen. Omar Haddad", "the Badr Brigade"."""
    begin = end
    while begin > first and text.cover[begin - 1] is None and (text.is_name_word(begin - 1) or _joins(text, begin - 1)):
        begin -= 1
    role, name_first = text.roles[end], begin
    body = role is not None and role[1].number != "one"
    while not body and name_first < end and (text.key(name_first) in text.words.titles or _joins(text, name_first)):
        name_first += 1
    if not text.keys[name_first]:
        return None
    if role is not None and body and end > name_first:
        return _new_body(text, first, (name_first, end), role[1])
    return _new_person(text, first, (begin, name_first), end)


def _joins(text: Text, index: int) -> bool:
    """A hyphen or a particle inside a name ("Deir al-Zor", "bin Laden")."""
    particles = text.words.lists["particles"]
    if not 0 < index < len(text.tokens) - 1 or not (_is_hyphen(text, index) or text.key(index) in particles):
        return False
    return text.capital(index + 1) or text.key(index + 1) in particles or _is_hyphen(text, index + 1)


def _is_hyphen(text: Text, index: int) -> bool:
    return text.token(index).text in HYPHENS


def _new_body(text: Text, first: int, name: tuple[int, int], role: Role) -> Phrase:
    """A group with a name of its own: "the Badr Brigade"; `name` are the first and the last token of the name."""
    owner = _owner(text, first, name[0])
    return Phrase(
        text.span(first, name[1]),
        first,
        name[1],
        name[1],
        "name",
        role.number,
        role.kind,
        role.sector,
        owner.country if owner else "",
        name=text.shown(*name),
        head_key=text.phrase(*name),
        definite=True,
        owner=owner,
        sentence=text.sentence_of[name[1]],
        modifiers=tuple(text.keys[first : name[0]]),
    )


def _new_person(text: Text, first: int, begins: tuple[int, int], end: int) -> Phrase | None:
    """A person, or a single unknown name; `begins` are the first capitalised token and the first token of the name.

    A place without a title is no person.
    """
    begin, name_first = begins
    titled = name_first > begin or (begin > first and _title_before(text, begin))
    if not titled and any(i in text.in_place for i in range(name_first, end + 1)):
        return None
    start, owner = (first if titled else begin), _owner(text, first, begin)
    words = sum(bool(k) for k in text.keys[name_first : end + 1])
    form = "person" if titled or words in (2, 3, 4) else "unknown"
    return Phrase(
        text.span(start, end),
        start,
        end,
        end,
        form,
        "one",
        "person" if form == "person" else "",
        _title_sector(text, start, name_first),
        owner.country if owner and titled else "",
        name=text.shown(name_first, end),
        head_key=text.phrase(name_first, end),
        definite=True,
        owner=owner,
        sentence=text.sentence_of[end],
        gender=_gender(text, start, name_first),
        modifiers=tuple(text.keys[start:name_first]),
    )


def _title_before(text: Text, begin: int) -> bool:
    role = text.roles[begin - 1]
    return (role is not None and role[1].number == "one") or text.key(begin - 1) in text.words.titles


def _title_sector(text: Text, first: int, stop: int) -> str:
    """The sector that the titles give: the last noun that has one and the words before it."""
    for index in range(stop - 1, first - 1, -1):
        role = text.roles[index]
        if role is not None:
            return _sector_of(text, first, role[0], role[1])
    return ""


def _owner(text: Text, first: int, stop: int) -> Named | None:
    """The last known name or country word among the words before the head."""
    for index in range(stop - 1, first - 1, -1):
        named = text.cover[index]
        if named is not None and named.last == index and named.first >= first and index not in text.inner:
            return named
    return None


def role_phrase(text: Text, first: int, end: int, found: tuple[int, Role]) -> Phrase:
    """A noun that says what the actor is, with the words before it."""
    head_first, role = found
    head_first = max(head_first, first)
    start = _quantity_start(text, first)
    owner = _owner(text, first, head_first)
    before = text.keys[first:head_first]
    country = owner.country if owner else ""
    sector = _sector_of(text, first, head_first, role)
    if role.borrows and role.number == "one" and sector == role.sector:
        sector = _sector_after(text, end) or sector
    country = country or _country_after(text, end, before)
    opening = text.key(first)
    articles = ("the", "this", "that", "these", "those")
    phrase = Phrase(
        text.span(start, end),
        start,
        end,
        end,
        "role",
        role.number,
        role.kind,
        sector,
        country,
        head_key=text.phrase(head_first, end),
        organ=role.organ,
        definite=opening in articles or opening in text.words.lists["possessives"],
        counted=start < first or _is_counted(text, before),
        borrows=role.borrows,
        owner=owner,
        sentence=text.sentence_of[end],
        gender=_gender(text, head_first, end + 1),
        modifiers=tuple(k for k in before if k and k not in text.words.lists["determiners"]),
        pair="both" in before or before[:2] == ["the", "two"],
    )
    return phrase._replace(kind=_kind(phrase, role)) if role.borrows else phrase


def _is_counted(text: Text, before: list[str]) -> bool:
    """Whether the words before a noun count it: then only some of a body are meant, not the body."""
    numbers = text.words.lists["numbers"]
    return before[:1] in (["a"], ["an"], ["another"]) or any(k in numbers or k.isdigit() for k in before)


def _sector_of(text: Text, first: int, head: int, role: Role) -> str:
    """The sector of a role noun, from the words before it where it borrows ("military spokesman"); ELI for those no
    longer in office.
    """
    found = role.sector
    if role.borrows or role.sector in _PLAIN:
        found = _modified(text, first, head) or found
    past = found in ("GOV", "LEG") and any(k in text.words.past for k in text.keys[first:head])
    return "ELI" if past else found


def _modified(text: Text, first: int, head: int) -> str:
    for index in (i for i in range(head - 1, first - 1, -1) if i not in text.inner):
        for phrase in (text.phrase(max(first, index - 1), index), text.key(index)):
            sector = text.words.modifiers.get(phrase, "")
            if sector and sector != "GOV":
                return sector
    return ""


def _sector_after(text: Text, end: int) -> str:
    """The sector of the body that follows: "head of [the army]", "an official in the [military alliance]"."""
    if text.key(end + 1) not in ("of", "for", "in", "with", "from"):
        return ""
    for index in range(end + 2, min(end + 7, len(text.tokens))):
        role = text.roles[index]
        if role is not None and role[1].number == "body":
            return role[1].sector
        if not text.keys[index] and text.token(index).text not in HYPHENS:
            break
    return ""


def _country_after(text: Text, end: int, before: list[str]) -> str:
    """The country of the place that follows ("police in Kismayo", "people of Syria"), unless the actor is from
    elsewhere.
    """
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
        and text.key(first - 2) in text.words.lists["quantities"]
        and text.sentence_of[first - 2] == text.sentence_of[first]
    ):
        start = first - 2
        while (
            start - 1 >= 0
            and (
                text.key(start - 1) in text.words.lists["numbers"]
                or text.key(start - 1) in ("the", "a", "some", "of", "tens")
            )
            and text.key(start - 1)
        ):
            start -= 1
        return start
    return first
