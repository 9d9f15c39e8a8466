"""Cut the supports of one relation into stretches of time in which it holds, or is said not to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from casus.beliefs.endings import End
from casus.beliefs.origins import independent
from casus.beliefs.supports import Support
from casus.beliefs.types import Period
from casus.model.when import TimePrecision, When


def cut(supports: Sequence[Support], ends: Sequence[End]) -> Iterator[tuple[Support, ...]]:
    """
    Groups of supports, in time, that nothing ends between one and the next.

    A statement of another source does not end what the same source says before and after it: those contradict each
    other, and neither gives way.
    """
    group: list[Support] = []
    for support in supports:
        if group and any(_falls_between(end, group, support) for end in ends):
            yield tuple(group)
            group = []
        group.append(support)
    if group:
        yield tuple(group)


def _falls_between(end: End, group: Sequence[Support], following: Support) -> bool:
    if not (is_after(end, group) and end.day <= following.first):
        return False
    if _is_own(end, (*group, following)):
        return False
    sticks = {support.telling.origin for support in group}
    insists = not end.is_deed and following.telling.origin in sticks and end.origin not in sticks
    return not insists


def is_after(end: End, group: Sequence[Support]) -> bool:
    """Whether an end comes when the last support is over; a happening may end it on the same day."""
    last = max(support.last for support in group)
    same_day = end.is_deed and end.day == last and not all(support.is_inferred for support in group)
    return (end.day > last or same_day) and not _is_own(end, group)


def _is_own(end: End, group: Sequence[Support]) -> bool:
    return any(end.row.claim_id == support.telling.claim.claim_id and support.holds for support in group)


def first_end(group: Sequence[Support], ends: Sequence[End]) -> End | None:
    """What ends a stretch: the first end after its last support."""
    return next((end for end in ends if is_after(end, group)), None)


def period(group: Sequence[Support], end: End | None) -> Period:
    """A stretch of time as the types of belief have it."""
    backing = tuple(support.telling.backing(support.telling.claim.trigger) for support in group)
    since = min((support.since for support in group if support.since), default=None)
    until = _until(group, end)
    reports = [support.telling.claim.report.published for support in group]
    return Period(
        when=When(since, until, TimePrecision.DAY if since or until else TimePrecision.UNKNOWN),
        polarity=group[0].holds,
        extent=next((support.extent for support in reversed(group) if support.extent), None),
        backing=backing,
        independent=independent(backing),
        reported=max((day for day in reports if day), default=None),
        closed_by=end.row if end else None,
        first=_known(min(support.first for support in group)),
        last=_known(max(support.last for support in group)),
        is_inferred=all(support.is_inferred for support in group),
    )


def _until(group: Sequence[Support], end: End | None) -> date | None:
    if end:
        return _known(end.day)
    latest = max(group, key=lambda support: (support.last, support.until is None))
    return latest.until


def _known(day: date) -> date | None:
    """None for the day that stands for an unknown one."""
    return None if day == date.min else day
