"""Watching: what is new is read once, what it changes is told, and what cannot be delivered is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from casus.archive.watch import Watch, every, read_query, state_file
from casus.cli.app import app
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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("place = 7", 'place is 7; expected words in quotes; as in: place = "Koravets"', id="number"),
        pytest.param('actor = ["Highland Front"]', r"actor is \['Highland Front'\]; expected words", id="list"),
        pytest.param("text = true", "text is True; expected words", id="flag"),
        pytest.param('source = " "', "source is ' '; expected words", id="blank"),
        pytest.param('type = "ATTACK"', "'ATTACK' is no type; expected one of AGREE", id="type"),
        pytest.param("[place]", "place is {}; expected words", id="table"),
        pytest.param("place: Koravets", "no query", id="not-toml"),
    ],
)
def test_a_saved_query_says_what_is_wrong_with_a_value(tmp_path: Path, line: str, told: str) -> None:
    """The file, the value, and what it should be: a filter that silently keeps nothing would look like peace."""
    path = tmp_path / "q.toml"
    path.write_text(line)

    with pytest.raises(InputError, match=f"q.toml: {told}"):
        read_query(path)


def test_a_type_in_a_saved_query_may_be_written_in_any_case(tmp_path: Path) -> None:
    """As for --type."""
    path = tmp_path / "q.toml"
    path.write_text('type = "assault.Aerial"')

    assert read_query(path) == {"type": "ASSAULT.aerial"}


def test_options_count_more_than_the_saved_query(tmp_path: Path) -> None:
    """What is written on the command line is meant now; the rest of the file stays."""
    path, reports = tmp_path / "q.toml", tmp_path / "in"
    reports.mkdir()
    write_lines(reports / "a.jsonl", [report(1)])
    path.write_text('actor = "Nobody Known"\nsource = "Meridian"')
    command = ["watch", str(reports), str(tmp_path / "war"), "--once", "--engine", "rules", "--query", str(path)]
    silent = CliRunner().invoke(app, command)
    told = CliRunner().invoke(app, [*command[:2], str(tmp_path / "other"), *command[3:], "--actor", "a"])

    assert (silent.exit_code, silent.stdout) == (0, "")
    assert told.exit_code == 0
    assert "NEW" in told.stdout
