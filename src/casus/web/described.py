"""
The shapes of answers for the OpenAPI description. Answers are not made from these: tests hold both against each other.

What each value means stands in docs/api.md.
"""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - shapes have fields called date
from typing import Any, Final, Literal

from pydantic import BaseModel, Field

from casus.web.described_claim import Claim, Number, Quote, Shape, Where, Who


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=["urn:casus:error:not-found"])
    title: str
    status: int
    detail: str
    instance: str
    found: str
    where: str
    expected: str
    remedy: str


class When(Shape):
    """The day of an event."""

    earliest: Day | None
    latest: Day | None
    precision: str
    basis: Literal["told", "published", "none"]
    shown: str


class Event(Shape):
    """One line of the list."""

    id: str
    version: str
    type: str
    mode: str | None
    label: str
    action: str
    line: str
    date: When
    actors: list[Who]
    recipients: list[Who]
    place: Where | None
    numbers: list[Number]
    reports: int
    claims: int
    sources: int
    realisation: str
    certainty: str
    index: float
    disputed: bool
    contradictions: list[str]
    review: Literal["open", "accepted", "rejected", "edited"]
    needs_review: bool
    reasons: list[Literal["uncertain", "disputed", "new"]]
    first_report: Day | None
    last_report: Day | None


class EventList(Shape):
    """One page of the list."""

    events: list[Event]
    total: int
    cursor: str | None
    revision: str


class Backing(Shape):
    """One claim that gives a value."""

    claim: str
    report: str
    publisher: str | None
    source: str | None
    stance: str
    quote: Quote | None


class Value(Shape):
    """One value of a field."""

    key: str
    shown: str
    low: int | None
    best: int | None
    high: int | None
    independent: int
    by: str
    backing: list[Backing]


class EventField(Shape):
    """One field of an event, the value shown first at the head."""

    name: str
    label: str
    rule: str
    disputed: bool
    edited: bool
    inferred: str | None
    values: list[Value]


class Contradiction(Shape):
    """Values that exclude each other."""

    kind: str
    field: str
    shown: str
    values: list[Value]


class Report(Shape):
    """Where a report came from."""

    id: str
    title: str | None
    publisher: str | None
    published: Day | None
    url: str | None
    copy_of: str | None


class ReportOfEvent(Report):
    """A report that tells of an event."""

    copies: list[str]
    claims: list[str]
    differs: list[str]


class Selected(Quote):
    """Words that a person gave for a value."""

    document: str


class Decision(Shape):
    """One decision as it was made."""

    id: str
    kind: str
    event: str | None
    claim: str | None
    document: str | None
    field: str | None
    before: Any
    value: Any
    evidence: Selected | None
    author: str
    made: str
    reason: str | None
    undoes: str | None
    undone_by: str | None
    batch: str | None
    attached: bool
    shown: str


class Join(Shape):
    """A judgement on two tellings."""

    a: str
    b: str
    verdict: str
    score: float | None
    reasons: list[str]
    author: str
    made: str


class Part(Shape):
    """One factor of the index."""

    name: str
    value: float


class Candidate(Shape):
    """Another event that may be the same."""

    event: Event
    score: float
    reasons: list[str]


class EventDetail(Event):
    """One event in full."""

    members: list[str]
    explanation: str
    parts: list[Part]
    fields_: list[EventField] = Field(alias="fields")
    contradictions_in_full: list[Contradiction]
    claims_in_full: list[Claim]
    reports_in_full: list[ReportOfEvent]
    history: list[Decision]
    similar: int
    joins: list[Join]
    candidates: list[Candidate]


class Chip(Shape):
    """One filter at work."""

    key: str
    value: str
    shown: str


class Summary(Shape):
    """The state of things."""

    sentence: str
    events: int
    of: int
    claims: int
    reports: int
    needs_review: int
    disputed: int
    undated: int
    unplaced: int
    rejected: int
    states: int
    first_day: Day | None
    last_day: Day | None
    last_report: Day | None
    filters: list[Chip]


class Outcome(Shape):
    """What came of a decision."""

    decision: Decision
    decisions: list[Decision]
    event: EventDetail | None
    gone: list[str]
    also: list[Event]
    revision: str


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {"model": Problem, "description": "Refused", "content": {"application/problem+json": {}}},
    "5XX": {"model": Problem, "description": "Failed", "content": {"application/problem+json": {}}},
}
"""What every address may answer instead."""


def gives(shape: type[BaseModel], status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The description of an answer."""
    return {status: {"model": shape}}
