"""Steps put together: what is refused at assembly, and in which order documents go through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from casus.errors import PipelineError
from casus.model.document import Document, Note
from casus.model.reading import Reading
from casus.pipeline import BATCH, Pipeline
from tests.store.building import report


@dataclass(frozen=True)
class Marking:
    """A step that leaves a note and keeps a log of its calls."""

    name: str
    log: list[str]
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()

    def __call__(self, reading: Reading) -> Reading:
        """Note the name of the step."""
        self.log.append(f"{self.name} {reading.document.origin}")
        return replace(reading, notes=(*reading.notes, Note(self.name, "was here")))


class MarkingMany(Marking):
    """The same, for many at once."""

    def many(self, readings: Sequence[Reading]) -> list[Reading]:
        """Note the name of the step in each."""
        return [self(reading) for reading in readings]


def test_a_step_that_needs_what_no_earlier_step_gives_is_refused() -> None:
    """The message says what is missing and what to do."""
    with pytest.raises(PipelineError, match=r"step 'late' needs \['tokens'\].*put the step that gives it before"):
        Pipeline("p", (Marking("late", [], needs=frozenset({"tokens"})),))


def test_a_step_that_names_an_unknown_field_is_refused() -> None:
    """A slip of the pen in `gives` is found before any report is read."""
    with pytest.raises(PipelineError, match=r"names \['tokns'\]"):
        Pipeline("p", (Marking("slip", [], gives=frozenset({"tokns"})),))


def test_steps_run_in_order_and_notes_of_the_document_come_first() -> None:
    """Each step sees what the one before it gave."""
    document = replace(report(1), notes=(Note("read", "so"),))
    reading = Pipeline("p", (Marking("a", []), MarkingMany("b", []), Marking("c", []))).code(document)

    assert [note.code for note in reading.notes] == ["read", "a", "b", "c"]


def test_after_the_last_shared_step_each_document_goes_its_own_way() -> None:
    """The first reading is whole before a later document has gone through the steps that work one by one."""
    log: list[str] = []
    steps = (Marking("a", log), MarkingMany("b", log), Marking("c", log), Marking("d", log))
    readings = Pipeline("p", steps).code_batch([report(1), report(2)])
    next(readings)

    one, two = "reports/1.txt", "reports/2.txt"
    assert log == [f"a {one}", f"a {two}", f"b {one}", f"b {two}", f"c {one}", f"d {one}"]


def test_a_stream_is_read_a_batch_at_a_time() -> None:
    """Not all reports are in memory at once."""
    taken: list[int] = []

    def counted(number: int) -> Document:
        taken.append(number)
        return report(number)

    stream = Pipeline("p", (MarkingMany("a", []),)).code_all(map(counted, range(3 * BATCH)))
    next(stream)

    assert len(taken) == BATCH
