"""Counts what was read and what was not, and says so at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from casus.cli import words
from casus.cli.console import Screen
from casus.cli.guard import OK, SOME_INPUT
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import Pipeline

if TYPE_CHECKING:
    from casus.readers import Refusal


SKIPPED: Final = "skipped"
"""The code of files in a folder that are no reports by their name."""


def batched(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Groups of at most `size` documents in order."""
    stream = iter(documents)
    while group := list(islice(stream, size)):
        yield group


@dataclass(slots=True)
class Tally:
    """Reports read and refused so far. Refusals are told as they come, and counted by reason at the end."""

    screen: Screen
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def documents(self, found: Iterable[Document | Refusal]) -> Iterator[Document]:
        """The reports that can be read; the others are told and counted."""
        for item in found:
            if isinstance(item, Document):
                self.read += 1
                yield item
            else:
                self.refuse(item.origin, item.code, str(item.error))

    def readings(self, pipeline: Pipeline, documents: Iterable[Document]) -> Iterator[Reading]:
        """What an engine reads out of the reports. One that it fails on is told and counted like one not read."""
        from casus.project import batch_size, code_each

        for group in batched(documents, batch_size(pipeline)):
            for document, result in code_each(pipeline, group):
                if isinstance(result, Reading):
                    yield result
                else:
                    self.read -= 1
                    self.refuse(document.origin, "engine", str(result))

    def refuse(self, origin: str, code: str, message: str) -> None:
        """Tell and count one report that is not read. The message names the place; if not, the origin is put first."""
        self.refused[code] += 1
        told = message if origin in message else f"{origin}: {message}"
        self.screen.say(f"not read: {words.clean(told)}", style="yellow")

    def close(self) -> int:
        """Say the counts where they are news, and give the exit code."""
        if self.refused or self.read != 1:
            self.screen.say(self.summary(), style="dim")
        return SOME_INPUT if self.failures else OK

    @property
    def failures(self) -> int:
        """How many were meant to be read and could not be; a picture that lies in a folder of reports is none."""
        return self.refused.total() - self.refused[SKIPPED]

    def summary(self) -> str:
        """The counts in words: "12 reports read, 2 not read (1 empty, 1 language)"."""
        reasons = ", ".join(f"{number} {code}" for code, number in sorted(self.refused.items()))
        missed = f", {self.refused.total()} not read ({reasons})" if self.refused else ""
        return f"{words.count(self.read, 'report')} read{missed}"
