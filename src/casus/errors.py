"""
Everything casus raises on purpose.

CasusError
├── InputError        a report or option is not what it should be (exit code 1)
│   ├── FormatError       the bytes are not what their type promises
│   └── LanguageError     the report is not written in a language casus reads
├── ResourceError     a file shipped with casus, or a user's own, is damaged
├── PipelineError     steps do not fit together
├── ExtraMissingError  an optional part is not installed
└── StoreError        the project cannot be opened, read or written
    ├── ProjectVersionError   made by a newer casus
    └── NotFoundError         no record with that id

Each message says what was found, where, what was expected and what to do.
"""

from __future__ import annotations


class CasusError(Exception):
    """The base of all errors casus raises on purpose.

    `found`, `where`, `expected` and `remedy` are kept apart for machines;
    `str(error)` joins them for people.
    """

    def __init__(self, found: str, *, where: str = "", expected: str = "", remedy: str = "") -> None:
        self.found = found
        self.where = where
        self.expected = expected
        self.remedy = remedy
        super().__init__(self._message())

    def _message(self) -> str:
        head = f"{self.where}: {self.found}" if self.where else self.found
        tail = (f"expected {self.expected}" if self.expected else "", self.remedy)
        return "; ".join(part for part in (head, *tail) if part)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the four parts when an error crosses a process boundary."""
        return (_rebuild, (type(self), self.found, self.where, self.expected, self.remedy))


def _rebuild(kind: type[CasusError], found: str, where: str, expected: str, remedy: str) -> CasusError:
    return kind(found, where=where, expected=expected, remedy=remedy)


class InputError(CasusError):
    """A report, a file or an option given by the user cannot be used as it is."""


class FormatError(InputError):
    """The bytes are not what their file type promises (broken JSON, binary, empty)."""


class LanguageError(InputError):
    """The report is written in a language that casus does not read."""


class ResourceError(CasusError):
    """A data file or weight file is missing, damaged or malformed."""


class PipelineError(CasusError):
    """Steps were put together in a way that cannot work."""


class ExtraMissingError(CasusError):
    """An optional part of casus is not installed; `remedy` says how to install it."""


class StoreError(CasusError):
    """A project cannot be opened, read or written."""


class ProjectVersionError(StoreError):
    """The project was made by a newer casus than this one."""


class NotFoundError(StoreError):
    """No record with that id in the project."""
