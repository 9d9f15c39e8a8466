"""Watching: what is new is read once, what it changes is told, and what cannot be delivered is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from casus.archive.watch import Watch, every, read_query, state_file
from casus.errors import InputError
from casus.pipeline import Pipeline
from casus.project import open_project
from casus.store.rows import EVERYTHING, Filter
from tests.archive.material import report, write_lines

FEED = (
    "<rss><channel><title>Made up</title>{items}</channel></rss>",
    "<item><title>{title}</title><pubDate>{date}</pubDate><description>{text}</description></item>",
)


class _Server(ThreadingHTTPServer):
    """Serves one feed with a version, and takes what is posted, or refuses it."""

    feed = b""
    version = "1"
    broken = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posted: list[dict[str, Any]] = []
        self.asked: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Give the feed, or say that it is as it was."""
        self.server.asked.append(self.headers["If-None-Match"])
        same = self.headers["If-None-Match"] == self.server.version
        self.send_response(304 if same else 200)
        self.send_header("ETag", self.server.version)
        self.end_headers()
        if not same:
            self.wfile.write(self.server.feed)

    def do_POST(self) -> None:
        """Take a message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(503 if self.server.broken else 204)
        self.end_headers()
        if not self.server.broken:
            self.server.posted.append(json.loads(body))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[_Server]:
    """A server on this machine."""
    with _Server() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def _feed(*numbers: int) -> bytes:
    return FEED[0].format(items="".join(FEED[1].format(**report(n)) for n in numbers)).encode()


def test_what_is_new_in_a_folder_is_read_once(tmp_path: Path, rules: Pipeline) -> None:
    """A second look reads only the file that came since, also by another process."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    write_lines(folder / "a.jsonl", [report(1)])
    with open_project(tmp_path / "war", create=True) as project:
        watch = Watch(project, [str(folder)], rules, wanted=EVERYTHING)
        first, second = watch.look(), watch.look()
        write_lines(folder / "b.jsonl", [report(2)])
        third = Watch(project, [str(folder)], rules, wanted=EVERYTHING).look()

    assert (first.summary.added, second.summary.read, third.summary.read) == (1, 0, 1)
    assert first.paper is not None
    assert second.paper is None
    assert third.paper is not None


def test_only_what_matches_the_query_is_told(tmp_path: Path, rules: Pipeline) -> None:
    """A report is read whatever it says; its changes are told only where they match."""
    path = write_lines(tmp_path / "a.jsonl", [report(1)])
    with open_project(tmp_path / "war", create=True) as project:
        found = Watch(project, [str(path)], rules, wanted=Filter(actor="Nobody Known")).look()

    assert found.summary.added == 1
    assert found.paper is None


def test_a_feed_is_fetched_only_when_it_has_changed(tmp_path: Path, rules: Pipeline, server: _Server) -> None:
    """The version of the last answer is sent along, and an unchanged feed is not read again."""
    server.feed = _feed(1, 2)
    with open_project(tmp_path / "war", create=True) as project:
        watch = Watch(project, [server.address], rules, wanted=EVERYTHING)
        first, second = watch.look(), watch.look()
        server.feed, server.version = _feed(1, 2, 3), "2"
        third = watch.look()

    assert (first.summary.added, second.summary.read, third.summary.added) == (2, 0, 1)
    assert server.asked == [None, "1", "1"]


def test_changes_are_posted_and_kept_until_they_are_taken(tmp_path: Path, rules: Pipeline, server: _Server) -> None:
    """A webhook that fails gets the message at a later look, once."""
    path = write_lines(tmp_path / "a.jsonl", [report(1)])
    with open_project(tmp_path / "war", create=True) as project:
        server.broken = True
        first = Watch(project, [str(path)], rules, wanted=EVERYTHING, webhook=server.address).look()
        server.broken = False
        again = Watch(project, [str(path)], rules, wanted=EVERYTHING, webhook=server.address)
        second, third = again.look(), again.look()

    assert [first.undelivered, second.undelivered, third.undelivered] == [1, 0, 0]
    (message,) = server.posted
    assert message["added"] == 1
    assert message["changes"]["kind"] == "changes"
    assert message["changes"]["sections"]


def test_a_server_that_is_not_there_is_said_and_tried_again(tmp_path: Path, rules: Pipeline) -> None:
    """The other sources are read."""
    path = write_lines(tmp_path / "a.jsonl", [report(1)])
    with open_project(tmp_path / "war", create=True) as project:
        found = Watch(project, ["http://127.0.0.1:9/feed", str(path)], rules, wanted=EVERYTHING).look()

    assert found.summary.added == 1
    assert [one.code for one in found.summary.refused] == ["unreadable"]


def test_lost_memory_adds_nothing_twice(tmp_path: Path, rules: Pipeline) -> None:
    """Without the file of what was seen, reports are read again and found to be there."""
    path = write_lines(tmp_path / "a.jsonl", [report(1)])
    with open_project(tmp_path / "war", create=True) as project:
        Watch(project, [str(path)], rules, wanted=EVERYTHING).look()
        state_file(project.path).write_text("{damaged")
        found = Watch(project, [str(path)], rules, wanted=EVERYTHING).look()

    assert (found.summary.added, found.summary.already) == (0, 1)
    assert found.paper is None


@pytest.mark.parametrize(("words", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("45", 45)])
def test_times_are_understood(words: str, seconds: int) -> None:
    """Seconds, minutes and hours."""
    assert every(words) == seconds


@pytest.mark.parametrize("words", ["", "soon", "0s", "-5m", "3d", "nan"])
def test_what_is_no_time_is_refused(words: str) -> None:
    """Anything else is an error."""
    with pytest.raises(InputError):
        every(words)


def test_a_saved_query_is_checked(tmp_path: Path) -> None:
    """Known names pass, others are named."""
    path = tmp_path / "q.toml"
    path.write_text('place = "Koravets"')
    assert read_query(path) == {"place": "Koravets"}
    path.write_text('plaice = "Koravets"')
    with pytest.raises(InputError, match="plaice"):
        read_query(path)
