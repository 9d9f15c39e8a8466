"""
Count how often a capitalised word names a place in corpora with marked names.

    python scripts/build_place_words.py NER_FOLDER PLACES

NER_FOLDER holds JSON Lines with `text`, `tokens` and `spans` (labels LOC, NORP, PER, ORG, …): GMB (public domain),
UNER-EWT (CC BY-SA 4.0), GUM (CC BY 4.0), wikigold (CC BY 4.0). Writes PLACES/word_odds.tsv: only counts leave the
corpora, no text.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from casus.gazetteers.fold import fold
from casus.gazetteers.placefile import PlaceFile
from casus.resources.placedata import demonyms

CORPORA: Final = ("gmb.jsonl", "uner_ewt.jsonl", "gum_named_open.jsonl", "wikigold.jsonl")
LEAST: Final = 2
SMOOTH: Final = 0.7


def count(sentences: Iterator[dict[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """Occurrences of words as a whole place name or its first word, and as anything else.

    A word in lower case counts against its capitalised form: at the start of a sentence the two look alike.
    """
    place: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for sentence in sentences:
        text = sentence["text"]
        spans = [s for s in sentence["spans"] if _is_place(s, text)]
        names = {s["start"] for s in spans}
        inside = {i for s in spans for i in range(s["start"], s["end"])}
        for start, end in sentence["tokens"]:
            word = text[start:end]
            if not word[0].isalpha():
                continue
            if start in names:
                place[word] += 1
            elif start not in inside:
                other[word[0].upper() + word[1:] if "-" not in word else word] += 1
    return place, other


def _is_place(span: dict[str, Any], text: str) -> bool:
    """GMB marks "Iraq" and "Iraqi" alike as NORP; only what is no adjective names a place."""
    return span["label"] == "LOC" or (span["label"] == "NORP" and text[span["start"] : span["end"]] not in demonyms())


def sentences(folder: Path) -> Iterator[dict[str, Any]]:
    """All sentences of the corpora, without those set aside for testing."""
    for name in CORPORA:
        with (folder / name).open(encoding="utf-8") as file:
            yield from (row for row in map(json.loads, file) if row.get("split", "train") == "train")


def write(places: Path, place: Counter[str], other: Counter[str]) -> int:
    """Write the words that the gazetteer knows and the corpora show often enough; returns how many."""
    known = PlaceFile(places)
    lines = ["word\tlog2_odds"]
    for word in sorted(place.keys() | other.keys()):
        seen = place[word] + other[word]
        if seen >= LEAST and any(c.isupper() for c in word) and known.named(fold(word)):
            lines.append(f"{word}\t{math.log2((place[word] + SMOOTH) / (other[word] + SMOOTH)):.1f}")
    (places / "word_odds.tsv").write_text("\n".join((*lines, "")), encoding="utf-8")
    return len(lines) - 1


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("places", type=Path)
    options = parser.parse_args()
    print(write(options.places, *count(sentences(options.corpora))), "words")


if __name__ == "__main__":
    main()
