"""Times and numbers, and the days that a claim of a coding must tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casus.evaluate.phenomena import days
from casus.evaluate.whole import terms
from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.judged import Line, Miss, differs
from casus.evaluate.whole.scene import Scene
from casus.model.claim import EventClaim
from casus.model.when import TimeMention

Json = Mapping[str, Any]
Days = tuple[date | None, date | None]


def lines(scene: Scene) -> Iterator[Line]:
    """One line per time, then one per number."""
    for row in scene.coding.rows["times"]:
        yield Line("times", row["id"], row.get("text") or row["id"], tuple(_time(scene, row)))
    for row in scene.coding.rows["quantities"]:
        yield Line("quantities", row["id"], row["text"], tuple(_number(scene, row)))


def _time(scene: Scene, row: Json) -> Iterator[Miss]:
    if row.get("text"):
        yield from _told(scene, row)
    elif row["type"] == "STATE_TIME":
        yield from _present(scene, row)
    elif row["id"] == "T.DCT":
        yield from differs("published", row["value"], str(scene.reading.document.published))
    else:
        for id_, claim in scene.claims.items():
            if scene.coding.by_id("claims")[id_]["time"] == row["id"]:
                yield from claim_days(scene, claim, row["id"])


def _told(scene: Scene, row: Json) -> Iterator[Miss]:
    found = told_time(scene, row)
    if found is None:
        yield Miss("time", row["value"], "nothing")
        return
    yield from differs("type", row["type"], str(found.timex))
    yield from differs("value", row["value"], found.value)
    if row["type"] == "DATE":
        when = (found.when.earliest, found.when.latest) if found.when else (None, None)
        yield from differs("days", _days(row), _shown(when))


def told_time(scene: Scene, row: Json) -> TimeMention | None:
    """The time that stands on words of the coding."""
    return next((t for t in scene.reading.times if t.span.overlaps(span_of(row))), None)


def _present(scene: Scene, row: Json) -> Iterator[Miss]:
    """What holds now is told without a time: it is so on the day of publication."""
    yield from differs("published", row["valid_at"], str(scene.reading.document.published))
    for state in (s for s in scene.coding.rows["states"] if s["time"] == row["id"]):
        held = next(iter(scene.states_on(state, terms.table("relations")[state["relation"]][6:])), None)
        if held is not None and held.time is not None:
            yield Miss(f"time of {state['id']}", "none", scene.quote(held.time.span or held.trigger))


def _number(scene: Scene, row: Json) -> Iterator[Miss]:
    """
    A number of people in a claim, with its bounds and whom it counts; a length of time in years.

    The schema gives a length the bounds of its rounding (5.5 to 6.99): only its value is a reading's.
    """
    if row["unit"] == "year":
        found = told_time(scene, row)
        yield from differs("value", f"P{row['best']}Y", found.value if found else None)
        return
    numbers = [q for claim in scene.reading.claims for q in claim.quantities if q.span.overlaps(span_of(row))]
    wanted = (row["low"], row["best"], row["high"])
    if not numbers:
        yield Miss("number", row["text"], "nothing")
    for number in dict.fromkeys(numbers):
        yield from differs("bounds", wanted, (number.low, number.best, number.high))
        unit = number.unit or scene.quote(number.span).split()[-1]
        yield from differs("counted", row["subset"].removesuffix("s"), unit.removesuffix("s"))


def claim_days(scene: Scene, claim: EventClaim, wanted: str, *, starts: bool = False) -> tuple[Miss, ...]:
    """
    What is wrong with the days of a claim: `wanted` is the id of a time ("T.SAT") or days ("2017-08-19/2017-08-24").

    `starts`: the claim tells the start of something, whose days are not those of all of it. A lower bound that is the
    coder's inference is not asked for.
    """
    row = scene.coding.by_id("times").get(wanted.split()[0])
    if wanted.startswith(("T.NOW", "before or in")) or (row and row["type"] == "STATE_TIME"):
        named = re.search(r"T\.(?!NOW)\w+", wanted)
        return claim_days(scene, claim, named[0]) if named else ()
    found = told_days(scene, claim, starts=starts)
    if wanted.startswith("after "):
        after = date.fromisoformat(wanted.removeprefix("after "))
        open_ = claim.status in terms.listed("unfinished", "open") and claim.factuality != "CT+"
        ahead = (found[0] is None and open_) or (found[0] is not None and found[0] >= after)
        return () if ahead else (Miss("time", wanted, f"{_shown(found)} ({claim.status})"),)
    expected = days(f"{row['earliest']}/{row['latest']}" if row else wanted)
    if row and "inference" in row.get("basis", ""):
        return differs("time until", str(expected[1]), str(found[1]))
    return differs("time", _shown(expected), _shown(found))


def told_days(scene: Scene, claim: EventClaim, *, starts: bool = False) -> Days:
    """
    The days of a claim: its own, else those told of its happening, else until it was said, else until publication.

    What is tried or still goes on lasts from its start until publication.
    """
    same = [c for c in scene.reading.claims if scene.happening(c) == scene.happening(claim)]
    own = next((w for c in (claim, *same) if (w := _own(c)) is not None), None)
    if claim.factuality == "U" and _own(claim) is None:
        return (None, None)
    if own is None:
        said = [a.said.when.latest for c in (claim, *same) for a in c.attribution if a.said and a.said.when]
        return (None, said[0] if said else scene.reading.document.published)
    lasts = claim.status in terms.listed("unfinished", "statuses") and not starts
    return (own[0], scene.reading.document.published) if lasts else own


def _own(claim: EventClaim) -> Days | None:
    when = claim.time.when if claim.time else None
    return (when.earliest, when.latest) if when is not None else None


def _days(row: Json) -> str:
    return f"{row['earliest']} to {row['latest']}"


def _shown(found: Days) -> str:
    return f"{found[0] or 'open'} to {found[1] or 'open'}"
