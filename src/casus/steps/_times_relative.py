"""Resolve times that need another: yesterday, last week, three days ago, the next day, the end of July, 10 a.m."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from casus.model.when import TimePrecision, TimexType, When
from casus.steps import _times_periods as periods
from casus.steps._times_dates import with_daypart
from casus.steps._times_lengths import amount_value
from casus.steps._times_periods import Period
from casus.steps._times_scene import (
    EVENT,
    NO_ANCHOR,
    NO_FOCUS,
    QUARTER,
    VAGUE,
    Found,
    Hit,
    Resolver,
    Scene,
    settled,
    unsettled,
    windowed,
)

_ROUND: Final = {"D": TimePrecision.DAY, "N": TimePrecision.DAY, "W": TimePrecision.WEEK, "F": TimePrecision.WEEK}


def deictic(hit: Hit, scene: Scene) -> Found:
    """today, tonight, yesterday, tomorrow night."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    step, _, part = hit.get("day").partition("T")
    step = int(step) + (int(hit.get("day_after") or 0))
    return with_daypart(settled(periods.day(periods.shifted(scene.anchor, step))), hit.get("part") or part or None)


def deictic_weekday(hit: Hit, scene: Scene) -> Found:
    """Yesterday (Friday): the day named in brackets, when that is not the day that publication makes of "yesterday"."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    step = int(hit.get("day").partition("T")[0])
    day = periods.shifted(scene.anchor, step)
    if day is None or day.weekday() == hit.get("weekday"):
        return settled(periods.day(day))
    away = (day.weekday() - hit.get("weekday")) % 7 if step <= 0 else -((hit.get("weekday") - day.weekday()) % 7)
    return settled(periods.day(periods.shifted(day, -away)))


def beyond(hit: Hit, scene: Scene) -> Found:
    """The day before yesterday, the day after tomorrow, the week before last."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    if hit.get("unit"):
        return settled(periods.of_grain(scene.anchor, hit.get("unit"), 2 if hit.has("next") else -2))
    return settled(periods.day(periods.shifted(scene.anchor, 2 * int(hit.get("day")))))


def this_part(hit: Hit, scene: Scene) -> Found:
    """Last night, this morning, overnight."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    step = -1 if hit.has("last", "overnight") else 0
    found = with_daypart(settled(periods.day(periods.shifted(scene.anchor, step))), hit.get("part") or "NI")
    if hit.has("overnight") and found.when:
        return replace(found, when=When(found.when.earliest, scene.anchor, TimePrecision.PART_OF_DAY))
    return found


def unit(hit: Hit, scene: Scene) -> Found | None:
    """Last week, this month, next year; days are counted in the text ("the next day")."""
    which, grain = hit.get("which"), hit.get("unit")
    if grain == "D":
        return from_focus(scene, "D", which) if which > 0 and hit.words[0].text == "the" else None
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    if grain == "WE" and which == 0 and scene.direction < 0 and scene.anchor.weekday() < 5:
        which = -1
    if grain in {"E", "C"} and hit.has("past"):
        return Found(TimexType.DURATION, amount_value(grain, 1))
    found = settled(periods.of_grain(scene.anchor, grain, which))
    if which == 0 and found.period and scene.direction < 0 and found.period.first <= scene.anchor <= found.period.last:
        return replace(found, when=When(found.period.first, scene.anchor, found.period.precision))
    return found


def past_unit(hit: Hit, scene: Scene) -> Found:
    """The past year, the past week: the stretch that ends at publication."""
    grain = hit.get("unit")
    found = Found(TimexType.DURATION, _one(grain))
    if scene.anchor is None or grain == "WE":
        return found
    return replace(found, when=windowed(periods.moved(scene.anchor, grain, -1), scene.anchor, TimePrecision.DAYS))


def _one(grain: str) -> str:
    return {"E": "P10Y", "WE": "P2D"}.get(grain, f"P1{grain}")


def the_weekend(_hit: Hit, scene: Scene) -> Found:
    """The weekend: the coming one when the words look forward, else the latest."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    inside = scene.anchor.weekday() >= 5
    step = 0 if inside or scene.direction > 0 else -1
    return settled(periods.of_grain(scene.anchor, "WE", step))


def the_unit(hit: Hit, scene: Scene) -> Found | None:
    """The year, the month, the quarter: the one that publication lies in or the text last spoke of."""
    grain = hit.get("unit")
    if grain == "Y" and scene.following() in {"ended", "ending"}:
        return Found(TimexType.DURATION, "P1Y")
    told = (scene.named.get(QUARTER) or _quarter_ended(scene)) if grain == "Q" else None
    if told is not None:
        return replace(settled(told), name=QUARTER)
    if scene.focus and scene.focus.grain == grain and (grain != "Y" or scene.anchor is None):
        return settled(scene.focus)
    if grain == "Q" and scene.anchor:
        return settled(periods.latest_quarter(scene.anchor))
    inside = scene.anchor or (scene.focus.first if scene.focus else None)
    if inside is None:
        return unsettled(NO_ANCHOR)
    return settled(periods.of_grain(inside, grain))


def _quarter_ended(scene: Scene) -> Period | None:
    """The quarter of "the quarter ended Sept. 30"."""
    month = next((word.meanings["MONTH"] for word in scene.after[1:2] if "MONTH" in word.meanings), None)
    if month is None or scene.anchor is None or scene.following() not in {"ended", "ending"}:
        return None
    year = scene.anchor.year if month <= scene.anchor.month else scene.anchor.year - 1
    return periods.quarter(year, (month - 1) // 3 + 1)


def same_unit(hit: Hit, scene: Scene) -> Found:
    """The same day, that year, later that month."""
    return from_focus(scene, hit.get("unit"), 0)


def same_day(hit: Hit, scene: Scene) -> Found:
    """Later in the day, earlier that day, the same night."""
    found = from_focus(scene, "D", 0)
    return with_daypart(found, hit.get("part")) if hit.get("part") else replace(found, mod=hit.get("edge") or "")


def next_unit(hit: Hit, scene: Scene) -> Found:
    """The next day, the following month, the previous year: counted from the last time in the text."""
    grain, which = hit.get("unit"), hit.get("which")
    if grain != "D" and hit.has("next") and scene.anchor:
        return settled(periods.of_grain(scene.anchor, grain, 1))
    if grain == "Y" and scene.focus is None and scene.anchor:
        return settled(periods.of_grain(scene.anchor, grain, which))
    return from_focus(scene, grain, which)


def next_part(hit: Hit, scene: Scene) -> Found:
    """The next morning, the previous night: of the day beside the last one in the text."""
    return with_daypart(from_focus(scene, "D", hit.get("which")), hit.get("part"))


def next_weekday(hit: Hit, scene: Scene) -> Found:
    """The following Monday, the previous Friday: beside the last day in the text."""
    if scene.day is None:
        return unsettled(NO_FOCUS, value=f"XXXX-WXX-{hit.get('weekday') + 1}")
    away = (hit.get("weekday") - scene.day.first.weekday()) % 7 or 7
    step = away if hit.get("which") > 0 else -(7 - away or 7)
    return with_daypart(settled(periods.day(periods.shifted(scene.day.first, step)), explicit=True), hit.get("part"))


def from_focus(scene: Scene, grain: str, step: int) -> Found:
    """The day, week, month … that lies `step` of its kind from the last one in the text."""
    base = scene.day if grain in {"D", "N"} else scene.focus
    if base is None:
        return unsettled(NO_FOCUS)
    return settled(periods.of_grain(base.first, "D" if grain == "N" else grain, step), explicit=True)


def part_of(hit: Hit, scene: Scene) -> Found | None:
    """Early 2014, late last month, the end of July, earlier this week, later in the day."""
    inner, name = hit.inner, hit.get("edge")
    if inner is None or inner.timex in {TimexType.DURATION, TimexType.SET} or inner.mod:
        return None
    if inner.period is None:
        return replace(inner, mod=name)
    word = hit.words[0].text if hit.words[0].text != "the" else hit.words[1].text
    period = inner.period
    if (
        word in {"earlier", "later"}
        and scene.anchor
        and period.first <= scene.anchor <= period.last
        and period.grain != "D"
    ):
        return replace(inner, mod=name, when=side(period, scene.anchor, name))
    narrowed = periods.edge(period, name) if hit.rule in {"edge", "edge-joined"} else periods.part(period, name)
    return replace(inner, mod=name, when=narrowed.when(), period=replace(narrowed, grain=period.grain), remake=None)


def side(period: Period, anchor: date, name: str) -> When:
    """The part of a running period before today (START) or after it (END)."""
    if name == "START":
        last = periods.shifted(anchor, -1) or anchor
        return When(period.first, max(last, period.first), period.precision)
    first = periods.shifted(anchor, 1) or anchor
    return When(min(first, period.last), period.last, period.precision)


def part_of_day(hit: Hit, _scene: Scene) -> Found | None:
    """The morning of 19 August, dawn on Friday, noon Saturday."""
    if hit.inner is None or hit.inner.period is None or hit.inner.period.grain != "D":
        return None
    return with_daypart(hit.inner, hit.get("part"))


def lone_part(hit: Hit, scene: Scene) -> Found:
    """dawn, in the afternoon: of the day the text last spoke of, else of publication."""
    part = hit.get("part")
    if scene.day is not None:
        return with_daypart(settled(scene.day), part)
    today = _of_today(scene) if scene.previous() in _AT else None
    if today is None:
        return unsettled(NO_FOCUS, timex=TimexType.TIME, value=f"XXXX-XX-XXT{part}")
    if part in _LATE and not (part == "24:00" and scene.previous() in {"after", "past"}):
        last = When(periods.shifted(today.first, -1), today.last, TimePrecision.DAYS)
        return Found(TimexType.TIME, f"XXXX-XX-XXT{part}", last)
    return with_daypart(settled(today), part)


_AT: Final = frozenset({"at", "before", "after", "around", "about", "near", "past"})
"""Words that make a part of the day one that has been: no "from dusk", "until dawn"."""
_LATE: Final = frozenset({"EV", "NI", "24:00"})
"""Parts of the day that a report of the same day may be too early for: the day before is as likely."""


def _of_today(scene: Scene) -> Period | None:
    """The day of publication for a time of day that goes with no day: news is of its day, unless it looks elsewhere."""
    day = periods.day(scene.anchor)
    near = scene.focus is None or (day is not None and scene.focus.first <= day.first <= scene.focus.last)
    return day if near and scene.direction <= 0 else None


def clock(hit: Hit, scene: Scene) -> Found | None:
    """10 a.m., 14:30, 6:30 p.m. on Tuesday."""
    raw = hit.words[0].text.replace(".", ":")
    if hit.rule in {"clock-zone", "clock-zone-day"}:
        if len(raw) != 4 or (hit.has("local") and not hit.has("time")):
            return None
        raw = f"{raw[:2]}:{raw[2:]}"
    hours, _, minutes = raw.partition(":")
    if not hours.isdigit():
        return None
    hour, minute = int(hours), int((minutes or "0")[:2])
    half = hit.get("half")
    hour = hour % 12 + half if half is not None and hour <= 12 else hour
    if hit.get("part") in {"EV", "NI", "AF"} and hour < 12:
        hour += 12
    if hour > 24 or minute > 59:
        return None
    day = hit.inner.period if hit.inner and hit.inner.period else scene.day or _of_today(scene)
    if hit.inner and (hit.inner.period is None or day is None or day.grain != "D" or hit.inner.timex is TimexType.TIME):
        return None
    if day is None:
        return unsettled(NO_FOCUS, timex=TimexType.TIME, value=f"T{hour:02d}:{minute:02d}")
    when = When(day.first, day.last, TimePrecision.MINUTE)
    return Found(TimexType.TIME, f"{day.value[:10]}T{hour:02d}:{minute:02d}", when, day)


def distance(hit: Hit, scene: Scene) -> Found | None:
    """Three days ago, a year earlier, two weeks later, a month from now."""
    grain, sign = hit.get("unit"), 1 if hit.has("later", "after", "hence", "from", "thereafter", "afterwards") else -1
    if hit.has("before", "after") and scene.following() not in {"", ",", ".", ";", ")"}:
        return None  # the length before an event is a length
    base = scene.anchor if hit.has("ago", "now", "hence") else _base(scene, grain)
    if base is None:
        length = amount_value(grain, hit.amount())
        return unsettled(NO_ANCHOR if hit.has("ago", "now") else NO_FOCUS, value=length)
    quarter = _quarter_told(scene) if grain == "Y" and hit.amount() == 1 else None
    if quarter is not None:
        latest = scene.anchor.year if scene.anchor else quarter.first.year
        number = (quarter.first.month - 1) // 3 + 1
        return settled(periods.quarter(min(latest, quarter.first.year + 1) + sign, number))
    found = away(base, grain, sign, hit.amount())
    is_ahead = bool(found.period and scene.anchor and found.period.first > scene.anchor)
    if is_ahead and scene.direction <= 0 and not hit.has("from", "hence"):
        return unsettled(NO_FOCUS, value=amount_value(grain, hit.amount()))  # it counts from some other day
    return found


def _quarter_told(scene: Scene) -> Period | None:
    """The quarter that the text speaks of, a day in between ("the quarter ended Sept. 30") or none."""
    if scene.focus is None or scene.focus.grain not in {"Q", "D"}:
        return None
    return scene.focus if scene.focus.grain == "Q" else scene.named.get(QUARTER)


def _base(scene: Scene, grain: str) -> date | None:
    if grain in {"D", "N", "TH"}:
        return scene.day.first if scene.day else None
    if scene.focus:
        return scene.focus.first
    return scene.anchor if grain in {"Y", "M"} else None


def away(base: date, grain: str, sign: int, amount: float | None) -> Found:
    """The time `amount` units away from a day, as exact as the unit."""
    if grain in {"TS", "TM", "TH"}:
        other = periods.shifted(base, sign)
        first, last = (base, other) if sign > 0 else (other, base)
        return Found(TimexType.DURATION, amount_value(grain, amount), windowed(first, last, TimePrecision.DAYS))
    if amount is None:
        when = When(None, base, TimePrecision.UNKNOWN) if sign < 0 else When(base, None, TimePrecision.UNKNOWN)
        return Found(TimexType.DATE, "PAST_REF" if sign < 0 else "FUTURE_REF", when, code=VAGUE)
    if grain == "Y" and amount % 1:
        grain, amount = "M", 12 * amount
    count = sign * round(amount)
    if grain in _ROUND:
        day = periods.moved(base, grain, count)
        found = settled(periods.day(day), explicit=True)
        if found.period is None or grain in {"D", "N"}:
            return found
        around = periods.week(day)
        when = When(day, day, TimePrecision.WEEK)
        return replace(found, value=around.value if around else found.value, when=when)
    if grain in {"M", "Y"}:
        return settled(periods.of_grain(base, grain, count), explicit=True)
    moved = periods.moved(base, grain, count)
    return settled(periods.of_grain(moved, "Y") if moved else None, explicit=True)


def distance_from(hit: Hit, _scene: Scene) -> Found | None:
    """A week before March 10, two days after Friday, the day before Sunday's vote."""
    inner, grain = hit.inner, hit.get("unit")
    if inner is None or inner.period is None:
        return None
    sign = -1 if hit.has("before", "earlier") else 1
    amount = 1.0 if hit.words[0].text == "the" else hit.amount()
    if amount is not None and grain == "W" and inner.period.grain == "D":
        return settled(periods.day(periods.moved(inner.period.first, "W", sign * round(amount))), explicit=True)
    return away(inner.period.first if sign < 0 else inner.period.last, grain, sign, amount)


def day_by_event(hit: Hit, scene: Scene) -> Found:
    """The day before, the day after: of the day the text last spoke of, unless an event follows."""
    if scene.following() not in {"", ",", ".", ";", ")", "'"}:
        return unsettled(EVENT)
    return from_focus(scene, hit.get("unit"), -1 if hit.has("before") else 1)


def nth_day(hit: Hit, scene: Scene) -> Found | None:
    """The 15th: of the month of publication, or the one before when it is still to come."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR) if scene.following() in {"", ",", "."} else None
    if scene.following() not in {"", ",", ".", ";", "of", "to", "and"}:
        return None
    found = periods.day(periods.safe_date(scene.anchor.year, scene.anchor.month, hit.get("n")))
    if found and found.first > scene.anchor and scene.direction <= 0:
        before = periods.month(scene.anchor.year, scene.anchor.month - 1)
        found = periods.day(periods.safe_date(before.first.year, before.first.month, hit.get("n"))) if before else None
    return settled(found)


RESOLVERS: Final[Mapping[str, Resolver]] = {
    "deictic": deictic,
    "beyond": beyond,
    "deictic-weekday": deictic_weekday,
    "this-part": this_part,
    "unit": unit,
    "past-unit": past_unit,
    "the-weekend": the_weekend,
    "the-unit": the_unit,
    "same-unit": same_unit,
    "same-day": same_day,
    "next-unit": next_unit,
    "next-part": next_part,
    "next-weekday": next_weekday,
    "part-of": part_of,
    "part-of-day": part_of_day,
    "lone-part": lone_part,
    "clock": clock,
    "distance": distance,
    "distance-from": distance_from,
    "day-by-event": day_by_event,
    "nth-day": nth_day,
}
