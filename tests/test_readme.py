"""The README promises what is really run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """The set-up commands of the README: the lines that make an environment."""
    return re.findall(r"^python3 -m venv .*$", README, flags=re.MULTILINE)


def test_two_commands_set_up_everything() -> None:
    """One command runs the main job on real text, the other the tests; each does all of its own set-up."""
    assert [line.rsplit("&& ", 1)[1] for line in commands()] == [".venv/bin/casus demo", ".venv/bin/pytest"]


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    """`.ci/run` evaluates exactly the README's test command."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    setup, tests = (re.search(rf"^{name}='(.*)'$", script, flags=re.MULTILINE) for name in ("SETUP", "TESTS"))

    assert setup is not None
    assert tests is not None
    assert f"{setup[1]} && {tests[1]}" == commands()[1]
    assert 'eval "$SETUP && $TESTS"' in script


def test_real_output_comes_early() -> None:
    """Within the first fifteen lines a reader sees what casus makes of a report."""
    assert "$ casus code" in "\n".join(README.splitlines()[:15])
