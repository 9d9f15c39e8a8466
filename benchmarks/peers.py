"""
What a user would pick instead: a spaCy pipeline with a matcher, on the same reports in the same run.

usage: python benchmarks/peers.py REPORTS.jsonl [COUNT] [PIPELINE]

The peer finds words of attack in sentences with a named party, which is far less than a claim: no place on the map,
no day, no source, no number. PIPELINE is a spaCy pipeline or its folder (default: en_core_web_sm); where it is not
there, a blank English pipeline with a sentence splitter and a matcher stands in, without parser and names, and that is
said. Both read one report after the other on one core; processor time is compared.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from casus.engine import build_engine
from casus.evaluate.gold import document_of
from casus.model.document import Document
from casus.settings import Settings

ACTS = ("attack", "kill", "bomb", "shell", "raid", "shoot", "clash", "seize", "capture", "arrest", "wound", "fight")
PARTIES = frozenset({"ORG", "GPE", "NORP", "PERSON"})


def main(path: Path, count: int, name: str) -> None:
    """Time casus and the peer, in turns, and print the ratios."""
    lines = path.read_text(encoding="utf-8").splitlines()[:count]
    documents = [document_of(json.loads(line)) for line in lines]
    peer, says = matcher(name)
    engines: dict[str, Callable[[Document], int]] = {says: peer}
    for engine in ("rules", "default"):
        pipeline = build_engine(Settings(engine=engine, threads=1))
        engines[f"casus, engine {engine}"] = lambda document, p=pipeline: len(p.code(document).claims)  # type: ignore[misc]
    spent = {engine: timed(work, documents) for engine, work in engines.items()}
    base = spent[says][0]
    for engine, (seconds, found) in spent.items():
        speed = f"{len(documents) / seconds:.1f} reports/s and core"
        print(f"{engine}: {speed}, {found} found, {base / seconds:.2f} of the speed of the peer")


def timed(work: Callable[[Document], int], documents: Sequence[Document]) -> tuple[float, int]:
    """Processor time and how much was found, after one report to warm up."""
    work(documents[0])
    started = time.process_time()
    found = sum(map(work, documents))
    return time.process_time() - started, found


def matcher(name: str) -> tuple[Callable[[Document], int], str]:
    """The peer, and what it is."""
    import spacy
    from spacy.matcher import Matcher

    says = f"spaCy {spacy.__version__}, {Path(name).name} and a matcher"
    try:
        pipeline: Any = spacy.load(name)
    except OSError:
        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")
        says = f"spaCy {spacy.__version__}, blank pipeline (no {name} installed: no parser, no names) and a matcher"
    found = Matcher(pipeline.vocab)
    forms = [form for act in ACTS for form in (act, f"{act}s", f"{act}ed", f"{act}ing", f"{act.rstrip('e')}ed")]
    found.add("act", [[{"LOWER": {"IN": forms}}]])

    def work(document: Document) -> int:
        doc = pipeline(document.text)
        told = 0
        for _, start, _ in found(doc):
            sentence = doc[start].sent
            told += any(entity.label_ in PARTIES for entity in sentence.ents) or not pipeline.has_pipe("ner")
        return told

    return work, says


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 40,
        sys.argv[3] if len(sys.argv) > 3 else "en_core_web_sm",
    )
