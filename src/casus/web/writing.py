"""The write side of the interface: decisions, one or many, and what was seen. See docs/api.md."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from casus.errors import InputError, NotFoundError
from casus.store.clock import now
from casus.store.corrections import Corrections, corrections
from casus.store.deciding import settle_judgements
from casus.web import answers, described, details
from casus.web.asked import Asked, narrowing
from casus.web.bodies import BulkBody, DecisionBody, PreviewBody, VersionedBody, checked_value
from casus.web.deciding import Deciding, Outcome, StaleError, after, as_of, decide
from casus.web.described import REFUSALS, gives
from casus.web.library import Library
from casus.web.reading import Books, answer, chosen
from casus.web.reading_one import event_of
from casus.web.shapes import Json
from casus.web.similar import similar
from casus.web.values import current_value

router = APIRouter(prefix="/api", tags=["decide"], responses=REFUSALS)

MOST_ROWS: Final = 1000
CREATED: Final = 201


class DecisionsAsked(Asked):
    """Which decisions to list."""

    event: str | None = Field(None, max_length=40)
    author: str | None = Field(None, max_length=80)
    kind: str | None = Field(None, max_length=20)
    attached: bool | None = None
    limit: int = Field(100, ge=1, le=1000)
    cursor: str | None = Field(None, pattern=r"^\d{1,9}$")


@router.post("/decisions", summary="Decide", status_code=CREATED, responses=gives(described.Outcome, CREATED))
def decisions(body: DecisionBody, library: Books, request: Request) -> Response:
    """Accept, reject, edit, add, merge, split, note or undo; refused with both versions if the event has changed."""
    try:
        outcome = decide(library, body, request.app.state.about["author"])
    except StaleError as error:
        raise told_both(library, error) from error
    decided = library.corrections()
    made = next(d for d in decided.decisions if d.number == outcome.numbers[-1])
    return answer(
        {
            "decision": details.decision(made, decided),
            "decisions": [details.decision(d, decided) for d in decided.decisions if d.number in outcome.numbers],
            **came_of(library, outcome),
        },
        CREATED,
    )


def came_of(library: Library, outcome: Outcome) -> Json:
    """The events that are otherwise now."""
    index = library.index
    about = outcome.event_id if outcome.event_id and index.row(outcome.event_id) is not None else None
    hidden = index.is_value("review", ("rejected",))
    rows = {event: index.row_of.get(event) for event in outcome.events}
    gone = [event for event, row in rows.items() if row is None or hidden[row]]
    others = [row for event, row in rows.items() if row is not None and event != about]
    return {
        "event": event_of(library, about) if about else None,
        "gone": gone,
        "also": lines(library, others),
        "revision": library.revision(),
    }


def lines(library: Library, rows: Sequence[int]) -> list[msgspec.Raw]:
    """Lines of the list for some rows."""
    return [msgspec.Raw(line) for line in answers.lines(library.index, rows, library.desk.seen())]


def told_both(library: Library, error: StaleError) -> StaleError:
    """The refusal with the event as it was and as it is."""
    library.refresh([error.event_id])
    decided = library.corrections()
    error.more = {
        "yours": event_of(library, error.event_id, as_of(error.version, decided)),
        "current": event_of(library, error.event_id, decided),
    }
    return error


@router.get("/decisions", summary="The log of decisions")
def log(asked: Annotated[DecisionsAsked, Query()], library: Books) -> Response:
    """All decisions, latest first."""
    decided, start = library.corrections(), int(asked.cursor or 0)
    if asked.event is not None:
        full = library.resolved(asked.event)
        claims = [claim.claim_id for claim in library.desk.every_claim(full, decided)]
        found = details.history(claims, [full, asked.event], decided)[::-1]
    else:
        found = [details.decision(d, decided) for d in reversed(decided.decisions)]
    for name in ("author", "kind", "attached"):
        wanted = getattr(asked, name)
        found = [one for one in found if wanted is None or one[name] == wanted]
    page = found[start : start + asked.limit]
    more = start + asked.limit < len(found)
    return answer({"decisions": page, "total": len(found), "cursor": str(start + asked.limit) if more else None})


@router.post("/seen", summary="What is there is no longer new")
def seen(library: Books, request: Request) -> Response:
    """Note that somebody has looked at all that was read so far."""
    when, author = now(), request.app.state.about["author"]
    with library.writing() as connection:
        connection.execute(
            "INSERT INTO look (author, made, reading_no) SELECT ?, ?, coalesce(max(reading_no), 0) FROM reading",
            (author, when),
        )
    return answer({"seen": when})


@dataclass(frozen=True, slots=True)
class _Row:
    """One event that a decision for many may be about."""

    event_id: str
    before: Any
    after: Any


@router.post("/bulk/preview", summary="What a decision for many would change")
def preview(body: PreviewBody, library: Books) -> Response:
    """The events it would be made on, with the value of each before and after."""
    _check_bulk(body.decision)
    decided = library.corrections()
    after_value = None
    if body.decision.kind == "edit":
        after_value = checked_value(body.decision.field, body.decision.value, of_state=False)
    wanted = _selected(library, body, decided)
    rows = list(_rows(library, wanted, body.decision, after_value, decided))
    shown = lines(library, [row for one in rows if (row := library.index.row(one.event_id)) is not None])
    return answer(
        {
            "rows": [
                {"event": line, "before": one.before, "after": one.after} for line, one in zip(shown, rows, strict=True)
            ],
            "total": len(rows),
        }
    )


def _check_bulk(body: DecisionBody) -> None:
    if body.kind not in ("accept", "reject", "edit", "note"):
        raise InputError(f"{body.kind} of many events", where="decision.kind", expected="accept, reject, edit or note")


def _selected(library: Library, body: PreviewBody, decided: Corrections) -> list[str]:
    if isinstance(body.select, dict):
        index, mask, _ = chosen(library, narrowing(body.select))
        return [index.ids[row] for row in np.flatnonzero(mask)[:MOST_ROWS]]
    if body.decision.event is None:
        raise NotFoundError("no event to be similar to", where="decision.event", expected="the id of an event")
    full = library.resolved(body.decision.event)
    if body.decision.kind != "edit":
        return similar(library.index, full)[:MOST_ROWS]
    return _same_words(library, full, body.decision.field or "", decided)


def _same_words(library: Library, event_id: str, field: str, decided: Corrections) -> list[str]:
    """Other events whose main claim has the same value in a field, read from the same words."""
    own = library.desk.events([event_id], decided)
    if not own:
        raise NotFoundError(f"there is no event {event_id!r}", where="decision.event", expected="the id of an event")
    index, row = library.index, library.index.row(event_id)
    same = index.alive & index.is_value("review", ("open", "edited"))
    if row is not None and field in ("type", "place"):
        column = "spot" if field == "place" else field
        same &= index.columns[column] == index.columns[column][row]
    if row is not None:
        same[row] = False
    names = [index.ids[other] for other in np.flatnonzero(same)[: 5 * MOST_ROWS]]
    wanted = _said(own[0][0].main, field)
    return [event.event_id for event, _ in library.desk.events(names, decided) if _said(event.main, field) == wanted]


def _said(claim: Any, field: str) -> tuple[Any, ...]:
    """Value and words of a field."""
    value = current_value(claim, field)
    for one in value if isinstance(value, list) else ():
        one.pop("start"), one.pop("end")
    match field:
        case "place":
            said = [where.quote.words for where in claim.places]
        case "time":
            said = [claim.time.quote.words] if claim.time and claim.time.quote else []
        case "type":
            said = [claim.trigger.words.lower()]
        case _:
            said = [who.quote.words for who in claim.who(field) if who.quote]
    return value, said


def _rows(
    library: Library, wanted: Sequence[str], body: DecisionBody, value: Any, decided: Corrections
) -> Iterable[_Row]:
    for event, standing in library.desk.events(wanted, decided):
        if body.kind == "edit":
            before = current_value(event.main, body.field or "")
            if before != value:
                yield _Row(event.event_id, before, value)
        else:
            yield _Row(event.event_id, standing.review, {"accept": "accepted", "reject": "rejected"}.get(body.kind))


@router.post("/bulk", summary="Decide for many", status_code=CREATED)
def bulk(body: BulkBody, library: Books, request: Request) -> Response:
    """Make one decision on many events; those that have changed since are left out and named."""
    _check_bulk(body.decision)
    batch = f"b-{secrets.token_hex(6)}"
    author = body.decision.author or request.app.state.about["author"]
    taken: list[Outcome] = []
    stale: list[VersionedBody] = []
    with library.writing() as connection:
        deciding = Deciding(connection, author)
        for one in body.events:
            changes = {"event": one.event, "version": one.version, "claim": None, "evidence": None}
            try:
                taken.append(deciding.take(body.decision.model_copy(update=changes), batch=batch))
            except StaleError:
                stale.append(one)
        touched = settle_judgements(connection, corrections(connection))
    events = tuple(event for outcome in taken for event in outcome.events)
    after(library, Outcome(tuple(n for outcome in taken for n in outcome.numbers), events, None), touched)
    decided = library.corrections()
    return answer(
        {
            "batch": batch,
            "decisions": [details.decision(d, decided) for d in decided.decisions if d.batch == batch],
            "stale": [{**one.model_dump(), "current": _current(library, one.event)} for one in stale],
            "revision": library.revision(),
        },
        CREATED,
    )


def _current(library: Library, event_id: str) -> msgspec.Raw | None:
    row = library.index.row(event_id)
    return None if row is None else lines(library, [row])[0]
