"""Actors from the groups of mentions that a trained engine hands on."""

from __future__ import annotations

from functools import cache

import pytest
from tests.steps.building import mentions, who

from casus.gazetteers.actors import open_actors
from casus.model.document import Document
from casus.model.frame import Coreference
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps.actors import Actors
from casus.steps.tags import Tags
from casus.steps.tokens import tokenize


@cache
def step() -> Actors:
    """One step for all tests; it holds nothing of a report."""
    return Actors(open_actors())


def joined(text: str, *words: str) -> Reading:
    """A report whose engine takes all these words for one actor."""
    group = Coreference(tuple(Span(text.index(w), text.index(w) + len(w)) for w in words))
    tokens = tuple(Token(Span(a, b), text[a:b]) for a, b in tokenize(text, 0, len(text)))
    bare = Reading(Document("d-1", text), (Sentence(Span(0, len(text)), 0, len(tokens)),), tokens)
    reading = Tags()(bare)
    return step()(Reading(reading.document, reading.sentences, reading.tokens, coreferences=(group,)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iranian-backed rebels met Turkish-backed rebels.", ("Iranian-backed rebels", "Turkish-backed rebels")),
        ("Gunmen loyal to General Haftar left.", ("Gunmen", "General Haftar")),
        (
            "Rebels backed by Turkey met rebels backed by Iran.",
            ("Rebels backed by Turkey", "rebels backed by Iran"),
        ),
    ],
)
def test_groups_with_different_backers_are_parted(text: str, words: tuple[str, str]) -> None:
    """Words that name different backers, or a person beside people, never mean one actor."""
    found = joined(text, *words)

    assert mentions(found, who(found, words[0])) == [words[0]]
    assert mentions(found, who(found, words[1])) == [words[1]]


def test_groups_with_one_backer_stay_together() -> None:
    """The words "Iran-backed" and "Iranian-backed" name one backer."""
    found = joined("Iran-backed rebels fled. Iranian-backed rebels hid.", "Iran-backed rebels", "Iranian-backed rebels")

    assert len(found.actors) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunmen loyal to General Haftar left.", "Gunmen loyal to General Haftar"),
        ("Relatives of Bashar al-Assad left.", "Relatives of Bashar al-Assad"),
        ("Saudi-backed troops left.", "Saudi-backed troops"),
        ("The Hezbollah-allied party left.", "The Hezbollah-allied party"),
    ],
)
def test_a_name_inside_a_phrase_lends_no_identity(text: str, words: str) -> None:
    """Whoever is loyal to, backed by or kin of somebody is not that somebody."""
    assert who(joined(text, words), words).registry is None


def test_a_name_inside_a_known_name_is_itself() -> None:
    """In "the U.S.-led coalition" the engine's "U.S." is the state, whatever the registry knows of the coalition."""
    found = joined("The U.S.-led coalition met.", "U.S.")

    assert who(found, "U.S.").registry == "USA"


def test_fighters_of_a_group_are_the_group() -> None:
    """People called "fighters of Hezbollah" are Hezbollah's, as "Hezbollah fighters" are."""
    assert who(joined("Fighters of Hezbollah left.", "Fighters of Hezbollah"), "Fighters of Hezbollah").registry == (
        "ag.hezbollah"
    )


def test_what_and_ties_is_not_one() -> None:
    """Two parties with "and" between them are two, whichever of them is named, and a later name finds its own."""
    text = "The Syrian side and Hezbollah agreed. Hezbollah left."
    found = joined(text, "The Syrian side", "Hezbollah")

    assert mentions(found, who(found, "The Syrian side")) == ["The Syrian side"]
    assert who(found, "Hezbollah").registry == "ag.hezbollah"


def test_one_modifier_over_and_is_one() -> None:
    """Nouns that share what stands before them may be one actor: "Taliban fighters and gunmen"."""
    assert len(joined("Taliban fighters and gunmen left.", "Taliban fighters", "gunmen").actors) == 1


def test_a_name_of_one_word_keeps_its_capitals() -> None:
    """The Orvaks are written so wherever they stand; a noun is not, although it may open a sentence."""
    text = "Gunmen of the Orvaks fired. The Orvaks left."

    assert who(joined(text, "the Orvaks", "The Orvaks"), "the Orvaks").name == "Orvaks"
    assert who(joined("Gunmen fired.", "Gunmen"), "Gunmen").name == "gunmen"
