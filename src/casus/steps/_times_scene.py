"""What a time rule sees (`Hit`, `Scene`) and what it says (`Found`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Final

from casus.model.when import TimePrecision, TimexType, When
from casus.steps._times_lexicon import lexicon
from casus.steps._times_periods import Period
from casus.steps._times_words import Word

NO_ANCHOR: Final = "time-without-publication-date"
NO_FOCUS: Final = "time-without-earlier-time"
NO_DAY: Final = "time-no-such-day"
AMBIGUOUS: Final = "time-ambiguous-date"
MOVING: Final = "time-moving-feast"
EVENT: Final = "time-relative-to-event"
VAGUE: Final = "time-vague-distance"

QUARTER: Final = "quarter"
"""The name under which the scene remembers the quarter that a text is about."""

AHEAD: Final = 100
"""Days ahead within which a day without a year lies ahead even where a verb further off looks back."""
NEAR_FUTURE: Final = 31
"""Days ahead within which a month and day without a year and without any tense is taken to lie ahead."""


@dataclass(frozen=True, slots=True)
class Found:
    """One time as a rule reads it.

    `explicit`: it names its own year. `remake` rebuilds it for another year. `skip`: no time at all.
    `name`: a name that is settled by tense, not by itself ("weekday-1", "month-3"): the text may come back to it.
    """

    timex: TimexType
    value: str
    when: When | None = None
    period: Period | None = None
    mod: str = ""
    code: str = ""
    explicit: bool = False
    remake: Callable[[int], Period | None] | None = None
    skip: bool = False
    name: str = ""


_FRACTIONS: Final = {"half": 0.5, "quarter": 0.25}
"""What a word counts before a unit ("half-hour", "quarter-century")."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The words a rule matched, the values of its groups, and the time inside it for rules with one."""

    rule: str
    words: tuple[Word, ...]
    values: dict[str, Any]
    inner: Found | None = None

    def get(self, name: str) -> Any:
        """The value of a group, None when the pattern matched without it."""
        return self.values.get(name)

    def has(self, *texts: str) -> bool:
        """Whether one of the matched words is one of `texts`."""
        return any(word.text in texts for word in self.words)

    def amount(self, *, most: bool = False) -> float | None:
        """The number said in the hit: 2 for "a couple of", 30 for "three dozen"; None for "a few".

        Of "two to three", "two or three" it is the lower one, the upper one if asked for.
        """
        numbers = [word.meanings["COUNT"] for word in self.words if "COUNT" in word.meanings]
        scales = [word.meanings["SCALE"] for word in self.words if "SCALE" in word.meanings]
        if self.has("couple"):
            return 2
        if any(word.meanings.get("VAGUE") == 0 for word in self.words):
            return None
        if not (numbers or scales):
            return next((_FRACTIONS[w.text] for w in self.words[:-1] if w.text in _FRACTIONS), None)
        total = float(numbers[-1 if most or scales else 0] if numbers else 1)
        if self.has("half"):
            total = float(numbers[0]) if numbers and self.has("and") else total
            total = total + 0.5 if len(self.words) > 3 and self.has("and") else 0.5
        for scale in scales:
            total *= scale
        return total


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a time stands.

    `anchor` is the publication day; `focus` the last settled time before in the text, `day` the last settled day;
    `direction` is 1 when the words around look forward, -1 back (-2 beyond doubt), 0 neither;
    `before` and `after` are the neighbouring words, nearest first, `rest` all words after;
    `named` what names without a year meant so far.
    """

    anchor: date | None
    focus: Period | None = None
    day: Period | None = None
    direction: int = 0
    before: tuple[Word, ...] = ()
    after: tuple[Word, ...] = ()
    rest: tuple[Word, ...] = ()
    named: Mapping[str, Period] = field(default_factory=dict)

    def previous(self) -> str:
        """The word right before, lower case."""
        return self.before[0].text if self.before else ""

    def following(self) -> str:
        """The word right after, lower case."""
        return self.after[0].text if self.after else ""

    def told(self, name: str) -> Period | None:
        """What a name meant before, where it only points back here: "Tuesday's talks", "the March accord"."""
        is_pointing = self.following() == "'s" or (self.previous() == "the" and self.direction < 0)
        return self.named.get(name) if is_pointing else None

    def is_lapsed(self) -> bool:
        """Whether what was set for this time did not hold: "set for February were delayed"."""
        lapsed = lexicon().direction["lapsed"]
        passive = {"was", "were", "been"}
        return any(a.text in passive and b.text in lapsed for a, b in pairwise(self.after[:5]))


Resolver = Callable[[Hit, Scene], Found | None]


def settled(period: Period | None, *, timex: TimexType = TimexType.DATE, explicit: bool = False) -> Found:
    """A time that is known; without a period, one that no calendar has."""
    if period is None:
        return Found(timex, "", code=NO_DAY)
    return Found(timex, period.value, period.when(), period, explicit=explicit)


def unsettled(code: str, *, value: str = "", timex: TimexType = TimexType.DATE) -> Found:
    """A time expression that stays open, with the code of the note that says why."""
    return Found(timex, value, code=code)


def in_some_year(scene: Scene, make: Callable[[int], Period | None], *, near: int = NEAR_FUTURE) -> Found:
    """A day or month without its year: the nearest one that tense and publication date allow.

    Without a publication date the year of the last settled time carries on.
    """
    found = _by_anchor(scene, make, near) if scene.anchor else _by_focus(scene, make)
    if found is None:
        return unsettled(NO_ANCHOR) if scene.anchor is None else unsettled(NO_DAY)
    return Found(TimexType.DATE, found.value, found.when(), found, remake=make)


def _years(make: Callable[[int], Period | None], around: int, *, reach: int) -> Iterator[Period]:
    for number in range(around - reach, around + reach + 1):
        found = make(number)
        if found is not None:
            yield found


def _by_anchor(scene: Scene, make: Callable[[int], Period | None], near: int) -> Period | None:
    anchor = scene.anchor
    if anchor is None:
        return None
    periods = list(_years(make, anchor.year, reach=1)) or list(_years(make, anchor.year, reach=8))
    past = [p for p in periods if p.first <= anchor]
    ahead = [p for p in periods if p.last >= anchor]
    if not past or not ahead:
        return next(iter(past or ahead), None)
    if scene.direction > 0:
        return _nearer(anchor, past[-1], ahead[0]) if scene.is_lapsed() else ahead[0]
    if scene.previous() in {"by", "until", "through", "till"} and (ahead[0].first - anchor).days <= 4 * near:
        return ahead[0]
    # A report leaves out the year of a day near by: one that soon comes is meant, rather than one almost a year ago.
    is_day = ahead[0].first == ahead[0].last
    reach = {0: near + 14 if is_day else 2 * near, -1: AHEAD if is_day else near}.get(scene.direction, -1)
    if (ahead[0].first - anchor).days <= reach and past[-1].last < anchor:
        return ahead[0]
    return past[-1]


def _nearer(anchor: date, past: Period, ahead: Period) -> Period:
    return past if (anchor - past.last).days <= (ahead.first - anchor).days else ahead


def _by_focus(scene: Scene, make: Callable[[int], Period | None]) -> Period | None:
    focus = scene.focus
    if focus is None:
        return None
    if focus.grain in {"Y", "H", "Q", "S"}:
        return make(focus.first.year)
    periods = list(_years(make, focus.first.year, reach=1))
    return min(periods, key=lambda p: (abs((p.first - focus.first).days), -p.first.toordinal()), default=None)


def windowed(first: date | None, last: date | None, precision: TimePrecision) -> When | None:
    """An interval, or None when an end fell off the calendar."""
    return When(first, last, precision) if first and last and first <= last else None
