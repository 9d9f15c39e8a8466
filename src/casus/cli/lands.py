"""Countries on the command line: codes in any of their forms, and names to show."""

from __future__ import annotations

import re
from typing import Final

import typer

_OWN: Final = re.compile("X[A-Z]{2}|Q[M-Z][A-Z]|AA[A-Z]|ZZ[A-Z]")
"""What ISO 3166-1 leaves to users, so that files may have countries of their own."""


def country(text: str) -> str:
    """ISO alpha-3 of a country given by its code, of two letters or three, or by its name. Raises a usage error."""
    from casus.resources.actor_tables import words
    from casus.resources.folding import key
    from casus.resources.placedata import country_codes

    code, codes = text.strip().upper(), country_codes()
    found = codes.get(code) or (code if code in codes.values() else None) or words().country_names.get(key(text))
    if found is None and not _OWN.fullmatch(code):
        raise typer.BadParameter(f"{text!r} is no country; write its ISO 3166-1 code, as SY or SYR, or its name")
    return found or code


def countries(text: str) -> tuple[str, ...]:
    """Several of these, with commas between them. Raises a usage error."""
    return tuple(dict.fromkeys(country(part) for part in text.split(",") if part.strip()))


def land(iso3: str | None) -> str:
    """The usual name of a country, its code where that is all there is, "" for none."""
    from casus.resources.actor_tables import words

    known = words().countries.get(iso3 or "")
    return known.names[0] if known else iso3 or ""
