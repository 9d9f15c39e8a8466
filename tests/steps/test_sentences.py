from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps.reader import read, sentences

from casus.model.document import Document, Part, PartKind
from casus.model.reading import Reading
from casus.model.span import Span
from casus.steps import _lexicon
from casus.steps.parts import ensure_parts
from casus.steps.sentences import MOST_CHARACTERS, MOST_WORDS, Sentences, split


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Rebels left. The army stayed.", 2, id="full-stop"),
        pytest.param("Gen. Aru met Lt. Col. Bel in St. Ansa.", 1, id="titles"),
        pytest.param("It began on Sept. 3 near Kismar.", 1, id="month"),
        pytest.param("They met in Sept. The talks failed.", 2, id="month-at-the-end"),
        pytest.param("The U.S. Navy left.", 1, id="letters"),
        pytest.param("He lives in the U.S. The army knows.", 2, id="letters-at-the-end"),
        pytest.param("J. R. Haro resigned.", 1, id="initials"),
        pytest.param("Haro Corp. Chairman Bel resigned.", 1, id="company"),
        pytest.param("About 2.5 million fled at 10 a.m. Tuesday.", 1, id="decimal"),
        pytest.param('"We won." He smiled.', 2, id="quote"),
        pytest.param("“Will you leave?” she asked.", 1, id="question-inside"),
        pytest.param("They left (in haste). The rest stayed.", 2, id="bracket"),
        pytest.param("They waited ... and left.", 1, id="ellipsis"),
        pytest.param("REBELS LEFT KISMAR. THE U.S. ARMY STAYED.", 2, id="capitals"),
        pytest.param("First line\nSecond line", 2, id="line-break"),
        pytest.param("They left the war.The army stayed.", 2, id="blank-lost"),
        pytest.param("See casus.Example for more.", 1, id="address"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, count: int) -> None:
    """Full stops of abbreviations, figures and quotes are told from ends."""
    assert len(sentences(text)) == count


def test_hard_wrapped_lines_are_joined() -> None:
    """Line breaks at a page width are no ends."""
    text = (
        "Rebels took the port of Kismar on Monday after three days\n"
        "of fighting that left dozens of people dead and forced the\n"
        "government to move its offices. The army withdrew."
    )

    assert len(sentences(text)) == 2


def test_no_sentence_comes_from_a_caption() -> None:
    """Parts that are no prose are passed over."""
    text = "A soldier stands guard.\nRebels left."
    parts = (Part(PartKind.CAPTION, Span(0, 23)), Part(PartKind.PARAGRAPH, Span(24, 36)))
    reading = Sentences()(Reading(Document("d-0", text, parts=parts)))

    assert [s.span.of(text) for s in reading.sentences] == ["Rebels left."]


@pytest.mark.parametrize("section", ["title", "number", "open", "starters", "capitals"])
def test_every_list_of_abbreviations_does_what_its_example_says(section: str) -> None:
    """The example is one sentence longer or shorter than the counter-example."""
    rule = _lexicon.table("abbreviations.toml")[section]
    if section == "capitals":
        assert next(t.upos for t in read(rule["example"]).tokens) == "PROPN" != read(rule["counter"]).tokens[0].upos
        return

    assert len(sentences(rule["example"])) != len(sentences(rule["counter"]))


def test_a_run_without_ends_is_cut() -> None:
    """No sentence is longer than later steps bear, and no word is lost."""
    text = "word " * 1000 + "x" * 10_000
    found = list(split(text, Span(0, len(text))))

    assert all(len(s.of(text).split()) <= MOST_WORDS and len(s) <= MOST_CHARACTERS for s in found)
    assert sum(len("".join(s.of(text).split())) for s in found) == 4 * 1000 + 10_000


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('. !?\n"”)ABc')), max_size=300))
def test_sentences_hold_all_words_in_order(text: str) -> None:
    """Whatever the text: spans do not overlap, have no blanks at their ends, and leave nothing out."""
    found = list(split(text, Span(0, len(text))))

    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(s.of(text) == s.of(text).strip() != "" for s in found)
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(text.split())


def test_sentence_ends_agree_with_hand_marked_ones(shared: Path) -> None:
    """On the development reports, which no rule was made on, the F1 of sentence ends stays above .98."""
    right = found = wanted = 0
    for line in (shared / "coding" / "dev.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        ends = {s.span.end for s in Sentences()(_with_parts(record)).sentences}
        gold = {end for _, end in record["sentences"]}
        right, found, wanted = right + len(ends & gold), found + len(ends), wanted + len(gold)

    assert 2 * right / (found + wanted) > 0.98


def _with_parts(record: dict[str, str]) -> Reading:
    return Reading(ensure_parts(Document("d-0", record["text"], title=record["title"])))
