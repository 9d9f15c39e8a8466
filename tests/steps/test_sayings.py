"""Who says what, in sentences with every way of saying it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.steps.reader import read

from casus.model.span import Span
from casus.steps._quotes import quotations
from casus.steps.sayings import Sayings


@dataclass(frozen=True, slots=True)
class Said:
    """Source, cue and contents in words."""

    source: str
    cue: str
    contents: tuple[str, ...]


def said(text: str) -> list[Said]:
    """The sayings of a text in words."""
    reading = Sayings()(read(text))
    return [Said(s.source.of(text), s.cue.of(text), tuple(c.of(text) for c in s.contents)) for s in reading.sayings]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Residents say that rebels attacked the depot.", "Residents", "say", "that rebels attacked the depot"),
        ("Rebels attacked the depot, a spokesman said.", "a spokesman", "said", "Rebels attacked the depot"),
        ('"Rebels attacked the depot," the mayor said.', "the mayor", "said", '"Rebels attacked the depot,"'),
        (
            "Rebels attacked the depot, according to residents.",
            "residents",
            "according to",
            "Rebels attacked the depot",
        ),
        ("The minister condemned the raid on the camp.", "The minister", "condemned", "the raid on the camp"),
    ],
)
def test_a_saying_has_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    """Clauses, what stands before the saying, quotations, according-to phrases and objects are contents."""
    assert Said(source, cue, (content,)) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked the depot.",
        "Rebels attacked the depot with a spokesman.",
        "Together with residents, rebels attacked the depot.",
        "The talks continued on Monday.",
    ],
)
def test_plain_telling_is_no_saying(text: str) -> None:
    """Without a word of saying the writer speaks."""
    assert said(text) == []


def test_a_quotation_goes_on_over_sentences() -> None:
    """A sentence that begins inside a quotation belongs to the saying before it; the writer's next one does not."""
    text = '"We shelled the hill," the colonel said. "We took the bridge." The river was high.'
    (only,) = said(text)
    assert only.source == "the colonel"
    assert '"We took the bridge."' in only.contents
    assert not any("river" in content for content in only.contents)


def test_a_verb_of_going_on_needs_a_quotation() -> None:
    """The verb continued says something beside a quotation only."""
    assert [s.cue for s in said('"We shelled the hill," the colonel continued.')] == ["continued"]
    assert said("The colonel continued the advance.") == []


def test_attitudes_inside_a_quotation_are_not_sayings_of_the_report() -> None:
    """What a quoted speaker thinks is part of what he says."""
    assert [s.cue for s in said('"I think rebels attacked the depot," the mayor said.')] == ["said"]


def test_a_passive_subject_does_not_speak() -> None:
    """Who was condemned is no source."""
    assert all(s.source != "The mayor" for s in said("The mayor was condemned by the council."))


def test_quotations_end_with_their_paragraph() -> None:
    """A curly quotation left open ends at the blank line and may go on with a new mark; straight marks pair up."""
    text = "“We came.\n\n“We left.”\n\nThe end."
    assert [q.of(text) for q in quotations(text)] == ["“We came.", "“We left.”"]
    assert quotations('He said "yes" and "no".') == (Span(8, 13), Span(18, 22))
    assert quotations('A 6" gun.\n\nThe end.') == ()
