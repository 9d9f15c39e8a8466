"""
Let closed constructions settle status and factuality after an engine has weighed them.

"The rebels tried but failed to storm the fort" is failed and certain whatever an engine makes of it; "the army denied
that its drones struck" is denied by the army.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import FrameKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._constructions import Found, construction
from casus.steps._tree import Tree


class Constructions:
    """Correct qualifiers and stances where the grammar leaves no choice."""

    name: Final = "constructions"
    needs: Final = frozenset({"tokens", "mentions", "frames", "qualifiers", "sourcings"})
    gives: Final = frozenset({"qualifiers", "sourcings"})

    def __call__(self, reading: Reading) -> Reading:
        """Settle every frame that stands in a construction; all others stay."""
        tree = Tree.of(reading)
        found = {i: f for i in range(len(reading.frames)) if (f := _found(reading, tree, i)) is not None}
        if not found:
            return reading
        qualifiers = tuple(_settled(q, found.get(q.frame), reading, tree) for q in reading.qualifiers)
        return replace(reading, qualifiers=qualifiers, sourcings=tuple(_sourcings(reading, tree, found)))


def _found(reading: Reading, tree: Tree, index: int) -> Found | None:
    frame = reading.frames[index]
    head = tree.act_in(frame.trigger)
    if tree.tokens[head].deprel in {"advmod", "compound:prt"} and tree.tokens[head].upos in {"ADV", "ADP"}:
        head = tree.tokens[head].head  # an engine may see no more of "get back" than its particle
    found = construction(tree, frame.label, head)
    if found is not None and _is_above(found) and frame.trigger.contains(tree.tokens[found.cue].span):
        return None
    return found


def _is_above(found: Found) -> bool:
    """Whether the cue must stand outside the trigger: "refused to leave" as one trigger is the refusal itself."""
    return found.rule.kind in {"governor", "lapse"}


def _settled(qualifier: Qualifier, found: Found | None, reading: Reading, tree: Tree) -> Qualifier:
    if found is None:
        return qualifier
    rule, is_state = found.rule, reading.frames[qualifier.frame].kind is FrameKind.STATE
    if is_state and rule.factuality not in {"CT-", "U", "PS+"}:
        return qualifier
    status = qualifier.status if is_state and rule.factuality != "CT-" else rule.status or qualifier.status
    cue = tree.tokens[found.cue].span
    return replace(
        qualifier,
        status=status,
        factuality=rule.factuality or qualifier.factuality,
        cues=qualifier.cues if cue in qualifier.cues else (*qualifier.cues, cue),
        rule=f"construction:{rule.id}",
    )


def _sourcings(reading: Reading, tree: Tree, found: dict[int, Found]) -> Iterator[Sourcing]:
    """The sources, with the stance of whoever denies; one that the engine did not see is added innermost."""
    denied = {i: source for i, f in found.items() if f.rule.stance and (source := _speaker(tree, f))}
    placed: set[int] = set()
    for sourcing in reading.sourcings:
        source = denied.get(sourcing.frame)
        if source is not None and sourcing.source.overlaps(source):
            placed.add(sourcing.frame)
            yield replace(sourcing, stance=found[sourcing.frame].rule.stance)
        elif source is not None:
            yield replace(sourcing, order=sourcing.order + 1)
        else:
            yield sourcing
    for i, source in denied.items():
        if i not in placed:
            cue = tree.tokens[found[i].cue].span
            yield Sourcing(i, 0, source, cue, found[i].rule.stance, f"construction:{found[i].rule.id}")


def _speaker(tree: Tree, found: Found) -> Span | None:
    """The noun phrase that denies, in the active voice."""
    subject = tree.subject(found.cue)
    if subject is None and tree.tokens[found.cue].deprel == "acl":
        subject = tree.tokens[found.cue].head  # how a parser may see "the army denied that …"
    return None if subject is None else tree.phrase(subject)
