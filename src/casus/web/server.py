"""The application: routes, guard, and the page's files."""

from __future__ import annotations

import getpass
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Mount

from casus.version import __version__
from casus.web import coding, layer, outgoing, problems, reading, reading_one, writing
from casus.web.guard import Door, Guard, is_loopback
from casus.web.library import Library

STATIC: Final = Path(__file__).parent / "static"
THREADS: Final = 6
"""Requests worked on at once: each thread keeps its own connection, and there are two cores to count on."""

PAGES: Final = ("/", "/event/{id}", "/claim/{id}", "/document/{id}", "/review", "/network", "/sources", "/coding")
ATTRIBUTION: Final = "Place names: GeoNames (CC BY 4.0). Base map: Natural Earth (public domain)."
WARNING: Final = "Reports of armed conflict can be distressing to read."
_NO_PAGE: Final = (
    "<!doctype html><meta charset=utf-8><title>casus</title><p>The page is not part of this copy of casus. "
    "The interface answers under <a href=/api/openapi.json>/api/</a>.</p>"
)


def door_for(host: str, port: int) -> Door:
    """Where to listen; beyond this machine, writes need a token that is made anew each time."""
    return Door(host, port, None if is_loopback(host) else secrets.token_urlsafe(24))


def create_app(library: Library, door: Door, *, author: str | None = None) -> FastAPI:
    """The application for one project."""
    app = FastAPI(
        title="casus",
        version=__version__,
        summary="Sourced events of a casus project, with every value's words.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
    )
    app.state.library = library
    app.state.door = door
    app.state.about = {
        "casus": __version__,
        "author": author or _user(),
        "needs_token": door.token is not None,
        "borders": "none",
        "attribution": ATTRIBUTION,
        "warning": WARNING,
    }
    problems.install(app)
    app.include_router(reading.router)
    app.include_router(reading_one.router)
    app.include_router(writing.router)
    app.include_router(coding.router)
    app.include_router(outgoing.router)
    app.include_router(layer.router)
    app.add_api_route("/api/openapi.json", _openapi, include_in_schema=False)
    app.add_api_route("/api/{path:path}", _no_such_path, include_in_schema=False, methods=["GET"])
    for path in PAGES:
        app.add_api_route(path, _page, include_in_schema=False, methods=["GET", "HEAD"], response_class=Response)
    if STATIC.is_dir():
        app.mount("/", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, door=door)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


async def _openapi(request: Request) -> Any:
    app: FastAPI = request.app
    if app.openapi_schema is None:
        app.openapi_schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    return app.openapi_schema


async def _no_such_path(request: Request) -> None:
    app: FastAPI = request.app
    scope = {**request.scope, "method": "POST"}
    others = (route for route in app.router.routes if not isinstance(route, Mount))
    if any(route.matches(scope)[0] is Match.FULL for route in others):
        raise HTTPException(405, "it takes POST", {"allow": "POST"})
    raise HTTPException(404, "there is no such address")


async def _page() -> Response:
    """The page itself, the same for all its addresses: what it shows is worked out in the browser."""
    index = STATIC / "index.html"
    if not index.is_file():
        return HTMLResponse(_NO_PAGE)
    return FileResponse(index, headers={"cache-control": "no-cache"})


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"
