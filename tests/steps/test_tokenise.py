from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.steps.reader import read

from casus.steps.tokens import tokenize


def test_sentences_know_their_tokens() -> None:
    """First and last index cut the row of tokens into sentences."""
    reading = read("Rebels left. It's over.")
    words = [[t.text for t in reading.tokens[s.first : s.last]] for s in reading.sentences]

    assert words == [["Rebels", "left", "."], ["It", "'s", "over", "."]]


def test_a_sentence_of_joiners_alone_is_dropped() -> None:
    """What has no token is no sentence for later steps."""
    assert read("\u200d\nRebels left.").sentences[0].span.start == 2


@given(st.text(max_size=300))
def test_tokens_tile_their_sentences(text: str) -> None:
    """Every sentence holds exactly the tokens of its stretch, without gap between sentences."""
    reading = read(text)

    assert [i for s in reading.sentences for i in range(s.first, s.last)] == list(range(len(reading.tokens)))
    for s in reading.sentences:
        spans = tuple((t.span.start, t.span.end) for t in reading.tokens[s.first : s.last])
        assert spans == tokenize(text, s.span.start, s.span.end) != ()
    assert all(token.span.of(text) == token.text for token in reading.tokens)
