"""Values compared by what they are and not by what they hold, to remember what was made of them."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """A value, equal only to the very same one: comparing thousands of tokens takes longer than reading them.

    It keeps the value, so that no other one can take the place in memory that tells it apart.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        """By identity."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the very same object."""
        return isinstance(other, Same) and self.value is other.value
