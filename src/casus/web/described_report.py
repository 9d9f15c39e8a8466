"""The shape of a report as it is read on the page; see `described`."""

from __future__ import annotations

from typing import Literal

from casus.web.described import Event, Report
from casus.web.described_claim import Shape, State


class Segment(Shape):
    """A piece of a report."""

    start: int
    text: str
    marks: list[str]
    part: str
    opens: bool


class MarkOf(Shape):
    """Words that play a part in a claim."""

    id: str
    claim: str
    event: str | None
    role: str
    label: str
    name: str | None
    start: int
    end: int
    focus: bool


class NoteOf(Shape):
    """Something a reading could not settle."""

    code: str
    message: str
    start: int | None
    end: int | None


class DocumentDetail(Report):
    """One report, cut for marking."""

    published_basis: str
    byline: str | None
    dateline: str | None
    language: str
    direction: Literal["ltr", "rtl"]
    characters: int
    copies: list[str]
    origins: list[str]
    notes: list[NoteOf]
    segments: list[Segment]
    marks: list[MarkOf]
    events: list[Event]
    states: list[State]
    first_focus: int | None
