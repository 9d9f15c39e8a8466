"""The shapes of claims and states, and of what they are made of; see `described`."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - as in `described`
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Exactly these keys, all of them always."""

    model_config = ConfigDict(extra="forbid")


class Quote(Shape):
    """Words of a report; offsets in code points."""

    start: int
    end: int
    words: str


class Where(Shape):
    """A place."""

    id: str | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    kind: str
    precision: int
    radius_km: float
    shape: Literal["point", "area", "line", "none"]
    shown: str


class Who(Shape):
    """Someone taking part."""

    name: str
    key: str | None
    kind: str | None
    sector: str | None
    country: str | None


class Number(Shape):
    """How many."""

    role: str
    low: int | None
    best: int | None
    high: int | None
    shown: str


class ToldWho(Who):
    """Someone as a passage names them."""

    role: str
    is_place: bool
    quote: Quote | None
    inferred: str | None
    place: Where | None = None


class ToldWhere(Shape):
    """A place as a passage names it."""

    role: str
    name: str
    quote: Quote
    place: Where | None


class ToldWhen(Shape):
    """A time as a passage tells it."""

    quote: Quote | None
    earliest: Day | None
    latest: Day | None
    precision: str | None
    shown: str


class ToldNumber(Number):
    """A number as a passage tells it."""

    quote: Quote


class ToldSource(Shape):
    """Who says so."""

    name: str
    key: str | None
    stance: str
    quote: Quote | None
    cue: Quote | None
    part: str | None
    naming: str | None
    is_party: bool | None
    speech: str | None
    said: ToldWhen | None


class ToldCarrier(Shape):
    """Who passes on what the sources say."""

    part: str
    name: str
    quote: Quote | None


class Told(Shape):
    """What claims and states have in common."""

    id: str
    report: str
    publisher: str | None
    published: Day | None
    factuality: str
    denied: bool
    certainty: float
    trigger: Quote
    sentence: Quote
    time: ToldWhen | None
    sources: list[ToldSource]
    carriers: list[ToldCarrier]
    cues: list[Quote]
    rules: list[str]
    review: str
    edited: list[str]


class Claim(Told):
    """One act as one passage tells it."""

    event: str
    telling: str
    type: str
    mode: str | None
    label: str
    status: str
    parties: list[ToldWho]
    places: list[ToldWhere]
    quantities: list[ToldNumber]
    instrument: Quote | None


class State(Told):
    """One relation as one passage tells it."""

    relation: str
    extent: str | None
    subjects: list[ToldWho]
    objects: list[ToldWho]
