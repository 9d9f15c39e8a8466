"""
Written situations: one or two sentences each, and what an expert would code of them.

A situation is right when everything it expects is found as expected and nothing that it excludes is claimed to have
happened. Each miss says what was expected and what was found, so that the list of misses is the list of work.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.errors import FormatError
from casus.evaluate.gold import document_of
from casus.model.claim import EventClaim, Party, PlaceRole, Quantity, StateClaim, TimeRole
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import PEOPLE_ROLES
from casus.pipeline import Pipeline

_DETERMINERS: Final = frozenset({"the", "a", "an", "of", "its", "their", "his", "her", "and", "in", "near"})
_PRONOUNS: Final = {"us": "we", "our": "we", "them": "they", "him": "he", "me": "i"}
_HAPPENED: Final = frozenset({"completed", "started", "ongoing"})


@dataclass(frozen=True, slots=True)
class Who:
    """Someone or somewhere, by words: all of them must occur in what names it, or any of them (`loosely`)."""

    words: frozenset[str]
    loosely: bool = False

    def is_named_by(self, found: frozenset[str]) -> bool:
        """Whether `found`, the words of a party or place, name it."""
        return bool(self.words & found) if self.loosely else self.words <= found


@dataclass(frozen=True, slots=True)
class Count:
    """A number to find: its bounds, None where open; whom it counts, if that is asked; `scope` "" where nothing is.

    `scope` is total (a sum so far), new (on top of earlier figures), part (of another number) or whole (of none).
    """

    role: str
    bounds: tuple[int | None, int | None, int | None]
    whom: Who | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """
    One claim to find. What is None or absent from a mapping is not looked at.

    `labels` are the accepted types ("ASSAULT", "ASSAULT.aerial") or relations; `parties` and `places` by role ("" for a
    place: any role); `days` the accepted (earliest, latest), None for an end that is not looked at; `said` the same for
    when its source said it.
    """

    trigger: str | None
    labels: frozenset[str]
    parties: Mapping[str, tuple[Who, ...]]
    statuses: frozenset[str] = frozenset()
    factualities: frozenset[str] = frozenset()
    places: tuple[tuple[str, Who], ...] = ()
    days: tuple[date | None, date | None] | None = None
    numbers: tuple[Count, ...] = ()
    sources: tuple[Who, ...] = ()
    stances: frozenset[str] = frozenset()
    extent: str | None = None
    is_state: bool = False
    said: tuple[date | None, date | None] | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """
    A short text with what must be found in it. `absent`: words that no claim may say has happened; `rule`: the rule
    that settles it whatever the weights ("construction:refusal"), "" where the engine weighs.
    """

    id: str
    category: str
    phenomenon: str
    text: str
    published: date | None
    expected: tuple[Expected, ...]
    absent: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A situation and what is wrong with its reading; nothing: it is fully right."""

    situation: Situation
    misses: tuple[str, ...]


def run(situations: Sequence[Situation], pipeline: Pipeline) -> tuple[Outcome, ...]:
    """Read every situation with an engine and compare."""
    documents = [
        document_of({"id": s.id, "text": s.text, "title": "", "published": s.published and s.published.isoformat()})
        for s in situations
    ]
    readings = pipeline.code_all(documents)
    return tuple(Outcome(s, tuple(misses(s, reading))) for s, reading in zip(situations, readings, strict=True))


def misses(situation: Situation, reading: Reading) -> Iterator[str]:
    """What differs, one line each."""
    for expected in situation.expected:
        yield from _best(expected, reading)
    for words in situation.absent:
        where = _places_of(words, reading.document.text)
        for claim in reading.claims:
            if claim.status in _HAPPENED and claim.factuality == "CT+" and _meets(claim.trigger, where):
                yield f"{words!r} is claimed to have happened ({claim.type}, {claim.status})"
    if not situation.expected and not situation.absent:
        # what is asked or only thought of is coded as open ("U"), and is no act for that
        acts = (c for c in reading.claims if c.factuality != "U")
        yield from (f"{reading.document.quote(c.trigger)!r} is no act ({c.type})" for c in acts)


def _best(expected: Expected, reading: Reading) -> list[str]:
    """The fewest misses that any claim leaves."""
    check: Callable[[Any], list[str]]
    if expected.is_state:
        found: Sequence[Any] = [s for s in reading.states if s.relation in expected.labels]
        check = lambda state: list(_state_misses(expected, state, reading))  # noqa: E731
    else:
        where = _places_of(expected.trigger or "", reading.document.text)
        found = [c for c in reading.claims if _meets(c.trigger, where)]
        check = lambda claim: list(_event_misses(expected, claim, reading))  # noqa: E731
    name = expected.trigger or "/".join(sorted(expected.labels))
    return min((check(item) for item in found), key=len, default=[f"{name!r} is not found"])


def _event_misses(expected: Expected, claim: EventClaim, reading: Reading) -> Iterator[str]:
    name = reading.document.quote(claim.trigger)
    label = f"{claim.type}.{claim.mode}" if claim.mode else claim.type
    if label not in expected.labels and claim.type not in expected.labels:
        yield f"{name!r}: type {label}, not {_or(expected.labels)}"
    if expected.statuses and claim.status not in expected.statuses:
        yield f"{name!r}: status {claim.status}, not {_or(expected.statuses)}"
    for role, who in expected.parties.items():
        found = [p for p in claim.parties(role) if who or not _is_counted(p, claim)]
        yield from _party_misses(f"{name!r}: {role}", who, found, reading)
    for role, place in expected.places:
        grounds = [p for p in claim.places if not role or p.role == role]
        if not any(place.is_named_by(_place_words(p, reading)) for p in grounds):
            yield f"{name!r}: place {role or 'of it'} is not {_and([place])}"
    for wanted in expected.numbers:
        yield from _number_misses(name, wanted, claim, reading)
    yield from _shared_misses(name, expected, claim, reading)


def _number_misses(name: str, wanted: Count, claim: EventClaim, reading: Reading) -> Iterator[str]:
    """A number of that role must have the bounds, and count those, and be the sum or part, that are asked for."""
    own = [q for q in claim.quantities if q.role == wanted.role]
    fit = [q for q in own if (q.low, q.best, q.high) == wanted.bounds]
    if not fit:
        values = [(q.low, q.best, q.high) for q in own]
        yield f"{name!r}: {wanted.role} {values or 'not counted'}, not {wanted.bounds}"
        return
    named = [q for q in fit if wanted.whom is None or wanted.whom.is_named_by(_counted_words(q, reading))]
    if not named and wanted.whom is not None:
        yield f"{name!r}: {wanted.role} does not count {_and([wanted.whom])}"
    elif wanted.scope and all(wanted.scope not in _scopes(q) for q in named):
        yield f"{name!r}: {wanted.role} is not told as {wanted.scope}"


def _counted_words(number: Quantity, reading: Reading) -> frozenset[str]:
    return frozenset() if number.whom is None else party_words(number.whom, reading)


def _scopes(number: Quantity) -> tuple[str, str]:
    total = {True: "total", False: "new", None: ""}[number.is_total]
    return total, "part" if number.part_of else "whole"


def _is_counted(party: Party, claim: EventClaim) -> bool:
    """Whether a number of the claim counts this party: "killed 14 people" names whom it counts, which is no excess."""
    return party.span is not None and any(party.span.overlaps(number.span) for number in claim.quantities)


def _state_misses(expected: Expected, state: StateClaim, reading: Reading) -> Iterator[str]:
    name = state.relation
    for role, found in (("subject", state.subjects), ("object", state.objects)):
        if role in expected.parties:
            yield from _party_misses(f"{name}: {role}", expected.parties[role], found, reading)
    if expected.extent and state.extent != expected.extent:
        yield f"{name}: extent {state.extent}, not {expected.extent}"
    yield from _shared_misses(name, expected, state, reading)


def _shared_misses(name: str, expected: Expected, claim: EventClaim | StateClaim, reading: Reading) -> Iterator[str]:
    if expected.factualities and claim.factuality not in expected.factualities:
        yield f"{name!r}: factuality {claim.factuality}, not {_or(expected.factualities)}"
    if expected.days is not None:
        yield from _day_misses(f"{name!r}: days", expected.days, claim.time)
    if expected.said is not None:
        told = next((a.said for a in claim.attribution if a.said), None)
        yield from _day_misses(f"{name!r}: said on days", expected.said, told)
    said = [party_words(a.source, reading) for a in claim.attribution]
    said += [words_of(carrier.name) for carrier in claim.carriers]
    if missing := [who for who in expected.sources if not any(who.is_named_by(words) for words in said)]:
        yield f"{name!r}: not according to {_and(missing)}"
    if expected.stances and not expected.stances & {a.stance for a in claim.attribution}:
        yield f"{name!r}: nobody {_or(expected.stances)} it"


def _day_misses(what: str, wanted: tuple[date | None, date | None], time: TimeRole | None) -> Iterator[str]:
    when = time.when if time else None
    found = (when.earliest, when.latest) if when else (None, None)
    if any(want is not None and want != got for want, got in zip(wanted, found, strict=True)):
        yield f"{what} {found[0]} to {found[1]}, not {wanted[0]} to {wanted[1]}"


def _party_misses(what: str, wanted: Iterable[Who], found: Sequence[Party], reading: Reading) -> Iterator[str]:
    """Each wanted party must be found once and no other may be."""
    free = [party_words(party, reading) for party in found]
    for who in wanted:
        match = next((words for words in free if who.is_named_by(words)), None)
        if match is None:
            yield f"{what} is not {_and([who])}"
        else:
            free.remove(match)
    for words in free:
        yield f"{what} is also {' '.join(sorted(words))}"


def party_words(party: Party, reading: Reading) -> frozenset[str]:
    """All words that name a party: those here, and the actor's name and mentions."""
    quotes = [] if party.span is None else [reading.document.quote(party.span)]
    for actor in reading.actors:
        if actor.id == party.actor:
            quotes += [actor.name, *(reading.document.quote(span) for span in actor.mentions)]
    return words_of(" ".join(quotes))


def _place_words(role: PlaceRole, reading: Reading) -> frozenset[str]:
    return words_of(reading.document.quote(role.span) + (f" {role.place.name}" if role.place else ""))


def words_of(text: str) -> frozenset[str]:
    """The words that count for naming, folded: no determiners, no plural endings."""
    found = re.findall(r"\w+", text.casefold())
    return frozenset(_PRONOUNS.get(word, _singular(word)) for word in found if word not in _DETERMINERS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _places_of(words: str, text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(words)}\b", text)] if words else []


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _or(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _and(parties: Iterable[Who]) -> str:
    return ", ".join(" ".join(sorted(who.words)) for who in parties)


# ------------------------------------------------------------------------------------------------- situation files


def load(path: Path) -> tuple[Situation, ...]:
    """
    The situations of a TOML file. Raises FormatError, naming the situation.

    What stands above the first situation (`published`, `category`) holds for all that do not say otherwise.

    Names are words of the text; `type`, `status`, `factuality` and `stance` may list alternatives; `days` is one day,
    "earliest/latest", with nothing on the side that is open (`said` the same, for when its source said it); a number is
    [low, best, high] with "" where open, and may go on with the words for those counted and with total, new, part or
    whole; several of one role are a list of such.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FormatError(f"cannot be read ({error})", where=str(path), expected="TOML in UTF-8") from error
    rows, common = table.pop("situation", []), table
    return tuple(_situation(common | row, f"{path}: {row.get('id', '?')}") for row in rows)


def _situation(row: Mapping[str, Any], where: str) -> Situation:
    try:
        events = [_expected(e, ("actor", "recipient", "mediator", "beneficiary")) for e in row.get("event", [])]
        states = [_expected(s, ("subject", "object"), is_state=True) for s in row.get("state", [])]
        published = row.get("published")
        return Situation(
            row["id"],
            row["category"],
            row["phenomenon"],
            row["text"],
            published if published is None or isinstance(published, date) else date.fromisoformat(published),
            (*events, *states),
            tuple(row.get("absent", ())),
            row.get("rule", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(
            f"{type(error).__name__}: {error}",
            where=where,
            expected="a situation: id, category, phenomenon, text, and what is expected",
        ) from error


def _expected(row: Mapping[str, Any], roles: tuple[str, ...], *, is_state: bool = False) -> Expected:
    places = [(role, name) for role in ("where", "from", "to", "via", "near") for name in row.get(role, ())]
    return Expected(
        row.get("trigger"),
        _alternatives(row["relation" if is_state else "type"]),
        {role: tuple(Who(words_of(name)) for name in row[role]) for role in roles if role in row},
        _alternatives(row.get("status")),
        _alternatives(row.get("factuality")),
        tuple((role, Who(words_of(name))) for role, name in [*places, *(("", name) for name in row.get("place", ()))]),
        days(row["days"]) if "days" in row else None,
        tuple(count for role in PEOPLE_ROLES if role in row for count in _counts(role, row[role])),
        tuple(Who(words_of(name)) for name in row.get("source", ())),
        _alternatives(row.get("stance")),
        row.get("extent"),
        is_state,
        days(row["said"]) if "said" in row else None,
    )


def _alternatives(value: Any) -> frozenset[str]:
    return frozenset() if value is None else frozenset([value] if isinstance(value, str) else value)


def days(words: str) -> tuple[date | None, date | None]:
    """One day, or two with a slash between them, either of which may be left out."""
    first, slash, last = words.partition("/")
    earliest = date.fromisoformat(first) if first else None
    return earliest, (date.fromisoformat(last) if last else None) if slash else earliest


def _counts(role: str, values: Sequence[Any]) -> Iterator[Count]:
    for one in values if isinstance(values[0], list) else [values]:
        low, best, high = (None if value == "" else int(value) for value in one[:3])
        whom, scope = (*one[3:], "", "")[:2]
        yield Count(role, (low, best, high), Who(words_of(whom)) if whom else None, scope)
