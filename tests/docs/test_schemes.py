"""docs/schemes.md is what its script writes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date() -> None:
    """After a change of the rules, `python scripts/build_schemes_page.py` writes the page anew."""
    spec = importlib.util.spec_from_file_location("build_schemes_page", ROOT / "scripts" / "build_schemes_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert module.page() == (ROOT / "docs" / "schemes.md").read_text("utf-8")
