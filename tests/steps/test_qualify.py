"""Whether an act happened, is planned, was tried or denied."""

from __future__ import annotations

import pytest

from casus.model.document import Document
from casus.pipeline import Pipeline


def statuses(rules: Pipeline, text: str) -> dict[str, tuple[str, str]]:
    """Status and factuality by trigger."""
    reading = rules.code(Document("d-1", text))
    return {c.trigger.of(text): (c.status, c.factuality) for c in reading.claims}


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        pytest.param("Rebels attacked the depot.", "attacked", ("completed", "CT+"), id="plain"),
        pytest.param("The police did not attack the crowd.", "attack", ("none", "CT-"), id="negated"),
        pytest.param("The rebels tried to storm the fort.", "storm", ("attempted", "CT+"), id="tried"),
        pytest.param("Police stopped the men from attacking it.", "attacking", ("prevented", "CT-"), id="from"),
        pytest.param("The two sides will hold talks in Geneva.", "talks", ("planned", "U"), id="carried-by-a-verb"),
        pytest.param("The rebels may attack the port.", "attack", ("hypothetical", "PS+"), id="possible"),
    ],
)
def test_cues_right_before_an_act_stand(rules: Pipeline, text: str, trigger: str, expected: tuple[str, str]) -> None:
    """No rule found in reports overturns what an act's own auxiliary or negation says."""
    assert statuses(rules, text)[trigger] == expected


def test_stopping_a_fight_is_not_preventing_it(rules: Pipeline) -> None:
    """Without "from" the fight took place."""
    assert ("prevented", "CT-") not in statuses(rules, "The two sides stopped fighting on Monday.").values()


def test_the_cue_is_quoted(rules: Pipeline) -> None:
    """A reader sees which word made it so."""
    text = "The rebels tried to storm the fort."
    (claim,) = [c for c in rules.code(Document("d-1", text)).claims if c.status == "attempted"]

    assert [cue.of(text) for cue in claim.cues] == ["tried"]
