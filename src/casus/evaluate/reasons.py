"""Why an event is on one side only, as far as the record shows: a code for counting and a sentence for people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from casus.evaluate.comparable import Reading
from casus.imports.align import shifted
from casus.imports.happening import Happening
from casus.imports.likeness import Likeness, compare, settings, threshold

NO_REPORT = "no report"
LEFT_OUT = "left out"
TAKEN = "taken"
UNLIKE = "unlike"
NOTHING = "nothing near"


@dataclass(frozen=True, slots=True)
class Reason:
    """
    `code`: no report (none published around that day), left out (told, but not as having happened), taken (the nearest
    goes with another), unlike (the nearest is too different), nothing near. `other` is the id of the nearest.
    """

    code: str
    words: str
    other: str = ""


def why_only_theirs(
    theirs: Happening, reading: Reading, nearest: tuple[str, Likeness] | None, partners: Mapping[str, str]
) -> Reason:
    """Why the project lacks a coded event; `partners` leads from paired events of the project to coded ones."""
    until = shifted(theirs.last, int(settings()["agreement"]["told_within"]))
    at = bisect_left(reading.published, theirs.first)
    if at == len(reading.published) or reading.published[at] > until:
        return Reason(NO_REPORT, f"no report of the project was published from {theirs.first} to {until}")
    if nearest is not None and nearest[1].score >= threshold():
        return _taken(nearest, partners)
    if found := _left_out(theirs, reading):
        return found
    if nearest is not None:
        return _unlike(nearest)
    reach = settings()["reach"]
    return Reason(NOTHING, f"reports of these days tell of nothing like it within {reach['days']} days and its place")


def why_only_ours(nearest: tuple[str, Likeness] | None, partners: Mapping[str, str]) -> Reason:
    """Why a file lacks an event of the project; `partners` leads from paired coded events to the project's."""
    if nearest is None:
        reach = settings()["reach"]
        return Reason(NOTHING, f"the file has nothing like it within {reach['days']} days and {reach['km']:g} km")
    if nearest[1].score >= threshold():
        return _taken(nearest, partners)
    return _unlike(nearest)


def _taken(nearest: tuple[str, Likeness], partners: Mapping[str, str]) -> Reason:
    id_, likeness = nearest
    partner = partners.get(id_)
    words = f"the nearest, {id_} ({likeness.score:.2f}), goes with {partner}" if partner else f"only {id_} is near"
    return Reason(TAKEN, words, id_)


def _unlike(nearest: tuple[str, Likeness]) -> Reason:
    id_, likeness = nearest
    return Reason(UNLIKE, f"the nearest, {id_} ({likeness.score:.2f}), is too unlike: {', '.join(gaps(likeness))}", id_)


def gaps(likeness: Likeness) -> list[str]:
    """What two differ in, in words, the weightiest first."""
    told = {
        "time": f"{likeness.days} day{'s' if likeness.days > 1 else ''} apart" if likeness.days else "",
        "place": _place(likeness),
        "parties": "other sides",
        "type": "another type",
        "deaths": "another number of dead",
    }
    weak = [told[name] for name, value in likeness.fields.items() if value is not None and value < 0.6 and told[name]]
    return weak or ["little is told of one of them"]


def _place(likeness: Likeness) -> str:
    return "another place" if likeness.km is None else f"{likeness.km:.0f} km apart"


def _left_out(theirs: Happening, reading: Reading) -> Reason | None:
    """An event that the project has but does not tell as having happened, if it would be like the coded one."""
    found = [
        (likeness.score, one.id, reading.reasons[one.id])
        for one in reading.left_out.near(theirs)
        if one.place is not None and (likeness := compare(one, theirs)) is not None
    ]
    score, id_, reason = max(found, default=(0.0, "", ""))
    if score < threshold() - 0.1:  # its type is known by family alone
        return None
    return Reason(LEFT_OUT, f"{id_} may be it, but is left out: {reason}", id_)
