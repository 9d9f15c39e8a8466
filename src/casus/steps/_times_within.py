"""Resolve a part of a larger time: the first week of June, the last day of May, earlier in the week, the first half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from casus.model.when import TimePrecision
from casus.steps import _times_periods as periods
from casus.steps._times_calendars import nth_weekday
from casus.steps._times_dates import season
from casus.steps._times_periods import Period
from casus.steps._times_relative import side
from casus.steps._times_scene import NO_ANCHOR, Found, Hit, Resolver, Scene, settled, unsettled, windowed

_HALVES: Final = {1: 1, 2: 2, -1: 2, None: 2}
"""Half of a year by what counts it: first, second, last, "latter"."""


def half(hit: Hit, _scene: Scene) -> Found | None:
    """The first half of 2022, the second half of the year."""
    inner, number = hit.inner, _HALVES.get(hit.get("n"))
    if inner is None or inner.period is None or inner.period.grain != "Y" or number is None:
        return None
    return settled(periods.half(inner.period.first.year, number), explicit=inner.explicit)


def week_of(hit: Hit, _scene: Scene) -> Found | None:
    """The first week of June: its days 1 to 7; the last week: its last seven."""
    inner, number = hit.inner, hit.get("n")
    if inner is None or inner.period is None or inner.period.grain != "M" or not -1 <= number <= 5:
        return None
    first = periods.shifted(inner.period.last, -6) if number == -1 else inner.period.first.replace(day=7 * number - 6)
    last = min(periods.shifted(first, 6) or inner.period.last, inner.period.last) if first else None
    if first is None or last is None:
        return None
    value = periods.week(first)
    return settled(Period(value.value if value else "", first, last, TimePrecision.WEEK, "W"), explicit=inner.explicit)


def day_of(hit: Hit, _scene: Scene) -> Found | None:
    """The first day of May, the last day of the month."""
    inner, number = hit.inner, hit.get("n")
    if inner is None or inner.period is None or inner.mod or inner.period.grain not in {"M", "Y", "W"}:
        return None
    base = inner.period.last if number < 0 else periods.shifted(inner.period.first, number - 1)
    if base is None or base > inner.period.last:
        return None
    return settled(periods.day(base), explicit=inner.explicit)


def days_of(hit: Hit, _scene: Scene) -> Found | None:
    """The last days of February, the opening weeks of 1998: that end of the larger time."""
    inner, name = hit.inner, "END" if hit.rule == "last-days" else "START"
    if inner is None or inner.period is None or inner.mod or inner.period.grain in {"D", "WE"}:
        return None
    return replace(inner, mod=name, when=periods.part(inner.period, name).when(), remake=None)


def rest_of(hit: Hit, scene: Scene) -> Found | None:
    """The rest of the year: from publication on, where that lies in it."""
    inner = hit.inner
    if inner is None or inner.period is None or inner.mod or inner.period.grain == "D":
        return None
    first = max(inner.period.first, scene.anchor or inner.period.first)
    return replace(inner, mod="END", when=windowed(first, inner.period.last, inner.period.precision), remake=None)


def weekday_of_month(hit: Hit, _scene: Scene) -> Found | None:
    """The last Friday of July, the first Monday in May."""
    inner, number = hit.inner, hit.get("n")
    if inner is None or inner.period is None or inner.mod or inner.period.grain != "M" or not -1 <= number <= 5:
        return None
    day = nth_weekday(inner.period.first.year, inner.period.first.month, hit.get("weekday"), number)
    return settled(periods.day(day), explicit=inner.explicit) if day and day <= inner.period.last else None


def season_part(hit: Hit, scene: Scene) -> Found:
    """Early spring, mid-summer: a third of the season."""
    found, name = season(hit, scene), hit.get("edge")
    if found.period is None:
        return found
    return replace(found, mod=name, when=periods.part(found.period, name).when(), remake=None)


def in_unit(hit: Hit, scene: Scene) -> Found | None:
    """Earlier in the week, the end of the decade: of the unit that publication lies in, or that the text spoke of."""
    grain, name = hit.get("unit"), hit.get("edge")
    inside = scene.anchor or (scene.focus.first if scene.focus else None)
    if grain == "D":
        return None
    if inside is None:
        return unsettled(NO_ANCHOR)
    period = periods.of_grain(inside, grain)
    if period is None:
        return unsettled(NO_ANCHOR)
    if hit.has("earlier", "later") and scene.anchor:
        return replace(settled(period), mod=name, when=side(period, scene.anchor, name))
    return replace(settled(period), mod=name, when=periods.part(period, name).when())


def year_end(hit: Hit, scene: Scene) -> Found:
    """year-end, year-end 1997."""
    number = hit.get("year") or (scene.anchor.year if scene.anchor else None)
    if number is None:
        return unsettled(NO_ANCHOR)
    return settled(periods.day(periods.safe_date(number, 12, 31)), explicit=hit.get("year") is not None)


def mid_year(_hit: Hit, scene: Scene) -> Found:
    """mid-year."""
    found = periods.year(scene.anchor.year) if scene.anchor else None
    if found is None:
        return unsettled(NO_ANCHOR)
    return replace(settled(found), mod="MID", when=periods.part(found, "MID").when())


RESOLVERS: Final[Mapping[str, Resolver]] = {
    "half": half,
    "week-of": week_of,
    "day-of": day_of,
    "days-of": days_of,
    "rest-of": rest_of,
    "weekday-of-month": weekday_of_month,
    "season-part": season_part,
    "in-unit": in_unit,
    "year-end": year_end,
    "mid-year": mid_year,
}
