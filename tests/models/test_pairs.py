"""What the words of two mentions have in common."""

from __future__ import annotations

import pytest

from casus.models.pairs import mention_features, trigger_features

_COLUMNS = (
    "same",
    "same last",
    "inside",
    "touching",
    "name",
    "other names",
    "other names, same last",
    "initials",
    "number",
    "other number",
    "new",
    "other person",
)


def _found(words: str, *mentions: str) -> set[str]:
    """The features that hold of the last mention against the first."""
    tokens = words.split()
    spans = []
    for mention in mentions:
        parts = mention.split()
        start = next(n for n in range(len(tokens)) if tokens[n : n + len(parts)] == parts)
        spans.append((start, start + len(parts)))
    row = mention_features(tokens, spans)[-1, 0]
    return {name for name, value in zip(_COLUMNS, row, strict=True) if value}


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("near Velia the Orsan army halted ; the army waited", "the Orsan army", "the army", {"same last", "inside"}),
        ("in Orsa , Orsan forces met Orsa", "Orsan forces", "Orsa", {"name"}),
        (
            "as Orsan rebels met Tarvian rebels",
            "Orsan rebels",
            "Tarvian rebels",
            {"other names, same last", "other names"},
        ),
        ("of the Velian Free Front ( VFF )", "Velian Free Front", "VFF", {"initials"}),
        ("and two men ran ; three men fell", "two men", "three men", {"other number", "same last", "new"}),
        ("for he said they left", "he", "they", {"other person"}),
        ("for he said his men left", "he", "his", set()),
    ],
)
def test_mentions_agree_or_differ_by_their_words(text: str, first: str, second: str, expected: set[str]) -> None:
    """Names, initials, numbers and pronouns speak for or against one actor."""
    found = _found(text, first, second)
    assert expected <= found
    assert not (found - expected) & {"name", "other names", "initials", "number", "other number", "other person"}


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    """The capital of "Gunmen" after a full stop tells nothing."""
    assert "other names" not in _found("the Orsans left . Gunmen came", "Orsans", "Gunmen")


def test_triggers_agree_by_word_type_and_beginning() -> None:
    """Triggers that begin alike ("attack", "attacked") are told from others."""
    words = ["The", "attack", "came", "after", "they", "attacked", "and", "shelled"]
    found = trigger_features(words, [1, 5, 7], [1, 1, 2])
    assert found[1, 0].tolist() == [0, 1, 1]
    assert found[2, 0].tolist() == [0, 0, 0]
