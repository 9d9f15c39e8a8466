"""The protocol of formats: a name, what it says of itself, and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casus.exports.files import Files
from casus.exports.record import Content
from casus.exports.tally import Tally

Write = Callable[[Content, Files, Tally], None]
"""Writes what was asked for to files, counting rows and noting what is dropped."""


@dataclass(frozen=True, slots=True)
class Format:
    """
    One format. `suffix` is how its main file usually ends; `loses` says in a line what it cannot hold; `extra` names
    the optional part of casus it needs.
    """

    name: str
    summary: str
    suffix: str
    loses: str
    write: Write
    extra: str | None = None
