from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.model.document import Document, Part, PartKind
from casus.model.span import Span
from casus.steps.parts import ensure_parts


def parts(text: str, title: str | None = None) -> list[tuple[PartKind, str]]:
    """Kind and words of each part."""
    document = ensure_parts(Document("d-0", text, title=title))
    return [(part.kind, document.quote(part.span)) for part in document.parts]


def test_a_title_that_opens_the_text_is_its_headline() -> None:
    """The headline is marked once and not again as a paragraph."""
    found = parts("Rebels seize port\n\nRebels took Kismar.\n", "Rebels seize port")

    assert found == [(PartKind.HEADLINE, "Rebels seize port"), (PartKind.PARAGRAPH, "Rebels took Kismar.")]


def test_a_title_that_runs_on_is_no_headline() -> None:
    """The opening words of a paragraph stay in it."""
    assert parts("Rebels took Kismar on Monday.", "Rebels took") == [
        (PartKind.PARAGRAPH, "Rebels took Kismar on Monday.")
    ]


def test_blank_lines_part_paragraphs_and_single_breaks_do_not() -> None:
    """A line that holds only blanks counts as blank."""
    assert [words for _, words in parts("One.\nTwo.\n \t\nThree.")] == ["One.\nTwo.", "Three."]


def test_a_document_with_parts_is_left_alone() -> None:
    """What a reader has marked is not marked again."""
    document = Document("d-0", "A caption.", parts=(Part(PartKind.CAPTION, Span(0, 10)),))

    assert ensure_parts(document) is document


@given(st.text(), st.one_of(st.none(), st.text()))
def test_parts_are_in_order_apart_and_never_blank(text: str, title: str | None) -> None:
    """Any text and title give parts in text order that hold all words."""
    document = ensure_parts(Document("d-0", text, title=title))
    spans = [part.span for part in document.parts]

    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(document.quote(span).strip() == document.quote(span) != "" for span in spans)
    assert len("".join("".join(map(document.quote, spans)).split())) == len("".join(text.split()))


@pytest.mark.parametrize("text", ["", "\n\n", " "])
def test_an_empty_text_has_no_parts(text: str) -> None:
    """Nothing is made of nothing."""
    assert parts(text) == []
