"""Closed constructions settle what became of an act, whatever an engine has made of it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.steps.building import frame, framed

from casus.model.reading import Reading
from casus.steps._lexicon import table
from casus.steps.constructions import Constructions

RULES: list[dict[str, Any]] = table("constructions.toml")["rule"]
COMPLETED = ("completed", "CT+")


def settled(text: str, act: str, label: str = "ASSAULT") -> Reading:
    """The reading of a text in which an engine took `act` for completed and certain."""
    return Constructions()(framed(text, frame(text, act, label)))


def value(reading: Reading) -> tuple[str, str]:
    """Status and factuality of the one act."""
    (qualifier,) = reading.qualifiers
    return qualifier.status, qualifier.factuality


def label_of(rule: dict[str, Any]) -> str:
    """A type that the rule is about."""
    return str(rule.get("types", ["ASSAULT"])[0])


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_a_rule_holds_in_its_example(rule: dict[str, Any]) -> None:
    """The act gets the rule's values, and the rule is named."""
    reading = settled(rule["example"], rule["act"][0], label_of(rule))

    assert value(reading) == (rule.get("status", "completed"), rule.get("factuality", "CT+"))
    assert reading.qualifiers[0].rule == f"construction:{rule['id']}"


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_a_rule_leaves_its_counter_example_alone(rule: dict[str, Any]) -> None:
    """The same words in another construction decide nothing."""
    assert value(settled(rule["counter"], rule["act"][1], label_of(rule))) == COMPLETED


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        (table("constructions.toml")["background"]["example"], True),
        (table("constructions.toml")["background"]["counter"], False),
        ("The ministry denied sending weapons, two days after fighters attacked a post in the valley.", True),
    ],
)
def test_a_denial_leaves_what_it_only_dates_alone(text: str, happened: bool) -> None:
    """A clause with "after", "when" or "since" tells what is so anyway."""
    assert (value(settled(text, "attacked")) == COMPLETED) is happened


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        pytest.param("The rebels refused to agree to leave.", "leave", ("none", "CT-"), id="refusal-above"),
        pytest.param("The rebels may try to storm the fort.", "storm", COMPLETED, id="open-above"),
        pytest.param("The rebels launched a push to storm the fort.", "storm", ("attempted", "CT+"), id="push"),
        pytest.param("The rebels may launch a push to storm the fort.", "storm", COMPLETED, id="push-open"),
        pytest.param("The rebels opened the gate to storm the fort.", "storm", COMPLETED, id="gate"),
    ],
)
def test_what_stands_over_a_governor_counts(text: str, act: str, expected: tuple[str, str]) -> None:
    """A refusal to agree is a refusal; what may be tried has not been."""
    assert value(settled(text, act)) == expected


def test_whoever_denies_is_the_source() -> None:
    """The act is denied by the subject of the denial, innermost."""
    reading = settled("The army denied that it had attacked the camp.", "attacked")
    (source,) = reading.sourcings

    assert source.source.of(reading.document.text) == "The army"
    assert (source.order, source.stance) == (0, "denies")


def test_the_cue_is_quoted() -> None:
    """A reader sees which word decided."""
    reading = settled("The rebels are trying to storm the barracks.", "storm")
    assert [cue.of(reading.document.text) for cue in reading.qualifiers[0].cues] == ["trying"]


def test_rules_of_some_types_leave_others_alone() -> None:
    """Talks that somebody tried to hold are no attempt at violence."""
    assert value(settled("The envoys tried to meet the rebels.", "meet", "CONSULT")) == COMPLETED


def test_a_particle_stands_for_its_verb() -> None:
    """An engine may see no more of "attack back" than "back"."""
    text = "The rebels refused to attack back."

    assert value(settled(text, "back")) == value(settled(text, "attack")) == ("none", "CT-")
