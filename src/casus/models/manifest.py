"""The list of what belongs to a shipped model: files with digests, labels, thresholds, scores, origin.

Weights are opened only through here, so that a missing, truncated or altered file is named before it can mislead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from casus.errors import ResourceError

SHIPPED: Final = Path(__file__).parent / "reader"
_REMEDY: Final = "reinstall casus, or run `python -m training` to make the weights anew"
Thresholds = Mapping[str, Mapping[str, float]]
Calibration = Mapping[str, tuple[Sequence[float], Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    What `manifest.json` says. `labels` maps each head or argument group ("event/party") to its labels in order.

    `calibration` maps "event" and "state" to scores and the certainties they stand for, both rising. `agreement` says
    for each status how many times likelier each degree of factuality is beside it than anyway.
    """

    folder: Path
    name: str
    files: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]
    thresholds: Thresholds
    digest: str
    calibration: Calibration = field(default_factory=dict)
    agreement: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def path(self, name: str) -> Path:
        """The checked path of one of the model's files. Raises `ResourceError` if it is not as listed."""
        path = self.folder / name
        if not path.is_file():
            raise ResourceError(
                "the file is missing", where=str(path), expected="the weights shipped with casus", remedy=_REMEDY
            )
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.files.get(name):
            raise ResourceError(
                f"the file is not the one that was shipped (sha256 {found[:12]}…, {path.stat().st_size} bytes)",
                where=str(path),
                expected=f"sha256 {self.files.get(name, 'none')[:12]}…",
                remedy=_REMEDY,
            )
        return path


def load_manifest(folder: Path = SHIPPED) -> Manifest:
    """Read and check `manifest.json`. Raises `ResourceError` if it is missing or damaged."""
    path = folder / "manifest.json"
    try:
        content = path.read_bytes()
        raw = json.loads(content)
        labels = {name: tuple(values) for name, values in raw["labels"].items()}
        calibration = {kind: (curve[0], curve[1]) for kind, curve in raw.get("calibration", {}).items()}
        digest = hashlib.sha256(content).hexdigest()
        agreement = {status: dict(factors) for status, factors in raw.get("agreement", {}).items()}
        return Manifest(folder, raw["name"], raw["files"], labels, raw["thresholds"], digest, calibration, agreement)
    except FileNotFoundError:
        raise ResourceError(
            "the file is missing", where=str(path), expected="the manifest of a model", remedy=_REMEDY
        ) from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ResourceError(
            f"the manifest is damaged ({error})", where=str(path), expected="JSON", remedy=_REMEDY
        ) from None
