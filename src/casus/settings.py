"""The settings of one run: frozen, passed along, never imported as state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read.

    `engine` names one of the engines; `published` is the publication date that the user gives, which counts more than
    a report's own; `threads` bounds the processor threads of the trained engine (0: as many as there are cores, at
    most 4); `places` and `actors` are files of a project's own places and actors, read on top of those that ship.
    """

    engine: str = "default"
    published: date | None = None
    threads: int = 0
    places: Path | None = None
    actors: Path | None = None
