"""
The runner for a cluster: Ray actors that open the engine once each. Needs casus[ray].

Tasks are handed out as actors become free, two to each at a time, so that neither the driver nor Ray's object store
ever holds more than a few; what comes back is counts, as each file is written by the actor that made it. An actor gets
work once it runs: those that a cluster has no room for yet keep nothing waiting. All machines must see the inputs and
the folder of the archive under the same paths. An actor that dies is started again, and its tasks with it; a task that
fails is begun again as often as on one machine.
"""

from __future__ import annotations

import logging
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import msgspec

from casus.archive.extras import ray_module
from casus.archive.local import TRIES, is_begun_again
from casus.archive.work import Done, Task

AHEAD: Final = 2
"""Tasks that an actor has at a time: the one it does, and the next."""

ADDRESS: Final = "RAY_ADDRESS"

log = logging.getLogger(__name__)


class Actor:
    """What runs on the cluster."""

    def __init__(self, root: str) -> None:
        from casus.archive.work import Worker

        self._worker = Worker(Path(root))

    def begin(self) -> None:
        """Answer: it runs."""

    def do(self, task: bytes) -> bytes:
        """Do a task; both sides as JSON."""
        from casus.archive.worker import attempt

        return msgspec.json.encode(attempt(self._worker, msgspec.json.decode(task, type=Task)))


class RayRunner:
    """
    Does tasks on a Ray cluster: the one that `RAY_ADDRESS` names, else one of its own on this machine.

    `workers`: actors, 0 for one a processor; `gpus`: share of a GPU that each reserves, for engines that use one, where
    the cluster has any.
    """

    name = "ray"

    def __init__(self, root: Path, workers: int, *, gpus: float = 0.0) -> None:
        self._ray = ray_module()
        self._root = root.resolve()
        self._workers = workers
        self._gpus = gpus
        self._mine = False
        self._actors: list[Any] = []
        self._coming: dict[Any, Any] = {}

    def __enter__(self) -> RayRunner:
        """Join the cluster, or start one here."""
        if not self._ray.is_initialized():
            self._mine = True
            self._join()
        there = self._ray.cluster_resources()
        wanted = self._workers or int(there.get("CPU", 1))
        gpus = self._gpus if there.get("GPU") else 0.0
        if gpus != self._gpus:
            log.warning("the cluster has no GPU: workers reserve none")
        remote = self._ray.remote(Actor).options(num_cpus=1, num_gpus=gpus, max_restarts=-1, max_task_retries=TRIES - 1)
        self._actors = [remote.remote(str(self._root)) for _ in range(wanted)]
        self._coming = {actor.begin.remote(): actor for actor in self._actors}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the actors go, and the cluster if it was started here."""
        for actor in self._actors:
            self._ray.kill(actor)
        if self._mine:
            self._ray.shutdown()

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do tasks; each comes as soon as it is done, whatever the order. Lost ones come with an error."""
        waiting = iter(tasks)
        again = deque(islice(waiting, 1))
        if not again:
            return
        tries: Counter[tuple[str, int]] = Counter()
        coming = self._coming
        free = deque(actor for _ in range(AHEAD) for actor in self._actors if actor not in coming.values())
        busy: dict[Any, tuple[Any, Task]] = {}
        while True:
            while free and (task := again.popleft() if again else next(waiting, None)) is not None:
                actor = free.popleft()
                busy[actor.do.remote(msgspec.json.encode(task))] = (actor, task)
            if free and not busy:
                return
            ready, _ = self._ray.wait([*busy, *coming], num_returns=1)
            if ready[0] in coming:
                free.extend([coming.pop(ready[0])] * AHEAD)
                continue
            actor, task = busy.pop(ready[0])
            free.append(actor)
            done = self._answer(ready[0], task)
            tries[task.stage, task.number] += 1
            if done.error is not None and is_begun_again(done, tries[task.stage, task.number]):
                again.append(task)
            else:
                yield done

    def _answer(self, reference: Any, task: Task) -> Done:
        try:
            return msgspec.json.decode(self._ray.get(reference), type=Done)
        except self._ray.exceptions.RayError as error:
            return Done(task.stage, task.number, error=f"its actor failed ({type(error).__name__})")

    def _join(self) -> None:
        quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        if ADDRESS in os.environ:
            self._ray.init(log_to_driver=False, logging_level="ERROR")
        else:
            self._ray.init("local", num_cpus=self._workers or os.cpu_count() or 1, **quiet)
