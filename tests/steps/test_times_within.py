"""Times that are part of larger ones: ends of months and seasons, quarters of a report, feasts and their weeks."""

from __future__ import annotations

import pytest
from tests.steps.timing import days, only, read


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("They fled in the last days of July.", "2017-07-21", "2017-07-31", id="last-days-of"),
        pytest.param("It fell in the opening weeks of 2015.", "2015-01-01", "2015-04-30", id="opening-weeks-of"),
        pytest.param("It fell at end-March.", "2017-03-21", "2017-03-31", id="joined-end"),
        pytest.param("They missed the end-of-the-year deadline.", "2017-12-31", "2017-12-31", id="end-of-the-year"),
        pytest.param("They fled in early spring.", "2017-03-01", "2017-03-31", id="part-of-a-season"),
        pytest.param("It fell on the Fourth of July.", "2017-07-04", "2017-07-04", id="day-in-words"),
        pytest.param("It fell on Friday the 13th.", "2017-01-13", "2017-01-13", id="weekday-and-number"),
        pytest.param("It fell two Fridays ago.", "2017-08-11", "2017-08-11", id="fridays-ago"),
        pytest.param("They fled on Memorial Day.", "2017-05-29", "2017-05-29", id="last-monday-of-may"),
        pytest.param("They fled on Columbus Day 2016.", "2016-10-10", "2016-10-10", id="second-monday"),
        pytest.param("They fled on Palm Sunday.", "2017-04-09", "2017-04-09", id="before-easter"),
        pytest.param("They fled during Easter week.", "2017-04-10", "2017-04-16", id="week-of-a-feast"),
        pytest.param("It fell on the last Friday of July.", "2017-07-28", "2017-07-28", id="last-weekday-of-month"),
        pytest.param("It fell on the first Monday in May.", "2017-05-01", "2017-05-01", id="first-weekday-of-month"),
        pytest.param("It fell on the Friday before last.", "2017-08-11", "2017-08-11", id="before-last"),
        pytest.param("They stay for the rest of the year.", "2017-08-24", "2017-12-31", id="rest-of"),
        pytest.param("They will march this Christmas.", "2017-12-25", "2017-12-25", id="this-feast"),
        pytest.param("They will vote this coming Sunday.", "2017-08-27", "2017-08-27", id="this-coming"),
        pytest.param("They broke off the talks as planned Saturday.", "2017-08-19", "2017-08-19", id="as-planned"),
        pytest.param("The pact had been set to expire Sept. 1.", "2017-09-01", "2017-09-01", id="once-set-for-soon"),
    ],
)
def test_days_of_parts_and_feasts(text: str, first: str, last: str) -> None:
    """A part of a time lies inside it, a feast where its rule puts it."""
    assert days(only(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("They waited two to three weeks.", "P2W", id="range"),
        pytest.param("They waited a day or two.", "P1D", id="or-two"),
        pytest.param("They waited a half-hour.", "PT30M", id="half-hour"),
        pytest.param("They held out for two-and-a-half years.", "P2Y6M", id="and-a-half"),
        pytest.param("A decades-long war ended.", "PXE", id="article-of-the-war"),
        pytest.param("A week-long siege ended.", "P1W", id="article-of-the-week"),
        pytest.param("Days of shelling followed.", "PXD", id="days-of"),
        pytest.param("The last quarter-century was calm.", "P25Y", id="quarter-century"),
        pytest.param("They left two-and-a-half years ago.", "2015-02", id="two-and-a-half-ago"),
        pytest.param("It will be hard in the weeks to come.", "PXW", id="to-come"),
        pytest.param("They come several times a day.", "P1D", id="several-times"),
        pytest.param("They come each spring.", "XXXX-SP", id="each-spring"),
        pytest.param("Following a week of talks they left.", "P1W", id="following-is-no-date"),
        pytest.param("A 15th-century church burned.", "14", id="joined-century"),
        pytest.param("Output fell in FY2013.", "2013", id="fy"),
        pytest.param("The 2012/13 season is over.", "2012/2013", id="slashed-years"),
        pytest.param("They come on weekends.", "XXXX-WXX-WE", id="weekends"),
        pytest.param("He left moments ago.", "PAST_REF", id="moments-ago"),
        pytest.param("The other day he left.", "PAST_REF", id="other-day"),
        pytest.param("The rest of the year is open.", "2017", id="year"),
        pytest.param("Output fell in the fiscal first quarter.", "2017-Q1", id="fiscal-quarter"),
        pytest.param("Output fell in the fourth quarter last year.", "2016-Q4", id="quarter-last-year"),
        pytest.param("They lost less in the latest fiscal year.", "2016", id="latest-year"),
    ],
)
def test_values_of_lengths_and_repetition(text: str, value: str) -> None:
    """Of a range the lower end counts; what is vague has no number."""
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Output fell in the first quarter.\nIn the quarter, 50 left.", "2017-Q1", id="the-quarter"),
        pytest.param("Output fell in the quarter ended March 31.", "2017-03-31", id="its-end"),
        pytest.param(
            "In the first quarter, ended March 31, output fell from a year earlier.", "2016-Q1", id="a-year-earlier"
        ),
        pytest.param("It fell on 5 May 2014.\nBy evening they had fled.", "2014-05-05TEV", id="by-evening"),
        pytest.param("They fled by evening on 5 May 2014.", "2014-05-05TEV", id="by-evening-on"),
        pytest.param("It fell on 5 May 2014.\nThey fled in the early hours.", "2014-05-05TMO", id="early-hours"),
        pytest.param("It fell on 5 May 2014.\nThe Friday before, they fled.", "2014-05-02", id="friday-before"),
        pytest.param("It fell on 5 May 2014.\nThe Friday before the vote they fled.", "XXXX-WXX-5", id="before-what"),
        pytest.param("It fell on 5 May 2014.\nThey fled during the day.", "2014-05-05", id="during-the-day"),
        pytest.param("It fell on 5 May 2014.\nIn the previous two days they had fled.", "P2D", id="previous-days"),
    ],
)
def test_a_text_goes_back_to_its_quarter_and_day(text: str, value: str) -> None:
    """What has been named once is meant again, even with a day named in between."""
    assert read(text).times[-1].value == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("It was a good Monday for them.", ["2017-08-21"], id="good-monday"),
        pytest.param("Sun, a maker of pumps, left the port.", [], id="name"),
        pytest.param("He is still five years of age.", ["P5Y"], id="age"),
        pytest.param("They carried off three-quarters of the flour.", [], id="fraction"),
        pytest.param("They came by night.", [], id="by-night"),
    ],
)
def test_words_that_are_no_part_of_a_time(text: str, values: list[str]) -> None:
    """Feasts, weekdays and parts of the day have other lives."""
    assert [mention.value for mention in read(text).times] == values
