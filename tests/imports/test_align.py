"""Aligning a project's events with coded events: how alike two are, and who goes with whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.imports.align import align
from casus.imports.assign import assign
from casus.imports.happening import Happening, Side, telling_words
from casus.imports.likeness import compare, deaths, party, threshold
from casus.imports.types import CodedPlace, Deaths

MONDAY = date(2031, 5, 5)


def side(name: str, group: str = "", country: str | None = None, *keys: str) -> Side:
    """A party."""
    return Side(name, frozenset(keys), telling_words([name]), group, country)


FRONT = side("Northern Front", "Rebel group", "SYR")
ARMY = side("Military Forces of Syria (2030-)", "State forces", "SYR")
DORVAN = CodedPlace("Dorvan", 34.5, 36.25, 5.0, "SYR", "Syria", "Lower Kesh")


def happening(id_: str = "x", days_later: int = 0, **more: object) -> Happening:
    """The shelling of Dorvan, on a day after Monday."""
    day = MONDAY + timedelta(days=days_later)
    types = ("violence", "Explosions/Remote violence", "Shelling/artillery/missile attack")
    made = Happening(id_, day, day, DORVAN, ((FRONT,), (ARMY,)), types, Deaths(best=4))
    return replace(made, **more)  # type: ignore[arg-type]


def score(ours: Happening, theirs: Happening) -> float:
    """How alike two are; 0 for what is out of the question."""
    likeness = compare(ours, theirs)
    return likeness.score if likeness else 0.0


def test_the_same_event_is_wholly_alike() -> None:
    """Every field agrees."""
    assert score(happening(), happening()) == 1.0


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(happening(days_later=4), id="another day"),
        pytest.param(happening(place=replace(DORVAN, name="Tesh", lat=35.5)), id="another place"),
        pytest.param(happening(types=("demonstration", "Protests")), id="another kind of event"),
    ],
)
def test_what_is_out_of_the_question_has_no_score(other: Happening) -> None:
    """Days, places or kinds too far apart are not compared at all."""
    assert compare(happening(), other) is None


def test_closer_is_more_alike() -> None:
    """The same day before the next one, that before the second; the same town before one nearby."""
    near = replace(DORVAN, name="Tesh", lat=34.6)
    far = replace(DORVAN, name="Aram", lat=34.8)

    scores = [score(happening(), happening(days_later=n)) for n in range(4)]
    assert scores == sorted(scores, reverse=True)
    assert 1.0 > score(happening(), happening(place=near)) > score(happening(), happening(place=far)) > 0.0


def test_silence_is_between_agreement_and_contradiction() -> None:
    """Who tells no dead is less alike than who tells the same number, more than who tells another."""
    silent, other = happening(deaths=Deaths()), happening(deaths=Deaths(best=90))

    assert score(happening(), happening()) > score(happening(), silent) > score(happening(), other)


def test_a_side_that_only_one_tells_counts_as_silent() -> None:
    """Knowing the attacker alone is less than knowing both."""
    alone = happening(sides=((FRONT,), ()))

    assert score(happening(), alone) < 1.0
    assert score(alone, alone) > score(happening(), alone)


def test_sides_may_stand_crosswise() -> None:
    """ACLED gives the order of actors no meaning."""
    likeness = compare(happening(), happening(sides=((ARMY,), (FRONT,))))

    assert likeness is not None
    assert (likeness.score, likeness.swapped) == (1.0, True)


@pytest.mark.parametrize(
    ("ours", "theirs", "low", "high"),
    [
        pytest.param(side("Front", "", None, "ag.front"), side("NF", "", None, "ag.front"), 1.0, 1.0, id="registry"),
        pytest.param(side("Syrian army", "State forces", "SYR"), ARMY, 0.9, 0.9, id="organs of one state"),
        pytest.param(side("Tarvenian army"), side("Military Forces of Tarvenia (2019-)"), 0.9, 0.9, id="its people"),
        pytest.param(
            side("villagers", "Civilians"), side("Civilians (Syria)", "Civilians", "SYR"), 0.8, 0.8, id="crowd"
        ),
        pytest.param(FRONT, side("Southern Front", "Rebel group", "SYR"), 0.0, 0.4, id="another group"),
        pytest.param(side("army", "State forces", "IRQ"), ARMY, 0.0, 0.0, id="another state"),
    ],
)
def test_parties_are_compared_by_registry_name_and_kind(ours: Side, theirs: Side, low: float, high: float) -> None:
    """Identity first, then organs of a state, telling words, kinds of people."""
    assert low <= party(ours, theirs) <= high


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (Deaths(best=4), Deaths(3, 5, 9), 1.0),
        (Deaths(low=20, best=20), Deaths(best=31), 1.0),
        (Deaths(low=20, best=20), Deaths(best=6), 7 / 21),
        (Deaths(best=2), Deaths(best=0), 1 / 3),
        (Deaths(), Deaths(best=4), None),
    ],
)
def test_ranges_of_deaths(ours: Deaths, theirs: Deaths, expected: float | None) -> None:
    """Ranges that meet agree, "at least" has no upper end, and silence says nothing."""
    assert deaths(ours, theirs) == expected


def test_each_event_has_one_partner() -> None:
    """Two alike events of the project cannot both go with one coded event: the more alike one does."""
    alignment = align([happening("o1"), happening("o2", days_later=1)], [happening("t")])

    assert alignment.pairs == {"o1": "t"}
    assert alignment.closest(0)["o2"][0] == "t"


def test_one_sure_pair_goes_before_two_doubtful_ones() -> None:
    """A pair counts by how far it stands above the threshold."""
    scores = {("a", "x"): 0.95, ("a", "y"): 0.6, ("b", "x"): 0.6}

    assert assign(scores, 0.55) == {"a": "x"}


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(40, 100).map(lambda n: n / 100)
    )
)
def test_the_assignment_is_the_best_there_is(scores: dict[tuple[str, str], float]) -> None:
    """Compared with every way to pair four and four."""
    worth = {pair: value - 0.54 for pair, value in scores.items() if value >= 0.55}
    best = max(sum(worth.get(pair, 0.0) for pair in zip("abcd", order, strict=True)) for order in permutations("wxyz"))
    found = assign(scores, 0.55)

    assert sum(worth[pair] for pair in found.items()) == pytest.approx(best)
    assert len(set(found.values())) == len(found)


@st.composite
def happenings(draw: st.DrawFn, prefix: str) -> list[Happening]:
    """Some events on a few days and places, many of them alike."""
    spots = [DORVAN, replace(DORVAN, lat=34.7, name="Tesh"), replace(DORVAN, lat=None, lon=None)]
    return [
        happening(
            f"{prefix}{number}",
            days_later=draw(st.integers(0, 3)),
            place=draw(st.sampled_from(spots)),
            deaths=Deaths(best=draw(st.sampled_from([None, 1, 4]))),
            sides=draw(st.sampled_from([((FRONT,), (ARMY,)), ((ARMY,), ()), ((), ())])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_rows_makes_no_difference(data: st.DataObject) -> None:
    """However both sides are shuffled, the same pairs are made."""
    ours, theirs = data.draw(happenings("o")), data.draw(happenings("t"))
    shuffled = align(data.draw(st.permutations(ours)), data.draw(st.permutations(theirs)))

    assert shuffled.pairs == align(ours, theirs).pairs
    assert all(shuffled.likeness[pair].score >= threshold() for pair in shuffled.pairs.items())


@settings(max_examples=100, deadline=None)
@given(lat=st.floats(-89, 89), lon=st.floats(-180, 180), north=st.floats(-0.6, 0.6), radius=st.floats(0, 300))
def test_blocking_loses_no_pair(lat: float, lon: float, north: float, radius: float) -> None:
    """Whatever would have a score is looked at, at the poles and the antimeridian, too."""
    place = CodedPlace("a", lat, lon, radius)
    other = CodedPlace("b", max(-90.0, min(90.0, lat + north)), -180.0 if lon > 179.9 else lon, 5.0)
    ours, theirs = happening("o", place=place), happening("t", 2, place=other)

    assert (("o", "t") in align([ours], [theirs]).likeness) == (compare(ours, theirs) is not None)
