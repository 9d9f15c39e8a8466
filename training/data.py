"""Documents to windows to padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from casus.models.encoding import PieceEncoder
from training.corpora import ANY, Act, Document, Labelled
from training.labels import GROUPS, HEADS, index

IGNORE: Final = -100
Numbers = dict[str, dict[str, int]]


@dataclass(slots=True)
class Target:
    """The trigger of one act in a window and the labels of all words, per group."""

    word: int
    labels: dict[str, NDArray[np.int64]]
    attributes: dict[str, int] = field(default_factory=dict)
    event: str = ""
    content_of: str = ""


@dataclass(slots=True)
class Window:
    """One training example."""

    words: list[str]
    ids: list[int]
    case: list[int]
    first: list[int]
    sentence: NDArray[np.int64]
    tags: dict[str, NDArray[np.int64]]
    entities: NDArray[np.bool_] | None
    targets: dict[str, list[Target]]
    mentions: list[tuple[int, int, str]] = field(default_factory=list)


class Windows:
    """Cuts documents into windows of whole sentences and encodes them."""

    def __init__(self, pieces: PieceEncoder, numbers: Numbers, seed: int) -> None:
        self.pieces, self.numbers = pieces, numbers
        self.random = random.Random(seed)

    def cut(self, documents: Iterable[Document], limits: tuple[int, ...]) -> Iterator[Window]:
        """Windows of at most a randomly drawn number of word pieces, so that contexts differ between epochs."""
        for document in documents:
            bounds = [*document.starts, len(document.words)]
            start, used, limit = 0, 0, self.random.choice(limits)
            for a, b in pairwise(bounds):
                size = sum(len(self.pieces.word(w)) for w in document.words[a:b])
                if used and used + size > limit:
                    yield self.encode(document, start, a)
                    start, used, limit = a, 0, self.random.choice(limits)
                used += size
            yield self.encode(document, start, len(document.words))

    def encode(self, document: Document, start: int, end: int) -> Window:
        end = self._fitting(document, start, end)
        words = document.words[start:end]
        ids, case, first = self.pieces.window(words, self._shout())
        return Window(
            words,
            ids,
            case,
            first,
            np.cumsum(self._starts(document, start, end)) - 1,
            self._tags(document, start, end),
            self._entities(document, start, end),
            self._targets(document, start, end),
            [
                (p.words[0] - start, p.words[1] - start, p.actor)
                for p in _flat(document.parties)
                if start <= p.words[0] and p.words[1] <= end
            ],
        )

    def _shout(self) -> int | None:
        """A few windows lose their letter case, as wire copy in capitals and careless text do (8 %)."""
        draw = self.random.random()
        return 2 if draw < 0.04 else 1 if draw < 0.08 else None

    def _fitting(self, document: Document, start: int, end: int) -> int:
        used = 2
        for n in range(start, end):
            used += len(self.pieces.word(document.words[n]))
            if used > 480:
                return n
        return end

    def _starts(self, document: Document, start: int, end: int) -> NDArray[np.int64]:
        flags = np.zeros(end - start, np.int64)
        flags[[s - start for s in document.starts if start <= s < end]] = 1
        flags[0] = 1
        return flags

    def _tags(self, d: Document, start: int, end: int) -> dict[str, NDArray[np.int64]]:
        tags: dict[str, NDArray[np.int64]] = {"start": self._starts(d, start, end)}
        for name, column in (("upos", d.upos), ("xpos", d.xpos), ("deprel", d.deprels)):
            if column is not None:
                tags[name] = np.array([self.numbers[name].get(x, IGNORE) for x in column[start:end]])
        if d.heads is not None:
            tags["head"] = np.array([h - start + 1 if start <= h < end else 0 for h in d.heads[start:end]])
        if d.acts is not None:
            tags |= self._act_tags(d, start, end)
        return tags

    def _act_tags(self, d: Document, start: int, end: int) -> dict[str, NDArray[np.int64]]:
        assert d.acts is not None
        size = end - start
        tags = {name: np.zeros(size, np.int64) for name in ("event", "state", "mention")}
        tags |= {name: np.full(size, IGNORE) for name in ("kind", "sector")}
        for kind in ("event", "state"):
            for act in _inside(d.acts[kind], start, end):
                _paint(tags[kind], act.trigger, start, self.numbers[kind][act.label], self.numbers[kind]["I"])
        for party in _flat(d.parties):
            if start <= party.words[0] and party.words[1] <= end:
                _paint(tags["mention"], party.words, start, 1, 2)
                tags["kind"][party.words[0] - start] = self.numbers["kind"][party.kind]
                tags["sector"][party.words[0] - start] = self.numbers["sector"].get(party.sector, 0)
        return tags

    def _entities(self, d: Document, start: int, end: int) -> NDArray[np.bool_] | None:
        """For each word the labels that the corpus leaves possible: what it does not annotate may hide under O."""
        if d.entities is None:
            return None
        names = HEADS["entity"]
        unknown = np.array([label == "O" or label[2:] not in d.entity_labels for label in names])
        allowed = np.tile(unknown, (end - start, 1))
        for a, b, label in d.entities:
            if start <= a and b <= end and f"B-{label}" in names:
                allowed[a - start : b - start] = False
                allowed[a - start, names.index(f"B-{label}")] = True
                allowed[a - start + 1 : b - start, names.index(f"I-{label}")] = True
        return allowed

    def _targets(self, d: Document, start: int, end: int) -> dict[str, list[Target]]:
        targets: dict[str, list[Target]] = {"event": [], "state": [], "propbank": []}
        for kind in ("event", "state"):
            for act in _inside((d.acts or {}).get(kind, []), start, end):
                labels = {g: self._paint_group(kind, g, act.groups[g], start, end) for g in GROUPS[kind]}
                attributes = {n: self.numbers[n].get(v, IGNORE) for n, v in act.attributes.items()}
                targets[kind].append(Target(act.trigger[0] - start, labels, attributes, act.event, act.content_of))
        for word, arguments in d.frames or []:
            if start <= word < end:
                labels = {"propbank": self._paint_group("propbank", "propbank", arguments, start, end)}
                targets["propbank"].append(Target(word - start, labels))
        return targets

    def _paint_group(self, kind: str, group: str, found: list[Labelled], start: int, end: int) -> NDArray[np.int64]:
        labels = self.numbers[f"{kind}/{group}"]
        row = np.zeros(end - start, np.int64)
        for a, b, name in sorted(found, key=lambda f: f[2] != ANY):  # what is labelled wins over what may be
            if start <= a and b <= end and name == ANY:
                row[a - start : b - start] = IGNORE
            elif start <= a and b <= end:
                row[a - start : b - start] = labels.get(f"I-{name}", labels.get(name, 0))
                row[a - start] = labels.get(f"B-{name}", labels.get(name, 0))
        return row


def _inside(acts: list[Act], start: int, end: int) -> list[Act]:
    return [act for act in acts if start <= act.trigger[0] and act.trigger[1] <= end]


def _flat(parties: list) -> list:  # type: ignore[type-arg]
    """Mentions without those nested in a longer one (4.5 %): a sequence of tags cannot hold both."""
    kept: list = []  # type: ignore[type-arg]
    for party in sorted(parties, key=lambda p: (p.words[0], -p.words[1])):
        if not kept or party.words[0] >= kept[-1].words[1]:
            kept.append(party)
    return kept


def _paint(row: NDArray[np.int64], words: tuple[int, int], start: int, begin: int, inside: int) -> None:
    row[words[0] - start : words[1] - start] = inside
    row[words[0] - start] = begin


def numbers(upos: list[str], xpos: list[str], deprels: list[str]) -> Numbers:
    """Label numbers of every head and group."""
    found = {name: index(labels) for name, labels in HEADS.items()}
    found |= {"upos": index(upos), "xpos": index(xpos), "deprel": index(deprels)}
    found |= {f"{kind}/{group}": index(labels) for kind, groups in GROUPS.items() for group, labels in groups.items()}
    return found


@dataclass(slots=True)
class Batch:
    """Windows of one source, padded."""

    windows: list[Window]
    ids: Tensor
    case: Tensor
    mask: Tensor
    first: Tensor
    size: int
    sentence: Tensor
    tags: dict[str, Tensor]
    entities: Tensor | None


def collate(windows: list[Window]) -> Batch:
    """Windows padded to the longest."""
    pieces, size = max(len(w.ids) for w in windows), max(len(w.words) for w in windows)
    ids, case, first = (torch.zeros(len(windows), n, dtype=torch.long) for n in (pieces, pieces, size))
    mask = torch.zeros(len(windows), pieces, dtype=torch.bool)
    sentence = torch.full((len(windows), size), -1)
    tags = {name: torch.full((len(windows), size), IGNORE) for name in windows[0].tags}
    for n, w in enumerate(windows):
        ids[n, : len(w.ids)], case[n, : len(w.ids)] = torch.tensor(w.ids), torch.tensor(w.case)
        mask[n, : len(w.ids)] = True
        first[n, : len(w.words)] = torch.tensor(w.first)
        sentence[n, : len(w.words)] = torch.from_numpy(w.sentence)
        for name, row in w.tags.items():
            tags[name][n, : len(w.words)] = torch.from_numpy(row)
    return Batch(windows, ids, case, mask, first, size, sentence, tags, _padded_entities(windows, size))


def _padded_entities(windows: list[Window], size: int) -> Tensor | None:
    """All labels are allowed where there is nothing to learn, so that these places add no loss."""
    if all(w.entities is None for w in windows):
        return None
    allowed = torch.ones(len(windows), size, len(HEADS["entity"]), dtype=torch.bool)
    for n, w in enumerate(windows):
        if w.entities is not None:
            allowed[n, : len(w.words)] = torch.from_numpy(w.entities)
    return allowed


def batches(windows: list[Window], pieces: int, generator: random.Random) -> Iterator[Batch]:
    """Batches of similar lengths holding at most `pieces` word pieces with padding, in random order."""
    order = sorted(windows, key=lambda w: len(w.ids) + generator.random() * 16)
    groups: list[list[Window]] = [[]]
    for window in order:
        if groups[-1] and len(window.ids) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(window)
    generator.shuffle(groups)
    for group in groups:
        yield collate(group)
