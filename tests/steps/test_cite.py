"""Acts take the source of the saying that they stand in."""

from __future__ import annotations

from dataclasses import replace

from tests.steps.reader import read

from casus.model.frame import Frame, FrameKind, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps.cite import Cite
from casus.steps.sayings import Sayings


def cited(text: str, trigger: str, label: str = "ASSAULT", *, sourced: bool = False) -> tuple[Reading, list[str]]:
    """The reading with one frame, and the sources of that frame in words."""
    at = text.index(trigger)
    frame = Frame(FrameKind.EVENT, Span(at, at + len(trigger)), label)
    sourcings = (Sourcing(0, 0, Span(0, 1), None),) if sourced else ()
    reading = Cite()(Sayings()(replace(read(text), frames=(frame,), sourcings=sourcings)))
    return reading, [s.source.of(text) for s in reading.sourcings]


def test_an_act_in_a_clause_of_speech_takes_its_speaker() -> None:
    """The speaker is the source, the verb the cue, and denying denies."""
    reading, sources = cited("Residents say that rebels attacked the depot.", "attacked")
    assert sources == ["Residents"]
    assert reading.sourcings[0].cue == Span(10, 13)
    denied, _ = cited("Residents deny that rebels attacked the depot.", "attacked")
    assert denied.sourcings[0].stance == "denies"


def test_the_writer_needs_no_source() -> None:
    """Outside a saying nothing is added."""
    assert cited("Rebels attacked the depot.", "attacked")[1] == []


def test_a_quotation_that_goes_on_hands_its_source_down_without_a_cue() -> None:
    """The second sentence of a quotation inherits its speaker."""
    text = '"We took the hill," the colonel said. "We attacked the bridge."'
    reading, sources = cited(text, "attacked")
    assert sources == ["the colonel"]
    assert reading.sourcings[0].cue is None
    assert cited(text + " Rebels stormed the fort.", "stormed")[1] == []


def test_known_sources_and_acts_of_speech_are_left_alone() -> None:
    """What an engine found stays; who demands something is the one who says so."""
    assert len(cited("Residents say that rebels attacked the depot.", "attacked", sourced=True)[1]) == 1
    assert cited("Residents say that rebels demanded a truce.", "demanded", "REQUEST")[1] == []
