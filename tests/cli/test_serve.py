"""`casus serve`: where it listens, what it says, and how it refuses."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

pytest.importorskip("fastapi", reason='needs the page\'s server: pip install "casus[web]"')


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would be served, instead of serving until interrupted."""
    from casus.web import serving

    calls: list[dict[str, Any]] = []

    def serve(path: Path, door: Any, listening: socket.socket, **more: Any) -> None:
        calls.append({"path": path, "door": door, "port": listening.getsockname()[1], **more})

    monkeypatch.setattr(serving, "serve", serve)
    return calls


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_it_listens_here_only_and_opens_the_browser(run: Run, war: Path, shown: list[dict[str, Any]]) -> None:
    """Without options: this computer alone, no token needed, and the browser is sent to the address printed."""
    result = run("serve", war)

    assert result.exit_code == 0
    assert shown[0]["door"].host == "127.0.0.1"
    assert shown[0]["door"].token is None
    assert shown[0]["browse"] in result.stderr


def test_port_author_and_browser_can_be_chosen(run: Run, war: Path, shown: list[dict[str, Any]]) -> None:
    """The options reach the server."""
    port = free_port()
    result = run("serve", war, "--port", port, "--author", "tom", "--no-browser")

    assert (shown[0]["port"], shown[0]["author"], shown[0]["browse"]) == (port, "tom", None)
    assert f"http://127.0.0.1:{port}/" in result.stderr


def test_beyond_this_computer_writing_needs_a_token(run: Run, war: Path, shown: list[dict[str, Any]]) -> None:
    """Whoever can reach the page may read it; only who has the printed address may write."""
    result = run("serve", war, "--host", "0.0.0.0", "--no-browser")

    assert shown[0]["door"].token
    assert f"#token={shown[0]['door'].token}" in "".join(result.stderr.split("\n"))
    assert "only this address can write" in result.stderr


def test_a_port_in_use_is_refused_with_a_remedy(run: Run, war: Path, shown: list[dict[str, Any]]) -> None:
    """A port that was asked for is not silently another one."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run("serve", war, "--port", other.getsockname()[1])

    assert result.exit_code != 0
    assert "--port" in result.stderr
    assert not shown


def test_without_the_extra_it_says_what_to_install(run: Run, war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's server is optional; its absence is told with the command that adds it."""
    monkeypatch.setitem(sys.modules, "casus.web.serving", None)
    for name in ("uvicorn", "casus.web.serving"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("serve", war)

    assert result.exit_code != 0
    assert "casus[web]" in result.stderr


def test_a_folder_without_a_project_is_refused(run: Run, tmp_path: Path) -> None:
    """Nothing is made, and the error says where a project was expected."""
    result = run("serve", tmp_path / "nothing", "--no-browser")

    assert result.exit_code != 0
    assert "nothing" in result.stderr
    assert not (tmp_path / "nothing").exists()


def test_it_answers_until_interrupted(war: Path, tmp_path: Path) -> None:
    """The command itself, in a process of its own: it answers, and Ctrl-C ends it without a traceback."""
    port, said = free_port(), tmp_path / "said.txt"
    command = [sys.executable, "-c", "from casus.cli import main; main()", "serve", str(war), "--no-browser"]
    with said.open("w") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port)], stdout=out, stderr=out, env={**os.environ, "COLUMNS": "200"}
        )
    try:
        session = answer(f"http://127.0.0.1:{port}/api/session")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)

    assert session["project"] == "war"
    assert "Traceback" not in said.read_text()


def answer(address: str) -> dict[str, Any]:
    """What an address answers, once it does."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as found:
                got: dict[str, Any] = json.loads(found.read())
                return got
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
