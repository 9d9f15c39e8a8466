"""The map, drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import SIZE, Served
from .test_see import listed
from .test_share import saved

Open = Callable[..., Any]


@pytest.fixture
def page(drawing_browser: Any, served: Served) -> Iterator[Any]:
    """A window whose map has been drawn."""
    window = drawing_browser.new_context(viewport=SIZE, reduced_motion="reduce")
    opened = window.new_page()
    opened.set_default_timeout(30000)
    opened.goto(served.address)
    listed(opened)
    opened.wait_for_selector(".map canvas")
    yield opened
    window.close()


def test_dots_are_drawn_and_the_view_is_a_filter(page: Any) -> None:
    """Zoomed in far and asked for only what is in view, the list holds just that, and the address the box."""
    before = listed(page)
    page.wait_for_timeout(1500)
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(150)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Only this view").click()
    page.wait_for_selector(".chip")
    page.wait_for_selector(".page[aria-busy=false]")

    assert "bbox=" in page.url
    assert page.locator(".empty").count() or listed(page) < before


def test_boundaries_are_a_choice(page: Any) -> None:
    """No boundary is drawn until a reader asks for those on the ground, and then the page says whose lines they are."""
    note = page.locator(".map-note")
    without = note.inner_text()
    page.get_by_role("button", name="View", exact=True).click()
    page.get_by_role("menuitemradio", name=re.compile("De facto")).click()

    assert "Lines" not in without
    assert "no position on any border" in note.inner_text()


def test_a_place_can_be_set_by_a_pin(page: Any) -> None:
    """Editing where puts a pin on the map; dragging it changes the coordinates of the form."""
    page.get_by_role("button", name=re.compile("without a place")).wait_for()
    page.locator(".event", has_not_text="no place told").first.click()
    page.wait_for_selector(".seg.trigger.focus")
    page.keyboard.press("e")
    page.get_by_role("toolbar", name="Field to edit").get_by_role("button", name="Where").click()
    page.locator(".maplibregl-marker").wait_for()
    before = page.get_by_label("Latitude").input_value()
    box = page.locator(".maplibregl-marker").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 70, steps=5)
    page.mouse.up()

    assert page.get_by_label("Latitude").input_value() != before


def test_the_map_is_saved_as_it_is_drawn(page: Any, tmp_path: Path) -> None:
    """The picture of the map is a PNG of some size, with the drawn ground in it."""
    page.wait_for_timeout(1500)
    picture = saved(page, "Map as PNG", tmp_path).read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000
