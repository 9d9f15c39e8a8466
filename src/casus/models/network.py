"""Runs the shipped graph, one window at a time.

Windows are not padded into batches: with int8 activations the scale of a batch depends on all its members, and results
would then depend on which other reports are read along. Several windows run side by side in threads instead; each uses
one core, so that the order of additions, and with it every bit of the result, is always the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from casus.errors import ResourceError
from casus.models.encoding import PieceEncoder
from casus.models.manifest import Manifest

Arrays = Mapping[str, NDArray[Any]]
_FATAL: Final = 3  # the runtime's own warnings about unused nodes are of no use to the reader of a report


class Network:
    """Graphs, link scorers and word pieces of one model."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._session = self.session("model.onnx")
        self._outputs = [output.name for output in self._session.get_outputs()]
        self.pieces = PieceEncoder(manifest.path("vocabulary.txt"))
        with np.load(manifest.path("links.npz")) as stored:
            self.links: Arrays = {name: stored[name].astype(np.float32) for name in stored.files}

    def session(self, name: str) -> Any:
        """One of the model's graphs, ready to run on one core."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL
        path = self._manifest.path(name)
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ResourceError(
                f"the graph cannot be run ({error})", where=str(path), expected="onnxruntime 1.19 or newer"
            ) from error

    def run(self, words: Sequence[str]) -> Arrays:
        """All scores and vectors, one row per word."""
        ids, case, first = (np.array(column, np.int64) for column in self.pieces.window(words))
        found = self._session.run(None, {"ids": ids, "case": case, "first": first})
        return dict(zip(self._outputs, found, strict=True))
