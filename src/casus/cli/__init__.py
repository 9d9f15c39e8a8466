"""The command line of casus."""

from __future__ import annotations


def main() -> None:
    """Run `casus` with the arguments of this process."""
    from casus.cli.app import app

    app(prog_name="casus")
