"""
Situations written in the fuller record schema ("PH001 …"), brought to what a reading in the reading format can show.

The schema says some things in other words than the coding guide: a request is "requested" where the guide calls the
asking itself "completed"; taking a town is COERCE.seize there and ASSAULT.capture here. Both are accepted. Relations
that readings do not have (influence, duration) are not looked at.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.evaluate.gold import read_rows
from casus.evaluate.situations import Count, Expected, Situation, Who, words_of

Json = Mapping[str, Any]

RELATIONS: Final = {
    "in_conflict_with": "fights",
    "contested_by": "contests",
    "member_of": "part_of",
    **{name: name for name in ("controls", "supports", "present_in", "allied_with", "besieges", "coordinates_with")},
}
# Type, or type and mode, of the schema: what the coding guide calls the same act.
SAME: Final = {
    "COERCE.seize": ("ASSAULT.capture", "ASSAULT"),
    "COERCE.restrict": ("COERCE", "ASSAULT"),
    "SANCTION.expel": ("DISPLACE",),
    "RETREAT.ceasefire": ("AGREE", "RETREAT.ceasefire"),
    # the guide has no mode for surrender, and none but "territory handed over" for a site that changes hands
    "RETREAT.disarm": ("RETREAT",),
    "RETREAT.access": ("RETREAT",),
    # "use no mode if none fits clearly": no weapon, no mediator, no aim is told; gunmen are .firearms in coded reports
    "ASSAULT.firearms": ("ASSAULT",),
    "ASSAULT.targeted": ("ASSAULT", "ASSAULT.firearms"),
    "CONSULT.third-party": ("CONSULT",),
    "SUPPORT": ("AGREE", "SUPPORT"),
    "MOBILIZE.weapons": ("ASSAULT",),
    "MOBILIZE.troops": ("ASSAULT",),
}
STATUSES: Final = {
    "requested": ("requested", "demanded", "completed"),
    "agreed": ("agreed", "completed", "planned"),
    "announced": ("announced", "completed"),
    "threatened": ("threatened", "completed"),
    "planned": ("planned", "announced"),
    "hypothetical": ("hypothetical", "threatened"),
    "counterfactual": ("none", "hypothetical"),
    "purpose": ("planned", "attempted", "hypothetical"),
    "prevented": ("prevented", "none"),
    "lapsed": ("none", "failed"),
    "started": ("started", "ongoing", "completed"),
    "ongoing": ("ongoing", "started", "completed"),
    "completed": ("completed", "ongoing", "started"),
}
_ANNOUNCED: Final = "announcements of future retreats are CONCEDE"
"""Why the schema has a second record for "announced it would pull out"; "says it will" is one claim in the guide."""
_LIGHT: Final = {"launched": "launched an operation"}
"""Verbs that only carry an act noun: the guide puts the trigger on "operation", the schema on "launched"."""
_FIGHTING: Final = frozenset({"clashes"})
"""Nouns of fighting, whose sides are all actors in the guide ("leave r empty"): its number tells who died."""
_UNDONE: Final = ("none", "failed", "prevented")
"""Statuses of what did not happen, which the schema may call completed with CT-: "f CT-, st none" in the guide."""
_UNTOLD: Final = frozenset({"presupposition", "presupposed", "inferred"})
"""Why a relation holds that the text does not tell: the guide codes what is told and guesses nothing."""
_PEOPLE: Final = (
    "people", "person", "civilian", "villager", "resident", "family", "familie", "child", "children", "man", "woman",
    "fishermen", "judge", "other",
)  # fmt: skip
"""Words of reports for those that the schema calls civilians or people."""
FACTUALITIES: Final = {"Uu": ("U", "PS+"), "PR+": ("PR+", "PS+", "U"), "CT-": ("CT-",)}
_STANCES: Final = {"denies": ("denies",), "alleges": ("alleges", "asserts"), "claims": ("claims", "asserts")}
_NOBODY: Final = re.compile(
    r"^(unstated|unresolved|unidentified|unknown|the newsroom|side [AB])|\(unnamed\)$", re.IGNORECASE
)
_SEATS: Final = {"Government of Tarvenia": "melkat", "Government of Ostrany": "dvarin"}
"""Capitals of the written world, by which reports name these governments."""
_COUNTS: Final = frozenset({"two", "three", "five", "18", "26"})
"""Numbers that stand for people where no noun does ("killed two"); beside a noun they tell nobody apart."""
_MILITARY: Final = ("army", "troop", "soldier", "force", "jet", "column", "unit", "patrol")


def load(path: Path) -> tuple[Situation, ...]:
    """All situations of a JSON Lines file. Raises FormatError for what is no JSON."""
    return tuple(_situation(row) for _, row in read_rows(path))


def is_phenomena(path: Path) -> bool:
    """Whether the first line of a file is a situation of the schema."""
    first: Any = next(iter(read_rows(path)), (0, {}))[1]
    return isinstance(first, Mapping) and "expected" in first and "phenomenon" in first


def _situation(row: Json) -> Situation:
    published = date.fromisoformat(row["dct"]) if row.get("dct") else None
    wanted = tuple(found for item in row["expected"] for found in _expected(item, words_of(row["text"])))
    return Situation(row["id"], row["category"], row["phenomenon"], row["text"], published, wanted)


def _expected(item: Json, said: frozenset[str]) -> Iterator[Expected]:
    """What one record wants; `said` are the words of the text."""
    if item["kind"] == "state":
        if item["relation"] in RELATIONS and item.get("basis") not in _UNTOLD:
            yield _state(item, said)
        elif item["relation"] == "control_change":
            yield Expected("changed hands", frozenset({"ASSAULT", "RETREAT"}), {})
    elif item["kind"] in ("event", "pattern") and item.get("plover_rule") != _ANNOUNCED:
        yield from (_event(one, said) for one in _by_source(item))


def _by_source(item: Json) -> Iterator[Json]:
    """One record for each source that gives a number of its own, with that number; else the record as it is."""
    numbers = (item.get("fatalities") or {}).get("per_source")
    if not numbers:
        yield item
        return
    for source, number in numbers.items():
        yield {**item, "fatalities": {"low": number, "best": number, "high": number}, "attribution": source}


def _state(item: Json, said: frozenset[str]) -> Expected:
    sides = {side: _parties(item[side], said) for side in ("subject", "object")}
    return Expected(
        None,
        frozenset({RELATIONS[item["relation"]]}),
        {side: who for side, who in sides.items() if who},
        factualities=frozenset({"CT-"} if item.get("polarity") == "-" else factualities(item)),
        sources=_sources(item, said),
        extent=item.get("extent"),
        is_state=True,
    )


def _event(item: Json, said: frozenset[str]) -> Expected:
    speech = item["plover"] in ("REQUEST", "AGREE", "THREATEN", "CONCEDE", "ACCUSE", "SUPPORT")
    status = "completed" if item["status"] == "completed" and speech else item["status"]
    return Expected(
        _LIGHT.get(item["trigger"], item["trigger"]),
        frozenset(labels(item)),
        dict(_roles(item, said)),
        frozenset(STATUSES.get(status, (status,))) | frozenset(_UNDONE if item["factuality"] == "CT-" else ()),
        frozenset(factualities(item)),
        tuple(_places(item.get("place"))),
        days(item["time"]) if "time" in item else None,
        tuple(_numbers(item, said)),
        _sources(item, said),
        frozenset(_STANCES.get(item["stance"], ())) if "attribution" in item else frozenset(),
    )


def labels(item: Json) -> Iterator[str]:
    """The types, or types with modes, that a record accepts: its own, those that the guide has for it, alternatives."""
    own = f"{item['plover']}.{item['mode']}" if item["mode"] else item["plover"]
    yield own
    yield from SAME.get(own, ())
    if "peacekeeping" in item.get("contexts", ()):  # "AID: … peacekeepers" in the guide
        yield "AID"
    for type_, mode, _ in item.get("plover_alternatives", ()):
        yield f"{type_}.{mode}" if mode else type_


def factualities(item: Json) -> tuple[str, ...]:
    """The factualities that a record accepts."""
    value = item["factuality"].split()[0].rstrip(";,")
    accepted = FACTUALITIES.get(value, ("CT+",))
    # what someone alleges, or hearsay tells, is certain to its source: the guide codes that source's view
    return (
        (*accepted, "CT+")
        if item.get("stance") == "alleges" or ("attribution" in item and value != "CT-")
        else accepted
    )


def _roles(item: Json, said: frozenset[str]) -> Iterator[tuple[str, tuple[Who, ...]]]:
    """Who acts and suffers. Whoever flees is the actor in the guide and the recipient of an expulsion in the schema."""
    if item["plover"] == "SANCTION" and item["mode"] == "expel":
        return
    for role in ("actor",) if item.get("trigger") in _FIGHTING else ("actor", "recipient"):
        who = _parties(item[role], said)
        if who or item[role] == []:
            yield role, who


def _parties(names: Any, said: frozenset[str]) -> tuple[Who, ...]:
    listed = [names] if isinstance(names, str) else names
    return tuple(_who(name, said) for name in listed if not _NOBODY.match(name))


def _who(name: str, said: frozenset[str] | None = None) -> Who:
    """
    A canonical name; any of its telling words will do, since the text may use others.

    Where none of them is in the text, it is the seat of a government or a bare number of people; a name that the text
    has no words for at all stays as it is, and cannot be found.
    """
    bare = re.sub(r"\(.*?\)", "", name)
    words = frozenset(folded(bare)) or words_of(name)
    telling = words - _COUNTS or words
    if said is not None and not words & said:
        telling = frozenset({_SEATS[name]}) if name in _SEATS else _COUNTS if name == "people" else telling
    return Who(telling, loosely=True)


def folded(name: str) -> Iterator[str]:
    """The words of a name with those that mean the same brought to one."""
    for word in words_of(name):
        yield word
        if word == "military":
            yield from _MILITARY
        if word in ("civilian", "people", "household"):
            yield from _PEOPLE


def _places(place: Any) -> Iterator[tuple[str, Who]]:
    if isinstance(place, Mapping):
        yield from (
            (role, _who(place[name])) for name, role in (("origin", "from"), ("destination", "to")) if name in place
        )
    elif place:
        yield from (("", _who(name)) for name in ([place] if isinstance(place, str) else place))


def _sources(item: Json, text: frozenset[str]) -> tuple[Who, ...]:
    said = item.get("attribution")
    if said is None or said == "unspecified hearsay":
        return ()
    if isinstance(said, Mapping):
        said = said.get("source", "")
    return _parties(said, text)


def days(words: str) -> tuple[date | None, date | None]:
    """First and last day of "2017-08", "2017-08-19/2017-08-24" and the like; None for an end that is no day."""
    first, slash, last = words.partition("/")
    return (_day(first), _day(last, end=True)) if slash else (_day(first), _day(first, end=True))


def _day(words: str, *, end: bool = False) -> date | None:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", words)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or (12 if end else 1))
    return date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if end else 1)))


def _numbers(item: Json, said: frozenset[str]) -> Iterator[Count]:
    """
    The numbers that a record wants. "Nobody was hurt" is one number in the guide, of wounded; "more than 30" is 31 and
    open, without a best; sides that the schema counts apart are numbers of their own; a sum since something began is
    told as such.
    """
    told = {role: item[key] for key, role in (("fatalities", "killed"), ("injured", "wounded")) if item.get(key)}
    if len(told) > 1 and all(value.get("high") == 0 for value in told.values()):
        told.pop("killed")
    scope = "total" if item.get("aggregate") and "since" in said else ""
    whom = next(iter(_parties(item["recipient"], said)), None) if item.get("trigger") in _FIGHTING else None
    for role, value in told.items():
        if value.get("term") == "many":  # the guide gives "many" no bounds
            continue
        sides = list(_sides(item, value)) if role == "killed" else []
        yield from sides or [Count(role, _bounds(value), whom, scope)]


def _bounds(value: Json) -> tuple[int | None, int | None, int | None]:
    low, best, high = (value.get(name) for name in ("low", "best", "high"))
    return low, None if best is not None and low == best + 1 else best, high


def _sides(item: Json, value: Json) -> Iterator[Count]:
    """The dead of a side and the civilians, where the record counts them apart and they are all."""
    fighters, civilians = item.get("deaths_b"), item.get("deaths_civilians")
    if fighters and civilians and fighters + civilians == value.get("best"):
        yield Count("killed", (fighters, fighters, fighters))
        yield Count("killed", (civilians, civilians, civilians), Who(frozenset(folded("civilian")), loosely=True))
