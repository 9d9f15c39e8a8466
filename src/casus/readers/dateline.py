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
_DAY: Final = rf"(?:{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+\d{{4}})?)"
_PLACE: Final = rf"(?:{_CAPS}(?:[ /]+(?:{_CAPS}|[A-Z])){{0,4}})"
_REGION: Final = rf"(?:,\s+(?!{MONTH}\b){_NAME}(?:\s+(?:of\s+)?{_NAME}){{0,2}})"
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
        read_day(day) if day else None,
        bool(day) and not re.search(r"\d{4}", day),
        wires().get(match["wire"].upper()) if match["wire"] else None,
    )


def _more_than_a_label(match: re.Match[str]) -> bool:
    """Before a colon, capitals may be a speaker: short ones ("SDF: we have won"), or those that speak again below."""
    if ":" not in match.group()[len(match["words"]) :] or len(match["words"]) > len(match["place"]):
        return True
    is_speaker = match.string.find(f"\n{match['place']}:", match.end()) >= 0
    return len(match["place"]) >= _LONG_LABEL and not is_speaker


def _plausible(match: re.Match[str]) -> bool:
    """Capitals before a dash are a place only when no known label; mixed case needs an agency that is known."""
    if match["place"] in not_places():
        return False
    if match["place"].isupper():
        return _more_than_a_label(match)
    return match["wire"] is not None and match["wire"].upper() in wires()
