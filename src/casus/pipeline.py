"""
Put steps together and run documents through them.

Assembly fails when a step needs what no earlier step gives: a pipeline that
cannot work is found before the first report is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from itertools import islice
from typing import Final

from casus.errors import PipelineError
from casus.model.document import Document
from casus.model.reading import Reading
from casus.protocols import BatchStep, Step

BATCH: Final = 16
"""Documents read together: enough to fill the encoder's batches, little enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A named row of steps. `digests` names the data files and weights behind them, for the record of the run."""

    name: str
    steps: tuple[Step, ...]
    digests: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Check that every step's needs are given by an earlier one."""
        known = {field.name for field in fields(Reading)}
        given = {"document", "notes"}
        for step in self.steps:
            _check(step, known=known, given=given)
            given |= step.gives

    def code(self, document: Document) -> Reading:
        """Read one document."""
        return next(self.code_batch([document]))

    def code_batch(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """Read documents together; the result is the same as reading them one by one.

        Steps up to the last that gains by having many read all documents at once. From there on each document goes
        its own way, so that its reading can be kept before the next one is whole.
        """
        readings = [Reading(document, notes=document.notes) for document in documents]
        shared = max((n for n, step in enumerate(self.steps, start=1) if isinstance(step, BatchStep)), default=0)
        for step in self.steps[:shared]:
            readings = run_step(step, readings)
        for reading in readings:
            yield reduce(_apply, self.steps[shared:], reading)

    def code_all(self, documents: Iterable[Document], *, batch: int = BATCH) -> Iterator[Reading]:
        """Read a stream of documents in order, a batch at a time."""
        stream = iter(documents)
        while group := list(islice(stream, batch)):
            yield from self.code_batch(group)


def run_step(step: Step, readings: Sequence[Reading]) -> list[Reading]:
    """Apply one step to all readings, together where it can."""
    if isinstance(step, BatchStep):
        return step.many(readings)
    return [step(reading) for reading in readings]


def _apply(reading: Reading, step: Step) -> Reading:
    return step(reading)


def _check(step: Step, *, known: set[str], given: set[str]) -> None:
    unknown = (step.needs | step.gives) - known
    if unknown:
        raise PipelineError(
            f"step {step.name!r} names {sorted(unknown)}",
            expected=f"fields of Reading: {sorted(known)}",
            remedy="correct its needs and gives",
        )
    missing = step.needs - given
    if missing:
        raise PipelineError(
            f"step {step.name!r} needs {sorted(missing)}, which no earlier step gives",
            expected=f"only what is there by then: {sorted(given)}",
            remedy="put the step that gives it before this one",
        )
