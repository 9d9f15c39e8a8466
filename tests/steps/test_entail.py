"""Relations that other words entail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.steps.building import at, frame, read_until

from casus.model.document import Document
from casus.model.frame import Coreference, Frame, FrameKind, Qualifier, Sourcing
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.steps import _lexicon
from casus.steps.entail import Entail

Told = tuple[str, str, str, Mapping[str, tuple[str, ...]]]
"""A trigger, its label, its status and its parties' words by role; a label in small letters is a relation."""


def entail(rules: Pipeline, text: str, mentions: tuple[str, ...], *told: Told, kind: str = "rebel_group") -> Reading:
    """What the step makes of a report with these mentions and what an engine told, on the parse of the rules."""
    read = read_until(rules, "places", Document("d-1", text))
    return Entail()(
        Reading(
            read.document,
            read.sentences,
            read.tokens,
            read.mentions,
            places=read.places,
            frames=tuple(frame(text, trigger, label, **parts) for trigger, label, _, parts in told),
            qualifiers=tuple(Qualifier(i, one[2], "CT+") for i, one in enumerate(told)),
            coreferences=tuple(Coreference((at(text, words),), kind) for words in mentions),
        )
    )


def states(reading: Reading) -> set[tuple[str, str, str, str]]:
    """Subject, relation, object and factuality of every state."""
    text, signs = reading.document.text, {q.frame: q.factuality for q in reading.qualifiers}
    return {
        (s.of(text), f.label, o.of(text), signs[i])
        for i, f in enumerate(reading.frames)
        if f.kind is FrameKind.STATE
        for s in f.spans("subject")
        for o in f.spans("object")
    }


def test_whoever_is_to_be_ousted_is_there(rules: Pipeline) -> None:
    """The rebels are in the town as long as ousting them is an attempt."""
    text = "The army is trying to oust the rebels from Aleppo."
    parts = {"actor": ("The army",), "recipient": ("the rebels",), "where": ("Aleppo",)}
    tried = entail(rules, text, ("The army", "the rebels"), ("oust", "ASSAULT", "attempted", parts))
    done = entail(rules, text, ("The army", "the rebels"), ("oust", "ASSAULT", "completed", parts))

    assert states(tried) == {("the rebels", "present_in", "Aleppo", "CT+")}
    assert not states(done)


def test_whoever_is_to_withdraw_is_there(rules: Pipeline) -> None:
    """A withdrawal that was only asked for leaves the party where it is; where it would go it is not."""
    text = "The rebels asked to withdraw from Aleppo to Homs."
    parts = {"actor": ("The rebels",), "from": ("Aleppo",), "to": ("Homs",)}
    found = entail(rules, text, ("The rebels",), ("withdraw", "RETREAT", "requested", parts))

    assert states(found) == {("The rebels", "present_in", "Aleppo", "CT+")}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The army is not coordinating the assault with the militia or the navy.", "CT-"),
        ("The army is coordinating the assault with the militia or the navy.", "CT+"),
    ],
)
def test_coordination_is_told_or_denied_towards_each(rules: Pipeline, text: str, sign: str) -> None:
    """Each party after "with" is a relation of its own, with the sign of the verb."""
    found = entail(rules, text, ("The army", "the militia", "the navy"))

    assert states(found) == {
        ("The army", "coordinates_with", "the militia", sign),
        ("The army", "coordinates_with", "the navy", sign),
    }


@pytest.mark.parametrize(
    ("text", "supports"),
    [
        ("Belmora has provided critical military support to the rebels.", True),
        ("Belmora would provide military support to the rebels.", False),
        ("Belmora has provided detailed evidence to the rebels.", False),
    ],
)
def test_support_that_is_given_is_a_relation(rules: Pipeline, text: str, supports: bool) -> None:
    """Given support supports; support that is only thought of and other gifts do not."""
    expected = {("Belmora", "supports", "the rebels", "CT+")} if supports else set()

    assert states(entail(rules, text, ("Belmora", "the rebels"))) == expected


def test_its_involvement_is_that_of_the_subject_before(rules: Pipeline) -> None:
    """A sentence that begins with "its" goes on about the subject of the one before, who is in that place."""
    text = "The Sable Front has backed the president. Its involvement in Syria has strained the budget."
    found = entail(rules, text, ("The Sable Front", "the president"))

    assert states(found) == {("Its", "present_in", "Syria", "CT+")}
    assert [s.of(text) for s in found.coreferences[0].spans] == ["The Sable Front", "Its"]


def test_an_official_in_a_body_is_part_of_it(rules: Pipeline) -> None:
    """Officials of a group belong to it and are not the group; officials in a capital are in a place."""
    text = "An official in the Sable Front said so."
    found = entail(rules, text, ("An official", "the Sable Front"))
    elsewhere = entail(rules, "An official in the capital said so.", ("An official", "the capital"), kind="state")

    assert states(found) == {("An official", "part_of", "the Sable Front", "CT+")}
    assert not states(elsewhere)


def test_the_possessive_of_an_ally_is_the_other_side(rules: Pipeline) -> None:
    """The word "its" stands for the army, whomever else the engine takes for the other side."""
    text = "The rebels asked the army and its ally Sable Front to leave."
    told = ("its", "allied_with", "ongoing", {"subject": ("its ally Sable Front",), "object": ("The rebels",)})
    found = entail(rules, text, ("The rebels", "the army", "its ally Sable Front"), told)

    assert states(found) == {("its ally Sable Front", "allied_with", "the army", "CT+")}


def test_a_pocket_and_a_base_are_held_each(rules: Pipeline) -> None:
    """What is held in a city and at a base are two holdings, with their extents."""
    text = "The army has held on to a pocket of land in Aleppo, and at a nearby air base."
    parts = {"subject": ("The army",), "object": ("a pocket of land", "Aleppo")}
    found = entail(rules, text, ("The army",), ("held", "controls", "ongoing", parts))

    assert states(found) == {
        ("The army", "controls", "Aleppo", "CT+"),
        ("The army", "controls", "a nearby air base", "CT+"),
    }
    assert {f.extent for f in found.frames} == {"pocket", "site"}


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Aleppo is almost entirely under rebel control.", "almost_all"),
        ("Aleppo is fully under rebel control.", "all"),
        ("Aleppo is under rebel control.", None),
    ],
)
def test_words_before_a_relation_say_how_much_is_held(rules: Pipeline, text: str, extent: str | None) -> None:
    """An adverb before the relation tells its extent."""
    told = ("under rebel control", "controls", "ongoing", {"subject": ("rebel",), "object": ("Aleppo",)})

    assert entail(rules, text, (), told).frames[0].extent == extent


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("The coalition comprises the army and the militia.", {"the army", "the militia"}),
        ("The coalition, which includes the militia, left.", {"the militia"}),
        ("The coalition did not include the militia.", set[str]()),
        ("The coalition groups its demands by topic.", set[str]()),
        ("The report includes the militia.", set[str]()),
    ],
)
def test_what_a_body_comprises_is_part_of_it(rules: Pipeline, text: str, members: set[str]) -> None:
    """A body, not a report; what it has done with its demands is no membership."""
    mentions = tuple(words for words in ("The coalition", "the army", "the militia", "The report") if words in text)

    assert states(entail(rules, text, mentions)) == {(m, "part_of", "The coalition", "CT+") for m in members}


def test_an_ally_behind_a_compound_is_named_after_it(rules: Pipeline) -> None:
    """In "their ally, Orlan-backed Sable Guard" the Guard is the ally, not Orlan."""
    found = entail(
        rules,
        "The army and its ally, the Orlan-backed Sable Guard, advanced.",
        ("The army", "Orlan", "Sable Guard"),
    )

    assert ("Sable Guard", "allied_with", "The army", "CT+") in states(found)


@pytest.mark.parametrize(
    ("section", "who", "relation", "ground", "sign"),
    [
        pytest.param("claiming", "The militia", "controls", "the whole ridge", "CT+", id="claiming"),
        pytest.param("holding", "The militia", "controls", "the valley", "CT-", id="holding"),
        pytest.param("contesting", "The militia", "contests", "the valley", "CT+", id="contesting"),
        pytest.param("equipping", "Belmora", "supports", "the rebels", "CT+", id="equipping"),
    ],
)
def test_verbs_tell_relations_to_ground_and_lasting_support(
    rules: Pipeline, section: str, who: str, relation: str, ground: str, sign: str
) -> None:
    """In the example of the data file, not in its counter-example."""
    table: dict[str, str] = _lexicon.table("entail.toml")[section]
    mentions = [tuple(m for m in (who, "the rebels") if m in table[kind]) for kind in ("example", "counter")]
    told = [entail(rules, table[kind], m) for kind, m in zip(("example", "counter"), mentions, strict=True)]

    assert (states(told[0]), states(told[1])) == ({(who, relation, ground, sign)}, set())


def test_whoever_claims_a_ground_is_the_source_of_holding_it(rules: Pipeline) -> None:
    """The claim is the claimant's own."""
    text = "The militia claims the whole ridge."
    (said,) = entail(rules, text, ("The militia",)).sourcings

    assert (said.source.of(text), said.stance) == ("The militia", "claims")


@pytest.mark.parametrize(("speaker", "held"), [("A captain of the brigade", True), ("A farmer", False)])
def test_ground_that_a_force_says_was_cleared_is_its_own(rules: Pipeline, speaker: str, held: bool) -> None:
    """Those of the force say so; others tell of nobody's hold."""
    text = f"{speaker} said the ridge had been cleared."
    frame = Frame(FrameKind.EVENT, at(text, "cleared"), "ASSAULT", "capture")
    said = Sourcing(0, 0, at(text, speaker), at(text, "said"))
    read = entail(rules, text, ())
    found = Entail()(replace(read, frames=(frame,), sourcings=(said,)))

    assert states_of(found) == ({("the brigade", "controls", "the ridge")} if held else set())


def states_of(reading: Reading) -> set[tuple[str, str, str]]:
    """Subject, relation and object of every state."""
    kept = replace(reading, qualifiers=tuple(Qualifier(i, "ongoing", "CT+") for i, _ in enumerate(reading.frames)))
    return {(subject, relation, ground) for subject, relation, ground, _ in states(kept)}


def test_ends_beyond_a_semicolon_belong_to_another_relation(rules: Pipeline) -> None:
    """Each clause has its own ends, where an engine gives it any there."""
    text = "The hills are in rebel hands; the army holds the dam."
    parts = {"subject": ("rebel", "the army"), "object": ("The hills", "the dam")}
    told = [(word, "controls", "ongoing", parts) for word in ("in rebel hands", "holds")]

    assert states_of(entail(rules, text, (), *told)) == {
        ("rebel", "controls", "The hills"), ("the army", "controls", "the dam"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "extent"),
    [
        ("the entire delta", "all"),
        ("half of the delta", "half"),
        ("a small pocket inside the delta", "pocket"),
        ("the delta", None),
    ],
)
def test_the_ground_itself_says_how_much_of_it_is_held(rules: Pipeline, ground: str, extent: str | None) -> None:
    """By the words that it begins with."""
    text = f"The rebels control {ground}."
    told = ("control", "controls", "ongoing", {"subject": ("The rebels",), "object": (ground,)})

    assert entail(rules, text, (), told).frames[0].extent == extent
