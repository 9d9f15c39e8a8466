"""One shape for everything that goes wrong: RFC 9457 problem details with casus's found, where, expected, remedy."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from casus.errors import CasusError, ExtraMissingError, InputError, NotFoundError, StoreError
from casus.web.shapes import Json

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
_TITLES: Final = {
    "input": "Not usable",
    "not-found": "Not found",
    "method": "Wrong method",
    "host": "Wrong host",
    "origin": "Foreign origin",
    "token": "No token",
    "stale": "Changed meanwhile",
    "conflict": "Not possible any more",
    "too-large": "Too large",
    "store": "Project not available",
    "extra": "Not installed",
    "internal": "A fault of casus",
}


_EXPECTED: Final = {
    "extra_forbidden": "a parameter that this address knows",
    "missing": "a value: it is needed",
}


class WebError(CasusError):
    """A request that is refused. `slug` names the kind, `more` holds further members of the problem."""

    def __init__(self, slug: str, status: int, found: str, *, remedy: str = "", more: Json | None = None) -> None:
        super().__init__(found, remedy=remedy)
        self.slug = slug
        self.status = status
        self.more = more or {}


def conflict(found: str, remedy: str = "") -> WebError:
    """A decision that cannot be made any more."""
    return WebError("conflict", HTTPStatus.CONFLICT, found, remedy=remedy)


def problem(error: CasusError, *, instance: str) -> tuple[int, Json]:
    """Status and body for an error."""
    slug, status = _kind(error)
    body = {
        "type": f"urn:casus:error:{slug}",
        "title": _TITLES[slug],
        "status": status,
        "instance": instance,
        "detail": str(error),
        "found": error.found,
        "where": error.where,
        "expected": error.expected,
        "remedy": error.remedy,
    }
    return status, body | (error.more if isinstance(error, WebError) else {})


def _kind(error: CasusError) -> tuple[str, int]:
    match error:
        case WebError():
            return error.slug, error.status
        case NotFoundError():
            return "not-found", HTTPStatus.NOT_FOUND
        case StoreError():
            return "store", HTTPStatus.SERVICE_UNAVAILABLE
        case ExtraMissingError():
            return "extra", HTTPStatus.NOT_IMPLEMENTED
        case InputError():
            return "input", HTTPStatus.UNPROCESSABLE_ENTITY
        case _:
            return "internal", HTTPStatus.INTERNAL_SERVER_ERROR


def problem_response(error: CasusError, *, instance: str) -> Response:
    """The answer to a request that failed."""
    status, body = problem(error, instance=instance)
    return Response(msgspec.json.encode(body), status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Have every error of an application answered in that shape."""
    app.add_exception_handler(CasusError, _on_casus_error)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)


def _on_casus_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CasusError)
    return problem_response(error, instance=request.url.path)


def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = dict(error.errors()[0]) if error.errors() else {}
    where = ".".join(str(part) for part in first.get("loc", ()) if part not in ("query", "body", "path"))
    shown = repr(first.get("input"))
    found = InputError(
        f"{shown[:80]}{'…' if len(shown) > 80 else ''} cannot be used",
        where=where,
        expected=_EXPECTED.get(first.get("type", "")) or str(first.get("msg", "")).removeprefix("Value error, "),
        remedy="see /api/openapi.json",
    )
    return problem_response(found, instance=request.url.path)


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    slugs = {404: "not-found", 405: "method"}
    found = f"{request.method} {request.url.path}: {error.detail}"
    refused = WebError(slugs.get(error.status_code, "input"), error.status_code, found, remedy="see /api/openapi.json")
    response = problem_response(refused, instance=request.url.path)
    response.headers.update(error.headers or {})
    return response


def fault_response(error: Exception, *, instance: str) -> Response:
    """The answer where casus itself is at fault: it shows nothing of its inside, which goes to the log."""
    log.error("a request failed: %s", instance, exc_info=error)
    fault = CasusError(f"the request failed ({type(error).__name__})", remedy="please report it with what you did")
    return problem_response(fault, instance=instance)
