"""Two tabs and a running `casus add` at the same time lose nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastapi.testclient import TestClient

from casus.project import open_project
from casus.web.guard import Door
from casus.web.library import Library
from casus.web.server import create_app
from tests.store.building import document, pipeline
from tests.web.conftest import BASE, events

DECIDES = """
import sys
from pathlib import Path
from fastapi.testclient import TestClient
from casus.web.guard import Door
from casus.web.library import Library
from casus.web.server import create_app

library = Library(Path(sys.argv[1]))
library.prepare()
with TestClient(create_app(library, Door("127.0.0.1", 8642), author=sys.argv[2]), base_url=sys.argv[3]) as client:
    for _ in range(6):
        event = client.get("/api/events?type=RETREAT").json()["events"][0]
        body = {"kind": "note", "event": event["id"], "version": event["version"], "reason": "seen"}
        while (answer := client.post("/api/decisions", json=body)).status_code == 409:
            body["version"] = answer.json()["current"]["version"]
        assert answer.status_code == 201, answer.text
"""


def test_of_two_who_decide_at_once_one_is_told(client: TestClient) -> None:
    """Of many requests on one version exactly one is taken; the others are refused, and none is lost silently."""
    event = events(client)[0]
    body = {"kind": "accept", "event": event["id"], "version": event["version"]}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/api/decisions", json=body).status_code, range(8)))

    assert sorted(answers) == [201] + [409] * 7
    assert client.get("/api/decisions").json()["total"] == 1


def test_two_tabs_while_reports_are_added(client: TestClient, folder: Path) -> None:
    """Every decision of both tabs and every report is there afterwards."""

    def add() -> None:
        with open_project(folder) as project:
            for number in range(8):
                text = f"Report {number}: rebels shelled a bridge."
                project.add([document(text, publisher=f"Paper {number}", origin=f"{number}.txt")], pipeline=pipeline())

    def decide(author: str) -> None:
        for _ in range(8):
            event = events(client, "type=RETREAT")[0]
            body = {"kind": "note", "event": event["id"], "version": event["version"], "reason": "x", "author": author}
            while (answer := client.post("/api/decisions", json=body)).status_code == 409:
                body["version"] = answer.json()["current"]["version"]
            assert answer.status_code == 201, answer.text

    failures: list[BaseException] = []

    def watched(work: object, *args: str) -> threading.Thread:
        def run() -> None:
            try:
                work(*args)  # type: ignore[operator]
            except BaseException as error:
                failures.append(error)

        return threading.Thread(target=run)

    threads = [watched(add), watched(decide, "mara"), watched(decide, "tom")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    assert client.get("/api/decisions?author=mara").json()["total"] == 8
    assert client.get("/api/decisions?author=tom").json()["total"] == 8
    with open_project(folder) as project:
        assert project.counts().documents == 12


def test_two_servers_on_one_project(folder: Path) -> None:
    """Two programs that show the same project keep each other's decisions."""
    command = [sys.executable, "-c", DECIDES, str(folder)]
    running = [subprocess.Popen([*command, author, BASE]) for author in ("mara", "tom")]

    assert [program.wait(120) for program in running] == [0, 0]
    library = Library(folder)
    library.prepare()
    with TestClient(create_app(library, Door("127.0.0.1", 8642)), base_url=BASE) as client:
        assert client.get("/api/decisions").json()["total"] == 12
    library.close()


def test_decisions_are_there_after_a_restart(client: TestClient, folder: Path) -> None:
    """What was decided is shown by the next start, and can be undone by it."""
    event = events(client)[0]
    client.post("/api/decisions", json={"kind": "reject", "event": event["id"], "version": event["version"]})
    again = Library(folder)
    again.prepare()
    with TestClient(create_app(again, Door("127.0.0.1", 8642)), base_url=BASE) as other:
        assert len(events(other)) == 5
        undone = other.post("/api/decisions", json={"kind": "undo", "decision": "n-1"})
        assert undone.status_code == 201
        assert len(events(other)) == 6
    again.close()
