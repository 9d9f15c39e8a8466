"""
Datelines: where a report was filed, by whom and when.

    BEIRUT, Aug 24 (Reuters) - Fighters …        place, day without year, agency
    GAZA CITY, Gaza Strip (AP) — Fighters …      place with its country, agency
    DAMASCUS, Syria, Aug. 24, 2017 — Fighters …  place, full date
    BEIRUT: Fighters …                           place alone, in capitals
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from casus.readers.dates import MONTH, read_day
from casus.readers.rules import not_places, wires

_CAPS: Final = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.-]+"
_NAME: Final = r"[A-Z\u00c0-\u00de][\w'’.-]+"
_DAY: Final = rf"(?i:{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+\d{{2}}(?:\d{{2}})?)?)"
_PLACE: Final = rf"(?:{_CAPS}(?:[ /]+(?:{_CAPS}|[A-Z])){{0,4}})"
_REGION: Final = rf"(?:,\s+(?!(?i:{MONTH})\b){_NAME}(?:\s+(?:of\s+)?{_NAME}){{0,2}})"
_SIGNED: Final = r"\((?P<wire>[A-Za-z/ .-]{2,30})\)"
_DASH: Final = r"\s*(?:[-–—]{1,2})\s+"
_CAPITALS: Final = re.compile(
    rf"(?P<words>(?P<place>{_PLACE}){_REGION}?(?:,?\s+(?P<day>{_DAY}))?(?:,?\s*{_SIGNED})?)(?:{_DASH}|:\s+)"
)
_SIGNED_NAME: Final = re.compile(
    rf"(?P<words>(?P<place>{_NAME}(?:[ /]+{_NAME}){{0,3}}){_REGION}?(?:,?\s+(?P<day>{_DAY}))?,?\s*{_SIGNED})"
    rf"(?:{_DASH}|:\s+)"
)
_DATE_LINE: Final = re.compile(
    rf"(?:(?:[Pp]ublished|PUBLISHED|[Pp]osted|[Dd]ate)(?: on)?\s*:?\s+)?(?:\w{{3,9}}day,?\s+|\w{{3}},?\s+)?"
    rf"(?P<day>{_DAY}|\d{{4}}-\d{{2}}-\d{{2}})(?:T|\s*[,|•·-]?\s*(?:at\s+)?)(?:\d{{1,2}}[:.]\d{{2}}[\w :.+-]{{0,20}})?"
)
_WINDOW: Final = 160
_LONG_LABEL: Final = 5
_LOOK: Final = 40
_CENTURY: Final = 50
_SHORT_YEAR: Final = re.compile(r"\d\s+[A-Za-z.]+,?\s+(\d{2})$")
_SPEAKER: Final = re.compile(rf"\n{_PLACE}:\s")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words of a dateline, without the dash, from `start` to `end`; the report goes on at `after`."""

    start: int
    end: int
    after: int
    words: str
    day: date | None
    yearless: bool
    publisher: str | None


def find_date_line(text: str, start: int, end: int) -> date | None:
    """The day that one whole line names: "Published: Aug. 24, 2017", "Thursday, 24 August 2017 14:05 GMT"."""
    match = _DATE_LINE.fullmatch(text, start, end) if end - start <= _WINDOW else None
    return read_day(match["day"]) if match else None


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline at the beginning of one paragraph, `text[start:end]`, or None."""
    window = min(end, start + _WINDOW)
    match = _CAPITALS.match(text, start, window) or _SIGNED_NAME.match(text, start, window)
    if match is None or match.end() >= end or not _plausible(match):
        return None
    day = match["day"]
    return Dateline(
        match.start("words"),
        match.end("words"),
        match.end(),
        match["words"],
        _day(day) if day else None,
        day is not None and _day(day) is None and not re.search(r"\d{4}", day),
        wires().get(match["wire"].upper()) if match["wire"] else None,
    )


def _day(words: str) -> date | None:
    """The day, a short year ("3 JAN 90") being one of 1950 to 2049; None where there is no year."""
    if match := _SHORT_YEAR.search(words):
        century = "19" if int(match[1]) >= _CENTURY else "20"
        words = f"{words[: match.start(1)]}{century}{match[1]}"
    return read_day(words)


def _more_than_a_label(match: re.Match[str]) -> bool:
    """Capitals alone say little in a text in capitals; before a colon they may be a speaker ("SDF: we have won")."""
    if len(match["words"]) > len(match["place"]):
        return True
    if not any(letter.islower() for letter in match.string[match.end() : match.end() + _LOOK]):
        return False
    is_dashed = ":" not in match.group()[len(match["words"]) :]
    return is_dashed or (len(match["place"]) >= _LONG_LABEL and not _SPEAKER.search(match.string, match.end()))


def _plausible(match: re.Match[str]) -> bool:
    """Capitals before a dash are a place only when no known label; mixed case needs an agency that is known."""
    if not not_places().isdisjoint({match["place"], match["place"].split()[0].rstrip(".")}):
        return False
    if match["place"].isupper():
        return _more_than_a_label(match)
    return match["wire"] is not None and match["wire"].upper() in wires()
