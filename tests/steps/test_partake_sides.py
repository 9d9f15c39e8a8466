"""Whom somebody fights or meets where the sentence names only him."""

from __future__ import annotations

from tests.steps.building import at, frame, read_until

from casus.model.document import Document
from casus.model.frame import Coreference, Frame
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.steps._partake_sides import sides
from casus.steps._stage import Stage

TEXT = "Troops shelled rebels near Lisk. Troops said the fighting went on. Talks with elders failed."
CLASH = ("fighting", "ASSAULT", "clash")


def settled(rules: Pipeline, *acts: Frame, text: str = TEXT) -> Frame:
    """The last of the acts after the rule; "Troops", "rebels" and "elders" are parties with their first mentions."""
    parsed = read_until(rules, "mentions", Document("d-1", text))
    groups = tuple(Coreference((at(text, words),)) for words in ("Troops", "rebels", "elders"))
    reading = Reading(
        parsed.document, parsed.sentences, parsed.tokens, parsed.mentions, frames=acts, coreferences=groups
    )
    return sides(Stage.of(reading), acts[-1])


def actors(act: Frame) -> list[tuple[str, bool]]:
    """Whose act it is, and whether that is inferred."""
    return [(a.span.of(TEXT), a.inferred) for a in act.arguments if a.role == "actor"]


def shelled(actor: str, recipient: str) -> Frame:
    """The shelling of one party by another."""
    return frame(TEXT, "shelled", "ASSAULT", None, actor=(actor,), recipient=(recipient,))


def test_a_clash_of_one_party_gets_the_foe_that_the_report_names(rules: Pipeline) -> None:
    """The rebels fire back somewhere, so that they are the other side, and are marked as inferred."""
    fire = frame(TEXT, "near", "ASSAULT", None, actor=("rebels",), recipient=("Troops",))
    found = settled(rules, shelled("Troops", "rebels"), fire, frame(TEXT, *CLASH, actor=("Troops",)))
    assert actors(found) == [("Troops", False), ("rebels", True)]
    assert found.rule.endswith("partake:sides")


def test_whoever_only_suffers_is_no_side(rules: Pipeline) -> None:
    """Victims of a shelling fight nobody."""
    alone = frame(TEXT, *CLASH, actor=("Troops",))
    assert settled(rules, shelled("Troops", "elders"), alone) == alone


def test_two_foes_leave_it_open(rules: Pipeline) -> None:
    """Where the report names two others as often, none is chosen."""
    acts = (
        shelled("rebels", "Troops"),
        frame(TEXT, "near", "ASSAULT", None, actor=("elders",), recipient=("Troops",)),
    )
    alone = frame(TEXT, *CLASH, actor=("Troops",))
    assert settled(rules, *acts, alone) == alone


def test_an_attack_is_nobody_elses_too(rules: Pipeline) -> None:
    """Only what two do together gets a second party."""
    attack = frame(TEXT, "shelled", "ASSAULT", None, actor=("Troops",))
    assert settled(rules, shelled("rebels", "Troops"), attack) == attack


def test_talks_get_whom_one_agreed_with(rules: Pipeline) -> None:
    """A deal of two names the partner of later talks; a foe is no partner."""
    deal = frame(TEXT, "said", "AGREE", None, actor=("Troops",), recipient=("elders",))
    talks = frame(TEXT, "Talks", "CONSULT", None, actor=("Troops",))
    found = settled(rules, shelled("rebels", "Troops"), deal, talks)
    assert actors(found) == [("Troops", False), ("elders", True)]
    assert settled(rules, shelled("rebels", "Troops"), talks) == talks
