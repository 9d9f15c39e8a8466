"""The bodies of writes, checked: decisions and the values of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from casus.errors import InputError
from casus.model.vocabulary import EXTENTS, FACTUALITIES, QUANTITY_ROLES, RELATIONS, STANCES, STATUSES
from casus.model.when import TimePrecision
from casus.web.asked import Asked

Short = Annotated[str, Field(min_length=1, max_length=300)]
Id = Annotated[str, Field(pattern=r"^[a-z]-[0-9a-f]{1,16}$", max_length=20)]
Offset = Annotated[int, Field(ge=0, le=100_000_000)]
Count = Annotated[int, Field(ge=0, le=10**10)]
Author = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]+$")]


def _one_of(values: Sequence[str]) -> AfterValidator:
    """A value that is one of these."""

    def check(value: str) -> str:
        if value not in values:
            raise ValueError(f"one of {', '.join(values)}")
        return value

    return AfterValidator(check)


Stance = Annotated[str, _one_of(STANCES)]
Status = Annotated[str, _one_of(STATUSES)]
Factuality = Annotated[str, _one_of(FACTUALITIES)]


class EvidenceBody(Asked):
    """The words that a person selected: offsets in code points."""

    document: Id
    start: Offset
    end: Offset


class VersionedBody(Asked):
    """An event as it was read."""

    event: Id
    version: str = Field(max_length=40)


class DecisionBody(Asked):
    """A decision; which members are needed depends on `kind` (docs/api.md)."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    kind: Literal["accept", "reject", "edit", "add", "merge", "split", "note", "undo"]
    event: Id | None = None
    version: str | None = Field(None, max_length=40)
    claim: Id | None = None
    field: Short | None = None
    value: Any = None
    evidence: EvidenceBody | None = None
    whole_event: bool = True
    document: Id | None = None
    trigger: tuple[Offset, Offset] | None = None
    others: list[VersionedBody] = Field([], alias="with", max_length=100)
    members: list[Id] = Field([], max_length=1000)
    claims: list[Id] = Field([], max_length=1000)
    decision: str | None = Field(None, pattern=r"^n-\d{1,12}$")
    batch: str | None = Field(None, max_length=40)
    author: Author | None = None
    reason: str | None = Field(None, max_length=2000)


class BulkBody(Asked):
    """One decision for many events."""

    decision: DecisionBody
    events: list[VersionedBody] = Field(min_length=1, max_length=1000)


class PreviewBody(Asked):
    """One decision, and which events it may be for: "similar", or filters."""

    decision: DecisionBody
    select: Literal["similar"] | dict[str, Any] = "similar"


class _Value(BaseModel):
    """Values may carry what answers carry beside what is kept: it is left out."""

    model_config = ConfigDict(extra="ignore")


class TypeValue(_Value):
    """Type and mode."""

    type: Annotated[str, Field(pattern=r"^[A-Za-z_]{2,30}$")]
    mode: Annotated[str, Field(pattern=r"^[a-z-]{2,30}$")] | None = None


class PlaceModel(_Value):
    """A place; one that was marked on the map has no id."""

    id: Short | None = None
    name: Short | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    admin1: Short | None = None
    kind: Annotated[str, Field(max_length=40)] | None = None
    precision: Annotated[int, Field(ge=1, le=7)] | None = None
    radius_km: Annotated[float, Field(ge=0, le=20_000)] | None = None


class PlaceValue(_Value):
    """Where; None: no place is told."""

    place: PlaceModel | None
    role: Literal["where", "from", "to", "via", "near"] = "where"


class PartyValue(_Value):
    """Someone taking part; `start` and `end` in the report of the claim."""

    name: Short
    key: Short | None = None
    kind: Annotated[str, Field(max_length=40)] | None = None
    sector: Annotated[str, Field(max_length=10)] | None = None
    country: Annotated[str, Field(max_length=3)] | None = None
    is_place: bool = False
    place: PlaceModel | None = None
    start: Offset | None = None
    end: Offset | None = None


class SourceValue(_Value):
    """Who says so."""

    name: Short
    key: Short | None = None
    stance: Stance = "asserts"
    start: Offset | None = None
    end: Offset | None = None


class TimeValue(_Value):
    """Days, both included."""

    earliest: date | None = None
    latest: date | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN

    @model_validator(mode="after")
    def _in_order(self) -> TimeValue:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("the earliest day not after the latest")
        if not (self.earliest or self.latest):
            raise ValueError("a day")
        return self


class NumberValue(_Value):
    """A number with its bounds."""

    low: Count | None = None
    best: Count | None = None
    high: Count | None = None

    @model_validator(mode="after")
    def _in_order(self) -> NumberValue:
        told = [end for end in (self.low, self.best, self.high) if end is not None]
        if not told or told != sorted(told):
            raise ValueError("a number, with low, best and high in this order")
        return self


_PARTIES: Final = Annotated[list[PartyValue], Field(max_length=50)]
_FORMS: Final[dict[str, Any]] = {
    "type": TypeValue,
    "status": Status,
    "factuality": Factuality,
    "extent": Annotated[str, _one_of(EXTENTS)],
    **dict.fromkeys(("actor", "recipient", "mediator", "beneficiary", "subject", "object"), _PARTIES),
    "place": PlaceValue,
    "time": TimeValue | None,
    "source": Annotated[list[SourceValue], Field(max_length=20)],
    **dict.fromkeys(QUANTITY_ROLES, NumberValue | None),
}
EVENT_FIELDS: Final = frozenset(_FORMS) - {"extent", "subject", "object"}
STATE_FIELDS: Final = frozenset({"type", "factuality", "extent", "subject", "object", "time", "source"})


def checked_value(name: str | None, value: Any, *, of_state: bool) -> Any:
    """A correction's value as it is kept. Raises InputError that says what is expected."""
    allowed = STATE_FIELDS if of_state else EVENT_FIELDS
    if name not in allowed:
        raise InputError(
            f"{name!r} cannot be corrected", where="field", expected=f"one of {', '.join(sorted(allowed))}"
        )
    found = _checked(_FORMS[name], value)
    if name == "type":
        return _checked_type(found, of_state=of_state)
    return found


def checked_added(value: Any) -> Any:
    """What an added claim is told to be. Raises InputError."""
    found = _checked(_AddedValue, value)
    return {**found, **_checked_type(found, of_state=False)}


class _AddedValue(TypeValue):
    status: Status = "completed"
    factuality: Factuality = "CT+"


def _checked(form: Any, value: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(form)
    try:
        return adapter.dump_python(adapter.validate_python(value), mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(["value", *(str(part) for part in first["loc"])])
        raise InputError(
            f"{first['input']!r:.80} cannot be used",
            where=where,
            expected=first["msg"].removeprefix("Value error, "),
            remedy="see docs/api.md, Decisions",
        ) from error


def _checked_type(found: Any, *, of_state: bool) -> Any:
    name = found["type"].lower() if of_state else found["type"].upper()
    if of_state and name not in RELATIONS:
        raise InputError(f"{name!r} is no relation", where="value.type", expected=f"one of {', '.join(RELATIONS)}")
    return {"type": name} if of_state else {"type": name, "mode": found["mode"]}
