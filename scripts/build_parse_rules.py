"""
Find the rules by which sentences are parsed.

    build_parse_rules.py TRAIN.conllu …

Each projective sentence of the treebanks is replayed as the moves that build its tree; the situations before the moves
give the rules. Punctuation is left out, as it is when parsing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from build_lexicon import RESOURCES, write
from conllu import Row, sentences
from induce import induce

from casus.steps._decisions import COLUMNS
from casus.steps._transitions import NAMES, State, oracle, punctuation, short_tag

TEMPLATES: Final = (
    "t0 w0 tb wb lb", "t0 tb lb k0 p g", "w0 tb lb p", "w0 t0 tb lb", "w0 wb", "w0 tb lb vb", "t0 wb tc", "w0 tb tc",
    "t0 tb tc td", "t0 tb tc td p q", "t0 d0 tb tc", "t0 d0 tb tc p", "t0 d0 tb lb", "t0 d0 h0 lb", "d0 h0 tb lb",
    "t1 t0 tb", "t1 t0 tb tc", "t1 d0 t0 tb lb", "t1 d1 t0 d0 tb", "t1 w1 t0 d0 lb", "w1 d0 k0 lb tb", "t0 v0 tb vb",
    "t0 v0 tb vb p", "t0 v0 tb vb lb", "t0 v0 d0 tb vb p", "t0 v0 d0 tb lb tc", "t0 d0 v0 tb vb tc", "w0 v0 tb vb",
    "w0 v0 tb lb", "t0 wb vb", "t0 d0 wb", "t0 d0 wb p", "t0 tb wb vb", "t0 r0 tb lb", "t0 r0 tb vb p", "t0 tb g p",
    "t0 d0 tb g p", "t0 tb vb g", "t0 tb lb g", "t0 tb p q", "t0 d0 tb p q", "t0 d0 tb vb wc", "w0 d0 tb tc",
    "t0 l0 tb vb", "t0 l0 d0 tb vb p", "t0 tb p", "t0 tb lb", "t0 tb vb", "t0 tb", "t0 d0 tb", "d0 tb", "tb lb", "tb",
    "t0",
)  # fmt: skip


def replay(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The situations and moves that lead to the tree of a sentence; nothing for one that cannot be built so."""
    words = [i for i, row in enumerate(rows) if row.upos != "PUNCT"]
    place = {i: n for n, i in enumerate(words)}
    heads = [place.get(rows[i].head, -1) for i in words]
    labels = [rows[i].deprel for i in words]
    if sum(h < 0 for h in heads) != 1 or any(rows[i].xpos in ("", "_") for i in words):
        return
    state = State(
        [short_tag(rows[i].upos, rows[i].xpos) for i in words],
        [rows[i].lemma.lower().replace(" ", "_") for i in words],
        between([row.form for row in rows], words),
    )
    found = []
    while not state.done:
        action = oracle(state, heads, labels)
        if state.stack:
            found.append((state.features(), action))
        state.move(action)
    if state.heads == heads:
        yield from found


def between(forms: Sequence[str], words: Sequence[int]) -> list[str]:
    """The punctuation before each word, and after the last."""
    edges = [-1, *words, len(forms)]
    return [punctuation(forms[a + 1 : b]) for a, b in pairwise(edges)]


def main() -> None:
    """Build the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", nargs="+", type=Path)
    options = parser.parse_args()
    rows, answers = zip(*(s for _, sent in sentences(*options.treebanks) for s in replay(sent)), strict=True)
    rules = induce(rows, answers, names=NAMES, templates=TEMPLATES, least=3)
    write(RESOURCES / "syntax" / "en" / "parse_rules.tsv", COLUMNS, sorted(rule.row() for rule in rules))


if __name__ == "__main__":
    main()
