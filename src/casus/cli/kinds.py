"""The kinds of acts and states that `--type` takes."""

from __future__ import annotations

from datetime import date

import typer

from casus.errors import InputError
from casus.model.vocabulary import RELATIONS, TYPES


def kind(text: str) -> str:
    """
    A type, a type with its mode, or a relation, as it is written in a project: "assault.Aerial" is "ASSAULT.aerial".

    "supports" is the relation, "SUPPORT" the type. Raises a usage error that lists what there is.
    """
    base, dot, mode = text.strip().partition(".")
    known = {name.casefold(): name for name in (*TYPES, *RELATIONS)}
    if base.casefold() not in known:
        raise typer.BadParameter(f"{text!r} is no type; choose one of {', '.join(TYPES)}, or {', '.join(RELATIONS)}")
    return known[base.casefold()] + dot + mode.casefold()


def in_order(since: date | None, until: date | None) -> None:
    """Refuse days of which the last is before the first. Raises InputError."""
    if since and until and until < since:
        raise InputError(
            f"the time from {since} to {until} ends before it begins", expected="a first day before the last"
        )
