"""The examples in the rule files are the tests: each fires its rule, each counter-example does not."""

from __future__ import annotations

from typing import Any

import pytest

from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.steps import _lexicon


def entries(name: str, *kinds: str) -> list[Any]:
    """The rules of a lexicon that carry examples, named for the test report."""
    found = [rule for kind in kinds for rule in _listed(_lexicon.table(name)[kind])]
    return [pytest.param(rule, id=rule["example"]) for rule in found if "example" in rule]


def _listed(section: Any) -> list[Any]:
    return section if isinstance(section, list) else [section]


def read(rules: Pipeline, text: str) -> Reading:
    """What the rules engine makes of one sentence."""
    return rules.code(Document("d-1", text))


def values(reading: Reading) -> set[tuple[str, str]]:
    """Status and factuality of every claim."""
    return {(claim.status, claim.factuality) for claim in reading.claims}


@pytest.mark.parametrize("rule", entries("qualifiers.toml", "governor", "auxiliary", "condition"))
def test_a_qualifier_fires_on_its_example_only(rule: Any, rules: Pipeline) -> None:
    """Status and factuality come from the cue in the example and are absent without it."""
    expected = (rule["status"], rule["factuality"])

    assert expected in values(read(rules, rule["example"]))
    assert expected not in values(read(rules, rule["counter"])) - {("completed", "CT+"), ("ongoing", "CT+")}


@pytest.mark.parametrize("rule", entries("qualifiers.toml", "negation"))
def test_negation_turns_a_claim_into_its_denial(rule: Any, rules: Pipeline) -> None:
    """What did not happen is certain not to have happened."""
    assert ("none", "CT-") in values(read(rules, rule["example"]))
    assert ("none", "CT-") not in values(read(rules, rule["counter"]))


@pytest.mark.parametrize("rule", entries("modes.toml", "mode"))
def test_a_mode_fires_on_its_example_only(rule: Any, rules: Pipeline) -> None:
    """The mode of an act comes from the words of its clause."""
    expected = (rule["label"], rule["mode"])
    modes = [{(c.type, c.mode) for c in read(rules, rule[key]).claims} for key in ("example", "counter")]

    assert expected in modes[0]
    assert expected not in modes[1]


@pytest.mark.parametrize("rule", entries("states.toml", "verb", "noun", "compound"))
def test_a_relation_fires_on_its_example_only(rule: Any, rules: Pipeline) -> None:
    """A relation that holds is found in the example and not in its look-alike."""
    found = [{s.relation for s in read(rules, rule[key]).states} for key in ("example", "counter")]

    assert rule["relation"] in found[0]
    assert rule["relation"] not in found[1]


@pytest.mark.parametrize("rule", entries("attribution.toml", "saying"))
def test_a_source_is_found_with_its_stance(rule: Any, rules: Pipeline) -> None:
    """The one who says so is named with the words that show it."""
    found = read(rules, rule["example"])
    sources = {
        (found.document.quote(a.source.span), a.stance) for c in found.claims for a in c.attribution if a.source.span
    }

    assert (rule["source"], rule["stance"]) in sources
    assert not [a for c in read(rules, rule["counter"]).claims for a in c.attribution]
