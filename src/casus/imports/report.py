"""What is wrong with a file, collected while it is read: at most so many problems in words, the rest counted."""

from __future__ import annotations

from typing import Final

from casus.imports.types import Problem

MOST: Final = 20
"""Problems that are told in words. A wrong column gives one a row; nobody reads thousands."""


class Report:
    """Problems (nothing is imported) and remarks (oddities that stop nothing), in the order of the file."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.more = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self.problems

    def problem(self, problem: Problem) -> None:
        """Note something that must be corrected."""
        if len(self.problems) < self._most:
            self.problems.append(problem)
        else:
            self.more += 1

    def remark(self, remark: Problem) -> None:
        """Note an oddity; the same is not said of every row."""
        told = sum(1 for one in self.remarks if (one.column, one.expected) == (remark.column, remark.expected))
        if told < 3 and len(self.remarks) < self._most:
            self.remarks.append(remark)
