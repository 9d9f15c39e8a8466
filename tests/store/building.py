"""Small reports and an engine for tests of the record: what it finds is a pure function of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from casus.model.actor import Actor
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, Role, StateClaim, TimeRole
from casus.model.document import DateBasis, Document, Note, Part, PartKind
from casus.model.ids import content_id, document_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimePrecision, When
from casus.model.where import Place
from casus.pipeline import Pipeline

PUBLISHED: Final = date(2031, 5, 6)
TEXT: Final = (
    "Rebels shell Dorvan\n\n"
    "The Northern Front shelled Dorvan on Monday, killing at least 4 soldiers, a hospital said. "
    "The army said it had not left Dorvan. The Northern Front holds Upper Kesh."
)
DORVAN: Final = Place("t:1", "Dorvan", 41.5, 70.25, "XDV", "Lower Kesh", "town", 1, 3.0)


def document(
    text: str = TEXT,
    *,
    title: str | None = None,
    publisher: str | None = "Kesh Courier",
    published: date | None = PUBLISHED,
    origin: str = "reports/a.txt",
) -> Document:
    """A report as a reader would give it."""
    return Document(
        doc_id=document_id(text, title=title, publisher=publisher, published=published),
        text=text,
        title=title,
        publisher=publisher,
        published=published,
        published_basis=DateBasis.GIVEN if published else DateBasis.NONE,
        digest=content_id("x", text),
        origin=origin,
        parts=(Part(PartKind.PARAGRAPH, Span(0, len(text))),) if text else (),
    )


def report(number: int) -> Document:
    """One of any number of different reports."""
    return document(
        f"Report {number}. The Northern Front shelled Dorvan on Monday, killing at least {number % 7 + 1} soldiers, "
        f"a hospital said. The army said it had not left Dorvan. The Northern Front holds Upper Kesh.",
        origin=f"reports/{number}.txt",
        published=date(2031, 5, 1 + number % 28),
    )


def read(text_or_document: str | Document = TEXT) -> Reading:
    """What the toy engine makes of a report: a shelling, a denied retreat and a control state, as far as told."""
    source = text_or_document if isinstance(text_or_document, Document) else document(text_or_document)
    return ToyEngine()(Reading(source))


def pipeline(name: str = "toy", **options: float) -> Pipeline:
    """An engine of one step."""
    return Pipeline(name, (ToyEngine(**options),), (("words", "0" * 64),))


class ToyEngine:
    """Finds three patterns; `certainty` is what it gives to each claim."""

    name: Final = "toy-step"
    needs: Final = frozenset({"document"})
    gives: Final = frozenset({"sentences", "actors", "claims", "states"})

    def __init__(self, certainty: float = 0.75) -> None:
        self.certainty = certainty

    def __call__(self, reading: Reading) -> Reading:
        """Add sentences, actors, claims, states and a note."""
        text = reading.document.text
        sentences = tuple(Sentence(Span(*match.span())) for match in re.finditer(r"\S[^.]*\.?", text))
        return replace(
            reading,
            sentences=sentences,
            actors=_actors(text),
            claims=tuple(self._claims(reading.document, sentences)),
            states=tuple(self._states(reading.document, sentences)),
            notes=(*reading.notes, *(Note("toy", "a hospital is no person", span) for span in spans(text, "hospital"))),
        )

    def _claims(self, source: Document, sentences: Sequence[Sentence]) -> list[EventClaim]:
        return [
            *(self._shelling(source, span, sentences) for span in spans(source.text, "shelled")),
            *(self._staying(source, span, sentences) for span in spans(source.text, "left")),
        ]

    def _shelling(self, source: Document, trigger: Span, sentences: Sequence[Sentence]) -> EventClaim:
        text = source.text
        hospital, said = after(text, "a hospital", trigger), after(text, "said", trigger)
        number, monday, town = (after(text, words, trigger) for words in (r"at least \d", "Monday", "Dorvan"))
        low = int(text[number.end - 1]) if number else None
        chain = Attribution(Party(None, hospital), said, "asserts")
        return EventClaim(
            claim_id=content_id("c", source.doc_id, trigger.start, "ASSAULT"),
            event="e1",
            sentence=_sentence(sentences, trigger),
            trigger=trigger,
            type="ASSAULT",
            mode="heavy-weapons",
            status="completed",
            factuality="CT+",
            roles=(Role("actor", Party("a1", before(text, "Northern Front", trigger))),),
            places=(PlaceRole("where", town, DORVAN),) if town else (),
            time=TimeRole(monday, When(date(2031, 5, 5), date(2031, 5, 5), TimePrecision.DAY)) if monday else None,
            quantities=(Quantity("killed", number, low, low, None),) if number else (),
            attribution=(chain,) if hospital else (),
            certainty=self.certainty,
            rules=("toy",),
        )

    def _staying(self, source: Document, trigger: Span, sentences: Sequence[Sentence]) -> EventClaim:
        army, said = before(source.text, "[Tt]he army", trigger), before(source.text, "said", trigger)
        return EventClaim(
            claim_id=content_id("c", source.doc_id, trigger.start, "RETREAT"),
            event="e2",
            sentence=_sentence(sentences, trigger),
            trigger=trigger,
            type="RETREAT",
            mode="withdraw",
            status="none",
            factuality="CT-",
            roles=(Role("actor", Party("a2", army)),),
            attribution=(Attribution(Party("a2", army), said, "denies"),),
            certainty=self.certainty,
            cues=spans(source.text, "not")[:1],
        )

    def _states(self, source: Document, sentences: Sequence[Sentence]) -> list[StateClaim]:
        return [
            StateClaim(
                claim_id=content_id("s", source.doc_id, trigger.start, "controls"),
                sentence=_sentence(sentences, trigger),
                trigger=trigger,
                relation="controls",
                subjects=(Party("a1", before(source.text, "Northern Front", trigger)),),
                objects=(Party(None, after(source.text, "Upper Kesh", trigger), None, is_place=True),),
                extent="all",
                factuality="CT+",
                certainty=self.certainty,
            )
            for trigger in spans(source.text, "holds")
        ]


def spans(text: str, words: str) -> tuple[Span, ...]:
    """Where a pattern occurs."""
    return tuple(Span(*match.span()) for match in re.finditer(words, text))


def after(text: str, words: str, at: Span) -> Span | None:
    """The first occurrence behind a span."""
    return next((span for span in spans(text, words) if span.start >= at.end), None)


def before(text: str, words: str, at: Span) -> Span | None:
    """The last occurrence ahead of a span."""
    return next((span for span in reversed(spans(text, words)) if span.end <= at.start), None)


def _actors(text: str) -> tuple[Actor, ...]:
    return (
        Actor("a1", "Northern Front", "rebel_group", "REB", "XDV", spans(text, "Northern Front"), "act:nf"),
        Actor("a2", "Dorvan army", "armed_forces", "MIL", "XDV", spans(text, "[Tt]he army")),
    )


def _sentence(sentences: Sequence[Sentence], trigger: Span) -> int:
    return next(n for n, sentence in enumerate(sentences) if sentence.span.contains(trigger))
