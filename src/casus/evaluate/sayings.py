"""
Measure who says what against PolNeAR: `python -m casus.evaluate.sayings POLNEAR.jsonl`.

Counted are attributions with a source, a cue and a content; what the scheme marks without a source ("is expected")
is left out. Spans are compared without white space and marks at their edges, after tokens of the engine. The measures
are those of BBC Citron, which found cues .823, sources .820 and contents .833 (overlap) on PARC3:

exact    a cue is right when its span is that of a marked cue, a source when it is the source of a marked attribution
         whose cue shares a token
overlap  tokens that a found source (content) shares with any marked one, over all found and over all marked tokens
strict   the same for contents, each token of a report counted once however many attributions hold it
"""

from __future__ import annotations

import hashlib
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from casus.engine import build_engine
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.settings import Settings
from casus.steps.sayings import Sayings

TUNED: Final = 60
"""Documents, first in the order of the SHA-256 of their ids, that the rules were made on."""
SAMPLE: Final = 50
EDGES: Final = " \n,.;:-–—"
PARTS: Final = ("source", "cue", "content")

Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """An attribution as sets of token numbers."""

    source: Tokens
    cue: Tokens
    content: Tokens

    def part(self, name: str) -> Tokens:
        """The tokens of its source, cue, content or all three."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


def order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in the order of the SHA-256 of their ids: a fixed shuffle."""
    return sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())


def syntax(pipeline: Pipeline) -> Pipeline:
    """The steps of an engine that find words and trees, and sayings after them."""
    names = [step.name for step in pipeline.steps]
    last = max(names.index(name) for name in ("lemmas", "parse") if name in names)
    return replace(pipeline, steps=(*pipeline.steps[: last + 1], Sayings()))


def measure(path: Path, *, tuned: bool = False, sample: int = SAMPLE, engine: str = "default") -> Counter[str]:
    """Counts over a sample of the documents that the rules were made on (`tuned`), or of the others."""
    rows = order(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    chosen = (rows[:TUNED] if tuned else rows[TUNED:])[:sample]
    pipeline = syntax(build_engine(Settings(engine=engine)))
    readings = pipeline.code_all(Document(row["id"], row["text"]) for row in chosen)
    counts: Counter[str] = Counter()
    for row, reading in zip(chosen, readings, strict=True):
        counts += compare(marked(row, reading), found(reading))
    return counts


def marked(row: dict[str, Any], reading: Reading) -> list[Told]:
    """The attributions of a row."""
    whole = [one for one in row["attributions"] if all(one[part] for part in PARTS)]
    return [Told(*(_tokens(reading, _pairs(one[part])) for part in PARTS)) for one in whole]


def found(reading: Reading) -> list[Told]:
    """The sayings of a reading."""
    return [
        Told(
            _tokens(reading, [(one.source.start, one.source.end)]),
            _tokens(reading, [(one.cue.start, one.cue.end)]),
            _tokens(reading, [(content.start, content.end) for content in one.contents]),
        )
        for one in reading.sayings
    ]


def _pairs(spans: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]


def _tokens(reading: Reading, spans: Iterable[tuple[int, int]]) -> Tokens:
    text, tokens = reading.document.text, set[int]()
    for start, end in spans:
        while start < end and text[start] in EDGES:
            start += 1
        while end > start and text[end - 1] in EDGES:
            end -= 1
        first, last = (bisect_left(reading.tokens, at, key=lambda t: t.span.start) for at in (start, end))
        tokens.update(range(first, last))
    return frozenset(tokens)


def compare(gold: Sequence[Told], told: Sequence[Told]) -> Counter[str]:
    """Counts of one report: "source found", "source right", "source marked", "source met", …"""
    counts: Counter[str] = Counter()
    for name in ("cue", "source"):
        counts[f"{name} found"], counts[f"{name} marked"] = len(told), len(gold)
        counts[f"{name} right"] = sum(any(_agree(name, one, other) for other in gold) for one in told)
        counts[f"{name} met"] = sum(any(_agree(name, one, other) for other in told) for one in gold)
    for name in PARTS:
        shared = sum(len(one.part(name) & other.part(name)) for one in told for other in gold)
        counts.update({f"{name} overlap {key}": shared for key in ("right", "met")})
        counts[f"{name} overlap found"] = sum(len(one.part(name)) for one in told)
        counts[f"{name} overlap marked"] = sum(len(one.part(name)) for one in gold)
    return counts + _strict(gold, told)


def _agree(name: str, one: Told, other: Told) -> bool:
    if name == "cue":
        return one.cue == other.cue
    return bool(one.cue & other.cue) and one.source == other.source


def _strict(gold: Sequence[Told], told: Sequence[Told]) -> Counter[str]:
    """Tokens inside any content, each once."""
    marked_in = frozenset[int]().union(*(one.content for one in gold))
    found_in = frozenset[int]().union(*(one.content for one in told))
    shared = len(marked_in & found_in)
    name = "content strict"
    return Counter(
        {
            f"{name} right": shared,
            f"{name} met": shared,
            f"{name} found": len(found_in),
            f"{name} marked": len(marked_in),
        }
    )


def f1(counts: Counter[str], name: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one measure."""
    precision = counts[f"{name} right"] / max(counts[f"{name} found"], 1)
    recall = counts[f"{name} met"] / max(counts[f"{name} marked"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main(arguments: Sequence[str]) -> str:
    """The table for a file; "tuned" as second argument measures what the rules were made on."""
    counts = measure(Path(arguments[0]), tuned="tuned" in arguments[1:])
    names = ("cue", "source", "source overlap", "content overlap", "content strict")
    lines = [f"{name:16} P {p:.3f}  R {r:.3f}  F1 {f:.3f}" for name in names for p, r, f in (f1(counts, name),)]
    return "\n".join([f"{counts['source marked']} marked, {counts['source found']} found", *lines])


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
