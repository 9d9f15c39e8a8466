"""Turns a checkpoint into the files that casus ships: an int8 graph, the pair scorers, and the word pieces."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import GROUPS, HEADS
from training.model import HIDDEN, LABEL, PAIR, Reader

# Outputs of the graph, one row per word. Pairs are scored at run time, for found triggers and mentions only.
VECTORS: Final = (
    *("label_head", "label_child", "token", "trigger_event", "trigger_state"),
    *("end_first", "end_last", "same", "content", "speech"),
)
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


class _Arguments(nn.Module):
    """Scores of all (trigger, word) pairs of a window as probabilities, one output per label group."""

    def __init__(self, net: Reader, kind: str) -> None:
        super().__init__()
        self.scorer, self.sizes = net.arguments[kind], [len(labels) for labels in GROUPS[kind].values()]

    def forward(self, triggers: Tensor, tokens: Tensor, words: Tensor, sentences: Tensor) -> tuple[Tensor, ...]:
        scores = self.scorer(triggers, tokens, words, sentences)
        return tuple(part.softmax(-1) for part in scores.split(self.sizes, -1))


class _Relations(nn.Module):
    """The best dependency label of each (child, head) pair."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, children: Tensor, heads: Tensor) -> Tensor:
        return self.net.relations(children, heads).argmax(-1)


def export(checkpoint: Path, vocabulary: Path, folder: Path) -> dict[str, list[str]]:
    """Write the graphs, the link scorers and the word pieces into `folder`; the treebank labels."""
    folder.mkdir(parents=True, exist_ok=True)
    net, labels = load(checkpoint)
    _write_reader(net, folder / "float.onnx")
    _quantize(folder / "float.onnx", folder / "model.onnx")
    (folder / "float.onnx").unlink()
    for kind in ("event", "state"):
        _write_arguments(net, kind, folder / f"{kind}.onnx")
    sample = (torch.zeros(5, LABEL), torch.zeros(5, LABEL))
    axes = {"children": {0: "pairs"}, "heads": {0: "pairs"}, "labels": {0: "pairs"}}
    _write(_Relations(net), sample, axes, 2, folder / "relation.onnx")
    np.savez_compressed(folder / "links.npz", **_links(net))
    shutil.copyfile(vocabulary, folder / "vocabulary.txt")
    return labels


def _quantize(source: Path, target: Path) -> None:
    # The scores of head words stay in float: their weights hold a lone column, which int8 by column cannot express.
    kept = [node.name for node in onnx.load(source).graph.node if node.name.startswith("/MatMul")]
    quantize_dynamic(
        source,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=kept,
    )


def _write_reader(net: Reader, path: Path) -> None:
    sample = (torch.arange(100, 130), torch.ones(30, dtype=torch.long), torch.arange(1, 25))
    axes: dict[str, dict[int, str]] = {"ids": {0: "pieces"}, "case": {0: "pieces"}, "first": {0: "words"}}
    axes |= {name: {0: "words"} for name in OUTPUTS} | {"arc": {0: "words", 1: "heads"}, "label_head": {0: "heads"}}
    _write(_Graph(net), sample, axes, 3, path)


def _write_arguments(net: Reader, kind: str, path: Path) -> None:
    size = PAIR + HIDDEN
    buckets = torch.zeros(3, 7, dtype=torch.long)
    pair = {0: "triggers", 1: "words"}
    axes: dict[str, dict[int, str]] = {
        "triggers": {0: "triggers"},
        "tokens": {0: "words"},
        "words": pair,
        "sentences": pair,
    }
    axes |= dict.fromkeys(GROUPS[kind], pair)
    _write(_Arguments(net, kind), (torch.zeros(3, size), torch.zeros(7, size), buckets, buckets), axes, 4, path)


def _write(
    module: nn.Module, sample: tuple[Tensor, ...], axes: dict[str, dict[int, str]], inputs: int, path: Path
) -> None:
    names = list(axes)
    torch.onnx.export(
        module.eval(), sample, str(path), input_names=names[:inputs], output_names=names[inputs:],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def _links(net: Reader) -> dict[str, Any]:
    scorers = (("coreference", net.coreference), ("same", net.same), ("content", net.content))
    weights = {f"{name}/{part}": value for name, scorer in scorers for part, value in scorer.named_parameters()}
    return {name: value.detach().numpy().astype(np.float16) for name, value in weights.items()}
