"""
Answers kept in a folder, each under the digest of its question, so that a run can be repeated offline.

A file is whole or not there; one that is damaged counts as not there. Answers quote
reports, so only the user may read the folder.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers; made when the first is kept."""

    folder: Path

    def get(self, digest: str) -> Json | None:
        """The answer kept under a digest, None where there is none."""
        try:
            kept = json.loads(self._path(digest).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        answer = kept.get("answer") if isinstance(kept, dict) and kept.get("digest") == digest else None
        return answer if isinstance(answer, dict) else None

    def put(self, digest: str, answer: Json) -> None:
        """Keep an answer. Raises OSError where the folder cannot be written to."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(digest)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"digest": digest, "answer": answer}, file)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"
