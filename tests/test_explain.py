"""Every value of a claim can be traced to words, to what made it, and to what came next."""

from datetime import date

import pytest

import casus
from casus.errors import NotFoundError
from casus.explain import Reason, explain
from casus.settings import Settings

TEXT = (
    "Shelling by government forces killed at least 12 civilians in the town of Harim in northern Syria on Monday, "
    "a monitoring group said. Rebels control most of the province."
)


def reasons(engine: str) -> dict[str, Reason]:
    """Of the first claim, the first reason per field."""
    reading = casus.code(TEXT, published=date(2020, 2, 5), settings=Settings(engine=engine))
    found: dict[str, Reason] = {}
    for reason in explain(reading, reading.claims[0].claim_id):
        found.setdefault(reason.field, reason)
    return found


def test_the_trained_engine_tells_scores_and_what_came_next() -> None:
    """Labels come with a probability and the next label, and all words are quoted from the report."""
    found = reasons("default")
    assert found["type"].value == "ASSAULT"
    assert found["type"].words == "Shelling"
    assert found["mode"].others
    assert found["type"].score is not None
    assert found["type"].score > 0.9 > found["mode"].others[0][1]
    assert all(reason.words in TEXT for field, reason in found.items() if field not in ("status", "factuality"))


def test_a_day_names_the_rule_that_settled_it() -> None:
    """Monday before Wednesday, 5 February 2020."""
    assert (reasons("default")["time"].value, reasons("default")["time"].by) == ("2020-02-03", "weekday")


def test_an_engine_of_rules_names_its_rules() -> None:
    """Where nothing is weighed there is a rule id and no next label."""
    found = reasons("rules")
    assert found["type"].by
    assert found["type"].others == ()


def test_states_are_explained_too() -> None:
    """A relation has its two sides and its extent."""
    reading = casus.code(TEXT, published=date(2020, 2, 5))
    state = next(s for s in reading.states if s.relation == "controls")
    found = {reason.field: reason.value for reason in explain(reading, state.claim_id)}
    assert found["type"] == "controls"
    assert found["extent"] == state.extent
    assert found["subject"].lower() == "rebels"


def test_an_unknown_claim_is_an_error() -> None:
    """Ids of another report are refused."""
    with pytest.raises(NotFoundError, match="no claim"):
        explain(casus.code(TEXT), "c-0000000000000000")


def test_a_source_is_explained_with_its_chain() -> None:
    """Who speaks and how, when he said so, and which agency he told."""
    text = "Rebels shelled the port of Tarsin, an army spokesman told Reuters on Tuesday."
    reading = casus.code(text, published=date(2020, 2, 5), settings=Settings(engine="rules"))
    found = {reason.field: reason for reason in explain(reading, reading.claims[0].claim_id)}
    assert found["source"].value.endswith("speaker, office, indirect speech")
    assert (found["said"].value, found["said"].words) == ("2020-02-04", "Tuesday")
    assert (found["wire"].value, found["wire"].words) == ("Reuters", "Reuters")
    assert "time" not in found
