"""What leaves the page: a copy that opens anywhere, pictures, data."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Served
from .test_see import listed

Open = Callable[..., Any]


def saved(page: Any, label: str, folder: Path) -> Path:
    """Press an entry of the menu Share and keep the file that comes."""
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as coming:
        page.locator(".menu").get_by_text(label).first.click()
    path = folder / str(coming.value.suggested_filename)
    coming.value.save_as(path)
    return path


def test_a_saved_copy_opens_from_disk_without_network(served: Served, open_page: Open, tmp_path: Path) -> None:
    """The one file holds what was shown, filters and opens reports by itself, and asks nobody anything."""
    page = open_page(f"{served.address}/?type=ASSAULT")
    count = listed(page)
    copy = saved(page, "With the quoted sentences", tmp_path)
    offline = open_page(copy.as_uri())
    offline.context.set_offline(True)
    held = listed(offline)
    offline.locator(".event").first.click()
    offline.wait_for_selector(".seg.trigger.focus")
    offline.keyboard.press("Escape")
    offline.keyboard.press("/")
    offline.keyboard.type("Koravets")
    offline.keyboard.press("Enter")
    offline.wait_for_selector(".chip")

    assert held == count
    assert 0 < listed(offline) <= count
    assert offline.get_by_role("button", name="Review").count() == 0


def test_hostile_text_stays_text_in_a_copy(served: Served, open_page: Open, tmp_path: Path) -> None:
    """Markup in reports cannot break out of the file's data."""
    page = open_page(served.address)
    listed(page)
    copy = saved(page, "With the full text of reports", tmp_path)
    offline = open_page(copy.as_uri())
    listed(offline)

    assert "hacked" in copy.read_text(encoding="utf-8")
    assert offline.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("label", "start"),
    [
        pytest.param("Timeline as SVG", b"<svg", id="timeline-svg"),
        pytest.param("Map as SVG", b"<svg", id="map-svg"),
        pytest.param("Timeline as PNG", b"\x89PNG", id="timeline-png"),
    ],
)
def test_pictures_are_saved(served: Served, open_page: Open, tmp_path: Path, label: str, start: bytes) -> None:
    """Map and timeline leave as pictures that say what they show."""
    page = open_page(served.address)
    listed(page)
    picture = saved(page, label, tmp_path).read_bytes()

    assert picture.startswith(start)
    assert start != b"<svg" or b"events" in picture


def test_every_export_is_in_the_menu(served: Served, open_page: Open) -> None:
    """What the command line can export, the page offers for what is shown now."""
    page = open_page(f"{served.address}/?type=ASSAULT")
    listed(page)
    formats = page.request.get(f"{served.address}/api/exports").json()["formats"]
    page.get_by_role("button", name="Share").click()
    links = page.locator(".menu a[href^='/api/export/']")
    links.first.wait_for()
    targets = [links.nth(n).get_attribute("href") for n in range(links.count())]

    assert len(targets) == len(formats)
    assert all(re.fullmatch(r"/api/export/[\w-]+\?type=ASSAULT", target) for target in targets)


def test_an_export_is_fetched_from_the_page(served: Served, open_page: Open, tmp_path: Path) -> None:
    """Pressing a format in the menu saves an archive with the file, for the filter shown."""
    page = open_page(f"{served.address}/?type=ASSAULT")
    count = listed(page)
    page.get_by_role("button", name="Share").click()
    link = page.locator(".menu a[href^='/api/export/geojson']")
    link.wait_for()
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(tmp_path / "export.zip")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        name = next(name for name in archive.namelist() if name.endswith(".geojson"))
        features = json.loads(archive.read(name))["features"]
        about = next(name for name in archive.namelist() if name.endswith(".about.json"))
        told = json.loads(archive.read(about))

    # One event may be several features: its point, the ground it may mean, a movement.
    assert 0 < len({feature["properties"]["event_id"] for feature in features}) <= count
    assert told["filter"]["type"] == "ASSAULT"
