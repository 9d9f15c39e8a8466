"""Cells of tables: nothing runs, nothing else changes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.exports.cells import Table, safe

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(ANY, min_size=2, max_size=2))
def test_csv_gives_back_every_text(cells: list[str]) -> None:
    """Whatever is written is read again, but for the apostrophe in front of formulas."""
    out = io.StringIO(newline="")
    table = Table(out, ("a", "b"))
    table.row(dict(zip(("a", "b"), cells, strict=True)))
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))

    assert [row["a"], row["b"]] == [safe(cell) for cell in cells]
    assert [safe(cell).removeprefix("'") for cell in cells] == [cell.removeprefix("'") for cell in cells]


@given(st.lists(ANY, min_size=3, max_size=3))
def test_tab_separated_rows_keep_their_shape(cells: list[str]) -> None:
    """One line a row and as many cells as columns, whatever is in them."""
    out = io.StringIO(newline="")
    table = Table(out, ("a", "b", "c"), tabs=True)
    table.row(dict(zip(("a", "b", "c"), cells, strict=True)))
    lines = out.getvalue().splitlines()

    assert len(lines) == 2
    assert [line.count("\t") for line in lines] == [2, 2]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("-73.25", "-73.25"),
        (-73.25, "-73.25"),
        (35.0, "35"),
        (0, "0"),
        (None, ""),
        ("a=b", "a=b"),
    ],
)
def test_only_what_starts_a_formula_is_changed(value: str | float | None, written: str) -> None:
    """Numbers keep their sign, unknown is empty and 0 is 0."""
    assert safe(value) == written


def test_a_column_that_is_not_there_is_an_error() -> None:
    """A misspelt column would be lost silently."""
    with pytest.raises(KeyError, match="colour"):
        Table(io.StringIO(), ("a",)).row({"colour": "red"})
