"""The house keeps its own rules: sizes, names, listed data files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MAX_FUNCTION, MAX_FILE, MAX_PARAMETERS = 60, 400, 6


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_function_is_longer_than_a_screen() -> None:
    """Functions fit on a screen."""
    long = [
        f"{p.relative_to(ROOT)}:{f.lineno} {f.name} {f.end_lineno - f.lineno + 1}"
        for p in SOURCES
        for f in _functions(p)
        if f.end_lineno is not None and f.end_lineno - f.lineno + 1 > MAX_FUNCTION
    ]

    assert long == []


def test_most_functions_are_small() -> None:
    """The median function has at most twelve lines, and 95 % have at most 35."""
    sizes = sorted((f.end_lineno or 0) - f.lineno + 1 for p in SOURCES for f in _functions(p))

    assert sizes[len(sizes) // 2] <= 12
    assert sizes[int(len(sizes) * 0.95)] <= 35


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    """Files stay readable in one sitting."""
    long = {
        str(p.relative_to(ROOT)): n
        for p in SOURCES
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > MAX_FILE
    }

    assert long == {}


def test_functions_take_few_parameters() -> None:
    """Beyond a handful of parameters a frozen options type is due; command line functions are exempt."""
    many = [
        f"{p.relative_to(ROOT)}:{f.lineno} {f.name}"
        for p in SOURCES
        if "cli" not in p.parts
        for f in _functions(p)
        if len([a for a in (*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs) if a.arg not in {"self", "cls"}])
        > MAX_PARAMETERS
    ]

    assert many == []


@pytest.mark.parametrize("word", ["utils", "helpers", "misc", "common"])
def test_no_module_is_called_after_nothing(word: str) -> None:
    """Every module is named after what it holds."""
    assert [p for p in SOURCES if p.stem == word] == []


def test_every_test_says_what_it_shows() -> None:
    """Each test function has a docstring of one sentence."""
    mute = [
        f"{p.relative_to(ROOT)}:{f.lineno} {f.name}"
        for p in sorted((ROOT / "tests").rglob("test_*.py"))
        for f in _functions(p)
        if f.name.startswith("test_") and not ast.get_docstring(f)
    ]

    assert mute == []


def test_every_data_folder_is_listed_with_source_and_licence() -> None:
    """SOURCES.md names every folder and file of shipped data."""
    listed = (ROOT / "SOURCES.md").read_text(encoding="utf-8")
    resources = ROOT / "src" / "casus" / "resources"
    folders = sorted(
        {p.parent.relative_to(resources).as_posix() for p in resources.rglob("*.t*") if p.parent != resources}
    )

    assert [f for f in folders if f"resources/{f}" not in listed] == []
