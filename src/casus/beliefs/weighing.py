"""Whether it happened, as far as reports say, and how well that is backed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import prod
from typing import Final

from casus.beliefs.fields import DENIED, EXPECTED, HAPPENED, PARTLY, claim_of
from casus.beliefs.knowledge import Knowledge
from casus.beliefs.tellings import Telling
from casus.beliefs.types import Belief, Contradiction, Field, Realisation, Value

SINGLE: Final = "single source"


def realisation(field: Field | None, *, latest: date | None, at: date | None) -> Realisation:
    """
    What the occurrences that stand amount to.

    An expected act is closed by a report that it happened. A later denial that it did closes it too. Past its `latest`
    day without either (as of `at`) it has lapsed, which says only that nobody tells what came of it.
    """
    values = {value.key: value for value in (field.current if field else ())}
    is_done = HAPPENED in values or PARTLY in values
    if DENIED in values:
        return _with_denial(values[DENIED], values.get(EXPECTED), is_done=is_done)
    if is_done:
        return Realisation.HAPPENED if HAPPENED in values else Realisation.PARTLY
    if EXPECTED in values:
        return Realisation.LAPSED if at and latest and at > latest else Realisation.EXPECTED
    return Realisation.UNCLEAR


def _with_denial(denied: Value, expected: Value | None, *, is_done: bool) -> Realisation:
    if is_done or (expected and (denied.last or date.min) <= (expected.last or date.min)):
        return Realisation.DISPUTED
    return Realisation.DID_NOT_HAPPEN


def weigh(
    tellings: Sequence[Telling],
    contradictions: Iterable[Contradiction],
    origins: int,
    outcome: Realisation,
    known: Knowledge,
) -> Belief:
    """
    How well an event is backed: the product of parts that each say what they rest on.

    `tellings` are the claims that do not deny it (all of them where every one does); `origins` how many independent
    ones there are.
    """
    kinds = sorted({contradiction.kind.value for contradiction in contradictions})
    steps = known.index["independent"]
    best = max(tellings, key=lambda one: (known.classes[one.source_class].weight, one.source_class))
    sure = max(_certainty(one, known) for one in tellings)
    parts = (
        ("independent sources", steps[min(origins, len(steps)) - 1]),
        ("kind of source", known.classes[best.source_class].weight),
        ("certainty", sure),
        ("contradictions", prod(known.index["disputed"].get(kind, 1.0) for kind in kinds)),
        ("age", _age(tellings, known)),
    )
    labels = dict.fromkeys(known.classes[one.source_class].label for one in tellings)
    reasons = (
        "1 independent source" if origins == 1 else f"{origins} independent sources",
        ", ".join(sorted(labels)),
        "told as certain" if sure >= 0.95 else "not told as certain",
        f"disputed: {', '.join(kinds)}" if kinds else "no contradiction",
        "first told " + _delay_words(_delay(tellings)),
    )
    index = round(prod(value for _, value in parts), 3)
    return Belief(index, _words(origins, index, outcome, known), tuple((n, round(v, 3)) for n, v in parts), reasons)


def _certainty(telling: Telling, known: Knowledge) -> float:
    claim = claim_of(telling)
    certain: float = known.index["certain"].get(claim.factuality.rstrip("+-"), 0.4)
    return certain * claim.certainty


def _delay(tellings: Sequence[Telling]) -> int | None:
    """Days between the happening, as told, and its first report; None where either is not known."""
    starts = [one.claim.time.earliest for one in tellings if one.claim.time and one.claim.time.earliest]
    told = [one.claim.report.published for one in tellings if one.claim.report.published]
    return max(0, (min(told) - max(starts)).days) if starts and told else None


def _age(tellings: Sequence[Telling], known: Knowledge) -> float:
    delay = _delay(tellings) or 0
    return next((float(step["value"]) for step in known.index["late"] if delay <= step["days"]), 0.0)


def _delay_words(delay: int | None) -> str:
    if delay is None:
        return "at an unknown distance"
    return "on the same day" if delay == 0 else f"{delay} day{'s' if delay > 1 else ''} after"


def _words(origins: int, index: float, outcome: Realisation, known: Knowledge) -> str:
    if outcome in (Realisation.DISPUTED, Realisation.DID_NOT_HAPPEN):
        return "disputed" if outcome is Realisation.DISPUTED else "denied"
    well, some = known.words["well_supported"], known.words["supported"]
    if origins >= well["independent"] and index >= well["index"]:
        return "well supported"
    return "supported" if origins >= some["independent"] and index >= some["index"] else SINGLE
