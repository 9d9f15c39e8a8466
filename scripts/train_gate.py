"""
Train the gate of archives: which texts may be about conflict.

usage: python scripts/train_gate.py SHARED

Learns from open material under SHARED: what is to pass are reports coded for conflict and passages of them; what is to
be dropped are texts of GMB, EWT, GUM and wikigold in which no word of conflict occurs, and texts written for it
(gate_texts.toml). Writes `src/casus/resources/archive/gate.tsv` and prints how it does on what it was not trained on. A
tenth of the material, by document, is held out; the bar is set on it.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
import time
import tomllib
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from casus.archive.gate import BAR, BIAS, COLUMNS, LONGEST, WORD, Gate

HERE: Final = Path(__file__).parent
TARGET: Final = HERE.parent / "src" / "casus" / "resources" / "archive" / "gate.tsv"
WORDS, PAIRS = 14_000, 10_000
HELD_OUT: Final = 10
PASSES: Final = 0.99
"""Share of held-out conflict texts that the bar lets pass."""

MARGIN: Final = 0.6
"""The bar is put so much lower: what an archive holds is less like the training material than what was held out."""

CONFLICT: Final = re.compile(
    r"\b(?:kill|attack|bomb|blast|explo|war\b|wars\b|warfare|wartime|troop|soldier|militar|militia|milit|army|armies|"
    r"armed|rebel|insurgen|fighter|fighting|fought|guerrilla|terror|gunm|gunfire|shoot|shot\b|shell(?:ed|ing)|rocket|"
    r"missile|nuclear|weapon|cease|truce|peace|hostage|kidnap|abduct|seiz|siege|besieg|captur|occup|invad|invasion|"
    r"protest|demonstrat|riot|clash|violen|police|arrest|detain|prison|jail|execut|assassinat|murder|massacre|genocide|"
    r"refugee|displac|sanction|coup\b|crackdown|extremis|taleban|taliban|qaida|qaeda|hezbollah|hamas|navy|naval|"
    r"air ?force|airstrike|airport secur|border|commander|general\b|colonel|tank|wound|casualt|dead|death|died|threat|"
    r"negotiat|diplomat|minister|treaty|tension|conflict|crisis|piracy|pirate|raid|strike|torture|uprising|unrest|victim)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One text with the document it is of, and whether it is to pass."""

    document: str
    text: str
    passes: bool


def samples(shared: Path) -> Iterator[Sample]:
    """All there is to learn from and to hold out."""
    for name in ("train", "uncoded"):
        for row in _rows(shared / "coding" / f"{name}.jsonl"):
            if row.get("claims") or len(set(CONFLICT.findall(row["text"]))) >= 5:
                yield Sample(row["id"], row["text"], True)
                yield from (Sample(row["id"], text, True) for text in _passages(row))
    coded = {
        row["text"][:60] for name in ("train", "dev", "uncoded") for row in _rows(shared / "coding" / f"{name}.jsonl")
    }
    for document, text in _others(shared):
        if text[:60] not in coded and not CONFLICT.search(text):
            yield Sample(document, text, False)
    for number, text in enumerate(written("train")):
        yield from [Sample(f"written-{number}", text, False)] * 3


def written(name: str) -> list[str]:
    """The texts written for this."""
    return list(tomllib.loads((HERE / "gate_texts.toml").read_text("utf-8"))[name])


def _passages(row: dict[str, Any]) -> Iterator[str]:
    """Sentences that tell an act, each with the one after: short texts must pass as well."""
    claims = row.get("claims") or ()
    sentences = row.get("sentences") or ()
    told = sorted({claim["sentence"] for claim in claims})
    random.Random(row["id"]).shuffle(told)
    for number in told[:4]:
        if number < len(sentences):
            start, _ = sentences[number]
            _, end = sentences[min(number + 1, len(sentences) - 1)]
            yield row["text"][start:end]


def _others(shared: Path) -> Iterator[tuple[str, str]]:
    """Documents of the open corpora, and single paragraphs of them."""
    ner: defaultdict[str, list[str]] = defaultdict(list)
    for name in ("gmb", "wikigold"):
        for row in _rows(shared / "training" / "ner" / f"{name}.jsonl"):
            document = row["doc"] if name == "gmb" else f"{row['doc']}-{len(ner)}"
            ner[document].append(row["text"])
    for path in sorted((shared / "training" / "ud").glob("*.conllu")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# newdoc id"):
                document = line.partition("= ")[2]
            elif line.startswith("# text ="):
                ner[document].append(line.partition("= ")[2])
    for document, sentences in ner.items():
        yield document, " ".join(sentences)
        for at in range(0, len(sentences), 4):
            yield document, " ".join(sentences[at : at + 4])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def is_held_out(document: str) -> bool:
    """Whether a document is measured on and not learned from."""
    return zlib.crc32(document.encode()) % HELD_OUT == 0


def vocabulary(texts: Iterable[str]) -> tuple[str, ...]:
    """The commonest words, and pairs of words, by how many texts have them."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        found = WORD.findall(text[:LONGEST].lower())
        words.update(set(found))
        pairs.update({f"{a} {b}" for a, b in pairwise(found)})
    common = [word for word, count in sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS] if count > 2]
    return (*common, *(pair for pair, count in sorted(pairs.items(), key=lambda p: (-p[1], p[0]))[:PAIRS] if count > 4))


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as numbers of features: `features` of all texts in one row, `of` the text each belongs to."""

    features: NDArray[np.int64]
    of: NDArray[np.int64]
    scale: NDArray[np.float64]


def numbered(texts: Sequence[str], places: dict[str, int]) -> Rows:
    """Each text by the features it has."""
    features: list[int] = []
    of: list[int] = []
    for n, text in enumerate(texts):
        words = WORD.findall(text[:LONGEST].lower())
        found = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
        known = [places[one] for one in found if one in places]
        features += known
        of += [n] * len(known)
    counts = np.bincount(np.array(of), minlength=len(texts))
    return Rows(np.array(features), np.array(of), 1 / np.sqrt(1 + counts))


def train(rows: Rows, wanted: NDArray[np.float64], size: int) -> tuple[NDArray[np.float64], float]:
    """Weights and bias: logistic loss, both classes of equal weight, small weights preferred; Adam on all at once."""
    weight = np.where(wanted > 0, 1 / wanted.sum(), 1 / (1 - wanted).sum()) / 2
    w, m, v = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, 401):
        logits = np.bincount(rows.of, w[rows.features], len(wanted)) * rows.scale + w[-1]
        slope = (1 / (1 + np.exp(-logits)) - wanted) * weight
        gradient = np.append(np.bincount(rows.features, (slope * rows.scale)[rows.of], size), slope.sum())
        gradient[:-1] += 2e-6 * w[:-1]
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-9)
    return w[:-1], float(w[-1])


def main(shared: Path) -> None:
    """Train, set the bar, write, and measure."""
    everything = list(samples(shared))
    learned = [sample for sample in everything if not is_held_out(sample.document)]
    held = [sample for sample in everything if is_held_out(sample.document)]
    names = vocabulary(sample.text for sample in learned)
    places = {name: at for at, name in enumerate(names)}
    wanted = np.array([float(sample.passes) for sample in learned])
    weights, bias = train(numbered([sample.text for sample in learned], places), wanted, len(names))
    table = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    table = {name: weight for name, weight in table.items() if " " not in name or abs(weight) >= 0.3}
    free = Gate(table, bias=round(bias, 3), bar=0.0)
    scores = sorted(free.judge(sample.text).score for sample in held if sample.passes)
    bar = math.floor(1000 * MARGIN * scores[int((1 - PASSES) * len(scores))]) / 1000
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name}\t{weight:g}" for name, weight in ((BAR, bar), (BIAS, round(bias, 3)), *sorted(table.items()))]
    TARGET.write_text("\n".join(["\t".join(COLUMNS), *lines, ""]), "utf-8")
    print(f"{len(learned)} texts learned, {len(held)} held out, {len(table)} weights, bar {bar}")
    measure(Gate(table, bias=round(bias, 3), bar=bar), held, shared)


def measure(gate: Gate, held: Sequence[Sample], shared: Path) -> None:
    """Shares that pass: of what is to pass, and of what is not; and how fast."""
    passed = {
        "held-out conflict": [s.text for s in held if s.passes],
        "held-out conflict, whole reports": [s.text for s in held if s.passes and len(s.text) > 800],
        "coding/dev": [row["text"] for row in _rows(shared / "coding" / "dev.jsonl")],
    }
    for name, texts in (*passed.items(), *conflict_sets(shared)):
        dropped = sum(gate.judge(text).dropped for text in texts)
        print(f"  recall {1 - dropped / len(texts):.4f} of {len(texts):5}  {name}")
    other = [s.text for s in held if not s.passes]
    for name, texts in (("held-out other", other), ("written for testing", written("test"))):
        dropped = sum(gate.judge(text).dropped for text in texts)
        print(f"  dropped {dropped / len(texts):.4f} of {len(texts):5}  {name}")
    whole = [text for text in other if len(text) > 1000][:1000] * 3
    started = time.process_time()
    for text in whole:
        gate.judge(text)
    speed = len(whole) / (time.process_time() - started)
    print(f"  {speed:,.0f} texts of {sum(map(len, whole)) // len(whole)} characters a second")


def conflict_sets(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """Third-party sets, measured on only."""
    folder = shared / "evaluation"
    case = _rows(folder / "case2021_task2.jsonl")
    odd = {"NATURAL_DISASTER", "MAN_MADE_DISASTER", "OTHER", "ORG_CRIME", "SEX_VIOL", "DIPLO"}
    yield "case2021_task2 (conflict labels)", [row["text"] for row in case if row["label"] not in odd]
    police = _rows(folder / "india_police_events.jsonl")
    yield "india_police_events (any police action)", [row["text"] for row in police if row["doc_labels"]]
    yield "satp_relevant", [row["text"] for row in _rows(folder / "satp_relevant.jsonl")]
    yield "fa_kes", [row["text"] for row in _rows(folder / "fa_kes.jsonl")]
    yield "wikievents", [row["text"] for row in _rows(folder / "wikievents.jsonl")]
    muc = _rows(folder / "muc4_upper_dev_tst1_tst2.jsonl")
    yield "muc4 (with an incident)", [row["text"] for row in muc if row["templates"]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
