"""Sources set right by the sayings of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.steps.building import at, frame, framed
from tests.steps.reader import read

from casus.model.frame import Argument, Frame, FrameKind, Link, LinkKind, Sourcing
from casus.model.reading import Reading
from casus.steps.sayings import Sayings
from casus.steps.sources import Sources


def settled(
    text: str, trigger: str, *found: tuple[str, str | None], label: str = "ASSAULT", links: Sequence[Link] = ()
) -> Reading:
    """A reading whose first frame stands at `trigger`, with (source, cue) as an engine may have found them."""
    sourcings = tuple(
        Sourcing(0, n, at(text, source), at(text, cue) if cue else None, rule="model")
        for n, (source, cue) in enumerate(found)
    )
    reading = replace(framed(text, frame(text, trigger, label)), sourcings=sourcings, links=tuple(links))
    return Sources()(Sayings()(reading))


def told(reading: Reading) -> list[tuple[str, str | None]]:
    """Source and cue in words."""
    text = reading.document.text
    return [(s.source.of(text), s.cue.of(text) if s.cue else None) for s in reading.sourcings]


def test_a_source_that_says_nothing_goes() -> None:
    """Whoever only stands in the sentence is no source; with a saying it is one, and gets its cue."""
    assert told(settled("The army opened a school after the attack.", "attack", ("The army", None))) == []
    kept = settled("The army said that rebels attacked the port.", "attacked", ("The army", None))
    assert told(kept) == [("The army", "said")]


def test_agreeing_to_an_act_is_not_saying_it() -> None:
    """What somebody binds himself to he does not report."""
    assert told(settled("The rebels agreed to leave the port.", "leave", ("The rebels", None))) == []


def test_a_source_from_a_sentence_before_stays() -> None:
    """An inherited source has no cue in the sentence of the act."""
    text = "The colonel spoke on radio. Rebels attacked the port."
    assert told(settled(text, "attacked", ("The colonel", None))) == [("The colonel", None)]


def test_an_act_goes_to_the_speaker_whose_clause_holds_it() -> None:
    """Two speak in one sentence; an act in the clause of the second is not the first one's."""
    text = "Officials say that rebels left the port, while residents say that rebels attacked the market."
    assert told(settled(text, "attacked", ("Officials", "say"))) == [("residents", "say")]
    assert told(settled(text, "left", ("Officials", "say"))) == [("Officials", "say")]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        pytest.param("Rebels reportedly attacked the port.", "attacked", [("reportedly", "reportedly")], id="hearsay"),
        pytest.param("Rebels repeatedly attacked the port.", "attacked", [], id="plain"),
        pytest.param("Rebels were accused of attacking the port.", "attacking", [("accused",) * 2], id="accused"),
        pytest.param("Rebels were accused by the mayor of attacking the port.", "attacking", [], id="by-somebody"),
    ],
)
def test_words_that_are_all_the_source_there_is(text: str, trigger: str, expected: list[tuple[str, str]]) -> None:
    """Hearsay and accusations without accuser stand for themselves."""
    assert told(settled(text, trigger)) == expected


def test_an_accusation_without_accuser_alleges() -> None:
    """Its stance is that of the word, and it is not its own source."""
    reading = settled("Rebels were accused of attacking the port.", "attacking")
    assert [s.stance for s in reading.sourcings] == ["alleges"]
    assert told(settled("Rebels were accused of attacking the port.", "accused", label="ACCUSE")) == []


def test_an_act_told_in_direct_speech_is_the_speakers() -> None:
    """His own demand is what he does, not what he reports."""
    text = 'The colonel said that "rebels attacked the port and demanded a truce".'
    assert told(settled(text, "attacked")) == [("The colonel", "said")]
    assert told(settled(text, "demanded", label="REQUEST")) == []


def test_coordinated_sources_are_two() -> None:
    """Both speak, with one cue."""
    text = "Doctors and residents said that rebels attacked the port."
    assert told(settled(text, "attacked", ("Doctors", "said"))) == [("Doctors", "said"), ("residents", "said")]
    assert told(settled(text, "attacked", ("Doctors and residents", "said"))) == [
        ("Doctors", "said"),
        ("residents", "said"),
    ]
    alone = "Doctors said that rebels and deserters attacked the port."
    assert told(settled(alone, "attacked", ("Doctors", "said"))) == [("Doctors", "said")]


def test_whoever_asks_for_an_act_is_its_source() -> None:
    """A request carries the act that it asks for; an agreement does not."""
    text = "The mayor asked the rebels to leave the port."
    frames = (
        Frame(FrameKind.EVENT, at(text, "leave"), "RETREAT"),
        Frame(FrameKind.EVENT, at(text, "asked"), "REQUEST", arguments=(Argument("actor", at(text, "The mayor")),)),
    )
    reading = replace(read(text), frames=frames, links=(Link(LinkKind.CONTENT, 0, 1),))
    assert told(Sources()(Sayings()(reading))) == [("The mayor", "asked")]
    agreed = replace(reading, frames=(frames[0], replace(frames[1], label="AGREE")))
    assert told(Sources()(Sayings()(agreed))) == []


def test_a_statement_in_the_first_person_keeps_its_speaker() -> None:
    """Whoever says "I" is a source without any verb of saying."""
    assert told(settled("I condemn the attack on the port.", "attack", ("I", None))) == [("I", None)]


def test_a_quotation_that_goes_on_hands_its_speaker_down_without_a_cue() -> None:
    """The next sentence of a quotation inherits; the sentence behind it is the writer's."""
    text = '"We took the hill," the colonel said. "We attacked the bridge." Rebels stormed the fort.'
    assert told(settled(text, "attacked")) == [("the colonel", None)]
    assert told(settled(text, "stormed")) == []


def test_inheritance_ends_where_the_writer_turns_to_something_else() -> None:
    """An engine's inherited source does not reach over "separately", unless a quotation goes on."""
    text = "The colonel spoke on radio. {}Rebels attacked the port."
    assert told(settled(text.format("Separately, "), "attacked", ("The colonel", None))) == []
    assert told(settled(text.format(""), "attacked", ("The colonel", None))) == [("The colonel", None)]
    quoted = 'The colonel spoke on radio. "Meanwhile, rebels attacked the port."'
    assert told(settled(quoted, "attacked", ("The colonel", None))) == [("The colonel", None)]


def test_whoever_quotes_a_source_stands_behind_it() -> None:
    """The quoted is the innermost, also where the speaker cites him afterwards."""
    text = "The Beacon quoted the envoy as saying that rebels left the port."
    assert told(settled(text, "left", ("the envoy", "saying"))) == [("the envoy", "saying"), ("The Beacon", "quoted")]
    cites = "The Beacon reported that rebels left the port, citing two officials."
    assert told(settled(cites, "left", ("The Beacon", "reported"))) == [
        ("two officials", "citing"),
        ("The Beacon", "reported"),
    ]
    alone = "The Beacon reported that rebels left the port."
    assert told(settled(alone, "left", ("The Beacon", "reported"))) == [("The Beacon", "reported")]


def test_whoever_is_quoted_is_a_link_before_whoever_quotes() -> None:
    """Innermost first."""
    text = "The paper quoted the mayor as saying that rebels shelled the bridge."

    assert [source for source, _ in told(settled(text, "shelled", ("The paper", "quoted")))] == [
        "the mayor",
        "The paper",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The paper said that villagers shelled the bridge, claiming they had found it mined.",
        "The paper said that an estimated 40 villages had been mined.",
    ],
)
def test_no_chain_without_a_saying_of_somebody(text: str) -> None:
    """Participles of those who act, and estimates, are no links."""
    assert told(settled(text, "mined", ("The paper", "said"))) == [("The paper", "said")]


def test_two_phrases_that_begin_a_clause_of_saying_are_two_sources() -> None:
    """Whether an engine took the first or the second for the source."""
    text = "Two clerks and a hospital porter said rebels burned the mill."
    sources = ["Two clerks", "a hospital porter"]

    assert [[source for source, _ in told(settled(text, "burned", (one, "said")))] for one in sources] == [sources] * 2


def test_a_clause_before_the_saying_is_no_second_source() -> None:
    """Only a phrase that begins the clause is coordinated with the speaker."""
    text = "Rebels burned the mill and a hospital porter said soldiers fled the town."

    assert [s for s, _ in told(settled(text, "fled", ("a hospital porter", "said")))] == ["a hospital porter"]
