"""Run the commands in the documentation and put their output below them.

    python scripts/refresh_docs.py README.md docs/tutorial.md

Commands stand in blocks marked `console`, each on a line that starts with `$ `; what is printed replaces what stood
below it. All blocks of one page run in one empty folder that holds the example reports of casus, 100 columns wide.
A comment `<!-- lines: 12 -->` above a block keeps that many lines of each output and says how many were left out. A
command that fails leaves its page as it was, is named, and makes this script fail, unless `<!-- exit: 1 -->` above its
block says that all commands of the block end so on purpose.
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
BLOCK: Final = re.compile(r"(?P<above>(?:<!-- (?:lines|exit): \d+ -->\n)*)```console\n(?P<body>.*?)```", re.DOTALL)
CUT_OFF: Final = 141
"""The exit code of a command whose reader has seen enough, as in `casus code report.txt | head -3`."""


def commands(page: str) -> list[str]:
    """The command lines of a page, in order."""
    return [line[2:] for block in BLOCK.finditer(page) for line in block["body"].split("\n") if line.startswith("$ ")]


def run(command: str, folder: Path) -> tuple[int, str]:
    """
    Exit code and output (both streams, as a person sees them) of one command line.

    Of a pipe the exit code is that of the last command that failed.
    """
    environment = {
        **os.environ,
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return done.returncode, done.stdout.rstrip()


def refreshed(page: str, folder: Path) -> tuple[str, list[str]]:
    """The page with the output of each command below it, and what failed, or did not fail where it should."""
    failed: list[str] = []

    def block(match: re.Match[str]) -> str:
        keep, expected = _said(match, "lines"), _said(match, "exit") or 0
        shown = []
        for line in (line for line in match["body"].split("\n") if line.startswith("$ ")):
            code, output = run(line[2:], folder)
            if code not in ({0, CUT_OFF} if expected == 0 else {expected}):
                failed.append(f"{line[2:]}\n  exit code {code}, expected {expected}: {output[-300:]}")
            shown.append(f"{line}\n{_cut(output, keep)}".rstrip())
        body = "\n\n".join(shown)
        return f"{match['above']}```console\n{body}\n```"

    return BLOCK.sub(block, page), failed


def _said(block: re.Match[str], name: str) -> int | None:
    """The number that a comment above a block gives."""
    found = re.search(rf"<!-- {name}: (\d+) -->", block["above"])
    return int(found[1]) if found else None


def _cut(output: str, keep: int | None) -> str:
    lines = output.split("\n")
    if keep is None or len(lines) <= keep + 1:
        return output
    return "\n".join([*lines[:keep], f"… ({len(lines) - keep} more lines)"])


def main(paths: list[str]) -> int:
    """Refresh each page in place, those with failing commands excepted; the exit code."""
    broken = False
    for path in map(Path, paths):
        with TemporaryDirectory() as folder:
            unpack(Path(folder))
            page, failed = refreshed(path.read_text("utf-8"), Path(folder))
        for command in failed:
            print(f"{path}: {command}", file=sys.stderr)
        if failed:
            broken = True
        else:
            path.write_text(page, "utf-8")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
