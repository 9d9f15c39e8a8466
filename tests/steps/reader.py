"""Run the syntax steps over a text written in a test."""

from __future__ import annotations

from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.syntax import Token
from casus.pipeline import Pipeline
from casus.steps.mentions import Mentions
from casus.steps.parse import Parse
from casus.steps.parts import Parts
from casus.steps.sentences import Sentences
from casus.steps.tags import Tags
from casus.steps.tokenise import Tokens

SYNTAX = Pipeline("syntax", (Parts(), Sentences(), Tokens(), Tags(), Parse(), Mentions()))


def read(text: str, *, title: str | None = None) -> Reading:
    """The reading of a bare text after all syntax steps."""
    return SYNTAX.code(Document("d-0", text, title=title))


def sentences(text: str) -> list[str]:
    """The words of each sentence."""
    return [sentence.span.of(text) for sentence in read(text).sentences]


def word(reading: Reading, form: str) -> Token:
    """The first token with that form."""
    return next(token for token in reading.tokens if token.text == form)


def relation(text: str, form: str) -> tuple[str, str]:
    """The label of the first token with that form, and the form of its head ("" for the root)."""
    reading = read(text)
    token = word(reading, form)
    return token.deprel, reading.tokens[token.head].text if token.head >= 0 else ""
