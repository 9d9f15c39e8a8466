"""
What the model is asked: our coding guide, then the report as numbered sentences.

A report that is too long for one question is asked for in passages of whole
sentences; sentence numbers run on, so that answers can be joined.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.errors import ResourceError
from casus.llm.settings import Endpoint
from casus.model.reading import Reading
from casus.resources.load import digest, resource

MOST_CHARACTERS: Final = 16_000
"""Code points of one passage, some 4,000 tokens: small local models are set up for 8,000, and an answer is as long."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences `first` to `last` (excluded; indices in `Reading.sentences`) and the words of the question."""

    first: int
    last: int
    question: str


def passages(reading: Reading) -> Iterator[Passage]:
    """The questions about one report, in text order; none for a report without sentences."""
    first, size = 0, 0
    for number, sentence in enumerate(reading.sentences):
        if size and size + len(sentence.span) > MOST_CHARACTERS:
            yield Passage(first, number, _question(reading, first, number))
            first, size = number, 0
        size += len(sentence.span)
    if size:
        yield Passage(first, len(reading.sentences), _question(reading, first, len(reading.sentences)))


def _question(reading: Reading, first: int, last: int) -> str:
    """Sentences on one line each: a line break inside one is shown as a blank."""
    text, day = reading.document.text, reading.document.published
    lines = (f"[{n + 1}] {' '.join(reading.sentences[n].span.of(text).split())}" for n in range(first, last))
    return "\n".join((f"Published: {day or 'unknown'}", "<report>", *lines, "</report>"))


def request(endpoint: Endpoint, question: str) -> dict[str, Any]:
    """The body of one request."""
    usual = {
        "model": endpoint.model,
        "messages": [{"role": "system", "content": instructions()}, {"role": "user", "content": question}],
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "reading", "strict": True, "schema": schema()},
        },
    }
    return {name: value for name, value in {**usual, **dict(endpoint.extra)}.items() if value is not None}


def request_digest(body: dict[str, Any]) -> str:
    """SHA-256 over all that bears on the answer: model, instructions, schema, further fields and the question."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


@cache
def instructions() -> str:
    """The coding guide for the model."""
    return resource("llm", "instructions.md").read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of an answer. Raises `ResourceError` when the file is damaged."""
    path = resource("llm", "schema.json")
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ResourceError(str(error), where=str(path), expected="valid JSON", remedy="reinstall casus") from error
    return found


@cache
def allowed(record: str, name: str) -> frozenset[str]:
    """The labels that the schema allows under `name` of one kind of record, as ("claim", "status")."""
    found = schema()["$defs"][record]["properties"][name]
    for step in ("items", "properties", "role"):
        found = found.get(step, found)
    found = next((choice for choice in found.get("anyOf", ()) if "enum" in choice), found)
    if "$ref" in found:
        found = schema()["$defs"][found["$ref"].rpartition("/")[2]]
    return frozenset(found["enum"])


def instructions_digest() -> str:
    """SHA-256 of guide and schema: change one, and reports are read anew."""
    return digest(resource("llm", "instructions.md"), resource("llm", "schema.json"))
