"""Who says so."""

from __future__ import annotations

import pytest

from casus.model.document import Document
from casus.pipeline import Pipeline


def sources(rules: Pipeline, text: str) -> dict[str, list[tuple[str, str | None]]]:
    """Source and cue by trigger."""
    reading = rules.code(Document("d-1", text))
    found: dict[str, list[tuple[str, str | None]]] = {}
    for claim in reading.claims:
        links = [(a.source.span, a.cue) for a in claim.attribution]
        found[claim.trigger.of(text)] = [(s.of(text), c.of(text) if c else None) for s, c in links if s]
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "source", "cue"),
    [
        pytest.param("The army said rebels attacked the depot.", "attacked", "The army", "said", id="before"),
        pytest.param("Rebels attacked the depot, officials said.", "attacked", "officials", "said", id="after"),
        pytest.param("Rebels attacked the depot, said a doctor.", "attacked", "a doctor", "said", id="inverted"),
        pytest.param(
            "According to residents, rebels attacked the depot.",
            "attacked",
            "residents",
            "According to",
            id="according-to",
        ),
        pytest.param("Rebels reportedly attacked the depot.", "attacked", "reportedly", "reportedly", id="hearsay"),
    ],
)
def test_a_source_with_its_cue(rules: Pipeline, text: str, trigger: str, source: str, cue: str) -> None:
    """Reporting clauses stand before, after and around what they report."""
    assert sources(rules, text)[trigger] == [(source, cue)]


def test_the_writer_needs_no_source(rules: Pipeline) -> None:
    """Without a reporting expression nobody is named."""
    assert sources(rules, "Rebels attacked the depot on Monday.")["attacked"] == []


def test_a_source_is_not_the_report_itself(rules: Pipeline) -> None:
    """A saying is the source of an act, and no act of its own."""
    assert "said" not in sources(rules, "The army said rebels attacked the depot.")
