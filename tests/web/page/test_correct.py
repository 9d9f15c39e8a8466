"""Each verb of correction, in the browser, over a real record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .conftest import Served
from .test_see import listed

Open = Callable[..., Any]


def open_event(page: Any, desk: Served, wanted: Callable[[Any], bool] = lambda _: True) -> str:
    """Open the first event that nobody has decided on and that is as wanted; gives back its id."""
    events = page.request.get(f"{desk.address}/api/events?limit=500&review=open").json()["events"]
    event = str(next(one["id"] for one in events if wanted(one)))
    page.goto(f"{desk.address}/event/{event}")
    listed(page)
    page.wait_for_selector(".seg.trigger.focus")
    return event


def detail(page: Any, desk: Served, event: str) -> Any:
    """The event as the interface gives it."""
    return page.request.get(f"{desk.address}/api/events/{event}").json()


def notice(page: Any, words: str) -> None:
    """Wait for the line at the bottom that says what was done."""
    page.locator(".notice", has_text=re.compile(words, re.IGNORECASE)).wait_for()


def select_words(page: Any, words: str) -> None:
    """Select words of the open report, as a mouse does."""
    page.evaluate(
        """words => {
          const text = document.querySelector('.text');
          const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.nodeValue.indexOf(words);
            if (at < 0 || !node.parentElement.dataset.start) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error('not in one piece: ' + words);
        }""",
        words,
    )


def test_accept_with_one_key(desk: Served, open_page: Open) -> None:
    """A accepts; the event says so, and so does the record."""
    page = open_page(desk.address)
    event = open_event(page, desk)
    page.keyboard.press("a")
    notice(page, "accepted")

    assert detail(page, desk, event)["review"] == "accepted"


def test_reject_takes_out_of_the_list_and_undo_brings_back(desk: Served, open_page: Open) -> None:
    """R takes an event out of what is shown; U takes that back."""
    page = open_page(desk.address)
    before = listed(page)
    event = open_event(page, desk, lambda one: one["type"] == "ACCUSE")
    page.keyboard.press("r")
    notice(page, "rejected")
    page.wait_for_selector(f".event[data-event='{event}']", state="detached")
    after = int(page.request.get(f"{desk.address}/api/summary").json()["events"])
    page.keyboard.press("u")
    notice(page, "undone")

    assert after == before - 1
    assert detail(page, desk, event)["review"] == "open"


def test_edit_the_place_by_its_words(desk: Served, open_page: Open) -> None:
    """E, the field, the words in the report, a candidate, save: the words are the evidence."""
    page = open_page(desk.address)
    event = open_event(page, desk, lambda one: one["place"] and one["place"]["name"] == "Lisk")
    page.keyboard.press("e")
    page.get_by_role("toolbar", name="Field to edit").get_by_role("button", name="Where").click()
    select_words(page, "Koravets")
    page.locator(".candidates button", has_text="Koravets, XTV").first.click()
    page.get_by_label("Reason (optional)").fill("as the headline says")
    page.get_by_role("button", name="Save").click()
    notice(page, "place")
    found = detail(page, desk, event)

    assert found["place"]["name"] == "Koravets"
    assert found["review"] == "edited"
    assert found["history"][0]["reason"] == "as the headline says"
    assert found["history"][0]["evidence"]["words"] == "Koravets"


def test_edit_the_day_in_words(desk: Served, open_page: Open) -> None:
    """Words such as "late May" show the days they stand for before they are saved."""
    page = open_page(desk.address)
    event = open_event(page, desk, lambda one: one["type"] == "REJECT")
    page.keyboard.press("e")
    page.get_by_role("toolbar", name="Field to edit").get_by_role("button", name="When").click()
    page.locator("#edit-first").fill("early May")
    page.locator(".edit").get_by_text(re.compile(r"1–10 May 2024")).wait_for()
    page.get_by_role("button", name="Save").click()
    notice(page, "time|when")

    assert detail(page, desk, event)["date"]["latest"] == "2024-05-10"


def test_edit_who_from_the_registry(desk: Served, open_page: Open) -> None:
    """A name is chosen from the candidates; typing it fires no key."""
    page = open_page(desk.address)
    event = open_event(page, desk, lambda one: one["actors"] and not one["actors"][0]["key"])
    page.keyboard.press("e")
    page.get_by_role("button", name="Take out").first.click()
    page.locator("#edit-first").fill("Highland Front")
    page.locator(".candidates button", has_text="Highland Front").first.click()
    page.get_by_role("button", name="Save").click()
    notice(page, "actor|who")

    assert [party["name"] for party in detail(page, desk, event)["actors"]] == ["Highland Front"]


def test_add_a_claim_that_was_missed(desk: Served, open_page: Open) -> None:
    """N, select what says what was done, choose the kind of act: a new event with a person's claim."""
    page = open_page(desk.address)
    listed(page)
    documents = page.request.get(f"{desk.address}/api/documents?text=missing").json()["documents"]
    page.goto(f"{desk.address}/document/{documents[0]['id']}")
    page.wait_for_selector(".text")
    before = int(page.request.get(f"{desk.address}/api/summary").json()["claims"])
    page.keyboard.press("n")
    select_words(page, "missing")
    page.get_by_label("Kind of act").select_option("ASSAULT")
    page.get_by_role("form", name="Add a missed claim").get_by_role("button", name="Add").click()
    notice(page, "added")

    assert int(page.request.get(f"{desk.address}/api/summary").json()["claims"]) == before + 1


def test_merge_and_split(desk: Served, open_page: Open) -> None:
    """M joins two events, and both addresses lead to the one; S takes them apart."""
    page = open_page(desk.address)
    event = open_event(page, desk, lambda one: one["reports"] == 1)
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    dialog.locator(".candidates button").first.click()
    dialog.get_by_role("button", name="Merge 2 events").click()
    notice(page, "merged|joined|same")
    members = detail(page, desk, event)["members"]
    same = {detail(page, desk, member)["id"] for member in members}
    page.get_by_role("toolbar", name="Correct").get_by_role("button", name="Split").click()
    dialog.get_by_role("checkbox").last.check()
    dialog.get_by_role("button", name="Split").click()
    notice(page, "split|apart")

    assert len(members) > 1
    assert len(same) == 1
    assert len({detail(page, desk, member)["id"] for member in members}) == 2


def test_a_stale_decision_shows_both_versions(desk: Served, open_page: Open) -> None:
    """Who comes second sees what is there now beside what was wanted, and nothing is lost."""
    page = open_page(desk.address)
    event = open_event(page, desk, lambda one: one["type"] == "ASSAULT")
    version = detail(page, desk, event)["version"]
    page.route("**/api/session", lambda route: route.abort())
    other = {"kind": "reject", "event": event, "version": version, "author": "tom", "reason": "another battle"}
    made = page.request.post(f"{desk.address}/api/decisions", data=other)
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="This event has changed meanwhile")
    dialog.wait_for()
    told = dialog.inner_text()
    dialog.get_by_role("button", name="Save mine on top").click()
    notice(page, "accepted")

    assert made.status == 201
    assert "tom" in told
    assert detail(page, desk, event)["review"] == "accepted"
    assert len(detail(page, desk, event)["history"]) == 2


def test_history_undoes_one_decision(desk: Served, open_page: Open) -> None:
    """The history of an event lists each decision, and each can be undone there."""
    page = open_page(desk.address)
    event = open_event(page, desk, lambda one: one["type"] == "REQUEST")
    page.keyboard.press("a")
    notice(page, "accepted")
    page.get_by_role("tab", name=re.compile("History")).click()
    page.locator(".log").get_by_role("button", name="Undo").first.click()
    notice(page, "undone")

    assert detail(page, desk, event)["review"] == "open"
    assert len(detail(page, desk, event)["history"]) >= 1


def test_review_walks_what_is_pressing(desk: Served, open_page: Open) -> None:
    """In review, accepting leads on to the next event that waits."""
    page = open_page(f"{desk.address}/review")
    page.locator(".queue-bar").wait_for()
    listed(page)
    page.keyboard.press("j")
    page.wait_for_selector(".pane-head h2")
    first = page.url.split("?")[0]
    page.wait_for_timeout(300)
    page.keyboard.press("a")
    notice(page, "accepted")
    page.wait_for_url(lambda url: url.split("?")[0] != first)

    assert "/event/" in page.url


def test_many_at_once_only_after_a_look(desk: Served, open_page: Open) -> None:
    """A decision for similar events lists them first, and one key takes all of it back."""
    page = open_page(desk.address)
    listed(page)
    events = page.request.get(f"{desk.address}/api/events?limit=200").json()["events"]
    wanted = next(
        one["id"] for one in events if page.request.get(f"{desk.address}/api/events/{one['id']}").json()["similar"] > 0
    )
    page.goto(f"{desk.address}/event/{wanted}")
    page.get_by_role("button", name=re.compile(r"\d+ similar")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("row").nth(1).wait_for()
    rows = dialog.get_by_role("row").count() - 1
    dialog.get_by_role("button", name=re.compile(r"Accept \d+ event")).click()
    notice(page, f"applied to {rows}")
    page.keyboard.press("u")
    notice(page, "undone")

    assert rows >= 1


def test_undo_works_after_a_restart(read_demo: Any, tmp_path: Any, open_page: Open) -> None:
    """A decision outlives the server, and the first key after a restart takes it back."""
    import shutil

    project = tmp_path / "war"
    shutil.copytree(read_demo, project)
    server = Served(project)
    page = open_page(server.address)
    event = open_event(page, server)
    page.keyboard.press("a")
    notice(page, "accepted")
    server.stop()
    again = Served(project)
    try:
        page = open_page(again.address)
        listed(page)
        kept = detail(page, again, event)["review"]
        page.keyboard.press("u")
        notice(page, "undone")

        assert kept == "accepted"
        assert detail(page, again, event)["review"] == "open"
    finally:
        again.stop()
