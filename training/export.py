"""Turns a checkpoint into the files that casus ships: an int8 graph, the pair scorers as arrays, and the word pieces."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import HEADS
from training.model import Reader

# Outputs of the graph, one row per word. Pairs are scored at run time, for found triggers and mentions only.
VECTORS: Final = (
    "label_head", "label_child", "token", "trigger_event", "trigger_state", "end_first", "end_last", "same", "content", "speech",
)  # fmt: skip
OUTPUTS: Final = ("start", "upos", "xpos", "arc", *HEADS, *VECTORS)


def load(checkpoint: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The averaged network of a checkpoint, ready to read, and its treebank labels."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    labels = state["labels"]
    net = Reader(len(labels["upos"]), len(labels["xpos"]), len(labels["deprel"]))
    net.load_state_dict(state["average"])
    return net.eval(), labels


class _Graph(nn.Module):
    """One window, no padding: a batch would make int8 results depend on its other members."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, case: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        net = self.net
        h = net.encoder(ids.unsqueeze(0), case.unsqueeze(0), None)
        w = h[:, first]
        scores = {name: head(w) for name, head in net.linear.items()}
        scores |= {name: scores[name].argmax(-1) for name in ("upos", "xpos")}
        scores |= {
            "arc": net.arcs(w),
            "label_head": net.label_head(net.with_root(w)),
            "label_child": net.label_child(w),
        }
        scores |= {"token": net.token(w), **{f"trigger_{kind}": net.trigger[kind](w) for kind in ("event", "state")}}
        scores |= {f"end_{name}": part(w) for name, part in net.ends.items()}
        scores |= {name: part(w) for name, part in net.happening.items()}
        return tuple(scores[name][0] for name in OUTPUTS)


def export(checkpoint: Path, vocabulary: Path, folder: Path) -> dict[str, list[str]]:
    """Write `model.onnx`, `pairs.npz` and `tokenizer.json` into `folder`; the treebank labels."""
    folder.mkdir(parents=True, exist_ok=True)
    net, labels = load(checkpoint)
    _write_graph(net, folder / "float.onnx")
    quantize_dynamic(
        folder / "float.onnx",
        folder / "model.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        # the scores of head words: their weights hold a lone column, which int8 by column cannot express
        nodes_to_exclude=[n.name for n in onnx.load(folder / "float.onnx").graph.node if n.name.startswith("/MatMul")],
    )
    (folder / "float.onnx").unlink()
    np.savez_compressed(folder / "pairs.npz", **_arrays(net))
    shutil.copyfile(vocabulary, folder / "tokenizer.json")
    return labels


def _write_graph(net: Reader, path: Path) -> None:
    sample = (torch.arange(100, 130), torch.ones(30, dtype=torch.long), torch.arange(1, 25))
    axes: dict[str, dict[int, str]] = {"ids": {0: "pieces"}, "case": {0: "pieces"}, "first": {0: "words"}}
    axes |= {name: {0: "words"} for name in OUTPUTS} | {"arc": {0: "words", 1: "heads"}, "label_head": {0: "heads"}}
    torch.onnx.export(
        _Graph(net).eval(), sample, str(path), input_names=list(axes)[:3], output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def _arrays(net: Reader) -> dict[str, Any]:
    """The pair scorers in half precision: 1.7 MB instead of 3.4, and no score moves by more than 0.01."""
    found: dict[str, Tensor] = {"label": net.label}
    for kind in ("event", "state"):
        found |= {f"{kind}/{name}": value for name, value in net.arguments[kind].named_parameters()}
    for name, scorer in (("coreference", net.coreference), ("same", net.same), ("content", net.content)):
        found |= {f"{name}/{part}": value for part, value in scorer.named_parameters()}
    return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}
