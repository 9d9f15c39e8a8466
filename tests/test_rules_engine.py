"""The rules engine from text to claims, on short reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model.claim import EventClaim, Party
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.pipeline import Pipeline
from casus.resources.load import resource
from tests.scripts.loading import script

RAID = (
    "Rebels attack army base near Gulu\n\n"
    "Rebels attacked an army base near Gulu on Monday, killing five soldiers, a military spokesman said. "
    "The army said it had arrested two suspects in Kampala on Tuesday."
)
TALKS = (
    "The government and the rebels will hold talks in Geneva on Friday. "
    "The foreign minister met the rebel leader in Nairobi last week. The rebels demanded the release of 40 prisoners."
)
FRONT = (
    "Government forces recaptured the rebel-held town of Aleppo after heavy fighting. "
    "Turkish-backed militants withdrew from the city. The police did not attack the protesters."
)
WORDS = (
    "rebels", "the army", "attacked", "killed", "Mosul", "on Monday", "said", ",", ".", "\n\n", '"', "not", "will",
    "12 soldiers", "by", "in", "truce", "between", "and", "controls", "-held", "’s", "\u200b", "٣", "e\u0301", "(",
)  # fmt: skip


def code(rules: Pipeline, text: str) -> Reading:
    """What the engine reads in a report of 10 March 2021."""
    title = text.split("\n\n")[0] if "\n\n" in text else None
    return rules.code(Document("d-1", text, title=title, published=date(2021, 3, 10)))


def claim(reading: Reading, trigger: str) -> EventClaim:
    """The claim told by a word."""
    return next(c for c in reading.claims if c.trigger.of(reading.document.text) == trigger)


def named(reading: Reading, parties: tuple[Party, ...]) -> list[str]:
    """The words for some parties."""
    return [p.span.of(reading.document.text) for p in parties if p.span]


def test_a_raid_is_read_with_parties_dead_place_day_and_source(rules: Pipeline) -> None:
    """Everything that one sentence says of one act hangs on one claim."""
    reading = code(rules, RAID)
    raid = claim(reading, "attacked")

    assert raid.type == "ASSAULT"
    assert named(reading, raid.parties("actor")) == ["Rebels"]
    assert [(q.role, q.best) for q in raid.quantities] == [("killed", 5)]
    assert [(p.role, p.span.of(RAID)) for p in raid.places] == [("near", "Gulu")]
    assert raid.time is not None
    assert raid.time.when is not None
    assert raid.time.when.earliest == date(2021, 3, 8)
    assert named(reading, tuple(a.source for a in raid.attribution)) == ["a military spokesman"]


def test_the_headline_and_the_lead_are_one_event(rules: Pipeline) -> None:
    """The arrest after it is another."""
    reading = code(rules, RAID)

    assert claim(reading, "attack").event == claim(reading, "attacked").event
    assert claim(reading, "arrested").event != claim(reading, "attacked").event


def test_talks_to_come_are_planned_and_their_parties_act_alike(rules: Pipeline) -> None:
    """Meetings have no recipients; a demand has its content."""
    reading = code(rules, TALKS)
    talks, met = claim(reading, "talks"), claim(reading, "met")

    assert (talks.status, talks.factuality) == ("planned", "U")
    assert set(named(reading, talks.parties("actor"))) == {"The government", "the rebels"}
    assert (met.status, met.factuality) == ("completed", "CT+")
    assert claim(reading, "release").content_of == claim(reading, "demanded").event


def test_a_front_report_tells_acts_and_what_holds(rules: Pipeline) -> None:
    """Capture, withdrawal, a denial, and who held and who backs whom."""
    reading = code(rules, FRONT)
    states = {(s.relation, *named(reading, s.subjects)) for s in reading.states}

    assert claim(reading, "recaptured").mode == "capture"
    assert claim(reading, "withdrew").type == "RETREAT"
    assert claim(reading, "attack").factuality == "CT-"
    assert {("controls", "rebel"), ("supports", "Turkish")} <= states


def spans(reading: Reading) -> Iterator[Span]:
    """Every stretch of text that a reading quotes."""
    for actor in reading.actors:
        yield from actor.mentions
    for event in reading.claims:
        yield event.trigger
        yield from event.cues
        yield from (p.span for p in event.places)
        yield from (q.span for q in event.quantities)
        yield from (r.party.span for r in event.roles if r.party.span)
        yield from (a.source.span for a in event.attribution if a.source.span)
    for state in reading.states:
        yield state.trigger
        yield from (p.span for p in (*state.subjects, *state.objects) if p.span)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_any_text_is_read_and_quoted_inside_its_bounds(rules: Pipeline, text: str) -> None:
    """No text makes the engine fail, and every span quotes words of it."""
    reading = rules.code(Document("d-1", text))

    assert all(0 <= span.start < span.end <= len(text) for span in spans(reading))


def test_the_trigger_lexicon_is_what_the_coded_reports_make(shared: Path) -> None:
    """The shipped table is the one that its script counts in the coded reports."""
    build = script("build_triggers")
    rows = [json.loads(line) for line in (shared / "coding" / "train.jsonl").read_text("utf-8").splitlines()]
    table = build.table(rows, [build.TAGGED.code(build.document(row)) for row in rows])

    assert table == resource("lexicon", "en", "triggers.tsv").read_text("utf-8")
