from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casus.model.claim import Party, Role, TimeRole
from casus.model.span import Span
from casus.model.when import When
from casus.store.happenings import days_compared, event_ids
from tests.store.building import read

CLAIMS = read().claims
DAY = date(2031, 5, 6)


def test_an_event_is_named_after_text_and_tellings() -> None:
    """Not after the report's other facts, the local ids or the order of claims."""
    renamed = [replace(claim, event=claim.event + "0", certainty=0.1) for claim in reversed(CLAIMS)]
    before, after = event_ids("digest", CLAIMS), event_ids("digest", renamed)

    assert after == {f"{local}0": name for local, name in before.items()}
    assert len(set(before.values())) == 2


def test_another_text_or_telling_makes_another_event() -> None:
    """Copies are exact or none."""
    moved = [replace(CLAIMS[0], trigger=Span(0, 6)), *CLAIMS[1:]]

    assert event_ids("other", CLAIMS)["e1"] != event_ids("digest", CLAIMS)["e1"]
    assert event_ids("digest", moved)["e1"] != event_ids("digest", CLAIMS)["e1"]


def test_two_happenings_in_the_very_same_words_stay_two() -> None:
    """One verb may tell of two acts."""
    twin = replace(CLAIMS[0], event="e9")
    names = event_ids("digest", [CLAIMS[0], twin])

    assert names["e1"] != names["e9"]


def test_parties_without_words_do_not_matter_for_the_name() -> None:
    """An actor clear from the context has no place in the text."""
    silent = replace(CLAIMS[0], roles=(*CLAIMS[0].roles, Role("recipient", Party("a2", None))))

    assert event_ids("digest", [silent]) == event_ids("digest", CLAIMS[:1])


@pytest.mark.parametrize(
    ("when", "days"),
    [
        pytest.param(When(date(2031, 5, 1), date(2031, 5, 3)), ("2031-05-01", "2031-05-03"), id="interval"),
        pytest.param(When(None, date(2031, 5, 3)), ("0001-01-01", "2031-05-03"), id="open-start"),
        pytest.param(When(date(2031, 5, 1), None), ("2031-05-01", "9999-12-31"), id="open-end"),
        pytest.param(When(None, None), ("2031-05-06", "2031-05-06"), id="unknown"),
        pytest.param(None, ("2031-05-06", "2031-05-06"), id="not-settled"),
    ],
)
def test_days_compared_by_time_filters(when: When | None, days: tuple[str, str]) -> None:
    """The time told, wide where open; the day of publication where none is known."""
    assert days_compared(TimeRole(Span(0, 1), when), DAY) == days


def test_without_time_and_publication_day_no_day_is_compared() -> None:
    """Such claims fit no window."""
    assert days_compared(None, None) == (None, None)
