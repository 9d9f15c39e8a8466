"""Situations, changes and reports made from small histories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from casus.briefs import asking
from casus.briefs.asking import Wanted
from casus.briefs.markdown import markdown
from casus.briefs.page import page
from casus.briefs.records import record
from casus.briefs.types import Item, Paper, Standing
from casus.errors import InputError, NotFoundError
from casus.store.rows import EVERYTHING, ClaimRow, EventRow, Filter, RunRow, StateRow
from tests.beliefs.histories import ARMY, FRONT, GUARD, OSTREN, Act, day, holds, paper, source
from tests.beliefs.test_events import attack
from tests.beliefs.test_states import capture

REF = re.compile(r"\[(\d+)\]")


class Shelf:
    """A project of given rows. Its filters keep what names the place or actor."""

    def __init__(self, events: Iterable[EventRow] = (), states: Iterable[StateRow] = ()) -> None:
        self._events, self._states = tuple(events), tuple(states)

    def events(self, wanted: Filter = EVERYTHING) -> tuple[EventRow, ...]:
        """Events whose places or actors are asked for."""
        return tuple(one for one in self._events if _fits(wanted, (*one.places, *one.actors, *one.recipients)))

    def claims(self, wanted: Filter = EVERYTHING) -> tuple[ClaimRow, ...]:
        """Claims of one run, or all."""
        found = (claim for event in self.events(wanted) for claim in event.claims)
        return tuple(claim for claim in found if wanted.run in (None, claim.run_id))

    def states(self, wanted: Filter = EVERYTHING) -> tuple[StateRow, ...]:
        """States whose sides are asked for."""
        found = (one for one in self._states if wanted.run in (None, one.run_id))
        return tuple(one for one in found if _fits(wanted, [p.name for p in (*one.subjects, *one.objects)]))

    def runs(self) -> tuple[RunRow, ...]:
        """Two runs."""
        return tuple(RunRow(name, "toy", "0", "{}", "{}", "[]", 1, 0, ()) for name in ("r-1", "r-2"))


def _fits(wanted: Filter, names: Iterable[str]) -> bool:
    asked = wanted.place or wanted.actor
    return asked is None or any(asked.casefold() in name.casefold() for name in names)


def items(text: Paper) -> list[Item]:
    """All items of a text."""
    return [item for section in text.sections for item in section.items]


def town() -> Shelf:
    """The army holds Ostren, the Front takes it on the eighth; the attack of six tolls before that."""
    states = [
        holds(paper("Courier", 1), ARMY, OSTREN, "The army holds Ostren."),
        holds(paper("Meridian", 10), FRONT, OSTREN, "The Front holds Ostren."),
        holds(paper("Halden", 2), GUARD, ARMY, "The Guard backs the army.", relation="supports"),
    ]
    return Shelf([attack().event(), capture(FRONT, ARMY, 8)], states)


def test_every_sentence_of_a_report_leads_to_quoted_words() -> None:
    """No sentence without a number, no number without a passage, no passage that nobody cites."""
    text = asking.brief(town())
    cited = {number for item in items(text) for one in item.sentences for number in one.refs}

    assert all(one.refs for item in items(text) for one in item.sentences)
    assert cited == {reference.number for reference in text.references}
    assert all(reference.words for reference in text.references)


def test_every_sentence_names_a_source_or_a_dispute() -> None:
    """Nothing is stated as fact: each sentence hedges."""
    hedges = re.compile(
        r"according to|denie[sd]|is given as|disputed|as .* (?:claims|alleges)|No report tells|later denied"
    )
    text = asking.brief(town())

    assert [one.text for item in items(text) for one in item.sentences if not hedges.search(one.text)] == []


def test_the_attack_reads_as_a_careful_paragraph() -> None:
    """Denial, range, revision and disputed day are all said, each with who says so."""
    (told,) = (item for item in items(asking.brief(town())) if item.label == "ASSAULT")
    text = " ".join(one.text for one in told.sentences)

    assert told.standing is Standing.DISPUTED
    assert text.startswith("The Highland Front attacked the Tarvenian army in Ostren on 4 May 2031, according to")
    assert "The Tarvenian army denies it" in text
    assert "The number of killed is given as between 6 and 20:" in text
    assert "9 earlier, by a hospital in Ostren" in text
    assert "The day is disputed: 2031-05-02 according to" in text


@pytest.mark.parametrize(
    ("at", "holder"),
    [pytest.param(day(7), "The Tarvenian army", id="before"), pytest.param(day(9), "The Highland Front", id="after")],
)
def test_the_situation_is_that_of_the_day(at: date, holder: str) -> None:
    """Who held the town on a day: the reports up to then, and later ones that tell of it."""
    text = asking.situation(town(), at)
    control = next(section for section in text.sections if section.key == "control")

    assert [item.sentences[0].text.partition(" held ")[0].partition(" took ")[0] for item in control.items] == [holder]


def test_the_situation_is_of_the_last_day_unless_said() -> None:
    """Without a day, that of the last report."""
    assert asking.situation(town()).title == "Situation on 10 May 2031"


def test_what_is_asked_for_alone_is_told() -> None:
    """A place or an actor narrows both events and relations, and the text says so."""
    text = asking.situation(town(), wanted=Wanted(actor="Guard"))

    assert [item.label for item in items(text)] == ["supports"]
    assert "only actor Guard" in text.lead


def test_background_is_no_news() -> None:
    """What happened in a year long past is no event of this week."""
    old = Act(event_id="e-00000000000000aa")
    old.told(paper("Courier", 9), "In 2020 they attacked.", when=(1, 9), time=None)
    text = asking.brief(Shelf([old.event()]), day(10), day(12))

    assert items(text) == []
    assert text.empty == "No report tells of anything in this time."


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    """Swapped days are a mistake, not an empty report."""
    with pytest.raises(InputError, match="ends before it begins"):
        asking.brief(town(), day(9), day(3))


def test_without_any_day_one_must_be_said() -> None:
    """A project of undated reports has no last day."""
    with pytest.raises(InputError, match="--at"):
        asking.situation(Shelf(states=[holds(paper("Seed", None), ARMY, OSTREN, "Army holds it.")]))


def changed(since: date | str, shelf: Shelf) -> dict[str, list[Item]]:
    """What changed, by heading."""
    return {section.key: list(section.items) for section in asking.changes(shelf, since).sections}


def test_changes_tell_new_revised_contradicted_and_ended() -> None:
    """Since the eighth: a capture, the end of a hold. Since the sixth: a denial."""
    late = changed(day(8), town())
    early = changed(day(7), town())

    assert {item.label for item in late["new"]} == {"ASSAULT.capture", "controls"}
    assert [item.standing for item in late["withdrawn"]] == [Standing.ENDED]
    assert "newly disputed: occurrence" in early["contradicted"][0].notes


def test_a_revised_toll_is_a_revision() -> None:
    """The hospital counts one more: revised, with what was told before."""
    act = Act()
    hospital = source("a hospital in Ostren")
    act.told(paper("Halden", 5), "Nine died.", by=hospital, killed=(9, 9))
    act.told(paper("Halden", 6), "Ten have died.", by=hospital, killed=(10, 10))
    found = changed(day(6), Shelf([act.event()]))

    assert list(found) == ["revised"]
    assert "numbers before: killed 9" in found["revised"][0].notes


def test_a_word_taken_back_is_withdrawn() -> None:
    """The army tells of an attack and then that there was none."""
    act = Act()
    army = source("the army spokesman", of=ARMY)
    act.told(paper("Courier", 5), "Fighters attacked.", by=army)
    act.told(paper("Courier", 7), "There was no attack.", by=army, status="none", factuality="CT-")
    found = changed(day(6), Shelf([act.event()]))

    assert list(found) == ["withdrawn"]
    assert found["withdrawn"][0].notes[0] == "taken back by its source"


def test_what_a_later_run_read_is_new_since_the_run_before() -> None:
    """Since a run means: what runs after it have read."""
    first, second = Act(), Act(event_id="e-0000000000000002", mode="aerial")
    first.told(paper("Courier", 5), "They attacked.")
    second.told(paper("Meridian", 5), "They bombed.", run_id="r-2")
    shelf = Shelf([first.event(), second.event()])

    assert [item.label for item in changed("r-1", shelf)["new"]] == ["ASSAULT.aerial"]
    assert changed("r-2", shelf) == {}


def test_an_unknown_run_is_refused() -> None:
    """A run that is not there has nothing after it."""
    with pytest.raises(NotFoundError, match="r-9"):
        asking.changes(town(), "r-9")


def test_a_relation_is_found_by_its_id() -> None:
    """All periods of one line, with what ended it."""
    text = asking.situation(town(), day(7))
    (held,) = next(section.items for section in text.sections if section.key == "control")
    whole = asking.relation(town(), held.id[:10])

    assert [one.text.split(",")[0] for item in items(whole) for one in item.sentences] == [
        "The Tarvenian army held Ostren",
        "That ended on 8 May 2031",
    ]


def test_markdown_links_each_number_to_its_passage() -> None:
    """Every number in the text has an anchor at the end."""
    text = markdown(asking.brief(town()))
    cited = set(re.findall(r"\(#ref-(\d+)\)", text))

    assert cited
    assert cited == set(re.findall(r'<a id="ref-(\d+)">', text))


def test_a_page_needs_nothing_else_and_shows_words_as_words() -> None:
    """No script, no outside address, and a report that contains markup cannot add any."""
    act = Act()
    act.told(paper("<b>Courier</b>", 5), "They <script>alert(1)</script> attacked & fled.", by=source("a <i>man</i>"))
    text = page(asking.brief(Shelf([act.event()])))

    assert "<script" not in text
    assert "<b>Courier" not in text
    assert "&lt;script&gt;" in text
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', text) == []


def test_only_web_addresses_become_links() -> None:
    """An address that would run something is no link."""
    act = Act()
    for n, url in enumerate(("javascript:alert(1)", "https://courier.example/1")):
        report = paper(f"Courier {n}", 5)
        act.told(replace(report, url=url), "They attacked.")
    text = page(asking.brief(Shelf([act.event()])))

    assert "javascript:" not in text
    assert 'href="https://courier.example/1"' in text


def test_a_record_holds_what_the_text_holds() -> None:
    """Scripts get the same items, sentences and passages, as plain JSON."""
    text = asking.brief(town())
    plain = json.loads(json.dumps(record(text)))
    (told,) = (item for section in plain["sections"] for item in section["items"] if item["label"] == "ASSAULT")

    assert told["numbers"] == {"killed": [6, 20]}
    assert told["contradictions"] == ["number", "occurrence", "time"]
    assert len(plain["references"]) == len(text.references)
