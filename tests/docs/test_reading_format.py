"""docs/reading-format.md names every key that is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casus.codec import to_reading_dict
from tests.store.building import document, pipeline

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reading-format.md").read_text(encoding="utf-8")


def keys() -> Iterator[str]:
    """The keys of a report, its actors, claims and states as the codec writes them."""
    row = to_reading_dict(pipeline().code(document()))
    for record in (row, *row["actors"], *row["claims"], *row["states"]):
        yield from record


@pytest.mark.parametrize("key", sorted(set(keys())))
def test_every_key_is_described(key: str) -> None:
    """As code, alone or in the list of the keys of a state."""
    assert f"`{key}`" in PAGE or f" {key}," in PAGE or f"{{{key}," in PAGE
