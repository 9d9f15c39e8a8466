"""Listen, sum the project up, open the browser."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import uvicorn

from casus.errors import InputError
from casus.web.guard import Door
from casus.web.library import Library
from casus.web.server import create_app, door_for

PATIENCE: Final = 3.0
"""Seconds to wait for the list before the browser is opened; a large project fills while it is looked at."""


@contextmanager
def open_door(host: str, port: int | None, *, usual: int) -> Iterator[tuple[Door, socket.socket]]:
    """A listening socket; without a wish, on the usual port, else on any free one. Raises InputError."""
    found = _listening(host, port or usual, or_any=port is None)
    try:
        yield door_for(host, found.getsockname()[1]), found
    finally:
        found.close()


def serve(path: Path, door: Door, listening: socket.socket, *, author: str | None, browse: str | None) -> None:
    """Show a project until interrupted; `browse` is the address to open in the browser."""
    library = Library(path)
    preparing = threading.Thread(target=library.prepare_quietly, name="casus-prepare", daemon=True)
    preparing.start()
    preparing.join(PATIENCE)
    settings = uvicorn.Config(
        create_app(library, door, author=author),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )
    if browse:
        threading.Timer(0.3, webbrowser.open, (browse,)).start()
    uvicorn.Server(settings).run(sockets=[listening])


def _listening(host: str, port: int, *, or_any: bool) -> socket.socket:
    for number in (port, *((0,) if or_any else ())):
        try:
            kind = socket.AF_INET6 if ":" in host else socket.AF_INET
            found = socket.socket(kind)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((host, number))
        except OSError as error:
            found.close()
            reason = error.strerror or str(error)
        else:
            return found
    raise InputError(
        f"{host}:{port} cannot be listened on ({reason})",
        expected="an address of this computer and a free port",
        remedy="choose another one with --port or --host",
    )
