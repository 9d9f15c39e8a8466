"""Where a project lies: find it, make it, read its settings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from casus.errors import InputError, StoreError
from casus.settings import Settings
from casus.store.connect import open_writer

SETTINGS_FILE: Final = "casus.toml"
DATABASE_FILE: Final = "casus.db"
SINGLE_FILE: Final = frozenset({".casus", ".db"})
"""File name endings of projects that are one file."""

_TEMPLATE: Final = """\
# Settings of this casus project. Remove the "#" to use one.

# engine = "rules"
# threads = 2

# Your own places and actors, read on top of those that ship with casus; paths start from this folder.
# places = "places.tsv"
# actors = "actors.toml"
"""
_KINDS: Final[dict[str, tuple[type, str]]] = {
    "engine": (str, 'a name in quotes, as engine = "rules"'),
    "threads": (int, "a whole number, as threads = 2"),
    "places": (str, 'a path in quotes, as places = "places.tsv"'),
    "actors": (str, 'a path in quotes, as actors = "actors.toml"'),
}
"""The settings there are: the type of each, and how it is written."""


def locate(path: Path, *, create: bool) -> Path:
    """The database of the project at `path`. Raises StoreError if none is there and none may be made there."""
    try:
        return _located(path, create=create)
    except OSError as error:
        raise StoreError(
            f"cannot be looked at ({error.strerror})", where=str(path), remedy="check the path and its permissions"
        ) from error


def _located(path: Path, *, create: bool) -> Path:
    if path.is_file() or (path.suffix in SINGLE_FILE and not path.is_dir()):
        return _existing(path, path, create=create)
    if path.is_dir() and not _may_be_project(path, create=create):
        raise StoreError(
            "a folder that is no casus project",
            where=str(path),
            expected=f"a folder with {DATABASE_FILE}" + (", or an empty or new one" if create else ""),
            remedy="give the project first, then the reports: casus add PROJECT REPORT…",
        )
    return _existing(path, path / DATABASE_FILE, create=create)


def create_place(path: Path, database: Path) -> None:
    """Make folder, settings file and database as far as they are not there. Raises StoreError."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        if database.parent == path and not (path / SETTINGS_FILE).exists():
            (path / SETTINGS_FILE).write_text(_TEMPLATE, "utf-8")
    except OSError as error:
        raise StoreError(
            f"the project cannot be made ({error.strerror})",
            where=str(path),
            expected="a place that can be written to",
            remedy="choose another place, or change its permissions",
        ) from error
    open_writer(database).close()


def read_settings(file: Path) -> Settings:
    """The settings in a project's `casus.toml`; the defaults without one. Raises InputError."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"not readable as TOML ({error})", where=str(file), remedy="correct or remove it") from error
    for key, value in table.items():
        _check_setting(file, key, value)
    paths = {key: file.parent / table.pop(key) for key in ("places", "actors") if key in table}
    return Settings(**table, **paths)


def _existing(path: Path, database: Path, *, create: bool) -> Path:
    if not create and not database.is_file():
        raise StoreError("no project there", where=str(path), remedy=f"make one: casus add {path} REPORT…")
    return database


def _may_be_project(path: Path, *, create: bool) -> bool:
    names = {entry.name for entry in path.iterdir()}
    return DATABASE_FILE in names or (create and (not names or SETTINGS_FILE in names))


def _check_setting(file: Path, key: str, value: Any) -> None:
    if key not in _KINDS:
        raise InputError(
            f"setting {key!r} is not known",
            where=str(file),
            expected=f"one of {', '.join(_KINDS)}",
            remedy="correct or remove the line",
        )
    kind, example = _KINDS[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise InputError(
            f"setting {key!r} is {value!r}", where=str(file), expected=example, remedy="correct or remove the line"
        )
