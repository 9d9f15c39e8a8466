"""What is believed of one event that several reports tell of."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.beliefs.events import believe
from casus.beliefs.types import ContradictionKind, EventBelief, Realisation
from casus.store.rows import PartyRow, PlaceRow
from tests.beliefs.histories import (
    ARMY,
    BRIDGE,
    FRONT,
    GUARD,
    GUNMEN,
    LAND,
    OSTREN,
    SEL,
    VALE,
    Act,
    day,
    number,
    paper,
    quote,
    shuffled,
    source,
)

ARMY_SPOKESMAN = source("army spokesman Petr Havel", of=ARMY)
FRONT_SPOKESMAN = source("a spokesman of the Highland Front", stance="claims", of=FRONT)
HOSPITAL = source("a hospital in Ostren")


def attack() -> Act:
    """One attack as six papers tell it: six tolls, two days, a denial, a copy."""
    act = Act()
    act.told(paper("Courier", 5), "Fighters attacked a post.", by=ARMY_SPOKESMAN, when=(4, 4), killed=(6, 6))
    act.told(paper("Meridian", 5), "They killed at least six.", by=ARMY_SPOKESMAN, when=(4, 5), killed=(6, None))
    act.told(paper("Halden", 5), "Nine died.", by=HOSPITAL, when=(4, 4), killed=(9, 9))
    act.told(paper("Halden", 6), "Ten have died.", by=HOSPITAL, killed=(10, 10))
    act.told(paper("Wire", 6), "Twenty were killed.", by=FRONT_SPOKESMAN, when=(2, 2), killed=(20, 20))
    copied = paper("Copyist", 6, copy_of=paper("Wire", 6).doc_id)
    act.told(copied, "Twenty were killed.", by=FRONT_SPOKESMAN, when=(2, 2), killed=(20, 20))
    denial = source("the Tarvenian army", of=ARMY, stance="denies")
    act.told(paper("Evening", 7), "The army denied any attack.", by=denial, status="none", factuality="CT-")
    return act


def kinds(belief: EventBelief) -> set[str]:
    """What is contradicted, by field."""
    return {contradiction.field for contradiction in belief.contradictions}


def test_one_source_behind_several_reports_counts_once() -> None:
    """Two papers that quote one spokesman, and a wire with its copy, are one origin each."""
    belief = believe(attack().event())

    assert belief.independent_sources == 3


def test_the_same_paper_counts_once_however_many_it_quotes() -> None:
    """A paper that quotes a hospital and a witness is still one paper."""
    act = Act()
    act.told(paper("Courier", 5), "Six died.", by=HOSPITAL)
    act.told(paper("Courier", 5), "They fired.", by=source("a witness"))

    assert believe(act.event()).independent_sources == 1


def test_a_report_that_quotes_another_voice_adds_an_origin() -> None:
    """The paper that has a second source of its own is counted through that one."""
    act = Act()
    act.told(paper("Courier", 5), "Six died.", by=ARMY_SPOKESMAN)
    act.told(paper("Meridian", 5), "Six died.", by=ARMY_SPOKESMAN)
    act.told(paper("Meridian", 5), "They fired.", by=HOSPITAL)

    assert believe(act.event()).independent_sources == 2


def test_a_later_number_of_the_same_source_revises_and_does_not_contradict() -> None:
    """A hospital that first counts nine and a day later ten has one number."""
    act = Act()
    act.told(paper("Halden", 5), "Nine died.", by=HOSPITAL, killed=(9, 9))
    act.told(paper("Halden", 6), "Ten have died.", by=HOSPITAL, killed=(10, 10))
    belief = believe(act.event())
    killed = belief.field("killed")

    assert killed is not None
    assert [(value.shown, value.is_revised) for value in killed.values] == [("10", False), ("9", True)]
    assert belief.contradictions == ()


def test_a_toll_brought_up_to_date_revises_what_others_told_before() -> None:
    """That the toll has risen to nine does not contradict another paper's six of yesterday."""
    act = Act()
    act.told(paper("Courier", 5), "Six soldiers were killed.", killed=(6, 6))
    act.told(paper("Meridian", 6), "The toll has risen to nine.", killed=(9, 9))

    assert kinds(believe(act.event())) == set()


def test_different_numbers_without_an_update_contradict() -> None:
    """Two papers that count differently disagree, and both numbers stay."""
    act = Act()
    act.told(paper("Courier", 5), "Six soldiers were killed.", killed=(6, 6))
    act.told(paper("Meridian", 6), "Nine soldiers were killed.", killed=(9, 9))
    belief = believe(act.event())
    killed = belief.field("killed")

    assert kinds(belief) == {"killed"}
    assert killed is not None
    assert killed.spread == (6, 9)


def test_at_least_six_does_not_contradict_nine() -> None:
    """An open range agrees with what lies in it; the range of all is closed by the larger number."""
    act = Act()
    act.told(paper("Courier", 5), "At least six were killed.", killed=(6, None))
    act.told(paper("Meridian", 6), "Nine were killed.", killed=(9, 9))
    belief = believe(act.event())
    killed = belief.field("killed")

    assert belief.contradictions == ()
    assert killed is not None
    assert killed.spread == (6, 9)


def test_parts_of_a_number_are_kept_and_never_added() -> None:
    """Twelve dead, three of them children, are twelve and not fifteen."""
    act = Act()
    told = (number("killed", 12, 12), number("killed", 3, 3))
    act.told(paper("Courier", 5), "Twelve died, three of them children.", quantities=told)
    killed = believe(act.event()).field("killed")

    assert killed is not None
    assert killed.spread == (12, 12)
    assert [(value.shown, value.is_part) for value in killed.values] == [("12", False), ("3", True)]


@pytest.mark.parametrize(
    ("rule", "best"),
    [
        pytest.param("latest_named_source", "20", id="the named source that spoke last"),
        pytest.param("median", "9", id="the middle"),
        pytest.param("most_conservative", "6", id="the smallest"),
    ],
)
def test_the_rule_chooses_the_number_and_is_kept_with_it(rule: str, best: str) -> None:
    """The same tolls, three rules, three choices."""
    act = Act()
    act.told(paper("Courier", 5), "Six died.", by=ARMY_SPOKESMAN, killed=(6, 6))
    act.told(paper("Wire", 6), "Twenty died.", by=FRONT_SPOKESMAN, killed=(20, 20))
    act.told(paper("Halden", 7), "Nine died.", by=source("a hospital"), killed=(9, 9))
    killed = believe(act.event(), rule=rule).field("killed")

    assert killed is not None
    assert killed.best is not None
    assert (killed.best.shown, killed.rule) == (best, rule)


def test_an_unknown_rule_is_refused() -> None:
    """A misspelt rule is no reason to fall back on another."""
    with pytest.raises(ValueError, match="loudest"):
        believe(attack().event(), rule="loudest")


def test_everything_that_excludes_each_other_is_a_row() -> None:
    """Six tolls, two days and a denial: number, time and occurrence, each with all its values."""
    belief = believe(attack().event())
    rows = {row.field: {value.shown for value in row.values} for row in belief.contradictions}

    assert rows["killed"] == {"6", "10", "20"}
    assert rows["time"] == {"2031-05-02", "2031-05-04", "2031-05-04 to 05-05"}
    assert rows["occurrence"] == {"happened", "denied"}
    assert belief.realisation is Realisation.DISPUTED
    assert belief.belief.words == "disputed"


def test_a_party_that_speaks_of_the_event_has_a_stance() -> None:
    """The army tells of it and denies it, the Front claims it."""
    belief = believe(attack().event())

    assert {(one.party.name, one.stance) for one in belief.stances} == {
        ("Tarvenian army", "asserts"),
        ("Tarvenian army", "denies"),
        ("Highland Front", "claims"),
    }


@pytest.mark.parametrize(
    ("left", "right", "disputed"),
    [
        pytest.param(OSTREN, VALE, True, id="two towns"),
        pytest.param(OSTREN, SEL, False, id="the province around it"),
        pytest.param(OSTREN, LAND, False, id="the country"),
        pytest.param(OSTREN, BRIDGE, False, id="within the radius"),
        pytest.param(OSTREN, None, False, id="not located"),
    ],
)
def test_only_places_apart_contradict(left: object, right: object, disputed: bool) -> None:
    """A coarser place agrees with a finer one, which is the one shown."""
    act = Act(place=None)
    for press, place in (("Courier", left), ("Meridian", right)):
        row = PlaceRow("where", quote("there"), place)  # type: ignore[arg-type]
        act.told(paper(press, 5), "They attacked.", places=(row,))
    belief = believe(act.event())

    assert ("place" in kinds(belief)) is disputed
    assert disputed or belief.place in (OSTREN, BRIDGE)


@pytest.mark.parametrize(
    ("left", "right", "status", "disputed"),
    [
        pytest.param((4, 4), (6, 6), "completed", True, id="two days"),
        pytest.param((4, 4), (1, 7), "completed", False, id="that week"),
        pytest.param((4, 4), (4, 5), "completed", False, id="overnight"),
        pytest.param((4, 4), (6, 6), "ongoing", False, id="a siege lasts"),
    ],
)
def test_only_days_apart_contradict(left: tuple[int, int], right: tuple[int, int], status: str, disputed: bool) -> None:
    """A coarser time agrees with a finer one, and what lasts has many days."""
    act = Act()
    act.told(paper("Courier", 5), "They attacked.", when=left, status=status)
    act.told(paper("Meridian", 7), "They attacked.", when=right)

    assert ("time" in kinds(believe(act.event()))) is disputed


def test_the_finest_of_the_days_that_agree_is_shown() -> None:
    """Two papers agree on that week, one of them on the day."""
    act = Act()
    act.told(paper("Courier", 7), "They attacked.", when=(1, 7))
    act.told(paper("Meridian", 7), "They attacked.", when=(4, 4))
    when = believe(act.event()).when

    assert when is not None
    assert (when.earliest, when.latest) == (day(4), day(4))


def by_author(*actors: PartyRow) -> EventBelief:
    """One attack, told by a paper for each author."""
    act = Act()
    for n, actor in enumerate(actors):
        recipient = replace(ARMY, role="recipient")
        act.told(paper(f"Paper {n}", 5), "They attacked.", parties=(actor, recipient))
    return believe(act.event())


def test_two_authors_contradict() -> None:
    """Who did it is disputed, and both are kept."""
    belief = by_author(FRONT, GUARD)

    assert [row.kind for row in belief.contradictions] == [ContradictionKind.AUTHOR]


def test_gunmen_are_no_other_author() -> None:
    """A description agrees with a name, which is then the author."""
    belief = by_author(FRONT, GUNMEN)

    assert belief.contradictions == ()
    assert [party.name for party in belief.actors] == ["Highland Front"]


def test_a_joint_author_joins_the_two() -> None:
    """Where one report names both together, neither excludes the other."""
    act = Act()
    recipient = replace(ARMY, role="recipient")
    for n, actors in enumerate(((FRONT,), (GUARD,), (FRONT, GUARD))):
        act.told(paper(f"Paper {n}", 5), "They attacked.", parties=(*actors, recipient))

    assert believe(act.event()).contradictions == ()


def test_an_author_who_denies_it_is_set_against_those_who_name_him() -> None:
    """The Front is named by the army and denies it."""
    act = Act()
    act.told(paper("Courier", 5), "The Front attacked.", by=ARMY_SPOKESMAN)
    denial = source("the Front", of=FRONT, stance="denies")
    act.told(paper("Meridian", 6), "The Front denied it.", by=denial, status="none", factuality="CT-")
    rows = {row.kind: [value.shown for value in row.values] for row in believe(act.event()).contradictions}

    assert rows[ContradictionKind.AUTHOR] == ["Highland Front", "not Highland Front"]


def withdrawal(*told: tuple[int, str, str]) -> EventBelief:
    """A withdrawal as told on days, with status and factuality, due on the tenth."""
    act = Act(type="RETREAT", mode="withdraw")
    for published, status, factuality in told:
        act.told(
            paper(f"Paper {published}", published), "They leave.", when=(10, 10), status=status, factuality=factuality
        )
    return believe(act.event())


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        pytest.param([(3, "agreed", "U")], Realisation.EXPECTED, id="agreed"),
        pytest.param([(3, "agreed", "U"), (11, "completed", "CT+")], Realisation.HAPPENED, id="the convoy left"),
        pytest.param([(3, "agreed", "U"), (11, "none", "CT-")], Realisation.DID_NOT_HAPPEN, id="it never came"),
        pytest.param([(11, "agreed", "U"), (3, "none", "CT-")], Realisation.DISPUTED, id="agreed after a denial"),
        pytest.param([(3, "attempted", "CT+")], Realisation.PARTLY, id="tried"),
        pytest.param([(3, "completed", "PS+")], Realisation.UNCLEAR, id="possible"),
        pytest.param([(3, "none", "CT-")], Realisation.DID_NOT_HAPPEN, id="denied"),
        pytest.param([(3, "completed", "CT+"), (4, "none", "CT-")], Realisation.DISPUTED, id="both"),
    ],
)
def test_what_was_expected_is_closed_by_what_is_told_later(
    told: list[tuple[int, str, str]], outcome: Realisation
) -> None:
    """Agreements become happenings, or not, when a report says so."""
    assert withdrawal(*told).realisation is outcome


def test_a_plan_whose_day_is_past_has_lapsed() -> None:
    """Nobody tells what came of it; before its day it is merely expected."""
    event = withdrawal((3, "agreed", "U")).event

    assert believe(event, at=day(10)).realisation is Realisation.EXPECTED
    assert believe(event, at=day(11)).realisation is Realisation.LAPSED


def test_a_plan_does_not_contradict_the_day_it_came_about() -> None:
    """Agreed for the tenth, done on the twelfth: no dispute about time."""
    act = Act(type="RETREAT", mode="withdraw")
    act.told(paper("Courier", 3), "They will leave.", when=(10, 10), status="agreed", factuality="U")
    act.told(paper("Meridian", 13), "They left.", when=(12, 12))
    belief = believe(act.event())

    assert belief.contradictions == ()
    assert belief.when is not None
    assert belief.when.earliest == day(12)


def test_a_source_that_takes_its_word_back_leaves_no_dispute() -> None:
    """The army told of an attack and two days later said that there was none: withdrawn, not disputed."""
    act = Act()
    act.told(paper("Courier", 5), "Fighters attacked a post.", by=ARMY_SPOKESMAN)
    act.told(paper("Courier", 7), "There was none.", by=ARMY_SPOKESMAN, status="none", factuality="CT-")
    belief = believe(act.event())

    assert belief.realisation is Realisation.DID_NOT_HAPPEN
    assert belief.contradictions == ()
    assert [value.is_revised for value in belief.fields[0].values if value.key == "happened"] == [True]


def test_the_index_shows_its_parts() -> None:
    """More origins raise it, a contradiction lowers it, and the product of the parts is the index."""
    one, many = Act(), Act()
    one.told(paper("Courier", 5), "They attacked.")
    for name in ("Courier", "Meridian", "Halden"):
        many.told(paper(name, 5), "They attacked.")
    low, high = believe(one.event()).belief, believe(many.event()).belief
    disputed = believe(attack().event()).belief
    product = 1.0
    for _, value in high.parts:
        product *= value

    assert disputed.index < low.index < high.index
    assert high.index == pytest.approx(product, abs=1e-3)
    assert (low.words, high.words) == ("single source", "well supported")
    assert len(high.reasons) == len(high.parts)


def facts(belief: EventBelief) -> EventBelief:
    """What is believed, without the order of the claims it came from."""
    return replace(belief, event=attack().event())


@given(seed=st.integers(0, 10_000))
def test_the_order_of_claims_does_not_matter(seed: int) -> None:
    """However reports come in, the same is believed."""
    act = attack()
    claims = list(act.made)
    random.Random(seed).shuffle(claims)

    assert facts(believe(shuffled(act.event(), claims))) == facts(believe(act.event()))


@given(kept=st.sets(st.integers(0, 6), min_size=1))
def test_every_claim_stands_behind_some_value(kept: set[int]) -> None:
    """Nothing that a report says of occurrence is dropped, and origins never exceed papers."""
    act = attack()
    claims = [act.made[n] for n in sorted(kept)]
    belief = believe(shuffled(act.event(), claims))
    field = belief.field("occurrence")

    assert field is not None
    backed = {backing.claim_id for value in field.values for backing in value.backing}
    assert backed == {claim.claim_id for claim in claims}
    assert 1 <= belief.independent_sources <= len({claim.report.publisher for claim in claims})


def test_what_a_source_denies_in_one_sentence_it_does_not_also_tell() -> None:
    """The content of a denial, read as a claim of its own, is no voice for it."""
    act = Act()
    ministry = source("the ministry", of=ARMY)
    words = "The ministry denied reports of an attack."
    told = act.told(paper("Courier", 5), words, by=ministry)
    act.told(paper("Courier", 5), words, by=ministry, status="none", factuality="CT-", sentence=told.sentence)

    assert believe(act.event()).realisation is Realisation.DID_NOT_HAPPEN


def test_only_those_named_together_did_it_together() -> None:
    """One paper names the Front, another the army's own attack in the same breath: they are no joint author."""
    act = Act()
    recipient = replace(GUARD, role="recipient")
    for n, actors in enumerate(((FRONT,), (FRONT, GUNMEN), (ARMY,))):
        act.told(paper("Courier", 5, number=n), "They attacked.", parties=(*actors, recipient))
    belief = believe(act.event())

    assert [party.name for party in belief.actors] == ["Highland Front"]


def test_all_who_meet_are_named() -> None:
    """A meeting has everyone whom any report names."""
    act = Act(type="CONSULT", recipients=())
    for name, actors in (("Courier", (FRONT,)), ("Meridian", (ARMY,))):
        act.told(paper(name, 5), "They met.", parties=actors)

    assert {party.name for party in believe(act.event()).actors} == {"Highland Front", "Tarvenian army"}
