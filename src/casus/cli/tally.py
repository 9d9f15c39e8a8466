"""Counts what was read and what was not, and says so at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casus.cli import words
from casus.cli.console import Screen
from casus.cli.guard import OK, SOME_INPUT
from casus.model.document import Document

if TYPE_CHECKING:
    from casus.readers import Refusal


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

    def refuse(self, origin: str, code: str, message: str) -> None:
        """Tell and count one report that is not read. The message names the place; if not, the origin is put first."""
        self.refused[code] += 1
        told = message if origin in message else f"{origin}: {message}"
        self.screen.say(f"not read: {words.clean(told)}", style="yellow")

    def close(self) -> int:
        """Say the counts where they are news, and give the exit code."""
        if self.refused or self.read != 1:
            self.screen.say(self.summary(), style="dim")
        return SOME_INPUT if self.refused else OK

    def summary(self) -> str:
        """The counts in words: "12 reports read, 2 not read (1 empty, 1 language)"."""
        reasons = ", ".join(f"{number} {code}" for code, number in sorted(self.refused.items()))
        missed = f", {self.refused.total()} not read ({reasons})" if self.refused else ""
        return f"{words.count(self.read, 'report')} read{missed}"
