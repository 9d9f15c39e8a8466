"""The data files about sources, numbers and relations say what they mean."""

from __future__ import annotations

import pytest

from casus.beliefs.knowledge import knowledge, state_knowledge
from casus.resources.load import read_toml, resource
from casus.store.rows import SourceRow
from tests.beliefs.histories import source

BELIEF = read_toml(resource("beliefs", "belief.toml"))
STATES = read_toml(resource("beliefs", "states.toml"))
WORDED = [row for row in BELIEF["source"] if "words" in row]


@pytest.mark.parametrize("row", WORDED, ids=[row["name"] for row in WORDED])
def test_every_class_of_sources_knows_its_example_from_its_counter(row: dict[str, str]) -> None:
    """The words of a class fit what they are for and leave alone what only looks like it."""
    known = knowledge()

    assert known.class_of(source(row["example"])) == row["name"]
    assert not known.classes[row["name"]].fits(source(row["counter"]))


@pytest.mark.parametrize("words", BELIEF["numbers"]["update_examples"])
def test_updates_are_recognised(words: str) -> None:
    """Words that bring a toll up to date."""
    assert knowledge().update.search(words)


@pytest.mark.parametrize("words", BELIEF["numbers"]["update_counters"])
def test_first_tolls_are_no_updates(words: str) -> None:
    """Words that merely give a toll."""
    assert not knowledge().update.search(words)


@pytest.mark.parametrize("words", STATES["ended"]["examples"])
def test_no_longer_is_recognised(words: str) -> None:
    """Negatives that end what held."""
    assert state_knowledge().ended.search(words)


@pytest.mark.parametrize("words", STATES["ended"]["counters"])
def test_a_plain_negative_is_no_end(words: str) -> None:
    """A negative that denies that it ever held."""
    assert not state_knowledge().ended.search(words)


def test_kind_and_sector_class_a_source_without_telling_words() -> None:
    """A registered organisation is known by what it is."""
    known = knowledge()

    assert known.class_of(SourceRow("Aid For All", None, None, "asserts", "x.aid", "ngo", "NGO")) == "monitor"
    assert known.class_of(SourceRow("Somebody", None, None, "asserts")) == "unknown"
