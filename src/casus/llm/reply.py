"""Out of the bytes of a chat completion, the JSON object that the model wrote; each way to fail is told apart."""

from __future__ import annotations

import json
from typing import Any, Final

from casus.errors import CasusError
from casus.llm.usage import Usage

Json = dict[str, Any]
LISTS: Final = ("actors", "claims", "states")
MOST_TOKENS: Final = 10**9
"""A count beyond this is no count."""
MOST_SHOWN: Final = 120


def read_reply(data: bytes, where: str) -> Json:
    """The object with the lists `actors`, `claims` and `states`. Raises `CasusError` where there is none."""
    choices = _object(data).get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise _error("the endpoint gave no answer", where, remedy="check that CASUS_LLM_URL speaks chat completions")
    _check_end(choice.get("finish_reason"), message, where)
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        raise _error("an empty answer", where, remedy="try another model")
    answer = _object(bare(content))
    if all(isinstance(answer.get(name), list) for name in LISTS):
        return answer
    raise _error(f"an answer in another form: {content!r:.{MOST_SHOWN}}", where, remedy="try another model")


def _check_end(reason: object, message: Json, where: str) -> None:
    refusal = message.get("refusal")
    if refusal or reason == "content_filter":
        said = f": {refusal!r:.{MOST_SHOWN}}" if isinstance(refusal, str) else ""
        raise _error(f"the model refused to read the report{said}", where, remedy="try another model")
    if reason == "length":
        raise _error("the answer was cut off", where, remedy="let the model write more tokens, as with CASUS_LLM_EXTRA")


def bare(content: str) -> str:
    """The answer without what some models put around it: their thoughts in front, a fence of Markdown."""
    text = content.strip()
    if text.startswith("<think>"):
        text = text.partition("</think>")[2].strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].removeprefix("json").strip()
    return text


def spent_by(data: bytes) -> Usage:
    """The tokens that a chat completion says it took; usable or not, they are paid for."""
    usage = _object(data).get("usage")
    counts = usage if isinstance(usage, dict) else {}
    return Usage(
        prompt_tokens=_count(counts.get("prompt_tokens")), completion_tokens=_count(counts.get("completion_tokens"))
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= MOST_TOKENS else 0


def _object(text: str | bytes) -> Json:
    """A JSON object; an empty one for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _error(found: str, where: str, *, remedy: str) -> CasusError:
    return CasusError(found, where=where, expected="one JSON object of the schema", remedy=remedy)
