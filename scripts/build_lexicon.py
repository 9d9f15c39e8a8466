"""
Compile the word table and the tagging rules.

    build_lexicon.py TRAIN.conllu … [--names NER.jsonl …] [--news REPORTS.jsonl …]

Counts of tags and lemmas come from the treebanks. Further forms of words that the news files use come from the
inflection tables of the package lemminflect (MIT), if it is installed; names from the spans of the NER files.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from conllu import Row, sentences
from induce import Found, induce

from casus.steps._decisions import COLUMNS as RULE_COLUMNS
from casus.steps._words import COLUMNS as WORD_COLUMNS
from casus.steps._words import Word, parse
from casus.steps.tags import FEATURES, Surface

RESOURCES: Final = Path(__file__).resolve().parents[1] / "src" / "casus" / "resources"
UPOS: Final = {"NN": "NOUN", "VB": "VERB", "JJ": "ADJ", "RB": "ADV"}
TEMPLATES: Final = (
    "w p1 n1", "w p1", "w n1", "w pw", "w nw", "w p1 p2", "w n1 n2", "c p1 n1", "c p1 p2", "c p1", "c n1", "c n1 n2",
    "c pw", "c nw", "c p1 nw", "c pw n1", "w", "c", "s e", "s f", "s e p1", "s f p1", "s p1 n1", "s p1", "s n1", "s",
    "c s", "c s p1",
    "w s", "c s n1", "c s p1 n1", "c e", "c e p1", "w s p1", "w s n1",
)  # fmt: skip
Situation = tuple[tuple[str, ...], str]
Counts = dict[str, Counter[tuple[str, str]]]


def count_words(rows: Iterable[Row]) -> Counts:
    """Tags and lemmas of each lower-case form with their counts."""
    counts: Counts = defaultdict(Counter)
    for row in rows:
        form = row.form.lower().replace("\u2019", "'")
        lemma = form if row.upos == "PROPN" and row.xpos == "NNP" else row.lemma
        if " " not in form and row.xpos and row.xpos != "_" and form:
            counts[form][row.tag, lemma if " " not in lemma and ":" not in lemma else form] += 1
    return counts


def news_forms(paths: Iterable[Path]) -> Counter[str]:
    """How often each lower-case word occurs in the texts."""
    found: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            found.update(word.lower() for word in re.findall(r"[^\W\d_]+", json.loads(line)["text"]))
    return found


def inflections(news: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """Form, tag and lemma of all forms of words that the news use at least twice."""
    tables = import_module("lemminflect")  # a build input only: casus itself does without it
    used = (form for form, n in news.items() if n > 1)
    lemmas = {lemma for form in used for found in tables.getAllLemmas(form).values() for lemma in found}
    for lemma in sorted(lemmas):
        if not re.fullmatch(r"[a-z]{2,}", lemma):
            continue
        for xpos, forms in tables.getAllInflections(lemma).items():
            for form in forms:
                if xpos[:2] in UPOS and re.fullmatch(r"[a-z]{2,}", form):
                    yield form, f"{UPOS[xpos[:2]]}|{xpos}", lemma


def names(paths: Iterable[Path]) -> Counter[str]:
    """Capitalised words inside names."""
    found: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            record = json.loads(line)
            for span in record["spans"]:
                words = re.findall(r"[^\W\d_]+", record["text"][span["start"] : span["end"]])
                found.update(word.lower() for word in words if word.istitle() and len(word) > 2)
    return found


def add_forms(counts: Counts, forms: Iterable[tuple[str, str, str]]) -> None:
    """Add readings that the treebank lacks: of unknown words, and further ones of rare words."""
    fresh = {form for form in counts if sum(counts[form].values()) <= 2}
    for form, tag, lemma in forms:
        if form not in counts or form in fresh:
            if form not in counts:
                fresh.add(form)
            if not any(known == tag for known, _ in counts[form]):
                counts[form][tag, lemma] += 1


def add_names(counts: Counts, found: Counter[str]) -> None:
    """Add names that the table does not know at all."""
    for form, n in found.items():
        if n > 1 and form not in counts:
            counts[form]["PROPN|NNP", form] += 3


def line_of(form: str, readings: Counter[tuple[str, str]]) -> str:
    """A line of the word table: one reading a tag, its most frequent lemma, most frequent tag first."""
    tags: Counter[str] = Counter()
    lemmas: dict[str, str] = {}
    for (tag, lemma), n in readings.most_common():
        tags[tag] += n
        lemmas.setdefault(tag, "" if lemma == form else lemma)
    kept = [(t, n) for t, n in sorted(tags.items(), key=lambda x: (-x[1], x[0])) if n * 200 >= sum(tags.values())]
    return f"{form}\t" + " ".join(f"{tag}:{n}:{lemmas[tag]}" for tag, n in kept)


def word_lines(counts: Counts) -> list[str]:
    """The word table."""
    return [line_of(form, counts[form]) for form in sorted(counts) if counts[form]]


def situations(corpus: Sequence[list[Row]], words: dict[str, Word], extra: dict[str, Word]) -> Iterator[Situation]:
    """What the tagger sees at each word of the treebank, and the right tag.

    Words seen once are looked up in `extra` (what is known without the treebank), as unseen words will be.
    """
    once = {form for form, word in words.items() if sum(word.counts) == 1}
    view = {form: word for form, word in words.items() if form not in once} | {f: extra[f] for f in once if f in extra}
    for rows in corpus:
        yield from _row_situations(rows, [row.form for row in rows], view)
        if 4 < len(rows) < 16:
            yield from _row_situations(rows, [_title(row) for row in rows], view)
            yield from _row_situations(rows, [row.form.upper() for row in rows], view)


def _title(row: Row) -> str:
    small = row.upos in ("ADP", "DET", "CCONJ", "PART", "SCONJ")
    return row.form if small else row.form[:1].upper() + row.form[1:]


def _row_situations(rows: list[Row], forms: list[str], words: dict[str, Word]) -> Iterator[Situation]:
    surface, tags = Surface(forms, words), [row.tag for row in rows]
    for i, row in enumerate(rows):
        if row.xpos not in ("", "_") and " " not in row.form:
            yield surface.features(i, tags), row.tag


def write(path: Path, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Write a table with its header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["\t".join(columns), *lines]) + "\n", encoding="utf-8")


def main() -> None:
    """Build both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", nargs="+", type=Path)
    parser.add_argument("--names", nargs="*", type=Path, default=[])
    parser.add_argument("--news", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    corpus = [rows for _, rows in sentences(*options.treebanks)]
    news = news_forms([*options.news, *options.names])
    counts = count_words(row for rows in corpus for row in rows)
    outside: Counts = defaultdict(Counter)
    forms = list(inflections(news))
    plain = {form: parse(*line_of(form, c).split("\t")) for form, c in counts.items()}
    add_forms(outside, forms)
    extra = {form: parse(*line_of(form, c).split("\t")) for form, c in outside.items()}
    rows, answers = zip(*situations(corpus, plain, extra), strict=True)
    rules: list[Found] = list(induce(rows, answers, names=FEATURES, templates=TEMPLATES, least=3))
    add_forms(counts, forms)
    add_names(counts, names(options.names))
    write(RESOURCES / "lexicon" / "en" / "words.tsv", WORD_COLUMNS, word_lines(counts))
    write(RESOURCES / "syntax" / "en" / "tag_rules.tsv", RULE_COLUMNS, sorted(rule.row() for rule in rules))


if __name__ == "__main__":
    main()
