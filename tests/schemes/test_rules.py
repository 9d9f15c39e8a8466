"""Rules of codes: each decides its example and leaves its counter-example to another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casus.resources.load import read_toml, resource
from casus.schemes import SCHEMES, acled, cameo, parties, plover, ucdp
from casus.schemes.examples import facts_from
from casus.schemes.facts import Facts
from casus.schemes.rules import Rule, decide, load_rules


def _rules() -> Iterator[tuple[str, Rule]]:
    return ((scheme, rule) for scheme in SCHEMES for rule in load_rules(scheme))


@pytest.mark.parametrize(("scheme", "rule"), list(_rules()), ids=lambda part: getattr(part, "id", None))
def test_a_rule_decides_its_example_and_leaves_its_counter(scheme: str, rule: Rule) -> None:
    """The example in the data file is decided by the rule, the counter-example is not."""
    assert decide(scheme, facts_from(rule.example)).rule == rule.id
    assert decide(scheme, facts_from(rule.counter)).rule != rule.id


@pytest.mark.parametrize("scheme", SCHEMES)
def test_ids_of_rules_are_unique_and_name_their_scheme(scheme: str) -> None:
    """An id leads to one rule."""
    ids = [rule.id for rule in load_rules(scheme)]

    assert len(set(ids)) == len(ids)
    assert all(name.startswith(f"{scheme}.") for name in ids)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", [*read_toml(resource("schemes", "plover_scores.toml"))["types"], "DISPLACE"])
def test_every_type_is_decided_or_refused_with_a_reason(scheme: str, kind: str) -> None:
    """Whatever the parties, a code comes from a rule, and where there is none a sentence says why."""
    for who in ("rebel_group > armed_forces", "civilians > civilians", "other", " > civilians", ""):
        code = decide(scheme, facts_from(f"{who} : {kind}"))

        assert code.value or code.why


def test_all_acled_values_are_published_sub_event_types() -> None:
    """No rule gives a sub-event type that ACLED does not have, and each published one is given by some rule."""
    published = {sub for subs in read_toml(resource("schemes", "acled_types.toml"))["events"].values() for sub in subs}
    given = {rule.value for rule in load_rules("acled")} - {""}

    assert len(published) == 25
    assert given == published
    assert {acled.disorder_type(sub) for sub in published} == {
        "Political violence",
        "Demonstrations",
        "Political violence; Demonstrations",
        "Strategic developments",
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("rebel_group > armed_forces SYR : RETREAT.withdraw; words=ceded", "Non-violent transfer of territory"),
        ("rebel_group : RETREAT.withdraw; words=handed over", "Change to group/activity"),
        ("rebel_group > armed_forces SYR : RETREAT.withdraw; words=handed over; status=agreed", None),
        ("armed_forces SYR : ASSAULT.capture; words=entered unopposed; in=SYR", "Non-violent transfer of territory"),
        ("armed_forces SYR : ASSAULT.capture; words=stormed; in=SYR", "Government regains territory"),
    ],
)
def test_ground_changes_hands_without_violence_only_where_that_is_told(told: str, expected: str | None) -> None:
    """It takes a word for it, and where ground is handed over, somebody armed who gets it."""
    value = decide("acled", facts_from(told)).value

    assert value == expected or (expected is None and value != "Non-violent transfer of territory")


def test_all_cameo_values_are_in_the_code_list() -> None:
    """Each CAMEO code that a rule gives has a label, a quad class and a Goldstein score."""
    for rule in load_rules("cameo"):
        if rule.value:
            entry = cameo.code_list()[rule.value]
            assert entry.label
            assert entry.quad in "1234"
            assert -10 <= float(entry.goldstein) <= 10


def test_plover_scores_are_those_of_the_manual() -> None:
    """A mode has its own intensity, a mode without one that of its type, and SANCTION is material conflict."""
    assert plover.intensity("RETREAT.withdraw") == 8
    assert plover.intensity("PROTEST.vandalize") == plover.intensity("PROTEST") == -5
    assert plover.intensity("ACCUSE") == -3
    assert (plover.quad("SANCTION"), plover.quad_name("REQUEST")) == (4, "verbal conflict")
    assert len(read_toml(resource("schemes", "plover_scores.toml"))["types"]) == 16


@pytest.mark.parametrize("row", read_toml(resource("schemes", "contexts.toml"))["context"], ids=lambda r: r["name"])
def test_contexts_fit_their_examples_only(row: dict[str, str]) -> None:
    """The example of a context has it, the counter-example has not."""
    assert row["name"] in plover.contexts(facts_from(row["example"]))
    assert row["name"] not in plover.contexts(facts_from(row["counter"]))


def test_plover_keeps_type_and_mode_where_it_has_them() -> None:
    """An air strike stays an air strike, a clash loses the mode that PLOVER lacks."""
    assert plover.derive(facts_from("armed_forces > rebel_group : ASSAULT.aerial")).value == "ASSAULT.aerial"
    assert plover.derive(facts_from("armed_forces + rebel_group : ASSAULT.clash")).value == "ASSAULT"


def test_state_forces_abroad_are_external_forces() -> None:
    """An army that takes a town of another country overtakes territory, one that takes its own regains it."""
    at_home = facts_from("armed_forces SYR > rebel_group : ASSAULT.capture; in=SYR")
    abroad = facts_from("armed_forces TUR > rebel_group : ASSAULT.capture; in=SYR")

    assert acled.derive(at_home).value == "Government regains territory"
    assert acled.derive(abroad).value == "Non-state actor overtakes territory"
    assert ucdp.derive(abroad).value == "1"


def test_words_choose_among_codes_of_one_type() -> None:
    """A demand is a demand and an appeal an appeal, though both are REQUEST."""
    asked = Facts("REQUEST", "yield", words="asked")

    assert cameo.derive(asked).value == "025"
    assert cameo.derive(facts_from("government > civilians : REQUEST.yield; words=ordered")).value == "105"


@pytest.mark.parametrize(
    ("words", "code"),
    [("war", "Armed clash"), ("heavy fighting", "Armed clash"), ("attacked", ""), ("warned", "")],
)
def test_a_war_between_two_is_mutual_and_their_attack_is_not(words: str, code: str) -> None:
    """Nobody else is named: in a war they fight each other, in an attack somebody untold."""
    assert acled.derive(facts_from(f"armed_forces + rebel_group : ASSAULT; words={words}")).value == code


@pytest.mark.parametrize(
    ("who", "group"),
    [
        ("rebel_group", "Rebel group"),
        ("rebel_group UAF", "Political militia"),
        ("rebel_group GOV", "State forces"),
        ("government UNO", "External/Other forces"),
        ("armed_forces TUR", "External/Other forces"),
        ("organisation REL", "Civilians"),
        ("other UNK", ""),
    ],
)
def test_groups_follow_from_kind_and_sector(who: str, group: str) -> None:
    """Kind decides, but for armed groups that changed sides, gunmen nobody knows, and international bodies."""
    (party,) = facts_from(f"{who} : MOBILIZE").actors

    assert parties.group(party, "MOBILIZE.", role="actor", country="SYR") == group


def test_interactions_are_named_as_acled_does() -> None:
    """The lower legacy number first, "only" where nobody is on the other side, nothing where a group is not known."""
    assert parties.interaction("Rebel group", "State forces") == "State forces-Rebel group"
    assert parties.interaction("Civilians", None) == "Civilians only"
    assert parties.interaction("Rebel group", "") == ""
