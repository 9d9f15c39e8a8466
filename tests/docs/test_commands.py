"""docs/commands.md names every command, option and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from casus.cli import flat
from casus.cli.app import app
from casus.cli.words import SIGNS
from casus.readers import READERS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")


def options() -> Iterator[tuple[str, str]]:
    """Every (command, long option); those of `casus gazetteer install` are "gazetteer install"."""
    yield from _options(typer.main.get_group(app), "")


def _options(group: TyperGroup, above: str) -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        full = f"{above} {name}".strip()
        for parameter in command.params:
            yield from ((full, option) for option in parameter.opts if option.startswith("--"))
        if isinstance(command, TyperGroup):
            yield from _options(command, full)


@pytest.mark.parametrize("command", sorted({name for name, _ in options()}))
def test_every_command_has_its_section(command: str) -> None:
    """A command without a heading would be found by nobody."""
    assert re.search(rf"^##+ .*\bcasus {command}\b", PAGE, re.MULTILINE)


@pytest.mark.parametrize("option", sorted({option for _, option in options()}))
def test_every_option_is_described(option: str) -> None:
    """Options appear as code, so that a search for them succeeds."""
    assert re.search(rf"`{option}\b", PAGE)


@pytest.mark.parametrize("column", flat.COLUMNS)
def test_every_column_is_described(column: str) -> None:
    """Each column of jsonl and csv stands in the first column of the table."""
    section = PAGE[PAGE.index("### Columns") : PAGE.index("## casus add")]
    first_cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]

    assert any(f"`{column}`" in cell for cell in first_cells)


def test_every_format_is_named() -> None:
    """The page lists the readers there are, and so does the help."""
    names = re.findall(r"`([a-z]+)`", next(line for line in PAGE.splitlines() if "`--reader NAME`" in line))
    (option,) = (p for p in typer.main.get_group(app).commands["code"].params if "--reader" in p.opts)

    assert names == list(READERS)
    assert str(option.help).endswith(": " + ", ".join(READERS) + ".")  # type: ignore[attr-defined]


def test_every_mark_is_explained() -> None:
    """The legend has each mark beside its plain stand-in."""
    rows = [f"| {sign.char} | `{sign.plain}` |" for sign in SIGNS.values()]

    assert [row for row in rows if row not in PAGE] == []


def test_the_page_names_no_option_that_is_gone() -> None:
    """What the page offers exists."""
    known = {option for _, option in options()} | {"--version", "--install-completion", "--show-completion", "--help"}

    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) - known == set()
