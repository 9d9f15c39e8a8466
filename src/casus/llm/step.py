"""The model behind an endpoint as one step of reading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Protocol

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
