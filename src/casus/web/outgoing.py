"""What leaves the page: changes, exports of the command line, and a copy in one file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from casus.exports.run import export, formats
from casus.model.reading import Reading
from casus.project import Project, open_project
from casus.store.corrections import Corrections
from casus.store.rows import DocumentRow, EventRow, Filter, RunRow, StateRow
from casus.web import changing, relations, sharing
from casus.web.asked import ChangesAsked, Narrowing, ShareAsked
from casus.web.described import REFUSALS
from casus.web.library import Library
from casus.web.reading import Books, answer, chosen
from casus.web.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

router = APIRouter(prefix="/api", tags=["give away"], responses=REFUSALS)

CHUNK: Final = 500


@router.get("/changes", summary="What is otherwise since a moment")
def changes(asked: Annotated[ChangesAsked, Query()], library: Books) -> Response:
    """Events that are new, changed or gone, states, reports and decisions since a day, a time or a revision."""
    return answer(changing.changes(library, asked.since))


@router.get("/exports", summary="Formats to export to")
def exports() -> Response:
    """The formats of `casus export`."""
    listed = [
        {"name": one.name, "title": one.summary, "type": "application/zip", "suffix": one.suffix, "loses": one.loses}
        for one in formats().values()
    ]
    return answer({"formats": listed})


@router.get("/export/{name}", summary="Export what the filter keeps")
def exported(name: str, asked: Annotated[Narrowing, Query()], library: Books) -> Response:
    """A ZIP archive with the export, the list of what it drops, and filter, version and citation."""
    content = archive(library, name, asked.wanted())
    headers = {"content-disposition": f'attachment; filename="casus-{name}.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


def archive(library: Library, name: str, wanted: Wanted) -> bytes:
    """The files of an export in one archive. Raises InputError for an unknown format."""
    suffix = formats()[name].suffix if name in formats() else ""
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="casus-") as folder, open_project(library.path) as project:
        picked = Picked(project, library, wanted)
        summary = export(picked, name, Path(folder) / f"casus{suffix}", picked.filter, name=picked.name)
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
            for path in summary.files:
                out.write(path, path.name)
    return buffer.getvalue()


class Picked:
    """The part of a project that the page's filters keep, as exports see a project."""

    def __init__(self, project: Project, library: Library, wanted: Wanted) -> None:
        self._project = project
        self._library = library
        self._wanted = wanted
        self._is_all = not list(wanted.chips())

    @property
    def filter(self) -> Filter:
        """The filter as an export states it, as far as it has words for it."""
        if self._is_all:
            return Filter()
        wanted = self._wanted
        firsts = {
            name: getattr(wanted, name)[0] for name in ("actor", "place", "type", "source") if getattr(wanted, name)
        }
        return Filter(**firsts, since=wanted.since, until=wanted.until, text=wanted.text, doc=wanted.doc, limit=10**6)

    @property
    def name(self) -> str:
        """The project, with all filters of the page."""
        told = "; ".join(chip["shown"] for chip in self._wanted.chips())
        return f"{self._library.name} [{told}]" if told else self._library.name

    def events(self, wanted: Filter = Filter()) -> tuple[EventRow, ...]:  # noqa: ARG002, B008 - the page's filter counts
        """The events of the page, oldest first."""
        index, mask, _ = chosen(self._library, self._wanted)
        names: Sequence[str] = [index.ids[row] for row in np.flatnonzero(mask)]
        decided, desk = self._library.corrections(), self._library.desk
        chunks = (names[at : at + CHUNK] for at in range(0, len(names), CHUNK))
        found = [event for some in chunks for event, _ in desk.events(some, decided)]
        return tuple(sorted(found, key=lambda event: (str(event.earliest or event.latest or "9"), event.event_id)))

    def states(self, wanted: Filter = Filter()) -> tuple[StateRow, ...]:  # noqa: B008 - frozen
        """The states of the page; all there are without a filter."""
        if self._is_all or wanted == Filter():
            return self._project.states()
        lines = (line for line in self._library.lines() if relations.fits(line, self._wanted))
        return tuple({row.claim_id: row for line in lines for row in line.states}.values())

    def documents(self, wanted: Filter = Filter()) -> tuple[DocumentRow, ...]:  # noqa: B008 - frozen
        """See `Project.documents`."""
        return self._project.documents(wanted)

    def runs(self) -> tuple[RunRow, ...]:
        """See `Project.runs`."""
        return self._project.runs()

    def reading(self, doc_id: str) -> Reading:
        """See `Project.reading`."""
        return self._project.reading(doc_id)

    def corrections(self) -> Corrections:
        """See `Project.corrections`."""
        return self._project.corrections()

    def content_digest(self) -> str:
        """See `Project.content_digest`."""
        return self._project.content_digest()

    def audit(self) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """See `Project.audit`."""
        return self._project.audit()


@router.get("/share", summary="A copy in one file")
def share(asked: Annotated[ShareAsked, Query()], library: Books, request: Request) -> Response:
    """One HTML file of the current view that opens without network, with quotes or whole reports."""
    text = sharing.copy(library, asked.wanted(), request.app.state.about, content=asked.content)
    return HTMLResponse(text, headers={"content-disposition": 'attachment; filename="casus-copy.html"'})
