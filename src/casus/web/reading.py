"""The read side of the interface: what the page shows. See docs/api.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
import numpy as np
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from casus.web import answers, maps, relations, timelines
from casus.web.asked import ListAsked, MapAsked, Narrowing, NetworkAsked, ReviewAsked, TimelineAsked, box_of
from casus.web.described import REFUSALS, EventList, Summary, gives
from casus.web.index import Index, Mask
from casus.web.library import Library
from casus.web.shapes import Json
from casus.web.wanted import REASONS, Outside, Wanted, kept, needed, order, reasons

router = APIRouter(prefix="/api", tags=["read"], responses=REFUSALS)

MOST_QUEUED = 1000
MOST_STRIPS = 40


def the_library(request: Request) -> Library:
    """The project that the server shows."""
    library: Library = request.app.state.library
    return library


Books = Annotated[Library, Depends(the_library)]


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def outside(library: Library) -> Outside:
    """What the index asks the record."""
    desk = library.desk
    return Outside(desk.findings_with, desk.documents_called, desk.countries_called, desk.seen())


def chosen(library: Library, wanted: Wanted) -> tuple[Index, Mask, Outside]:
    """A snapshot, the rows of it that a filter keeps, and what the index does not know."""
    index, around = library.current(), outside(library)
    return index, kept(index, wanted, around), around


@router.get("/session", summary="What the page needs before anything else")
def session(library: Books, request: Request) -> Response:
    """Project, versions, who is at work, and whether the project is summed up yet."""
    index = library.current()
    return answer(
        {
            **request.app.state.about,
            "project": library.name,
            "may_write": not library.is_read_only,
            "is_read_only": library.is_read_only,
            "revision": library.revision(),
            "state": "ready" if library.is_ready else "preparing",
            "prepared": int(index.alive.sum()),
            "total": max(library.total, int(index.alive.sum())),
        }
    )


@router.get("/summary", summary="The state of things in one sentence", responses=gives(Summary))
def summary(asked: Annotated[Narrowing, Query()], library: Books) -> Response:
    """Counts of what the filter keeps, the sentence, and the filters as chips."""
    return answer(summary_of(library, asked.wanted()))


def summary_of(library: Library, wanted: Wanted) -> Json:
    """See `summary`."""
    index, mask, around = chosen(library, wanted)
    counts = answers.tally(index, mask, around.seen)
    states = sum(relations.fits(line, wanted) for line in library.lines())
    return {
        "sentence": answers.sentence(counts),
        **counts,
        "states": states,
        "filters": list(wanted.chips()),
    }


@router.get("/facets", summary="Values to choose from")
def facets(asked: Annotated[Narrowing, Query()], library: Books) -> Response:
    """The values that the events of the filter have, with counts."""
    return answer(facets_of(library, asked.wanted()))


def facets_of(library: Library, wanted: Wanted) -> Json:
    """See `facets`."""
    index, mask, _ = chosen(library, wanted)
    found = [line.relation for line in library.lines() if relations.fits(line, wanted)]
    counts = {name: found.count(name) for name in dict.fromkeys(found)}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {**answers.facets(index, mask), "relation": [{"value": name, "count": n} for name, n in ranked]}


@router.get("/events", summary="The list of events", responses=gives(EventList))
def events(asked: Annotated[ListAsked, Query()], library: Books) -> Response:
    """One page of the events that the filter keeps."""
    index, mask, around = chosen(library, asked.wanted())
    rows, cursor = answers.page(index, mask, asked.sort, limit=asked.limit, cursor=asked.cursor, offset=asked.offset)
    return listed(answers.lines(index, rows, around.seen), int(mask.sum()), cursor, library.revision())


def listed(lines: Iterable[bytes], total: int, cursor: str | None, revision: str) -> Response:
    """Lines of events, as docs/api.md has a list."""
    tail = msgspec.json.encode({"total": total, "cursor": cursor, "revision": revision})
    body = b'{"events":' + answers.joined(lines) + b"," + tail[1:]
    return Response(body, media_type="application/json")


@router.get("/map", summary="The map as GeoJSON")
def on_map(asked: Annotated[MapAsked, Query()], library: Books) -> Response:
    """One feature for each point, or clusters where there are more than 3,000 points in view."""
    index, mask, around = chosen(library, asked.wanted())
    look = maps.Look(asked.zoom, asked.clusters, box_of(asked.view) if asked.view else None)
    return answer(maps.features(index, mask, look, seen=around.seen))


@router.get("/timeline", summary="Counts through time, and the strip of states")
def timeline(asked: Annotated[TimelineAsked, Query()], library: Books) -> Response:
    """Events by type and bucket; states that hold through time."""
    return answer(timeline_of(library, asked.wanted(), asked.bucket))


def timeline_of(library: Library, wanted: Wanted, bucket: str) -> Json:
    """See `timeline`."""
    index, mask, _ = chosen(library, wanted)
    found = sorted((line for line in library.lines() if relations.fits(line, wanted)), key=relations.support)
    strip = [relations.strip(line) for line in found[:MOST_STRIPS]]
    return {**timelines.timeline(index, mask, bucket), "strip": strip}


@router.get("/states", summary="Relations through time")
def states(asked: Annotated[Narrowing, Query()], library: Books) -> Response:
    """The lines that the filter keeps; `type` names relations here."""
    return answer(states_of(library, asked.wanted()))


def states_of(library: Library, wanted: Wanted) -> Json:
    """See `states`."""
    found = [relations.line(line) for line in library.lines() if relations.fits(line, wanted)]
    return {"lines": found, "total": len(found)}


@router.get("/states/{line_id}", summary="One relation through time")
def state(line_id: str, library: Books) -> Response:
    """A line with the claims it rests on."""
    decided, line = library.corrections(), library.line(line_id)
    review = {row.claim_id: decided.review(row.claim_id) for row in line.states}
    return answer(relations.line(line, with_claims=True, review=review))


@router.get("/network", summary="Who fights, supports, is allied")
def network(asked: Annotated[NetworkAsked, Query()], library: Books) -> Response:
    """Actors and the ties between them that events and states show."""
    return answer(network_of(library, asked.wanted(), asked.top))


def network_of(library: Library, wanted: Wanted, top: int) -> Json:
    """See `network`."""
    index, mask, _ = chosen(library, wanted)
    lines = [line for line in library.lines() if relations.fits(line, wanted)]
    return answers.network(index, mask, relations.ties(lines), top=top)


@router.get("/review", summary="What a person should look at")
def review(asked: Annotated[ReviewAsked, Query()], library: Books) -> Response:
    """The queue, most pressing first: disputed, then uncertain, then new; the oldest of each first."""
    index, mask, around = chosen(library, asked.wanted())
    why, need = reasons(index, around.seen), needed(index, around.seen)
    wanted = mask & need & (why[asked.kind] if asked.kind != "needed" else True)
    pressing = np.zeros(index.size, dtype=np.int64)
    for name, weight in _PRESSING.items():
        pressing += weight * why[name]
    rows = order(index, "date")
    rows = rows[wanted[rows]]
    rows = rows[np.argsort(-pressing[rows], kind="stable")] if rows.size else rows
    return answer(
        {
            "queue": [index.ids[row] for row in rows[:MOST_QUEUED]],
            "total": int(wanted.sum()),
            "counts": {name: int((mask & need & why[name]).sum()) for name in REASONS},
        }
    )


_PRESSING = {"disputed": 4, "uncertain": 2, "new": 1}
