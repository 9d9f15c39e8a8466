"""Judge a reading by an exhaustive coding of its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casus.evaluate.whole import actors, codes, deeds, grounds, happenings, mistakes, outputs, relations, sources, when
from casus.evaluate.whole.coding import Coding
from casus.evaluate.whole.judged import Line
from casus.evaluate.whole.scene import Scene
from casus.gazetteers.actors import Registry
from casus.model.reading import Reading
from casus.store.rows import EventRow


def judge(
    coding: Coding,
    reading: Reading,
    registry: Registry,
    *,
    events: tuple[EventRow, ...] = (),
    exported: Mapping[str, tuple[Mapping[str, str], ...]] | None = None,
) -> tuple[Line, ...]:
    """
    Every line of a coding, with what the reading misses of it.

    `events` are the happenings of a project that holds this report alone, `exported` its exports, rows by format;
    without them happenings are those of the reading, and exports are not judged.
    """
    scene = Scene(coding, reading, events, exported or {})
    return tuple(_lines(scene, registry, exported is not None))


def _lines(scene: Scene, registry: Registry, with_exports: bool) -> Iterator[Line]:
    yield from sorted(actors.lines(scene, registry), key=lambda line: line.kind)
    for kind in (grounds, when, sources, deeds, relations, happenings):
        yield from kind.lines(scene)
    yield from codes.lines(scene)
    if with_exports:
        yield from outputs.lines(scene, registry)
    yield from mistakes.lines(scene)
