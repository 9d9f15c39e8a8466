"""The runner for one machine: worker processes that open the engine once and are replaced when they die."""

from __future__ import annotations

import logging
import selectors
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

import msgspec

from casus.archive.work import Done, Task
from casus.archive.worker import FATAL
from casus.errors import CasusError

TRIES: Final = 5
"""Times that a task is begun before it counts as lost: its worker died or failed that often."""

log = logging.getLogger(__name__)


class LocalRunner:
    """Does tasks in `workers` processes on this machine, one task at a time in each. Use it in a `with` statement."""

    name = "local"

    def __init__(self, root: Path, workers: int) -> None:
        self._root = root
        self._workers = max(1, workers)
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> LocalRunner:
        """Processes are started when there is something to do."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        for process in self._processes:
            _end(process)

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes at work."""
        return tuple(process.pid for process in self._processes)

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do tasks; each comes as soon as it is done, whatever the order. Lost ones come with an error."""
        waiting = iter(tasks)
        again: deque[Task] = deque()
        tries: Counter[tuple[str, int]] = Counter()
        busy: dict[int, tuple[subprocess.Popen[bytes], Task]] = {}
        with selectors.DefaultSelector() as ready:
            while True:
                self._hand_out(waiting, again, busy, ready)
                if not busy:
                    return
                for key, _ in ready.select():
                    process, task = busy.pop(key.fd)
                    ready.unregister(key.fd)
                    done = self._answer(process, task)
                    tries[task.stage, task.number] += 1
                    if done.error is not None and is_begun_again(done, tries[task.stage, task.number]):
                        log.warning("shard %d is begun again: %s", task.number, done.error)
                        again.append(task)
                    else:
                        yield done

    def _hand_out(
        self,
        waiting: Iterator[Task],
        again: deque[Task],
        busy: dict[int, tuple[subprocess.Popen[bytes], Task]],
        ready: selectors.DefaultSelector,
    ) -> None:
        """Give a task to every worker that has none, starting workers where they are wanting."""
        at_work = {process.pid for process, _ in busy.values()}
        free = [process for process in self._processes if process.pid not in at_work]
        while len(busy) < self._workers:
            task = again.popleft() if again else next(waiting, None)
            if task is None:
                return
            process = free.pop() if free else self._start()
            while not _sent(process, task):
                self._forget(process)
                process = self._start()
            fd = _stream(process.stdout).fileno()
            busy[fd] = (process, task)
            ready.register(fd, selectors.EVENT_READ)

    def _answer(self, process: subprocess.Popen[bytes], task: Task) -> Done:
        line = _stream(process.stdout).readline()
        if line.endswith(b"\n"):
            return msgspec.json.decode(line, type=Done)
        self._forget(process)
        return Done(task.stage, task.number, error=f"its worker died ({_how(process)})")

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "casus.archive.worker", str(self._root)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._processes.append(process)
        return process

    def _forget(self, process: subprocess.Popen[bytes]) -> None:
        self._processes.remove(process)
        _end(process)


def is_begun_again(done: Done, tries: int) -> bool:
    """Whether to try a task once more. Raises CasusError for what is wrong with all."""
    assert done.error is not None
    if done.error.startswith(FATAL):
        raise CasusError(done.error.removeprefix(FATAL))
    return tries < TRIES


def _sent(process: subprocess.Popen[bytes], task: Task) -> bool:
    try:
        _stream(process.stdin).write(msgspec.json.encode(task) + b"\n")
    except (BrokenPipeError, OSError):
        return False
    return True


def _stream(stream: IO[Any] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _how(process: subprocess.Popen[bytes]) -> str:
    code = process.wait()
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.kill()
    process.wait()
