"""Runs commands with the toy engine, which needs no data files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner, Result

from casus.cli.app import app
from casus.errors import InputError
from casus.pipeline import Pipeline
from casus.settings import Settings
from tests.store.building import TEXT, pipeline

Run = Callable[..., Result]
NAME = Settings().engine
"""The toy engine takes the place of the one that is used unless another is named."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("code", path)` gives exit code, stdout and stderr of a command that reads with the toy engine."""
    engine = ModuleType("casus.engine")
    vars(engine).update(build_engine=_build, ENGINES={NAME: _build})
    monkeypatch.setitem(sys.modules, "casus.engine", engine)
    monkeypatch.delenv("COLUMNS", raising=False)
    return lambda *arguments, **options: CliRunner().invoke(app, [str(argument) for argument in arguments], **options)


def _build(settings: Settings) -> Pipeline:
    if settings.engine != NAME:
        raise InputError(f"engine {settings.engine!r} is not known", expected=f"one of {NAME}")
    return pipeline(NAME)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file with the toy report."""
    path = tmp_path / "dorvan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def war(run: Run, report: Path, tmp_path: Path) -> Path:
    """A project that holds the toy report."""
    assert run("add", tmp_path / "war", report, "--published", "2031-05-06").exit_code == 0
    return tmp_path / "war"
