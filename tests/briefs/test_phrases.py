"""Names, days and numbers as sentences say them."""

from __future__ import annotations

from datetime import date

import pytest

from casus.briefs import phrases
from casus.resources.load import read_toml, resource
from tests.beliefs.histories import quote


@pytest.mark.parametrize(
    ("name", "said", "known", "kind", "called"),
    [
        pytest.param("Tarvenian army", "The army", True, None, "the Tarvenian army", id="own name, own article"),
        pytest.param("Hezbollah", "the group", True, None, "Hezbollah", id="a name without article"),
        pytest.param(
            "Petr Havel",
            "army spokesman Colonel Petr Havel",
            True,
            "person",
            "army spokesman Colonel Petr Havel",
            id="with title",
        ),
        pytest.param("Petr Havel", "he", True, "person", "Petr Havel", id="not a pronoun"),
        pytest.param("soldiers", "Eleven soldiers", False, None, "eleven soldiers", id="small inside a sentence"),
        pytest.param("military official", "He", False, "anonymous_person", "a military official", id="one unnamed"),
        pytest.param("residents", "residents and", False, None, "residents", id="cut too late"),
        pytest.param("they", "they", False, None, "someone not named", id="nobody"),
        pytest.param(
            "Government of Orsenia", "Orsenia", True, None, "the Government of Orsenia", id="beginning that takes the"
        ),
    ],
)
def test_people_are_called_as_a_writer_would(name: str, said: str, known: bool, kind: str | None, called: str) -> None:
    """Articles, titles and pronouns come out as English."""
    assert phrases.called(name, quote(said), is_known=known, kind=kind) == called


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        pytest.param(date(2031, 5, 4), date(2031, 5, 4), " on 4 May 2031", id="day"),
        pytest.param(date(2031, 5, 4), date(2031, 5, 6), " between 4 and 6 May 2031", id="days"),
        pytest.param(date(2031, 5, 1), date(2031, 5, 31), " in May 2031", id="month"),
        pytest.param(date(2031, 1, 1), date(2031, 12, 31), " in 2031", id="year"),
        pytest.param(date(2031, 4, 30), date(2031, 5, 2), " between 30 April 2031 and 2 May 2031", id="over months"),
        pytest.param(date(2031, 5, 4), None, " since 4 May 2031", id="open end"),
        pytest.param(None, date(2031, 5, 4), " by 4 May 2031", id="open beginning"),
        pytest.param(None, None, "", id="unknown"),
    ],
)
def test_days_are_said_as_exactly_as_they_are_known(first: date | None, last: date | None, words: str) -> None:
    """No false point for an interval."""
    assert phrases.on(first, last) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(6, 6, "6"), (6, None, "at least 6"), (None, 5, "at most 5"), (2000, 9999, "between 2,000 and 9,999")],
)
def test_numbers_keep_their_bounds(low: int | None, high: int | None, words: str) -> None:
    """A bound is never turned into a number."""
    assert phrases.amount(low, high) == words


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (59, "59 days"), (152, "5 months"), (2759, "7 years")])
def test_ages_are_no_finer_than_they_matter(days: int, words: str) -> None:
    """Nobody wants 2,759 days."""
    assert phrases.ago(days) == words


def test_long_lists_are_cut_and_counted() -> None:
    """Three names and how many more."""
    names = ["A", "B", "C", "D", "E"]

    assert phrases.listed(names, most=3) == "A, B, C and 2 other sources"


def test_every_act_with_someone_it_is_done_to_says_whom() -> None:
    """Each form has its slot, and each form without has none."""
    acts = phrases.language().acts

    assert all("{whom}" in form for act in acts.values() for form in (act.past, act.bare, act.noun))
    assert not any(
        "{whom}" in form for act in acts.values() for form in (act.past_alone, act.bare_alone, act.noun_alone)
    )


def test_every_mode_the_reader_knows_can_be_named() -> None:
    """A new mode is told as its type until it has words of its own; types all have them."""
    types = {label.partition(".")[0] for label in phrases.language().acts}
    told = {kind for kinds in read_toml(resource("briefs", "en.toml"))["events"].values() for kind in kinds}

    assert told <= types
