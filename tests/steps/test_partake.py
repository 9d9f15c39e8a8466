"""Who takes part in an act where the sentence leaves no choice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.steps.building import at, frame, read_until

from casus.model.document import Document, Part, PartKind
from casus.model.frame import Argument, Coreference, Frame, FrameKind, Qualifier
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.pipeline import Pipeline
from casus.steps.partake import Partake

Told = tuple[str, str, Mapping[str, tuple[str, ...]]]
"""A trigger, its label (with a mode after a dot) and its parties' words by role."""


def partake(rules: Pipeline, text: str, mentions: tuple[str, ...], *told: Told, factuality: str = "CT+") -> Reading:
    """What the step makes of acts that an engine may have found, on the parse of the rules."""
    head, _, body = text.partition("\n")
    titled = Part(PartKind.HEADLINE, Span(0, len(head))), Part(PartKind.PARAGRAPH, Span(len(head) + 1, len(text)))
    parsed = read_until(rules, "mentions", Document("d-1", text, parts=titled if body else ()))
    named = ((trigger, label.partition("."), parts) for trigger, label, parts in told)
    frames = tuple(frame(text, trigger, name, mode or None, **parts) for trigger, (name, _, mode), parts in named)
    return Partake()(
        Reading(
            parsed.document,
            parsed.sentences,
            parsed.tokens,
            parsed.mentions,
            frames=frames,
            qualifiers=tuple(Qualifier(i, "none", factuality) for i in range(len(frames))),
            coreferences=tuple(Coreference((at(text, words),)) for words in mentions),
        )
    )


def parties(reading: Reading, nth: int, role: str) -> set[str]:
    """The words of those who play a role in an act."""
    return {s.of(reading.document.text) for s in reading.frames[nth].spans(role)}


def test_all_of_between_take_part_and_nobody_else(rules: Pipeline) -> None:
    """The deal is between the three that it names; who is moved under it is no party."""
    text = "The fighters left in a deal negotiated between Belmora, the Sable Front and the militia."
    names = ("The fighters", "Belmora", "the Sable Front", "the militia")
    found = partake(rules, text, names, ("deal", "AGREE", {"actor": ("The fighters",), "recipient": ("Belmora",)}))

    assert parties(found, 0, "actor") == {"Belmora", "the Sable Front", "the militia"}
    assert not parties(found, 0, "recipient")


def test_between_with_one_party_settles_nothing(rules: Pipeline) -> None:
    """Ground between two towns makes no parties."""
    text = "The army agreed to open a road between Tarsin and Marwa."
    found = partake(rules, text, ("The army",), ("agreed", "AGREE", {"actor": ("The army",)}))

    assert parties(found, 0, "actor") == {"The army"}


@pytest.mark.parametrize(
    ("text", "names", "found_first"),
    [
        ("The rebels attacked the town.", ("The rebels",), ()),
        ("The rebels and the militia attacked the town.", ("The rebels", "the militia"), ("The rebels",)),
        ("They fled when the Front and the Guard attacked Marwa.", ("the Front", "the Guard"), ()),
    ],
)
def test_subjects_of_active_verbs_act(
    rules: Pipeline, text: str, names: tuple[str, ...], found_first: tuple[str, ...]
) -> None:
    """A subject that the engine missed is added, with all that is coordinated with it."""
    found = partake(rules, text, names, ("attacked", "ASSAULT", {"actor": found_first}))

    assert parties(found, 0, "actor") == set(names)


def test_a_known_actor_who_is_no_subject_stays_alone(rules: Pipeline) -> None:
    """Where the engine has another actor than the subject, it is left its choice."""
    text = "The spokesman denied that the rebels struck the town."
    told = ("struck", "ASSAULT", {"actor": ("The spokesman",)})

    assert parties(partake(rules, text, ("The spokesman", "the rebels"), told), 0, "actor") == {"The spokesman"}


def test_who_stands_behind_a_known_actor_does_not_act() -> None:
    """A name inside the phrase that acts is not a second actor, even where a parse takes both for subjects."""
    text = "Orsan rebels struck"
    words = (
        ("Orsan", "PROPN", "NNP", 2, "nsubj"),
        ("rebels", "NOUN", "NNS", 2, "nsubj"),
        ("struck", "VERB", "VBD", -1, "root"),
    )
    tokens = tuple(Token(at(text, w), w, "", upos, xpos, head, deprel) for w, upos, xpos, head, deprel in words)
    whole = at(text, "Orsan rebels")
    reading = Reading(
        Document("d-1", text),
        (Sentence(Span(0, len(text)), 0, 3),),
        tokens,
        frames=(Frame(FrameKind.EVENT, at(text, "struck"), "ASSAULT", arguments=(Argument("actor", whole),)),),
        qualifiers=(Qualifier(0, "none", "CT+"),),
        coreferences=(Coreference((at(text, "Orsan"),)), Coreference((whole,))),
    )

    assert parties(Partake()(reading), 0, "actor") == {"Orsan rebels"}


def test_whoever_asks_to_be_let_go_goes(rules: Pipeline) -> None:
    """In "asked B to let them leave" the askers leave, and the leave itself is no act of its own."""
    text = "The rebels asked the army to let them leave the town."
    found = partake(
        rules,
        text,
        ("The rebels", "the army", "them"),
        ("asked", "REQUEST", {"actor": ("The rebels",), "recipient": ("the army",)}),
        ("let", "RETREAT.withdraw", {"actor": ("the army",)}),
        ("leave", "RETREAT.withdraw", {"actor": ("the army",)}),
    )

    assert [f.trigger.of(text) for f in found.frames] == ["asked", "leave"]
    assert parties(found, 1, "actor") == {"The rebels"}
    assert {q.frame for q in found.qualifiers} == {0, 1}


def test_whoever_answers_a_request_was_asked(rules: Pipeline) -> None:
    """The request goes to those who agree, and the agreement to whoever asked; the withdrawal is the asker's."""
    text = "The rebels asked for talks and a withdrawal, and the army and the militia agreed."
    found = partake(
        rules,
        text,
        ("The rebels", "the army", "the militia"),
        ("asked", "REQUEST", {}),
        ("talks", "CONSULT", {"actor": ("The rebels",)}),
        ("withdrawal", "RETREAT.withdraw", {"actor": ("the army",)}),
        ("agreed", "AGREE", {"actor": ("The rebels",)}),
    )
    both = {"the army", "the militia"}

    assert (parties(found, 0, "actor"), parties(found, 0, "recipient")) == ({"The rebels"}, both)
    assert parties(found, 1, "actor") == both | {"The rebels"}
    assert parties(found, 2, "actor") == {"The rebels"}
    assert (parties(found, 3, "actor"), parties(found, 3, "recipient")) == (both, {"The rebels"})


def test_an_operation_goes_on_with_the_act_before(rules: Pipeline) -> None:
    """Whose offensive began is told by the sentence before, not by the campaign beside it."""
    text = (
        "The army is trying to oust rebels from the hills. "
        "The offensive began on Saturday, coinciding with a Belmoran campaign."
    )
    found = partake(
        rules,
        text,
        ("The army", "rebels", "Belmoran"),
        ("oust", "ASSAULT", {"actor": ("The army",), "recipient": ("rebels",)}),
        ("offensive", "ASSAULT", {"actor": ("Belmoran",)}),
    )

    assert parties(found, 1, "actor") == {"The army"}
    assert parties(found, 1, "recipient") == {"rebels"}
    assert all(a.inferred for a in found.frames[1].arguments)


def test_an_operation_with_a_party_of_its_own_keeps_it(rules: Pipeline) -> None:
    """Thus "an offensive by the militia began" is the militia's."""
    text = "The army ousted rebels from the hills. An offensive by the militia began on Saturday."
    found = partake(
        rules,
        text,
        ("The army", "rebels", "the militia"),
        ("ousted", "ASSAULT", {"actor": ("The army",), "recipient": ("rebels",)}),
        ("offensive", "ASSAULT", {"actor": ("the militia",)}),
    )

    assert parties(found, 1, "actor") == {"the militia"}


def test_respective_shares_an_act_out(rules: Pipeline) -> None:
    """Each party withdraws to its own side: two acts, each with its qualifier."""
    text = "The army and the militia withdrew to their respective sides."
    told = ("withdrew", "RETREAT", {"actor": ("The army", "the militia")})
    found = partake(rules, text, ("The army", "the militia"), told)

    assert [parties(found, i, "actor") for i in range(len(found.frames))] == [{"The army"}, {"the militia"}]
    assert [q.frame for q in found.qualifiers] == [0, 1]


def test_together_does_not_share_an_act_out(rules: Pipeline) -> None:
    """Without such a word both withdraw in one act."""
    text = "The army and the militia withdrew to the other side."
    told = ("withdrew", "RETREAT", {"actor": ("The army", "the militia")})

    assert len(partake(rules, text, ("The army", "the militia"), told).frames) == 1


def test_an_act_that_is_not_coordinated_goes_on(rules: Pipeline) -> None:
    """Whoever does not coordinate the assault with others assaults, and the others do not."""
    text = "The army said it is not coordinating the assault with the militia."
    told = ("assault", "ASSAULT", {"actor": ("the militia",)})
    found = partake(rules, text, ("The army", "it", "the militia"), told, factuality="CT-")

    assert parties(found, 0, "actor") == {"it"}
    assert found.qualifiers[0].factuality == "CT+"


def test_an_act_that_is_not_planned_does_not_go_on(rules: Pipeline) -> None:
    """A negation of planning reaches its object."""
    text = "The army said it is not planning the assault."
    found = partake(rules, text, ("The army", "it"), ("assault", "ASSAULT", {"actor": ("The army",)}), factuality="CT-")

    assert found.qualifiers[0].factuality == "CT-"


def test_a_war_in_passing_has_no_parties_from_around_it(rules: Pipeline) -> None:
    """The president who was helped during a country's war is no side of it by these words."""
    text = "The militia helped President Orlan during Belmora's six-year war."
    told = ("war", "ASSAULT.clash", {"actor": ("President Orlan",)})

    assert not parties(partake(rules, text, ("The militia", "President Orlan"), told), 0, "actor")


def test_refugees_moved_from_a_place_to_another_are_displaced(rules: Pipeline) -> None:
    """Civilians who are transferred out are displaced; prisoners transferred to a cell are not."""
    text = "Thousands of refugees were transferred from Belmora to Tarsin."
    told = ("transferred", "RETREAT.release", {"from": ("Belmora",), "to": ("Tarsin",)})
    other = "The prisoners were transferred from Belmora to Tarsin."
    both = [partake(rules, t, (), told).frames[0] for t in (text, other)]

    assert [(f.label, f.mode) for f in both] == [("DISPLACE", "evacuate"), ("RETREAT", "release")]


def test_a_headline_has_the_actors_of_the_body(rules: Pipeline) -> None:
    """Who is to withdraw by a short headline is told in full below it."""
    text = "Rebels ask army for withdrawal from Tarsin\nThe rebels asked the army to let them leave Tarsin."
    found = partake(
        rules,
        text,
        ("Rebels", "army", "The rebels", "the army", "them"),
        ("withdrawal", "RETREAT.withdraw", {"actor": ("army",), "from": ("Tarsin",)}),
        ("asked", "REQUEST", {"actor": ("The rebels",)}),
        ("leave", "RETREAT.withdraw", {"actor": ("The rebels",), "from": ("Tarsin",)}),
        factuality="U",
    )

    assert parties(found, 0, "actor") == {"The rebels"}
