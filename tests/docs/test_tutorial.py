"""The tutorial's commands and the Python in the documentation run, with the real engine."""

from __future__ import annotations

import re
import shlex
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

import casus
from casus.cli.app import app
from casus.cli.demo import unpack

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example reports, as `casus demo --keep` leaves them."""
    path = tmp_path_factory.mktemp("tryout")
    unpack(path)
    return path


def test_every_command_of_the_tutorial_runs(folder: Path) -> None:
    """In the order of the page, in the folder that the page speaks of; what the shell does around them is left out."""
    lines = [line[2:].split(" | ")[0] for line in TUTORIAL.splitlines() if line.startswith("$ casus ")]
    commands = [shlex.split(line)[1:] for line in lines if "$(" not in line]
    with chdir(folder):
        failed = [command for command in commands if CliRunner().invoke(app, command).exit_code != 0]

    assert len(commands) >= 5
    assert failed == []


def test_the_python_of_the_tutorial_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It finds the attack in the sentence and asks the project."""
    (script,) = re.findall(r"```python\n(.*?)```", TUTORIAL, re.DOTALL)
    with chdir(folder):
        CliRunner().invoke(app, ["add", "war", "reports"])
        exec(compile(script, "tutorial", "exec"), {})

    assert "ASSAULT attacked" in capsys.readouterr().out


def test_the_python_in_the_docstring_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `help(casus)` shows can be pasted."""
    assert casus.__doc__
    script = "\n".join(line[4:] for line in casus.__doc__.splitlines() if line.startswith("    ") or not line)
    with chdir(folder):
        exec(compile(script, "docstring", "exec"), {})

    assert "ASSAULT attacked" in capsys.readouterr().out
