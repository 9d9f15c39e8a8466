"""The console blocks of the documentation: commands that fail are told, not shown."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.scripts.loading import script

BLOCK = "```console\n{commands}\n```\n"


@pytest.fixture
def refresh(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, without the example reports."""
    module = script("refresh_docs")
    monkeypatch.setattr(module, "unpack", lambda _: None)
    return module


def page(tmp_path: Path, text: str) -> Path:
    """A page of documentation."""
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    return path


def test_output_stands_below_its_command(refresh: ModuleType, tmp_path: Path) -> None:
    """What was printed before is replaced; both streams are shown."""
    path = page(tmp_path, "# Page\n\n" + BLOCK.format(commands="$ echo one; echo two >&2\nold"))

    assert refresh.main([str(path)]) == 0
    assert path.read_text("utf-8") == "# Page\n\n" + BLOCK.format(commands="$ echo one; echo two >&2\none\ntwo")


@pytest.mark.parametrize("command", ["false", "exit 3", "nonsense-of-a-name", "false | cat"])
def test_a_command_that_fails_is_named(
    refresh: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """The page stays as it was, and the script fails; pages after it are refreshed all the same."""
    text = BLOCK.format(commands=f"$ echo fine\nfine before\n\n$ {command}\nas before")
    path, other = page(tmp_path, text), tmp_path / "other.md"
    other.write_text(BLOCK.format(commands="$ echo new\nold"), "utf-8")

    assert refresh.main([str(path), str(other)]) == 1
    assert path.read_text("utf-8") == text
    assert other.read_text("utf-8") == BLOCK.format(commands="$ echo new\nnew")
    assert f"page.md: {command}\n  exit code" in capsys.readouterr().err


def test_a_command_may_fail_on_purpose(refresh: ModuleType, tmp_path: Path) -> None:
    """The comment above the block says with which exit code; it stays, also beside the other comment."""
    path = page(tmp_path, "<!-- exit: 3 -->\n<!-- lines: 1 -->\n" + BLOCK.format(commands="$ seq 9; exit 3"))

    assert refresh.main([str(path)]) == 0
    assert path.read_text("utf-8") == "<!-- exit: 3 -->\n<!-- lines: 1 -->\n" + BLOCK.format(
        commands="$ seq 9; exit 3\n1\n… (8 more lines)"
    )


def test_a_command_that_no_longer_fails_is_named(
    refresh: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the page shows as a mistake has to be one."""
    path = page(tmp_path, "<!-- exit: 1 -->\n" + BLOCK.format(commands="$ true"))

    assert refresh.main([str(path)]) == 1
    assert "true\n  exit code 0, expected 1" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_failure(refresh: ModuleType, tmp_path: Path) -> None:
    """A pipe into head ends the command before it."""
    path = page(tmp_path, BLOCK.format(commands="$ yes | head -1"))

    assert refresh.main([str(path)]) == 0
    assert path.read_text("utf-8") == BLOCK.format(commands="$ yes | head -1\ny")
