"""Taking apart answers that may hold anything, with notes on what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from casus.model.document import Note

MOST_RECORDS: Final = 600
"""Records of one list that are read: a passage has some hundred claims at most; a runaway model writes on and on."""
MOST_NOTES: Final = 100
"""Notes on one report; beyond these one more says no more than that the answer is bad."""
MOST_SHOWN: Final = 80


class Doubts:
    """The notes on one report, each once, in the order they came up."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}

    def not_found(self, what: str, words: object, sentence: object) -> None:
        """Note words that do not stand in the text."""
        where = f"sentence {sentence}" if isinstance(sentence, int) and 0 < sentence < 10**6 else "the text"
        self._add("llm-quote-not-found", f"{what}: {shown(words)} does not stand in {where}")

    def unknown(self, what: str, label: object) -> None:
        """Note a label that the scheme does not have."""
        self._add("llm-unknown-label", f"{what}: {shown(label)}")

    def malformed(self, what: str) -> None:
        """Note a part of an answer that has another form than asked for."""
        self._add("llm-malformed", what)

    def notes(self) -> tuple[Note, ...]:
        """All of them."""
        return tuple(self._notes)

    def _add(self, code: str, message: str) -> None:
        if len(self._notes) < MOST_NOTES:
            self._notes.setdefault(Note(code, message))


def items(record: Mapping[str, Any], name: str, doubts: Doubts) -> Iterator[dict[str, Any]]:
    """The objects in a list of a record; a list that is missing or none, and items that are no objects, are noted."""
    found = record.get(name)
    if not isinstance(found, list):
        doubts.malformed(f"{name} is no list")
        return
    if len(found) > MOST_RECORDS:
        doubts.malformed(f"{name} holds {len(found)} records; the first {MOST_RECORDS} were read")
    for item in islice(found, MOST_RECORDS):
        if isinstance(item, dict):
            yield item
        else:
            doubts.malformed(f"{name} holds what is no object")


def shown(value: object) -> str:
    """A value for a message: its first characters, in which nothing is unprintable."""
    if not isinstance(value, str):
        return "nothing" if value is None else f"a {type(value).__name__}"
    return repr(value[:MOST_SHOWN])
