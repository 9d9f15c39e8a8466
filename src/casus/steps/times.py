"""
Find time expressions and settle which days they mean.

    published Thursday 2017-08-24: "The offensive began on Saturday."  ->  "Saturday" 2017-08-19
    "shelling since last week"  ->  2017-08-14 to 2017-08-24

Every time is anchored at the publication day (or a full date in the dateline), or at the last settled time before it in
the text. What neither settles stays open, with a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casus.model.document import Document, Note
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.when import TimeMention, TimePrecision, TimexType, When
from casus.steps._times_join import joined
from casus.steps._times_lexicon import PLAIN, lexicon
from casus.steps._times_match import Line, Match, match_at
from casus.steps._times_periods import Period, year
from casus.steps._times_scene import AMBIGUOUS, EVENT, MOVING, NO_ANCHOR, NO_DAY, NO_FOCUS, VAGUE, Scene
from casus.steps._times_words import may_have_time, words

_MESSAGES: Final = {
    NO_ANCHOR: "needs the day of publication, which is not known",
    NO_FOCUS: "counts from a time that the text before it does not settle",
    NO_DAY: "names a day that no calendar has",
    AMBIGUOUS: "fits more than one day",
    MOVING: "names a feast whose day is set year by year",
    EVENT: "counts from an event whose day is not said",
    VAGUE: "does not say how far away it lies",
}


class Times:
    """Give every time expression its days, precision and TIMEX3 value; note what stays open."""

    name: Final = "times"
    needs: Final = frozenset({"document", "sentences"})
    gives: Final = frozenset({"times", "notes"})

    def __call__(self, reading: Reading) -> Reading:
        """Add times in text order."""
        document = reading.document
        spans = [sentence.span for sentence in reading.sentences]
        found = list(resolve_times(document.text, spans, anchor=anchor_of(document)))
        notes = tuple(note for item in found if (note := _note(document, item)))
        return replace(reading, times=tuple(item.mention for item in found), notes=reading.notes + notes)


@dataclass(frozen=True, slots=True)
class Timed:
    """A time mention and the code of the note it needs ("" for none)."""

    mention: TimeMention
    code: str = ""


def anchor_of(document: Document) -> date | None:
    """The day that relative times count from: publication, else a full date in the dateline."""
    if document.published or not document.dateline:
        return document.published
    line = document.dateline
    for item in resolve_times(line, [Span(0, len(line))], anchor=None):
        when = item.mention.when
        if when and when.earliest == when.latest and when.precision is TimePrecision.DAY:
            return when.earliest
    return None


def resolve_times(text: str, sentences: list[Span], *, anchor: date | None, join: bool = True) -> Iterator[Timed]:
    """The times of `text`, sentence by sentence, each seen in the light of those before it.

    With `join` the two ends of a range are one time; TIMEX3 annotation has them apart.
    """
    telling = (span for span in sentences if may_have_time(text, span.start, span.end))
    lines = [Line.of(words(text, span.start, span.end)) for span in telling]
    focus = None if anchor else _first_year(lines)
    scene = Scene(anchor, focus)
    for line in lines:
        matches: list[Match] = []
        for match in _matches(line, scene):
            matches.append(match)
            scene = _after(scene, match)
        for match in joined(line, matches) if join else matches:
            yield _timed(line, match, anchor)


def _first_year(lines: list[Line]) -> Period | None:
    """The year that an undated text first names: days and months before it are read as of that year."""
    for line in lines:
        if lexicon().years.isdisjoint(line.signs):
            continue
        for match in _matches(line, Scene(None)):
            if match.found.explicit and match.found.period:
                return year(match.found.period.first.year)
    return None


def _matches(line: Line, scene: Scene) -> Iterator[Match]:
    """The times of one sentence, left to right; each settled one becomes the focus of the next."""
    at = 0
    while at < len(line.signs):
        match = match_at(line, at, scene) if line.signs[at] != PLAIN else None
        if match is None:
            at += 1
            continue
        at = match.last
        if match.found.skip:
            continue
        yield match
        scene = _after(scene, match)


def _after(scene: Scene, match: Match) -> Scene:
    """The scene that the words after a time see."""
    period, name = match.found.period, match.found.name
    if period is None:
        return scene
    is_day = period.grain == "D" and period.first == period.last
    named = {**scene.named, name: period} if name else scene.named
    return replace(scene, focus=period, day=period if is_day else scene.day, named=named)


def _timed(line: Line, match: Match, anchor: date | None) -> Timed:
    found = match.found
    span = Span(line.words[match.first].start, line.words[match.last - 1].end)
    phrase = " ".join(word.text for word in line.words[match.first : match.last][:2])
    mod = found.mod or _mod(phrase)
    when = _opened(line, match, found.when, anchor)
    return Timed(TimeMention(span, found.timex, found.value, when, mod, match.rule), found.code)


def _mod(phrase: str) -> str:
    return next((mod for start, mod in lexicon().mods if phrase.startswith(start + " ")), "")


def _opened(line: Line, match: Match, when: When | None, anchor: date | None) -> When | None:
    """The interval that "since" opens towards publication."""
    before = line.words[match.first - 1].text if match.first else ""
    if when is None or before != "since" or match.found.timex not in {TimexType.DATE, TimexType.TIME}:
        return when
    if anchor is not None and when.earliest is not None and when.earliest > anchor:
        return when
    return When(when.earliest, anchor, when.precision)


def _note(document: Document, item: Timed) -> Note | None:
    if not item.code:
        return None
    span = item.mention.span
    return Note(item.code, f"{document.quote(span)!r} {_MESSAGES[item.code]}", span)
