"""The options that narrow what a command shows or writes: declared once, for every command that takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from casus.cli.options import ActorName, Kind, PlaceName, Since, SourceName, TextWords, Until
from casus.model.when import in_order
from casus.store.rows import Filter

Command = Callable[..., int]
DAYS: Final = frozenset({"since", "until"})


def narrowing(
    actor: ActorName = None,
    place: PlaceName = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    source: SourceName = None,
    text: TextWords = None,
) -> Filter:
    """The filter that the options ask for. Raises InputError for days of which the last is before the first."""
    in_order(since, until)
    return Filter(actor, place, kind, since, until, source, text)


def narrowed(*, days: bool = True) -> Callable[[Command], Command]:
    """Give a command that takes a `wanted: Filter` the options of `narrowing` in the place of that parameter.

    Without `days`, those that narrow by time are left out.
    """
    known = inspect.signature(narrowing, eval_str=True).parameters
    options = {name: option for name, option in known.items() if days or name not in DAYS}

    def decorate(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)

        @wraps(command)
        def run(*arguments: object, **given: Any) -> int:
            wanted = narrowing(**{name: given.pop(name) for name in options if name in given})
            return command(*arguments, **given, wanted=wanted)

        parameters: list[inspect.Parameter] = []
        for name, parameter in signature.parameters.items():
            parameters += options.values() if name == "wanted" else [parameter]
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return run

    return decorate
