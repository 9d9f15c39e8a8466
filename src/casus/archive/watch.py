"""
Read what is new in files, folders and feeds, again and again, and tell what it changes.

What was seen is kept beside the project (`watch.json`): size and time of files, what feeds say of their version, and
messages that could not be delivered, which are tried again. A report that is there already is never added twice, so
that losing that file costs time and nothing else.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from casus.archive.layout import write_whole
from casus.briefs.changes import changes
from casus.briefs.picture import Picture, picture
from casus.briefs.records import record
from casus.briefs.types import Paper
from casus.errors import InputError
from casus.model.document import Document
from casus.model.vocabulary import type_named
from casus.pipeline import Pipeline
from casus.project import AddSummary, Project
from casus.readers import LIMIT, ReadOptions, Refusal, RefusalCode, read_bytes, read_paths
from casus.readers.formats import by_suffix
from casus.readers.inputs import shown, walk
from casus.store.folder import SINGLE_FILE
from casus.store.rows import Filter

STATE: Final = "watch.json"
SECONDS: Final = 30
"""How long to wait for a server."""

PENDING: Final = 100
"""Messages kept for a webhook that does not answer, at most: the oldest go first."""

_AGENT: Final = "casus-watch"
QUERY: Final = {
    "actor": "Highland Front",
    "place": "Koravets",
    "type": "ASSAULT",
    "source": "Valley Courier",
    "text": "clinic",
}
"""What a saved query may say, each with an example."""


class State(msgspec.Struct):
    """What was seen: file to size and time of change; address to the marks of its version; messages to be delivered."""

    files: dict[str, tuple[int, int]] = {}
    feeds: dict[str, dict[str, str]] = {}
    pending: list[msgspec.Raw] = []


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one look: reports added and refused, and what that changes (None: nothing that matches)."""

    summary: AddSummary
    paper: Paper | None
    undelivered: int = 0


class Watch:
    """Watches some sources for a project. `wanted` narrows what is told, `webhook` is an address to post it to."""

    def __init__(
        self,
        project: Project,
        sources: Sequence[str],
        pipeline: Pipeline,
        *,
        wanted: Filter,
        webhook: str | None = None,
        options: ReadOptions | None = None,
    ) -> None:
        self._project = project
        self._sources = sources
        self._pipeline = pipeline
        self._wanted = wanted
        self._webhook = webhook
        self._options = options or ReadOptions()
        self._file = state_file(project.path)
        self._state = read_state(self._file)
        self._before = self._picture()

    def look(self) -> Round:
        """Read what is new, merge, tell what changes, and remember what was seen."""
        seen = State(dict(self._state.files), dict(self._state.feeds), list(self._state.pending))
        summary = self._project.add(self._new(seen), pipeline=self._pipeline)
        paper = self._changes() if summary.added else None
        if self._webhook is not None:
            if paper is not None:
                seen.pending.append(msgspec.Raw(self._message(paper, summary)))
            seen.pending = deliver(self._webhook, seen.pending[-PENDING:])
        self._state = seen
        write_whole(self._file, msgspec.json.encode(seen))
        return Round(summary, paper, len(seen.pending))

    def _new(self, seen: State) -> Iterator[Document | Refusal]:
        for source in self._sources:
            if is_address(source):
                yield from _feed(source, seen, self._options)
            else:
                yield from _files(Path(source), seen, self._options)

    def _picture(self) -> Picture:
        return picture(self._project.events(self._wanted), self._project.states(self._wanted))

    def _changes(self) -> Paper | None:
        after = self._picture()
        paper = changes(self._before, after, since="the last look")
        self._before = after
        return paper if paper.sections else None

    def _message(self, paper: Paper, summary: AddSummary) -> bytes:
        told = {"project": shown(self._project.path), "added": summary.added, "changes": record(paper)}
        return msgspec.json.encode(told)


def state_file(project: Path) -> Path:
    """Where what was seen of a project's sources is kept."""
    if project.suffix in SINGLE_FILE and not project.is_dir():
        return project.with_name(f"{project.name}.{STATE}")
    return project / STATE


def read_state(path: Path) -> State:
    """What was seen; nothing yet where the file is not there or damaged, as it can be found again."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except (FileNotFoundError, msgspec.DecodeError):
        return State()


def is_address(source: str) -> bool:
    """Whether a source is an address on the web rather than a path."""
    return source.lower().startswith(("http://", "https://"))


def _files(path: Path, seen: State, options: ReadOptions) -> Iterator[Document | Refusal]:
    """Reports of files that are new or have changed; those in folders only where their suffix tells a format."""
    if not path.exists():
        yield from read_paths([str(path)], options)  # which says that it is not there
        return
    found = walk(path) if path.is_dir() else iter((path,))
    for one in found:
        if path.is_dir() and by_suffix(one.name) is None:
            continue
        state = one.stat()
        mark = (state.st_size, state.st_mtime_ns)
        if seen.files.get(shown(one)) != mark:
            yield from read_paths([str(one)], options)
            seen.files[shown(one)] = mark


def _feed(address: str, seen: State, options: ReadOptions) -> Iterator[Document | Refusal]:
    """Reports of a feed, unless its server says that nothing changed."""
    known = seen.feeds.get(address, {})
    try:
        fetched = fetch(address, known)
    except (OSError, ValueError) as error:
        yield _unreachable(address, error)
        return
    if fetched is not None:
        data, marks = fetched
        yield from read_bytes(data, address, options)
        seen.feeds[address] = marks


def fetch(address: str, known: Mapping[str, str]) -> tuple[bytes, dict[str, str]] | None:
    """What an address gives, and the marks of its version; None where it is as `known` says. Raises OSError."""
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, **known})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            data = answer.read(LIMIT + 1)
            marks = {"If-None-Match": answer.headers["ETag"], "If-Modified-Since": answer.headers["Last-Modified"]}
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise
    if len(data) > LIMIT:
        raise OSError(f"more than {LIMIT:,} bytes")
    return data, {name: value for name, value in marks.items() if value}


def deliver(address: str, messages: Sequence[msgspec.Raw]) -> list[msgspec.Raw]:
    """Post messages in order; what is left when the server does not take one."""
    left = list(messages)
    while left:
        headers = {"User-Agent": _AGENT, "Content-Type": "application/json"}
        request = urllib.request.Request(address, data=bytes(left[0]), headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):
                left.pop(0)
        except (OSError, ValueError):
            break
    return left


def _unreachable(address: str, error: Exception) -> Refusal:
    found = InputError(f"cannot be fetched ({error})", where=address, remedy="it is tried again at the next look")
    return Refusal(address, RefusalCode.UNREADABLE, found)


def read_query(path: Path) -> dict[str, str]:
    """A saved query: a TOML file with actor, place, type, source or text. Raises InputError."""
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"no query ({error})", where=str(path), expected='TOML, as place = "Koravets"') from error
    return {name: _query_value(path, name, value) for name, value in table.items()}


def _query_value(path: Path, name: str, value: Any) -> str:
    if name not in QUERY:
        raise InputError(f"{name!r} in a query", where=str(path), expected=f"one of {', '.join(QUERY)}")
    if not isinstance(value, str) or not value.strip():
        raise InputError(
            f"{name} is {value!r:.60}",
            where=str(path),
            expected="words in quotes",
            remedy=f'as in: {name} = "{QUERY[name]}"',
        )
    if name != "type":
        return value
    try:
        return type_named(value)
    except InputError as error:
        raise InputError(error.found, where=str(path), expected=error.expected) from error


def every(words: str) -> float:
    """Seconds of "90s", "15m", "2h" or a plain number of seconds. Raises InputError."""
    number, unit = (words[:-1], words[-1]) if words[-1:].isalpha() else (words, "s")
    scale = {"s": 1, "m": 60, "h": 3600}.get(unit)
    try:
        seconds = float(number) * (scale or 0)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 1e9:
        raise InputError(f"{words!r} is no time", expected="as 90s, 15m or 2h")
    return seconds
