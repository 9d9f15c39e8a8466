"""Resolve calendar dates: written dates, months, years, quarters, seasons, weekdays, feasts, other calendars."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from casus.model.when import TimePrecision, TimexType, When
from casus.steps import _times_periods as periods
from casus.steps._times_calendars import ORTHODOX, feast, hijri, solar
from casus.steps._times_names import NAME, day_is_name, feast_is_name, looks_like_year, month_is_name, weekday_is_name
from casus.steps._times_periods import Period
from casus.steps._times_scene import (
    AHEAD,
    AMBIGUOUS,
    MOVING,
    NO_ANCHOR,
    NO_DAY,
    NO_FOCUS,
    QUARTER,
    Found,
    Hit,
    Resolver,
    Scene,
    in_some_year,
    settled,
    unsettled,
)


def iso(hit: Hit, _scene: Scene) -> Found:
    """2019-08-01 and 2019-08-01T14:30:00."""
    raw = hit.words[0].text
    found = settled(periods.day(periods.safe_date(int(raw[:4]), int(raw[5:7]), int(raw[8:10]))), explicit=True)
    if found.period is None or len(raw) == 10:
        return found
    return replace(
        found,
        timex=TimexType.TIME,
        value=raw.upper(),
        when=When(found.period.first, found.period.last, TimePrecision.MINUTE),
    )


def slash(hit: Hit, _scene: Scene) -> Found:
    """13/05/2025, 05/13/2025, 15.8.2004, 2004/8/15; undecided when both orders make a date."""
    one, two, three = (int(number) for number in re.split(r"[/.]", hit.words[0].text))
    if one > 31:
        return settled(periods.day(periods.safe_date(one, two, three)), explicit=True)
    year = three if three > 99 else (2000 if three < 70 else 1900) + three
    dates = {d for d in (periods.safe_date(year, two, one), periods.safe_date(year, one, two)) if d}
    if "." in hit.words[0].text:
        dates = {d for d in (periods.safe_date(year, two, one),) if d}
    if len(dates) > 1:
        return unsettled(AMBIGUOUS)
    return settled(periods.day(next(iter(dates), None)), explicit=True)


def month_day(hit: Hit, scene: Scene) -> Found | None:
    """May 27, 27 May 2014, Saturday, April 25, May 27-28."""
    number, year = hit.get("month"), _year_of(hit)
    if year is None and day_is_name(scene):
        return NAME
    first, last = hit.get("day"), hit.get("last") or hit.get("day")

    def make(in_year: int) -> Period | None:
        left, right = periods.safe_date(in_year, number, first), periods.safe_date(in_year, number, last)
        return periods.day(left) if first == last else periods.days(left, right)

    if make(2024) is None:
        return unsettled(NO_DAY)
    if year is None and scene.anchor and hit.get("weekday") is not None:
        near = _on_weekday(scene.anchor, hit.get("weekday"), make)
        if near and (scene.direction >= 0 or (near.first - scene.anchor).days <= AHEAD):
            return replace(settled(near), remake=make)
    return _in_year(scene, year, make)


def _on_weekday(anchor: date, weekday: int, make: Callable[[int], Period | None]) -> Period | None:
    """The one nearest to publication that falls on the weekday named with it; None when no year near by has one."""
    found = [p for y in (anchor.year, anchor.year - 1, anchor.year + 1) if (p := make(y))]
    fitting = [p for p in found if p.first.weekday() == weekday]
    return min(fitting, key=lambda p: abs((p.first - anchor).days), default=None)


def month(hit: Hit, scene: Scene) -> Found | None:
    """July, December of 2014, January of this year, last December, next March."""
    number, year = hit.get("month"), _year_of(hit)
    if len(hit.words) == 1 and month_is_name(hit.words[0].text, scene):
        return None
    if hit.get("which") is not None and scene.anchor:
        shift = hit.get("which") + (scene.anchor.year if hit.has("year") else 0)
        if shift > 1:
            return settled(periods.month(shift, number))
        return settled(_near_month(scene.anchor, number, shift))
    name = f"month-{number}"
    if year is None and (told := scene.told(name)):
        return replace(settled(told), name=name)
    found = _in_year(scene, year, lambda in_year: periods.month(in_year, number))
    return found if year is not None else replace(found, name=name)


def month_of_focus(hit: Hit, scene: Scene) -> Found:
    """December of that same year."""
    if scene.focus is None:
        return unsettled(NO_FOCUS)
    return settled(periods.month(scene.focus.first.year, hit.get("month")), explicit=True)


def _near_month(anchor: date, number: int, shift: int) -> Period | None:
    """The last such month before this one (-1), the next one after it (1), or the one of this year (0)."""
    if shift == 0:
        return periods.month(anchor.year, number)
    if shift < 0:
        return periods.month(anchor.year if number < anchor.month else anchor.year - 1, number)
    return periods.month(anchor.year if number > anchor.month else anchor.year + 1, number)


def year(hit: Hit, scene: Scene) -> Found | None:
    """2014, fiscal 1990, '98; a bare number only where the words around it speak of years."""
    number = _year_of(hit)
    if number is None or (len(hit.words) == 1 and not looks_like_year(number, scene)) or 0 < number < 1000:
        return None
    return settled(periods.year(number), explicit=True)


def year_pair(hit: Hit, _scene: Scene) -> Found:
    """1990–91, 2007–2008."""
    first, last = hit.get("first"), hit.get("last")
    last = first // 100 * 100 + last if last < 100 else last
    return _spanning(periods.year(first), periods.year(last))


def decade(hit: Hit, scene: Scene) -> Found | None:
    """The 1990s, the '80s."""
    if hit.get("first"):
        told = hit.has("the") or scene.previous() in {"early", "mid", "-", "late"}
        return settled(periods.decade(hit.get("first")), explicit=True) if told else None
    digits = re.sub(r"\D", "", hit.words[-1].text)
    if len(digits) < 3 and not (hit.has("the") or hit.words[-1].text[0] in "'’"):
        return None  # "in his 30s"
    return settled(periods.decade(int(digits) if len(digits) > 2 else 1900 + int(digits)), explicit=True)


def century(hit: Hit, _scene: Scene) -> Found:
    """The 20th century."""
    return settled(periods.century(hit.get("n")), explicit=True)


def quarter(hit: Hit, scene: Scene) -> Found | None:
    """The third quarter, third-quarter, Q2 2023."""
    number = hit.get("n")
    if not 1 <= number <= 4:
        return None
    year_number = hit.inner.period.first.year if hit.inner and hit.inner.period else _year_of(hit)
    make: Callable[[int], Period | None] = lambda in_year: periods.quarter(in_year, number)  # noqa: E731
    return replace(_in_year(replace(scene, direction=-2), year_number, make), name=QUARTER)


def quarter_which(hit: Hit, scene: Scene) -> Found:
    """Last year's third quarter, last year's quarter."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    number = hit.get("n") or (periods.latest_quarter(scene.anchor).first.month + 2) // 3
    return settled(periods.quarter(scene.anchor.year + hit.get("which"), number))


def latest_year(_hit: Hit, scene: Scene) -> Found:
    """The latest fiscal year: the last one that is over."""
    return settled(periods.of_grain(scene.anchor, "Y", -1)) if scene.anchor else unsettled(NO_ANCHOR)


def latest_quarter(hit: Hit, scene: Scene) -> Found:
    """The latest quarter: the last one that is over; the 1988 quarter: the same one of that year."""
    number = _year_of(hit)
    if number is not None and hit.has("period") and not (scene.focus and scene.focus.grain == "Q"):
        return settled(periods.year(number), explicit=True)
    if scene.anchor and number is not None:
        return settled(periods.quarter(number, (periods.latest_quarter(scene.anchor).first.month + 2) // 3))
    return settled(periods.latest_quarter(scene.anchor)) if scene.anchor else unsettled(NO_ANCHOR)


def year_earlier(hit: Hit, scene: Scene) -> Found:
    """The year-earlier quarter, the year-ago period: of the quarter in question, else of the year."""
    if scene.anchor is None:
        return unsettled(NO_ANCHOR)
    if not hit.has("quarter", "period") and not (scene.focus and scene.focus.grain == "Q"):
        return settled(periods.year(scene.anchor.year - 1))
    latest = periods.latest_quarter(scene.anchor)
    return settled(periods.quarter(latest.first.year - 1, hit.get("n") or (latest.first.month + 2) // 3))


def season(hit: Hit, scene: Scene) -> Found:
    """The spring of 2011, last summer, this fall."""
    name = hit.get("season")
    number = _year_of(hit)
    if hit.get("which") is not None and scene.anchor and number is None:
        return settled(_near_season(scene.anchor, name, hit.get("which"), scene.direction))
    if number is None and hit.has("that", "same") and scene.focus:
        number = scene.focus.first.year
    return _in_year(scene, number, lambda in_year: periods.season(in_year, name))


def _near_season(anchor: date, name: str, which: int, _direction: int) -> Period | None:
    found = [p for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (p := periods.season(y, name))]
    if which < 0:
        past = [p for p in found if p.last < anchor]
        return past[-1] if past else None
    if which > 0:
        ahead = [p for p in found if p.first > anchor]
        return ahead[0] if ahead else None
    same = [p for p in found if p.first.year == anchor.year]
    return same[0] if same else None


def winter_pair(hit: Hit, _scene: Scene) -> Found:
    """The winter of 2007–2008."""
    return settled(periods.season(hit.get("first"), hit.get("season")), explicit=True)


def weekday(hit: Hit, scene: Scene) -> Found | None:
    """Friday, last Friday, next Friday, Friday evening: the nearest one that tense and publication date allow."""
    number, which = hit.get("weekday"), hit.get("which")
    if hit.get("part") and hit.words[-1].text.endswith("s"):
        return Found(TimexType.SET, f"XXXX-WXX-{number + 1}T{hit.get('part')}")  # "Tuesday nights"
    if hit.get("part") is None and which is None and weekday_is_name(hit.words[-1].text, scene):
        return None
    if scene.anchor is None:
        return unsettled(NO_ANCHOR, value=f"XXXX-WXX-{number + 1}")
    name = f"weekday-{number}"
    if which is None and (told := scene.told(name)):
        return with_daypart(replace(settled(periods.day(told.first)), name=name), hit.get("part"))
    back = (scene.anchor.weekday() - number) % 7
    if which == -1:
        step = -(back or 7)
    elif which == 1:
        step = 7 - back
    elif scene.direction > 0 or (which == 0 and scene.direction == 0):
        step = -back if back == 0 else 7 - back
    else:
        step = -back
    day = periods.day(periods.shifted(scene.anchor, step))
    return with_daypart(replace(settled(day), name=name if which is None else ""), hit.get("part"))


def with_daypart(found: Found, name: str | None) -> Found:
    """A day narrowed to its morning, night …; the days stay, precision and value change."""
    if name is None or found.period is None or found.period.grain != "D":
        return found
    period = replace(found.period, value=f"{found.period.value[:10]}T{name}", precision=TimePrecision.PART_OF_DAY)
    return replace(found, timex=TimexType.TIME, value=period.value, when=period.when(), period=period)


def fixed_feast(hit: Hit, scene: Scene) -> Found | None:
    """Christmas Day 2019, New Year's Eve, Good Friday: settled when the year or the tense says which."""
    rule, number = hit.get("feast") or ("12-31" if hit.has("eve") else "01-01"), _year_of(hit)
    wanted, _, rule = rule.rpartition(" ")
    if wanted and not hit.has(wanted):
        return None  # "good Monday"
    if feast_is_name(scene):
        return NAME
    rule = ORTHODOX.get(rule, rule) if hit.has("orthodox") else rule

    def make(in_year: int) -> Period | None:
        found = feast(rule, in_year)
        eve = hit.get("feast") and hit.has("eve")
        return periods.day(periods.shifted(found, -1) if found and eve else found)

    if hit.get("which") == 0 and scene.anchor:
        number = scene.anchor.year
    if number is not None:
        return settled(make(number), explicit=True)
    if scene.anchor is None or (scene.direction == 0 and hit.get("which") is None and not scene.before):
        return unsettled(NO_ANCHOR if scene.anchor is None else AMBIGUOUS)
    return in_some_year(replace(scene, direction=hit.get("which") or scene.direction), make)


def feast_week(hit: Hit, scene: Scene) -> Found | None:
    """Easter week, Thanksgiving weekend: the week or weekend around the feast."""
    found, grain = fixed_feast(hit, scene), hit.get("unit")
    if found is None or found.period is None or grain not in {"W", "WE"}:
        return None
    return settled(periods.of_grain(found.period.first, grain), explicit=found.explicit)


def moon_feast(_hit: Hit, _scene: Scene) -> Found:
    """Ramadan, Eid: begun by sighting, so never settled from the name alone."""
    return unsettled(MOVING)


def other_calendar(hit: Hit, _scene: Scene) -> Found:
    """21 Ramadan 1438 (within a day or two), 12 Mordad 1396, Ramadan 1438."""
    is_lunar = hit.get("hijri") is not None
    name, number = hit.get("hijri") or hit.get("solar"), int(hit.get("year"))
    convert: Callable[[int, int, int], date | None] = hijri if is_lunar else solar
    if hit.get("day") is not None:
        found = settled(periods.day(convert(number, name, int(hit.get("day")))), explicit=True)
        if is_lunar and found.period:
            when = When(found.period.first, found.period.last, TimePrecision.DAYS)
            return replace(found, mod="APPROX", when=when)
        return found
    first, after = convert(number, name, 1), convert(number + name // 12, name % 12 + 1, 1)
    return settled(periods.days(first, periods.shifted(after, -1) if after else None), explicit=True)


def _year_of(hit: Hit) -> int | None:
    value = hit.get("year")
    if value is None:
        short = hit.get("short")
        return None if short is None else 1900 + short if short >= 40 else 2000 + short
    return int(value)


def _in_year(scene: Scene, number: int | None, make: Callable[[int], Period | None]) -> Found:
    return in_some_year(scene, make) if number is None else settled(make(number), explicit=True)


def _spanning(left: Period | None, right: Period | None) -> Found:
    if left is None or right is None or right.last < left.first:
        return unsettled(NO_DAY)
    period = Period(f"{left.value}/{right.value}", left.first, right.last, TimePrecision.YEARS, "Y")
    return settled(period, explicit=True)


RESOLVERS: Final[Mapping[str, Resolver]] = {
    "iso": iso,
    "slash": slash,
    "month-day": month_day,
    "month": month,
    "month-of-focus": month_of_focus,
    "year": year,
    "year-pair": year_pair,
    "decade": decade,
    "century": century,
    "quarter": quarter,
    "quarter-which": quarter_which,
    "latest-quarter": latest_quarter,
    "latest-year": latest_year,
    "year-earlier": year_earlier,
    "season": season,
    "winter-pair": winter_pair,
    "weekday": weekday,
    "feast": fixed_feast,
    "feast-week": feast_week,
    "moon-feast": moon_feast,
    "other-calendar": other_calendar,
}
