"""The rules of `entail`: each gives the relations that it finds in a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from casus.model.frame import Argument, Frame, FrameKind, Sourcing
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps._nested import past_compound
from casus.steps._partake_rules import acting
from casus.steps._stage import Stage

FILE: Final = "entail.toml"
SCORE: Final = 0.6
REACH: Final = 6
"""How many words may stand between a verb and the preposition that brings in the other side."""
NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "without"})
OPENING: Final = frozenset({"will", "would", "could", "may", "might", "can", "should", "to", "must"})
POSSESSIVES: Final = frozenset({"its", "their", "his", "her"})
ENDS: Final = frozenset({"subject", "object"})


@dataclass(frozen=True, slots=True)
class Found:
    """A relation: its words, what words around them may have been taken for it, its ends, and who says so."""

    relation: str
    trigger: Span
    around: Span
    subjects: tuple[Span, ...]
    objects: tuple[Span, ...]
    rule: str
    factuality: str = "CT+"
    said: tuple[Sourcing, ...] = ()

    def frame(self) -> Frame:
        """A frame of its own."""
        return self.on(Frame(FrameKind.STATE, self.trigger, self.relation, score=SCORE))

    def on(self, frame: Frame) -> Frame:
        """A frame that tells the same, with these words and ends."""
        ends = [Argument("subject", s, SCORE) for s in self.subjects]
        ends += [Argument("object", s, SCORE) for s in self.objects]
        others = tuple(a for a in frame.arguments if a.role not in ENDS)
        return replace(frame, trigger=self.trigger, arguments=(*ends, *others), rule=f"entail:{self.rule}")


@cache
def listed(section: str, key: str = "words") -> frozenset[str]:
    """The words of one section of the data file. Raises ResourceError."""
    table: dict[str, Any] = _lexicon.table(FILE)[section]
    return frozenset(table[key])


def present(stage: Stage) -> Iterator[Found]:
    """Whoever is to be ousted, or to withdraw, from a place is there as long as that is not done."""
    statuses = {q.frame: q.status for q in stage.reading.qualifiers}
    for i, frame in enumerate(stage.reading.frames):
        head = stage.head(frame)
        if frame.kind is not FrameKind.EVENT or stage.tree.lemma(head) not in listed("uprooting"):
            continue
        there = frame.spans("actor" if frame.label == "RETREAT" else "recipient")
        grounds = [s for s in frame.spans("from", "where") if s > frame.trigger and _is_left(stage, s)]
        undone = listed("undone", "withdrawals" if frame.label == "RETREAT" else "words")
        if there and grounds and statuses.get(i) in undone:
            yield Found("present_in", frame.trigger, frame.trigger, there[:1], (grounds[0],), "present")


def _is_left(stage: Stage, ground: Span) -> bool:
    """Whether "from" stands right before a ground, articles aside."""
    at = stage.tree.range(ground)[0]
    return any(stage.tree.tokens[k].text.lower() == "from" for k in range(max(at - 2, 0), at + 1))


def coordinating(stage: Stage) -> Iterator[Found]:
    """Who coordinates, or does not, with whom: "is not coordinating the assault with A or B"."""
    tokens = stage.tree.tokens
    for verb, token in enumerate(tokens):
        if not token.xpos.startswith("V") or stage.tree.lemma(verb) != "coordinate":
            continue
        end = stage.sentence(verb)[1]
        near = (k for k in range(verb + 1, min(verb + REACH, end)) if tokens[k].text.lower() == "with")
        others = stage.row_from(next(near, end) + 1)
        who = acting(stage, verb)
        if who and others:
            sign = "CT-" if _before(stage, verb) & NEGATIONS else "CT+"
            if not _before(stage, verb) & OPENING:
                yield from (
                    Found("coordinates_with", token.span, other, who, (other,), "coordinating", sign)
                    for other in others
                )


def _before(stage: Stage, verb: int) -> set[str]:
    """The words right before a verb that say how it stands."""
    first = stage.sentence(verb)[0]
    return {token.text.lower() for token in stage.tree.tokens[max(verb - 3, first) : verb]}


def supporting(stage: Stage) -> Iterator[Found]:
    """Whoever "has provided military support to B" supports B."""
    tokens = stage.tree.tokens
    for verb, token in enumerate(tokens):
        if not token.xpos.startswith("V") or stage.tree.lemma(verb) not in listed("giving"):
            continue
        reach = range(verb + 1, min(verb + REACH, stage.sentence(verb)[1] - 2))
        noun = next((k for k in reach if stage.tree.lemma(k) in listed("giving", "objects")), None)
        if noun is None or tokens[noun + 1].text.lower() not in {"to", "for"}:
            continue
        who, whom = acting(stage, verb), stage.row_from(noun + 2)
        if who and whom and not _before(stage, verb) & (OPENING | NEGATIONS):
            yield Found("supports", token.span.join(tokens[noun].span), token.span, who, whom, "supporting")


def involved(stage: Stage) -> Iterator[Found]:
    """Whose "involvement in" a place is told is there."""
    tokens = stage.tree.tokens
    for noun in range(1, len(tokens) - 2):
        if stage.tree.lemma(noun) not in listed("presence") or tokens[noun + 1].text.lower() != "in":
            continue
        owner = next((m for k in (noun - 1, noun - 2) if k >= 0 and (m := _owner(stage, k))), None)
        ground = next((p.span for p in stage.reading.places if _begins(stage, p.span, noun + 2)), None)
        if owner is not None and ground is not None:
            yield Found("present_in", tokens[noun].span, tokens[noun].span, (owner,), (ground,), "involved")


def _owner(stage: Stage, at: int) -> Span | None:
    """The mention of a possessor: a possessive pronoun, or a name before "'s"."""
    token = stage.tree.tokens[at]
    if token.text.lower() in POSSESSIVES:
        return stage.mention(at)
    return stage.mention(at - 1) if token.xpos == "POS" and at else None


def _begins(stage: Stage, span: Span, at: int) -> bool:
    """Whether a span begins at a token or the one after it, an article between."""
    return stage.tree.range(span)[0] in (at, at + 1)


def belonging(stage: Stage) -> Iterator[Found]:
    """An "official in the Front", a "member of the Front" is part of it."""
    tokens = stage.tree.tokens
    for noun in range(len(tokens) - 2):
        if f"{tokens[noun].text.lower()} {tokens[noun + 1].text.lower()}" not in listed("belonging"):
            continue
        who, body = stage.mention(noun), next(iter(stage.row_from(noun + 2)), None)
        if who is None or body is None or who == body:
            continue
        if stage.reading.coreferences[stage.group(body)].kind in listed("belonging", "bodies"):
            yield Found("part_of", tokens[noun].span, tokens[noun + 1].span, (who,), (body,), "belonging")


def comprising(stage: Stage) -> Iterator[Found]:
    """Those whom a body "groups", "comprises" or "is made up of" are part of it."""
    tree, tokens = stage.tree, stage.tree.tokens
    for at, token in enumerate(tokens):
        if token.upos not in {"VERB", "NOUN"} or tree.lemma(at) not in listed("comprising"):
            continue
        body, members = _body(stage, at), _members(stage, at)
        if body is not None and members and not _before(stage, at) & (OPENING | NEGATIONS):
            group = stage.mention(body) or tree.phrase(body)
            yield Found("part_of", token.span, token.span, members, (group,), "comprising")


def _body(stage: Stage, at: int) -> int | None:
    """The subject of a verb of comprising, if it is a body; taggers take "the alliance groups" for nouns."""
    tree = stage.tree
    if tree.tokens[at].upos == "VERB":
        subject = tree.passive_subject(at) if tree.is_passive(at) else tree.subject(at)
    else:
        after = tree.tokens[at + 1].upos if at + 1 < len(tree.tokens) else ""
        subject = at - 1 if at and after in {"DET", "NUM", "PROPN"} and tree.tokens[at].xpos == "NNS" else None
    return subject if subject is not None and tree.lemma(subject) in listed("comprising", "bodies") else None


def _members(stage: Stage, at: int) -> tuple[Span, ...]:
    """The object of a verb that takes one, else what stands behind its "of"; else the row of parties that follows."""
    tree = stage.tree
    held = tree.children(at, "obj") or tuple(c for c in tree.children(at, "obl") if "of" in tree.cases(c))
    nouns = [m for c in held for m in tree.conjuncts(c)]
    return tuple(dict.fromkeys(stage.mention(m) or tree.phrase(m) for m in nouns)) or stage.row_from(at + 1)


def allied(stage: Stage) -> Iterator[Found]:
    """In "A and its ally B" B is allied with A: the possessive stands for A."""
    tokens = stage.tree.tokens
    for noun, token in enumerate(tokens):
        if token.text.lower() not in listed("ally"):
            continue
        owner = next((k for k in range(noun - 1, max(noun - 4, -1), -1) if tokens[k].text.lower() in POSSESSIVES), None)
        if owner is None or owner < 2 or tokens[owner - 1].text.lower() != "and":
            continue
        first, second = stage.mention(owner - 2), _named_ally(stage, noun)
        if first is not None and second is not None and not first.overlaps(second):
            around = tokens[owner].span.join(token.span)
            yield Found("allied_with", token.span, around, (second,), (first,), "allied")


def _named_ally(stage: Stage, noun: int) -> Span | None:
    """Who an "ally" is: the mention around the word where a name ends it, else the one that follows, over a comma."""
    own = stage.mention(noun)
    after = stage.tree.range(own)[1] if own is not None else noun + 1
    if own is not None and after > noun + 1:
        return own
    after += after < len(stage.tree.tokens) and stage.tree.tokens[after].text == ","
    return next(iter(stage.row_from(past_compound(stage.tree.tokens, after))), own)
