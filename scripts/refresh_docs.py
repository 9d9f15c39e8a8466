"""Run the commands in the documentation and put their output below them.

    python scripts/refresh_docs.py README.md docs/tutorial.md

Commands stand in blocks marked `console`, each on a line that starts with `$ `; what is printed replaces what stood
below it. All blocks of one page run in one empty folder that holds the example reports of casus, 100 columns wide.
A comment `<!-- lines: 12 -->` above a block keeps that many lines of each output and says how many were left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from casus.cli.demo import unpack

WIDTH: Final = "100"
BLOCK: Final = re.compile(r"(?P<keep><!-- lines: (?P<lines>\d+) -->\n)?```console\n(?P<body>.*?)```", re.DOTALL)


def commands(page: str) -> list[str]:
    """The command lines of a page, in order."""
    return [line[2:] for block in BLOCK.finditer(page) for line in block["body"].split("\n") if line.startswith("$ ")]


def run(command: str, folder: Path) -> tuple[int, str]:
    """Exit code and output (both streams, as a person sees them) of one command line."""
    environment = {
        **os.environ,
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return done.returncode, done.stdout.rstrip()


def refreshed(page: str, folder: Path) -> str:
    """The page with the output of each command below it."""

    def block(match: re.Match[str]) -> str:
        keep = int(match["lines"]) if match["lines"] else None
        told = [line for line in match["body"].split("\n") if line.startswith("$ ")]
        shown = "\n\n".join(f"{line}\n{_cut(run(line[2:], folder)[1], keep)}".rstrip() for line in told)
        return f"{match['keep'] or ''}```console\n{shown}\n```"

    return BLOCK.sub(block, page)


def _cut(output: str, keep: int | None) -> str:
    lines = output.split("\n")
    if keep is None or len(lines) <= keep + 1:
        return output
    return "\n".join([*lines[:keep], f"… ({len(lines) - keep} more lines)"])


def main(paths: list[str]) -> None:
    """Refresh each page in place."""
    for path in map(Path, paths):
        with TemporaryDirectory() as folder:
            unpack(Path(folder))
            path.write_text(refreshed(path.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
