"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casus.pipeline import Pipeline

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def no_layers_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Places that whoever runs the tests has installed are neither read nor touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASUS_DATA", str(tmp_path_factory.mktemp("casus-data")))
        yield


@pytest.fixture(autouse=True)
def no_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands print as into a pipe, however wide the terminal is in which the tests run."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the measuring data in ../shared, which is not there")
    return SHARED


@pytest.fixture(scope="session")
def rules() -> Pipeline:
    """The rules engine, built once."""
    from casus.engine import build_engine
    from casus.settings import Settings

    return build_engine(Settings(engine="rules"))
