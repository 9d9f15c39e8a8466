"""
Compile the trigger lexicon of the rules engine from hand-coded reports.

usage: python scripts/build_triggers.py CODED.jsonl

Counts, per lemma phrase and coarse part of speech, how many of its uses in the
reports are triggers and of which type and mode, and writes
`src/casus/resources/lexicon/en/triggers.tsv`. Words that were a trigger only
once are kept when they stand only there, phrases when no word in them tells as much.
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

TAGGED: Final = Pipeline("tags", (Parts(), Sentences(), Tokens(), Tags()))
"""The steps up to tags and lemmas, which is all that counting needs."""

TELLING: Final = 0.5
"""A word that is an act at least this often tells it in longer phrases too ("had fled to")."""

Key = tuple[tuple[str, ...], str]


def main(path: Path) -> None:
    """Read the coded reports, count, and write the table."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    OUT.write_text(table(rows, [TAGGED.code(document(row)) for row in rows]), encoding="utf-8")
    print(f"{OUT}: counted in {len(rows)} reports", file=sys.stderr)


def table(rows: list[dict[str, Any]], readings: list[Reading]) -> str:
    """The table as text, counted in coded reports that are read up to their tags."""
    acts = _acts(rows, readings)
    return _table(acts, *_uses(rows, readings, set(acts)))


def document(row: dict[str, Any]) -> Document:
    """The bare report behind a coded one."""
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


def _uses(rows: list[dict[str, Any]], readings: list[Reading], wanted: set[Key]) -> tuple[Counter[Key], Counter[Key]]:
    """How often each phrase stands in the reports at all, and how often on words that the coders marked.

    Where coders mark "shot" in "shot dead", both phrases are on marked words.
    """
    seen, hits = Counter[Key](), Counter[Key]()
    longest = max(len(lemmas) for lemmas, _ in wanted)
    for row, reading in zip(rows, readings, strict=True):
        marked = _marked(row, reading)
        for key, tokens in _phrases(reading, longest):
            if key in wanted:
                seen[key] += 1
                hits[key] += not marked.isdisjoint(tokens)
    return seen, hits


def _marked(row: dict[str, Any], reading: Reading) -> set[int]:
    """The tokens of all coded triggers."""
    spans = {tuple(c["trigger"]) for c in row["claims"] if c["trigger"]}
    return {i for i, t in enumerate(reading.tokens) if any(t.span.overlaps(Span(*span)) for span in spans)}


def _phrases(reading: Reading, longest: int) -> Iterator[tuple[Key, range]]:
    tokens = reading.tokens
    for i in range(len(tokens)):
        for n in range(1, longest + 1):
            part = tokens[i : i + n]
            pos = coarse(part[0].upos)
            yield (
                (tuple(t.lemma.lower() for t in part), pos if pos == "V" or n == 1 else coarse(part[-1].upos)),
                range(i, i + n),
            )


def _table(acts: dict[Key, Counter[tuple[str, str]]], seen: Counter[Key], hits: Counter[Key]) -> str:
    lines = ["phrase\tpos\ttype\tmode\tshare"]
    shares = {key: (max(hits[key], sum(acts[key].values())) + 0.3) / (_times(acts, seen, key) + 1) for key in acts}
    for (lemmas, pos), senses in sorted(acts.items()):
        if _is_kept((lemmas, pos), sum(senses.values()), seen, shares):
            label, mode = _sense(senses)
            lines.append(f"{' '.join(lemmas)}\t{pos}\t{label}\t{mode}\t{shares[lemmas, pos]:.2f}")
    return "\n".join(lines) + "\n"


def _times(acts: dict[Key, Counter[tuple[str, str]]], seen: Counter[Key], key: Key) -> int:
    return max(seen[key], sum(acts[key].values()))


def _is_kept(key: Key, hits: int, seen: Counter[Key], shares: dict[Key, float]) -> bool:
    """Seen as an act twice; or once, as a phrase none of whose words tells an act, or as a word seen only then."""
    words, _ = key
    if hits >= 2 or len(words) == 1:
        return hits >= 2 or seen[key] <= 1
    return all(shares.get(((word,), pos), 0.0) < TELLING for word in words for pos in "VN")


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
