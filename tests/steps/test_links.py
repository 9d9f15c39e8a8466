"""One happening told twice, and what speech acts are about."""

from __future__ import annotations

from datetime import date

from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import Pipeline

TITLE = "Rebels attack army base near Gulu"
TEXT = f"{TITLE}\n\nRebels attacked an army base near Gulu on Monday, killing five soldiers.\n"


def read(rules: Pipeline, text: str, title: str | None = None) -> Reading:
    """What the rules engine makes of a report."""
    return rules.code(Document("d-1", text, title=title, published=date(2021, 3, 10)))


def test_the_headline_tells_the_same_as_the_lead(rules: Pipeline) -> None:
    """The headline's attack is the attack of the first sentence."""
    claims = [c for c in read(rules, TEXT, TITLE).claims if c.type == "ASSAULT"]

    assert len(claims) == 2
    assert len({c.event for c in claims}) == 1


def test_acts_of_other_types_are_other_happenings(rules: Pipeline) -> None:
    """An arrest is no attack."""
    text = TEXT + "Police arrested two suspects in Kampala on Tuesday."
    events = {c.type: c.event for c in read(rules, text, TITLE).claims}

    assert events["COERCE"] != events["ASSAULT"]


def test_a_demand_is_about_what_it_demands(rules: Pipeline) -> None:
    """The release is the content of the demand."""
    claims = {c.type: c for c in read(rules, "The rebels demanded the release of 40 prisoners.").claims}

    assert claims["RETREAT"].content_of == claims["REQUEST"].event
    assert claims["REQUEST"].content_of is None


def test_links_that_an_engine_gave_are_kept(rules: Pipeline) -> None:
    """The step adds links only where there are none."""
    reading = read(rules, TEXT, TITLE)
    step = next(s for s in rules.steps if s.name == "links")

    assert step(reading) is reading
