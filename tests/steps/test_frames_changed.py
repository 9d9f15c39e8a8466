"""Frames come and go with all that hangs on them."""

from __future__ import annotations

from casus.model.document import Document
from casus.model.frame import Frame, FrameKind, Link, LinkKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps._frames_changed import BEFORE, New, with_frames, without_frames


def act(start: int) -> Frame:
    """An act of one word."""
    return Frame(FrameKind.EVENT, Span(start, start + 1), "ASSAULT")


READING = Reading(
    Document("d-1", "abcdef"),
    frames=(act(0), act(1), act(2)),
    qualifiers=tuple(Qualifier(n, "completed", "CT+") for n in range(3)),
    sourcings=(Sourcing(1, 0, Span(5, 6), None), Sourcing(2, 0, Span(5, 6), None)),
    links=(Link(LinkKind.SAME, 0, 2), Link(LinkKind.SAME, 1, 2)),
)


def test_what_hangs_on_a_frame_goes_with_it_and_the_rest_is_numbered_anew() -> None:
    """Without the middle one, the last is the second, and the link to the middle one is gone."""
    left = without_frames(READING, {1})
    assert [frame.trigger.start for frame in left.frames] == [0, 2]
    assert [qualifier.frame for qualifier in left.qualifiers] == [0, 1]
    assert [sourcing.frame for sourcing in left.sourcings] == [1]
    assert [(link.left, link.right) for link in left.links] == [(0, 1)]
    assert without_frames(READING, ()) is READING


def test_new_frames_come_last_and_may_be_linked_to_each_other() -> None:
    """One is linked to an old frame, the next to the one before it."""
    new = (
        New(act(3), "planned", "U", (Sourcing(0, 0, Span(5, 6), None),), (LinkKind.SAME, 1)),
        New(act(4), link=(LinkKind.SAME, BEFORE)),
    )
    more = with_frames(READING, new)
    assert more.frames[:3] == READING.frames
    assert [(q.frame, q.status, q.factuality) for q in more.qualifiers[3:]] == [
        (3, "planned", "U"),
        (4, "completed", "CT+"),
    ]
    assert [sourcing.frame for sourcing in more.sourcings] == [1, 2, 3]
    assert [(link.left, link.right) for link in more.links[2:]] == [(1, 3), (3, 4)]
    assert with_frames(READING, ()) is READING
