"""Say at the end of a command what asking a language model took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casus.cli.console import Screen
from casus.pipeline import Pipeline


@contextmanager
def spending(view: Screen, pipeline: Pipeline) -> Iterator[None]:
    """Whatever ends the block, say the requests, tokens and cost; nothing for an engine that asks nobody."""
    try:
        yield
    finally:
        for said in told(pipeline):
            view.say(f"Language model: {said}.", style="dim")


def told(pipeline: Pipeline) -> tuple[str, ...]:
    """What each step that asks a model says it took so far."""
    if pipeline.name != "llm":
        return ()
    from casus.llm.step import Ask

    return tuple(step.model.told() for step in pipeline.steps if isinstance(step, Ask))
