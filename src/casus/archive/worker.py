"""
A worker process: tasks in as JSON lines, what came of them out as JSON lines.

It ends as soon as nobody is left to talk to, in the middle of a task if need be: what a task writes is whole or not
there. Started as `python -m casus.archive.worker DIR`.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final

import msgspec

from casus.archive.work import Done, Task, Worker
from casus.errors import CasusError, ExtraMissingError, ResourceError

ORPHANED: Final = 3
FATAL: Final = "fatal: "
"""Begins what is wrong with all tasks rather than one: without its data an engine reads nothing."""


def main(root: Path) -> None:
    """Do tasks from standard input until it ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get between the answers
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    worker = Worker(root)
    while True:
        done = attempt(worker, tasks.get())
        answers.write(msgspec.json.encode(done) + b"\n")


def attempt(worker: Worker, task: Task) -> Done:
    """Do a task; what goes wrong is told, not raised."""
    try:
        return worker.do(task)
    except (ResourceError, ExtraMissingError) as error:
        return Done(task.stage, task.number, error=f"{FATAL}{error}")
    except (CasusError, OSError, MemoryError) as error:
        return Done(task.stage, task.number, error=str(error) or type(error).__name__)
    except Exception as error:  # a fault of casus on one shard must not end the others
        return Done(task.stage, task.number, error=f"{type(error).__name__}: {error}")


def _listen(stream: BinaryIO, tasks: SimpleQueue[Task]) -> None:
    for line in stream:
        tasks.put(msgspec.json.decode(line, type=Task))
    os._exit(ORPHANED)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
