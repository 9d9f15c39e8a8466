"""What could not be read, and why: one record per report or file, so that the rest of the run goes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casus.errors import CasusError


class RefusalCode(StrEnum):
    """Why a report was not read. A summary counts refusals by code."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    SKIPPED = "skipped"
    NO_REPORTS = "no-reports"
    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    CHARACTERS = "characters"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    BROKEN_ROW = "broken-row"
    COLUMNS = "columns"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One report, file or path that was not read. `origin` is as in `Document.origin`, `code` a `RefusalCode`."""

    origin: str
    code: RefusalCode
    error: CasusError


class Fault(Exception):  # noqa: N818 - it never leaves this package
    """Carries a code and an error from where a report turns out unusable to where its `Refusal` is made."""

    def __init__(self, code: RefusalCode, error: CasusError) -> None:
        super().__init__(str(error))
        self.code = code
        self.error = error

    def at(self, origin: str) -> Refusal:
        """The refusal of the report that was read from `origin`."""
        return Refusal(origin, self.code, self.error)
