"""No serious or critical finding of axe-core in the main states, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Served

AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def _look(page: Any) -> None:
    """Do nothing: the state is the first sight of an address."""


def _edit(page: Any) -> None:
    """Open an event and its form."""
    page.locator(".event").first.click()
    page.wait_for_selector(".pane-head h2")
    page.keyboard.press("e")


def _open(key: str) -> Callable[[Any], None]:
    """Open an event and press a key on it."""

    def act(page: Any) -> None:
        page.locator(".event").first.click()
        page.wait_for_selector(".seg.trigger.focus")
        page.keyboard.press(key)

    return act


STATES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "first sight": ("/", _look),
    "an event": ("/", lambda page: page.locator(".event").first.click()),
    "editing": ("/", _edit),
    "side by side": (
        "/?sort=-sources",
        lambda page: (page.locator(".event").first.click(), page.get_by_role("tab", name="Side by side").click()),
    ),
    "network": ("/?view=network", _look),
    "sources": ("/?view=sources", _look),
    "states": ("/?view=states", lambda page: page.locator(".lanes.states .lane-name").first.click()),
    "filters": ("/", lambda page: page.get_by_role("button", name="Filter", exact=True).click()),
    "help": ("/", lambda page: page.keyboard.press("?")),
    "review": ("/review", _look),
    "coding": ("/coding", _look),
    "merging": ("/", _open("m")),
    "adding a claim": ("/", _open("n")),
    "history": (
        "/",
        lambda page: (page.locator(".event").first.click(), page.get_by_role("tab", name="History").click()),
    ),
    "view": ("/", lambda page: page.get_by_role("button", name="View", exact=True).click()),
    "share": ("/", lambda page: page.get_by_role("button", name="Share").click()),
}


ALL_RULES = "{resultTypes: ['violations']}"
ONLY_COLOURS = "{resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast']}}"


@pytest.mark.parametrize(("scheme", "rules"), [("light", ALL_RULES), ("dark", ONLY_COLOURS)], ids=["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, served: Served, scheme: str, rules: str) -> None:
    """Names, contrast, roles and order hold for people who do not see the page as it is drawn."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm ci in web/")
    # The checker is a script of its own, which the page's policy would not let in.
    opened = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=scheme, bypass_csp=True)
    window = opened.new_page()
    found: list[str] = []
    for name, (path, act) in STATES.items():
        window.goto(served.address + path)
        window.wait_for_selector(".event")
        act(window)
        window.wait_for_timeout(700)
        window.add_script_tag(path=str(AXE))
        answer = window.evaluate(f"axe.run(document, {rules})")
        found += [
            f"{name}: {one['id']} ({one['impact']}) {node['target']} {node['failureSummary'][:160]}"
            for one in answer["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:4]
        ]
    opened.close()

    assert not found, "\n".join(found)
