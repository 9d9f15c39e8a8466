"""docs/notes.md says what every note code means."""

from __future__ import annotations

import re
from pathlib import Path

from casus.resources.load import read_toml, resource

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_lists_exactly_the_codes_there_are() -> None:
    """After a change of notes.toml, `python scripts/build_notes_page.py` writes the page anew."""
    listed = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", (ROOT / "docs" / "notes.md").read_text("utf-8"), re.MULTILINE)
    notes = read_toml(resource("notes.toml"))

    assert dict(listed) == {code: " ".join(note["meaning"].split()) for code, note in notes.items()}
