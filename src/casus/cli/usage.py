"""How commands present themselves: usage lines and option tables as people write commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from casus.cli.guard import HELP, NOTHING, guarded

SETTINGS: Final = {"help_option_names": ["-h", "--help"]}


class Command(TyperCommand):
    """A command with arguments written as in `casus code [OPTIONS] REPORT...`."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The options in brackets, then each argument: in brackets where it may be missing."""
        arguments = (one for one in self.get_params(ctx) if one.param_type_name == "argument")
        names = ((one, one.metavar or one.name.upper()) for one in arguments)
        return ["[OPTIONS]", *(name if one.required else f"[{name}]" for one, name in names)]

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, without words for types that say nothing to a person."""
        return _plain(super().get_params(ctx))


class Group(TyperGroup):
    """Commands under one name, shown like the commands themselves."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, without words for types that say nothing to a person."""
        return _plain(super().get_params(ctx))


def _plain(parameters: list[Any]) -> list[Any]:
    """Typer would write <bool> behind a flag, <list[str]> behind the name of an argument, and --help away from HELP."""
    is_helped = any(getattr(one, "rich_help_panel", None) == HELP for one in parameters)
    for one in parameters:
        if one.param_type_name == "argument":
            one.display_type_rich = _nothing
        elif one.is_flag:
            one.metavar = ""
        if one.name == "help" and is_helped:
            one.rich_help_panel = HELP
    return parameters


def _nothing(ctx: Any) -> str:  # noqa: ARG001 - called as the method that it stands for
    return ""


def group(text: str, *, no_args_is_help: bool = True) -> typer.Typer:
    """A group of commands. `text` is its help: what it is for, then examples."""
    return typer.Typer(
        cls=Group, help=text, no_args_is_help=no_args_is_help, rich_markup_mode="rich", context_settings=SETTINGS
    )


def add(
    app: typer.Typer, name: str, command: Callable[..., int], *, safe: str = NOTHING, panel: str | None = None
) -> None:
    """Give a group a command; `safe` as in `guarded`, `panel` is the heading that it stands under."""
    app.command(name, cls=Command, rich_help_panel=panel)(guarded(command, safe=safe))
