"""The steps on top of a pipeline, with a pipeline that is a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from casus.errors import InputError
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Mention
from casus.pipeline import Pipeline
from casus.spacy_adapter.step import MOST_CHARACTERS, SpacySyntax, merged
from casus.spacy_adapter.words import Word, Words
from casus.steps.parts import Parts

TEXT = "Rebels win\n\nRebels  fired at Kismar. Troops fled.\n\nAll left."
TREE = {"fired": ("VBD", "ROOT", 0), "at": ("IN", "prep", -1), "Kismar": ("NNP", "pobj", -1)}


class Table:
    """Every word hangs on the one before it but for those of TREE; blanks are tokens; names are entities."""

    labels: frozenset[str] = frozenset()

    def __init__(self, upper: bool = False) -> None:
        self.upper = upper

    def read(self, texts: Iterable[str]) -> Iterator[Words]:
        return map(self.one, texts)

    def one(self, text: str) -> Words:
        found: list[Word] = []
        for match in re.finditer(r"\w+|[^\w\s]|\s{2,}|\n", text):
            tag, label, step = TREE.get(match.group(), ("NN", "dobj", -1))
            opens = not found or found[-1].text == "."
            head = -1 if opens or not step else len(found) + step
            form = match.group().upper() if self.upper else match.group()
            found.append(Word(*match.span(), form, "", "NOUN", tag, head, label, opens))
        names = [(n, n + 1, "GPE") for n, word in enumerate(found) if word.text == "Kismar"]
        return Words(tuple(found), (*names, (0, 1, "CARDINAL")))


def read(text: str, *, upper: bool = False) -> Reading:
    """What the step reads with the table."""
    pipeline = Pipeline("toy", (Parts(), SpacySyntax(Table(upper))))
    return pipeline.code(Document("d-1", text, title=text.split("\n")[0]))


def test_tokens_stand_where_the_text_has_them() -> None:
    """Code points count in the document, blanks are no tokens, sentences end with their part."""
    reading = read(TEXT)

    assert [t.span.of(TEXT) for t in reading.tokens] == [t.text for t in reading.tokens]
    assert all(t.text.strip() for t in reading.tokens)
    assert [s.span.of(TEXT) for s in reading.sentences] == [
        "Rebels win",
        "Rebels  fired at Kismar.",
        "Troops fled.",
        "All left.",
    ]


def test_heads_stay_inside_their_sentences() -> None:
    """One root a sentence; the place hangs on the verb with its preposition below."""
    reading = read(TEXT)
    tokens = reading.tokens
    at = next(n for n, token in enumerate(tokens) if token.text == "at")

    assert tokens[tokens[at].head].text == "Kismar"
    assert tokens[at].deprel == "case"
    for s in reading.sentences:
        own = tokens[s.first : s.last]
        assert [t.deprel for t in own if t.head < 0] == ["root"]
        assert all(s.first <= t.head < s.last for t in own if t.head >= 0)


def test_entities_of_known_kinds_are_mentions() -> None:
    """Numbers are not; the head is a token of the name."""
    reading = read(TEXT)

    assert [(m.span.of(TEXT), m.label) for m in reading.mentions] == [("Kismar", "GPE")]
    assert reading.tokens[reading.mentions[0].head].text == "Kismar"


def test_a_long_part_is_cut_at_a_blank() -> None:
    """No word is cut, and none is lost."""
    text = "shells " * (MOST_CHARACTERS // 7 + 9)

    assert {token.text for token in read(text).tokens} == {"shells"}


def test_a_tokeniser_that_changes_the_text_is_refused() -> None:
    """Spans that do not quote the text would be worth nothing."""
    with pytest.raises(InputError, match="reads 'REBELS' where the text has 'Rebels'"):
        read(TEXT, upper=True)


def test_documents_read_together_are_read_as_alone() -> None:
    """What a document holds does not depend on its neighbours."""
    step = SpacySyntax(Table())
    documents = [Parts()(Reading(Document(f"d-{n}", TEXT[n:]))) for n in (0, 12, 31)]

    assert list(step.many(documents)) == [step(reading) for reading in documents]


def test_a_phrase_takes_the_kind_of_the_name_at_its_head() -> None:
    """Pronouns keep theirs; a name without a phrase is a mention of its own."""
    phrases = (Mention(Span(0, 9), "PER", 1, 0.7), Mention(Span(12, 16), "PRONOUN", 3))
    names = (Mention(Span(4, 9), "ORG", 1, 0.85), Mention(Span(12, 16), "PER", 3), Mention(Span(20, 25), "GPE", 5))

    assert [(m.span.start, m.label) for m in merged(phrases, names)] == [(0, "ORG"), (12, "PRONOUN"), (20, "GPE")]
