"""Situations out of coded reports: what the features of an act, a phrase or a pair were, and what the coders said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from build_triggers import table

from casus.model.frame import Frame
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _standing, _twins, attribute, qualify
from casus.steps._casting import SCENES, Scene, View
from casus.steps._gate import NONE
from casus.steps._tree import Tree
from casus.steps._triggers import Sense, Senses, Trigger, by_lemma, candidates, find_triggers, weighed

Json = Mapping[str, Any]
Situation = tuple[tuple[str, ...], str]
Coded = tuple[Span, str, tuple[Span, ...]]
"""A span that plays a part, the part, and other spans that name the same party."""
NAMED: Final = 0.6
"""A phrase this like a mention of a coded party names that party too, and is no example for or against the rule."""


def gate(coded: Sequence[tuple[Json, Reading]], fold: Callable[[Json], int]) -> Iterator[list[Situation]]:
    """Per report, every phrase that may be a trigger: whether it is one.

    A report's phrases come with the shares counted in the reports of other folds, as those of new reports would.
    """
    tables = {k: _senses([pair for pair in coded if fold(pair[0]) != k]) for k in {fold(row) for row, _ in coded}}
    for row, reading in coded:
        tree = Tree.of(reading)
        found = weighed(tree, tuple(candidates(tree, tables[fold(row)])))
        yield [(values, "act" if claims_at(row, trigger.span) else NONE) for trigger, values in found]


def _senses(coded: Sequence[tuple[Json, Reading]]) -> Senses:
    rows, readings = [dict(row) for row, _ in coded], [reading for _, reading in coded]
    lines = (line.split("\t") for line in table(rows, readings).splitlines()[1:])
    return by_lemma(Sense(tuple(p.split(" ")), pos, label, mode or None, float(n)) for p, pos, label, mode, n in lines)


def casting(kind: str) -> Callable[[Json, Reading], Iterator[Situation]]:
    """Every phrase of one kind seen from every coded trigger, with the part it plays."""

    def situations(row: Json, reading: Reading) -> Iterator[Situation]:
        tree = Tree.of(reading)
        triggers = find_triggers(tree)
        for sentence in reading.sentences:
            inside = [t for t in triggers if sentence.first <= t.head < sentence.last]
            if inside:
                views = tuple(View.of(tree, trigger) for trigger in inside)
                yield from _answers(kind, row, inside, SCENES[kind](reading, tree, sentence, views))

    return situations


def _answers(kind: str, row: Json, triggers: Sequence[Trigger], scene: Scene) -> Iterator[Situation]:
    parts = [_parts(kind, row, scene, trigger) for trigger in triggers]
    for case in scene.cases():
        known = parts[case.trigger]
        answer = known.get(case.phrase, NONE) if known is not None else None
        if answer is not None:
            yield case.values, answer


def _parts(kind: str, row: Json, scene: Scene, trigger: Trigger) -> dict[int, str | None] | None:
    """Phrase to the part it plays; None for phrases that name a party once more; None at all where nothing is coded."""
    here = claims_at(row, trigger.span)
    claims = [c for c in here if c["type"] == trigger.sense.label] or here
    found: dict[int, str | None] = {}
    for span, part, others in (item for claim in claims for item in _coded(kind, row, claim)):
        best = max(range(len(scene.spans)), key=lambda k: alike(span, scene.spans[k]), default=None)
        if best is not None and alike(span, scene.spans[best]) > 0:
            found.setdefault(best, part)
        for k, own in enumerate(scene.spans):
            if any(alike(own, other) > NAMED for other in others):
                found.setdefault(k, None)
    return found if claims else None


def _coded(kind: str, row: Json, claim: Json) -> Iterator[Coded]:
    """What the coders marked of one kind in one claim."""
    if kind == "party":
        mentions = _mentions(row)
        for role in claim["roles"]:
            if role["role"] in {"actor", "recipient"} and role.get("span"):
                yield Span(*role["span"]), role["role"], mentions.get(role.get("actor"), ())
    elif kind == "time" and (claim["time"] or {}).get("span"):
        yield Span(*claim["time"]["span"]), "time", ()
    elif kind in {"place", "number"}:
        marked = claim["places"] if kind == "place" else claim["quantities"]
        yield from ((Span(*m["span"]), m["role"], ()) for m in marked if m.get("span") and m["role"] != "other")


def status(row: Json, reading: Reading) -> Iterator[Situation]:
    """Every coded frame with its status and factuality."""
    tree = Tree.of(reading)
    for frame, head in zip(reading.frames, qualify.heads(tree, reading.frames), strict=True):
        claim = _claim_of(row, frame)
        if claim is not None:
            cue = qualify.by_cues(tree, frame, head)
            values = _standing.features(reading, tree, frame, head, qualify.hand(tree, cue, head))
            yield values, f"{claim['status']}/{claim['factuality']}"


def sources(row: Json, reading: Reading) -> Iterator[Situation]:
    """Every reporting expression seen from every coded frame: whether it is its source."""
    mentions = _mentions(row)
    for candidate in attribute.candidates(reading):
        claims = claims_at(row, reading.frames[candidate.frame].trigger)
        if claims:
            named = [s for link in claims[0]["attribution"] for s in _names_of(link["source"], mentions)]
            yield candidate.values, "source" if any(candidate.report.source.overlaps(s) for s in named) else NONE


def twins(row: Json, reading: Reading) -> Iterator[Situation]:
    """Every pair of coded frames of one type: whether they tell one happening."""
    events = {i: claim["event"] for i, frame in enumerate(reading.frames) if (claim := _claim_of(row, frame))}
    for label, told in _twins.tellings(reading, Tree.of(reading)).items():
        for a, b, values in _twins.pairs(label, told):
            if a.index in events and b.index in events:
                yield values, "same" if events[a.index] == events[b.index] else NONE


def claims_at(row: Json, trigger: Span) -> list[Json]:
    """The coded claims whose trigger shares a code point with this one."""
    return [c for c in row["claims"] if c["trigger"] and trigger.overlaps(Span(*c["trigger"]))]


def _claim_of(row: Json, frame: Frame) -> Json | None:
    return next((c for c in claims_at(row, frame.trigger) if c["type"] == frame.label), None)


def _mentions(row: Json) -> dict[str, tuple[Span, ...]]:
    return {actor["id"]: tuple(Span(*m) for m in actor["mentions"]) for actor in row["actors"]}


def _names_of(party: Json, mentions: Mapping[str, tuple[Span, ...]]) -> tuple[Span, ...]:
    own = (Span(*party["span"]),) if party.get("span") else ()
    return (*own, *mentions.get(party.get("actor") or "", ()))


def alike(a: Span, b: Span) -> float:
    """The share of code points that two spans have in common."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / len(a.join(b)) if shared > 0 else 0.0
