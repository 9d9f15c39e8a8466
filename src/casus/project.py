"""
A project: the record of what many reports say, in one folder or one file.

The only place that wires readers, engine and store together. A project is a folder with `casus.toml` (settings) and
`casus.db` (the record), or a single file whose name ends in `.casus` or `.db`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal

from casus.errors import CasusError, ExtraMissingError, InputError, PipelineError, ResourceError
from casus.merge.merging import MergeSummary, rebuild, regroup, update
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import BATCH, Pipeline
from casus.protocols import BatchStep
from casus.readers import Refusal
from casus.settings import Settings
from casus.store.audit import audit
from casus.store.connect import bring_up_to_date
from casus.store.corrections import Corrections
from casus.store.facts import Refused, RunFacts, canonical
from casus.store.folder import SETTINGS_FILE, create_place, locate, read_settings
from casus.store.rows import (
    EVERYTHING,
    ClaimRow,
    Counts,
    DocumentRow,
    EventRow,
    Filter,
    RunRow,
    ShowRecord,
    StateRow,
)
from casus.store.view import View
from casus.store.writer import Writer
from casus.version import __version__

if TYPE_CHECKING:
    from casus.beliefs.types import EventBelief, StateLine
    from casus.briefs.types import Paper

log = logging.getLogger(__name__)

ENGINE_FAILED: Final = "engine"
"""Code of a refusal because the engine, not the reader, could make nothing of a report."""

Outcome = Literal["added", "already", "refused"]


@dataclass(frozen=True, slots=True)
class AddSummary:
    """
    What came of adding reports: `read` were readable (of them `added` are new to this run, `already` were there),
    `refused` were not read or could not be coded. `claims` and `states` count what the added ones yielded.
    """

    run_id: str
    read: int = 0
    added: int = 0
    already: int = 0
    claims: int = 0
    states: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """One more report is dealt with: where it was, how it went, and how many that makes."""

    origin: str
    outcome: Outcome
    done: int


class Project:
    """A project that is open; see `open_project`. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, database: Path, settings: Settings) -> None:
        self.path = path
        self.settings = settings
        self._database = database
        self._view = View(database)

    def __enter__(self) -> Project:
        """Use it in a `with` statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the files back."""
        self._view.close()

    def add(
        self,
        documents: Iterable[Document | Refusal],
        *,
        pipeline: Pipeline,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> AddSummary:
        """
        Read reports with an engine and record what it finds, each report whole or not at all.

        A report that this engine has read before is left alone. One that cannot be coded is recorded as refused, and
        the rest goes on. Interrupted, at most the reports being coded at that moment are missing; the same call again
        completes the work. What was added is merged into events at the end. Raises StoreError if the project cannot be
        written to.
        """
        run = run_facts(pipeline)
        adding = _Adding(pipeline, on_progress or _silent, run.run_id)
        with Writer(self._database, run) as writer:
            adding.add_all(documents, writer)
        update(self._database)
        return adding.summary()

    def merge(self, *, around: Iterable[str] | None = None) -> MergeSummary:
        """
        Put tellings into events anew: all of them, or those `around` some telling ids that a person judged.

        `add` merges what it added; this is for rules that changed, and for judgements of people. Raises StoreError.
        """
        return rebuild(self._database) if around is None else regroup(self._database, around)

    def claims(self, wanted: Filter = EVERYTHING) -> tuple[ClaimRow, ...]:
        """Claims that the filter keeps."""
        return self._view.claims(wanted)

    def states(self, wanted: Filter = EVERYTHING) -> tuple[StateRow, ...]:
        """State claims that the filter keeps."""
        return self._view.states(wanted)

    def events(self, wanted: Filter = EVERYTHING) -> tuple[EventRow, ...]:
        """Happenings that a claim kept by the filter tells of, with all claims about them."""
        return self._view.events(wanted)

    def beliefs(self, wanted: Filter = EVERYTHING, *, rule: str = "latest_named_source") -> tuple[EventBelief, ...]:
        """What is believed of the events that the filter keeps; `rule` chooses numbers (see `casus.beliefs`)."""
        from casus.beliefs.events import believe

        return tuple(believe(event, rule=rule) for event in self.events(wanted))

    def lines(self) -> tuple[StateLine, ...]:
        """Every relation through time: who held what when, according to whom."""
        from casus.beliefs.states import lines

        return lines(self.states(), self.events())

    def situation(self, at: date | None = None, *, place: str | None = None, actor: str | None = None) -> Paper:
        """The picture on a day, by default the last that a report was published on."""
        from casus.briefs.asking import Wanted, situation

        return situation(self, at, wanted=Wanted(place, actor))

    def changes(self, since: date | str) -> Paper:
        """What is new, revised, contradicted or withdrawn since a day or a run."""
        from casus.briefs.asking import changes

        return changes(self, since)

    def brief(self, first: date | None = None, last: date | None = None) -> Paper:
        """A report on some days, every sentence with its references; `casus.briefs.page.page` makes it a page."""
        from casus.briefs.asking import brief

        return brief(self, first, last)

    def documents(self, wanted: Filter = EVERYTHING) -> tuple[DocumentRow, ...]:
        """Reports (of the filter, `doc`, `text`, `limit` and `offset` count)."""
        return self._view.documents(wanted)

    def runs(self) -> tuple[RunRow, ...]:
        """Engines that read for this project, with their settings and times."""
        return self._view.runs()

    def show(self, wanted_id: str) -> ShowRecord:
        """All that is behind the id of a claim, state, event, document or run, or behind its first characters."""
        return self._view.show(wanted_id)

    def reading(self, doc_id: str) -> Reading:
        """The whole reading of one document by its latest run."""
        return self._view.reading(doc_id)

    def counts(self) -> Counts:
        """How much the project holds."""
        return self._view.counts()

    def corrections(self) -> Corrections:
        """What people decided about what was found."""
        return self._view.corrections()

    def audit(self) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
        """Judgements, decisions and refusals as rows, one kind after the other."""
        return audit(self._database)

    def content_digest(self) -> str:
        """A SHA-256 that equals that of any other project with the same content, however it came in."""
        return self._view.content_digest()


def open_project(path: str | Path, *, create: bool = False) -> Project:
    """
    Open a project; with `create`, make it if it is not there.

    Raises StoreError if there is no project, something else is there, or it cannot be read or made;
    ProjectVersionError if a newer casus made it.
    """
    place = Path(path)
    database = locate(place, create=create)
    if create:
        create_place(place, database)
    else:
        bring_up_to_date(database)
    return Project(place, database, stored_settings(place))


def stored_settings(path: str | Path) -> Settings:
    """What `casus.toml` in a project's folder says, whether or not the record is made yet; else the usual settings.

    What is wrong with a path that cannot be looked at is said when the project is opened.
    """
    folder = Path(path)
    try:
        return read_settings(folder / SETTINGS_FILE) if folder.is_dir() else Settings()
    except OSError:
        return Settings()


def run_facts(pipeline: Pipeline) -> RunFacts:
    """What the record says of a run by this engine. Threads, dates given and paths have no place in it: the digests
    tell which data was read, the documents which date they were given, and threads change nothing.
    """
    return RunFacts(
        engine=pipeline.name,
        version=__version__,
        settings=canonical({"engine": pipeline.name}),
        digests=canonical(dict(pipeline.digests)),
        steps=canonical([step.name for step in pipeline.steps]),
    )


@dataclass(slots=True)
class _Adding:
    """The tally of one call of `add`, and the reports waiting to be coded together."""

    pipeline: Pipeline
    on_progress: Callable[[Progress], None]
    run_id: str
    read: int = 0
    added: int = 0
    already: int = 0
    claims: int = 0
    states: int = 0
    refused: list[Refused] = field(default_factory=list)

    def add_all(self, documents: Iterable[Document | Refusal], writer: Writer) -> None:
        """Deal with every report of a stream, in order but for those that wait to be coded together."""
        waiting: list[Document] = []
        size = batch_size(self.pipeline)
        for item in documents:
            if isinstance(item, Refusal):
                self._refuse(Refused(item.origin, item.code, str(item.error)), writer)
            elif self._is_new(item, writer):
                waiting.append(item)
            if len(waiting) == size:
                self._code(waiting, writer)
                waiting = []
        self._code(waiting, writer)

    def _is_new(self, document: Document, writer: Writer) -> bool:
        self.read += 1
        if not writer.has(document):
            return True
        writer.see(document)
        self._count(document.origin, "already")
        return False

    def summary(self) -> AddSummary:
        """The tally as it stands."""
        return AddSummary(
            self.run_id, self.read, self.added, self.already, self.claims, self.states, tuple(self.refused)
        )

    def _code(self, documents: Sequence[Document], writer: Writer) -> None:
        for document, result in code_each(self.pipeline, documents):
            if isinstance(result, Reading):
                self._write(document, result, writer)
            else:
                self._refuse(Refused(document.origin, ENGINE_FAILED, str(result)), writer)

    def _write(self, document: Document, reading: Reading, writer: Writer) -> None:
        try:
            is_new = writer.add(reading)
        except (InputError, PipelineError) as error:
            self._refuse(Refused(document.origin, ENGINE_FAILED, str(error)), writer)
            return
        if is_new:
            self.claims += len(reading.claims)
            self.states += len(reading.states)
        self._count(document.origin, "added" if is_new else "already")

    def _refuse(self, refused: Refused, writer: Writer) -> None:
        writer.refuse(refused)
        self.refused.append(refused)
        self._count(refused.origin, "refused")

    def _count(self, origin: str, outcome: Outcome) -> None:
        self.added += outcome == "added"
        self.already += outcome == "already"
        self.on_progress(Progress(origin, outcome, self.added + self.already + len(self.refused)))


def batch_size(pipeline: Pipeline) -> int:
    """One by one, so that an interruption loses one report, unless a step is faster with many together."""
    return BATCH if any(isinstance(step, BatchStep) for step in pipeline.steps) else 1


def code_each(pipeline: Pipeline, documents: Sequence[Document]) -> Iterator[tuple[Document, Reading | CasusError]]:
    """
    Code documents together; where that fails, one by one, so that one bad report does not take its neighbours along.

    Each comes as soon as it is coded. Raises ResourceError and ExtraMissingError: without its data the engine can code
    no report.
    """
    done = 0
    try:
        for done, reading in enumerate(pipeline.code_batch(documents), start=1):
            yield documents[done - 1], reading
    except (ResourceError, ExtraMissingError):
        raise
    except Exception as error:  # a fault of the engine on one report must not end the run
        if len(documents) == 1:
            log.debug("the engine failed on %s", documents[0].origin, exc_info=True)
            yield documents[0], _as_casus_error(error, documents[0])
            return
        for document in documents[done:]:
            yield from code_each(pipeline, [document])


def _as_casus_error(error: Exception, document: Document) -> CasusError:
    if isinstance(error, CasusError):
        return error
    return CasusError(
        f"the engine failed ({type(error).__name__}: {error})",
        where=document.origin or document.doc_id,
        remedy="this is a fault of the engine: please report it with the text",
    )


def _silent(_: Progress) -> None:
    """Nobody asked."""
