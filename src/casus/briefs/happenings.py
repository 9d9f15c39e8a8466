"""Tell one event in sentences: what is said of it, how many are counted, where reports disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casus.beliefs.fields import DENIED, EXPECTED, HAPPENED, PARTLY, SCENE, UNCLEAR, claim_day, finest_place
from casus.beliefs.identity import bare
from casus.beliefs.knowledge import OWN_VOICE
from casus.beliefs.types import Backing, ContradictionKind, EventBelief, Field, Realisation, Value
from casus.beliefs.weighing import SINGLE
from casus.beliefs.wording import interval
from casus.briefs import phrases
from casus.briefs.attributing import by, voices
from casus.briefs.citing import Citing
from casus.briefs.types import Item, Sentence, Standing
from casus.model.vocabulary import SPEECH
from casus.store.rows import ClaimRow, PartyRow, PlaceRow

_ORDER: Final = {
    Realisation.HAPPENED: (HAPPENED, PARTLY),
    Realisation.PARTLY: (PARTLY,),
    Realisation.DISPUTED: (HAPPENED, PARTLY, EXPECTED, DENIED),
    Realisation.EXPECTED: (EXPECTED,),
    Realisation.LAPSED: (EXPECTED,),
    Realisation.DID_NOT_HAPPEN: (DENIED,),
    Realisation.UNCLEAR: (UNCLEAR,),
}
_STANDINGS: Final = {
    Realisation.HAPPENED: Standing.TOLD,
    Realisation.PARTLY: Standing.TOLD,
    Realisation.EXPECTED: Standing.EXPECTED,
    Realisation.LAPSED: Standing.EXPECTED,
    Realisation.DID_NOT_HAPPEN: Standing.DENIED,
    Realisation.DISPUTED: Standing.DISPUTED,
    Realisation.UNCLEAR: Standing.UNSURE,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What the sentences of one event are made from. `contents` are what acts of speech were about, by event id."""

    belief: EventBelief
    citing: Citing
    contents: Mapping[str, Sequence[EventBelief]]

    @property
    def claims(self) -> Mapping[str, ClaimRow]:
        """The claims of the event by id."""
        return {claim.claim_id: claim for claim in self.belief.event.claims}


def item(belief: EventBelief, citing: Citing, contents: Mapping[str, Sequence[EventBelief]]) -> Item:
    """One event with its sentences."""
    telling = Telling(belief, citing, contents)
    type_field = belief.field("type")
    best = type_field.best if type_field else None
    return Item(
        id=belief.event.event_id,
        standing=_STANDINGS[belief.realisation],
        label=best.key if best else belief.event.label,
        day=short_day(belief),
        sentences=tuple(_sentences(telling)),
        notes=_notes(belief),
        facts=facts(belief),
    )


def short_day(belief: EventBelief) -> str:
    """When it happened, in few characters; the day of the first report in brackets where no report tells."""
    if belief.when:
        return interval(belief.when.earliest, belief.when.latest)
    return f"({belief.first_report})" if belief.first_report else ""


def _notes(belief: EventBelief) -> tuple[str, ...]:
    kinds = sorted({contradiction.kind.value for contradiction in belief.contradictions})
    said = f"disputed: {', '.join(kinds)}" if kinds else belief.belief.words
    sources = phrases.count(belief.independent_sources, "independent source")
    return (sources, *(() if said == SINGLE else (said,)), f"index {belief.belief.index:.2f}")


def facts(belief: EventBelief) -> dict[str, object]:
    """The values for scripts."""
    when, place, roles = belief.when, belief.place, phrases.language().data["roles"]
    return {
        "realisation": belief.realisation.value,
        "earliest": when.earliest.isoformat() if when and when.earliest else None,
        "latest": when.latest.isoformat() if when and when.latest else None,
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "actors": [party.name for party in belief.actors],
        "recipients": [party.name for party in belief.recipients],
        "numbers": {one.name: list(one.spread) for one in belief.fields if one.name in roles},
        "contradictions": sorted({contradiction.kind.value for contradiction in belief.contradictions}),
        "independent_sources": belief.independent_sources,
        "belief": belief.belief.words,
        "index": belief.belief.index,
    }


def _sentences(telling: Telling) -> Iterator[Sentence]:
    yield from _lead(telling)
    yield from _denials(telling)
    yield from _numbers(telling)
    yield from _disputes(telling)
    yield from _outcome(telling)


def _lead(telling: Telling) -> Iterator[Sentence]:
    """What is said to have happened, or not to, or to be coming."""
    found = _leading(telling.belief)
    if found is None:
        return
    backing = [one for one in found.backing if not one.is_revised] or list(found.backing)
    key = _template(found.key, [telling.claims[one.claim_id] for one in backing])
    who, act = _authors(telling), _act(telling)
    name = key if who else _nameless(found.key)
    text = phrases.language().say("event", name, who=who, scene=_scene(telling), by=_told_by(telling, backing), **act)
    about = _content(telling)
    yield Sentence(phrases.capital(text) + about, telling.citing.cite(backing))


def _leading(belief: EventBelief) -> Value | None:
    """The occurrence that the first sentence tells."""
    field = belief.field("occurrence")
    standing = {value.key: value for value in (field.current or field.values if field else ())}
    found = (standing[key] for key in _ORDER[belief.realisation] if key in standing)
    return next(found, next(iter(standing.values()), None))


def _template(occurrence: str, claims: Sequence[ClaimRow]) -> str:
    """The sentence to use: by the occurrence, or by the status told last where that says more."""
    status = max(claims, key=lambda claim: (claim_day(claim), claim.claim_id)).status
    if occurrence == HAPPENED:
        statuses = {claim.status for claim in claims}
        return status if statuses <= {"ongoing"} or statuses <= {"habitual"} else "happened"
    if occurrence in (PARTLY, EXPECTED):
        return status if phrases.language().has("event", status) else "expected"
    return occurrence


def _nameless(occurrence: str) -> str:
    return f"{occurrence}_nobody"


def _told_by(telling: Telling, backing: Sequence[Backing]) -> str:
    """Who tells it, and when it was reported where no report tells when it happened."""
    told = by(backing, telling.citing)
    first = min((one.day for one in backing if one.day), default=None)
    if telling.belief.when or first is None:
        return told
    return f"{told}, {phrases.language().say('by', 'reported', day=phrases.day(first))}"


def _authors(telling: Telling) -> str:
    """Who did it; a place does nothing where it is itself the scene."""
    at = _at(telling)
    parties = [p for p in _somebody(telling.belief.actors) if at is None or bare(p.name) != bare(at.name)]
    return phrases.listed(phrases.person(party) for party in parties[:3])


def _act(telling: Telling) -> dict[str, str]:
    """The forms of the act, with its place where that belongs to the act ("captured the town")."""
    belief, at = telling.belief, _at(telling)
    field = belief.field("type")
    label = field.best.key if field and field.best else belief.event.label
    words = phrases.language().act(f"{label}@" if at and f"{label}@" in phrases.language().acts else label)
    place = phrases.spot(at.name, at.place) if at else ""
    whom = phrases.listed(phrases.person(party) for party in _sufferers(belief, at)[:3])
    return {form: words.form(form, whom).replace("{place}", place) for form in ("past", "bare", "noun")}


def _sufferers(belief: EventBelief, at: PlaceRow | None) -> list[PartyRow]:
    """Those it was done to, without the place itself and without who did it."""
    not_named = {bare(party.name) for party in belief.actors} | ({bare(at.name)} if at else set())
    return [party for party in _somebody(belief.recipients) if bare(party.name) not in not_named]


def _somebody(parties: Iterable[PartyRow]) -> list[PartyRow]:
    """Those whose name says who they are."""
    return [party for party in parties if party.registry or not phrases.is_pronoun(party.name)]


def _at(telling: Telling) -> PlaceRow | None:
    """The place of the chosen value, as a claim names it."""
    field = telling.belief.field("place")
    if field is None or field.best is None:
        return None
    found = finest_place(telling.claims[field.best.backing[0].claim_id])
    data = phrases.language().data["places"]
    moves = telling.belief.event.main.type in data["moving"]
    if found is None or bare(found.name) in data["nowhere"] or not (moves or found.role in SCENE):
        return None
    return found


def _scene(telling: Telling) -> str:
    """Where and when: " near Koravets on 12 May 2024"."""
    at, when = _at(telling), telling.belief.when
    field = telling.belief.field("type")
    label = field.best.key if field and field.best else ""
    held = at is None or f"{label}@" in phrases.language().acts
    where = "" if held or at is None else _where(at)
    return where + (phrases.on(when.earliest, when.latest) if when else "")


def _where(at: PlaceRow) -> str:
    data = phrases.language().data["places"]
    name = phrases.spot(at.name, at.place)
    if at.role in data["roles"]:
        return f" {data['roles'][at.role]} {name}"
    is_site = at.place.kind in data["at"] if at.place else name[:1].islower()
    return f" {'at' if is_site else 'in'} {name}"


def _content(telling: Telling) -> str:
    """What an act of speech was about: "…: that the army should withdraw from the town"."""
    belief = telling.belief
    if belief.event.main.type not in SPEECH:
        return ""
    about = {one.event.event_id: one for one in telling.contents.get(belief.event.event_id, ())}
    parts = [_should(Telling(one, telling.citing, {})) for one in about.values()]
    return f": {phrases.listed(parts)}" if parts else ""


def _should(telling: Telling) -> str:
    who, act, scene = _authors(telling), _act(telling), _scene(telling)
    if not who:
        return f"about {act['noun']}{scene}"
    happened = telling.belief.realisation in (Realisation.HAPPENED, Realisation.PARTLY, Realisation.DISPUTED)
    return f"that {who} {act['past']}{scene}" if happened else f"that {who} would {act['bare']}{scene}"


def _denials(telling: Telling) -> Iterator[Sentence]:
    """Who denies what the first sentence tells."""
    belief, tongue = telling.belief, phrases.language()
    field = belief.field("occurrence")
    if field is None or _ORDER[belief.realisation][0] == DENIED:
        return
    for value in field.values:
        if value.key == DENIED and not value.is_revised:
            yield _denial(telling, [one for one in value.backing if not one.is_revised])
    for value in field.values:
        taken_back = [one for one in value.backing if one.is_revised and value.key in (HAPPENED, PARTLY)]
        if taken_back:
            names, _ = voices(taken_back, telling.citing)
            yield Sentence(
                phrases.capital(tongue.say("more", "withdrawn", sources=names)), telling.citing.cite(taken_back)
            )


def _denial(telling: Telling, backing: Sequence[Backing]) -> Sentence:
    tongue = phrases.language()
    names, number = voices(backing, telling.citing)
    is_own = all(one.source_class == OWN_VOICE for one in backing)
    verbs = {key: tongue.verb(key, number) for key in ("denies", "says")}
    text = tongue.say("more", "denial_told" if is_own else "denial", sources=names, **verbs)
    return Sentence(phrases.capital(text), telling.citing.cite(backing))


def _numbers(telling: Telling) -> Iterator[Sentence]:
    """How many, per role: one number with who gives it, or all of them with their range."""
    tongue = phrases.language()
    for role, words in tongue.data["roles"].items():
        field = telling.belief.field(role)
        if field and field.current:
            told = [value for value in field.values if not value.is_part]
            backing = [one for value in told for one in value.backing]
            yield Sentence(_number(telling, field, words), telling.citing.cite(backing))


def _number(telling: Telling, field: Field, role: str) -> str:
    tongue = phrases.language()
    each = [_each(telling, value) for value in field.current]
    old = [_each(telling, value, was=True) for value in field.values if value.is_revised and not value.is_part]
    key = "number" if len(each) == 1 else "numbers"
    return tongue.say("more", key, role=role, spread=phrases.amount(*field.spread), each=phrases.joined([*each, *old]))


def _each(telling: Telling, value: Value, *, was: bool = False) -> str:
    names, _ = voices(value.backing, telling.citing)
    key = "number_was" if was else "number_each"
    return phrases.language().say("more", key, number=phrases.amount(value.low, value.high), sources=names)


def _disputes(telling: Telling) -> Iterator[Sentence]:
    """Where sources exclude each other on place, day or author."""
    tongue = phrases.language()
    kinds = (ContradictionKind.PLACE, ContradictionKind.TIME, ContradictionKind.AUTHOR)
    for found in telling.belief.contradictions:
        if found.kind in kinds:
            denials = [value for value in found.values if value.key.startswith("not ")]
            if denials:
                yield from (_disowned(telling, value) for value in denials)
                continue
            each = phrases.joined([_valued(telling, value) for value in found.values])
            backing = [one for value in found.values for one in value.backing]
            yield Sentence(tongue.say("more", found.kind.value, each=each), telling.citing.cite(backing))


def _valued(telling: Telling, value: Value) -> str:
    names, _ = voices(value.backing, telling.citing)
    return phrases.language().say("more", "value_each", value=phrases.tidy(value.shown), sources=names)


def _disowned(telling: Telling, value: Value) -> Sentence:
    tongue = phrases.language()
    names, number = voices(value.backing, telling.citing)
    text = tongue.say("more", "disowned", sources=names, denies=tongue.verb("denies", number))
    return Sentence(phrases.capital(text), telling.citing.cite(value.backing))


def _outcome(telling: Telling) -> Iterator[Sentence]:
    """That a plan's day has passed without news."""
    when = telling.belief.when
    if telling.belief.realisation is Realisation.LAPSED and when and when.latest:
        backing = telling.belief.fields[0].values[0].backing
        text = phrases.language().say("more", "lapsed", day=phrases.day(when.latest))
        yield Sentence(text, telling.citing.cite(backing))


def contents_of(beliefs: Iterable[EventBelief]) -> dict[str, list[EventBelief]]:
    """What acts of speech were about: by the id of the event that tells the act."""
    listed = tuple(beliefs)
    home = {
        known: one.event.event_id
        for one in listed
        for claim in one.event.claims
        for known in (claim.event_id, claim.telling_id)
    }
    found: dict[str, list[EventBelief]] = {}
    for one in listed:
        acts = {home.get(claim.content_of, claim.content_of) for claim in one.event.claims if claim.content_of}
        for act in sorted(acts - {one.event.event_id}):
            found.setdefault(act, []).append(one)
    return found
