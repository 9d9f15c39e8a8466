"""The read side for one thing at a time: an event, a claim, a report; and candidates for a correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query
from fastapi.responses import Response

from casus.errors import NotFoundError
from casus.store.corrections import Corrections
from casus.store.overlay import edited_fields
from casus.store.rows import ClaimRow, DocumentRow, Filter, StateRow
from casus.web import answers, details, origins, papers, relations, shapes, suggesting
from casus.web.asked import DocumentsAsked, Narrowing
from casus.web.cards import Standing, shown
from casus.web.described import REFUSALS, EventDetail, gives
from casus.web.described_report import DocumentDetail
from casus.web.library import Library
from casus.web.reading import Books, answer, chosen
from casus.web.shapes import Json
from casus.web.similar import similar
from casus.web.wanted import Wanted, needed, reasons

router = APIRouter(prefix="/api", tags=["read"], responses=REFUSALS)

MOST_JOINS: Final = 50
Words = Annotated[str, Query(min_length=1, max_length=200)]


@router.get("/events/{event_id}", summary="One event in full", responses=gives(EventDetail))
def event(event_id: str, library: Books) -> Response:
    """Fields with all values and their words, contradictions, claims, reports, history."""
    return answer(event_of(library, event_id))


def event_of(library: Library, event_id: str, decided: Corrections | None = None) -> Json:
    """See `event`; with `decided`, as it stood when only these decisions were made. Raises NotFoundError."""
    decided = library.corrections() if decided is None else decided
    full = library.resolved(event_id)
    found = library.desk.beliefs([full], decided)
    if not found:
        raise unknown(event_id)
    belief, standing = found[0]
    told = library.desk.every_claim(full, decided)
    by_id = {claim.claim_id: claim for claim in belief.event.claims}
    tellings = list(dict.fromkeys(claim.telling_id or claim.event_id for claim in told))
    joins = library.desk.joins(tellings, MOST_JOINS)
    return {
        **shown(belief, standing),
        **_pressing(library, full, standing),
        "members": tellings,
        "explanation": details.explanation(belief),
        "parts": [{"name": name, "value": round(value, 3)} for name, value in belief.belief.parts],
        "fields": details.fields(belief, decided),
        "contradictions_in_full": [details.contradiction(one, by_id) for one in belief.contradictions],
        "claims_in_full": details.claims(told, full, decided),
        "reports_in_full": details.reports(belief, told),
        "history": details.history([claim.claim_id for claim in told], [full, *tellings], decided),
        "similar": len(similar(library.index, full)),
        "joins": joins,
        "candidates": _candidates(library, tellings, joins),
    }


def _pressing(library: Library, event_id: str, standing: Standing) -> Json:
    """What depends on the last look."""
    index, seen = library.index, library.desk.seen()
    row = index.row(event_id)
    if row is None:
        return {"needs_review": standing.review == "open", "reasons": []}
    why = reasons(index, seen)
    return {"needs_review": bool(needed(index, seen)[row]), "reasons": [name for name in why if why[name][row]]}


def _candidates(library: Library, tellings: Sequence[str], joins: Iterable[Json]) -> list[Json]:
    """Other events that were thought of as the same, likeliest first."""
    own, index = set(tellings), library.index
    found: dict[int, tuple[float, list[Any]]] = {}
    for join in joins:
        other = join["b"] if join["a"] in own else join["a"]
        row = index.row(other)
        if other in own or row is None or join["score"] is None:
            continue
        if row not in found or found[row][0] < join["score"]:
            found[row] = (join["score"], join["reasons"])
    best = sorted(found.items(), key=lambda item: -item[1][0])[:10]
    lines = answers.lines(index, [row for row, _ in best], library.desk.seen())
    return [
        {"event": msgspec.Raw(line), "score": score, "reasons": why}
        for line, (_, (score, why)) in zip(lines, best, strict=True)
    ]


def unknown(wanted: str) -> NotFoundError:
    """Nothing has this id."""
    return NotFoundError(
        f"nothing has the id {wanted[:80]!r}",
        expected="the id of an event, claim, state or report of this project",
        remedy="copy one from a listing",
    )


@router.get("/claims/{claim_id}", summary="One claim or state")
def claim(claim_id: str, library: Books) -> Response:
    """An act or a relation as one passage tells it, and what it belongs to."""
    decided = library.corrections()
    row = library.desk.claim(claim_id, decided)
    if row is None:
        raise unknown(claim_id)
    if isinstance(row, StateRow):
        line = next((one for one in library.lines() if any(s.claim_id == claim_id for s in one.states)), None)
        told = shapes.state(row, review=decided.review(claim_id), edited=edited_fields(row))
        return answer({"kind": "state", "state": told, "line": relations.line(line) if line else None})
    told = details.claims([row], row.event_id, decided)[0]
    return answer({"kind": "claim", "claim": told, "event": _line(library, row.event_id)})


def _line(library: Library, event_id: str) -> msgspec.Raw | None:
    row = library.index.row(event_id)
    return None if row is None else msgspec.Raw(answers.lines(library.index, [row], library.desk.seen())[0])


@router.get("/documents", summary="The list of reports")
def documents(asked: Annotated[DocumentsAsked, Query()], library: Books) -> Response:
    """Reports by day of publication."""
    start = int(asked.cursor or 0)
    view = library.desk.view
    found = view.documents(Filter(text=asked.text, limit=asked.limit + 1, offset=start))
    more = len(found) > asked.limit
    total = view.counts().documents if asked.text is None else len(view.documents(Filter(text=asked.text)))
    return answer(
        {
            "documents": [_document_line(row) for row in found[: asked.limit]],
            "total": total,
            "cursor": str(start + asked.limit) if more else None,
        }
    )


def _document_line(row: DocumentRow) -> Json:
    return {
        **shapes.report(row.report),
        "characters": row.characters,
        "claims": row.claims,
        "states": row.states,
        "notes": row.notes,
    }


@router.get("/documents/{doc_id}", summary="One report, cut for marking", responses=gives(DocumentDetail))
def document(doc_id: str, library: Books, event: Annotated[str | None, Query(max_length=100)] = None) -> Response:
    """The text in segments with the marks of all claims; those of `event` in focus."""
    return answer(document_of(library, doc_id, event, content="full"))


def document_of(library: Library, doc_id: str, event: str | None, *, content: str) -> Json:
    """See `document`; with `content` "quotes" only the sentences that claims are read from. Raises NotFoundError."""
    decided, desk = library.corrections(), library.desk
    paper = desk.paper(doc_id, decided)
    if paper is None:
        raise unknown(doc_id)
    focus = library.resolved(event) if event and event.startswith("e-") else event
    found = papers.marks(paper.claims, paper.states)
    segments = papers.segments(paper.text, paper.parts, found)
    if content == "quotes":
        rows: list[ClaimRow | StateRow] = [*paper.claims, *paper.states]
        segments = papers.quoted_only(segments, {(row.sentence.start, row.sentence.end) for row in rows})
    marks = [papers.mark_json(n, mark, focus) for n, mark in enumerate(found)]
    in_focus = [mark["start"] for mark in marks if mark["focus"]]
    events = dict.fromkeys(claim.event_id for claim in paper.claims)
    return {
        **shapes.report(paper.report),
        **paper.facts,
        "direction": papers.direction(paper.facts["language"]),
        "segments": segments,
        "marks": marks,
        "events": [line for event_id in events if (line := _line(library, event_id)) is not None],
        "states": [shapes.state(row, review=decided.review(row.claim_id)) for row in paper.states],
        "first_focus": min(in_focus, default=None),
    }


@router.get("/sources", summary="Publishers, copies, and who is quoted")
def sources(asked: Annotated[Narrowing, Query()], library: Books) -> Response:
    """Independent sources of what the filter keeps; copies of one report behind their original."""
    return answer(sources_of(library, asked.wanted()))


def sources_of(library: Library, wanted: Wanted) -> Json:
    """See `sources`."""
    index, mask, _ = chosen(library, wanted)
    return origins.sources(index, mask, library.desk)


@router.get("/search", summary="Suggestions for the search box")
def search(q: Words, library: Books) -> Response:
    """Filters that the words may mean: actors, places, types, publishers, days, ids, words of the text."""
    return answer({"suggestions": suggesting.suggestions(library.current(), q)})


@router.get("/places", summary="Places that a name may mean")
def places(
    q: Words,
    library: Books,
    country: Annotated[str | None, Query(max_length=3)] = None,
    near: Annotated[str | None, Query(max_length=60)] = None,
) -> Response:
    """Candidates of the gazetteer, likeliest first, with their names in Latin and local script."""
    return answer({"candidates": suggesting.places(library, q, country, near)})


@router.get("/actors", summary="Actors that a name may mean")
def actors(q: Words, library: Books, day: date | None = None) -> Response:
    """Candidates of this project and of the registry."""
    return answer({"candidates": suggesting.actors(library, q, day)})


@router.get("/times", summary="Days that words mean")
def times(q: Words, day: date | None = None) -> Response:
    """The interval that words such as "late August" stand for, counted from the day of the report."""
    return answer(suggesting.times(q, day))


@router.get("/choices", summary="Values of the edit form")
def choices(library: Books) -> Response:
    """Types, modes, statuses, relations and the like that can be chosen."""
    return answer(suggesting.choices(library.current()))
