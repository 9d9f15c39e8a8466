"""The one place where commands end: exit codes, errors without tracebacks, Ctrl-C and closed pipes."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from casus.cli.console import screen
from casus.errors import CasusError, InputError, NotFoundError

OK: Final = 0
SOME_INPUT: Final = 1
"""Some report, or an id or option, could not be used; everything else was done."""

FATAL: Final = 2
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

HELP: Final = "Help"
NOTHING: Final = "Nothing was changed."

Debug = Annotated[bool, typer.Option("--debug", help="Show the full traceback of an error.", rich_help_panel=HELP)]


def guarded(command: Callable[..., int], *, safe: str = NOTHING) -> Callable[..., None]:
    """`command` as Typer runs it: its result becomes the exit code and its errors become sentences.

    `safe` is said after Ctrl-C: what is safe and how to go on. A `--debug` option is added.
    """

    @wraps(command)
    def run(*args: object, debug: bool = False, **options: object) -> None:
        try:
            code = command(*args, **options)
        except KeyboardInterrupt:
            code = _interrupted(safe)
        except BrokenPipeError:
            code = _pipe_closed()
        except (CasusError, OSError) as error:
            if debug:
                raise
            code = _failed(error)
        raise typer.Exit(code)

    _sign(run, command)
    return run


def _sign(run: Callable[..., None], command: Callable[..., int]) -> None:
    """Give `run` the parameters of `command` and `--debug`, as Typer reads them."""
    signature = inspect.signature(command, eval_str=True)
    debug = inspect.Parameter("debug", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Debug)
    parameters: list[inspect.Parameter] = [*signature.parameters.values(), debug]
    annotations: dict[str, Any] = {parameter.name: parameter.annotation for parameter in parameters}
    del run.__wrapped__  # type: ignore[attr-defined]
    run.__signature__ = signature.replace(parameters=parameters, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {**annotations, "return": None}


def _interrupted(safe: str) -> int:
    screen().say(f"\nInterrupted. {safe}")
    return INTERRUPTED


def _pipe_closed() -> int:
    # Python flushes stdout once more on the way out, which would complain about the closed pipe again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _failed(error: CasusError | OSError) -> int:
    screen().say(f"casus: {error}", style="red")
    return SOME_INPUT if isinstance(error, InputError | NotFoundError) else FATAL
