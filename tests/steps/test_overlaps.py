"""Finding what overlaps a stretch of text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casus.model.span import Span
from casus.steps._overlaps import Overlaps

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 20))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_the_index_finds_what_a_look_at_everything_finds(spans: list[Span], wanted: Span) -> None:
    """However long and nested the spans are, none is missed and none that only touches is given."""
    found = Overlaps((span, number) for number, span in enumerate(spans)).over(wanted)

    assert found == sorted(
        ((span, number) for number, span in enumerate(spans) if span.overlaps(wanted)), key=lambda item: item[0]
    )
