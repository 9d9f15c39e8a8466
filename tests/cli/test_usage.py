"""The help of every command, read as a stranger reads it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from casus.cli.app import app

WIDE = {"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}


def found() -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command and group by its words: "archive read"."""
    yield from _below(typer.main.get_group(app), "")


def _below(group: TyperGroup, above: str) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    for name, command in group.commands.items():
        full = f"{above} {name}".strip()
        assert isinstance(command, TyperCommand | TyperGroup)
        yield full, command
        if isinstance(command, TyperGroup):
            yield from _below(command, full)


COMMANDS = dict(found())


def told(command: str) -> str:
    """What `--help` prints."""
    result = CliRunner().invoke(app, [*command.split(), "--help"], env=WIDE)
    assert result.exit_code == 0
    return result.stdout


def usage(command: str) -> str:
    """The usage line."""
    return " ".join(next(line for line in told(command).splitlines() if "Usage:" in line).split())


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("code", "Usage: casus code [OPTIONS] REPORT..."),
        ("add", "Usage: casus add [OPTIONS] PROJECT REPORT..."),
        ("events", "Usage: casus events [OPTIONS] PROJECT"),
        ("export", "Usage: casus export [OPTIONS] [PROJECT]"),
        ("watch", "Usage: casus watch [OPTIONS] FEED|FOLDER|FILE... PROJECT"),
        ("archive read", "Usage: casus archive read [OPTIONS] INPUT..."),
        ("gazetteer install", "Usage: casus gazetteer install [OPTIONS] geonames|ucdp-ged [FILE]"),
        ("corrections", "Usage: casus corrections [OPTIONS] COMMAND [ARGS]..."),
    ],
)
def test_usage_is_written_as_people_write_commands(command: str, line: str) -> None:
    """Brackets around what may be missing, dots behind what may be repeated, and nothing else."""
    assert usage(command) == line


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_help_speaks_of_types_of_the_program(command: str) -> None:
    """A flag is a flag and an argument has its name; no braces either."""
    text = told(command)

    assert not re.search(r"<(bool|path|str|list\[str\])>|\bBOOLEAN\b", text)
    assert "{" not in usage(command)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_help_has_an_example_that_can_be_typed(command: str) -> None:
    """Each example names a command that there is, and only options that it takes."""
    examples = [line.split("$ ", 1)[1].strip() for line in told(command).splitlines() if line.strip().startswith("$ ")]

    assert any(f"casus {command}" in example for example in examples)
    for example in examples:
        called = example[example.index("casus ") :].split(" | ")[0].split(" > ")[0]
        words = shlex.split(called)[1:]
        name = max((one for one in COMMANDS if f"{' '.join(words)} ".startswith(f"{one} ")), key=len)
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("command", sorted(name for name, one in COMMANDS.items() if isinstance(one, TyperCommand)))
def test_help_on_help_stands_together(command: str) -> None:
    """No command opens a table for --help alone, and both names of it work everywhere."""
    text = told(command)
    panel = text[text.index("─ Help ─") :]

    assert "--debug" in panel
    assert "--help" in panel
    assert CliRunner().invoke(app, [*command.split(), "-h"], env=WIDE).stdout == text


def test_what_is_left_out_is_asked_for_by_its_name() -> None:
    """A missing argument is named as the usage names it."""
    result = CliRunner().invoke(app, ["code"], env=WIDE)

    assert result.exit_code == 2
    assert "casus code [OPTIONS] REPORT..." in result.stderr
    assert "'REPORT...'" in result.stderr
