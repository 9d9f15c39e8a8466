"""What the tests of the llm engine share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casus.engine import build_engine
from casus.pipeline import Pipeline
from casus.settings import Settings

Build = Callable[[str], Pipeline]


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, proxy or endpoint of whoever runs the tests is used."""
    for name in ("KEY", "URL", "MODEL", "CACHE", "TIMEOUT", "PARALLEL", "EXTRA", "PRICE_IN", "PRICE_OUT"):
        monkeypatch.delenv(f"CASUS_LLM_{name}", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Build:
    """The engine that asks the model at an address, its answers kept in a fresh folder."""

    def build(url: str) -> Pipeline:
        monkeypatch.setenv("CASUS_LLM_URL", url)
        monkeypatch.setenv("CASUS_LLM_MODEL", "toy-1")
        monkeypatch.setenv("CASUS_LLM_CACHE", str(tmp_path / "answers"))
        return build_engine(Settings(engine="llm"))

    return build
