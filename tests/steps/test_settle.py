"""What the words beside an act settle: modes, parties and places, set phrases, captions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.steps.reader import read

from casus.model.frame import Argument, Frame, FrameKind, Link, LinkKind, Qualifier, QuantityMention, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._lexicon import table
from casus.steps.settle import Settle

TABLE: dict[str, Any] = table("settling.toml")


def at(text: str, words: str) -> Span:
    """The first place of some words."""
    found = re.search(rf"\b{re.escape(words)}\b", text)
    assert found, words
    return Span(*found.span())


def found(text: str, act: str, label: str, mode: str | None = None, **roles: str) -> Reading:
    """A reading in which an engine found one act, with one phrase per role."""
    arguments = tuple(Argument(role, at(text, words)) for role, words in roles.items())
    frame = Frame(FrameKind.EVENT, at(text, act), label, mode, arguments=arguments)
    return replace(read(text), frames=(frame,), qualifiers=(Qualifier(0, "completed", "CT+"),))


def settled(text: str, act: str, label: str, mode: str | None = None, **roles: str) -> tuple[str, str | None]:
    """Type and mode of the act after the step."""
    frame = Settle()(found(text, act, label, mode, **roles)).frames[0]
    return frame.label, frame.mode


def phrases(reading: Reading, role: str) -> list[str]:
    """The words of the first act's arguments in a role."""
    return [span.of(reading.document.text) for span in reading.frames[0].spans(role)]


def test_asking_for_a_corridor_asks_to_yield() -> None:
    """A doctor is help."""
    row = TABLE["yielding"]

    assert settled(row["example"], "asked for", "REQUEST", "assist") == ("REQUEST", "yield")
    assert settled(row["counter"], "asked for", "REQUEST", "assist") == ("REQUEST", "assist")


def test_a_blast_has_the_mode_of_its_cause() -> None:
    """Not of whatever saw it; a mode that is told otherwise stays."""
    row = TABLE["causing"]

    assert settled(row["example"], "blast", "ASSAULT", "explosives") == ("ASSAULT", "drone")
    assert settled(row["counter"], "blast", "ASSAULT", "explosives") == ("ASSAULT", "explosives")
    assert settled(row["example"], "blast", "ASSAULT", "aerial") == ("ASSAULT", "aerial")


def test_no_drone_without_a_word_for_one() -> None:
    """Anywhere in the report."""
    assert settled("Rebels filmed the strike.", "strike", "ASSAULT", "drone") == ("ASSAULT", "aerial")
    assert settled("Rebels filmed the strike by a drone.", "strike", "ASSAULT", "drone") == ("ASSAULT", "drone")


def test_ground_that_is_handed_over_is_where_that_happens() -> None:
    """A letter is no ground."""
    row = TABLE["handing"]
    places = [phrases(Settle()(found(row[kind], "handed", "RETREAT")), "where") for kind in ("example", "counter")]

    assert places == [["the lighthouse"], []]


def test_ground_that_is_mined_suffers_nothing() -> None:
    """What is bombed does."""
    for act, expected in (("mined", []), ("bombed", ["the tunnel"])):
        reading = found(f"Rebels {act} the tunnel.", act, "ASSAULT", where="the tunnel", recipient="the tunnel")

        assert phrases(Settle()(reading), "recipient") == expected


def test_an_operation_is_where_its_purpose_is() -> None:
    """If that is what it is for."""
    row = TABLE["operation"]
    for kind, verb, expected in (("example", "drive", ["the valley"]), ("counter", "left", [])):
        reading = found(row[kind], "operation", "ASSAULT")
        aim = Frame(
            FrameKind.EVENT, at(row[kind], verb), "ASSAULT", arguments=(Argument("from", at(row[kind], "the valley")),)
        )
        reading = replace(reading, frames=(*reading.frames, aim))

        assert phrases(Settle()(reading), "where") == expected


@pytest.mark.parametrize(("role", "expected"), [("recipient", ["the port"]), ("where", ["the port"]), ("from", [])])
def test_who_would_suffer_is_threatened(role: str, expected: list[str]) -> None:
    """Or the place that would be struck."""
    text = "We will shell the port, the league warned."
    threat = found(text, "warned", "THREATEN", actor="the league")
    act = Frame(FrameKind.EVENT, at(text, "shell"), "ASSAULT", arguments=(Argument(role, at(text, "the port")),))
    reading = replace(threat, frames=(*threat.frames, act), links=(Link(LinkKind.CONTENT, 1, 0),))

    assert phrases(Settle()(reading), "recipient") == expected


def test_robbing_takes_by_force_from_somebody() -> None:
    """Parking does not; violence stays."""
    row = TABLE["robbing"]
    reading = Settle()(found(row["example"], "robbed", "MOBILIZE", "militia"))

    assert (reading.frames[0].label, reading.frames[0].mode, phrases(reading, "recipient")) == (
        "COERCE",
        "seize",
        ["the trucks"],
    )
    assert settled(row["counter"], "parked", "MOBILIZE", "militia") == ("MOBILIZE", "militia")
    assert settled(row["example"], "robbed", "ASSAULT", "beat") == ("ASSAULT", "beat")


def numbered(text: str, act: str, words: str, role: str, told: str | None, **roles: str) -> list[tuple[str, str]]:
    """The numbers of an act, by role and words, where a number of nobody is known."""
    known = QuantityMention(at(text, words), role, 0, 0, 0, told=at(text, told) if told else None)
    reading = Settle()(replace(found(text, act, "ASSAULT", **roles), quantities=(known,)))
    return [(a.role, a.span.of(text)) for a in reading.frames[0].arguments if a.role in {"killed", "wounded", "other"}]


def test_nobody_killed_belongs_to_the_act_that_killed_nobody() -> None:
    """Not to one beside it."""
    text = "Nobody was killed when a rocket hit the mill."
    other = "Nobody was killed and a rocket lay in the mill."

    assert numbered(text, "hit", "Nobody", "killed", "killed") == [("killed", "Nobody")]
    assert numbered(other, "lay", "Nobody", "other", "killed") == []


def test_where_there_are_no_casualties_nobody_was_killed() -> None:
    """Warnings are no people."""
    row = TABLE["casualties"]

    assert numbered(row["example"], "fell", "no casualties", "other", None, other="no casualties") == [
        ("killed", "no casualties")
    ]
    assert numbered(row["counter"], "fell", "no warnings", "other", None, other="no warnings") == [
        ("other", "no warnings")
    ]


@pytest.mark.parametrize("row", TABLE["idiom"], ids=[row["label"] for row in TABLE["idiom"]])
def test_set_phrases_are_acts(row: dict[str, Any]) -> None:
    """In the example of the data file, not in its counter-example."""
    example, counter = (Settle()(read(row[kind])) for kind in ("example", "counter"))

    assert [(f.label, f.mode) for f in example.frames] == [(row["label"], row["mode"])]
    assert counter.frames == ()


def test_what_a_bomber_was_stopped_from_is_prevented() -> None:
    """A pilgrim would have done nothing."""
    told = [Settle()(read(f"Guards stopped a {who} from entering the hall.")) for who in ("suicide bomber", "pilgrim")]

    assert [(f.label, f.mode) for f in told[0].frames] == [("ASSAULT", "suicide-attack")]
    assert [(q.status, q.factuality) for q in told[0].qualifiers] == [("prevented", "CT-")]
    assert told[1].frames == ()


@pytest.mark.parametrize(
    ("text", "left"), [("A man passes a burnt tank (file photo).", 0), ("A man passes a burnt tank.", 1)]
)
def test_a_caption_tells_no_act_that_it_only_shows(text: str, left: int) -> None:
    """What is known of the act goes with it, and all else keeps its place."""
    reading = found(text, "burnt", "ASSAULT")
    other = Frame(FrameKind.STATE, at(text, "passes"), "present_in")
    both = replace(
        reading,
        frames=(*reading.frames, other),
        qualifiers=(*reading.qualifiers, Qualifier(1, "ongoing", "CT+")),
        sourcings=(Sourcing(1, 0, at(text, "A man"), None),),
    )
    kept = Settle()(both)

    assert [f.label for f in kept.frames] == ["ASSAULT"] * left + ["present_in"]
    assert [q.frame for q in kept.qualifiers] == list(range(left + 1))
    assert [s.frame for s in kept.sourcings] == [left]


def test_an_act_has_a_word_of_its_own() -> None:
    """What an engine found on a "not" alone is no act; the same act on its verb stays."""
    row = TABLE["wordless"]
    for text, act, left in zip((row["example"], row["counter"]), row["act"], (0, 1), strict=True):
        reading = Settle()(found(text, act, "ASSAULT"))
        assert (len(reading.frames), len(reading.qualifiers)) == (left, left)
