"""The key table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.errors import ResourceError
from casus.gazetteers.keytable import KeyTable, write_keytable


def test_keys_give_their_values_in_order(tmp_path: Path) -> None:
    """Values come back in the order they were given, unknown keys are empty."""
    write_keytable(tmp_path / "t.key", {"tolan": [7, 3], "mirsat": [1]})
    table = KeyTable(tmp_path / "t.key")

    assert table.get("tolan") == (7, 3)
    assert table.get("tola") == ()
    assert "mirsat" in table


def test_bytes_do_not_depend_on_the_order_of_entries(tmp_path: Path) -> None:
    """The same entries in another order make the same file."""
    write_keytable(tmp_path / "a", {"x": [1], "y": [2]})
    write_keytable(tmp_path / "b", {"y": [2], "x": [1]})

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.text(max_size=30), st.lists(st.integers(0, 2**32 - 1), max_size=4), max_size=60))
def test_every_entry_is_found(tmp_path_factory: pytest.TempPathFactory, entries: dict[str, list[int]]) -> None:
    """Whatever the keys are, each gives its own values."""
    path = tmp_path_factory.mktemp("keys") / "t.key"
    write_keytable(path, entries)
    table = KeyTable(path)

    assert {key: list(table.get(key)) for key in entries} == entries


@pytest.mark.parametrize("damage", [b"", b"CASKEY01", b"not a table at all", b"CASKEY01" + bytes(100)])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    """A file that is no whole key table raises an error that names it."""
    (tmp_path / "t.key").write_bytes(damage)

    with pytest.raises(ResourceError, match=r"t\.key"):
        KeyTable(tmp_path / "t.key")
