"""The finished phrases of the page: days, places, numbers, and an event in one line."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

from casus.model.vocabulary import UNREALISED
from casus.model.when import TimePrecision
from casus.model.where import Place

_ROUGH: Final = frozenset(
    {TimePrecision.PART_OF_MONTH, TimePrecision.WEEK, TimePrecision.DAYS, TimePrecision.SEASON, TimePrecision.YEARS}
)
_DASH: Final = "–"


def day(when: date) -> str:
    """One day: "24 Aug 2017"."""
    return f"{when.day} {when:%b} {when.year}"


def days(first: date | None, last: date | None, precision: TimePrecision | None = None) -> str:
    """
    An interval as a person writes it.

    "24 Aug 2017", "21–31 Aug 2017", "Aug 2017", "2017", "since 1 Mar 2014". Of an interval that stands for rough words,
    "c." is said only when it is shorter than a week: a longer one shows its own width.
    """
    if first is None or last is None:
        return f"since {day(first)}" if first else f"until {day(last)}" if last else ""
    if precision in _ROUGH and 0 < (last - first).days < 7:
        return f"c. {_closed(first, last)}"
    return _closed(first, last)


def _closed(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}{_DASH}{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        return f"{first:%b} {first.year}" if whole else f"{first.day}{_DASH}{last.day} {first:%b} {first.year}"
    head = f"{first.day} {first:%b}" if first.year == last.year else day(first)
    return f"{head} {_DASH} {day(last)}"


def number(low: int | None, best: int | None, high: int | None) -> str:
    """A number with its bounds: "4", "at least 4", "up to 12", "4–12", "about 30 (24–99)", "" when all is open."""
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None and high is None:
        return f"at least {low:,}"
    if low is None and high is None:
        return f"{best:,}" if best is not None else ""
    if low is None:
        return f"up to {high:,}"
    span = f"{low:,}{_DASH}{high:,}"
    return span if best is None else f"about {best:,} ({span})"


def place(found: Place) -> str:
    """A place with its country: "Deir al-Zor, SYR"; "c. Deir al-Zor, SYR" where only nearness is known."""
    near = "c. " if found.precision == 2 else ""
    tail = f", {found.country}" if found.country and found.kind != "country" else ""
    return f"{near}{clean(found.name)}{tail}"


def shape(found: Place) -> str:
    """How a map may draw a place: point, area, line, or none without coordinates."""
    if found.lat is None or found.lon is None:
        return "none"
    if found.kind in ("road", "river", "route", "border", "border_line"):
        return "line"
    return "point" if found.precision <= 2 else "area"


def action(kind: str, mode: str | None, *, status: str, is_denied: bool, where: str = "") -> str:
    """What was done: "shelled"; "did not shell" when denied; "withdraw before (requested)" when only asked for.

    `where` is the place, for acts that take one as their object ("captured Dorvan from").
    """
    to_do, has_done = (phrase.replace("{place}", where).replace("  ", " ") for phrase in verbs(kind, mode))
    if is_denied:
        return f"did not {to_do}"
    return f"{to_do} ({status})" if status in UNREALISED | {"attempted", "failed", "prevented"} else has_done


def to_nobody(doing: str) -> str:
    """What was done where nobody is known to suffer it, without the preposition that would lead to him."""
    return re.sub(r" (against|before|with|of|from|to|at|on)(?=$| \()", "", doing)


def line(actors: Sequence[str], doing: str, recipients: Sequence[str]) -> str:
    """Who did what to whom in one line."""
    who = names(actors) or "someone"
    return " ".join(part for part in (who, doing, names(recipients)) if part)


def names(given: Sequence[str], most: int = 3) -> str:
    """Names in a row: "A, B and C", "A, B, C and 2 more"."""
    unique = list(dict.fromkeys(clean(name) for name in given if name))
    if len(unique) <= 1:
        return "".join(unique)
    head, rest = unique[:most], len(unique) - most
    if rest > 0:
        return f"{', '.join(head)} and {rest} more"
    return f"{', '.join(head[:-1])} and {head[-1]}"


def count(amount: int, noun: str) -> str:
    """A number with its noun: "1 event", "1,200 events"."""
    return f"{amount:,} {noun}" if amount == 1 else f"{amount:,} {noun}s"


def clean(text: str) -> str:
    """`text` on one line; control characters as "�", direction marks (which could turn what follows) left out."""
    kinds = ((char, unicodedata.category(char)) for char in re.sub(r"\s+", " ", text).strip())
    return "".join("�" if kind in ("Cc", "Cs") else char for char, kind in kinds if kind != "Cf" or char == "\u200c")


def web_address(url: str | None) -> str | None:
    """The address, if a browser may be sent there."""
    return url if url and re.match(r"https?://[^\s<>\"]+$", url, re.IGNORECASE) else None


@lru_cache(maxsize=1)
def _verbs() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files("casus.web").joinpath("actions.toml").read_text("utf-8"))


def verbs(kind: str, mode: str | None) -> tuple[str, str]:
    """(to do, has done) for a type and mode; the type's own name where it is not listed."""
    table = _verbs().get(kind, {})
    found = table.get(mode or "") or table.get("words") or (kind.lower(), kind.lower())
    return found[0], found[1]


def modes(kind: str) -> list[str]:
    """The modes of a type that have words of their own."""
    return [mode for mode in _verbs().get(kind, {}) if mode != "words"]


def script(name: str) -> str:
    """The script of a name: "Latin", "Arabic" …, after its first letter."""
    letter = next((char for char in name if char.isalpha()), "")
    return unicodedata.name(letter, "LATIN").split()[0].capitalize() if letter else "Latin"
