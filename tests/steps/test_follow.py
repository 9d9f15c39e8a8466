"""Acts that a report goes on with."""

from __future__ import annotations

from tests.steps.following import Told, reading, span, statuses, words

from casus.model.frame import Frame, FrameKind, Link, LinkKind, Qualifier
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.steps.follow import Follow


def follow(rules: Pipeline, text: str, groups: tuple[tuple[str, ...], ...], *told: Told, **more: object) -> Reading:
    """What the step makes of a report."""
    return Follow()(reading(rules, text, groups, *told, **more))  # type: ignore[arg-type]


def same(found: Reading) -> set[tuple[int, int]]:
    """The frames that are told to be one."""
    return {(k.left, k.right) for k in found.links if k.kind is LinkKind.SAME}


def states(found: Reading, label: str) -> list[tuple[int, Frame]]:
    """The relations of a name, with their numbers."""
    return [(i, f) for i, f in enumerate(found.frames) if f.kind is FrameKind.STATE and f.label == label]


CAMPAIGN = "The army began a campaign to drive the rebels from Homs."


def test_an_operation_and_its_aim_are_one_attempt(rules: Pipeline) -> None:
    """The aim gives the operation its enemy and ground, and is no act of its own; both fight."""
    found = follow(
        rules,
        CAMPAIGN,
        (("The army",), ("the rebels",)),
        ("campaign", "ASSAULT", "ongoing", {"actor": ("The army",)}),
        ("drive", "ASSAULT", "planned", {"actor": ("The army",), "recipient": ("the rebels",), "from": ("Homs",)}),
    )

    assert [f.label for f in found.frames] == ["ASSAULT", "fights"]
    assert statuses(found)[0] == ("attempted", "CT+")
    assert words(found, 0, "recipient") == {"the rebels"}
    assert words(found, 0, "where") == {"Homs"}


def test_taking_a_town_stays_an_act_of_its_own(rules: Pipeline) -> None:
    """Coders tell an offensive and the capture it is for as two acts."""
    found = follow(
        rules,
        "The army began an offensive to retake Homs.",
        (("The army",),),
        ("offensive", "ASSAULT", "ongoing", {"actor": ("The army",)}),
        ("retake", "ASSAULT.capture", "planned", {"actor": ("The army",)}),
    )

    assert [f.mode for f in found.frames] == [None, "capture"]


SIDES = (
    "The army is trying to expel the rebels. The militia began a campaign against the rebels. "
    "Both the coalition and the militia have advanced towards Homs from their respective sides."
)


def test_respective_advances_go_on_with_the_operations_before_them(rules: Pipeline) -> None:
    """The militia with its own campaign, the coalition with the one that is left; neither has arrived."""
    found = follow(
        rules,
        SIDES,
        (("The army",), ("the rebels", "the rebels#2"), ("The militia", "the militia"), ("the coalition",)),
        ("expel", "ASSAULT", "attempted", {"actor": ("The army",), "recipient": ("the rebels",)}),
        ("campaign", "ASSAULT", "ongoing", {"actor": ("The militia",), "recipient": ("the rebels#2",)}),
        ("advanced", "ASSAULT", "completed", {"actor": ("the coalition",)}),
        ("advanced", "ASSAULT", "completed", {"actor": ("the militia",)}),
    )

    assert same(found) >= {(0, 2), (1, 3)}
    assert statuses(found)[2][0] == statuses(found)[3][0] == "ongoing"
    assert words(found, 2, "recipient") == {"the rebels"}


def test_a_joint_advance_goes_on_with_nothing(rules: Pipeline) -> None:
    """Without "respective" nothing is shared out."""
    found = follow(
        rules,
        SIDES.replace("from their respective sides", "together"),
        (("The army",), ("the rebels", "the rebels#2"), ("The militia", "the militia"), ("the coalition",)),
        ("expel", "ASSAULT", "attempted", {"actor": ("The army",), "recipient": ("the rebels",)}),
        ("campaign", "ASSAULT", "ongoing", {"actor": ("The militia",), "recipient": ("the rebels#2",)}),
        ("advanced", "ASSAULT", "completed", {"actor": ("the coalition", "the militia")}),
    )

    assert same(found) == set()


def test_what_is_agreed_to_is_the_content_of_the_agreement(rules: Pipeline) -> None:
    """A withdrawal asked for and agreed to is agreed; one that was refused is not."""
    text = "The rebels asked for talks and a withdrawal, and the army {}."
    told: tuple[Told, ...] = (
        ("asked", "REQUEST", "completed", {"actor": ("The rebels",)}),
        ("talks", "CONSULT", "requested", {}),
        ("withdrawal", "RETREAT.withdraw", "requested", {"actor": ("The rebels",)}),
    )
    groups = (("The rebels",), ("the army",))
    contents = ((1, 0), (2, 0))
    agreed = ("agreed", "AGREE", "completed", {"actor": ("the army",), "recipient": ("The rebels",)})
    found = follow(rules, text.format("agreed"), groups, *told, agreed, contents=contents)

    assert statuses(found)[2] == ("agreed", "U")
    assert [(k.left, k.right) for k in found.links if k.kind is LinkKind.CONTENT and k.left == 2] == [(2, 3)]

    refused = ("refused", "REJECT", "completed", {"actor": ("the army",)})
    found = follow(rules, text.format("refused"), groups, *told, refused, contents=contents)
    assert statuses(found)[2] == ("requested", "U")


def test_a_deal_of_other_parties_is_another(rules: Pipeline) -> None:
    """A link between two deals goes where each has a party that the other lacks, and stays where one has them all."""
    text = "Belmora, Orsan and the Front agreed. Last week Belmora, Orsan and the Guard made a deal."
    groups = (("Belmora", "Belmora#2"), ("Orsan", "Orsan#2"), ("the Front",), ("the Guard",))
    first = ("agreed", "AGREE", "completed", {"actor": ("Belmora", "Orsan", "the Front")})
    second = ("deal", "AGREE", "completed", {"actor": ("Belmora#2", "Orsan#2", "the Guard")})
    told = reading(rules, text, groups, first, second)
    linked = Reading(
        **{name: getattr(told, name) for name in told.__dataclass_fields__} | {"links": (Link(LinkKind.SAME, 0, 1),)}
    )

    assert same(Follow()(linked)) == set()

    fewer = ("deal", "AGREE", "completed", {"actor": ("Belmora#2", "Orsan#2")})
    told = reading(rules, text, groups, first, fewer)
    linked = Reading(
        **{name: getattr(told, name) for name in told.__dataclass_fields__} | {"links": (Link(LinkKind.SAME, 0, 1),)}
    )
    assert same(Follow()(linked)) == {(0, 1)}


def test_whom_nobody_coordinates_with_is_told(rules: Pipeline) -> None:
    """A denial of coordination has the others as recipients and makes two relations that do not hold."""
    text = "The army said it is not coordinating the assault with the militia or the Guard."
    told = reading(
        rules,
        text,
        (("The army", "it"), ("the militia",), ("the Guard",)),
        ("coordinating", "COOPERATE", "none", {"actor": ("The army",)}),
    )
    denied = Reading(
        **{n: getattr(told, n) for n in told.__dataclass_fields__} | {"qualifiers": (Qualifier(0, "none", "CT-"),)}
    )
    found = Follow()(denied)

    assert words(found, 0, "recipient") == {"the militia", "the Guard"}
    assert [statuses(found)[i][1] for i, _ in states(found, "coordinates_with")] == ["CT-", "CT-"]


def test_support_over_years_is_a_habit(rules: Pipeline) -> None:
    """Support through a war is no act of a day; support on Monday is."""
    text = "The militia has provided vital support to the government during the six-year war."
    groups = (("The militia",), ("the government",))
    told = ("support", "AID", "completed", {"actor": ("The militia",), "recipient": ("the government",)})
    assert statuses(follow(rules, text, groups, told))[0][0] == "habitual"

    text = "The militia provided support to the government on Monday."
    assert statuses(follow(rules, text, groups, told))[0][0] == "completed"


def test_whoever_closes_the_sentence_says_it(rules: Pipeline) -> None:
    """A closing "…, X said" is the source of what stands before it; a clause of its own is not."""
    text = "The rebels left for the province of Aleppo, an official in the alliance said on Thursday."
    told = ("left", "RETREAT.withdraw", "completed", {"actor": ("The rebels",)})
    found = follow(rules, text, (("The rebels",), ("an official",), ("the alliance",)), told)
    assert [s.source for s in found.sourcings] == [span(text, "an official")]

    text = "The rebels left for the province of Aleppo, which the alliance said it holds."
    assert follow(rules, text, (("The rebels",), ("the alliance",)), told).sourcings == ()


def test_only_the_ground_behind_a_compound_is_held(rules: Pipeline) -> None:
    """In "from Beirut into rebel-held Homs" the rebels hold Homs alone."""
    text = "They were moved from Beirut into rebel-held Homs."
    told = ("rebel-held", "controls", "ongoing", {"subject": ("rebel",), "object": ("Beirut", "Homs")})
    assert words(follow(rules, text, (("They",), ("rebel",)), told), 0, "object") == {"Homs"}
