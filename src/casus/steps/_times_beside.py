"""
Resolve times that lie beside another one: two days after the raid, three years ago this week, Tuesday of last week.

    published Thursday 2017-08-24: "It comes two days after rebels shelled the port"  ->  2017-08-22, when they shelled
    "On 17 September 1939, two days after signing a truce"  ->  1939-09-15, when it was signed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from casus.model.when import TimexType, When
from casus.steps import _times_lengths
from casus.steps import _times_periods as periods
from casus.steps._times_dates import with_daypart
from casus.steps._times_lengths import amount_value
from casus.steps._times_relative import away, from_focus, lone_part, next_weekday
from casus.steps._times_scene import EVENT, NO_ANCHOR, NO_FOCUS, Found, Hit, Resolver, Scene, settled, unsettled

_DATED: Final = frozenset({"WEEKDAY", "MONTH", "YEAR", "DAY", "DEICTIC"})
"""What the last word of a day may mean."""
_DAYS: Final = frozenset({"WEEKDAY", "DEICTIC"})
_NOW: Final = frozenset({"comes", "come", "coming", "follows"})
_THEN: Final = frozenset({"came", "followed"})
_ENDS: Final = frozenset({"", ",", ".", ";", ")"})


def length_by_event(hit: Hit, scene: Scene) -> Found | None:
    """A length; before "after" and an event it tells when that was, counted from the day that the length hangs on."""
    grain, is_after = hit.get("unit"), scene.following() == "after" and len(scene.after) > 1
    base = _hung_on(scene, grain) if is_after and scene.after[1].text not in _ENDS else None
    if base is None or hit.amount() is None or grain.startswith("T"):
        return _times_lengths.length(hit, scene)
    when = away(base, grain, -1, hit.amount()).when
    return Found(TimexType.DURATION, amount_value(grain, hit.amount()), when)


def _hung_on(scene: Scene, grain: str) -> date | None:
    """The day of what a length counts back from: publication, or the day named right before or last before.

    "Three months after the fall of the port, envoys met on Thursday": what has a weekday is news, and months or years
    before it are months or years before publication.
    """
    if not scene.before:
        is_news = any(not _DAYS.isdisjoint(word.meanings) for word in scene.rest)
        return scene.anchor if is_news and grain in {"M", "Y"} else None
    before = [word.text for word in scene.before[:3] if word.text not in {"just", "only", "barely", "more", "than"}]
    if before[:1] and before[0] in _NOW:
        return scene.anchor
    named_last = len(scene.before) > 1 and scene.before[0].text == "," and _DATED & scene.before[1].meanings.keys()
    if scene.day and (named_last or (before[:1] and before[0] in _THEN)):
        return scene.day.first
    return None


def ago_within(hit: Hit, scene: Scene) -> Found | None:
    """Three years ago this week, a year ago today, a week ago Monday."""
    amount, grain, part = hit.get("n") or hit.amount(), hit.get("unit"), hit.get("sub")
    if scene.anchor is None or amount is None or grain.startswith("T"):
        return unsettled(NO_ANCHOR) if scene.anchor is None else None
    other = periods.moved(scene.anchor, grain, -round(amount))
    if hit.get("weekday") is not None:
        return _weeks_before(hit, scene.anchor, round(amount)) if grain == "W" else None
    if hit.get("day") is not None:
        step = int(hit.get("day").partition("T")[0])
        return settled(periods.day(periods.shifted(other, step) if other else None), explicit=True)
    if part == grain:
        return None
    return settled(periods.of_grain(other, part) if other else None, explicit=True)


def _weeks_before(hit: Hit, anchor: date, count: int) -> Found:
    back = (anchor.weekday() - hit.get("weekday")) % 7
    return settled(periods.day(periods.shifted(anchor, -back - 7 * count)), explicit=True)


def weekday_of_week(hit: Hit, scene: Scene) -> Found:
    """Tuesday of last week, last week on Tuesday, Friday of next week."""
    around = periods.of_grain(scene.anchor, "W", hit.get("which")) if scene.anchor else None
    if around is None:
        return unsettled(NO_ANCHOR, value=f"XXXX-WXX-{hit.get('weekday') + 1}")
    return with_daypart(settled(periods.day(periods.shifted(around.first, hit.get("weekday")))), hit.get("part"))


def weekdays_ago(hit: Hit, scene: Scene) -> Found:
    """Two Fridays ago: the last Friday but one."""
    amount, number = hit.amount(), hit.get("weekday")
    if scene.anchor is None or amount is None:
        return unsettled(NO_ANCHOR, value=f"XXXX-WXX-{number + 1}")
    back = (scene.anchor.weekday() - number) % 7 or 7
    return settled(periods.day(periods.shifted(scene.anchor, -back - 7 * (round(amount) - 1))), explicit=True)


def weekday_nth(hit: Hit, scene: Scene) -> Found:
    """Friday the 13th: the nearest one that the words around it allow."""
    anchor = scene.anchor
    if anchor is None:
        return unsettled(NO_ANCHOR)
    months = (periods.month(anchor.year, anchor.month + k) for k in range(-14, 15))
    days = (periods.safe_date(m.first.year, m.first.month, hit.get("day")) for m in months if m)
    fitting = [day for day in days if day and day.weekday() == hit.get("weekday")]
    allowed = [day for day in fitting if (day >= anchor if scene.direction > 0 else day <= anchor)]
    return settled(periods.day(min(allowed, key=lambda day: abs((day - anchor).days), default=None)), explicit=True)


def weekday_before(hit: Hit, scene: Scene) -> Found:
    """The Friday before last; the Friday before, the Sunday after: beside the last day in the text, not an event."""
    number, open_value = hit.get("weekday"), f"XXXX-WXX-{hit.get('weekday') + 1}"
    if hit.has("last"):
        back = (scene.anchor.weekday() - number) % 7 or 7 if scene.anchor else 0
        day = periods.shifted(scene.anchor, -back - 7) if scene.anchor else None
        return with_daypart(settled(periods.day(day)), hit.get("part")) if day else unsettled(NO_ANCHOR)
    if scene.following() not in _ENDS:
        return unsettled(EVENT, value=open_value)
    sign = -1 if hit.has("before") else 1
    return next_weekday(replace(hit, values={**hit.values, "which": sign}), scene)


def early_hours(hit: Hit, scene: Scene) -> Found | None:
    """The early hours, the small hours: of the day that the text last spoke of."""
    part = "NI" if hit.get("edge") == "END" else "MO"
    if scene.day is None:
        return unsettled(NO_FOCUS, timex=TimexType.TIME, value=f"XXXX-XX-XXT{part}")
    return with_daypart(settled(scene.day), part)


def by_part(hit: Hit, scene: Scene) -> Found | None:
    """By evening, by nightfall: of the day the text last spoke of; "by night" tells how, not when."""
    return None if hit.has("night", "nights") or scene.following() in {"on", "of"} else lone_part(hit, scene)


def during_day(_hit: Hit, scene: Scene) -> Found | None:
    """During the day: the one that the text last spoke of."""
    return from_focus(scene, "D", 0) if scene.following() in _ENDS and scene.day else None


def week_around(hit: Hit, _scene: Scene) -> Found | None:
    """The week of June 5."""
    inner = hit.inner
    if inner is None or inner.period is None or inner.period.grain != "D":
        return None
    return settled(periods.week(inner.period.first), explicit=True)


def part_by_event(hit: Hit, scene: Scene) -> Found:
    """The night before, the morning after: of the day beside the last one in the text, unless an event follows."""
    part = hit.get("part")
    if scene.following() not in _ENDS:
        return unsettled(EVENT, timex=TimexType.TIME, value=f"XXXX-XX-XXT{part}")
    return with_daypart(from_focus(scene, "D", -1 if hit.has("before") else 1), part)


def since_then(hit: Hit, scene: Scene) -> Found | None:
    """Since then, until then, by then: the time the text last spoke of, from there to publication after "since"."""
    if scene.following() == "-":
        return None  # "by then-president"
    if scene.focus is None:
        return unsettled(NO_FOCUS)
    found = settled(scene.focus, explicit=True)
    if not hit.has("since") or (scene.anchor and scene.focus.first > scene.anchor):
        return found
    return replace(found, when=When(scene.focus.first, scene.anchor, scene.focus.precision))


RESOLVERS: Final[Mapping[str, Resolver]] = {
    "length-by-event": length_by_event,
    "ago-within": ago_within,
    "weekday-of-week": weekday_of_week,
    "weekdays-ago": weekdays_ago,
    "weekday-nth": weekday_nth,
    "weekday-before": weekday_before,
    "early-hours": early_hours,
    "by-part": by_part,
    "during-day": during_day,
    "week-around": week_around,
    "part-by-event": part_by_event,
    "since-then": since_then,
}
