"""Publication days as files write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.readers.dates import read_day

DAY = date(2017, 8, 4)


@pytest.mark.parametrize(
    "words",
    [
        "2017-08-04",
        "2017-08-04T23:30:00+03:00",
        "2017-08-04 10:15",
        "2017/08/04",
        "20170804",
        "20170804T101500Z",
        "Fri, 04 Aug 2017 23:30:00 +0200",
        "4 August 2017",
        "4th August, 2017",
        "04-Aug-2017",
        "August 4, 2017",
        "Aug. 4, 2017",
        "Friday, August 4th, 2017",
        "Fri Aug  4 10:15:00 2017",
        " August 4, 2017 ",
    ],
)
def test_days_are_read_however_they_are_written(words: str) -> None:
    """ISO, mail headers and the English ways all name the same day, as written, without moving it between zones."""
    assert read_day(words) == DAY


@pytest.mark.parametrize(
    "words",
    ["2017-13-45", "2017-02-30", "08/09/2017", "yesterday", "", "2017", "August 2017", "0001-01-01", "99999999"],
)
def test_what_is_no_single_day_is_not_guessed(words: str) -> None:
    """Days outside the calendar, and those that could be two, are none."""
    assert read_day(words) is None


def test_an_order_that_only_fits_one_way_is_read() -> None:
    """There is no month 24."""
    assert read_day("24/08/2017") == read_day("08/24/2017") == date(2017, 8, 24)


@given(st.dates(min_value=date(1800, 1, 1)))
def test_every_day_comes_back_from_its_forms(day: date) -> None:
    """The usual forms of any day are understood."""
    assert {read_day(day.isoformat()), read_day(f"{day:%B} {day.day}, {day:%Y}"), read_day(f"{day:%d %b %Y}")} == {day}


@given(st.text(max_size=40))
def test_any_words_are_survived(words: str) -> None:
    """Nothing written in a date field stops a run."""
    assert read_day(words) is None or isinstance(read_day(words), date)
