"""Closed rules mend what an engine found: parties, places, modes, what has not happened yet, acts passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.steps.building import at, frame, framed
from tests.steps.reader import read

from casus.model.frame import Argument, Frame, FrameKind, Qualifier, QuantityMention, Sourcing
from casus.model.reading import Reading
from casus.model.when import TimeMention, TimexType, When
from casus.steps._lexicon import table
from casus.steps.mend import Mend

WEAPONS: list[dict[str, Any]] = table("mending.toml")["weapon"]


def found(text: str, act: str, label: str = "ASSAULT", mode: str | None = None, **roles: str) -> Reading:
    """A reading in which an engine found one act, with one phrase per role."""
    return framed(text, frame(text, act, label, mode, **roles))


def phrases(reading: Reading, *roles: str) -> list[str]:
    """The words of the first act's arguments in some roles."""
    return [span.of(reading.document.text) for span in reading.frames[0].spans(*roles)]


@pytest.mark.parametrize("row", WEAPONS, ids=[row["mode"] for row in WEAPONS])
def test_a_weapon_shows_the_mode(row: dict[str, Any]) -> None:
    """In the example it acts, in the counter-example it does not."""
    example, counter = (
        Mend()(found(row[kind], act)) for kind, act in zip(("example", "counter"), row["act"], strict=True)
    )

    assert (example.frames[0].mode, counter.frames[0].mode) == (row["mode"], None)


def test_a_drone_is_an_aircraft_told_exactly_and_other_modes_stay() -> None:
    """What an engine sees of aims is not overruled."""
    text = "Drones struck the depot."
    modes = [Mend()(found(text, "struck", mode=mode)).frames[0].mode for mode in ("aerial", "targeted")]

    assert modes == ["drone", "targeted"]


@pytest.mark.parametrize(("label", "mode"), [("RETREAT", "release"), ("ASSAULT", None)])
def test_prisoners_that_are_swapped_are_freed(label: str, mode: str | None) -> None:
    """An exchange of fire frees nobody."""
    assert (
        Mend()(found("Nine dockers were swapped.", "swapped", label, recipient="Nine dockers")).frames[0].mode == mode
    )


def test_a_weapon_that_lands_is_an_act() -> None:
    """The verb is the trigger; the place of the fall is where."""
    reading = Mend()(read("A shell landed in the yard."))
    (act,) = reading.frames

    assert (act.label, act.mode, act.trigger.of(reading.document.text)) == ("ASSAULT", "heavy-weapons", "landed")
    assert phrases(reading, "where") == ["the yard"]


@pytest.mark.parametrize("text", ["A plane landed in the yard.", "A shell may have landed in the yard."])
def test_what_lands_otherwise_is_none(text: str) -> None:
    """Planes land in peace, and what may have landed is the engine's to weigh."""
    assert Mend()(read(text)).frames == ()


def test_an_act_on_the_weapon_moves_to_the_verb() -> None:
    """The shell is no act, its landing is."""
    text = "The shell landed in the yard."
    (act,) = Mend()(found(text, "shell")).frames

    assert act.trigger.of(text) == "landed"


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("The patrol was ambushed.", "ambushed", ["The patrol"]),
        ("The patrol ambushed smugglers.", "ambushed", []),
        ("Rockets were fired.", "fired", []),
    ],
)
def test_a_passive_subject_suffers(text: str, act: str, expected: list[str]) -> None:
    """Unless it is a weapon."""
    assert phrases(Mend()(found(text, act)), "recipient") == expected


@pytest.mark.parametrize(
    ("text", "act", "high", "expected"),
    [
        ("At least nine people were wounded.", "wounded", None, ["nine people"]),
        ("Fighting left nine people dead.", "Fighting", None, []),
    ],
)
def test_counted_victims_suffer_an_act_of_harm(text: str, act: str, high: int | None, expected: list[str]) -> None:
    """Those of fighting told by a noun belong to no side."""
    reading = found(text, act, wounded="nine people")
    number = QuantityMention(at(text, "nine people"), "wounded", 9, 9, high)

    assert [
        w.removeprefix("At least ") for w in phrases(Mend()(replace(reading, quantities=(number,))), "recipient")
    ] == expected


def test_nobody_is_no_victim() -> None:
    """A count of none names nobody."""
    text = "Nobody was killed."
    number = QuantityMention(at(text, "Nobody"), "killed", 0, 0, 0)
    reading = replace(found(text, "killed", killed="Nobody"), quantities=(number,))
    mended = Mend()(reading)

    assert [rule for rule in (mended.frames[0].rule,) if "counted" in rule] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said, "They burned our fields."', ["They"]),
        ("He said they burned our fields.", ["He", "they"]),
    ],
)
def test_who_speaks_outside_a_quotation_does_not_act_in_it(text: str, expected: list[str]) -> None:
    """Without quotation marks the engine's view stays."""
    reading = found(text, "burned", actor="He")
    they = Argument("actor", at(text, expected[-1]))
    frame = replace(reading.frames[0], arguments=(*reading.frames[0].arguments, they))
    said = Sourcing(0, 0, at(text, "He"), at(text, "said"))

    assert phrases(Mend()(replace(reading, frames=(frame,), sourcings=(said,))), "actor") == expected


def test_who_is_let_go_acts() -> None:
    """Not who lets."""
    text = "The elders asked the militia to let the nurses leave the camp."
    assert phrases(Mend()(found(text, "leave", "RETREAT", actor="the militia")), "actor") == ["the nurses"]


def test_the_subject_of_what_is_agreed_is_no_partner() -> None:
    """The fighters are to leave; nothing was agreed with them."""
    text = "The two sides agreed that the fighters would leave."
    assert phrases(Mend()(found(text, "agreed", "AGREE", recipient="the fighters")), "recipient") == []


@pytest.mark.parametrize(
    ("text", "place", "taken", "role"),
    [
        ("Trucks carried families out of Korda.", "Korda", "to", "from"),
        ("Trucks carried families into Korda.", "Korda", "from", "to"),
        ("The sappers left the quarry for Korda.", "Korda", "from", "to"),
        ("The sappers searched the quarry for Korda.", "Korda", "from", "from"),
    ],
)
def test_words_before_a_place_say_which_end_it_is(text: str, place: str, taken: str, role: str) -> None:
    """The word "for" does only after verbs of leaving."""
    act = text.split()[2] if text.startswith("The") else "carried"
    (argument,) = Mend()(found(text, act, "RETREAT", **{taken: place})).frames[0].arguments

    assert argument.role == role


@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        ("Deserters captured the lighthouse.", "capture", ["the lighthouse"]),
        ("Deserters captured the bishop.", "capture", []),
        ("Deserters attacked the Korda barracks.", None, ["the Korda barracks"]),
        ("Deserters attacked a barracks.", None, []),
    ],
)
def test_a_site_that_is_taken_or_bears_a_name_is_where(text: str, mode: str | None, expected: list[str]) -> None:
    """People are no site, and an unnamed one that is struck says nothing of where."""
    act = text.split()[1]
    assert phrases(Mend()(found(text, act, mode=mode, recipient=text.split(act)[1].strip(" ."))), "where") == expected


def test_an_argument_is_a_whole_phrase() -> None:
    """A bare article is the phrase that it opens."""
    text = "The brigade handed over the old tower."
    assert phrases(Mend()(found(text, "handed", "RETREAT", where="the")), "where") == ["the old tower"]


@pytest.mark.parametrize(("day", "expected"), [(17, ("planned", "U")), (13, ("completed", "CT+"))])
def test_what_is_dated_ahead_has_not_happened(day: int, expected: tuple[str, str]) -> None:
    """Dates up to publication change nothing."""
    text = "Talks open in Lund on Friday."
    reading = found(text, "Talks", "CONSULT", time="Friday")
    when = When(date(2024, 5, day), date(2024, 5, day))
    times = (TimeMention(at(text, "Friday"), TimexType.DATE, "", when),)
    document = replace(reading.document, published=date(2024, 5, 15))
    (qualifier,) = Mend()(replace(reading, document=document, times=times)).qualifiers

    assert (qualifier.status, qualifier.factuality) == expected


def test_what_is_planned_ahead_is_uncertain_until_then() -> None:
    """A plan that an engine is certain of is none that has come about."""
    text = "Talks open in Lund on Friday."
    planned = (Qualifier(0, "planned", "CT+"),)
    when = TimeMention(at(text, "Friday"), TimexType.DATE, "", When(date(2024, 5, 17), date(2024, 5, 17)))
    reading = replace(found(text, "Talks", "CONSULT", time="Friday"), qualifiers=planned, times=(when,))
    document = replace(reading.document, published=date(2024, 5, 15))

    assert Mend()(replace(reading, document=document)).qualifiers[0].factuality == "U"
    assert Mend()(reading).qualifiers[0].factuality == "CT+"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sappers left the quarry for the airfield.", ["the airfield"]),
        ("The sappers left the quarry for two weeks.", []),
        ("The sappers repaired the quarry for the airfield.", []),
    ],
)
def test_leaving_leads_to_the_place_after_for(text: str, expected: list[str]) -> None:
    """A place that no engine has seen is added, a length of time is none."""
    act = "left" if "left" in text else "repaired"

    assert phrases(Mend()(found(text, act, "RETREAT")), "to") == expected


@pytest.mark.parametrize(("act", "expected"), [("landed", "heavy-weapons"), ("was laid", "explosives")])
def test_the_bomb_of_a_mortar_lands(act: str, expected: str) -> None:
    """The weapon tells what somebody laid from what was fired, where it arrives."""
    reading = found(f"A mortar bomb {act} in the yard.", act.split()[-1], mode="explosives")

    assert Mend()(reading).frames[0].mode == expected


def test_what_was_tried_took_place() -> None:
    """An attempt that failed is certain all the same (coding guide)."""
    reading = replace(found("The rebels stormed it.", "stormed"), qualifiers=(Qualifier(0, "failed", "CT-"),))
    assert Mend()(reading).qualifiers[0].factuality == "CT+"


def test_a_claim_and_its_denial_are_two() -> None:
    """The claim stays with who makes it; the denial is its twin."""
    text = "The rebels said they had taken the mill, which the army denied."
    reading = found(text, "taken", actor="they")
    said = (
        Sourcing(0, 0, at(text, "the army"), None, "denies"),
        Sourcing(0, 1, at(text, "The rebels"), None, "denies"),
    )
    reading = replace(reading, qualifiers=(Qualifier(0, "none", "CT-"),), sourcings=said)
    mended = Mend()(reading)

    assert [(q.status, q.factuality) for q in mended.qualifiers] == [("completed", "CT+"), ("none", "CT-")]
    assert [(s.frame, s.source.of(text), s.stance) for s in mended.sourcings] == [
        (0, "The rebels", "asserts"),
        (1, "the army", "denies"),
    ]


def test_a_warning_of_an_own_threat_is_a_threat() -> None:
    """What is threatened hangs on the verb of saying."""
    text = "We will strike the harbour, the commander warned."
    said = Sourcing(0, 0, at(text, "the commander"), at(text, "warned"))
    reading = replace(found(text, "strike"), qualifiers=(Qualifier(0, "threatened", "U"),), sourcings=(said,))
    act = Mend()(reading).frames[-1]

    assert (act.label, act.mode, act.trigger.of(text)) == ("THREATEN", "violence", "warned")


def test_what_somebody_is_accused_of_is_alleged() -> None:
    """By whoever accuses, of whoever is accused."""
    text = "Velmora accused the army of arming smugglers."
    mended = Mend()(found(text, "accused", "ACCUSE"))
    act, (said,) = mended.frames[-1], mended.sourcings

    assert (act.label, act.spans("actor")[0].of(text), said.stance) == ("AID", "the army", "alleges")


def test_a_siege_that_is_laid_is_an_act_too() -> None:
    """The relation stays as it is."""
    text = "Troops encircled the town."
    arguments = (Argument("subject", at(text, "Troops")), Argument("object", at(text, "the town")))
    state = Frame(FrameKind.STATE, at(text, "encircled"), "besieges", arguments=arguments)
    mended = Mend()(replace(read(text), frames=(state,)))

    assert mended.frames[0] == state
    assert [(a.role, a.span.of(text)) for a in mended.frames[1].arguments] == [
        ("actor", "Troops"),
        ("where", "the town"),
    ]


def test_nothing_to_mend_leaves_the_reading_equal() -> None:
    """A whole act stays as it was."""
    reading = found("Gunmen shot a nurse.", "shot", actor="Gunmen", recipient="a nurse", mode="firearms")
    assert Mend()(reading) == reading
