"""Writes the manifest of the shipped model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from training.labels import GROUPS, HEADS

# Where tuning on the dev reports starts. "*" holds for every label without a limit of its own.
THRESHOLDS: Final[dict[str, dict[str, float]]] = {
    "event": {"*": 0.5, "RETREAT": 0.5, "ASSAULT": 0.35, "ACCUSE": 0.42},
    "state": {"*": 0.5},
    "party": {
        "*": 0.5,
        "~": 0.3,
        "actor": 0.66,
        "recipient": 0.74,
        "actor~": 0.4,
        "recipient~": 0.15,
        "subject": 0.1,
        "object": 0.1,
    },
    "setting": {"*": 0.58, "~": 0.4, "time": 0.45},
    "quantity": {"*": 0.5, "~": 0.9},
    "saying": {"*": 0.5, "~": 0.5, "source": 0.55},
    "links": {"coreference": 0.0, "same": -2.0, "content": 0.0},
}
LICENCE: Final = (
    "Weights: CC BY-SA 4.0, since they are trained on share-alike material (UD English EWT, UNER, PropBank EWT,"
    " Wikipedia passages among the coded reports, parts of OntoGUM). Start weights: all-MiniLM-L6-v2, Apache-2.0. Also"
    " read: GUM (CC BY 4.0), GMB (public domain texts), wikigold (CC BY 4.0), VOA (public domain), UK government"
    " reports (Open Government Licence)."
)


def write_manifest(
    folder: Path,
    labels: dict[str, list[str]],
    thresholds: dict[str, dict[str, float]],
    origin: dict[str, Any],
) -> None:
    """List files, labels, thresholds, and where it all comes from (`origin`: data digests, settings, scores)."""
    names = ("model.onnx", "event.onnx", "state.onnx", "relation.onnx", "links.npz", "vocabulary.txt")
    every = {**labels, **HEADS} | {
        f"{kind}/{g}": found for kind in ("event", "state") for g, found in GROUPS[kind].items()
    }
    content = {
        "name": "reader",
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
        "labels": every,
        "thresholds": thresholds,
        "licence": LICENCE,
        **origin,
    }
    (folder / "manifest.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
