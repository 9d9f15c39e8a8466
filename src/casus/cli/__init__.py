"""The command line of casus."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `casus` with the arguments of this process."""
    try:
        from casus.cli.app import app

        app(prog_name="casus")
    except KeyboardInterrupt:  # before the command had begun
        sys.exit(130)
