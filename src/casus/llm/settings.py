"""Which model is asked, where and how: from the environment, so that a key never stands in a command or a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from casus.errors import InputError

OPENAI: Final = "api.openai.com"
"""The only host that is given `OPENAI_API_KEY`: no other is to learn it by mistake."""
PATH: Final = "/chat/completions"
TIMEOUT: Final = 300.0
"""Seconds for one answer; a long report takes a local model minutes."""

WIDEST: Final = 32
"""Questions at once, at most; casus codes no more than 16 reports together."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an OpenAI-compatible endpoint.

    `url` is that of chat completions; `timeout` in seconds; `extra` are further fields of the request, None to leave a
    usual one out; prices are per million tokens, None where unknown; no answer is kept where `cache` is None; `width`
    is how many questions may be open at once.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT
    cache: Path | None = None
    extra: tuple[tuple[str, Any], ...] = ()
    prices: tuple[float, float] | None = None
    width: int = 1

    @property
    def identity(self) -> str:
        """What a run is known by: the model, and the fields of requests that the user has set."""
        return f"{self.model} {json.dumps(dict(self.extra), sort_keys=True)}" if self.extra else self.model


def endpoint_from(environ: Mapping[str, str], *, cache: Path | None = None) -> Endpoint:
    """The endpoint that the variables `CASUS_LLM_…` describe; `cache` is where answers go unless one says otherwise.

    Raises `InputError` that names the variable to set or correct.
    """
    url = _url(environ.get("CASUS_LLM_URL", "").strip())
    model = environ.get("CASUS_LLM_MODEL", "").strip()
    if not model:
        raise InputError(
            "the llm engine has no model",
            where="CASUS_LLM_MODEL",
            expected="the name of a model that the endpoint serves",
            remedy="set CASUS_LLM_MODEL",
        )
    folder = environ.get("CASUS_LLM_CACHE", "")
    return Endpoint(
        url=url,
        model=model,
        key=_key(environ, url),
        timeout=_number(environ, "CASUS_LLM_TIMEOUT") or TIMEOUT,
        cache=Path(folder).expanduser() if folder else cache,
        extra=_extra(environ.get("CASUS_LLM_EXTRA", "")),
        prices=_prices(environ),
        width=min(int(_number(environ, "CASUS_LLM_PARALLEL") or 1), WIDEST),
    )


def _url(given: str) -> str:
    """The address for requests, whether it was given whole or up to "/v1"."""
    try:
        parts = urlsplit(given)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or "@" in parts.netloc or any(not " " < char < "\x7f" for char in given):
        raise InputError(
            "the llm engine has no endpoint" if not given else "not the address of an endpoint",
            where="CASUS_LLM_URL",
            expected="the address of an OpenAI-compatible endpoint, as http://127.0.0.1:8080/v1, without a password",
            remedy="set CASUS_LLM_URL; docs/engines.md shows how to run a model of your own",
        )
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(PATH) else path + PATH, fragment="").geturl()


def _key(environ: Mapping[str, str], url: str) -> str:
    own = environ.get("CASUS_LLM_KEY", "").strip()
    key = own or (environ.get("OPENAI_API_KEY", "").strip() if urlsplit(url).hostname == OPENAI else "")
    if all("!" <= char <= "~" for char in key):
        return key
    raise InputError(
        "the key holds characters that no key has",
        where="CASUS_LLM_KEY" if own else "OPENAI_API_KEY",
        expected="letters, digits and signs without blanks",
        remedy="copy the key anew",
    )


def _number(environ: Mapping[str, str], name: str) -> float | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if 0 <= number < 1e6:
        return number
    raise InputError(f"{text!r:.40}", where=name, expected="a number, 0 or more", remedy=f"correct or unset {name}")


def _prices(environ: Mapping[str, str]) -> tuple[float, float] | None:
    asked, answered = (_number(environ, f"CASUS_LLM_PRICE_{way}") for way in ("IN", "OUT"))
    return None if asked is None and answered is None else (asked or 0.0, answered or 0.0)


def _extra(text: str) -> tuple[tuple[str, Any], ...]:
    if not text.strip():
        return ()
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if isinstance(fields, dict) and not {"messages", "model", "stream"} & fields.keys():
        return tuple(sorted(fields.items()))
    raise InputError(
        f"{text!r:.80}",
        where="CASUS_LLM_EXTRA",
        expected='a JSON object of request fields, as {"temperature": null}, but not messages, model or stream',
        remedy="correct or unset CASUS_LLM_EXTRA",
    )
