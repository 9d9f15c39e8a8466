"""
Answers become frames, and what the text does not say is dropped.

Nothing of an answer is believed: each quote must be found in the text, each label be one
of the scheme. What fails goes with a note; where it bears on whether a claim is told as
true (status, factuality, source), the whole claim goes, for without its source
"the rebels say they hold the town" would be told as fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from casus.llm.prompt import allowed
from casus.llm.quotes import Quotes
from casus.llm.records import Doubts, items
from casus.model.document import Note
from casus.model.frame import Argument, Coreference, Frame, FrameKind, Link, LinkKind, Qualifier, Sourcing
from casus.model.span import Span

Json = Mapping[str, Any]
RULE: Final = "llm"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model answered on sentences `first` to `last` (excluded)."""

    first: int
    last: int
    content: Json


@dataclass(frozen=True, slots=True)
class Grounded:
    """The fields of a reading that an answer fills."""

    frames: tuple[Frame, ...]
    qualifiers: tuple[Qualifier, ...]
    sourcings: tuple[Sourcing, ...]
    coreferences: tuple[Coreference, ...]
    links: tuple[Link, ...]
    notes: tuple[Note, ...]


def ground(text: str, sentences: Sequence[Span], answers: Sequence[Answer]) -> Grounded:
    """What of the answers stands in the text, passages in text order."""
    quotes, all_of = Quotes(text, sentences), _Collected()
    for answer in answers:
        _Passage(answer, quotes, all_of).take_in()
    return Grounded(
        tuple(all_of.frames),
        tuple(all_of.qualifiers),
        tuple(all_of.sourcings),
        tuple(all_of.coreferences),
        tuple(all_of.links),
        all_of.doubts.notes(),
    )


class _Collected:
    """What the passages of one report have yielded so far."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.qualifiers: list[Qualifier] = []
        self.sourcings: list[Sourcing] = []
        self.coreferences: list[Coreference] = []
        self.links: list[Link] = []
        self.doubts = Doubts()


class _Dropped(Exception):  # noqa: N818 - it ends one record and is no error
    """The record at hand cannot stand; a note says why."""


class _Passage:
    """Takes in one answer."""

    def __init__(self, answer: Answer, quotes: Quotes, into: _Collected) -> None:
        self._answer, self._quotes, self._into = answer, quotes, into
        self._among = range(answer.first, answer.last)
        self._named: set[Span] = set()
        self._events: dict[str, list[int]] = {}
        self._contents: list[tuple[int, str]] = []

    def take_in(self) -> None:
        """Actors first, then claims and states, then what links them."""
        content, doubts = self._answer.content, self._into.doubts
        for record in items(content, "actors", doubts):
            self._actor(record)
        for kind, name in ((FrameKind.EVENT, "claims"), (FrameKind.STATE, "states")):
            for record in items(content, name, doubts):
                try:
                    self._frame(kind, record)
                except _Dropped:
                    continue
        self._link()

    def _actor(self, record: Json) -> None:
        """One mention names one actor: what an earlier one has is not taken from it."""
        spans = [self._quoted(mention, "mention") for mention in items(record, "mentions", self._into.doubts)]
        own = sorted({span for span in spans if span is not None} - self._named)
        self._named |= set(own)
        if own:
            kind, sector = (self._label(record, "actor", name) or "" for name in ("kind", "sector"))
            self._into.coreferences.append(Coreference(tuple(own), kind, sector))

    def _frame(self, kind: FrameKind, record: Json) -> None:
        is_event = kind is FrameKind.EVENT
        trigger = self._trigger(record)
        label, mode = self._type(record) if is_event else (self._must(record, "state", "relation"), None)
        number = len(self._into.frames)
        status = self._must(record, "claim", "status") if is_event else "ongoing"
        factuality = self._must(record, "claim" if is_event else "state", "factuality")
        sourcings = tuple(self._sourcings(record, number, trigger))
        arguments = tuple(self._event_arguments(record, trigger) if is_event else self._ends(record, trigger))
        extent = self._label(record, "state", "extent") if not is_event and record.get("extent") else None
        self._into.frames.append(Frame(kind, trigger, label, mode, extent, arguments, rule=RULE))
        self._into.qualifiers.append(Qualifier(number, status, factuality, rule=RULE))
        self._into.sourcings += sourcings
        if is_event:
            self._remember(record, number)

    def _trigger(self, record: Json) -> Span:
        words, sentence = record.get("trigger"), record.get("sentence")
        span = self._quotes.find(words, sentence, among=self._among, nth=record.get("nth"))
        if span is None:
            self._into.doubts.not_found("trigger", words, sentence)
            raise _Dropped
        return span

    def _type(self, record: Json) -> tuple[str, str | None]:
        """Type and mode; of a known type with a mode that is not its own, the type alone."""
        given, types = record.get("type"), allowed("claim", "type")
        label, _, mode = given.partition(".") if isinstance(given, str) else ("", "", "")
        if label not in types:
            self._into.doubts.unknown("type", given)
            raise _Dropped
        if mode and given not in types:
            self._into.doubts.unknown("mode", given)
            return label, None
        return label, mode or None

    def _event_arguments(self, record: Json, trigger: Span) -> Iterator[Argument]:
        for group in ("roles", "places", "quantities"):
            for item in items(record, group, self._into.doubts):
                role = self._label(item, "claim", group, item.get("role"))
                if role:
                    yield from self._argument(role, item, trigger)
        for role in ("time", "instrument"):
            if record.get(role) is not None:
                yield from self._argument(role, record[role], trigger)

    def _ends(self, record: Json, trigger: Span) -> Iterator[Argument]:
        for role, group in (("subject", "subjects"), ("object", "objects")):
            for item in items(record, group, self._into.doubts):
                yield from self._argument(role, item, trigger)
        if record.get("time") is not None:
            yield from self._argument("time", record["time"], trigger)

    def _argument(self, role: str, quote: object, trigger: Span) -> Iterator[Argument]:
        span = self._quoted(quote, role, trigger)
        if span is not None:
            outside = self._quotes.sentence_of(span) != self._quotes.sentence_of(trigger)
            yield Argument(role, span, inferred=outside)

    def _sourcings(self, record: Json, number: int, trigger: Span) -> Iterator[Sourcing]:
        for order, item in enumerate(items(record, "attribution", self._into.doubts)):
            source = self._quoted(item.get("source"), "source", trigger)
            if source is None:
                raise _Dropped
            cue = self._quoted(item["cue"], "cue", trigger) if item.get("cue") is not None else None
            yield Sourcing(number, order, source, cue, self._must(item, "source", "stance"), RULE)

    def _quoted(self, quote: object, what: str, near: Span | None = None) -> Span | None:
        """The span of {"sentence", "quote"}, the nearest to `near`; None and a note where it is not in the text."""
        words, sentence = (quote.get("quote"), quote.get("sentence")) if isinstance(quote, dict) else (quote, None)
        span = self._quotes.find(words, sentence, among=self._among, near=near)
        if span is None:
            self._into.doubts.not_found(what, words, sentence)
        return span

    def _label(self, record: Json, kind: str, name: str, value: object = None) -> str | None:
        """A label that the schema allows; None and a note for any other."""
        given = record.get(name) if value is None else value
        if isinstance(given, str) and given in allowed(kind, name):
            return given
        self._into.doubts.unknown(name, given)
        return None

    def _must(self, record: Json, kind: str, name: str) -> str:
        label = self._label(record, kind, name)
        if label is None:
            raise _Dropped
        return label

    def _remember(self, record: Json, number: int) -> None:
        event, content_of = record.get("event"), record.get("content_of")
        if isinstance(event, str):
            self._events.setdefault(event, []).append(number)
        if isinstance(content_of, str) and content_of != event:
            self._contents.append((number, content_of))

    def _link(self) -> None:
        """Claims with one event id are one happening; contents hang on the nearest claim of their speech act."""
        links, frames = self._into.links, self._into.frames
        for first, *later in self._events.values():
            links += [Link(LinkKind.SAME, first, number) for number in later]
        for number, event in self._contents:
            at = frames[number].trigger.start
            speech = min(self._events.get(event, ()), key=lambda n: abs(frames[n].trigger.start - at), default=None)
            if speech is not None:
                links.append(Link(LinkKind.CONTENT, number, speech))
