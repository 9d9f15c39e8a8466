"""The parameters of requests, checked: filters, pages, map and timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from casus.errors import InputError
from casus.web.wanted import Box, Wanted

Texts = Annotated[list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=100)]
Review = Literal["open", "accepted", "rejected", "edited", "needed"]
Realised = Literal["happened", "partly", "expected", "lapsed_unknown", "did_not_happen", "disputed", "unclear"]
Sort = Literal["date", "-date", "place", "actor", "type", "sources", "-sources", "certainty", "-certainty", "changed"]


class Asked(BaseModel):
    """Parameters: what is not known is refused, so that a misspelt filter does not show everything."""

    model_config = ConfigDict(extra="forbid")


class Narrowing(Asked):
    """The filters that most requests share; repeated ones are alternatives."""

    actor: Texts = Field([], description="Part of a name, or a registry id, of anyone taking part.")
    place: Texts = Field([], description="Part of a name, a place id, or an ISO alpha-3 country code.")
    type: Texts = Field([], description="ASSAULT or ASSAULT.aerial; for states a relation.")
    sector: Texts = Field([], description="A PLOVER sector of anyone taking part.")
    source: Texts = Field([], description="Part of the name of a publisher or of anyone quoted.")
    since: date | None = Field(None, description="Not before this day.")
    until: date | None = Field(None, description="Not after this day.")
    text: str | None = Field(None, max_length=300, description="Words that a sentence must all contain.")
    doc: str | None = Field(None, max_length=300, description="A document id, or the id the input carried.")
    bbox: str | None = Field(None, description="west,south,east,north in degrees.", examples=["35.5,32,42.4,37.5"])
    review: list[Review] = Field([], description="How it was judged; needed: wants a person.")
    realisation: list[Realised] = Field([], description="Whether what was reported has happened.")
    certainty: Texts = Field([], description="well supported, supported, single source, disputed, denied.")
    disputed: bool | None = None
    undated: bool | None = None
    unplaced: bool | None = None
    rejected: bool = Field(False, description="Show rejected events too.")
    id: Annotated[list[str], Field(max_length=1000)] = Field([], description="Just these events.")

    @field_validator("bbox", "view", check_fields=False)
    @classmethod
    def _is_box(cls, text: str | None) -> str | None:
        if text is not None:
            box_of(text)
        return text

    def wanted(self) -> Wanted:
        """The filter as the index takes it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in Narrowing.model_fields}
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return Wanted(**values | {"bbox": box_of(self.bbox) if self.bbox else None})


def narrowing(values: Mapping[str, Any]) -> Wanted:
    """Filters given in a body: one value or several each. Raises InputError."""
    several = {name for name, found in Narrowing.model_fields.items() if found.annotation and found.default == []}
    listed = {n: [v] if n in several and not isinstance(v, list) else v for n, v in values.items()}
    try:
        return Narrowing.model_validate(listed).wanted()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(["filters", *(str(part) for part in first["loc"])])
        raise InputError(f"{first['input']!r:.80} cannot be used", where=where, expected=first["msg"]) from error


def box_of(text: str) -> Box:
    """Four edges in degrees. Raises ValueError that says what is expected."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise ValueError("west,south,east,north in degrees, as 35.5,32,42.4,37.5") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("longitudes -180 to 180 and latitudes -90 to 90, south before north")
    return west, south, east, north


class ListAsked(Narrowing):
    """A page of the list."""

    sort: Sort = "date"
    limit: int = Field(100, ge=1, le=1000)
    cursor: str | None = Field(None, max_length=500)
    offset: int = Field(0, ge=0, le=10**8, description="Events to leave out at the start; with a cursor, behind it.")


class MapAsked(Narrowing):
    """The map."""

    zoom: int = Field(2, ge=0, le=22)
    clusters: Literal["auto", "always", "never"] = "auto"
    view: str | None = Field(None, description="west,south,east,north: only what lies there is listed.")


class TimelineAsked(Narrowing):
    """The timeline."""

    bucket: Literal["auto", "day", "week", "month", "year"] = "auto"


class NetworkAsked(Narrowing):
    """The network."""

    top: int = Field(60, ge=1, le=500)


class ReviewAsked(Narrowing):
    """The queue of what a person should look at."""

    kind: Literal["needed", "uncertain", "disputed", "new"] = "needed"


class ShareAsked(Narrowing):
    """A copy to give away."""

    content: Literal["quotes", "full"] = Field("quotes", description="Only quoted sentences, or whole reports.")


class DocumentsAsked(Asked):
    """A page of the list of reports."""

    text: str | None = Field(None, max_length=300)
    limit: int = Field(100, ge=1, le=1000)
    cursor: str | None = Field(None, pattern=r"^\d{1,9}$")


class ChangesAsked(Asked):
    """Since when: a day, a time, or a revision that the session gave."""

    since: str = Field(min_length=1, max_length=60, examples=["2017-08-20", "118.4.0.12"])
