"""Acts get the numbers that their own words take."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.steps.building import at, frame, framed
from tests.steps.reader import read

from casus.model.frame import Argument, Frame, FrameKind
from casus.steps.counts import Counts
from casus.steps.quantities import Quantities


def counted(text: str, *acts: tuple[str, str], hurt: str = "", factuality: str = "CT+") -> list[tuple[str, str, str]]:
    """Trigger, role and words of every number that acts (trigger, type) get; `hurt` is the recipient of all."""
    parties = {"recipient": hurt} if hurt else {}
    frames = (frame(text, act, label, **parties) for act, label in acts)
    reading = Counts()(Quantities()(framed(text, *frames, factuality=factuality)))
    return [
        (one.trigger.of(text), argument.role, argument.span.of(text))
        for one in reading.frames
        for argument in one.arguments
        if argument.role != "recipient"
    ]


@pytest.mark.parametrize(
    ("text", "acts", "expected"),
    [
        (
            "Gunmen killed four soldiers.",
            (("killed", "ASSAULT"),),
            [("killed", "killed", "four soldiers")],
        ),
        (
            "The shelling killed four soldiers.",
            (("shelling", "ASSAULT"),),
            [("shelling", "killed", "four soldiers")],
        ),
        (
            "Four soldiers were killed in the raid.",
            (("raid", "ASSAULT"),),
            [("raid", "killed", "Four soldiers")],
        ),
        (
            "Gunmen freed six nurses seized near the port.",
            (("freed", "RETREAT"), ("seized", "ASSAULT")),
            [("freed", "released", "six nurses"), ("seized", "captured", "six nurses")],
        ),
    ],
)
def test_a_number_belongs_to_the_words_that_govern_it(
    text: str, acts: tuple[tuple[str, str], ...], expected: list[tuple[str, str, str]]
) -> None:
    """The act whose verb tells the fate, the act that brought it about, or both acts of a twofold fate."""
    assert counted(text, *acts) == expected


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The army seized four villages.", ("seized", "ASSAULT")),
        ("Gunmen killed four soldiers.", ("killed", "MOBILIZE")),
        ("The gunmen released the three.", ("released", "RETREAT")),
        ("Gunmen kidnapped an engineer.", ("kidnapped", "ASSAULT")),
    ],
)
def test_what_is_no_new_count_of_people_is_left(text: str, act: tuple[str, str]) -> None:
    """Things, acts that bring no such thing about, those named again, and one captive by his article alone."""
    assert counted(text, act) == []


@pytest.mark.parametrize(
    ("text", "hurt", "number"),
    [
        ("Gunmen killed a prosecutor.", "a prosecutor", ["a prosecutor"]),
        ("Gunmen killed Ilen Marot.", "Ilen Marot", ["Ilen Marot"]),
        ("Gunmen killed the prosecutors.", "the prosecutors", []),
        ("Gunmen killed a family.", "a family", []),
    ],
)
def test_one_person_who_is_killed_is_counted(text: str, hurt: str, number: list[str]) -> None:
    """By the article or a name; a plural and a group are not one."""
    assert [words for _, _, words in counted(text, ("killed", "ASSAULT"), hurt=hurt)] == number


def test_one_person_whose_death_is_open_is_not_counted() -> None:
    """A threat kills nobody."""
    text = "Gunmen killed Ilen Marot."

    assert counted(text, ("killed", "ASSAULT"), hurt="Ilen Marot", factuality="U") == []


def test_numbers_that_and_joins_share_an_act() -> None:
    """What the engine gives to one of two goes for the other; a thing stays out."""
    for text, words in (
        ("Dozens of rebels and thousands of refugees were moved.", ["thousands of refugees", "Dozens of rebels"]),
        ("Dozens of rifles and thousands of refugees were moved.", ["thousands of refugees"]),
    ):
        held = Argument("evacuated", at(text, "thousands of refugees"))
        frames = (Frame(FrameKind.EVENT, at(text, "moved"), "DISPLACE", arguments=(held,)),)
        made = Counts()(Quantities()(replace(read(text), frames=frames))).frames[0]

        assert [argument.span.of(text) for argument in made.arguments if argument.role == "evacuated"] == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They killed three clerks and two guards.", {"three clerks", "two guards"}),
        ("They killed three clerks, and two guards fled.", {"three clerks"}),
    ],
)
def test_a_number_joined_by_and_shares_the_fate_that_it_inherits(text: str, expected: set[str]) -> None:
    """The engine saw the first one only; "and" alone joins them."""
    act = frame(text, "killed", "ASSAULT", killed="three clerks")
    shared = Counts()(Quantities()(framed(text, act))).frames[0].spans("killed")

    assert {span.of(text) for span in shared} == expected
