"""
Compile the trigger lexicon of the rules engine from hand-coded reports.

usage: python scripts/build_triggers.py CODED.jsonl

Counts, per lemma phrase and coarse part of speech, how many of its uses in the
reports are triggers and of which type and mode, and writes
`src/casus/resources/lexicon/en/triggers.tsv`. Phrases that were a trigger only
once are kept when the phrase has several words or nearly always is one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.pipeline import Pipeline
from casus.resources.load import ROOT
from casus.steps._triggers import coarse
from casus.steps.parts import Parts
from casus.steps.sentences import Sentences
from casus.steps.tags import Tags
from casus.steps.tokenise import Tokens

OUT: Final = ROOT / "lexicon" / "en" / "triggers.tsv"
MODE_SHARE: Final = 0.6
"""A mode is written when at least this share of the uses of the type has it; else the clause decides at run time."""

Key = tuple[tuple[str, ...], str]


def main(path: Path) -> None:
    """Read the coded reports, count, and write the table."""
    pipeline = Pipeline("tags", (Parts(), Sentences(), Tokens(), Tags()))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    OUT.write_text(table(rows, [pipeline.code(_document(row)) for row in rows]), encoding="utf-8")
    print(f"{OUT}: counted in {len(rows)} reports", file=sys.stderr)


def table(rows: list[dict[str, Any]], readings: list[Reading]) -> str:
    """The table as text, counted in coded reports that are read up to their tags."""
    acts = _acts(rows, readings)
    return _table(acts, _uses(readings, set(acts)))


def _document(row: dict[str, Any]) -> Document:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    return Document(row["id"], row["text"], title=row.get("title"), published=published)


def _acts(rows: list[dict[str, Any]], readings: list[Reading]) -> dict[Key, Counter[tuple[str, str]]]:
    """Trigger phrase to its types and modes."""
    acts: dict[Key, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row, reading in zip(rows, readings, strict=True):
        spans = {tuple(c["trigger"]): (c["type"], c["mode"] or "") for c in row["claims"] if c["trigger"]}
        for (start, end), sense in spans.items():
            key = _key(reading, Span(start, end))
            if key is not None:
                acts[key][sense] += 1
    return acts


def _key(reading: Reading, span: Span) -> Key | None:
    tokens = [t for t in reading.tokens if t.span.overlaps(span)]
    if not tokens or len(tokens) > 3 or not all(t.text.isalpha() or "-" in t.text for t in tokens):
        return None
    head = tokens[0] if coarse(tokens[0].upos) == "V" else tokens[-1]
    first = coarse(tokens[0].upos)
    return tuple(t.lemma.lower() for t in tokens), first if first == "V" else coarse(head.upos)


def _uses(readings: list[Reading], wanted: set[Key]) -> Counter[Key]:
    """How often each phrase stands in the reports at all."""
    uses: Counter[Key] = Counter()
    longest = max(len(lemmas) for lemmas, _ in wanted)
    for reading in readings:
        for key in _phrases(reading, longest):
            if key in wanted:
                uses[key] += 1
    return uses


def _phrases(reading: Reading, longest: int) -> Iterator[Key]:
    tokens = reading.tokens
    for i in range(len(tokens)):
        for n in range(1, longest + 1):
            part = tokens[i : i + n]
            pos = coarse(part[0].upos)
            yield tuple(t.lemma.lower() for t in part), pos if pos == "V" or n == 1 else coarse(part[-1].upos)


def _table(acts: dict[Key, Counter[tuple[str, str]]], uses: Counter[Key]) -> str:
    lines = ["phrase\tpos\ttype\tmode\tshare"]
    for (lemmas, pos), senses in sorted(acts.items()):
        hits, seen = sum(senses.values()), max(uses[lemmas, pos], sum(senses.values()))
        if hits >= 2 or len(lemmas) > 1 or seen == 1:
            label, mode = _sense(senses)
            share = (hits + 0.3) / (seen + 1)
            lines.append(f"{' '.join(lemmas)}\t{pos}\t{label}\t{mode}\t{share:.2f}")
    return "\n".join(lines) + "\n"


def _sense(senses: Counter[tuple[str, str]]) -> tuple[str, str]:
    types: Counter[str] = Counter()
    for (label, _), n in senses.items():
        types[label] += n
    best = sorted(types.items(), key=lambda item: (-item[1], item[0]))[0][0]
    modes = Counter({mode: n for (label, mode), n in senses.items() if label == best})
    mode, n = sorted(modes.items(), key=lambda item: (-item[1], item[0]))[0]
    return best, mode if n >= MODE_SHARE * types[best] else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
