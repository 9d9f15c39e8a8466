"""Write docs/notes.md from the note codes in src/casus/resources/notes.toml: `python scripts/build_notes_page.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from casus.resources.load import read_toml, resource

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "notes.md"
_HEAD: Final = """\
# Notes

casus does not guess. What it cannot settle it leaves open and says so in a note: a code, the words concerned, a
message. Notes stand at the end of each report of `casus code`, under `notes` in the [reading
format](reading-format.md), and in `casus show`.

This page is made from `src/casus/resources/notes.toml` by `scripts/build_notes_page.py`.

| code | meaning |
|---|---|
"""


def page() -> str:
    """The page as it should be."""
    notes = read_toml(resource("notes.toml"))
    rows = (f"| `{code}` | {' '.join(note['meaning'].split())} |\n" for code, note in sorted(notes.items()))
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
