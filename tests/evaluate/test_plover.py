"""The measure of types between given parties, on readings that can be checked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casus.evaluate.plover import count
from casus.model.claim import EventClaim, Party, Role
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span

TEXT = "Arland will meet Borland, which jailed a rebel."
ARLAND, BORLAND, REBEL = Span(0, 6), Span(17, 24), Span(39, 46)


def act(
    words: str, kind: str, who: Span, whom: Span, *, status: str = "completed", certainty: float = 0.9
) -> EventClaim:
    """A claim with one actor and one recipient."""
    at = TEXT.index(words)
    roles = (Role("actor", Party(None, who)), Role("recipient", Party(None, whom)))
    trigger = Span(at, at + len(words))
    return EventClaim("c-0", "e1", 0, trigger, kind, None, status, "CT+", roles, certainty=certainty)


def reading(*claims: EventClaim) -> Reading:
    """A reading with these claims."""
    return Reading(Document("d-0", TEXT), claims=claims)


def row(source: Span | None, target: Span | None, kind: str) -> Mapping[str, Any]:
    """A row of the set with types."""
    spans = {"source_span": source and [source.start, source.end], "target_span": target and [target.start, target.end]}
    return {"gold_events": [{**spans, "type": kind}]}


MEETING = act("meet", "CONSULT", ARLAND, BORLAND)
ARREST = act("jailed", "COERCE", BORLAND, REBEL, certainty=0.95)


def test_the_act_between_the_marked_parties_is_compared() -> None:
    """Not the surest act of the sentence, but the one with both parties."""
    counts = count([(row(ARLAND, BORLAND, "CONSULT"), reading(MEETING, ARREST))])

    assert (counts["marked"], counts["right"], counts["right with both"]) == (1, 1, 1)


def test_another_type_is_wrong() -> None:
    """An act of another type between the parties is found and not right."""
    counts = count([(row(BORLAND, REBEL, "CONSULT"), reading(MEETING, ARREST))])

    assert (counts["found"], counts["right"]) == (1, 0)


def test_types_are_those_that_the_rules_derive() -> None:
    """A promised release is AGREE, and CONCEDE counts as YIELD, as RETREAT does."""
    promise = act("meet", "RETREAT", ARLAND, BORLAND, status="announced")
    yielded = act("meet", "RETREAT", ARLAND, BORLAND)

    assert count([(row(ARLAND, BORLAND, "AGREE"), reading(promise))])["right"] == 1
    assert count([(row(ARLAND, BORLAND, "CONCEDE"), reading(yielded))])["right"] == 1


def test_quad_classes_are_compared_by_class() -> None:
    """The surest act stands for a sentence without marked parties; a neutral sentence marks nothing."""
    classes = {"gold_events": [{"source": None, "target": None, "quad": 4}]}
    neutral = {"gold_events": [{"source": None, "target": None, "quad": 0}]}
    counts = count([(classes, reading(MEETING, ARREST)), (neutral, reading(MEETING))])

    assert (counts["marked"], counts["right"]) == (1, 1)


def test_a_sentence_without_acts_is_missed() -> None:
    """Nothing found is no wrong answer."""
    counts = count([(row(ARLAND, None, "CONSULT"), reading())])

    assert (counts["marked"], counts["found"]) == (1, 0)
