"""
What keeps a local server from being used by other sites: checks of host, origin, token and size, and strict headers.

A page of another site can make a browser send requests to 127.0.0.1. It cannot read the answers, unless it gets its own
name to point there (DNS rebinding): so the Host header must be one of ours. It can write: so the Origin header of a
write must be ours too, and only JSON is taken, which no plain form can send.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casus.web.problems import WebError, fault_response, problem_response

MOST_BYTES: Final = 1_000_000
"""Bytes of a request's body."""

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    b"content-security-policy": CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_SAFE: Final = frozenset({"GET", "HEAD"})
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens. `token`, if any, must come with writes."""

    host: str
    port: int
    token: str | None = None

    def is_own(self, authority: str) -> bool:
        """Whether a Host header names this server.

        Beyond this machine's own names, addresses are taken where the server listens on all of them: a number cannot be
        rebound, only a name can.
        """
        name, port = _split(authority)
        if port != self.port:
            return False
        if name in _LOOPBACK or name == self.host.lower():
            return True
        return self.host in ("0.0.0.0", "::") and _is_address(name)


def _split(authority: str) -> tuple[str, int | None]:
    """Host and port of "host:port"; 80 without a port."""
    name, colon, port = authority.lower().rpartition(":")
    if not colon or authority.endswith("]"):
        return authority.lower(), 80
    return name, int(port) if port.isdecimal() and port.isascii() else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Lets a request through to the application, or answers it."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        has_begun = False

        async def hardened(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                message["headers"] = _hardened(message.get("headers", ()), scope["path"])
            await send(message)

        try:
            await self._let_in(scope, receive, hardened)
        except Exception as error:
            if has_begun:
                raise
            await fault_response(error, instance=scope["path"])(scope, receive, hardened)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = refusal(self._door, scope["method"], _headers(scope))
        if refused is None and scope["method"] not in _SAFE:
            body = await _body(receive)
            if body is None:
                refused = _too_large("more than a million")
            receive = _replayed(body or b"", receive)
        if refused is not None:
            await problem_response(refused, instance=scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _body(receive: Receive) -> bytes | None:
    """The whole body of a request; None if it is too large, whatever length was announced."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            return None
    return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read once more."""
    is_given = False

    async def replayed() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    return found


def refusal(door: Door, method: str, headers: Mapping[str, list[str]]) -> WebError | None:
    """Why a request is not let through; None if it is."""
    hosts = headers.get("host", [])
    if len(hosts) != 1 or not door.is_own(hosts[0]):
        named = hosts[0][:80] if hosts else "no host"
        return WebError(
            "host",
            HTTPStatus.MISDIRECTED_REQUEST,
            f"a request for {named!r}",
            remedy="open the address that casus serve printed",
        )
    if method in _SAFE:
        return None
    return _unsafe(door, headers)


def _unsafe(door: Door, headers: Mapping[str, list[str]]) -> WebError | None:
    """Why a write is not let through."""
    origins = headers.get("origin", [])
    is_foreign = any(not _is_own_origin(door, origin, headers["host"][0]) for origin in origins)
    sites = headers.get("sec-fetch-site", [])
    if len(origins) > 1 or is_foreign or any(site not in ("same-origin", "none") for site in sites):
        return WebError(
            "origin",
            HTTPStatus.FORBIDDEN,
            f"a write from {(origins or sites)[0][:80]!r}",
            remedy="write from the page of this server, or from a program that sends no Origin",
        )
    kinds = [kind.split(";")[0].strip().lower() for kind in headers.get("content-type", [])]
    if kinds != ["application/json"]:
        return WebError(
            "origin", HTTPStatus.FORBIDDEN, "a write that is not JSON", remedy="send Content-Type: application/json"
        )
    return _announced(headers) or _without_token(door, headers)


def _is_own_origin(door: Door, origin: str, host: str) -> bool:
    scheme, _, authority = origin.partition("://")
    return scheme in ("http", "https") and authority.lower() == host.lower() and door.is_own(authority)


def _announced(headers: Mapping[str, list[str]]) -> WebError | None:
    length = headers.get("content-length", ["0"])[0]
    return _too_large(length) if length.isdecimal() and int(length) > MOST_BYTES else None


def _too_large(length: str) -> WebError:
    return WebError("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{length} bytes", remedy="send less at once")


def _without_token(door: Door, headers: Mapping[str, list[str]]) -> WebError | None:
    given = headers.get("authorization", [""])[0].removeprefix("Bearer ")
    if door.token is None or hmac.compare_digest(given.encode(), door.token.encode()):
        return None
    return WebError(
        "token",
        HTTPStatus.UNAUTHORIZED,
        "a write without the token",
        remedy="open the address that casus serve printed, with #token=… at its end",
    )


def _hardened(headers: object, path: str) -> list[tuple[bytes, bytes]]:
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in HEADERS]  # type: ignore[attr-defined]
    if path.startswith("/api/") and not any(name == b"cache-control" for name, _ in kept):
        kept.append((b"cache-control", b"no-store"))
    return [*kept, *HEADERS.items()]
