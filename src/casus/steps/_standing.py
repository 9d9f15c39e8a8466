"""
How an act stands where no cue says so outright: its status from form, tense, governor and date.

"Fighting in Tarsin" goes on, "talks on Friday" (in a report of Wednesday) are planned, "the attack" is over: the most
reliable fitting rule of `resources/lexicon/en/status_rules.tsv` decides.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Final

from casus.model.document import PartKind
from casus.model.frame import Frame
from casus.model.reading import Reading
from casus.resources.load import resource
from casus.steps._bearings import form_of
from casus.steps._decisions import Decisions
from casus.steps._gate import NONE, word
from casus.steps._tree import Tree

NAMES: Final = (
    "type", "mode", "form", "verb", "number", "up", "rel", "over", "aux", "mark", "adverb", "det", "near", "tense",
    "hand", "part", "when", "roles",
)  # fmt: skip
"""
type, mode, verb   of the act; number: tag of a noun
form, rel          how the trigger stands, what it depends by
up, over           the word that governs it, and the one above that
aux, mark, adverb, det, near  small words of the trigger, and the word before it
tense              auxiliaries and tag of the nearest finite verb at or above it
hand               status and factuality that cues give
part               headline or body
when               whether its time lies before or after the day of the report
roles              which parties it has
"""
HAND: Final = NAMES.index("hand")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def features(reading: Reading, tree: Tree, frame: Frame, head: int, hand: str) -> tuple[str, ...]:
    """The values of `NAMES` for one frame; `hand` is what the cues say."""
    token = tree.tokens[head]
    above = token.head
    return (
        frame.label,
        frame.mode or NONE,
        form_of(tree, head),
        tree.lemma(head),
        token.xpos,
        word(tree, above),
        token.deprel,
        word(tree, tree.tokens[above].head if above >= 0 else -1),
        _small(tree, head, "aux", "cop"),
        _small(tree, head, "mark"),
        _small(tree, head, "advmod"),
        _small(tree, head, "det"),
        word(tree, head - 1),
        tense(tree, head),
        hand,
        _part(reading, frame),
        _when(reading, frame),
        _roles(frame),
    )


def tense(tree: Tree, head: int) -> str:
    """Tag and auxiliaries of the nearest verb with a tense: "VBD", "VBN:have", "VB:will"."""
    for i in (head, *tree.ancestors(head)[:4]):
        token = tree.tokens[i]
        helping = [c for c in tree.children(i, "aux", "cop") if tree.tokens[c].xpos in FINITE]
        if token.upos in {"VERB", "AUX"} and (helping or token.xpos in FINITE):
            return ":".join((token.xpos, *(tree.tokens[c].text.lower() for c in helping[:1])))
    return NONE


def _small(tree: Tree, head: int, *labels: str) -> str:
    return "_".join(tree.tokens[c].text.lower() for c in tree.children(head, *labels)[:2]).replace(" ", "") or NONE


def _part(reading: Reading, frame: Frame) -> str:
    heads = (p.span for p in reading.document.parts if p.kind is PartKind.HEADLINE)
    return "head" if any(span.contains(frame.trigger) for span in heads) else "body"


def _when(reading: Reading, frame: Frame) -> str:
    """Whether the act's time lies before, on or after the day of the report."""
    day, spans = reading.document.published, frame.spans("time")
    if day is None or not spans:
        return NONE
    at = bisect_left(reading.times, spans[0].start, key=lambda t: t.span.start)
    when = reading.times[at].when if at < len(reading.times) else None
    if when is None or when.earliest is None or when.latest is None:
        return NONE
    if when.earliest > day:
        return "after"
    return "before" if when.latest < day else "about"


def _roles(frame: Frame) -> str:
    return "".join(sorted({a.role[0] for a in frame.arguments if a.role in {"actor", "recipient"}})) or NONE


@cache
def rules() -> Decisions:
    """The rules that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("lexicon", "en", "status_rules.tsv"), NAMES)
