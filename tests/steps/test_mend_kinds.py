"""What kind of act a verb tells by what it is done to, and by whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.steps.building import at
from tests.steps.test_mend import found, phrases

from casus.model.frame import Argument, Frame, FrameKind, Qualifier
from casus.model.reading import Reading
from casus.model.when import TimeMention, TimexType
from casus.steps.mend import Mend

Kind = tuple[str, str | None]


def kind(reading: Reading) -> Kind:
    """Type and mode of the first act."""
    return reading.frames[0].label, reading.frames[0].mode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clan was violating the truce.", ("ASSAULT", None)),
        ("The clan was violating its promises.", ("RETREAT", "ceasefire")),
    ],
)
def test_breaking_a_truce_is_violence(text: str, expected: Kind) -> None:
    """Whatever an engine makes of the word "truce" in it."""
    assert kind(Mend()(found(text, "violating", "RETREAT", "ceasefire"))) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [("Peacekeepers escorted the convoy.", "AID"), ("Rebels escorted the convoy.", "RETREAT")],
)
def test_peacekeepers_who_escort_help(text: str, label: str) -> None:
    """Others may lead a convoy away."""
    assert Mend()(found(text, "escorted", "RETREAT", actor=text.split()[0])).frames[0].label == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels were bused to Korda.", ("RETREAT", "withdraw")),
        ("Troops were bused to Korda.", ("MOBILIZE", "militia")),
        ("Rebels bused recruits to Korda.", ("MOBILIZE", "militia")),
    ],
)
def test_irregular_fighters_moved_by_others_leave(text: str, expected: Kind) -> None:
    """Regular troops are deployed, and who moves others is not moved."""
    assert kind(Mend()(found(text, "bused", "MOBILIZE", "militia", to="Korda"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drones destroyed a barn.", ["a barn"]),
        ("A bridge was destroyed.", ["A bridge"]),
        ("Gunmen burned schools.", []),
    ],
)
def test_counted_or_single_things_that_are_destroyed_suffer_it(text: str, expected: list[str]) -> None:
    """Bare plurals tell a habit."""
    act = "burned" if "burned" in text else "destroyed"

    assert phrases(Mend()(found(text, act)), "recipient") == expected


@pytest.mark.parametrize(
    ("text", "where"),
    [("Gunmen shelled the Kordan side.", ["the Kordan side"]), ("Gunmen shelled the other side.", [])],
)
def test_the_side_of_a_land_is_where(text: str, where: list[str]) -> None:
    """One that bears its name."""
    whom = text.removeprefix("Gunmen shelled ").removesuffix(".")

    assert phrases(Mend()(found(text, "shelled", recipient=whom)), "where") == where


def test_pieces_of_a_hyphened_ground_are_one() -> None:
    """The first piece says which end of the way it is."""
    text = "Rebels moved into clan-held territory."
    mended = Mend()(found(text, "moved", "RETREAT", to="clan", **{"from": "held territory"}))

    assert (phrases(mended, "to"), phrases(mended, "from")) == (["clan-held territory"], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then came the rockets.", [("rockets", "heavy-weapons")]),
        ("Then came the rains.", []),
        ("The rockets will come later.", []),
    ],
)
def test_weapons_that_come_next_are_an_act(text: str, expected: list[tuple[str, str | None]]) -> None:
    """On the weapon, for "came" tells nothing."""
    mended = Mend()(found(text, text.split()[0], "REQUEST"))

    assert [(f.trigger.of(text), f.mode) for f in mended.frames if f.label == "ASSAULT"] == expected


def split(text: str, *, time: str = "last year") -> Reading:
    """A reading in which an engine dated a raid by the time of a split."""
    reading = found(text, "raided", time=time)
    span = at(text, time)
    return Mend()(
        Reading(
            reading.document,
            reading.sentences,
            reading.tokens,
            reading.mentions,
            times=(TimeMention(span, TimexType.DATE, "2016", None),),
            frames=reading.frames,
            qualifiers=reading.qualifiers,
        )
    )


def test_who_splits_from_a_body_breaks_with_it() -> None:
    """At a time of its own."""
    text = "The gunmen, who had split from the Korda League last year, raided a mill."
    mended = split(text)
    act = mended.frames[-1]

    assert (act.label, act.mode, act.trigger.of(text)) == ("SANCTION", "withdraw", "split")
    assert [s.of(text) for s in act.spans("recipient")] == ["Korda League"]
    assert [s.of(text) for s in act.spans("time")] == ["last year"]
    assert phrases(mended, "time") == []


def test_who_splits_loot_breaks_with_nobody() -> None:
    """Only "from" a named body."""
    text = "The gunmen, who had split the loot last year, raided a mill."

    assert len(split(text).frames) == 1


def test_membership_told_of_a_split_has_ended() -> None:
    """What an engine takes for "part of" is denied."""
    text = "The Front split from the League."
    ends = (Argument("subject", at(text, "The Front")), Argument("object", at(text, "the League")))
    reading = found(text, "Front", "REQUEST")
    state = Frame(FrameKind.STATE, at(text, "split"), "part_of", arguments=ends)
    mended = Mend()(replace(reading, frames=(state,), qualifiers=(Qualifier(0, "ongoing", "CT+"),)))

    assert (mended.qualifiers[0].status, mended.qualifiers[0].factuality) == ("none", "CT-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korda accused the League of arming smugglers.", "completed"),
        ("Korda said the League was arming smugglers.", "habitual"),
    ],
)
def test_what_somebody_is_accused_of_is_no_habit(text: str, expected: str) -> None:
    """A charge is of acts."""
    reading = found(text, "arming", "AID")
    mended = Mend()(replace(reading, qualifiers=(Qualifier(0, "habitual", "CT+"),)))

    assert mended.qualifiers[0].status == expected
