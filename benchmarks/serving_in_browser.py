"""
How fast the page is in a browser. Run: python benchmarks/serving_in_browser.py [EVENTS] [--keep FOLDER]

Needs playwright and a Chromium. Makes the project of benchmarks/serving.py (or uses the one in FOLDER), starts
`casus serve` on it, and drives Chromium without a graphics card (1280 x 720, drawing in software). Times are taken
inside the page, from the key or click to the last change that a reader waits for; of several tries the quickest counts,
as whatever else runs only adds. Beside them the processor time of the browser (all its processes) and of the server:
where the clock shows more than both together, the machine was busy with something else.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from serving import make

PORT = 8655
TICK = os.sysconf("SC_CLK_TCK")
FIRST_SIGHT = """
  window.seen = {};
  const look = () => {
    const note = (name, selector) => {
      if (!(name in seen) && document.querySelector(selector)) seen[name] = performance.now();
    };
    note('list', '.event');
    note('map', '.map[aria-busy=false]');
    note('timeline', '.lanes.brushable .lane-total');
    requestAnimationFrame(look);
  };
  look();
"""
UNTIL = """async ([act, done]) => {
  const start = performance.now();
  (0, eval)(act);
  await new Promise(end => {
    const look = () => (0, eval)(done) ? end() : requestAnimationFrame(look);
    requestAnimationFrame(look);
  });
  return performance.now() - start;
}"""
SETTLED = "document.querySelector('.page[aria-busy=false]') !== null"
LISTED = "Number(document.querySelector('.list-scroll li')?.getAttribute('aria-setsize'))"


class Clock:
    """Processor time of a server and of all processes under this one but the server."""

    def __init__(self, server: int) -> None:
        self._server = server

    def read(self) -> tuple[float, float]:
        """Seconds of the browser and of the server since they began."""
        stats = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    told = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                stats[int(entry.name)] = (int(told[1]), sum(map(int, told[11:15])) / TICK)
        mine = [pid for pid in stats if pid != os.getpid() and self._is_mine(pid, stats)]
        server = stats.get(self._server, (0, 0.0))[1]
        return sum(stats[pid][1] for pid in mine) - server, server

    def _is_mine(self, pid: int, stats: dict[int, tuple[int, float]]) -> bool:
        while pid in stats:
            if pid == os.getpid():
                return True
            pid = stats[pid][0]
        return False


class Bench:
    """Prints what each step takes."""

    def __init__(self, clock: Clock, times: int) -> None:
        self._clock = clock
        self._times = times

    def step(self, name: str, work: Callable[[], float], *, bar: float, is_server: bool = False) -> None:
        """Do it several times; `work` gives the seconds that the page itself counted."""
        tries = []
        for _ in range(self._times):
            before = self._clock.read()
            wall = work()
            after = self._clock.read()
            tries.append((wall, after[0] - before[0], after[1] - before[1]))
        say(name, min(tries), bar=bar, is_server=is_server)


def say(name: str, took: tuple[float, float, float], *, bar: float, is_server: bool = False) -> None:
    """One line of figures: on the clock, of the browser, of the server; `is_server`: the bar is the server's alone."""
    wall, browser, server = took
    worked = server if is_server else browser + server
    verdict = "ok" if wall <= bar else "ok but for waiting" if worked <= bar else "MISSED"
    print(
        f"{name:46} {wall * 1000:7.0f} ms, processor {browser * 1000:6.0f} + {server * 1000:5.0f} ms"
        f"   bar {bar * 1000:.0f} ms{' (server)' if is_server else ''} {verdict}",
        flush=True,
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder to leave the project in, and to use if it is there")
    parser.add_argument("--times", type=int, default=5, help="tries of each step")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "casus.db").exists():
            make(folder, options.events)
        command = [sys.executable, "-c", "from casus.cli import main; main()", "serve", str(folder), "--no-browser"]
        with subprocess.Popen([*command, "--port", str(PORT)], stdout=subprocess.DEVNULL) as server:
            try:
                measure(server.pid, options)
            finally:
                server.terminate()


def measure(server: int, options: argparse.Namespace) -> None:
    """Open the page and do what a reader does."""
    until_ready()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
        bench = Bench(Clock(server), options.times)
        first_sight(browser, Clock(server), options.times)
        page = opened(browser)
        filters(page, bench)
        bench.step("jump to the end of the list", lambda: jump(browser), bar=0.5)
        bench.step("open an event: its card and its report", lambda: document(page), bar=0.2)
        browser.close()


def until_ready() -> None:
    """Wait until the server shows all events; the first time they are summed up, which takes minutes."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/session", timeout=5) as answer:
                if b'"state":"ready"' in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.2)


def opened(browser: Any) -> Page:
    """A fresh window with the page, all of it drawn. The page's policy would not let the measuring script in."""
    window = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce", bypass_csp=True)
    page: Page = window.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(FIRST_SIGHT)
    page.goto(f"http://127.0.0.1:{PORT}/")
    page.wait_for_function("window.seen.list && window.seen.map && window.seen.timeline")
    return page


def first_sight(browser: Any, clock: Clock, times: int) -> None:
    """From nothing, with nothing cached, to list, map and timeline."""
    tries = []
    for _ in range(times):
        before = clock.read()
        page = opened(browser)
        after = clock.read()
        seen = page.evaluate("window.seen")
        tries.append((seen, after[0] - before[0], after[1] - before[1]))
        page.context.close()
    for name in ("list", "timeline", "map"):
        seen, *worked = min(tries, key=lambda one: one[0][name])
        say(f"first {name}", (seen[name] / 1000, worked[0], worked[1]), bar=2.0)


def timed(page: Page, act: str, done: str) -> float:
    """Seconds from an act in the page until something holds there."""
    return float(page.evaluate(UNTIL, [act, done])) / 1000


def filters(page: Page, bench: Bench) -> None:
    """Narrow by a kind of act, as a click on its lane does, and open up again."""
    whole = page.evaluate(LISTED)
    narrowed = f"{SETTLED} && {LISTED} < {whole}"

    def narrow() -> float:
        took = timed(page, "document.querySelector('.lanes.brushable .lane-name').click()", narrowed)
        timed(page, "document.querySelector('.chip button').click()", f"{SETTLED} && {LISTED} === {whole}")
        page.wait_for_selector(".map[aria-busy=false]")
        return took

    bench.step("filter, and take it off again", narrow, bar=0.3, is_server=True)


def jump(browser: Any) -> float:
    """To the last row, in a window that has not been there."""
    page = opened(browser)
    last = f"document.querySelector('li[aria-posinset=\"{page.evaluate(LISTED)}\"] .event') !== null"
    took = timed(page, "document.querySelector('.list-scroll').scrollTop = 1e9", last)
    page.context.close()
    return took


def document(page: Page) -> float:
    """A row, clicked; until the report stands open at its words."""
    done = "document.querySelector('.seg.trigger.focus') !== null"
    took = timed(page, "document.querySelector('.event').click()", done)
    page.keyboard.press("Escape")
    page.wait_for_selector(".pane", state="detached")
    page.wait_for_timeout(300)
    return took


if __name__ == "__main__":
    main()
