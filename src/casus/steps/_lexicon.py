"""Word lists for steps, read once from the TOML files under `resources/lexicon/en`."""

from __future__ import annotations

from functools import cache
from typing import Any

from casus.errors import ResourceError
from casus.resources.load import read_toml, resource


@cache
def table(name: str) -> dict[str, Any]:
    """The lexicon `name` as plain dicts. Raises ResourceError."""
    return read_toml(resource("lexicon", "en", name))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The list `words` of one section of a lexicon. Raises ResourceError."""
    try:
        return frozenset(table(name)[section]["words"])
    except (KeyError, TypeError) as error:
        raise ResourceError(
            f"lacks the list `words` in [{section}]",
            where=f"resources/lexicon/en/{name}",
            remedy="correct the file or install casus again",
        ) from error
