"""Measures a shipped model: claims on the coded dev reports, syntax and entities on the test splits."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from casus.models.manifest import Manifest
from casus.models.network import Arrays
from casus.models.reader import ModelReader, Text
from casus.steps.tokens import tokenize
from training.corpora import Document, attach_entities, read_treebank
from training.readings import reading


def load_reports(path: Path) -> list[dict[str, Any]]:
    """Gold records in the reading format."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_text(raw: dict[str, Any]) -> Text:
    """A gold record as the reader's input, one part."""
    return Text(raw["text"], (tokenize(raw["text"]),))


def predict(reader: ModelReader, reports: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Predicted records."""
    analyses = reader.read_many(as_text(raw) for raw in reports)
    return [reading(raw, analysis) for raw, analysis in zip(reports, analyses, strict=True)]


def score(scorer: Path, gold: Path, predicted: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """All measures of the reading format's own scorer."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in predicted)
        file.flush()
        command = [sys.executable, str(scorer), str(gold), file.name, "--json"]
        found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


class Remembered:
    """A network that keeps its answers, so that tuning decodes many times and reads once."""

    def __init__(self, reader: ModelReader) -> None:
        self._run, self._known = reader._network.run, dict[tuple[str, ...], Arrays]()
        self.pieces = reader._network.pieces

    def run(self, words: Sequence[str]) -> Arrays:
        key = tuple(words)
        if key not in self._known:
            self._known[key] = self._run(words)
        return self._known[key]


def syntax_scores(reader: ModelReader, path: Path, entities: Path | None = None) -> dict[str, float]:
    """Tags, trees, sentence starts and entities on a treebank file, with gold words and found sentences."""
    documents = read_treebank(path)
    if entities:
        attach_entities(documents, entities, frozenset({"PER", "ORG", "LOC"}))
    counts: dict[str, float] = dict.fromkeys(
        ("words", "upos", "xpos", "uas", "las", "starts", "found", "right", "e_gold", "e_found", "e_right"), 0
    )
    for document in documents:
        _count(reader, document, counts)
    words = counts["words"]
    scores = {name: 100 * counts[name] / words for name in ("upos", "xpos", "uas", "las")}
    scores["sentences"] = 200 * counts["right"] / (counts["starts"] + counts["found"])
    if counts["e_gold"]:
        scores["entities"] = 200 * counts["e_right"] / (counts["e_gold"] + counts["e_found"])
    return {name: round(value, 1) for name, value in scores.items()}


def _count(reader: ModelReader, document: Document, counts: dict[str, float]) -> None:
    analysis = reader.read(spaced(document.words))
    starts = {s.first for s in analysis.sentences}
    counts["starts"] += len(document.starts)
    counts["found"] += len(starts)
    counts["right"] += len(starts & set(document.starts))
    counts["words"] += len(document.words)
    columns = zip(document.upos or [], document.xpos or [], document.heads or [], document.deprels or [], strict=True)
    for token, (upos, xpos, head, deprel) in zip(analysis.tokens, columns, strict=True):
        counts["upos"] += token.upos == upos
        counts["xpos"] += token.xpos == xpos
        counts["uas"] += token.head == head
        counts["las"] += token.head == head and token.deprel == deprel
    if document.entities is not None:
        begins = {t.span.start: n for n, t in enumerate(analysis.tokens)}
        ends = {t.span.end: n + 1 for n, t in enumerate(analysis.tokens)}
        found = {
            (begins[m.span.start], ends[m.span.end], m.label)
            for m in analysis.mentions
            if m.label in ("PER", "ORG", "LOC")
        }
        gold = {e for e in document.entities if e[2] in ("PER", "ORG", "LOC")}
        counts["e_gold"] += len(gold)
        counts["e_found"] += len(found)
        counts["e_right"] += len(gold & found)


def spaced(words: Sequence[str]) -> Text:
    """Gold words as a text with one space between them."""
    ends = np.cumsum([len(w) + 1 for w in words]).tolist()
    spans = tuple((end - 1 - len(word), end - 1) for word, end in zip(words, ends, strict=True))
    return Text(" ".join(words), (spans,))


def table(found: dict[str, Any]) -> str:
    """Measures as text, one a line."""
    lines = [
        f"{name:28}{v['p']:7.3f}{v['r']:7.3f}{v['f1']:7.3f}{v['gold']:7d}{v['pred']:7d}"
        for name, v in found["f1"].items()
    ]
    lines += [
        f"{name:28}{share:7.3f}{count:7d}" for name, (share, count) in found["accuracy on aligned claims"].items()
    ]
    return "\n".join(lines)


def manifest_with(manifest: Manifest, thresholds: dict[str, dict[str, float]]) -> Manifest:
    """The same model with other limits."""
    return Manifest(manifest.folder, manifest.name, manifest.files, manifest.labels, thresholds, manifest.digest)
