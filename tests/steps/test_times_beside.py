"""Times that lie beside others, point back into the text, or tell how long something lasts."""

from __future__ import annotations

import pytest
from tests.steps.timing import days, only, read


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        pytest.param(
            "Mines went off three years ago this week.", "2014-W34", "2014-08-18", "2014-08-24", id="ago-this-week"
        ),
        pytest.param("He was seized a year ago today.", "2016-08-24", "2016-08-24", "2016-08-24", id="ago-today"),
        pytest.param("He was seized a week ago Monday.", "2017-08-14", "2017-08-14", "2017-08-14", id="week-ago-day"),
        pytest.param("He fled half a year ago.", "2017-02", "2017-02-01", "2017-02-28", id="half-a-year-ago"),
        pytest.param("He fled a year and a half ago.", "2016-02", "2016-02-01", "2016-02-29", id="year-and-a-half"),
        pytest.param("He fled on Tuesday of last week.", "2017-08-15", "2017-08-15", "2017-08-15", id="day-of-week"),
        pytest.param("Last week on Tuesday he fled.", "2017-08-15", "2017-08-15", "2017-08-15", id="week-and-day"),
        pytest.param("It was shelled the week of June 5.", "2017-W23", "2017-06-05", "2017-06-11", id="week-around"),
        pytest.param("He fled on the 15th of this month.", "2017-08-15", "2017-08-15", "2017-08-15", id="nth-of"),
        pytest.param(
            "Shells fell at 0300 GMT on Tuesday.", "2017-08-22T03:00", "2017-08-22", "2017-08-22", id="zone-and-day"
        ),
        pytest.param(
            "It burned in the predawn hours of Monday.", "2017-08-21TMO", "2017-08-21", "2017-08-21", id="part-hours"
        ),
        pytest.param("Ten fell in the past 24 hours.", "PT24H", "2017-08-23", "2017-08-24", id="past-hours"),
        pytest.param(
            "The visit comes two days after rebels left.", "P2D", "2017-08-22", "2017-08-22", id="comes-after"
        ),
        pytest.param("It comes 25 years after the base closed.", "P25Y", "1992-01-01", "1992-12-31", id="years-after"),
        pytest.param("They will leave two days after the vote.", "P2D", "None", "None", id="after-what-is-open"),
    ],
)
def test_times_beside_other_times(text: str, value: str, first: str, last: str) -> None:
    """Counting goes on inside the unit that the words name; an event's day comes from what hangs on it."""
    mention = only(text)

    assert mention.value == value
    assert (days(mention) if mention.when else ("None", "None")) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("Rebels struck on Monday.\nThe night before, they came.", "2017-08-20", "2017-08-20", id="night"),
        pytest.param("Rebels struck on Monday.\nThe morning after, he fled.", "2017-08-22", "2017-08-22", id="morning"),
        pytest.param("Rebels struck on Monday.\nSince then, all is calm.", "2017-08-21", "2017-08-24", id="since-then"),
        pytest.param(
            "On 17 May 1939, two days after a truce, he left.", "1939-05-15", "1939-05-15", id="day-and-after"
        ),
        pytest.param(
            "Talks will open on Friday.\nNobody left Friday’s talks.", "2017-08-25", "2017-08-25", id="its-day"
        ),
        pytest.param("On 3 May 2015 it fell; a decade later all is rubble.", "None", "None", id="later-than-now"),
        pytest.param("They will vote in March.\nThe March vote was moved.", "2018-03-01", "2018-03-31", id="its-month"),
    ],
)
def test_times_that_point_back_into_the_text(text: str, first: str, last: str) -> None:
    """The last time of a text is read in the light of the one before it."""
    *_, mention = read(text).times

    assert (days(mention) if mention.when else ("None", "None")) == (first, last)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Shells fell on Monday and Tuesday.", [("2017-08-21", "2017-08-22")], id="days"),
        pytest.param("Shells fell late Monday and early Tuesday.", [("2017-08-21", "2017-08-22")], id="parts-of-days"),
        pytest.param("They met in June and July.", [("2017-06-01", "2017-07-31")], id="months"),
        pytest.param("They met in late May and early June.", [("2017-05-21", "2017-06-10")], id="parts-of-months"),
        pytest.param("They met in 2013 and 2014.", [("2013-01-01", "2014-12-31")], id="years"),
        pytest.param(
            "They met in March and June.", [("2017-03-01", "2017-03-31"), ("2017-06-01", "2017-06-30")], id="apart"
        ),
        pytest.param(
            "Shells fell on Monday and Tuesday's talks failed.",
            [("2017-08-21", "2017-08-21"), ("2017-08-22", "2017-08-22")],
            id="owner-of-what-follows",
        ),
        pytest.param(
            "He spoke Thursday and Friday.", [("2017-08-24", "2017-08-24"), ("2017-08-18", "2017-08-18")], id="a-week"
        ),
    ],
)
def test_two_times_joined_by_and(text: str, found: list[tuple[str, str]]) -> None:
    """What together is one stretch of days is one time; what lies apart is two."""
    assert [days(mention) for mention in read(text).times] == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("The vote is Sunday.", "2017-08-27", id="is"),
        pytest.param("There is another meeting in Karsa on Sunday.", "2017-08-27", id="there-is"),
        pytest.param("The mayor gave them until Sunday.", "2017-08-27", id="given-until"),
        pytest.param("The mayor gave them until 9 a.m. on Sunday.", "2017-08-27", id="given-until-an-hour"),
        pytest.param("Gunmen held the mill until Sunday.", "2017-08-20", id="held-until"),
        pytest.param("They were told to leave by Sunday.", "2017-08-27", id="told-by"),
        pytest.param("The truce had been due to end Sunday.", "2017-08-20", id="had-been-due"),
        pytest.param("The truce is due to end Sunday.", "2017-08-27", id="is-due"),
        pytest.param("On Sunday the mayor set aside his plans.", "2017-08-20", id="set-aside"),
        pytest.param("On Sunday they were planning to leave.", "2017-08-27", id="were-planning"),
        pytest.param("Talks set for July 30 were cancelled.", "2017-07-30", id="cancelled"),
        pytest.param("Talks set for July 30 were prepared.", "2018-07-30", id="prepared"),
    ],
)
def test_which_way_a_time_points(text: str, day: str) -> None:
    """The words around a day without a date tell whether it lies ahead."""
    assert days(only(text)) == (day, day)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("The eight-month-old truce held.", "P8M", id="truce"),
        pytest.param("They met amid a decades-old dispute.", "PXE", id="decades-old"),
        pytest.param("An eight-month-old boy was found.", None, id="child"),
        pytest.param("A yearlong siege is over.", "P1Y", id="yearlong"),
        pytest.param("Some 70 raids a week are flown.", None, id="rate"),
        pytest.param("They dig 24 hours a day.", None, id="all-day"),
        pytest.param("It is a matter of days.", None, id="matter"),
        pytest.param("The mill will one day be rebuilt.", "FUTURE_REF", id="one-day"),
        pytest.param("They left after one day.", "P1D", id="a-single-day"),
        pytest.param("They sing on Tuesday nights.", "XXXX-WXX-2TNI", id="nights"),
    ],
)
def test_lengths_of_what_lasts(text: str, value: str | None) -> None:
    """Ages of wars and truces are lengths; ages of people and rates are none."""
    assert [mention.value for mention in read(text).times] == ([] if value is None else [value])


def test_months_before_news_are_counted_from_publication() -> None:
    """A weekday in the sentence makes it news; without one, "after" may tell of any time."""
    news = read("Three months after the fall of Karsa, its mayor fled on Tuesday.").times[0]
    history = read("Three months after the fall of Karsa, its mayor fled.").times[0]

    assert days(news) == ("2017-05-01", "2017-05-31")
    assert history.when is None
