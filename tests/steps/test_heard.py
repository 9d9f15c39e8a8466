"""Stances and times of saying."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.steps.building import at, frame, framed
from tests.steps.reader import read

from casus.model.actor import Actor
from casus.model.frame import Argument, Frame, FrameKind, Sourcing
from casus.model.reading import Reading
from casus.model.when import TimeMention, TimexType
from casus.steps import _lexicon
from casus.steps.heard import Heard


def heard(text: str, trigger: str, source: str, cue: str, **other: Any) -> Reading:
    """A reading with one frame, one source and perhaps one `time`, a time argument of the frame, and an `actor`."""
    time, actor, label = other.get("time"), other.get("actor"), other.get("label", "ASSAULT")
    parties = {role: words for role, words in (("time", time), ("actor", actor)) if words}
    reading = replace(
        framed(text, frame(text, trigger, label, **parties)),
        times=(TimeMention(at(text, time), TimexType.DATE, "", None),) if time else (),
        sourcings=(Sourcing(0, 0, at(text, source), at(text, cue)),),
        actors=tuple(other.get("actors", ())),
    )
    return Heard()(reading)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        pytest.param("The army said on Tuesday that rebels attacked the port.", "said", id="behind-the-cue"),
        pytest.param("The army on Tuesday said that rebels attacked the port.", "said", id="before-the-cue"),
        pytest.param("Rebels attacked the port, the army said on Tuesday.", "said", id="at-the-end"),
        pytest.param("The army said in a statement on Tuesday that rebels attacked the port.", "said", id="statement"),
        pytest.param("The army told reporters on Tuesday that rebels attacked the port.", "told", id="told"),
    ],
)
def test_a_time_of_saying_is_no_time_of_the_act(text: str, cue: str) -> None:
    """What was said on Tuesday was not done on Tuesday."""
    reading = heard(text, "attacked", "army", cue, time="Tuesday")
    assert [s.said.of(text) for s in reading.sourcings if s.said] == ["Tuesday"]
    assert reading.frames[0].spans("time") == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army said that rebels attacked the port on Tuesday.", id="in-the-clause"),
        pytest.param("The army said that on Tuesday rebels attacked the port.", id="behind-that"),
        pytest.param("The army said rebels attacked the port on Tuesday.", id="behind-the-act"),
        pytest.param("The army said Tuesday's ambush, in which rebels attacked the port, failed.", id="possessive"),
    ],
)
def test_a_time_of_the_act_stays(text: str) -> None:
    """A time inside what is said belongs to it."""
    reading = heard(text, "attacked", "The army", "said", time="Tuesday")
    assert reading.sourcings[0].said is None
    assert [span.of(text) for span in reading.frames[0].spans("time")] == ["Tuesday"]


def test_an_act_done_by_saying_so_keeps_the_time() -> None:
    """Who says on Tuesday that he will not renew something refuses on Tuesday; a demand told then was made before."""
    text = "The ministry said on Tuesday that it would not renew the permit."
    reading = heard(text, "not renew", "The ministry", "said", time="Tuesday", label="REJECT")
    assert [span.of(text) for span in reading.frames[0].spans("time")] == ["Tuesday"]
    told = "The ministry said on Tuesday that the rebels had demanded a truce."
    assert heard(told, "demanded", "The ministry", "said", time="Tuesday", label="REQUEST").frames[0].arguments == ()


def stance(sentence: str) -> str:
    """The stance of an example of `voices.toml`: its second verb is the act, its subject before the cue the source."""
    words = sentence.rstrip(".").split()
    cue = next(w for w in words if w in {"doubted", "reported", "denied", "deny", "claimed", "accused", "said"})
    trigger = next(w for w in words if w in {"shelled", "shelling"})
    source = sentence[: sentence.index(cue)].removesuffix("did not ").strip()
    actor = "The brigade" if "brigade claimed it" in sentence else None
    return heard(sentence, trigger, source, cue, actor=actor).sourcings[0].stance


@pytest.mark.parametrize("rule", _lexicon.table("voices.toml")["stance"], ids=lambda rule: str(rule["name"]))
def test_each_stance_has_an_example_and_a_counter(rule: dict[str, Any]) -> None:
    """The words show the stance in one and not in the other."""
    assert stance(rule["example"]) == rule["name"]
    assert stance(rule["counter"]) == "asserts"


def test_a_claim_of_another_s_act_is_no_claim_of_ones_own() -> None:
    """Whoever takes part by another mention of the same actor claims his own act."""
    text = "The brigade struck at dawn. It claimed that it destroyed the bridge."
    actors = [
        Actor("a1", "the brigade", "militia", "PRM", None, (at(text, "The brigade"), at(text, "It"), at(text, "it")))
    ]
    own = heard(text, "destroyed", "It", "claimed", actor="it", actors=actors)
    assert own.sourcings[0].stance == "claims"


def test_doubt_takes_certainty() -> None:
    """What somebody doubts is not told as certain."""
    text = "The monitors doubted that rebels shelled the port."
    assert heard(text, "shelled", "The monitors", "doubted").qualifiers[0].factuality == "PR-"
    assert (
        heard(text.replace("doubted", "reported"), "shelled", "The monitors", "reported").qualifiers[0].factuality
        == "CT+"
    )


def test_a_time_of_saying_dates_no_act_even_where_no_source_was_found() -> None:
    """The words alone tell that the day belongs to the saying."""
    text = "Rebels attacked the port, the army told Reuters on Tuesday."
    when = Argument("time", at(text, "Tuesday"))
    reading = replace(
        read(text),
        times=(TimeMention(at(text, "Tuesday"), TimexType.DATE, "", None),),
        frames=(Frame(FrameKind.EVENT, at(text, "attacked"), "ASSAULT", arguments=(when,)),),
    )
    assert Heard()(reading).frames[0].arguments == ()
