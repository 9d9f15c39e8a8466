"""
Who says so: the source of each frame, with the words that show it.

"Rebels attacked the depot, a spokesman said" hangs the attack on the spokesman;
a following sentence inside the same quotation inherits him, with no cue of its own.
Which reporting expression (`_reports`) speaks about which act, the most reliable
fitting rule of `resources/lexicon/en/source_rules.tsv` decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from casus.model.frame import Frame, Sourcing
from casus.model.reading import Reading
from casus.model.syntax import Sentence
from casus.resources.load import resource
from casus.steps._bearings import crossing, form_of, path_between
from casus.steps._decisions import Decisions
from casus.steps._gate import NONE
from casus.steps._reports import QUOTES, Finder, Report
from casus.steps._tree import Tree

NAMES: Final = (
    "cue", "stance", "covers", "far", "side", "order", "cross", "path", "quoted", "type", "form", "own", "actor",
    "kind", "many",
)  # fmt: skip
"""
cue, stance, kind  the reporting word, what it does, which pattern found it
covers             whether the act stands in the words that it speaks about
far, side, order   sentences between; cue before or after the act; how many other cues stand between
cross, path        what stands between cue and act; dependencies from the cue down to the act
quoted             whether the act's sentence begins (b), ends (e) or holds (h) a quotation mark
type, form         of the act
own                whether the cue is the act's own trigger
actor              whether the source is the act's actor or recipient
many               how many cues the sentence of the act has
"""
BACK: Final = 2
"""How many sentences back a source is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reporting expression that may speak about a frame."""

    frame: int
    report: Report
    values: tuple[str, ...]


class Attribute:
    """Find reporting expressions and give frames their source."""

    name: Final = "attribute"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames"})
    gives: Final = frozenset({"sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """Add the sources of frames, innermost first."""
        chosen: dict[int, list[Candidate]] = {}
        for candidate in candidates(reading):
            if rules().choose(candidate.values, None, NONE) != NONE:
                chosen.setdefault(candidate.frame, []).append(candidate)
        return replace(reading, sourcings=tuple(s for found in chosen.values() for s in _chain(reading, found)))


def _chain(reading: Reading, found: Sequence[Candidate]) -> Iterator[Sourcing]:
    """The sources of one frame, those with the shortest content first; an inherited one has no cue here."""
    trigger = reading.frames[found[0].frame].trigger
    inside = next((s for s in reading.sentences if s.span.contains(trigger)), None)
    ordered = sorted(found, key=lambda c: c.report.last - c.report.first)
    for order, candidate in enumerate(ordered):
        report = candidate.report
        here = inside is not None and inside.first <= report.at < inside.last
        rule = report.rule if here else "inherited"
        yield Sourcing(candidate.frame, order, report.source, report.cue if here else None, report.stance, rule)


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Every frame with the reporting expressions of its sentence, and with the last one of the sentences before."""
    finder = Finder.over(reading)
    frames = sorted(range(len(reading.frames)), key=lambda i: reading.frames[i].trigger)
    starts = [reading.frames[i].trigger.start for i in frames]
    before: list[Report] = []
    for n, sentence in enumerate(reading.sentences):
        own = tuple(finder.reports(sentence))
        inside = frames[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        for index in inside:
            yield from _seen_from(reading, finder.tree, index, n, own)
            if not own and before:
                yield from _seen_from(reading, finder.tree, index, n, tuple(before[-1:]))
        before = [*before, *own] if own else before
        before = [r for r in before if r.at >= reading.sentences[max(n + 1 - BACK, 0)].first]


def _seen_from(
    reading: Reading, tree: Tree, index: int, sentence: int, reports: tuple[Report, ...]
) -> Iterator[Candidate]:
    frame = reading.frames[index]
    head = tree.range(frame.trigger)[0]
    ats = [report.at for report in reports]
    for report in reports:
        if frame.trigger.overlaps(report.source):
            continue
        order = sum(min(report.at, head) < at < max(report.at, head) for at in ats)
        yield Candidate(index, report, _values(reading, tree, frame, (head, sentence, order, len(reports)), report))


def _values(
    reading: Reading, tree: Tree, frame: Frame, at: tuple[int, int, int, int], report: Report
) -> tuple[str, ...]:
    head, sentence, order, many = at
    own = reading.sentences[sentence]
    here = own.first <= report.at < own.last
    far = next((k for k in range(BACK + 1) if reading.sentences[max(sentence - k, 0)].first <= report.at), BACK)
    path = path_between(tree, (report.at, *tree.ancestors(report.at)[:1]), head) if here else ("far",)
    return (
        report.rule.removeprefix("cue:").replace(" ", "_"),
        report.stance,
        str(here and report.first <= head < report.last),
        str(far),
        "<" if report.at < head else ">",
        str(min(order, 2)),
        crossing(tree, min(report.at, head) + 1, max(report.at, head)) if here else NONE,
        "".join(path) or NONE,
        _quoted(reading, own),
        frame.label,
        form_of(tree, head),
        str(frame.trigger.overlaps(report.cue)),
        next((a.role for a in frame.arguments if a.span.overlaps(report.source)), NONE),
        "hearsay" if report.rule == "hearsay" else "cue",
        str(min(many, 3)),
    )


def _quoted(reading: Reading, sentence: Sentence) -> str:
    """Where a sentence has quotation marks: at its beginning (b), its end (e), inside (h)."""
    words = sentence.span.of(reading.document.text)
    signs = ("b" * (words[:1] in QUOTES), "e" * (words[-1:] in QUOTES), "h" * any(q in words[1:-1] for q in QUOTES))
    return "".join(signs) or NONE


@cache
def rules() -> Decisions:
    """The rules that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("lexicon", "en", "source_rules.tsv"), NAMES)
