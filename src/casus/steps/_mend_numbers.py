"""Acts that only their numbers tell: people who were killed, tolls that several give, and what began before a sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from casus.model.frame import Argument, Frame, FrameKind, LinkKind, QuantityMention, Sourcing
from casus.model.span import Span
from casus.steps._constructions import is_negated, is_open
from casus.steps._frames_changed import BEFORE, New
from casus.steps._mend_acts import around
from casus.steps._mend_scene import Scene, listed, named
from casus.steps._mend_weapons import weapon
from casus.steps._tree import NOUNS

TOLLS: Final = frozenset({"killed", "wounded"})
DATED: Final = 3
"""How many words after "since fighting began" its "in May" ends."""
SAYING: Final = 3
"""How many words before a bare number its verb of saying may stand: "the army said at least 14"."""


def told_by_numbers(scene: Scene) -> Iterator[New]:
    """The acts that numbers of people tell and no engine saw, in text order."""
    for number in scene.reading.quantities:
        if number.role in TOLLS and number.high != 0:
            yield from _result(scene, number)
    yield from _new_tolls(scene)


# -- results: "more than 700 people have died since the siege began" --


def _result(scene: Scene, number: QuantityMention) -> Iterator[New]:
    """People who "were killed" or "died", where no act of the sentence brought it about."""
    tree = scene.tree
    at = None if number.told is None else tree.range(number.told)[0]
    if at is None or not _suffered(scene, number, at) or scene.is_act(tree.tokens[at].span):
        return
    if is_negated(tree, at) or is_open(tree, at) or _has_cause(scene, number, at) or _is_mishap(scene, at):
        return
    whom = () if number.noun is None else (Argument("recipient", number.span),)
    told = (*whom, Argument(number.role, number.span), *_since(scene, number), *around(scene, at))
    act = Frame(FrameKind.EVENT, tree.tokens[at].span, "ASSAULT", None, None, _first_time(told), 0.6, "mend:result")
    yield New(weapon(scene, act), sourcings=_said(scene, act.trigger))


def _said(scene: Scene, trigger: Span) -> tuple[Sourcing, ...]:
    """Who says what stands there, by the innermost saying around it."""
    over = [s for s in scene.reading.sayings if s.covers(trigger)]
    saying = min(over, key=lambda s: sum(map(len, s.contents)), default=None)
    return () if saying is None else (Sourcing(-1, 0, saying.source, saying.cue, "asserts", f"said:{saying.rule}"),)


def _suffered(scene: Scene, number: QuantityMention, at: int) -> bool:
    """Whether a number is the subject of a passive verb of harm, or of dying."""
    tree = scene.tree
    subjects = tree.children(at, "nsubj:pass", "nsubj")
    own = any(number.span.overlaps(tree.tokens[c].span) for c in subjects)
    return own and (tree.lemma(at) in listed("dying") or bool(tree.children(at, "nsubj:pass")))


def _has_cause(scene: Scene, number: QuantityMention, at: int) -> bool:
    """Whether the sentence tells an act of violence that is not what began before a sum."""
    first, last = scene.sentence(at)
    sentence = scene.tree.tokens[first].span.join(scene.tree.tokens[last - 1].span)
    acts = (f for f in scene.reading.frames if f.kind is FrameKind.EVENT and f.label == "ASSAULT")
    return any(sentence.contains(f.trigger) and not began_before(scene, number, f.trigger) for f in acts)


def _is_mishap(scene: Scene, at: int) -> bool:
    first, last = scene.sentence(at)
    return any(scene.tree.lemma(i) in listed("mishap") for i in range(first, last))


def _since(scene: Scene, number: QuantityMention) -> Iterator[Argument]:
    """When a sum began: "since fighting began", with the day or month that is told of it right behind."""
    cue = number.total_cue
    if number.is_total and cue is not None and cue.of(scene.text).lower().startswith("since"):
        last = scene.tree.range(cue)[1]
        near = scene.tree.tokens[last : last + DATED]
        dated = next((t.span for t in scene.reading.times if any(t.span.overlaps(n.span) for n in near)), cue)
        yield Argument("time", cue.join(dated))


def _first_time(told: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments with one time, the first."""
    times = [a for a in told if a.role == "time"]
    return tuple(a for a in told if a.role != "time" or a is times[0])


def began_before(scene: Scene, number: QuantityMention, trigger: Span) -> bool:
    """Whether an act is what began before a sum: "since *fighting* began"."""
    cue = number.total_cue if number.is_total else None
    return cue is not None and cue.overlaps(trigger) and cue.of(scene.text).lower().startswith("since")


def not_since(scene: Scene, frame: Frame) -> Frame:
    """A sum of all since an act began is not that act's alone."""
    gone = {
        a
        for a in frame.arguments
        if a.role in TOLLS
        and any(q.span == a.span and began_before(scene, q, frame.trigger) for q in scene.reading.quantities)
    }
    if not gone:
        return frame
    return named(replace(frame, arguments=tuple(a for a in frame.arguments if a not in gone)), "since")


# -- tolls that several give: "medics put the toll at nine; the army said 14" --


@dataclass(frozen=True, slots=True)
class Toll:
    """What a sentence says of a toll: its words and token, the number, and the verb that puts it there, if one does."""

    trigger: Span
    at: int
    number: QuantityMention
    verb: int | None


def tolls(scene: Scene) -> Iterator[Toll]:
    """The tolls of a report that a number is given for: "the death toll rose to 12", "put the toll at 18"."""
    tree = scene.tree
    for number in scene.reading.quantities:
        cue = number.total_cue if number.is_total and number.role == "killed" else None
        inside = () if cue is None else range(*tree.range(cue))
        at = next((i for i in inside if tree.lemma(i) in listed("toll")), None)
        if at is not None:
            verb = next((i for i in inside if tree.lemma(i) in listed("reckoning")), None)
            first = at - 1 if at and tree.lemma(at - 1) == "death" else at
            yield Toll(tree.tokens[first].span.join(tree.tokens[at].span), at, number, verb)


def toll(scene: Scene, frame: Frame) -> Frame:
    """Who puts a toll at a number does not kill, and the number is no time; nobody is named who suffers."""
    found = _toll_of(scene, frame)
    if found is None:
        return frame
    tellers = [s for s in (_teller(scene, found), *(one.source for one in _others(scene, found))) if s is not None]
    kept = tuple(a for a in frame.arguments if not _is_misread(a, found, tellers))
    new = replace(frame, arguments=(*kept, Argument("killed", found.number.span)))
    return frame if new == frame else named(new, "toll")


def _is_misread(argument: Argument, found: Toll, tellers: list[Span]) -> bool:
    is_teller = argument.role == "actor" and any(t.overlaps(argument.span) for t in tellers)
    return is_teller or argument.span.overlaps(found.number.span)


def _toll_of(scene: Scene, frame: Frame) -> Toll | None:
    if frame.label != "ASSAULT" or not any(word in frame.trigger.of(scene.text).lower() for word in listed("toll")):
        return None
    return next((one for one in tolls(scene) if one.trigger.overlaps(frame.trigger)), None)


def toll_sources(scene: Scene) -> dict[int, tuple[Sourcing, ...]]:
    """Who puts each toll at its number, by the frame that tells it, where a verb shows it."""
    found: dict[int, tuple[Sourcing, ...]] = {}
    for i, frame in enumerate(scene.reading.frames):
        one = _toll_of(scene, frame) if frame.kind is FrameKind.EVENT else None
        teller = None if one is None else _teller(scene, one)
        if one is not None and one.verb is not None and teller is not None:
            cue = scene.tree.tokens[one.verb].span
            found[i] = (Sourcing(i, 0, teller, cue, "asserts", "mend:toll"),)
    return found


def _teller(scene: Scene, found: Toll) -> Span | None:
    """Who puts a toll at a number; nobody where the toll itself rises."""
    is_told = found.verb is not None and found.verb < found.at
    return scene.speaker(found.verb) if is_told and found.verb is not None else None


def _new_tolls(scene: Scene) -> Iterator[New]:
    """Tolls that no engine saw, and the other numbers that somebody gives for them."""
    for found in tolls(scene):
        index = next((i for i, f in enumerate(scene.reading.frames) if _tells(f, found)), None)
        if _is_mishap(scene, found.at):
            continue
        if index is None:
            yield _told(scene, found)
        for other in _others(scene, found):
            link = (LinkKind.SAME, BEFORE if index is None else index)
            said = Sourcing(-1, 0, other.source, other.cue, "asserts", "mend:toll")
            yield New(_counting(found, other.number), sourcings=(said,), link=link)


def _tells(frame: Frame, found: Toll) -> bool:
    return frame.kind is FrameKind.EVENT and frame.trigger.overlaps(found.trigger)


def _told(scene: Scene, found: Toll) -> New:
    teller = _teller(scene, found)
    cue = None if found.verb is None else scene.tree.tokens[found.verb].span
    said = (Sourcing(-1, 0, teller, cue, "asserts", "mend:toll"),) if teller else _said(scene, found.trigger)
    act, before = _counting(found, found.number), _act_before(scene, found.trigger)
    if before is None:
        return New(act, sourcings=said)
    same = replace(act, mode=scene.reading.frames[before].mode)
    return New(same, sourcings=said, link=(LinkKind.SAME, before))


def _act_before(scene: Scene, trigger: Span) -> int | None:
    """The act of violence told last before a toll, whose dead it counts."""
    acts = [(f.trigger, i) for i, f in enumerate(scene.reading.frames) if f.label == "ASSAULT" and f.trigger < trigger]
    return max(acts)[1] if acts else None


def _counting(found: Toll, number: QuantityMention) -> Frame:
    killed = (Argument("killed", number.span),)
    return Frame(FrameKind.EVENT, found.trigger, "ASSAULT", None, None, killed, 0.6, "mend:toll")


@dataclass(frozen=True, slots=True)
class Other:
    """Another number for a toll, who gives it, and the verb."""

    number: QuantityMention
    source: Span
    cue: Span


def _others(scene: Scene, found: Toll) -> tuple[Other, ...]:
    """The bare numbers that follow in the sentence, each said by somebody: "the army said 14", "the rebels at 45"."""
    last = scene.sentence(found.at)[1]
    end = scene.tree.tokens[last - 1].span.end
    bare = (q for q in scene.reading.quantities if found.number.span.end < q.span.start < end and not q.unit)
    return tuple(other for q in bare if (other := _other(scene, found, q)) is not None)


def _other(scene: Scene, found: Toll, number: QuantityMention) -> Other | None:
    tree = scene.tree
    first = tree.range(number.span)[0]
    for verb in range(first - 1, max(first - SAYING, 0), -1):
        if tree.lemma(verb) in listed("counting") and tree.tokens[verb].upos == "VERB":
            source = scene.speaker(verb)
            return None if source is None else Other(number, source, tree.tokens[verb].span)
    head = first - 2  # "the rebels at 45", without a verb of its own
    is_gapped = found.verb is not None and tree.tokens[first - 1].text.lower() == "at"
    if found.verb is None or not is_gapped or tree.tokens[head].upos not in NOUNS or head < found.at:
        return None
    return Other(number, tree.phrase(head), tree.tokens[found.verb].span)
