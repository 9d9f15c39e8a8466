"""What is shown of a claim."""

from __future__ import annotations

from dataclasses import replace

from casus.cli.unstored import claim_rows, state_rows
from casus.cli.views import Said, claim_view, claim_views, state_view
from casus.store.rows import CarrierRow
from tests.store.building import read


def test_every_value_stands_beside_the_words_it_was_read_from() -> None:
    """Actor, place, time, number and source all keep their quotation."""
    view = claim_view(claim_rows(read())[0])

    assert view.act == Said("ASSAULT.heavy-weapons", "shelled")
    assert view.who == (Said("", "Northern Front"),)
    assert view.where == (Said("Dorvan, XDV", "Dorvan"),)
    assert view.when == (Said("2031-05-05", "Monday"),)
    assert view.numbers == (Said("4 or more", "at least 4", "killed"),)
    assert view.source == (Said("", "a hospital” … “said"),)


def test_an_actor_keeps_its_name_beside_other_words_for_it() -> None:
    """Words such as “the army” are shown together with the army they mean."""
    view = claim_view(claim_rows(read())[1])

    assert view.who == (Said("Dorvan army", "The army"),)
    assert view.source[0].lead == "denies"


def test_a_place_that_was_not_found_says_so() -> None:
    """The words are kept and the failure is named, rather than a place guessed."""
    row = claim_rows(read())[0]
    lost = replace(row, places=(replace(row.places[0], place=None),))

    assert claim_view(lost).where == (Said("", "Dorvan", tail="not located"),)


def test_a_time_without_a_day_says_so() -> None:
    """Words whose day could not be settled are shown as such."""
    row = claim_rows(read())[0]
    assert row.time is not None
    undated = replace(row, time=replace(row.time, earliest=None, latest=None))

    assert claim_view(undated).when == (Said("", "Monday", tail="no date"),)


def test_a_state_shows_holder_held_and_extent() -> None:
    """Control over all of a place is said with its extent."""
    view = state_view(state_rows(read())[0])

    assert view.act == Said("controls (all)", "holds")
    assert [said.words for said in view.whom] == ["Upper Kesh"]
    assert view.whom[0].tail == "not located"


def test_disputes_are_found_among_the_claims_shown() -> None:
    """Two claims of one event that contradict each other are both marked."""
    told = claim_rows(read())[0]
    views = claim_views([told, replace(told, factuality="CT-", status="none")])

    assert {view.mark.value for view in views} == {"disputed"}


def test_what_is_remarkable_about_a_source_stands_behind_it() -> None:
    """A withheld name, a side, own words and the day it was said; who passed it on follows, the publisher aside."""
    row = claim_rows(read())[0]
    told = replace(row.sources[0], naming="anonymous", is_party=True, speech="direct", said=row.time)
    passed = (CarrierRow("wire", "Reuters", None), CarrierRow("publisher", "Dorvan Post", None))
    view = claim_view(replace(row, sources=(told,), carriers=passed))

    assert view.source[0].tail == "name withheld, party to it, own words, said 2031-05-05"
    assert view.source[1:] == (Said("Reuters", "", "via"),)


def test_a_number_says_whom_it_counts_and_what_it_is_part_of() -> None:
    """The actor where its words do not name it, the whole, and whether it is a sum so far by which words."""
    row = claim_rows(read())[0]
    number, party = row.quantities[0], row.who("actor")[0]
    known = replace(number, whom=party, part_of=row.trigger, is_total=False, total_cue=row.trigger)
    view = claim_view(replace(row, quantities=(known, replace(number, is_total=True))))

    assert [said.tail for said in view.numbers] == ["Northern Front; part of “shelled”; on top “shelled”", "all so far"]
