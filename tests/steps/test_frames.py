"""Acts with what belongs to them."""

from __future__ import annotations

import pytest

from casus.model.document import Document
from casus.model.frame import Frame, FrameKind
from casus.pipeline import Pipeline


def events(rules: Pipeline, text: str) -> dict[str, Frame]:
    """The event frames of a text by the words of their triggers."""
    frames = rules.code(Document("d-1", text)).frames
    return {f.trigger.of(text): f for f in frames if f.kind is FrameKind.EVENT}


@pytest.mark.parametrize(
    ("text", "trigger", "role", "expected"),
    [
        pytest.param("Rebels attacked a convoy on Monday.", "attacked", "actor", {"Rebels"}, id="actor"),
        pytest.param("Rebels attacked a convoy on Monday.", "attacked", "time", {"Monday"}, id="time"),
        pytest.param("Two soldiers were killed by gunmen.", "killed", "actor", {"gunmen"}, id="after-by"),
        pytest.param("Two soldiers were killed by gunmen.", "killed", "recipient", {"Two soldiers"}, id="victims"),
        pytest.param("Two soldiers were killed by gunmen.", "killed", "killed", {"Two soldiers"}, id="number"),
        pytest.param("Troops withdrew from Mosul on Friday.", "withdrew", "from", {"Mosul"}, id="from"),
        pytest.param("Warplanes bombed an airport in Benghazi.", "bombed", "where", {"Benghazi"}, id="where"),
    ],
)
def test_what_belongs_to_an_act(rules: Pipeline, text: str, trigger: str, role: str, expected: set[str]) -> None:
    """Every argument quotes its words."""
    assert {span.of(text) for span in events(rules, text)[trigger].spans(role)} == expected


def test_ground_and_time_are_no_parties(rules: Pipeline) -> None:
    """A place of an act is not hurt by it, even where grammar calls it the object."""
    frame = events(rules, "The army recaptured Mosul on Friday.")["recaptured"]
    parties, grounds = frame.spans("actor", "recipient"), frame.spans("where", "time")

    assert grounds
    assert not [p for p in parties if any(p.overlaps(g) for g in grounds)]


def test_act_and_result_are_one(rules: Pipeline) -> None:
    """An attack "killing three" is one act with its dead."""
    text = "Rebels attacked an army base on Monday, killing five soldiers."
    found = events(rules, text)

    assert set(found) == {"attacked"}
    assert [s.of(text) for s in found["attacked"].spans("killed")] == ["five soldiers"]


def test_each_act_names_its_rule(rules: Pipeline) -> None:
    """An explanation starts from the phrase of the lexicon."""
    assert events(rules, "Rebels attacked a convoy.")["attacked"].rule == "trigger:attack"
