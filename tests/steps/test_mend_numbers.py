"""Acts that numbers tell: people killed or injured, tolls that several give, sums since something began."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.steps.reader import read

from casus.model.frame import Argument, Frame, FrameKind, LinkKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps.mend import Mend
from casus.steps.quantities import Quantities

PUT: str = "Medics put the death toll at nine; the army said 14."


def counted(text: str, *acts: str) -> Reading:
    """A text with its numbers, in which an engine found acts of violence."""
    reading = Quantities()(read(text))
    spans = [Span(text.index(act), text.index(act) + len(act)) for act in acts]
    frames = tuple(Frame(FrameKind.EVENT, span, "ASSAULT", score=0.9) for span in spans)
    return replace(reading, frames=frames, qualifiers=tuple(Qualifier(i, "completed", "CT+") for i in range(len(acts))))


def told(reading: Reading) -> list[tuple[str, dict[str, str]]]:
    """The trigger and the arguments of each act, the first of each role."""
    text = reading.document.text
    return [
        (f.trigger.of(text), {a.role: a.span.of(text) for a in reversed(f.arguments)})
        for f in reading.frames
        if f.kind is FrameKind.EVENT
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Forty villagers were injured.", "injured"),
        ("Nine soldiers were killed.", "killed"),
        ("Sixty people have died since the siege began in May.", "died"),
    ],
)
def test_people_who_were_harmed_are_an_act(text: str, act: str) -> None:
    """Where no engine saw one; they suffer it, and their number is told of it."""
    ((trigger, parts),) = told(Mend()(counted(text)))

    assert trigger == act
    assert parts["recipient"] == parts["wounded" if act == "injured" else "killed"]


@pytest.mark.parametrize(
    "text",
    [
        "Nine soldiers were killed when a bus overturned.",
        "Nine soldiers may be killed.",
        "Nine soldiers were not killed.",
        "Nobody was killed.",
        "Nine goats were killed by a flood.",
    ],
)
def test_mishaps_and_what_has_not_happened_are_none(text: str) -> None:
    """Nor is a count of nobody."""
    assert told(Mend()(counted(text))) == []


def test_the_dead_of_an_act_told_beside_them_are_its_own() -> None:
    """One act, one claim: "nine soldiers were killed in a raid"."""
    text = "Nine soldiers were killed in a raid."

    assert [trigger for trigger, _ in told(Mend()(counted(text, "raid")))] == ["raid"]


def test_a_sum_since_an_act_began_is_not_that_act() -> None:
    """The dead since the siege began are told by "died", with the time from then on."""
    text = "Sixty people have died since the siege began in May."
    reading = counted(text, "siege")
    held = replace(reading.frames[0], arguments=(Argument("killed", Span(0, 12)),))
    acts = dict(told(Mend()(replace(reading, frames=(held,)))))

    assert acts["siege"] == {}
    assert acts["died"]["killed"] == "Sixty people"
    assert acts["died"]["time"].startswith("since the siege")


@pytest.mark.parametrize("seen", [True, False])
def test_each_number_for_a_toll_has_its_source(seen: bool) -> None:
    """One happening with two numbers, whether or not an engine saw it; who puts the toll at a number does not act."""
    reading = counted(PUT, *(("death toll",) if seen else ()))
    if seen:
        medics = Argument("actor", Span(0, 6))
        reading = replace(reading, frames=(replace(reading.frames[0], arguments=(medics,)),))
    mended = Mend()(reading)
    sources = {s.frame: s.source.of(PUT) for s in mended.sourcings}

    assert [(trigger, parts) for trigger, parts in told(mended)] == [
        ("death toll", {"killed": "nine"}),
        ("death toll", {"killed": "14"}),
    ]
    assert [sources[i] for i in range(2)] == ["Medics", "the army"]
    assert [(link.kind, link.left, link.right) for link in mended.links] == [(LinkKind.SAME, 0, 1)]


def test_a_toll_of_nature_is_no_act() -> None:
    """An earthquake is no party."""
    assert told(Mend()(counted("The death toll from the earthquake rose to 40."))) == []


def test_a_toll_counts_the_dead_of_the_act_before_it() -> None:
    """It is the same happening."""
    mended = Mend()(counted("Gunmen raided a mill. The toll rose to 12.", "raided"))

    assert [trigger for trigger, _ in told(mended)] == ["raided", "toll"]
    assert [(link.left, link.right) for link in mended.links] == [(0, 1)]
