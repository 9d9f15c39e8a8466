"""The page in a real browser, over a real `casus serve` of the example reports; skipped without a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casus.resources.load import resource

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZE = {"width": 1280, "height": 720}
HOSTILE = """Rebels <img src=x onerror="window.hacked=1"> attack Koravets

BELMORA, Tarvenia, May 18, 2024 (Meridian Press) — <script>window.hacked = 2</script> Fighters of the
"<b>Highland Front</b>" attacked the town of Koravets on Friday, the army said & added: javascript:alert(1).
"""

ALIKE = """Highland Front shells Dravna

BELMORA, Tarvenia, {month} 21, 2024 (Meridian Press) — The Highland Front shelled Dravna on {month} 20.
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """What starts Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    pytest.importorskip("fastapi", reason='needs the page\'s server: pip install "casus[web]"')
    if CHROMIUM is None:
        pytest.skip("needs a Chromium on the path")
    with playwright.sync_playwright() as driver:
        yield driver.chromium


@pytest.fixture(scope="session")
def browser(chromium: Any) -> Iterator[Any]:
    """A browser that draws no map, which would take most of the time of a test."""
    started = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-3d-apis"])
    yield started
    started.close()


@pytest.fixture(scope="session")
def drawing_browser(chromium: Any) -> Iterator[Any]:
    """A browser that draws the map too."""
    started = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield started
    started.close()


@pytest.fixture(scope="session")
def read_demo(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the example reports, one with hostile text and two that tell of like acts, read once."""
    from casus.cli.demo import unpack
    from casus.engine import build_engine
    from casus.project import open_project, stored_settings
    from casus.readers import ReadOptions, read_paths

    folder = tmp_path_factory.mktemp("demo")
    unpack(folder)
    for month in ("March", "July"):
        (folder / "reports" / f"98-{month}.txt").write_text(ALIKE.format(month=month), encoding="utf-8")
    (folder / "reports" / "99-hostile.txt").write_text(HOSTILE, encoding="utf-8")
    shutil.copy(resource("examples") / "places.tsv", folder / "war" / "places.tsv")
    shutil.copy(resource("examples") / "actors.toml", folder / "war" / "actors.toml")
    (folder / "war" / "casus.toml").write_text('places = "places.tsv"\nactors = "actors.toml"\n', encoding="utf-8")
    with open_project(folder / "war", create=True) as project:
        reports = read_paths([str(folder / "reports")], ReadOptions())
        project.add(reports, pipeline=build_engine(stored_settings(folder / "war")))
    return folder / "war"


class Served:
    """A `casus serve` at work on a project of its own."""

    def __init__(self, project: Path, author: str = "mara") -> None:
        self.project = project
        command = [sys.executable, "-c", "from casus.cli import main; main()", "serve", str(project), "--no-browser"]
        self.said = project.parent / "said.txt"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [*command, "--port", str(_free_port()), "--author", author],
                stdout=said,
                stderr=said,
                env={**os.environ, "COLUMNS": "200"},
            )
        self.address = self._address()

    def _address(self) -> str:
        until = time.monotonic() + 40
        while time.monotonic() < until and self.process.poll() is None:
            found = re.search(r"http://[\d.:]+/", self.said.read_text())
            if found and _answers(found[0]):
                return found[0].rstrip("/")
            time.sleep(0.05)
        raise AssertionError(f"casus serve did not start: {self.said.read_text()}")

    def stop(self) -> None:
        """End it, as Ctrl-C does."""
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def served(read_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that only look."""
    project = tmp_path_factory.mktemp("looked-at") / "war"
    shutil.copytree(read_demo, project)
    server = Served(project)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def desk(read_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a copy that the tests of a module write to."""
    project = tmp_path_factory.mktemp("written-to") / "war"
    shutil.copytree(read_demo, project)
    server = Served(project)
    yield server
    server.stop()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open an address in a window of its own; whatever goes wrong in the page or asks another host fails the test."""
    wrong: list[str] = []
    windows: list[Any] = []

    def open_(address: str, *, scheme: str = "light", size: dict[str, int] = SIZE) -> Any:
        window = browser.new_context(viewport=size, color_scheme=scheme, accept_downloads=True, reduced_motion="reduce")
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(20000)
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("request", lambda request: wrong.extend(_foreign(request.url)))
        page.goto(address)
        return page

    yield open_
    for window in windows:
        window.close()
    assert not wrong


def _foreign(url: str) -> list[str]:
    inside = url.startswith(("http://127.0.0.1:", "blob:", "data:", "file:", "about:"))
    return [] if inside else [f"request to {url}"]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}api/session", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
