"""Half relations are completed by grammar."""

from __future__ import annotations

from dataclasses import replace

from casus.model.document import Document
from casus.model.frame import Argument, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.pipeline import Pipeline
from casus.steps.complete import Complete
from casus.steps.mentions import Mentions
from casus.steps.states import States

TEXT = "The Belmoran-backed rebels hold the town of Tarsin."
HALF = Frame(FrameKind.STATE, Span(4, 19), "supports", arguments=(Argument("subject", Span(4, 12)),))


def test_a_half_relation_takes_the_whole_one_on_its_words(rules: Pipeline) -> None:
    """A backer without the backed gets them from the grammar of the phrase."""
    reading = replace(rules.code(Document("d-1", TEXT)), frames=(HALF,))
    (frame,) = Complete(Mentions(), States())(reading).frames

    assert frame.label == "supports"
    assert [s.of(TEXT) for s in frame.spans("object")] != []


def test_whole_relations_and_events_stay() -> None:
    """Nothing is replaced that has both its ends, and no relation is added."""
    whole = replace(HALF, arguments=(*HALF.arguments, Argument("object", Span(20, 26))))
    event = Frame(FrameKind.EVENT, Span(27, 31), "ASSAULT")
    reading = Reading(Document("d-1", TEXT), frames=(whole, event))

    assert Complete(Mentions(), States())(reading).frames == (whole, event)


def test_a_half_relation_that_grammar_does_not_see_stays_half(rules: Pipeline) -> None:
    """It is noted later, not guessed."""
    lost = replace(HALF, trigger=Span(46, 50))
    reading = replace(rules.code(Document("d-1", TEXT)), frames=(lost,))

    assert Complete(Mentions(), States())(reading).frames == (lost,)
