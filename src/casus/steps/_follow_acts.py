"""Acts that another word of their sentence completes: aims of operations, partners, talks, habits, answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, Link, LinkKind
from casus.model.reading import Reading
from casus.steps._follow_scene import Follower, ahead, listed, named, numbered, with_frame, with_qualifier
from casus.steps._frames_changed import without_frames
from casus.steps._stage import SCORE

NEAR: Final = 12
"""How many words may stand between the noun of an operation and its aim: "a campaign on its side of the border to"."""


def aims(reading: Reading) -> Reading:
    """An operation and what it is for are one act, which is tried: "a campaign to drive the rebels from the valley"."""
    follower = Follower.of(reading)
    for i, frame, head in numbered(follower):
        aim = _aim(follower, frame, head)
        if aim is None:
            continue
        n, verb = aim
        reading = with_frame(reading, i, _with_aim(frame, verb))
        if follower.status(i) in {"ongoing", "completed", "attempted"} and not _is_phase(follower, head):
            reading = with_qualifier(reading, i, "aim", status="attempted", factuality="CT+")
        return aims(without_frames(reading, {n}))
    return reading


def _aim(follower: Follower, frame: Frame, head: int) -> tuple[int, Frame] | None:
    """The act of the infinitive behind a noun for an operation, where it is a frame of its own and not real."""
    stage = follower.stage
    tokens = stage.tree.tokens
    if frame.label != "ASSAULT" or tokens[head].upos == "VERB" or stage.tree.lemma(head) not in listed("operation"):
        return None
    for n, other in follower.acts:
        at = stage.head(other)
        inside = head + 1 < at <= head + NEAR and at < stage.sentence(head)[1]
        aimed = inside and stage.tree.lemma(at) in listed("aim") and tokens[at - 1].text.lower() == "to"
        if aimed and other.label == "ASSAULT" and other.mode is None and follower.factuality(n) != "CT-":
            between = range(head + 1, at - 1)
            return None if any(tokens[k].upos in {"VERB", "AUX"} for k in between) else (n, other)
    return None


def _with_aim(frame: Frame, aim: Frame) -> Frame:
    """The operation with those whom its aim is against, and the grounds it is about."""
    grounds = [a for a in aim.arguments if a.role in {"from", "where", "near"}]
    aimed = [replace(a, role="where" if a.role == "from" else a.role) for a in grounds]
    whom = [a for a in aim.arguments if a.role == "recipient"]
    kept = [replace(a, role="where") if a.role in {"to", "from"} else a for a in frame.arguments]
    kept = [a for a in kept if a.role != "recipient" or not whom]
    kept = [a for a in kept if not any(a.span.overlaps(b.span) and a.role != "actor" for b in (*aimed, *whom))]
    return named(replace(frame, arguments=(*kept, *aimed, *whom)), "aim")


def _is_phase(follower: Follower, head: int) -> bool:
    """Whether the operation is told to be over: its aim is then no attempt."""
    governor = follower.stage.tree.tokens[head].head
    return governor >= 0 and follower.stage.tree.lemma(governor) in listed("over")


def talks(reading: Reading) -> Reading:
    """In "a deal *negotiated between* A and B" the participle tells of talks, if the deal is told too."""
    follower = Follower.of(reading)
    triggers = {f.trigger for _, f in follower.acts if f.label in {"AGREE", "SUPPORT"}}
    for i, frame, head in numbered(follower):
        token = follower.stage.tree.tokens[head]
        before = follower.stage.tree.tokens[head - 1].span if head else token.span
        deal = any(t.contains(before) for t in triggers) and not frame.trigger.contains(before)
        if frame.label == "AGREE" and token.text.lower() in listed("negotiated") and deal:
            reading = with_frame(reading, i, named(replace(frame, label="CONSULT", mode=None), "talks"))
    return reading


def partners(reading: Reading) -> Reading:
    """Whoever something is coordinated with, or is not: "with the militia or the army"."""
    follower = Follower.of(reading)
    for i, frame, head in numbered(follower):
        stage = follower.stage
        if frame.label != "COOPERATE" or stage.tree.tokens[head].text.lower() not in listed("coordinated"):
            continue
        at = ahead(stage, head, frozenset({"with"}), 6)
        others = stage.row_from(at + 1) if at is not None else ()
        new = [s for s in others if not any(s.overlaps(a.span) for a in frame.arguments)]
        arguments = (*frame.arguments, *(Argument("recipient", s, SCORE) for s in new))
        reading = with_frame(reading, i, named(replace(frame, arguments=arguments), "partners")) if new else reading
    return reading


def habits(reading: Reading) -> Reading:
    """Support that "has been provided" over a war or since a year is no act of one day."""
    follower = Follower.of(reading)
    for i, frame, head in numbered(follower):
        if frame.label == "AID" and follower.status(i) in {"completed", "ongoing"} and _lasts(follower, head):
            reading = with_qualifier(reading, i, "habit", status="habitual", factuality="CT+")
    return reading


def _lasts(follower: Follower, head: int) -> bool:
    stage = follower.stage
    tokens, first = stage.tree.tokens, stage.sentence(head)[0]
    verbs = (k for k in range(head, max(head - 5, first), -1) if stage.tree.lemma(k) in listed("lasting"))
    verb = next(verbs, None)
    if verb is None or not {"has", "have"} & {t.text.lower() for t in tokens[max(verb - 2, first) : verb]}:
        return False
    return ahead(stage, head, listed("lasting", "spans"), 10) is not None


def answered(reading: Reading) -> Reading:
    """
    What was asked for last, and then agreed to in the same sentence, is agreed: content of the agreement.

    "A asked for talks and a withdrawal, and B agreed": talks may have come before, the withdrawal is yet to come.
    """
    follower = Follower.of(reading)
    asked = {link.left: link.right for link in reading.links if link.kind is LinkKind.CONTENT}
    for i, frame, head in numbered(follower):
        if frame.label != "AGREE" or follower.factuality(i) != "CT+" or follower.stage.tree.tokens[head].upos != "VERB":
            continue
        number = follower.sentence(frame)
        contents = [
            n
            for n, other in follower.acts
            if n in asked and follower.sentence(other) == number and other.trigger < frame.trigger
            if reading.frames[asked[n]].label == "REQUEST" and follower.status(n) == "requested"
        ]
        requests = [f for _, f in follower.acts if f.label == "REQUEST" and follower.sentence(f) == number]
        if not contents or not requests or requests[-1].trigger > frame.trigger:
            continue
        last = max(contents, key=lambda n: reading.frames[n].trigger)
        if reading.frames[last].label != "CONSULT" or len(contents) == 1:
            reading = with_qualifier(reading, last, "agreed", status="agreed", factuality="U")
            reading = _content_of(reading, last, i)
    return reading


def _content_of(reading: Reading, content: int, speech: int) -> Reading:
    """The reading with a frame as content of that speech act alone."""
    others = tuple(k for k in reading.links if k.kind is not LinkKind.CONTENT or k.left != content)
    return replace(reading, links=(*others, Link(LinkKind.CONTENT, content, speech)))
