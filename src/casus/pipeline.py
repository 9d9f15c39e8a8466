"""
Put steps together and run documents through them.

Assembly fails when a step needs what no earlier step gives: a pipeline that
cannot work is found before the first report is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
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

        Only steps that gain by it see many at once. After the last of these each document goes its own way, so that
        its reading can be kept before the next one is whole.
        """
        readings: Iterable[Reading] = (Reading(document, notes=document.notes) for document in documents)
        for step in self.steps:
            readings = run_step(step, readings)
        yield from readings

    def code_all(self, documents: Iterable[Document], *, batch: int = BATCH) -> Iterator[Reading]:
        """Read a stream of documents in order, a batch at a time."""
        stream = iter(documents)
        while group := list(islice(stream, batch)):
            yield from self.code_batch(group)


def run_step(step: Step, readings: Iterable[Reading]) -> Iterable[Reading]:
    """Apply one step to all readings, together where it can, else one by one as they are asked for."""
    return step.many(list(readings)) if isinstance(step, BatchStep) else map(step, readings)


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
