"""
Find the words that name places, and what the words around them say: kind, part, distance, container, government.

"30 km north of Homs" is the name "Homs" with the relation north_of and 30 km; "Idlib province" the name "Idlib" with
the kind word "province"; "Washington said" a metonym; "Jordan Smith" no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from casus.model.geometry import BEARINGS
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import EntityKind, Mention
from casus.model.where import PlaceCandidate
from casus.protocols import PlaceGazetteer
from casus.resources.placedata import context_words, demonyms, kind_words, place_context, place_odds
from casus.steps._places_odds import Found, odds_of_kind, place_odds_of, word_before

PLACES: Final = frozenset({EntityKind.GPE, EntityKind.LOC, EntityKind.FAC})
OTHERS: Final = frozenset({EntityKind.PER, EntityKind.ORG, EntityKind.NORP, EntityKind.WEAPON})
SURE_TAG: Final = 0.8
"""Score from which a tag alone makes a place of a name that the gazetteer does not know."""
ANNOUNCED: Final = 6.0
"""log2 odds of a name that a sure tag or a kind word before it ("the village of …") calls a place."""
_REACH: Final = 48
"""Code points looked at on each side of a name."""
_KM: Final = {
    "km": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "mile": 1.609,
    "mi": 1.609,
    "meter": 0.001,
    "metre": 0.001,
    "m": 0.001,
}
_NUMBERS: Final = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "a": 1,
    "several": 5,
    "few": 3,
    "dozens": 40,
}
_COMPASS: Final = r"(?:north|south)[ -]?(?:east|west)|north|south|east|west"
_NUMBER: Final = rf"(?P<n>\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})"
_OFFSET: Final = re.compile(
    rf"(?:{_NUMBER}(?: dozen)?[ -](?P<unit>kilomet(?:er|re)s?|km|miles?|mi|met(?:er|re)s?|m)s? (?:\([^)]*\) )?"
    rf"(?:to the )?)?(?:just )?(?P<way>{_COMPASS})(?:wards?)? (?:of|from) (?:the )?$",
    re.IGNORECASE,
)
_HALF: Final = re.compile(rf"\bthe (?P<way>{_COMPASS}) of (?:the )?$", re.IGNORECASE)
_OWN_HALF: Final = re.compile(rf"(?:'s|’s) (?P<way>{_COMPASS})\b(?! of)", re.IGNORECASE)
_AWAY: Final = re.compile(
    rf"{_NUMBER}[ -](?P<unit>kilomet(?:er|re)s?|km|miles?|mi)s? (?:away )?(?:from|outside|of|inside) (?:the )?$",
    re.IGNORECASE,
)
_OF_KIND: Final = re.compile(r"([A-Za-z-]+(?: [a-z]+)?) of (?:the )?$")
_COMPOUND: Final = re.compile(r"[-\u2010\u2011]([a-z]+)")


Ask = Callable[[str], tuple[PlaceCandidate, ...]]
"""What a bare name may mean, best first."""


def find_names(reading: Reading, gazetteer: PlaceGazetteer, ask: Ask) -> tuple[Found, ...]:
    """All names of places in the report, in text order, without overlap."""
    text = reading.document.text
    tags = sorted(reading.mentions, key=lambda m: m.span)
    spans = _candidates(text, gazetteer, tags)
    spans = _with_announced(text, spans, [m.span for m in tags if m.label in OTHERS and m.score >= SURE_TAG])
    found = [_whole_name(_look_around(text, span, tag=tag), text, ask) for span, tag in spans]
    found = [f._replace(odds=f.odds + odds_of_kind(ask(f.text))) for f in found]
    people = {f.text for f in found if f.odds < -4}
    kept = [f for f in found if f.odds > 0 and not (f.text in people and f.odds < 2)]
    return tuple(_contained(text, kept))


def read_names(text: str, spans: Iterable[Span]) -> Iterator[Found]:
    """Words that are known to name places, with what stands around them, in the order given."""
    found = [_look_around(text, span, tag=ANNOUNCED) for span in spans]
    yield from _contained(text, found)


def _candidates(text: str, gazetteer: PlaceGazetteer, tags: Iterable[Mention]) -> list[tuple[Span, float]]:
    """Known names and names that the tagger is sure are places, with the odds that the tags give them."""
    tags = [m for m in tags if m.label in PLACES or m.label in OTHERS]
    known = demonyms()
    names = (Span(start, end) for start, end in gazetteer.scan(text))
    out = [(span, _odds_of_tags(span, tags)) for span in names if text[span.start : span.end] not in known]
    taken = [span for span, _ in out]
    for mention in tags:
        if mention.label not in PLACES or mention.score < SURE_TAG:
            continue
        span = _trimmed(text, mention.span)
        words = text[span.start : span.end]
        if words not in known and words[:1].isupper() and not any(span.overlaps(t) for t in taken):
            out.append((span, ANNOUNCED))
    return sorted(out)


def _odds_of_tags(span: Span, tags: Iterable[Mention]) -> float:
    """What the tags over a name add to its odds.

    The surer the tagger, the more; a tag over more words than the name weighs most.
    """
    total = 0.0
    for mention in tags:
        if mention.span.start <= span.start and span.end <= mention.span.end:
            trust = max(0.0, 2 * mention.score - 1)
            longer = len(mention.span) > len(span) + 4
            total += trust * (ANNOUNCED if mention.label in PLACES else -10.0 if longer else -6.0)
    return total


_NAME: Final = r"((?:[AaEe][a-z]{1,2}-)?[A-Z][\w'’-]{1,30}(?: (?:[aeu][a-z]-)?[A-Z][\w'’-]{1,30}){0,3})"
_ANNOUNCED: Final = re.compile(
    r"\b(?:city|town|village|district|province|region|neighbou?rhood|suburb|hamlet|settlement|refugee camp|camp)s?"
    rf" of (?:the )?{_NAME}"
)
_FOLLOWED: Final = re.compile(
    rf"\b{_NAME} (?:[Pp]rovince|[Gg]overnorate|[Dd]istrict|village|neighbou?rhood|suburb|refugee camp|[Oo]blast)\b"
)


_ANNOUNCING: Final = (
    *("city", "town", "village", "district", "province", "region", "neighborhood", "neighbourhood", "suburb"),
    *("hamlet", "settlement", "camp", "cities", "villages", "Province", "overnorate", "District", "blast"),
)
"""One of these stands in every report that either expression matches in."""


def _with_announced(text: str, spans: list[tuple[Span, float]], against: list[Span]) -> list[tuple[Span, float]]:
    """Add names that a kind word announces ("the village of …", "… province"), known or not."""
    if not any(word in text for word in _ANNOUNCING):
        return sorted(spans)
    out = list(spans)
    for match in (*_ANNOUNCED.finditer(text), *_FOLLOWED.finditer(text)):
        span = _name_in(text, Span(*match.span(1)))
        if span is not None and not any(span.overlaps(other) for other, _ in out) and not _covered(span, against):
            out.append((span, ANNOUNCED))
    return sorted(out)


def _name_in(text: str, span: Span) -> Span | None:
    """The name among announced words: without "The", peoples and a possessive; None when nothing is left of it."""
    words = text[span.start : span.end]
    cut = len(words) - 2 if words.endswith(("'s", "’s")) else len(words)
    start = 0
    while start < cut:
        word = words[start:cut].split(" ", maxsplit=1)[0]
        if word not in context_words("openers") and word not in demonyms() and place_odds().get(word, 0.0) > -9:
            return Span(span.start + start, span.start + cut)
        start += len(word) + 1
    return None


def _whole_name(found: Found, text: str, ask: Ask) -> Found:
    """“eastern Ghouta” is a place of its own, "eastern Syria" a part of one: the gazetteer knows which."""
    if found.relation != "part_of" or found.span.start == found.name.start:
        return found
    whole = Span(found.span.start, found.name.end)
    words = text[whole.start : whole.end]
    if not ask(words):
        return found
    return found._replace(name=whole, text=words, relation="in", bearing=None)


def _covered(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    cut = 4 if words.lower().startswith("the ") else 0
    return Span(span.start + cut, span.end)


def _look_around(text: str, name: Span, *, tag: float) -> Found:
    before, after = text[max(0, name.start - _REACH) : name.start], text[name.end : name.end + _REACH]
    found = Found(name=name, span=name, text=text[name.start : name.end], tag=tag)
    found = _with_kind(found, before, after)
    found = _with_part(
        found, before if found.span.start == name.start else text[max(0, found.span.start - _REACH) : found.span.start]
    )
    found = _with_relation(found, text[max(0, found.span.start - _REACH) : found.span.start])
    found = _with_own_part(found, after)
    return found._replace(metonym=_is_metonym(before, after), odds=place_odds_of(found, before, after))


_WORDS_AFTER: Final = tuple(
    re.compile(r"[ \u00a0]" + r"[ \u00a0]".join([r"([A-Za-z-]+)"] * size) + r"\b") for size in (3, 2, 1)
)


def _with_kind(found: Found, before: str, after: str) -> Found:
    """The kind word behind the name ("Idlib province"), or before it ("town of Arsal", "Mount Hermon")."""
    words = kind_words()
    for words_after in _WORDS_AFTER if after[:1] in (" ", "\u00a0") else ():
        match = words_after.match(after)
        phrase = " ".join(match.groups()).lower() if match else ""
        if match and phrase in words.after:
            return found._replace(kind=phrase, span=Span(found.span.start, found.span.end + match.end()))
    match = _OF_KIND.search(before) if before.endswith((" of ", " of the ")) else None
    if match:
        phrase = match.group(1).lower()
        kind = next((k for k in (phrase, phrase.split()[-1], phrase.split()[0]) if k in words.before), None)
        return found._replace(kind=kind) if kind else found
    return _kind_before(found, before, words.before)


def _kind_before(found: Found, before: str, known: Mapping[str, tuple[str, ...]]) -> Found:
    word = word_before(before)
    if not word or word.lower() not in known:
        return found
    start = found.span.start - len(word) - 1
    return found._replace(kind=word.lower(), span=Span(start, found.span.end) if word[0].isupper() else found.span)


def _with_part(found: Found, before: str) -> Found:
    """“northern Syria”, "central Baghdad": the part belongs to the place's words."""
    word = word_before(before).lower()
    parts = place_context()["parts"]
    if word and (word in parts or word in context_words("middles")):
        return found._replace(
            relation="part_of",
            bearing=parts.get(word),
            span=Span(found.span.start - len(word_before(before)) - 1, found.span.end),
        )
    return found


def _with_own_part(found: Found, after: str) -> Found:
    """“Lebanon's northeast” is a part of Lebanon."""
    match = _OWN_HALF.match(after) if found.relation == "in" and found.kind is None else None
    if match is None:
        return found
    bearing = BEARINGS[re.sub("[ -]", "", match["way"].lower())]
    return found._replace(
        relation="part_of", bearing=bearing, span=Span(found.span.start, found.span.end + match.end())
    )


def _with_relation(found: Found, before: str) -> Found:
    """“30 km north of X”, "near X", "on the outskirts of X", "five miles from X"."""
    if found.relation == "part_of":
        return found
    plain = before.removesuffix("the ")
    lower = plain.lower()
    if plain.endswith((" of ", " from ", " outside ", " inside ")):
        measured = _measured(found, before, lower)
        if measured is not None:
            return measured
        if lower.endswith(" of ") and lower[:-4].rpartition(" ")[2] in context_words("edges"):
            return found._replace(relation="part_of")
    ends, alone = _near_endings()
    if lower.endswith(ends) or lower in alone:
        return found._replace(relation="near")
    return found


@cache
def _near_endings() -> tuple[tuple[str, ...], frozenset[str]]:
    """How the words before a name end where they say that something is near it, and what they are then in full."""
    words = context_words("nears")
    return tuple(f"{gap}{word} " for word in words for gap in " \n"), frozenset(f"{word} " for word in words)


def _measured(found: Found, before: str, lower: str) -> Found | None:
    """A half, a bearing or a distance said before a name; the expressions are asked only where their words stand."""
    if "th" in lower or "st" in lower:
        half = _HALF.search(before)
        match = half or _OFFSET.search(before)
        if match:
            way = re.sub("[ -]", "", match["way"].lower())
            span = Span(found.span.start - (len(before) - match.start()), found.span.end)
            if half:
                return found._replace(relation="part_of", bearing=BEARINGS[way], span=span)
            return found._replace(relation=f"{way}_of", km=_km(match["n"], match["unit"]), span=span)
    away = _AWAY.search(before) if "k" in lower or "mi" in lower else None
    return found._replace(relation="near", km=_km(away["n"], away["unit"])) if away else None


def _km(number: str | None, unit: str | None) -> float | None:
    if not number or not unit:
        return None
    word = number.lower()
    value = float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", ""))
    name = unit.lower().rstrip("s") if len(unit) > 2 else unit.lower()
    return value * _KM.get(name, 1.0)


_SAYING: Final = re.compile(r"[\w'’]+")
_CLAUSE_END: Final = re.compile(r"[.;:!?\n,()\"“”]")
_POLITICS: Final = re.compile(r"\b(\w+) [a-z]+ in $")
"""A quality of something right before a name: "*political* tension in Paris"."""
_LAST_WORD: Final = re.compile(r"([\w'’-]+)\s*$")


def _is_metonym(before: str, after: str) -> bool:
    """A capital or country that speaks, backs, or whose politics are told; whether it is one is settled later."""
    compound = _COMPOUND.match(after)
    if compound:
        return compound.group(1) in context_words("compounds")
    politics = _POLITICS.search(before)
    if politics and politics.group(1).lower() in context_words("politics"):
        return True
    context = place_context()["sayings"]
    words = _SAYING.findall(_CLAUSE_END.split(after, maxsplit=1)[0])[:4]
    while words and words[0] in context["between"]:
        words = words[1:]
    if not words or words[0] not in context["words"]:
        return False
    last = _LAST_WORD.search(before)
    return not (last and last.group(1).lower() in context_words("prepositions")) or before.rstrip().endswith((",", "."))


_CONTAINER: Final = re.compile(r"(?:,? in (?:the )?|, (?:the )?|,? near (?:the )?| \()$")


def _contained(text: str, found: list[Found]) -> Iterator[Found]:
    """Add what is said to contain a name: "Qusayr, Syria", "Qusayr in Homs province", "Iraq's Anbar province"."""
    for number, this in enumerate(found):
        inside: list[str] = []
        here = this
        for following in found[number + 1 : number + 4]:
            gap = text[here.span.end : following.span.start]
            if len(gap) > 24 or not _CONTAINER.match(_plain_gap(gap)):
                break
            inside.append(following.text if following.kind is None else f"{following.text} {following.kind}")
            here = following
        owner = found[number - 1] if number else None
        if owner and text[owner.name.end : this.span.start] in ("'s ", "’s "):
            inside.append(owner.text)
        yield this._replace(inside=tuple(inside), odds=this.odds + 2) if inside else this


def _plain_gap(gap: str) -> str:
    """The words between two names without "southern", "the town of" and the like, so that what joins them is seen."""
    lowered = re.sub(r"\b(?:the|a) [a-z -]{2,20} of $", "", gap)
    return re.sub(r"(?:(?:north|south|east|west|central)[a-z-]* )$", "", lowered)
