"""What goes into the record beside readings: which run made them, and which reports were refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from casus.model.ids import content_id


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One way of reading. Started again with the same facts, it is the same run and goes on where it stopped.

    `settings` and `digests` are canonical JSON objects (what bears on results, not how fast they come; name of a data
    file or model to its SHA-256), `steps` a JSON list of step names.
    """

    engine: str
    version: str
    settings: str
    digests: str
    steps: str

    @property
    def run_id(self) -> str:
        """The id: "r-" and 16 hex digits over all facts."""
        return content_id("r", self.engine, self.version, self.settings, self.digests, self.steps)


def canonical(value: Mapping[str, object] | list[str]) -> str:
    """JSON with sorted keys and no spaces, so that equal values are equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that was not read: where it was, a short code of the reason, and the message for people."""

    origin: str
    code: str
    message: str
