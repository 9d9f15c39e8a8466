"""A small project and a client that speaks to its page's interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from casus.project import open_project
from casus.web.guard import Door
from casus.web.library import Library
from casus.web.server import create_app
from tests.store.building import TEXT, document, pipeline

BASE = "http://127.0.0.1:8642"
HOSTILE = (
    "<script>alert(1)</script> & \u202eevil\u202c\n\n"
    "The Northern Front shelled Dorvan again, killing at least 7 soldiers, a hospital said. "
    "</script><img src=x onerror=alert(2)> Dead \U0001f480. The Northern Front holds Upper Kesh. The army had not left."
)
Json = dict[str, Any]
Decide = Callable[..., Any]


def documents() -> list[Any]:
    """Four reports: one usual, one of the same happening, one hostile, one without a place."""
    return [
        document(TEXT, title=None, publisher="Kesh Courier", published=date(2031, 5, 6), origin="a.txt"),
        document(
            "The Northern Front shelled Dorvan on Monday. Sources differ: at least 9 soldiers, a hospital said.",
            publisher="Dorvan Post",
            published=date(2031, 5, 7),
            origin="d.txt",
        ),
        document(HOSTILE, title=None, publisher="<b>Radio</b>", published=date(2031, 6, 9), origin="b.txt"),
        document(
            "Far away, rebels shelled a camp. The army said it had not left.",
            publisher=None,
            published=date(2031, 7, 1),
            origin="c.txt",
        ),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with four reports."""
    with open_project(tmp_path / "war", create=True) as project:
        project.add(documents(), pipeline=pipeline())
    return tmp_path / "war"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """The project, summed up."""
    found = Library(folder)
    found.prepare()
    yield found
    found.close()


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    """A browser on the page of the project."""
    app = create_app(library, Door("127.0.0.1", 8642), author="mara")
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def decide(client: TestClient) -> Decide:
    """Make a decision that must be taken; what came of it."""

    def work(kind: str, event: Json | None = None, **more: Any) -> Json:
        about = {"event": event["id"], "version": event["version"]} if event else {}
        answer = client.post("/api/decisions", json={"kind": kind, **about, **more})
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    return work


def events(client: TestClient, query: str = "") -> list[Json]:
    """The list."""
    answer = client.get(f"/api/events?{query}")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["events"]
    return found


def shelling(client: TestClient, publisher: str = "Kesh Courier") -> Json:
    """The shelling that one publisher tells of, in full."""
    (found,) = events(client, f"type=ASSAULT&source={publisher}")
    detail: Json = client.get(f"/api/events/{found['id']}").json()
    return detail
