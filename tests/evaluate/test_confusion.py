from __future__ import annotations

from casus.evaluate.confusion import confusion, mistakes
from tests.evaluate.coding import at, claim, coded


def test_mistakes_are_missed_invented_or_mistyped() -> None:
    """Each comes with its words; what is right is left out."""
    predicted = coded()
    predicted["claims"][1]["mode"] = "aerial"
    predicted["claims"][2] = claim("e3", at("army"), "AID")
    found = [(mistake.gold, mistake.predicted, mistake.trigger) for mistake in mistakes([coded()], [predicted])]

    assert found == [
        ("ASSAULT.heavy-weapons", "ASSAULT.aerial", "shelled"),
        ("RETREAT", None, "fled"),
        (None, "AID", "army"),
    ]


def test_the_most_frequent_confusion_comes_first() -> None:
    """A developer starts where most is to be won."""
    twins = [coded(), coded() | {"id": "two", "claims": coded()["claims"][:1]}]
    counted = confusion(mistakes(twins, []))

    assert counted == [(("ASSAULT.heavy-weapons", None), 3), (("RETREAT", None), 1)]
