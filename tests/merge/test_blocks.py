from __future__ import annotations

from dataclasses import replace

from casus.merge.blocks import keys
from tests.merge.tellings import DAY, KELMAR, telling


def test_tellings_of_one_happening_meet_without_place() -> None:
    """Sides and kind are enough."""
    assert keys(telling(1)) & keys(telling(2, places=(), triggers=("bombard",)))


def test_tellings_of_one_happening_meet_without_time() -> None:
    """What has no day is looked for in the days before its report."""
    assert keys(telling(1)) & keys(telling(2, first=None, last=None))


def test_towns_on_both_sides_of_a_cell_meet() -> None:
    """Cells overlap by the distance within which reports name another town."""
    here, there = (telling(n, actors=(), recipients=(), modes=(), words=()) for n in (1, 2))
    near = type(here.places[0])("t:9", 41.999, 70.25, 3.0, "XDV", 2)
    over = type(here.places[0])("t:8", 42.001, 70.25, 3.0, "XDV", 2)

    from dataclasses import replace

    assert keys(replace(here, places=(near,))) & keys(replace(there, places=(over,)))


def test_happenings_of_other_months_do_not_meet() -> None:
    """Nothing else would keep the pairs of a long war few."""
    later = telling(2, published=DAY + 60, first=DAY + 59, last=DAY + 59)

    assert not keys(telling(1)) & keys(later)


def test_what_goes_on_for_years_meets_without_regard_to_days() -> None:
    """Two reports on a war, years apart."""
    war = telling(1, first=DAY - 900, last=DAY, open_ended=True)

    assert keys(war) & keys(telling(2, first=DAY - 400, last=DAY + 300, published=DAY + 300))


def test_other_parties_elsewhere_do_not_meet() -> None:
    """A word or number in common is no key by itself."""
    other = telling(2, actors=(), recipients=(), places=(KELMAR,), words=("shell",))

    assert not keys(telling(1)) & keys(other)


def test_what_an_act_is_about_makes_tellings_meet() -> None:
    """No party or place in common, but the word for the act and one for what it is about."""
    a, b = (telling(n, types=(), modes=(), actors=(), recipients=(), places=()) for n in (1, 2))

    assert not keys(a) & keys(b)
    assert keys(replace(a, near=("depot", "fuel"))) & keys(replace(b, near=("fuel", "night")))
