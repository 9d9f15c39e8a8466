"""
Add the relations that other words entail, where a trained engine tells acts alone.

Whoever is to be ousted from a place is there; whoever "has provided military support" supports; "not coordinating the
assault with B" denies coordination; "the army and its ally B" are allied. Words are data
(`resources/lexicon/en/entail.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from casus.model.frame import Coreference, Frame, FrameKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._entail_holding import cleared, holding
from casus.steps._entail_rules import Found, allied, belonging, comprising, coordinating, involved, present, supporting
from casus.steps._holdings import held
from casus.steps._stage import Stage

RULES: Final[tuple[Callable[[Stage], Iterator[Found]], ...]] = (
    allied,
    belonging,
    cleared,
    comprising,
    coordinating,
    holding,
    involved,
    present,
    supporting,
)
POSSESSIVES: Final = frozenset({"its", "their"})


class Entail:
    """Add states that acts and short phrases entail, and part what is held into its grounds."""

    name: Final = "entail"
    needs: Final = frozenset(
        {"document", "sentences", "tokens", "mentions", "places", "frames", "qualifiers", "sourcings", "coreferences"}
    )
    gives: Final = frozenset({"frames", "qualifiers", "sourcings", "coreferences"})

    def __call__(self, reading: Reading) -> Reading:
        """Add what is not told yet; a frame on the same words and of the same kind gets the ends found here."""
        reading = _with_openers(reading)
        stage = Stage.of(reading)
        for found in chain.from_iterable(rule(stage) for rule in RULES):
            reading = _told(reading, found)
        return held(reading)


def _told(reading: Reading, found: Found) -> Reading:
    reading = replace(reading, coreferences=tuple(_apart(reading.coreferences, found)))
    same = [i for i, f in enumerate(reading.frames) if _is_same(f, found)]
    if same:
        frames = tuple(found.on(f) if i in same and _betters(found, f) else f for i, f in enumerate(reading.frames))
        return replace(reading, frames=frames)
    number = len(reading.frames)
    qualifier = Qualifier(number, "ongoing", found.factuality, (), f"entail:{found.rule}")
    return replace(
        reading,
        frames=(*reading.frames, found.frame()),
        qualifiers=(*reading.qualifiers, qualifier),
        sourcings=(*reading.sourcings, *(replace(s, frame=number) for s in found.said)),
    )


def _betters(found: Found, frame: Frame) -> bool:
    """Whether what is found is worth more than a frame: that has but one end, or an alliance with somebody else."""
    ends = frame.spans("subject"), frame.spans("object")
    pair = {*found.subjects, *found.objects}
    return not all(ends) or (found.relation == "allied_with" and {*ends[0], *ends[1]} != pair)


def _apart(groups: tuple[Coreference, ...], found: Found) -> Iterator[Coreference]:
    """The groups, without those who are part of a body in the body's own group."""
    parted = found.relation == "part_of"
    for group in groups:
        mixed = parted and set(group.spans) & set(found.objects) and set(group.spans) & set(found.subjects)
        yield replace(group, spans=tuple(s for s in group.spans if s not in found.subjects)) if mixed else group
        if mixed:
            yield Coreference(found.subjects)


def _is_same(frame: Frame, found: Found) -> bool:
    """Whether a state stands on the same words, or tells the same of the same parties close by."""
    if frame.kind is not FrameKind.STATE or frame.label != found.relation:
        return False
    if found.around.overlaps(frame.trigger):
        return True
    ends = [(frame.spans("subject"), found.subjects), (frame.spans("object"), found.objects)]
    return all(any(a.overlaps(b) for a in ours for b in theirs) for ours, theirs in ends)


def _with_openers(reading: Reading) -> Reading:
    """Give "its" at the head of a sentence the subject of the one before, where the engine left it alone."""
    stage = Stage.of(reading)
    groups = list(reading.coreferences)
    for number, sentence in enumerate(reading.sentences):
        opener = reading.tokens[sentence.first] if sentence.first < len(reading.tokens) else None
        if not number or opener is None or opener.text.lower() not in POSSESSIVES or stage.mention(sentence.first):
            continue
        owner = _first_subject(stage, number - 1)
        if owner >= 0:
            groups[owner] = Coreference((*groups[owner].spans, opener.span), groups[owner].kind, groups[owner].sector)
    return replace(reading, coreferences=tuple(groups))


def _first_subject(stage: Stage, number: int) -> int:
    """The group of the mention that a sentence begins with, if it is the subject; -1 else."""
    sentence = stage.reading.sentences[number]
    noun = next(
        (i for i in range(sentence.first, sentence.last) if stage.tree.tokens[i].deprel.startswith("nsubj")), None
    )
    span: Span | None = stage.mention(noun) if noun is not None else None
    return stage.group(span) if span is not None else -1
