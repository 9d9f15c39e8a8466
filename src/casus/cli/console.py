"""Where output goes: data to stdout, prose to stderr, plain and unwrapped when nobody is watching."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Final

from rich.console import Console, RenderableType

from casus.cli.words import SIGNS, Mark, Sign

UNWRAPPED: Final = 100_000
"""Columns given to output that no terminal shows, so that no line is broken or cut."""

TABLE_FROM: Final = 100
"""Columns from which a table of five columns reads better than one block per claim."""


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
        """Whether stdout is a terminal."""
        return self.out.is_terminal

    @property
    def width(self) -> int:
        """Columns to fill; `UNWRAPPED` when nothing limits them."""
        return self.out.width

    def sign(self, mark: Mark) -> Sign:
        """The sign of a mark, with a stand-in character where the output cannot show the real one."""
        sign = SIGNS[mark]
        return sign if self.shows(sign.char) else Sign(sign.plain, sign.plain, sign.style, sign.legend)

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

    def say(self, prose: RenderableType, *, style: str = "") -> None:
        """Tell the person at the terminal something, on stderr."""
        self.err.print(prose, style=style, highlight=False, markup=False, soft_wrap=not self.err.is_terminal)

    def ascii(self, text: str) -> str:
        """`text` with a plain arrow where the output cannot show the real one."""
        return text if self.shows("→") else text.replace("→", ">")

    def shows(self, char: str) -> bool:
        """Whether the output's encoding has this character."""
        try:
            char.encode(self.out.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True


def screen() -> Screen:
    """The consoles of this process as it stands now."""
    _tolerate(sys.stdout)
    _tolerate(sys.stderr)
    out = PipeConsole(highlight=False, markup=False, emoji=False, width=_width(sys.stdout.isatty()))
    return Screen(out, PipeConsole(stderr=True, highlight=False, markup=False, emoji=False))


def _tolerate(stream: object) -> None:
    """Show "?" for what the output's encoding lacks, rather than fail in the middle of a report."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _width(watched: bool) -> int | None:
    """COLUMNS when set, the terminal's own width (None) when there is one, else no limit."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    return None if watched else UNWRAPPED
