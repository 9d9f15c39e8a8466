"""Resolve lengths of time, repeated times and vague ones: six years, daily, every Friday, recently, now."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from casus.model.when import TimePrecision, TimexType, When
from casus.steps import _times_periods as periods
from casus.steps._times_lexicon import PLAIN, lexicon
from casus.steps._times_scene import Found, Hit, Resolver, Scene, settled, windowed
from casus.steps._times_words import Word

# Words that make "for N years" one stretch up to publication.
_PERFECT: Final = frozenset({"has", "have", "been", "'ve", "had"})
# Words that may follow "in the past" where it is a time; after anything else "past" describes a noun.
_AFTER_PAST: Final = frozenset(
    ["that", "and", "but", "to", "by", "for", "with", "when", "they", "he", "she", "it", "we", "have", "has", "had"]
)
_BEFORE_PLURAL: Final = frozenset(
    [
        "for",
        "in",
        "after",
        "of",
        "within",
        "over",
        "several",
        "during",
        "took",
        "lasted",
        "many",
        "recent",
        "spent",
        "about",
    ]
)


def amount_value(grain: str, amount: float | None) -> str:
    """The TIMEX3 value of a length: P6Y, PT4H, PXW."""
    scale, letter = {"E": (10, "Y"), "F": (2, "W"), "N": (1, "D"), "C": (100, "Y"), "L": (1000, "Y")}.get(
        grain.removeprefix("T"), (1, grain.removeprefix("T"))
    )
    prefix = "PT" if grain.startswith("T") else "P"
    if amount is None:
        return f"{prefix}X{letter if scale == 1 else grain}"
    if amount % 1 == 0.5 and grain in {"TH", "TM"}:
        whole, rest = letter, {"H": "M", "M": "S"}[letter]
        return f"PT{int(amount)}{whole}30{rest}" if amount > 1 else f"PT30{rest}"
    if amount != int(amount) and letter == "Y" and scale == 1:
        return f"P{int(amount)}Y6M" if amount > 1 else "P6M"
    return f"{prefix}{amount * scale:g}{letter}"


def length(hit: Hit, scene: Scene) -> Found | None:
    """Six years, more than four hours, a few days, three-day."""
    grain = hit.get("unit")
    if hit.words[0].text in {"a", "an"} and len(hit.words) == 2 and grain in {"TS", "D", "N", "TM"}:
        return None if grain != "TM" else Found(TimexType.DURATION, "PT1M")
    if grain == "Q" and (any("YEAR" in word.meanings for word in hit.words) or _is_fraction(hit, scene)):
        return None
    if _is_rate(hit, scene):
        return Found(TimexType.DURATION, "", skip=True)
    if [word.text for word in hit.words] == ["one", "day"] and scene.direction > 0:
        return Found(TimexType.DATE, "FUTURE_REF")  # "it will one day be rebuilt"
    is_one = hit.rule == "all-long" or (hit.rule == "unit-long" and "PLURAL" not in hit.words[0].meanings)
    amount = 1 if is_one else None if _is_many(hit) else hit.amount()
    found = Found(TimexType.DURATION, amount_value(grain, amount))
    return replace(found, when=_until_now(hit, scene, grain) or _of_news(hit, scene, grain))


def _is_many(hit: Hit) -> bool:
    """As in "a decades-long war": the article counts the war."""
    return hit.words[0].text in {"a", "an"} and hit.has("long") and any("PLURAL" in w.meanings for w in hit.words)


def _is_fraction(hit: Hit, scene: Scene) -> bool:
    """As in "a quarter of the force", "three-quarters", "more than a quarter"."""
    if not {"-", "‑"}.isdisjoint(word.text for word in hit.words):
        return scene.following() == "of" or hit.has("three", "one")
    return hit.has("quarter") and (scene.following() == "of" or hit.has("a", "one"))


def _is_rate(hit: Hit, scene: Scene) -> bool:
    """As in "$500 million a year", "70 raids a week", "24 hours a day": how often or how much, no length."""
    if hit.get("unit") == "TH" and [word.text for word in scene.after[:2]] == ["a", "day"]:
        return True
    if hit.words[0].text not in {"a", "an"} or len(hit.words) > 2 or not scene.before:
        return False
    counted = scene.before[1] if _is_counted(scene.before) else scene.before[0]
    return not {"NUMERAL", "SCALE"}.isdisjoint(counted.meanings)


def _is_counted(before: tuple[Word, ...]) -> bool:
    """Whether a plural stands right before, and something before that: "four flights", "700 seats"."""
    return len(before) > 1 and before[0].sign == PLAIN and before[0].text.endswith("s")


def _until_now(hit: Hit, scene: Scene, grain: str) -> When | None:
    """The stretch that "has been going on for 11 years" covers, from the beginning of its first unit to publication."""
    before = [word.text for word in scene.before[:8]]
    if scene.anchor is None or hit.amount() is None or before[:1] != ["for"]:
        return None
    near = {*before, *(word.text for word in scene.after)} if len(before) == 1 else set(before)
    if not (_PERFECT & near or scene.following() == "now") or "will" in near:
        return None
    first = _back(scene.anchor, grain, hit.amount() or 0)
    start = periods.of_grain(first, grain).first if first and grain == "Y" and not hit.has("over", "than") else first  # type: ignore[union-attr]
    return windowed(start, scene.anchor, TimePrecision.YEARS if grain == "Y" else TimePrecision.DAYS)


def _of_news(hit: Hit, scene: Scene, grain: str) -> When | None:
    """The days up to publication in "killed in three days of clashes", where the text names no day: they are over."""
    is_news = scene.previous() in {"in", "during", "after"} and scene.following() == "of" and scene.direction < 0
    amount = hit.amount()
    if not is_news or scene.anchor is None or scene.focus is not None or grain not in {"D", "N", "W"} or amount is None:
        return None
    return windowed(_back(scene.anchor, grain, amount), scene.anchor, TimePrecision.DAYS)


def _back(anchor: date, grain: str, amount: float) -> date | None:
    if grain in {"TS", "TM", "TH"}:
        return periods.shifted(anchor, -1)
    return periods.moved(anchor, grain, -round(amount))


def window(hit: Hit, scene: Scene) -> Found:
    """The last two weeks, the next two days: stretches that end or begin at publication; the previous two days: at
    the last day in the text.
    """
    grain, which, amount = hit.get("unit"), hit.get("which"), hit.amount(most=True)
    found = Found(TimexType.DURATION, amount_value(grain, hit.amount()))
    is_told = any(not {"PREVIOUS", "FOLLOWING"}.isdisjoint(word.meanings) for word in hit.words)
    base = scene.anchor if not is_told else scene.day.first if scene.day else None
    if base is None or amount is None or grain in {"TS", "TM"}:
        return found
    if grain == "TH":
        grain, amount = "D", math.ceil(amount / 24)
    other = periods.moved(base, grain, which * round(amount))
    first, last = (other, base) if which < 0 else (base, other)
    return replace(found, when=windowed(first, last, TimePrecision.DAYS))


def bare_plural(hit: Hit, scene: Scene) -> Found | None:
    """weeks, for decades: only beside a word that measures time ("weeks of shelling", "the years that followed")."""
    before, after = [word.text for word in scene.before[:2]], [word.text for word in scene.after[:2]]
    is_full = after[:1] == ["of"] and after != ["of", "age"] and before[:1] != ["the"] and hit.get("unit") != "Q"
    is_after = before[:1] == ["the"] and after == ["that", "followed"]
    if before == ["of", "matter"] or not (scene.previous() in _BEFORE_PLURAL or is_full or is_after):
        return None
    return Found(TimexType.DURATION, amount_value(hit.get("unit"), None))


def whole(hit: Hit, _scene: Scene) -> Found:
    """All week, the entire day, a quarter-century."""
    return Found(TimexType.DURATION, amount_value(hit.get("unit"), 0.25 if hit.has("quarter") else 1))


def the_plural(hit: Hit, scene: Scene) -> Found | None:
    """Over the years, in the weeks ahead."""
    if not hit.has("ahead", "come") and scene.previous() not in {"over", "through", "throughout"}:
        return None
    return Found(TimexType.DURATION, amount_value(hit.get("unit"), None))


def recent_plural(hit: Hit, _scene: Scene) -> Found:
    """Recent years, the coming weeks."""
    return Found(TimexType.DURATION, amount_value(hit.get("unit"), None))


def age(hit: Hit, scene: Scene) -> Found | None:
    """5-day-old: begun that long ago. A number of years is somebody's age and no time of the report, unless what is
    that old lasts: "the two-year-old siege" tells a length.
    """
    is_lasting, grain, amount = _is_lasting(scene), hit.get("unit"), hit.amount()
    if hit.words[0].text in {"a", "an"} and any("PLURAL" in word.meanings for word in hit.words):
        amount = None  # "a decades-old dispute"
    if amount is None and is_lasting:
        return Found(TimexType.DURATION, amount_value(grain, None))
    if amount is None or not is_lasting or hit.has("old,"):
        return Found(TimexType.DURATION, "", skip=True)
    if scene.previous() or scene.anchor is None or grain not in {"D", "W", "M"} or hit.has("years", "months"):
        return Found(TimexType.DURATION, amount_value(grain, amount))
    return settled(periods.day(periods.moved(scene.anchor, grain, -round(amount))))


def _is_lasting(scene: Scene) -> bool:
    """Whether something that lasts follows, perhaps after one word of its own ("six-year-old civil war")."""
    lasting = lexicon().direction["lasting"]
    after = [word.text for word in scene.after[:2]]
    return after[:1] == [""] or not after or after[0] in lasting or (len(after) > 1 and after[1] in lasting)


def repeated(hit: Hit, _scene: Scene) -> Found:
    """daily, every Friday, every two weeks, each year."""
    if hit.get("adverb"):
        return Found(TimexType.SET, hit.get("adverb"))
    if hit.get("weekday") is not None:
        part = hit.get("part")
        return Found(TimexType.SET, f"XXXX-WXX-{hit.get('weekday') + 1}" + (f"T{part}" if part else ""))
    if hit.get("part"):
        return Found(TimexType.SET, f"XXXX-XX-XXT{hit.get('part')}")
    if hit.get("season"):
        return Found(TimexType.SET, f"XXXX-{hit.get('season')}")
    if hit.get("month"):
        return Found(TimexType.SET, f"XXXX-{hit.get('month'):02d}")
    if hit.has("weekend", "weekends"):
        return Found(TimexType.SET, "XXXX-WXX-WE")
    if hit.has("once", "twice", "times"):
        return Found(TimexType.SET, amount_value(hit.get("unit"), 1))
    count = 2.0 if hit.has("other") else hit.amount() or 1.0
    return Found(TimexType.SET, amount_value(hit.get("unit"), count))


def vague(hit: Hit, scene: Scene) -> Found | None:
    """recently, now, soon, in the future."""
    before, after = scene.previous(), scene.following()
    if hit.has("ago", "other"):
        return None if hit.words[0].text == "long" and before == "as" else Found(TimexType.DATE, "PAST_REF")
    if hit.has("soon", "shortly") and (before == "as" or after in {"after", "before", "as"}):
        return None
    if (hit.has("time", "moment") and before not in {"at", "by", "for"}) or (
        hit.has("past") and after.isalpha() and (before != "in" or after not in _AFTER_PAST)
    ):
        return None
    value = hit.get("ref") or (
        "FUTURE_REF" if hit.has("future", "term") else "PAST_REF" if hit.has("past") else "PRESENT_REF"
    )
    when = When(scene.anchor, scene.anchor, TimePrecision.UNKNOWN) if value == "PRESENT_REF" and scene.anchor else None
    return Found(TimexType.DATE, value, when)


RESOLVERS: Final[Mapping[str, Resolver]] = {
    "length": length,
    "window": window,
    "bare-plural": bare_plural,
    "whole": whole,
    "the-plural": the_plural,
    "recent-plural": recent_plural,
    "age": age,
    "repeated": repeated,
    "vague": vague,
}
