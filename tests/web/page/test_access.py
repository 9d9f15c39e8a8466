"""Keyboard, screen readers, zoom, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Served
from .test_see import listed

Open = Callable[..., Any]


def test_keys_walk_the_list_and_close_the_pane(served: Served, open_page: Open) -> None:
    """J goes down, K goes up, Escape closes."""
    page = open_page(served.address)
    listed(page)
    page.keyboard.press("j")
    page.wait_for_selector(".pane-head h2")
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.keyboard.press("Escape")

    page.wait_for_selector(".pane", state="detached")


def test_typing_in_a_field_fires_no_key(served: Served, open_page: Open) -> None:
    """Letters typed into the search box are letters."""
    page = open_page(served.address)
    listed(page)
    page.keyboard.press("/")
    page.keyboard.type("jakremus?")

    assert page.locator("#search").input_value() == "jakremus?"
    assert page.locator(".pane, dialog[open]").count() == 0


def test_the_list_is_a_list_of_links_in_order(served: Served, open_page: Open) -> None:
    """A screen reader hears the number of events, the place of each, and a link whose name says it all."""
    page = open_page(served.address)
    count = listed(page)
    first = page.get_by_role("listitem").filter(has=page.locator(".event")).first

    assert first.get_attribute("aria-posinset") == "1"
    assert first.get_attribute("aria-setsize") == str(count)
    assert first.get_by_role("link").count() == 1


def test_a_narrow_window_needs_no_sideways_scrolling(served: Served, open_page: Open) -> None:
    """At 640 pixels, a laptop at 200 % zoom, everything stands below each other."""
    page = open_page(served.address, size={"width": 640, "height": 360})
    listed(page)
    page.locator(".event").first.click()
    page.wait_for_selector(".pane-head h2")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_dark_and_light_follow_the_system_and_the_menu(served: Served, open_page: Open) -> None:
    """Dark when the system is dark, and light again when the reader says so."""
    page = open_page(served.address, scheme="dark")
    listed(page)
    dark = page.evaluate("document.documentElement.dataset.theme")
    page.get_by_role("button", name="View", exact=True).click()
    page.get_by_role("menuitemradio", name="Light").click()

    assert dark == "dark"
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
