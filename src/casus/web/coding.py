"""Two people code a sample unseen by each other: what to code next, how far they agree, what to settle."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from casus.errors import InputError, NotFoundError
from casus.evaluate.agreement import alpha, f1
from casus.store.clock import now
from casus.store.fold import fold
from casus.store.rows import ClaimRow, StateRow
from casus.store.sampling import (
    Codes,
    Sample,
    Settlement,
    codings,
    make_sample,
    samples,
    settlements,
    write_coding,
    write_settlement,
)
from casus.web import shapes
from casus.web.asked import Asked, narrowing
from casus.web.bodies import Author, Id
from casus.web.described import REFUSALS
from casus.web.library import Library
from casus.web.reading import Books, answer, chosen
from casus.web.shapes import Json

router = APIRouter(prefix="/api/samples", tags=["code"], responses=REFUSALS)

FIELDS: Final = ("is_claim", "type", "factuality", "status", "actor", "recipient", "place", "time", "killed", "wounded")
SEVERAL: Final = frozenset({"actor", "recipient"})
Name = Annotated[str, Field(min_length=1, max_length=80)]


class SampleBody(Asked):
    """A new sample."""

    name: Name
    size: int = Field(ge=1, le=5000)
    seed: int = 1
    coders: list[Author] = Field(min_length=2, max_length=2)
    filters: dict[str, Any] = Field(default_factory=dict)


class CodingBody(Asked):
    """What a coder gives for one claim."""

    coder: Author
    claim: Id
    values: dict[str, Any] = Field(max_length=len(FIELDS))


class SettleBody(Asked):
    """What was settled."""

    claim: Id
    field: Name
    value: Any = None
    reason: str | None = Field(None, max_length=2000)


@router.post("", summary="Draw a sample", status_code=201)
def draw(body: SampleBody, library: Books) -> Response:
    """Draw claims of the events that the filter keeps, at random but the same for the same seed."""
    if len(set(body.coders)) != len(body.coders):
        raise InputError("one coder twice", where="coders", expected="two different people")
    index, mask, _ = chosen(library, narrowing(body.filters))
    names = [index.ids[row] for row in np.flatnonzero(mask)]
    picked = random.Random(body.seed).sample(sorted(names), min(len(names), body.size))
    decided = library.corrections()
    claims = sorted(c.claim_id for event, _ in library.desk.events(picked, decided) for c in event.claims)
    random.Random(body.seed).shuffle(claims)
    with library.writing() as connection:
        settings = {"seed": body.seed, "filters": body.filters}
        sample_id = make_sample(connection, body.name, body.coders, claims[: body.size], settings)
    return answer(_shown(library, _sample(library, sample_id)), 201)


@router.get("", summary="All samples")
def listed(library: Books) -> Response:
    """Samples with how far each coder is."""
    found = library.desk.ask(lambda connection: list(samples(connection)))
    return answer({"samples": [_shown(library, sample) for sample in found]})


def _sample(library: Library, sample_id: str) -> Sample:
    found = library.desk.ask(lambda connection: list(samples(connection)))
    for sample in found:
        if sample.sample_id == sample_id:
            return sample
    raise NotFoundError(f"there is no sample {sample_id[:40]!r}", expected="an id of /api/samples")


def _shown(library: Library, sample: Sample) -> Json:
    given = library.desk.ask(lambda connection: codings(connection, sample))
    return {
        "id": sample.sample_id,
        "name": sample.name,
        "size": len(sample.claims),
        "coders": [{"name": coder, "done": _done(given, coder)} for coder in sample.coders],
        "made": sample.made,
    }


def _done(given: dict[str, dict[str, Codes]], coder: str) -> int:
    return sum(coder in by_coder for by_coder in given.values())


@router.get("/{sample_id}/next", summary="What to code next")
def upcoming(sample_id: str, coder: Annotated[str, Query(max_length=80)], library: Books) -> Response:
    """The first claim that a coder has not coded, without any value of the engine or of the other coder."""
    sample = _for(library, sample_id, coder)
    given = library.desk.ask(lambda connection: codings(connection, sample))
    decided = library.corrections()
    open_ones = (claim for claim in sample.claims if coder not in given.get(claim, {}))
    rows = (library.desk.claim(claim, decided) for claim in open_ones)
    row = next((row for row in rows if row is not None), None)
    item = (
        None
        if row is None
        else {
            "claim": row.claim_id,
            "document": row.report.doc_id,
            "sentence": shapes.quote(row.sentence),
            "trigger": shapes.quote(row.trigger),
            "fields": list(FIELDS),
        }
    )
    return answer({"item": item, "done": _done(given, coder), "total": len(sample.claims)})


def _for(library: Library, sample_id: str, coder: str) -> Sample:
    sample = _sample(library, sample_id)
    if coder not in sample.coders:
        raise InputError(f"{coder!r} does not code this sample", where="coder", expected=" or ".join(sample.coders))
    return sample


@router.post("/{sample_id}/codings", summary="Code a claim", status_code=201)
def code(sample_id: str, body: CodingBody, library: Books) -> Response:
    """Write down what a coder gives for a claim."""
    sample = _for(library, sample_id, body.coder)
    if body.claim not in sample.claims:
        raise NotFoundError(f"{body.claim} is not in the sample", where="claim", expected="a claim of the sample")
    unknown = [name for name in body.values if name not in FIELDS]
    if unknown:
        raise InputError(f"no field {unknown[0]!r}", where="values", expected=f"one of {', '.join(FIELDS)}")
    codes = {name: value for name, given in body.values.items() if (value := _code(name, given)) is not None}
    with library.writing() as connection:
        write_coding(connection, sample, body.claim, body.coder, codes)
    given = library.desk.ask(lambda connection: codings(connection, sample))
    return answer({"done": _done(given, body.coder), "total": len(sample.claims)}, 201)


def _code(name: str, given: Any) -> Any:
    """A value as it is compared. Raises InputError for what is no value of the field."""
    if given is None or given == [] or given == "":
        return None
    several = given if isinstance(given, list) else [given]
    if any(isinstance(one, dict | list) for one in several) or (isinstance(given, list) and name not in SEVERAL):
        raise InputError(f"{name} is {given!r:.80}", where=f"values.{name}", expected="a key, or for parties a list")
    return sorted(map(str, several)) if name in SEVERAL else given


@router.get("/{sample_id}/agreement", summary="How far the coders agree")
def agreement(sample_id: str, library: Books) -> Response:
    """Krippendorff's alpha and F1 for each field, over the claims that both have coded."""
    sample = _sample(library, sample_id)
    both = list(_both(library, sample))
    return answer({"both": len(both), "fields": [_field(name, both) for name in FIELDS]})


def _both(library: Library, sample: Sample) -> Iterator[tuple[str, Codes, Codes]]:
    """The claims that both have coded."""
    given = library.desk.ask(lambda connection: codings(connection, sample))
    one, other = sample.coders
    for claim in sample.claims:
        by_coder = given.get(claim, {})
        if one in by_coder and other in by_coder:
            yield claim, by_coder[one], by_coder[other]


def _field(name: str, both: Iterable[tuple[str, Codes, Codes]]) -> Json:
    counted = [(one, other) for _, one, other in both if _counts(name, one, other)]
    pairs = [(_compared(one.get(name)), _compared(other.get(name))) for one, other in counted]
    return {
        "field": name,
        # What is not given is a value of its own here: to see none where the other sees one is to disagree.
        "alpha": _rounded(alpha([("|".join(sorted(one)), "|".join(sorted(other))) for one, other in pairs])),
        "f1": _rounded(f1(pairs)),
        "agree": sum(one == other for one, other in pairs),
        "units": len(pairs),
    }


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def _counts(name: str, one: Codes, other: Codes) -> bool:
    """Whether a claim counts for a field: where either says that it is none, there is nothing else to agree on."""
    return name == "is_claim" or not (one.get("is_claim") is False or other.get("is_claim") is False)


def _compared(value: Any) -> frozenset[str]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return frozenset(fold(str(one)) for one in several)


@router.get("/{sample_id}/disagreements", summary="What the coders should settle")
def disagreements(sample_id: str, library: Books) -> Response:
    """Every field of every claim on which the two differ, with the engine's value and what was settled."""
    return answer({"queue": list(_queue(library, _sample(library, sample_id)))})


def _queue(library: Library, sample: Sample) -> Iterator[Json]:
    settled = library.desk.ask(lambda connection: settlements(connection, sample))
    decided = library.corrections()
    for claim, one, other in _both(library, sample):
        differs = [n for n in FIELDS if _counts(n, one, other) and _compared(one.get(n)) != _compared(other.get(n))]
        row = library.desk.claim(claim, decided) if differs else None
        for name in differs:
            found = settled.get((claim, name))
            yield {
                "claim": claim,
                "document": row.report.doc_id if row else None,
                "event": row.event_id if isinstance(row, ClaimRow) else None,
                "sentence": shapes.quote(row.sentence) if row else None,
                "field": name,
                "values": [
                    {"coder": sample.coders[0], "value": one.get(name)},
                    {"coder": sample.coders[1], "value": other.get(name)},
                ],
                "machine": machine_value(row, name),
                "settled": found and {"value": found.value, "author": found.author, "reason": found.reason},
            }


def machine_value(row: ClaimRow | StateRow | None, name: str) -> Any:
    """What is shown of a claim in the form in which it is coded."""
    if not isinstance(row, ClaimRow):
        return None
    match name:
        case "is_claim":
            return True
        case "type" | "factuality" | "status":
            return getattr(row, name)
        case "actor" | "recipient":
            return sorted(who.registry or who.name for who in row.who(name))
        case "place":
            return next((where.place.id for where in row.places if where.place), None)
        case "time":
            time = row.time
            return f"{time.earliest or ''}/{time.latest or ''}" if time and (time.earliest or time.latest) else None
        case _:
            number = next((one for one in row.quantities if one.role == name), None)
            return (number.best if number.best is not None else number.low) if number else None


@router.post("/{sample_id}/settle", summary="Settle a disagreement", status_code=201)
def settle(sample_id: str, body: SettleBody, library: Books, request: Request) -> Response:
    """Write down what two coders, or a third person, came to."""
    sample = _sample(library, sample_id)
    fits = any(one["claim"] == body.claim and one["field"] == body.field for one in _queue(library, sample))
    if not fits:
        raise NotFoundError("nothing to settle there", where="field", expected="a claim and field of the disagreements")
    value = _code(body.field, body.value)
    settled = Settlement(body.claim, body.field, value, request.app.state.about["author"], body.reason, now())
    with library.writing() as connection:
        write_settlement(connection, sample, settled)
    queue = _queue(library, sample)
    return answer(next(one for one in queue if one["claim"] == body.claim and one["field"] == body.field), 201)
