"""
Find the rules that tell what belongs to an act: its parties, place, time and numbers, its status, source and twins.

    build_event_rules.py CODED.jsonl [--held-out]

The tables are found one after the other, for later ones look at what earlier ones decide. With `--held-out` a sixth of
the reports, drawn by their ids, is kept back, and the rules are scored on it; the tables that ship stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import event_situations as cases
from build_lexicon import RESOURCES, write
from event_situations import Json, Situation, gate
from induce import induce

from casus.engine import build_engine
from casus.evaluate.gold import document_of, read_gold
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.protocols import Step
from casus.settings import Settings
from casus.steps import _bearings, _casting, _gate, _standing, _twins, attribute
from casus.steps._decisions import COLUMNS, Decisions
from casus.steps._gate import NONE
from casus.steps.frames import Frames
from casus.steps.qualify import Qualify

OUT: Final = RESOURCES / "lexicon" / "en"
Coded = list[tuple[Json, Reading]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the rules of one table are found.

    `names` are the features, `templates` those that rules look at together. What is so (an actor, a source) is counted
    `weight` times, for most candidates are nothing: a rule then needs to be right 1 in `weight` + 1 times to speak.
    `least` is the fewest counted cases of a rule; `after` the step that has to run before the situations are there.
    Those of triggers (None) come from all reports together.
    """

    situations: Callable[[Json, Reading], Iterator[Situation]] | None
    names: tuple[str, ...]
    templates: tuple[str, ...]
    weight: int
    least: int
    after: Step | None = None


GATE: Final = (
    "share", "phrase share", "phrase tag", "phrase rel", "phrase det", "phrase near", "phrase next", "phrase up",
    "phrase case", "phrase tense", "share tag rel", "share label tag", "share det", "share near", "share next",
    "share up", "share left", "share right", "share left right", "share case tag", "share tense", "share voice tag",
    "label tag rel share", "near", "next", "up", "near tag", "next tag", "share rel det", "share rel case", "up rel",
    "up rel share", "phrase left", "phrase right", "share near next", "share label", "phrase acts", "phrase acts tag",
    "phrase acts rel", "share acts tag", "share acts rel", "share voice acts", "phrase voice", "share label acts",
    "share acts right", "share acts voice rel",
)  # fmt: skip
PLACES: Final = (
    "also type own", "also own side", "also type case", "case own side gap", "type case own", "form case cross",
    "type form cross side", "type form side gap", "over case gap", "own side cross case", "own cross",
    "what path case", "what case side gap", "what type own side", "what over case", "verb own gap side",
    "verb what own", "what after side own", "what before own", "what after type",
)  # fmt: skip
TIMES: Final = (
    "also type form", "type case gap own", "path case", "short case own", "type case own", "type form side gap",
    "before after side", "before side gap form", "after side gap form", "own side cross case", "own cross",
    "what path case", "what case side gap", "what type own side", "what form side gap", "what dep case",
    "verb what own", "what after side own", "what before own", "what after type",
)  # fmt: skip
NUMBERS: Final = (
    "also form side", "also type own", "also own side", "also type form", "also over dep", "also type case",
    "verb path case", "verb short case", "type form path case", "type form short case", "type case side gap",
    "type case gap own", "form path case", "path case", "short case own", "case own side gap",
    "type case own", "form case cross", "type form cross side", "form cross side gap", "type form side gap",
    "type form own gap side", "before after side", "before side gap form", "after side gap form", "case", "side gap",
    "path", "dep over side form", "dep over side own", "dep over case own", "over case gap", "over case cross",
    "dep over cross own", "own side cross case", "own cross", "type own gap", "what path case", "what case side gap",
    "what own gap type", "what type own side", "what form side gap", "what over case", "what type form path",
    "what dep case", "verb own gap side", "verb what own", "what after side own", "what before own", "what after type",
)  # fmt: skip
PARTIES: Final = (
    "verb path case", "verb path side", "verb short case side", "verb hand", "verb case side gap",
    "type form path case", "type form path", "type form hand", "type form short case", "type form case side gap",
    "type form side gap own", "form path case", "form path", "path case hand", "path case what", "form hand case",
    "type case side gap cross", "type case gap", "form side gap cross", "form side gap cross what",
    "form side gap own", "type word side gap", "type word path", "type word hand", "type form word",
    "before after side gap", "before side gap form", "after side gap form", "type before path", "hand path",
    "hand case", "hand", "case", "side gap", "path", "form", "verb word side", "mode form side gap",
    "mode hand side", "own hand form", "what hand form path", "short case cross", "own short gap side",
    "cross gap side own", "type side cross", "dep over side form", "dep over side type", "dep over side case gap",
    "hand also form", "hand also type dep", "also type side gap", "also form path", "dep over cross side",
    "over hand", "dep over case also type", "also dep over side gap", "over dep before after", "also verb side",
    "form dep over side own", "what also dep side type", "word also dep type",
)  # fmt: skip
STATUS: Final = (
    "hand", "hand form", "hand verb", "hand type", "hand type mode", "hand up rel", "hand up", "hand tense",
    "hand form tense", "hand verb form", "hand verb number", "hand rel over", "hand type form", "hand type tense",
    "hand aux", "hand mark", "hand adverb", "hand det number", "hand det verb", "hand near", "hand near type",
    "hand part form", "hand when", "hand when type", "hand roles form", "hand tense rel type", "hand type number",
    "verb form tense", "verb when", "up rel", "up type", "up verb", "type when tense", "aux form", "adverb",
    "mark form", "near type", "part form type", "number type det", "hand near form", "hand over rel type",
    "hand part type", "hand roles type form",
)  # fmt: skip
SOURCES: Final = (
    "cue covers", "cue covers far", "cue covers side order", "cue path", "cue own", "cue covers cross",
    "covers cross side", "covers path", "covers quoted far", "quoted far side", "cue far", "kind covers order side",
    "kind path", "cue actor covers", "actor covers side order", "actor path", "type covers kind", "type form covers",
    "type cue", "own type cue", "far quoted type", "far cue quoted", "covers order many", "covers order many side",
    "stance covers", "stance type covers", "cue type covers", "cue form covers", "form path", "cross path",
    "kind cross many", "far", "cue", "cue many covers", "cue order", "quoted cue side", "type own",
    "form covers side cross", "actor cue own", "actor far quoted", "actor kind",
)  # fmt: skip
TWINS: Final = (
    "type lemma far agree", "lemma agree part", "lemma det far agree", "type det forms agree", "det forms nth far",
    "type part lemma agree", "part actor recipient place", "part agree forms", "actor recipient place time",
    "actor recipient number lemma", "actor place lemma", "recipient place lemma", "number agree", "mode agree lemma",
    "status agree lemma", "det agree", "det far agree", "det nth mode", "agree", "lemma", "part lemma actor",
    "part lemma recipient", "type agree", "type lemma mode agree", "type part agree nth", "det forms part agree",
    "far nth lemma agree", "place time lemma mode", "type det nth agree", "part status agree lemma",
    "type det forms far", "number place lemma", "number part", "far actor recipient lemma", "part agree",
    "part agree lemma", "actor place part", "agree far", "agree mode", "part actor", "actor recipient", "actor place",
)  # fmt: skip
RECIPES: Final = {
    "trigger": Recipe(None, _gate.NAMES, GATE, 1, 5),
    "party": Recipe(cases.casting("party"), _bearings.NAMES, PARTIES, 3, 10),
    "place": Recipe(cases.casting("place"), _bearings.NAMES, PLACES, 2, 6),
    "time": Recipe(cases.casting("time"), _bearings.NAMES, TIMES, 2, 6),
    "number": Recipe(cases.casting("number"), _bearings.NAMES, NUMBERS, 2, 6),
    "status": Recipe(cases.status, _standing.NAMES, STATUS, 1, 3, after=Frames()),
    "source": Recipe(cases.sources, attribute.NAMES, SOURCES, 2, 5),
    "twin": Recipe(cases.twins, _twins.NAMES, TWINS, 3, 12, after=Qualify()),
}


def learn(recipe: Recipe, reports: Iterable[Sequence[Situation]], out: Path) -> None:
    """Find the rules of one table and write them."""
    times = {True: 1, False: recipe.weight}
    rows = [s for report in reports for s in report for _ in range(times[s[1] == NONE])]
    values, answers = zip(*rows, strict=True)
    found = induce(values, answers, names=recipe.names, templates=recipe.templates, least=recipe.least)
    write(out, COLUMNS, sorted(rule.row() for rule in found))


def scores(rules: Decisions, reports: Iterable[Sequence[Situation]]) -> Iterator[str]:
    """Precision and recall of each answer."""
    right, said, there = Counter[str](), Counter[str](), Counter[str]()
    for values, answer in (s for report in reports for s in report):
        choice = rules.choose(values, None, NONE)
        said[choice] += 1
        there[answer] += 1
        right[answer] += choice == answer
    for part in sorted(there.keys() - {NONE}):
        yield f"{part:16} P {right[part] / max(said[part], 1):.3f} R {right[part] / there[part]:.3f} of {there[part]}"


def fold(row: Json) -> int:
    """Which sixth of the reports one belongs to, by its id; the first is kept back for scoring."""
    return int(hashlib.sha256(str(row["id"]).encode()).hexdigest(), 16) % 6


def read(path: Path) -> Coded:
    """The coded reports with what the rules engine knows before it looks for events, and with the actors."""
    engine = build_engine(Settings(engine="rules"))
    by_name = {step.name: step for step in engine.steps}
    before = list(by_name)[: list(by_name).index("frames")]
    pipeline = Pipeline("before events", (*(by_name[n] for n in before), by_name["actors"]))
    rows = read_gold(path)
    return list(zip(rows, pipeline.code_all(map(document_of, rows)), strict=True))


def build(coded: Coded, folder: Path, *, report: Callable[[str], object] | None = None) -> None:
    """Write all tables to `folder`; with `report`, from five sixths of the reports, with scores on the others."""
    for kind, recipe in RECIPES.items():
        find = recipe.situations
        coded = [(row, recipe.after(reading)) for row, reading in coded] if recipe.after else coded
        situations = gate(coded, fold) if find is None else (list(find(row, reading)) for row, reading in coded)
        found = [(fold(row) == 0, some) for (row, _), some in zip(coded, situations, strict=True)]
        out = folder / f"{kind}_rules.tsv"
        learn(recipe, (s for back, s in found if report is None or not back), out)
        forget()
        if report is not None:
            rules = Decisions.read(out, recipe.names)
            for line in scores(rules, [s for back, s in found if back]):
                report(f"{kind:8}{line}\n")


def forget() -> None:
    """Let the steps read their tables anew."""
    for cached in (_casting.rules, _gate.rules, _standing.rules, _twins.rules, attribute.rules):
        cached.cache_clear()


def main() -> None:
    """Build the tables, or score them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    shipped = {path: path.read_bytes() for kind in RECIPES if (path := OUT / f"{kind}_rules.tsv").exists()}
    build(read(options.coded), OUT, report=sys.stdout.write if options.held_out else None)
    if options.held_out:
        for path, content in shipped.items():
            path.write_bytes(content)


if __name__ == "__main__":
    main()
