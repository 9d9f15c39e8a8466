"""
Asking an OpenAI-compatible endpoint over HTTP, with patience and without trust.

Busy or broken servers are asked again after a while; redirects are not followed, so
that the key goes nowhere else; an answer has a size and a time that it may take. What
goes wrong with one question is a `CasusError`, the key never part of its message.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from casus.errors import CasusError, InputError, ResourceError
from casus.llm.reply import read_reply, spent_by
from casus.llm.settings import Endpoint
from casus.llm.usage import Usage
from casus.version import __version__

ATTEMPTS: Final = 5
FIRST_WAIT: Final = 1.0
"""Seconds before the second attempt where the server does not say how long; each wait is twice the one before."""
LONGEST_WAIT: Final = 120.0
"""Seconds of waiting that a server may ask for; one that asks for more is not waited for."""
MOST_BYTES: Final = 8 * 1024 * 1024
"""An answer larger than this is none: the longest reports code to some hundred kilobytes."""
BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
MOST_SAID: Final = 200
"""Characters of a server's own words that an error repeats."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Busy:
    """The server may answer later: what to say if it does not, and the seconds it wants to be left alone."""

    error: CasusError
    wait: float | None = None


class Client:
    """Asks one endpoint. `spent` sums what its answers took, those that could not be used included."""

    def __init__(self, endpoint: Endpoint, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._opener: OpenerDirector = _opener()
        self._lock = Lock()
        self.spent = Usage()

    def ask(self, body: Json, where: str) -> Json:
        """The JSON object that the model answers with. `where` names the report in errors.

        Raises `CasusError` where this question gets no usable answer, and `ResourceError` where none would.
        """
        data = json.dumps(body).encode()
        wait = FIRST_WAIT
        for attempt in range(1, ATTEMPTS + 1):
            outcome = self._attempt(data, where)
            if not isinstance(outcome, Busy):
                self._count(spent_by(outcome))
                return read_reply(outcome, where)
            if attempt == ATTEMPTS or (outcome.wait or 0) > LONGEST_WAIT:
                raise outcome.error
            self._sleep(wait if outcome.wait is None else outcome.wait)
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _count(self, usage: Usage) -> None:
        with self._lock:
            self.spent += usage

    def _attempt(self, data: bytes, where: str) -> bytes | Busy:
        self._count(Usage(requests=1))
        try:
            return self._send(data, where)
        except HTTPError as error:
            with error:
                return self._refused(error, where)
        except (OSError, http.client.HTTPException) as error:
            return self._unreached(error, where)

    def _send(self, data: bytes, where: str) -> bytes:
        deadline = time.monotonic() + self._endpoint.timeout
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers["User-Agent"] = f"casus/{__version__}"
        request = Request(self._endpoint.url, data, headers, method="POST")
        if self._endpoint.key:
            request.add_unredirected_header("Authorization", f"Bearer {self._endpoint.key}")
        pieces, size = [], 0
        with self._opener.open(request, timeout=self._endpoint.timeout) as response:
            while piece := response.read1(65536):
                size += len(piece)
                if size > MOST_BYTES:
                    raise _unusable("an answer of more than 8 MB", where)
                if time.monotonic() > deadline:
                    raise TimeoutError
                pieces.append(piece)
            if response.length:  # the connection closed before the promised end
                raise http.client.IncompleteRead(b"", response.length)
        return b"".join(pieces)

    def _refused(self, error: HTTPError, where: str) -> Busy:
        """Raise for what asking again does not mend."""
        said = self._said(error)
        found = f"the endpoint answered {error.code}" + (f" ({said})" if said else "")
        if error.code in BUSY:
            remedy = "the same command again goes on later"
            return Busy(CasusError(found, where=where, expected="an answer", remedy=remedy), wait_of(error.headers))
        if error.code in (401, 404):
            remedy = "check CASUS_LLM_KEY" if error.code == 401 else "check CASUS_LLM_URL and CASUS_LLM_MODEL"
            raise ResourceError(found, where=self._endpoint.url, expected="an answer", remedy=remedy)
        remedy = (
            "set CASUS_LLM_URL to the address it points to: redirects are not followed"
            if error.code < 400
            else "if it does not know a field of the request, leave that out with CASUS_LLM_EXTRA"
        )
        raise CasusError(found, where=where, expected="an answer", remedy=remedy)

    def _said(self, error: HTTPError) -> str:
        """The server's own words, without the key, which some servers repeat."""
        try:
            text = error.read(65536).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return ""
        with suppress(ValueError, LookupError, TypeError, RecursionError):
            text = str(json.loads(text)["error"]["message"])
        shown = text.replace(self._endpoint.key, "[key]") if self._endpoint.key else text
        return " ".join(shown.split())[:MOST_SAID]

    def _unreached(self, error: Exception, where: str) -> Busy:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            raise CasusError(
                f"no whole answer within {self._endpoint.timeout:g} seconds",
                where=where,
                remedy="give it longer with CASUS_LLM_TIMEOUT, or choose a faster model",
            ) from error
        cannot = CasusError(
            f"cannot reach the endpoint ({reason or type(reason).__name__})",
            where=where,
            expected=f"a server at {self._endpoint.url}",
            remedy="start it, or correct CASUS_LLM_URL",
        )
        if isinstance(reason, ConnectionResetError | http.client.HTTPException):
            return Busy(cannot)
        raise cannot from error


def _opener() -> OpenerDirector:
    """Without a handler of redirects: to follow one would carry the report where the user did not send it."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    return opener


def wait_of(headers: Message) -> float | None:
    """Seconds that `Retry-After` asks for, as a number or a date; None where it says nothing usable."""
    text = str(headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _unusable(found: str, where: str) -> InputError:
    return InputError(found, where=where, expected="one JSON object of the schema", remedy="try another model")
