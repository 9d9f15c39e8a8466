"""
Who says so: the source of each frame, with the words that show it.

"Rebels attacked the depot, a spokesman said" hangs the attack on the spokesman;
a following sentence inside the same quotation inherits him, with no cue of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from casus.model.frame import Frame, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.steps import _lexicon
from casus.steps._tree import NOUNS, Tree

QUOTES: Final = '"“”«»„'
SPEECH_TYPES: Final = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
"""Acts done by speaking: their own subject is the actor, not a source."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting expression: its cue token, the source's words, the stance, and the tokens it covers."""

    cue: int
    cue_span: Span
    source: Span
    stance: str
    covers: frozenset[int]


class Attribute:
    """Find reporting expressions and give frames their source."""

    name: Final = "attribute"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames"})
    gives: Final = frozenset({"sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """Add the sources of frames, innermost first."""
        tree = Tree.of(reading)
        found: list[Sourcing] = []
        carried: Report | None = None
        for sentence in reading.sentences:
            reports = tuple(_reports(tree, sentence))
            carried = _carried(reading, sentence, reports, carried)
            found.extend(_sourcings(reading, tree, sentence, reports, carried))
        return replace(reading, sourcings=tuple(found))


def _carried(reading: Reading, sentence: Sentence, reports: tuple[Report, ...], before: Report | None) -> Report | None:
    """The source that a wholly quoted sentence inherits: the last speaker, as long as the quotation goes on."""
    if reports:
        return reports[-1]
    words = sentence.span.of(reading.document.text)
    quoted = words[:1] in QUOTES or words[-1:] in QUOTES
    return before if quoted else None


def _sourcings(
    reading: Reading, tree: Tree, sentence: Sentence, reports: tuple[Report, ...], carried: Report | None
) -> Iterator[Sourcing]:
    for index, frame in enumerate(reading.frames):
        if not sentence.span.contains(frame.trigger):
            continue
        chain = sorted((r for r in reports if _covers(tree, r, frame)), key=lambda r: len(r.covers))
        for order, report in enumerate(chain):
            yield Sourcing(index, order, report.source, report.cue_span, report.stance, f"cue:{tree.lemma(report.cue)}")
        if not chain and not reports and carried is not None:
            yield Sourcing(index, 0, carried.source, None, "asserts", "inherited")


def _covers(tree: Tree, report: Report, frame: Frame) -> bool:
    """Whether the report's words hold the trigger, and the trigger is not the reporting word itself."""
    inside = [i for i in report.covers if frame.trigger.overlaps(tree.tokens[i].span)]
    return bool(inside) and not frame.trigger.overlaps(report.cue_span)


@cache
def _stances() -> dict[str, str]:
    """Reporting lemma to stance."""
    table = _lexicon.table("attribution.toml")["verbs"]
    return {lemma: stance for stance, lemmas in table.items() for lemma in lemmas}


def _reports(tree: Tree, sentence: Sentence) -> Iterator[Report]:
    for i in range(sentence.first, sentence.last):
        yield from _verb_report(tree, sentence, i)
        yield from _according(tree, sentence, i)
        yield from _hearsay(tree, sentence, i)
        yield from _responsibility(tree, sentence, i)


def _verb_report(tree: Tree, sentence: Sentence, i: int) -> Iterator[Report]:
    """A saying: "X said (that) …" covers its clause; "…, X said" covers the rest of the sentence."""
    stance = _stances().get(tree.lemma(i))
    if stance is None or tree.tokens[i].upos != "VERB":
        return
    subject = tree.subject(i)
    if subject is None or tree.tokens[subject].upos not in NOUNS:
        return
    clause = _content(tree, sentence, i, subject)
    if clause:
        yield Report(i, tree.tokens[i].span, tree.phrase(subject), stance, clause)


def _content(tree: Tree, sentence: Sentence, i: int, subject: int) -> frozenset[int]:
    own = tree.children(i, "ccomp", "parataxis", "xcomp")
    if own:
        return frozenset(k for child in own for k in _subtree(tree, child))
    if tree.tokens[i].deprel in {"parataxis", "root"} and i > sentence.first + 2:
        return frozenset(range(sentence.first, sentence.last)) - set(_subtree(tree, subject)) - {i}
    return frozenset()


def _according(tree: Tree, sentence: Sentence, i: int) -> Iterator[Report]:
    following = tree.tokens[i + 1 : i + 2]
    if tree.tokens[i].text.lower() != "according" or not following or following[0].text.lower() != "to":
        return
    source = next((k for k in range(i + 2, min(i + 12, sentence.last)) if _is_phrase_head(tree, k)), None)
    if source is not None:
        words = {*_subtree(tree, source), i, i + 1}
        span = tree.tokens[i].span.join(following[0].span)
        yield Report(i, span, tree.phrase(source), "asserts", frozenset(range(sentence.first, sentence.last)) - words)


def _is_phrase_head(tree: Tree, k: int) -> bool:
    return tree.tokens[k].upos in NOUNS and not tree.tokens[k].deprel.startswith(
        ("compound", "nmod:poss", "nummod", "flat")
    )


def _hearsay(tree: Tree, sentence: Sentence, i: int) -> Iterator[Report]:
    """Hearsay ("reportedly"): the word itself is all the source there is (coding guide, Clarifications)."""
    if tree.tokens[i].text.lower() in _lexicon.words("attribution.toml", "hearsay"):
        span = tree.tokens[i].span
        yield Report(i, span, span, "asserts", frozenset(range(sentence.first, sentence.last)) - {i})


def _responsibility(tree: Tree, sentence: Sentence, i: int) -> Iterator[Report]:
    """A claim of responsibility for an act: the claimant is source of its own act."""
    table = _lexicon.table("attribution.toml")["responsibility"]
    governor = tree.tokens[i].head
    if tree.lemma(i) not in table["nouns"] or governor < 0 or tree.lemma(governor) not in table["verbs"]:
        return
    subject = tree.subject(governor)
    if subject is not None:
        rest = frozenset(k for k in range(sentence.first, sentence.last) if k > i)
        yield Report(governor, tree.tokens[governor].span, tree.phrase(subject), "claims", rest)


def _subtree(tree: Tree, i: int) -> tuple[int, ...]:
    found = [i]
    for node in found:
        found.extend(tree.below[node])
    return tuple(found)
