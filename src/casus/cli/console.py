"""Where output goes: data to stdout, prose to stderr, plain and unwrapped when nobody is watching."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rich.console import Console, RenderableType

from casus.cli.words import SIGNS

UNWRAPPED: Final = 100_000
"""Columns given to output that no terminal shows, so that no line is broken or cut."""

TABLE_FROM: Final = 120
"""Columns from which a table of five columns reads better than one block per claim, judged on real reports."""

STAND_INS: Final = "casus.stand-ins"
"""Name of the codec error handler below."""

PLAIN: Final = {sign.char: sign.plain for sign in SIGNS.values()} | {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "→": ">",
    "·": "-",
    "–": "-",
    "—": "-",
    "…": "~",
}
"""Characters for outputs that cannot show the real ones, each as wide as what it stands for."""


class PipeConsole(Console):
    """A console that lets a closed pipe end the command instead of exiting by itself."""

    def on_broken_pipe(self) -> None:
        """Hand the closed pipe to the one place that ends commands."""
        raise BrokenPipeError


@dataclass(frozen=True, slots=True)
class Screen:
    """The two consoles of one command."""

    out: Console
    err: Console

    @property
    def watched(self) -> bool:
        """Whether a person reads stdout: it is a terminal, or someone set a width for it."""
        return self.out.is_terminal or self.out.width < UNWRAPPED

    @property
    def width(self) -> int:
        """Columns to fill; `UNWRAPPED` when nothing limits them."""
        return self.out.width

    def show(self, *renderables: RenderableType) -> None:
        """Print to stdout."""
        self.write(self.rendered(*renderables))

    def rendered(self, *renderables: RenderableType) -> str:
        """What would be printed; lines lose the blanks that a layout pads them with."""
        with self.out.capture() as caught:
            for renderable in renderables:
                self.out.print(renderable)
        return "\n".join(line.rstrip() for line in caught.get().split("\n"))

    def write(self, text: str) -> None:
        """Send text to stdout as it is."""
        self.out.file.write(text)
        self.out.file.flush()

    def await_typing(self, reports: Iterable[str]) -> None:
        """Where a report is to be typed, say so rather than seem to hang."""
        if "-" in reports and sys.stdin.isatty():
            self.say("Type or paste a report; end it with Ctrl-D on a line of its own.", style="dim")

    def say(self, prose: RenderableType, *, style: str = "") -> None:
        """Tell the person at the terminal something, on stderr."""
        self.err.print(prose, style=style, highlight=False, markup=False, soft_wrap=not self.err.is_terminal)

    def data(self) -> None:
        """Let stdout be UTF-8 from here on: what machines read must not depend on the terminal's encoding."""
        _reconfigure(sys.stdout, encoding="utf-8", errors="strict")


def screen() -> Screen:
    """The consoles of this process as it stands now."""
    codecs.register_error(STAND_INS, stand_in)
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, errors=STAND_INS)
    out = PipeConsole(highlight=False, markup=False, emoji=False, width=_width(sys.stdout.isatty()))
    return Screen(out, PipeConsole(stderr=True, highlight=False, markup=False, emoji=False))


def stand_in(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: a plain character for each that the output's encoding lacks, so that layouts keep."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(char, "?") for char in error.object[error.start : error.end]), error.end


def _reconfigure(stream: object, **how: str) -> None:
    """Change a stream's encoding or error handler where it has one; streams of tests may not."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(**how)


def _width(watched: bool) -> int | None:
    """COLUMNS when set, the terminal's own width (None) when there is one, else no limit."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    return None if watched else UNWRAPPED
