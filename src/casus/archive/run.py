"""
Read an archive: plan, take in, find copies, read, merge; each stage piece by piece, going on where it was stopped.

What is done is what has its file: a stage's pieces without one are done, in any order, by whatever runner; the files
depend on the plan alone. So a run that was stopped, however, and one that was not end with the same bytes.
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import msgspec

from casus.archive.copies import find_copies
from casus.archive.extras import arrow, duck
from casus.archive.gate import gate_digest
from casus.archive.job import Choices, Manifest, check_same, check_unchanged, read_manifest, read_shards, write_plan
from casus.archive.joining import join_all
from casus.archive.layout import SCHEMA, Layout, read_counts, sweep
from casus.archive.meetings import find_meetings, parts
from casus.archive.shards import check_there
from casus.archive.work import Done, Task
from casus.engine import build_engine
from casus.errors import CasusError, InputError, StoreError
from casus.project import run_facts

LOCK: Final = "lock"


class Runner(Protocol):
    """Does tasks somewhere."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do tasks; each comes as soon as it is done, whatever the order."""


class OpenRunner(Runner, AbstractContextManager["OpenRunner"], Protocol):
    """A runner that is to be closed."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage is: pieces done of those there are, and counts of all done so far."""

    stage: str
    done: int
    total: int
    counts: Counter[str] = field(default_factory=Counter)


Watcher = Callable[[Step], None]


def prepare(paths: Sequence[str], layout: Layout, choices: Choices, *, resume: bool) -> Manifest:
    """
    Plan the work, or take up the plan that is there.

    Raises InputError where there is a plan already and `resume` is not said, where an input changed since, and where
    the work was begun in another way; ExtraMissingError without pyarrow and DuckDB.
    """
    arrow(), duck()
    run = run_facts(build_engine(choices.settings(1)))
    begun = layout.manifest.exists()
    if begun and not resume:
        raise InputError(
            "an archive is there already",
            where=str(layout.root),
            remedy="go on with it: --resume; or read into another folder",
        )
    if begun:
        old = read_manifest(layout)
        new = msgspec.structs.replace(old, schema=SCHEMA, choices=choices, run=run, gate=gate_digest())
        check_same(old, new, layout)
        check_unchanged(layout)
        return old
    check_there(paths)
    return write_plan(paths, layout, choices, run)


def read_archive(layout: Layout, runner: Runner, watch: Watcher = lambda _: None) -> Counter[str]:
    """
    Do what is left to do; the counts of all stages ("texts.kept", "readings.claims", …).

    Raises StoreError when another casus is at it, or when pieces are lost: then later stages, which need all, wait.
    """
    manifest = read_manifest(layout)
    total: Counter[str] = Counter()
    with locked(layout):
        sweep(layout)
        numbers = range(manifest.shards)
        texts = (Task("texts", shard.number, shard) for shard in read_shards(layout))
        total += _stage(layout, runner, "texts", manifest.shards, texts, watch)
        if not layout.copies.exists():
            watch(Step("copies", 0, 1))
            find_copies(layout, read_copies=manifest.choices.copies)
        total += _named("copies", Counter(read_counts(layout.copies)))
        for stage in ("readings", "tellings"):
            total += _stage(layout, runner, stage, manifest.shards, (Task(stage, n) for n in numbers), watch)
        if not layout.meetings.exists():
            watch(Step("meetings", 0, 1))
            find_meetings(layout, copies=manifest.choices.copies)
        judged = parts(layout)
        total += _stage(layout, runner, "judged", judged, (Task("judged", n) for n in range(judged)), watch)
        if not layout.events.exists():
            watch(Step("events", 0, 1))
            join_all(layout)
        sweep(layout)  # a worker that died on the way may have left something half-written as well
        return total + _named("events", Counter(read_counts(layout.events)))


def _stage(
    layout: Layout, runner: Runner, stage: str, total: int, tasks: Iterable[Task], watch: Watcher
) -> Counter[str]:
    there = layout.done(stage)
    counts: Counter[str] = Counter()
    for number in there:
        counts.update(read_counts(layout.part(stage, number)))
    done, lost = len(there), []
    watch(Step(stage, done, total, counts))
    for result in runner.run(task for task in tasks if task.number not in there):
        if result.error is not None:
            lost.append(result)
            continue
        done += 1
        counts.update(result.counts)
        watch(Step(stage, done, total, counts))
    if lost:
        raise _lost(layout, lost)
    return _named(stage, counts)


def _named(stage: str, counts: Counter[str]) -> Counter[str]:
    return Counter({f"{stage}.{name}": number for name, number in counts.items()})


def _lost(layout: Layout, lost: Sequence[Done]) -> CasusError:
    numbers = ", ".join(str(done.number) for done in lost[:10])
    return StoreError(
        f"{len(lost)} shards of stage {lost[0].stage} could not be done ({numbers}): {lost[0].error}",
        where=str(layout.root),
        expected="all shards, before the next stage begins",
        remedy="the others are done; see what ails these (shards.jsonl names their files), then go on with --resume",
    )


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Keep other drivers out; the lock goes with the process, however it ends. Raises StoreError."""
    path: Path = layout.root / LOCK
    with path.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                "another casus is at work there", where=str(layout.root), remedy="wait for it to end"
            ) from error
        yield
