"""
Join the two ends of a range: "from March to April 2024", "Thursday through Tuesday", "between June and August".

The second end lies after the first; a year said once holds for both. Two times that together are one stretch of days
are one time too: "Monday and Tuesday", "late January and early February".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from casus.model.when import TimePrecision, TimexType, When
from casus.steps._times_match import Line, Match
from casus.steps._times_periods import Period
from casus.steps._times_scene import Found

_TO: Final = frozenset({"to", "through", "until", "till", "-", "–", "—", "‑", "into"})


def joined(line: Line, matches: list[Match]) -> list[Match]:
    """The matches with the ends of ranges put together."""
    out: list[Match] = []
    for match in matches:
        whole = _range(line, out[-1], match) if out else None
        if whole:
            out[-1] = whole
        else:
            out.append(match)
    return out


def _range(line: Line, left: Match, right: Match) -> Match | None:
    between = [word.text for word in line.words[left.last : right.first]]
    opener = line.words[left.first - 1].text if left.first else ""
    is_pair = between == ["and"] and opener != "between"
    if len(between) != 1 or not (between[0] in _TO or between[0] == "and"):
        return None
    ends = _ends(left.found, right.found, is_pair=is_pair)
    if ends is None or (is_pair and not (_is_bare(line, left, right) and _touch(*ends))):
        return None
    first, last = ends
    period = Period(f"{first.value}/{last.value}", first.first, last.last, _coarser(first, last), last.grain)
    explicit = left.found.explicit or right.found.explicit
    found = Found(TimexType.DATE, period.value, period.when(), period, explicit=explicit)
    return Match(left.first, right.last, "range", found)


def _is_bare(line: Line, left: Match, right: Match) -> bool:
    """Whether two times joined by "and" are all there is: no third before them, no owner of what follows."""
    before = line.words[left.first - 1].text if left.first else ""
    after = line.words[right.last].text if right.last < len(line.words) else ""
    return before != "," and after != "'s"


def _touch(one: Period, two: Period) -> bool:
    """Whether the second stretch of days begins on the day after the first one ends."""
    return (two.first - one.last).days == 1


def _coarser(first: Period, last: Period) -> TimePrecision:
    order = list(TimePrecision)
    found = max(first.precision, last.precision, key=order.index)
    wider = {
        TimePrecision.DAY: TimePrecision.DAYS,
        TimePrecision.PART_OF_DAY: TimePrecision.DAYS,
        TimePrecision.YEAR: TimePrecision.YEARS,
    }
    return wider.get(found, found)


def _ends(left: Found, right: Found, *, is_pair: bool) -> tuple[Period, Period] | None:
    one, two = _narrowed(left), _narrowed(right)
    if one is None or two is None:
        return None
    if right.explicit and left.remake:
        for year in (two.first.year, two.first.year - 1):
            made = left.remake(year)
            if made and made.first <= two.last:
                return made, two
    if two.last >= one.first and two.first >= one.first:
        return one, two
    return None if is_pair else _ahead(one, two, right)


def _ahead(one: Period, two: Period, right: Found) -> tuple[Period, Period] | None:
    """The second end moved to the first such time after the first end."""
    if right.remake:
        made = right.remake(one.first.year) or two
        made = made if made.first >= one.first else right.remake(one.first.year + 1) or two
        return (one, made) if made.first >= one.first else None
    if one.grain == two.grain == "D" and (one.first - two.first).days <= 7:
        day = two.first + timedelta(days=7)
        return one, replace(two, first=day, last=day, value=day.isoformat())
    return None


def _narrowed(found: Found) -> Period | None:
    """The period of a time, cut to its part ("mid-May")."""
    period, when = found.period, found.when
    if period is None or not isinstance(when, When) or when.earliest is None or when.latest is None:
        return None
    return replace(period, first=when.earliest, last=when.latest)
