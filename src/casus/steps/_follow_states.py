"""Relations that acts of a report entail or that are told twice: fights, coordination, what is held and how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._follow_scene import Follower, listed, named, numbered, with_frame
from casus.steps._frames_changed import without_frames
from casus.steps._stage import SCORE

WINDOW: Final = 5
"""How many words before its trigger say how much is held."""


def held_words(reading: Reading) -> Reading:
    """What is held, by the words around: "almost entirely under X's control", "rebel-held Tarsin"."""
    follower = Follower.of(reading)
    for i, frame in enumerate(reading.frames):
        if frame.kind is FrameKind.STATE and frame.label == "controls":
            reading = with_frame(reading, i, _held(follower, frame))
    return reading


def _held(follower: Follower, frame: Frame) -> Frame:
    ground = _compound(follower, frame)
    if ground is not None:
        kept = tuple(a for a in frame.arguments if a.role != "object" or a.span.overlaps(ground))
        if len(kept) < len(frame.arguments) and any(a.role == "object" for a in kept):
            frame = named(replace(frame, arguments=kept), "held")
    extent = _extent(follower, frame)
    return named(replace(frame, extent=extent), "extent") if extent and extent != frame.extent else frame


def _compound(follower: Follower, frame: Frame) -> Span | None:
    """The ground right behind "X-held"."""
    stage = follower.stage
    last = stage.tree.range(frame.trigger)[1]
    word = stage.tree.tokens[last - 1].text.lower().rpartition("-")[2]
    if word not in listed("held") or last >= len(stage.tree.tokens):
        return None
    start = stage.tree.tokens[last].span.start
    return next((p.span for p in stage.reading.places if p.span.start == start), None)


def _extent(follower: Follower, frame: Frame) -> str | None:
    """How much is held by the adverb right before the relation, which says more than a tagger does."""
    stage = follower.stage
    first = stage.tree.range(frame.trigger)[0]
    begin = max(first - WINDOW, stage.sentence(first)[0])
    words = " ".join(t.text.lower() for t in stage.tree.tokens[begin:first])
    table: dict[str, list[str]] = _lexicon.table("states.toml")["extent"]
    return next((n for n in ("almost_all",) for phrase in table[n] if words.endswith(phrase)), None)


def told_once(reading: Reading) -> Reading:
    """One relation of each name, sentence, subject and object: of two on the same ends the one with more words."""
    follower = Follower.of(reading)
    states = [(i, f) for i, f in enumerate(reading.frames) if f.kind is FrameKind.STATE]
    gone = {
        i
        for i, one in states
        for j, other in states
        if i != j and (len(one.trigger), -i) < (len(other.trigger), -j) and _repeats(follower, one, other)
    }
    return without_frames(reading, gone)


def _repeats(follower: Follower, one: Frame, other: Frame) -> bool:
    """Whether a relation of control tells the same ground as another in its sentence, and perhaps one more."""
    if one.label != "controls" or other.label != one.label or follower.sentence(one) != follower.sentence(other):
        return False
    same = follower.who(one, "subject") == follower.who(other, "subject")
    mine, theirs = one.spans("object"), other.spans("object")
    return same and bool(theirs) and all(any(t.overlaps(m) for m in mine) for t in theirs)


def coordinated(reading: Reading) -> Reading:
    """Who coordinates with whom, or says that he does not, by the act that tells it."""
    follower = Follower.of(reading)
    for i, frame, head in numbered(follower):
        if frame.label != "COOPERATE" or follower.stage.tree.tokens[head].text.lower() not in listed("coordinated"):
            continue
        who, sign = frame.spans("actor"), follower.factuality(i)
        known = {s for f in reading.frames if f.label == "coordinates_with" for s in f.spans("object")}
        for other in frame.spans("recipient"):
            if who and sign in {"CT+", "CT-"} and not any(other.overlaps(s) for s in known):
                state = _state("coordinates_with", frame.trigger, who, other)
                reading = _added(reading, state, sign, [s for s in reading.sourcings if s.frame == i])
    return reading


def fighting(reading: Reading) -> Reading:
    """Whoever is trying to drive somebody out fights him; told once for each pair in a report."""
    follower = Follower.of(reading)
    known = {frozenset(p) for p in _pairs(follower)}
    for i, frame, head in numbered(follower):
        aims = follower.stage.tree.lemma(head) in listed("aim") or "follow:aim" in frame.rule
        if frame.label != "ASSAULT" or follower.status(i) != "attempted" or not aims or follower.factuality(i) != "CT+":
            continue
        who, whom = frame.spans("actor"), frame.spans("recipient")
        pair = frozenset({*follower.who(frame, "actor"), *follower.who(frame, "recipient")})
        if who and whom and not any(pair >= k for k in known) and not any(a.inferred for a in frame.arguments):
            known.add(pair)
            subjects = tuple(s for s in who if s not in whom)
            reading = _added(reading, _state("fights", frame.trigger, subjects, whom[0]), "CT+", [])
    return reading


def _pairs(follower: Follower) -> Iterator[frozenset[str]]:
    for frame in follower.reading.frames:
        if frame.label == "fights":
            yield follower.who(frame, "subject", "object")


def _state(label: str, trigger: Span, subjects: tuple[Span, ...], other: Span) -> Frame:
    ends = [*(Argument("subject", s, SCORE) for s in subjects), Argument("object", other, SCORE)]
    return Frame(FrameKind.STATE, trigger, label, arguments=tuple(ends), score=0.6, rule=f"follow:{label}")


def _added(reading: Reading, state: Frame, factuality: str, said: list[Sourcing]) -> Reading:
    """The reading with a relation of its own, from the same source as the act that tells it."""
    n = len(reading.frames)
    sourcings = tuple(replace(s, frame=n, stance="asserts") for s in said)
    return replace(
        reading,
        frames=(*reading.frames, state),
        qualifiers=(*reading.qualifiers, Qualifier(n, "ongoing", factuality, (), state.rule)),
        sourcings=(*reading.sourcings, *sourcings),
    )
