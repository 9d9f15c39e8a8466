"""Mentions that grammar makes one actor, or two."""

from __future__ import annotations

import pytest
from tests.steps.following import reading

from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.steps.appose import Appose


def groups(found: Reading) -> set[frozenset[str]]:
    """The words of each group of mentions."""
    return {frozenset(s.of(found.document.text) for s in g.spans) for g in found.coreferences}


@pytest.mark.parametrize(
    ("text", "told", "wanted"),
    [
        (
            "The army and its eastern ally, the Sable Front, advanced.",
            (("The army",), ("its eastern ally",), ("the Sable Front",)),
            {"its eastern ally", "the Sable Front"},
        ),
        (
            "Orsan and his old rival, General Petr Lund, shook hands.",
            (("Orsan",), ("his old rival",), ("General Petr Lund",)),
            {"his old rival", "General Petr Lund"},
        ),
        (
            "They will leave, an official in Tarsin said. The official gave no date.",
            (("They",), ("an official",), ("The official",)),
            {"an official", "The official"},
        ),
        (
            "A militia spokesman denied it. The spokesman spoke by telephone.",
            (("A militia spokesman",), ("The spokesman",)),
            {"A militia spokesman", "The spokesman"},
        ),
    ],
)
def test_a_partner_or_speaker_joins_whom_it_means(
    rules: Pipeline, text: str, told: tuple[tuple[str, ...], ...], wanted: set[str]
) -> None:
    """A noun for a partner is the name behind the comma, a definite speaker the one brought in."""
    assert any(wanted <= group for group in groups(Appose()(reading(rules, text, told))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The army and its eastern ally advanced, the Sable Front said.",
            (("The army",), ("its eastern ally",), ("the Sable Front",)),
        ),
        (
            "An official in Tarsin said so. Another official in Marwa denied it. The official gave no date.",
            (("An official",), ("Another official",), ("The official",)),
        ),
    ],
)
def test_what_may_mean_two_stays_apart(rules: Pipeline, text: str, told: tuple[tuple[str, ...], ...]) -> None:
    """A comma that ends a clause names nobody, and of two officials neither is "the official"."""
    assert all(
        len({w for w in group if w.lower() not in {"its"}}) == 1
        for group in groups(Appose()(reading(rules, text, told)))
    )


def test_a_possessive_goes_with_its_owner(rules: Pipeline) -> None:
    """In "the army and its ally" the army is meant."""
    text = "The army and its ally Sable Front advanced."
    found = groups(Appose()(reading(rules, text, (("The army",), ("its ally Sable Front",)))))

    assert frozenset({"The army", "its"}) in found


def test_the_armies_of_two_states_are_two(rules: Pipeline) -> None:
    """A group with both is parted, and a pronoun stays with the army before it; one army keeps its group."""
    text = "The Belmoran army crossed the river. The Orsan army fired. It lost a tank."
    found = groups(Appose()(reading(rules, text, (("The Belmoran army", "The Orsan army", "It"),))))

    assert found == {frozenset({"The Belmoran army"}), frozenset({"The Orsan army", "It"})}

    text = "The Belmoran army crossed the river. The army fired."
    assert len(Appose()(reading(rules, text, (("The Belmoran army", "The army"),))).coreferences) == 1
