"""Which corpora are trained on, and in what proportion."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from training.corpora import (
    Document,
    attach_coreference,
    attach_entities,
    attach_frames,
    read_entities,
    read_reports,
    read_silver,
    read_treebank,
)
from training.data import Batch, Windows, batches

_NAMES: Final = frozenset({"PER", "ORG", "LOC"})
_ALL: Final = frozenset({"PER", "ORG", "LOC", "NORP", "DATE"})
FILES: Final = (
    "coding/train.jsonl",
    "coding/uncoded.jsonl",
    "training/ud/en_ewt-ud-train.conllu",
    "training/ud/en_gum-open-train.conllu",
    "training/ner/gmb.jsonl",
    "training/ner/uner_ewt.jsonl",
    "training/ner/gum_named_open.jsonl",
    "training/ner/wikigold.jsonl",
    "training/srl/propbank_ewt.jsonl",
    "training/coref/ontogum_open.jsonl",
)
SILVER: Final = Path(__file__).parent / "silver/readings.jsonl"
"""Reports of `coding/uncoded.jsonl` that were coded for this project, after the coding guide."""


@dataclass(slots=True)
class Corpus:
    """One source of batches. `first` and `last` are its share of the batches when training begins and when it ends."""

    documents: list[Document]
    limits: tuple[int, ...]
    first: float
    last: float
    pieces: int
    queue: Iterator[Batch] = field(default_factory=lambda: iter(()))
    portion: int = 0
    epochs: float = 0.0


def corpora(folder: Path) -> dict[str, Corpus]:
    """All training corpora. The reports weigh most at the end, where the learning rate is low and details settle."""
    treebanks = folder / "training/ud"
    ewt, gum = (read_treebank(treebanks / f"en_{name}-train.conllu") for name in ("ewt-ud", "gum-open"))
    attach_entities(ewt, folder / "training/ner/uner_ewt.jsonl", _NAMES)
    attach_entities(gum, folder / "training/ner/gum_named_open.jsonl", _NAMES)
    attach_coreference(gum, folder / "training/coref/ontogum_open.jsonl")
    attach_frames(ewt, folder / "training/srl/propbank_ewt.jsonl")
    gmb = read_entities(folder / "training/ner/gmb.jsonl", _ALL)
    wikigold = read_entities(folder / "training/ner/wikigold.jsonl", _NAMES)
    reports = read_reports(folder / "coding/train.jsonl") + read_silver(SILVER, folder / "coding/uncoded.jsonl")
    return {
        "reports": Corpus(reports, (320, 320, 256, 160, 96), 0.60, 0.75, 1152),
        "treebanks": Corpus(ewt + gum, (256, 160, 160, 80), 0.30, 0.20, 1280),
        "entities": Corpus(gmb + wikigold, (160,), 0.10, 0.05, 1280),
    }


class Mix:
    """An endless, seeded stream of batches."""

    def __init__(self, corpora: dict[str, Corpus], windows: Windows, seed: int) -> None:
        self.corpora, self.windows = corpora, windows
        self.random = random.Random(seed)

    def draw(self, progress: float) -> tuple[str, Batch]:
        """The next batch; `progress` runs from 0 to 1."""
        names = list(self.corpora)
        shares = [c.first + (c.last - c.first) * progress for c in self.corpora.values()]
        name = self.random.choices(names, shares)[0]
        corpus = self.corpora[name]
        batch = next(corpus.queue, None)
        while batch is None:
            corpus.queue = self._refill(corpus)
            batch = next(corpus.queue, None)
        return name, batch

    def _refill(self, corpus: Corpus) -> Iterator[Batch]:
        """A shuffled tenth of the corpus: encoding a whole epoch at once would hold millions of numbers."""
        if corpus.portion == 0:
            self.random.shuffle(corpus.documents)
        part = corpus.documents[corpus.portion :: 10]
        corpus.portion = (corpus.portion + 1) % 10
        corpus.epochs += 0.1
        return batches(list(self.windows.cut(part, corpus.limits)), corpus.pieces, self.random)


def label_lists(corpora: dict[str, Corpus]) -> tuple[list[str], list[str], list[str]]:
    """Tags and dependency labels that the treebanks use."""
    documents = corpora["treebanks"].documents
    upos = sorted({x for d in documents for x in d.upos or ()})
    xpos = sorted({x for d in documents for x in d.xpos or ()})
    deprel = sorted({x for d in documents for x in d.deprels or ()})
    return upos, xpos, deprel


def digests(folder: Path) -> dict[str, str]:
    """What exactly was trained on."""
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    return found | {"silver/readings.jsonl": hashlib.sha256(SILVER.read_bytes()).hexdigest()}
