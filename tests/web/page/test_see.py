"""What an analyst sees first, and what a click does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .conftest import Served

Open = Callable[..., Any]


def listed(page: Any) -> int:
    """How many events the list says it has."""
    page.wait_for_selector(".event")
    page.wait_for_selector(".page[aria-busy=false]")
    return int(page.locator(".list-scroll li").first.get_attribute("aria-setsize"))


def test_the_page_opens_on_a_sentence_and_the_whole_set(served: Served, open_page: Open) -> None:
    """The sentence on top, the list and the timeline speak of the same events."""
    page = open_page(served.address)
    count = listed(page)
    lanes = page.locator(".lane-more")
    lanes.click()
    totals = [int(text) for text in page.locator(".lanes.brushable .lane-total").all_inner_texts()]

    assert page.locator("h1").inner_text().startswith(f"{count} events")
    assert sum(totals) == count


def test_searching_narrows_everything_and_stands_in_the_address(served: Served, open_page: Open) -> None:
    """A word typed into the search box becomes a chip, and the address alone restores the same set."""
    page = open_page(served.address)
    before = listed(page)
    page.keyboard.press("/")
    page.keyboard.type("clinic")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip")
    page.wait_for_selector(".page[aria-busy=false]")
    after = listed(page)
    again = open_page(page.url)

    assert 0 < after < before
    assert "text=clinic" in page.url
    assert listed(again) == after
    page.get_by_role("button", name=re.compile("Remove the filter")).click()
    page.wait_for_selector(".chip", state="detached")
    page.wait_for_selector(".page[aria-busy=false]")
    assert listed(page) == before


def test_a_suggestion_becomes_a_filter(served: Served, open_page: Open) -> None:
    """Names of actors are suggested while typing, and chosen with the arrow keys."""
    page = open_page(served.address)
    before = listed(page)
    page.locator("#search").fill("highland fr")
    page.get_by_role("option", name=re.compile("actor")).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip")

    assert "actor=" in page.url
    assert 0 < listed(page) < before


def test_undated_and_unplaced_events_are_one_click_away(served: Served, open_page: Open) -> None:
    """What no map can show stays in the tray under the list, with its number."""
    page = open_page(served.address)
    listed(page)
    tray = page.get_by_role("button", name=re.compile("without a place"))
    wanted = int(tray.inner_text().split()[0])
    tray.click()
    page.wait_for_selector(".chip")
    page.wait_for_selector(".page[aria-busy=false]")

    assert listed(page) == wanted
    assert page.locator(".event", has_text="no place told").count() == page.locator(".event").count()


def test_a_lane_of_the_timeline_is_a_filter(served: Served, open_page: Open) -> None:
    """Pressing the name of a lane keeps its kind of act, and as many events as the lane counts."""
    page = open_page(served.address)
    listed(page)
    total = int(page.locator(".lanes.brushable .lane-total").first.inner_text())
    page.locator(".lane-name").first.click()
    page.wait_for_selector(".chip")
    page.wait_for_selector(".page[aria-busy=false]")

    assert listed(page) == total


def test_an_event_opens_at_its_words(served: Served, open_page: Open) -> None:
    """A click opens the report where the act is told: the trigger is filled, roles have labels, not colour alone."""
    page = open_page(served.address)
    listed(page)
    page.locator(".event", has_text="Highland Front").first.click()
    page.wait_for_selector(".seg.trigger.focus")
    words = page.locator(".seg.trigger.focus").first
    labels = page.locator(".seg-label").all_inner_texts()

    assert words.is_visible()
    assert any("did what" in label for label in labels)
    assert "/event/e-" in page.url
    assert page.locator(".event[aria-current=true]").count() == 1
    assert open_page(page.url).locator(".pane-head h2").inner_text() == page.locator(".pane-head h2").inner_text()


def test_the_card_shows_the_chain_of_sources(served: Served, open_page: Open) -> None:
    """From the speaker out to the publisher: the part of each, how it is named, on which side, with its words."""
    page = open_page(served.address)
    listed(page)
    events = page.request.get(f"{served.address}/api/events?limit=200").json()["events"]
    details = (page.request.get(f"{served.address}/api/events/{one['id']}").json() for one in events)
    claim = next(
        claim for one in details if (claim := one["claims_in_full"][0])["sources"] and claim["sources"][0]["naming"]
    )
    page.goto(f"{served.address}/event/{claim['event']}")
    source = claim["sources"][0]
    links = page.locator(".chain li")
    links.first.wait_for()
    parts = page.locator(".chain .part").all_inner_texts()

    assert parts[0] == source["part"]
    assert source["name"] in links.first.inner_text()
    assert re.search("named|withheld", links.first.inner_text())
    assert links.first.locator(".jump").count() > 0
    assert parts[-1] == "publisher"


def test_reports_stand_side_by_side(served: Served, open_page: Open) -> None:
    """For an event that several reports tell of, each is a column, and what differs is marked in words."""
    page = open_page(f"{served.address}/?sort=-sources")
    listed(page)
    page.locator(".event").first.click()
    page.get_by_role("tab", name=re.compile("Side by side")).click()
    columns = page.locator(".side-by-side thead th").count()

    assert columns >= 2


def test_network_sources_and_states_show_the_same_record(served: Served, open_page: Open) -> None:
    """The other views of the middle: who fights whom, whose reports these are, what holds."""
    page = open_page(served.address)
    listed(page)
    page.get_by_role("tab", name="Network").click()
    page.locator(".network .node").first.wait_for()
    page.get_by_role("tab", name="Sources").click()
    page.get_by_role("table").filter(has_text="The Belmora Courier").first.wait_for()
    page.get_by_role("tab", name="States").click()
    page.get_by_role("table").filter(has_text="Koravets").first.wait_for()

    assert "view=states" in page.url


def test_a_state_opens_with_who_says_so(served: Served, open_page: Open) -> None:
    """The strip under the timeline leads to the words of those who report who holds what."""
    page = open_page(served.address)
    listed(page)
    page.locator(".lanes.states .lane-name").first.click()

    page.locator(".pane .log .words").first.wait_for()
    assert "line=l-" in page.url


def test_hostile_text_stays_text(served: Served, open_page: Open) -> None:
    """Markup and scripts in a report are shown as the characters they are."""
    page = open_page(served.address)
    documents = page.request.get(f"{served.address}/api/documents?text=hacked").json()["documents"]
    page.goto(f"{served.address}/document/{documents[0]['id']}")
    page.get_by_text("window.hacked", exact=False).first.wait_for()

    assert page.evaluate("window.hacked") is None
    assert page.locator(".text script, .text img, .text b").count() == 0


def test_a_long_list_is_entered_anywhere(served: Served, open_page: Open) -> None:
    """The end of 5,000 rows is reached without all rows before it; a new filter begins at the top."""
    page = open_page("about:blank")
    asked: list[int] = []

    def many(route: Any) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        start, size = int(query["offset"][0]), int(query["limit"][0])
        asked.append(start)
        answer = page.request.get(f"{served.address}/api/events?limit=1").json()
        row = answer["events"][0]
        there = range(start, min(start + size, 5000))
        route.fulfill(json={**answer, "total": 5000, "events": [{**row, "id": f"e-{at:08x}"} for at in there]})

    page.route(re.compile(r"/api/events\?.*offset="), many)
    page.goto(served.address)
    count = listed(page)
    page.evaluate("document.querySelector('.list-scroll').scrollTop = 1e9")
    page.locator("li[aria-posinset='5000'] .event").wait_for()
    page.locator(".lane-name").first.click()
    page.wait_for_selector(".chip")
    page.locator("li[aria-posinset='1'] .event").wait_for()

    assert count == 5000
    assert 4900 in asked
    assert not {start for start in asked if 400 <= start < 4800}


def test_names_keep_their_own_direction(served: Served, open_page: Open) -> None:
    """An Arabic name in a line stands right to left by itself; the English sentence around it stays left to right."""
    page = open_page("about:blank")
    name = "\u0627\u0644\u062c\u0628\u0647\u0629 \u0627\u0644\u0634\u0645\u0627\u0644\u064a\u0629"

    def renamed(route: Any) -> None:
        answer = route.fetch().json()
        first = answer["events"][0]
        party = {"name": name, "key": None, "kind": None, "sector": None, "country": None}
        first |= {"actors": [party], "recipients": [{**party, "name": "Them"}], "line": f"{name} met Them"}
        route.fulfill(json=answer)

    page.route(re.compile(r"/api/events\?.*offset="), renamed)
    page.goto(served.address)
    listed(page)
    line = page.locator(".event .what").first
    boxes = [line.locator("bdi").nth(n).bounding_box() for n in (0, 1)]

    assert line.evaluate("line => getComputedStyle(line).direction") == "ltr"
    assert line.locator("bdi").first.inner_text() == name
    assert boxes[0]["x"] < boxes[1]["x"]


def test_help_names_every_key(served: Served, open_page: Open) -> None:
    """A question mark shows the keys; Escape puts them away."""
    page = open_page(served.address)
    listed(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    keys = {text.strip() for text in dialog.locator("kbd").all_inner_texts()}
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")

    assert set("JKAREMSNU/?") <= keys
