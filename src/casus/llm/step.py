"""The model behind an endpoint as one step of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Any, Final, Protocol

from casus.errors import CasusError
from casus.llm.ground import Answer, ground
from casus.llm.prompt import passages
from casus.model.reading import Reading


class Answers(Protocol):
    """What the step needs of a model: one JSON object for each question; `where` names the report in errors."""

    def answer(self, question: str, where: str) -> dict[str, Any]: ...

    def told(self) -> str: ...


class Ask:
    """Let a model find actors, acts, states and sources, and keep what the text bears out."""

    name: Final = "ask"
    needs: Final = frozenset({"document", "sentences"})
    gives: Final = frozenset({"frames", "qualifiers", "sourcings", "coreferences", "links", "notes"})

    def __init__(self, model: Answers) -> None:
        """`model` answers; it may serve several steps."""
        self.model = model

    def __call__(self, reading: Reading) -> Reading:
        """Ask about one report, passage by passage."""
        where = reading.document.origin or reading.document.doc_id
        answers = [Answer(p.first, p.last, self.model.answer(p.question, where)) for p in passages(reading)]
        found = ground(reading.document.text, [s.span for s in reading.sentences], answers)
        return replace(
            reading,
            frames=found.frames,
            qualifiers=found.qualifiers,
            sourcings=found.sourcings,
            coreferences=found.coreferences,
            links=found.links,
            notes=(*reading.notes, *found.notes),
        )


class AskTogether(Ask):
    """The same for several reports at a time: most of the time of a question is waiting."""

    def __init__(self, model: Answers, width: int) -> None:
        """`width` is how many reports are asked about at once."""
        super().__init__(model)
        self._width = width
        self._failed: dict[str, CasusError] = {}

    def many(self, readings: Sequence[Reading]) -> Iterator[Reading]:
        """Ask about several; each comes when those before it have come.

        Where one fails, the others are waited for, so that what is paid for is kept. Whoever then asks for the reports
        one by one gets the answers from the cache, and the failure without another question.
        """
        if len(readings) == 1:
            yield self._again(readings[0])
            return
        self._failed.clear()
        pool = ThreadPoolExecutor(self._width)
        try:
            waiting = [pool.submit(self._first, reading) for reading in readings]
            try:
                for future in waiting:
                    yield future.result()
            except Exception:
                wait(waiting)
                raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _first(self, reading: Reading) -> Reading:
        try:
            return self(reading)
        except CasusError as error:
            self._failed[reading.document.doc_id] = error
            raise

    def _again(self, reading: Reading) -> Reading:
        error = self._failed.pop(reading.document.doc_id, None)
        if error is not None:
            raise error
        return self(reading)
