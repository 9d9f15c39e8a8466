"""docs/schemes.md is what its script writes."""

from __future__ import annotations

from pathlib import Path

from tests.scripts.loading import script

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date() -> None:
    """After a change of the rules, `python scripts/build_schemes_page.py` writes the page anew."""
    assert script("build_schemes_page").page() == (ROOT / "docs" / "schemes.md").read_text("utf-8")
