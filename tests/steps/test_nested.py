"""Names inside the phrases of other parties."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.steps.building import at, frame

from casus.model.document import Document
from casus.model.frame import Coreference, Frame, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps import _lexicon
from casus.steps._nested import besides, compounds
from casus.steps.nested import Nested
from casus.steps.tags import Tags
from casus.steps.tokens import tokenize


def read(text: str) -> Reading:
    """One sentence with tagged tokens."""
    tokens = tuple(Token(Span(a, b), text[a:b]) for a, b in tokenize(text, 0, len(text)))
    return Tags()(Reading(Document("d-1", text), (Sentence(Span(0, len(text)), 0, len(tokens)),), tokens))


def engine(text: str, *mentions: str, told: tuple[str, str, str] | None = None) -> Reading:
    """What a trained engine may hand on: mentions in one group, and a relation with one end (trigger, label, words)."""
    group = Coreference(tuple(at(text, words) for words in mentions))
    reading = read(text)
    frames: tuple[Frame, ...] = ()
    if told is not None:
        found = frame(text, told[0], told[1], object=told[2])
        frames = (replace(found, score=0.5, arguments=tuple(replace(end, score=0.9) for end in found.arguments)),)
    qualifiers = tuple(Qualifier(i, "ongoing", "CT+") for i in range(len(frames)))
    return Nested()(
        Reading(
            reading.document,
            reading.sentences,
            reading.tokens,
            frames=frames,
            qualifiers=qualifiers,
            coreferences=(group,),
        )
    )


def groups(reading: Reading) -> list[list[str]]:
    """The words of each group of mentions."""
    return [[s.of(reading.document.text) for s in group.spans] for group in reading.coreferences]


def relations(reading: Reading) -> list[tuple[str, str, list[str], list[str]]]:
    """Trigger, relation and both ends of every state."""
    text = reading.document.text
    return [
        (
            f.trigger.of(text),
            f.label,
            [s.of(text) for s in f.spans("subject")],
            [s.of(text) for s in f.spans("object")],
        )
        for f in reading.frames
    ]


@pytest.mark.parametrize(
    ("text", "outer", "expected"),
    [
        ("Belmoran-backed rebels fled.", "Belmoran-backed rebels", ("Belmoran-backed", "supports", "Belmoran", True)),
        ("The U.S.-led alliance met.", "The U.S.-led alliance", ("U.S.-led", "commands", "U.S.", True)),
        ("The Tarsin-allied party met.", "The Tarsin-allied party", ("Tarsin-allied", "allied_with", "Tarsin", False)),
        ("A pro-Orlan militia fired.", "A pro-Orlan militia", ("pro-Orlan", "allied_with", "Orlan", False)),
        ("The al-Nur-linked men fled.", "The al-Nur-linked men", ("al-Nur-linked", "allied_with", "al-Nur", False)),
    ],
)
def test_a_compound_has_two_parties(text: str, outer: str, expected: tuple[str, str, str, bool]) -> None:
    """The name in the compound is one side, the phrase around it the other; backers and leaders are the subject."""
    found = engine(text, outer)
    trigger, relation, inner, leads = expected
    ends = ([inner], [outer]) if leads else ([outer], [inner])

    assert relations(found) == [(trigger, relation, *ends)]
    assert groups(found) == [[outer], [inner]]


@pytest.mark.parametrize(
    ("text", "outer", "marker", "inner"),
    [
        ("Gunmen loyal to General Orlan left.", "Gunmen loyal to General Orlan", "loyal to", "General Orlan"),
        ("Rebels backed by Belmora left.", "Rebels backed by Belmora", "backed by", "Belmora"),
        ("Militants linked to the Sable Front left.", "Militants linked to the Sable Front", "linked to", "the Sable"),
    ],
)
def test_words_between_two_parties_part_them(text: str, outer: str, marker: str, inner: str) -> None:
    """What follows "loyal to" is a party of its own, though one mention covers both."""
    found = engine(text, outer)

    assert relations(found)[0][0] == marker
    assert groups(found)[0] == [outer]
    assert groups(found)[1][0].startswith(inner)


def test_a_half_relation_of_the_engine_is_made_whole_and_not_doubled() -> None:
    """The engine's own frame gets the two ends; its certainty is kept where it is higher."""
    found = engine("Belmoran-backed rebels fled.", "Belmoran-backed rebels", told=("backed", "supports", "rebels"))

    assert relations(found) == [("Belmoran-backed", "supports", ["Belmoran"], ["Belmoran-backed rebels"])]
    assert found.frames[0].score == 0.6


def test_an_inner_name_leaves_the_group_of_the_longer_phrase() -> None:
    """Where the engine joined both, they are parted; the rest of the group stays."""
    found = engine("Belmoran-backed rebels fled, they said.", "Belmoran", "Belmoran-backed rebels", "they")

    assert groups(found) == [["Belmoran-backed rebels", "they"], ["Belmoran"]]


def test_prepositions_at_the_edge_of_a_mention_go() -> None:
    """The words "gunmen loyal to" are gunmen, "to General Orlan" is the general; both are ends of the relation."""
    found = engine("Gunmen loyal to General Orlan left.", "Gunmen loyal to", "General Orlan")

    assert relations(found) == [("loyal to", "supports", ["Gunmen"], ["General Orlan"])]
    assert groups(found) == [["Gunmen"], ["General Orlan"]]


def test_a_compound_cut_off_its_party_still_describes_it() -> None:
    """Taggers part "backed" from "Sable Guard"; what is left of the compound names nobody."""
    text = "Belmoran-backed Sable Guard fled."
    found = engine(text, "backed", "Sable Guard", told=("backed", "supports", "backed"))

    assert relations(found) == [("Belmoran-backed", "supports", ["Belmoran"], ["Sable Guard"])]
    assert groups(found) == [["Sable Guard"], ["Belmoran"]]


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("The army and its ally, the Sable Guard, left.", "the Sable Guard", [["the Sable Guard", "its ally"]]),
        ("The army and its ally the president left.", "the president", [["the president"]]),
    ],
)
def test_a_partner_named_behind_a_comma_is_one_party(text: str, named: str, expected: list[list[str]]) -> None:
    """The possessive phrase and the name are one mention group."""
    assert groups(engine(text, named)) == expected


def test_fighters_of_a_backed_group_are_not_what_is_backed() -> None:
    """In "fighters of the Belmoran-backed Sable Brigade" the brigade is backed."""
    outer = "Fighters of the Belmoran-backed Sable Brigade"
    found = engine(f"{outer} left.", outer)

    assert relations(found) == [
        ("Belmoran-backed", "supports", ["Belmoran"], ["the Belmoran-backed Sable Brigade"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A battle-hardened unit left.",
        "A pro-active unit left.",
        "A well-armed unit left.",
        "A self-funded unit left.",
        "Rebels chased by Belmora left.",
        "The anti-tank unit left.",
    ],
)
def test_other_words_are_no_relation(text: str) -> None:
    """A common word before the hyphen is no party, and other participles tie no parties."""
    assert not [*compounds(read(text).tokens), *besides(read(text).tokens)]


@pytest.mark.parametrize("rule", _lexicon.table("states.toml")["beside"], ids=lambda rule: str(rule["example"]))
def test_words_beside_parties_are_found_in_the_example_only(rule: dict[str, str]) -> None:
    """The words of a rule stand in its example and not in its look-alike."""
    assert {n.relation for n in besides(read(rule["example"]).tokens)} == {rule["relation"]}
    assert not list(besides(read(rule["counter"]).tokens))


def test_an_adversary_in_a_compound_is_no_ally() -> None:
    """The word "anti-Belmora" holds a name of its own and tells no relation."""
    assert [n.relation for n in compounds(read("Anti-Belmora rebels left.").tokens)] == [""]
