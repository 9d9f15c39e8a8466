"""What the network is trained to do, layer by layer. All losses of a batch are added with fixed weights.

Sums over rare positives are divided by an expected count rather than by the count found: a window with one trigger
and one with thirty then pull with equal force per trigger, and an empty one divides by nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from casus.models.pairs import mention_features, trigger_features, word_buckets
from training.data import IGNORE, Batch, Target, Window
from training.labels import GROUPS
from training.model import Reader

# Share of words that open such a span in the coded reports.
_DENSITY: Final = {"event": 0.07, "state": 0.02, "mention": 0.1}
_WEIGHT: Final = {
    "arc": 1.0,
    "deprel": 1.0,
    "start": 0.5,
    "upos": 0.5,
    "xpos": 0.5,
    "entity": 1.0,
    "event": 0.6,
    "state": 0.4,
    "mention": 0.3,
    "kind": 0.15,
    "sector": 0.15,
    "arguments event": 0.35,
    "arguments state": 0.2,
    "arguments propbank": 0.3,
    "mode": 0.5,
    "status": 0.8,
    "factuality": 0.4,
    "stance": 0.3,
    "extent": 0.2,
    "state_factuality": 0.1,
    "state_stance": 0.1,
    "coreference": 0.3,
    "same": 0.2,
    "content": 0.2,
}
_POSITIVE: Final = 1.5  # weight of words inside a span against those outside
_MAX_FRAMES: Final = 48  # PropBank frames per batch: more add time and little else


def losses(net: Reader, batch: Batch) -> dict[str, Tensor]:
    """Weighted losses by name."""
    w = net.words(batch.ids, batch.case, batch.mask[:, None, None, :], batch.first)
    found = {"start": _tags(net, w, batch, "start")}
    if "head" in batch.tags:
        found |= _parse(net, w, batch) | {name: _tags(net, w, batch, name) for name in ("upos", "xpos")}
    if batch.entities is not None:
        scores = functional.log_softmax(net.linear["entity"](w), -1)
        # the probability of all labels that the corpus leaves possible
        possible = torch.logsumexp(scores.masked_fill(~batch.entities, -1e4), -1)
        found["entity"] = -possible.sum() / batch.mask.sum() * 6.0
    if "event" in batch.tags:
        found |= _spans(net, w, batch)
    found |= _pairs(net, w, batch)
    for kind in GROUPS:
        found |= _arguments(net, w, batch, kind)
    return {name: _WEIGHT[name] * loss for name, loss in found.items()}


def _tags(net: Reader, w: Tensor, batch: Batch, name: str) -> Tensor:
    scores, gold = net.linear[name](w), batch.tags[name]
    total = functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum")
    return total / (gold != IGNORE).sum().clamp(min=1)


def _parse(net: Reader, w: Tensor, batch: Batch) -> dict[str, Tensor]:
    heads = batch.tags["head"]
    real = heads != IGNORE
    same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
    same = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    arcs = net.arcs(w).masked_fill(~same, -1e4)
    total = functional.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE, reduction="sum")
    b, child = real.nonzero(as_tuple=True)
    head = net.label_head(net.with_root(w))[b, heads[b, child]]
    labels = net.relations(net.label_child(w)[b, child], head)
    count = real.sum().clamp(min=1)
    gold = batch.tags["deprel"][b, child]
    return {"arc": total / count, "deprel": functional.cross_entropy(labels, gold, ignore_index=IGNORE)}


def _spans(net: Reader, w: Tensor, batch: Batch) -> dict[str, Tensor]:
    found = {}
    for name, density in _DENSITY.items():
        scores, gold = net.linear[name](w), batch.tags[name]
        weight = torch.full((scores.shape[-1],), _POSITIVE)
        weight[0] = 1.0
        total = functional.cross_entropy(
            scores.flatten(0, 1), gold.flatten(), weight, ignore_index=IGNORE, reduction="sum"
        )
        found[name] = total / ((gold != IGNORE).sum() * density)
    return found | {name: _tags(net, w, batch, name) for name in ("kind", "sector")}


def _arguments(net: Reader, w: Tensor, batch: Batch, kind: str) -> dict[str, Tensor]:
    targets = [(n, t) for n, window in enumerate(batch.windows) for t in window.targets[kind]]
    if kind == "propbank" and len(targets) > _MAX_FRAMES:
        targets = targets[:: len(targets) // _MAX_FRAMES + 1]
    if not targets:
        return {}
    rows, words = torch.tensor([n for n, _ in targets]), torch.tensor([t.word for _, t in targets])
    triggers = net.trigger[kind](w[rows, words])
    distance, sentences = _distances(batch, targets)
    scores = net.arguments[kind](triggers, net.token(w)[rows], distance, sentences)
    total, offset = scores.new_zeros(()), 0
    for group, labels in GROUPS[kind].items():
        gold = torch.full((len(targets), batch.size), IGNORE)
        for n, (_, target) in enumerate(targets):
            gold[n, : len(target.labels[group])] = torch.from_numpy(target.labels[group])
        part = scores[:, :, offset : offset + len(labels)].flatten(0, 1)
        weight = torch.full((len(labels),), _POSITIVE)
        weight[0] = 1.0
        total = total + functional.cross_entropy(part, gold.flatten(), weight, ignore_index=IGNORE, reduction="sum")
        offset += len(labels)
    found = {f"arguments {kind}": total / len(targets) / (4.0 if kind == "propbank" else 3.0)}
    for name in targets[0][1].attributes:
        gold = torch.tensor([t.attributes[name] for _, t in targets])
        found[name] = functional.cross_entropy(
            net.linear[name](w[rows, words]), gold, ignore_index=IGNORE, reduction="sum"
        ) / len(targets)
    return found


def _distances(batch: Batch, targets: list[tuple[int, Target]]) -> tuple[Tensor, Tensor]:
    triggers = np.array([t.word for _, t in targets])
    words = torch.from_numpy(word_buckets(triggers, np.arange(batch.size)))
    sentence = batch.sentence[torch.tensor([n for n, _ in targets])]
    own = sentence.gather(1, torch.from_numpy(triggers)[:, None])
    return words, (sentence - own).clamp(-3, 3) + 3


def _pairs(net: Reader, w: Tensor, batch: Batch) -> dict[str, Tensor]:
    mentions, same, content = [], [], []
    for n, window in enumerate(batch.windows):
        if len(window.mentions) > 1:
            mentions.append(_coreference(net, w[n], window))
        if len(window.targets["event"]) > 1:
            same.append(_same(net, w[n], window))
            content.append(_content(net, w[n], window))
    named = {"coreference": mentions, "same": same, "content": content}
    return {name: torch.stack(found).sum() / len(batch.windows) / 8.0 for name, found in named.items() if found}


def _coreference(net: Reader, w: Tensor, window: Window) -> Tensor:
    spans = [(a, b) for a, b, _ in window.mentions]
    first, last = torch.tensor([a for a, _ in spans]), torch.tensor([b - 1 for _, b in spans])
    vectors = net.ends["first"](w[first]) + net.ends["last"](w[last])
    buckets = torch.from_numpy(word_buckets(first.numpy(), first.numpy()))
    scores = net.coreference(vectors, vectors, buckets, torch.from_numpy(mention_features(window.words, spans)))
    actors = [actor for _, _, actor in window.mentions]
    return _antecedent_loss(scores, [[actors[j] == actors[i] for j in range(i)] for i in range(len(actors))])


def _same(net: Reader, w: Tensor, window: Window) -> Tensor:
    events = sorted(window.targets["event"], key=lambda t: t.word)
    vectors, buckets, features = _trigger_inputs(window, events, w)
    vectors = net.happening["same"](vectors)
    scores = net.same(vectors, vectors, buckets, features)
    return _antecedent_loss(
        scores, [[events[j].event == events[i].event for j in range(i)] for i in range(len(events))]
    )


def _trigger_inputs(window: Window, events: list[Target], w: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    places = np.array([t.word for t in events])
    features = trigger_features(window.words, list(places), [t.attributes["mode"] for t in events])
    return w[torch.from_numpy(places)], torch.from_numpy(word_buckets(places, places)), torch.from_numpy(features)


def _content(net: Reader, w: Tensor, window: Window) -> Tensor:
    """Each event points to the speech act whose content it is, or (first column) to none."""
    events = sorted(window.targets["event"], key=lambda t: t.word)
    vectors, buckets, features = _trigger_inputs(window, events, w)
    scores = net.content(net.happening["content"](vectors), net.happening["speech"](vectors), buckets, features)
    scores = scores - torch.eye(len(events)) * 1e4
    scores = torch.cat([scores.new_zeros(len(events), 1), scores], 1)
    order = {t.event: n + 1 for n, t in reversed(list(enumerate(events)))}
    gold = torch.tensor([_pointed(order, n, t) for n, t in enumerate(events)])
    return functional.cross_entropy(scores, gold, reduction="sum")


def _pointed(order: dict[str, int], own: int, target: Target) -> int:
    found = order.get(target.content_of, 0) if target.content_of else 0
    return 0 if found == own + 1 else found


def _antecedent_loss(scores: Tensor, gold: list[list[bool]]) -> Tensor:
    """Every item chooses among the earlier ones and "new" (score 0); any right antecedent will do."""
    size = len(gold)
    earlier = torch.ones(size, size, dtype=torch.bool).tril(-1)
    right = torch.zeros(size, size, dtype=torch.bool)
    for n, row in enumerate(gold):
        right[n, :n] = torch.tensor(row, dtype=torch.bool)
    new = torch.zeros(size, 1)
    everything = torch.cat([new, scores.masked_fill(~earlier, -1e4)], 1)
    fresh = torch.where(right.any(1, keepdim=True), -1e4, 0.0)
    good = torch.cat([fresh, scores.masked_fill(~right, -1e4)], 1)
    return (torch.logsumexp(everything, 1) - torch.logsumexp(good, 1)).sum()
