"""Which columns a format has and what its codes mean, from `resources/schemes/coded_files.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.resources.load import read_toml, resource

FORMATS: Final = ("acled", "ucdp", "polecat", "gdelt")
OTHER_NAMES: Final = {"ged": "ucdp"}
"""What a format is also called."""


@dataclass(frozen=True, slots=True)
class Layout:
    """
    The columns of one format. `known` are all its columns, `folded`; `others` what a column is also called.

    `order` is not empty for files without a line of column names; `precision` holds the tables of codes.
    """

    format: str
    title: str
    needed: tuple[str, ...]
    read: tuple[str, ...]
    marks: tuple[str, ...]
    order: tuple[str, ...]
    known: frozenset[str]
    others: Mapping[str, tuple[str, ...]]
    precision: Mapping[str, Mapping[str, Any]]

    def find(self, header: Sequence[str]) -> dict[str, int]:
        """Where each column that is looked at stands in a line of column names, by its own name or another."""
        at = {name: number for number, name in reversed(list(enumerate(map(folded, header))))}
        found: dict[str, int] = {}
        for column in (*self.needed, *self.read):
            names = (column, *self.others.get(column, ()))
            number = next((at[folded(name)] for name in names if folded(name) in at), None)
            if number is not None:
                found[column] = number
        return found


def folded(name: str) -> str:
    """A column's name without case, blanks, underscores and hyphens."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


@cache
def table() -> dict[str, Any]:
    """The data file. Raises ResourceError."""
    return read_toml(resource("schemes", "coded_files.toml"))


@cache
def layout(format_name: str) -> Layout:
    """The columns of a format. Raises KeyError for one that there is not."""
    entry = table()[format_name]
    others = {name: tuple(names) for name, names in entry["names"].items()}
    listed = (*entry["needed"], *entry["read"], *entry["known"], *entry.get("order", ()))
    return Layout(
        format_name,
        entry["title"],
        tuple(entry["needed"]),
        tuple(entry["read"]),
        tuple(entry["marks"]),
        tuple(entry.get("order", ())),
        frozenset(map(folded, (*listed, *(name for names in others.values() for name in names)))),
        others,
        entry.get("precision", {}),
    )


def recognised(header: Sequence[str]) -> str | None:
    """The format that a line of column names is of, or that a first row without names fits; None for no format."""
    found = {folded(name) for name in header}
    for name in FORMATS:
        known = layout(name)
        if known.order and len(header) == len(known.order) and re.fullmatch(r"\d{8}", header[1].strip()):
            return name
        marks = {folded(mark) for mark in known.marks}
        if len(marks & found) >= 2:
            return name
    return None


def family(types: Sequence[str]) -> str:
    """What kind of event the coarsest type is: violence, demonstration, or "other"."""
    kinds = table()["families"]
    coarse = types[0] if types else ""
    return next((name for name in ("violence", "demonstration") if coarse in kinds[name]), "other")


def current_type(name: str) -> str:
    """ACLED's event type as it is called since 2019."""
    return str(table()["families"]["formerly"].get(name, name))
