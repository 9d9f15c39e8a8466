"""Read the times of a text written in a test: one sentence a line, published on Thursday, 24 August 2017."""

from __future__ import annotations

from datetime import date

from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimeMention
from casus.steps.times import Times

THURSDAY = date(2017, 8, 24)


def read(text: str, *, published: date | None = THURSDAY, dateline: str | None = None) -> Reading:
    """A report of one sentence per line, with its times."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Sentence(Span(at, at + len(line))))
        at += len(line) + 1
    document = Document("d-1", text, published=published, dateline=dateline)
    return Times()(Reading(document, sentences=tuple(spans)))


def only(text: str, published: date | None = THURSDAY) -> TimeMention:
    """The only time of a text."""
    (mention,) = read(text, published=published).times
    return mention


def days(mention: TimeMention) -> tuple[str, str]:
    """Both ends of a mention's interval, "None" where open."""
    assert mention.when is not None
    return str(mention.when.earliest), str(mention.when.latest)
