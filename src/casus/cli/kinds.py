"""The kinds of acts and states that `--type` takes."""

from __future__ import annotations

import typer

from casus.errors import InputError
from casus.model.vocabulary import type_named


def kind(text: str) -> str:
    """A type, perhaps with a mode, or a relation, as claims write it. Raises a usage error that lists what there is."""
    try:
        return type_named(text)
    except InputError as error:
        raise typer.BadParameter(f"{error.found}; choose {error.expected}") from error
