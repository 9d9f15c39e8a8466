"""
Links inside a report: claims of the same happening, and the content of speech acts.

The headline's "asks for withdrawal" and the lead's "has asked … to let it
withdraw" are one request; the withdrawal is what the request is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import FrameKind, Link, LinkKind
from casus.model.reading import Reading
from casus.model.vocabulary import SPEECH
from casus.steps._gate import NONE
from casus.steps._tree import Tree
from casus.steps._twins import pairs, rules, tellings

CONTENT_STATUS: Final = frozenset(
    {"requested", "demanded", "agreed", "offered", "threatened", "planned", "ordered", "announced", "none"}
)


class Links:
    """Connect frames of one report."""

    name: Final = "links"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "frames", "qualifiers", "actors"})
    gives: Final = frozenset({"links"})

    def __call__(self, reading: Reading) -> Reading:
        """Add content links and same-event links, unless the engine has already given some."""
        if reading.links:
            return reading
        tree = Tree.of(reading)
        return replace(reading, links=(*_contents(reading, tree), *_same(reading, tree)))


def _contents(reading: Reading, tree: Tree) -> Iterator[Link]:
    """A frame under a speech act in the tree, with a status that is not "happened", is its content."""
    at = {tree.range(frame.trigger)[0]: i for i, frame in enumerate(reading.frames) if frame.kind is FrameKind.EVENT}
    status = {q.frame: q.status for q in reading.qualifiers}
    for token, index in at.items():
        if status.get(index) not in CONTENT_STATUS:
            continue
        speech = next((at[a] for a in tree.ancestors(token) if a in at and reading.frames[at[a]].label in SPEECH), None)
        if speech is not None:
            yield Link(LinkKind.CONTENT, index, speech)


def _same(reading: Reading, tree: Tree) -> Iterator[Link]:
    """Each event frame with the earlier ones that tell the same happening."""
    for label, told in tellings(reading, tree).items():
        for earlier, later, values in pairs(label, told):
            if rules().choose(values, None, NONE) != NONE:
                yield Link(LinkKind.SAME, earlier.index, later.index)
