from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps.timing import THURSDAY, days, only, read

from casus.model.when import TimexType
from casus.steps._lexicon import table


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("An officer spoke on Thursday.", "2017-08-24", "2017-08-24", id="weekday-same-day"),
        pytest.param("The siege began on Saturday.", "2017-08-19", "2017-08-19", id="weekday-before"),
        pytest.param("The envoys will meet on Friday in Karsa.", "2017-08-25", "2017-08-25", id="weekday-plan"),
        pytest.param("Talks are scheduled for Monday.", "2017-08-28", "2017-08-28", id="weekday-scheduled"),
        pytest.param("Mortars fell last Thursday.", "2017-08-17", "2017-08-17", id="last-weekday"),
        pytest.param("A truce begins next Thursday.", "2017-08-31", "2017-08-31", id="next-weekday"),
        pytest.param("Rockets fell late Monday.", "2017-08-21", "2017-08-21", id="late-weekday"),
        pytest.param("The depot burned overnight.", "2017-08-23", "2017-08-24", id="overnight"),
        pytest.param("He was arrested yesterday.", "2017-08-23", "2017-08-23", id="yesterday"),
        pytest.param("The convoy arrived last week.", "2017-08-14", "2017-08-20", id="last-week"),
        pytest.param("They withdrew earlier this month.", "2017-08-01", "2017-08-23", id="earlier-this-month"),
        pytest.param("The bridge fell in mid-July.", "2017-07-11", "2017-07-20", id="mid-month"),
        pytest.param("The bridge fell late last month.", "2017-07-21", "2017-07-31", id="late-last-month"),
        pytest.param("He has been held since Saturday.", "2017-08-19", "2017-08-24", id="since-weekday"),
        pytest.param("A mine exploded three days ago.", "2017-08-21", "2017-08-21", id="days-ago"),
        pytest.param("It was mined two years ago.", "2015-01-01", "2015-12-31", id="years-ago"),
        pytest.param("The war began in 2014.", "2014-01-01", "2014-12-31", id="year"),
        pytest.param("The war began in early 2014.", "2014-01-01", "2014-04-30", id="early-year"),
        pytest.param("The city fell in the 1990s.", "1990-01-01", "1999-12-31", id="decade"),
        pytest.param("It ended in the third quarter of 2016.", "2016-07-01", "2016-09-30", id="quarter"),
        pytest.param("He fled in the spring of 2011.", "2011-03-01", "2011-05-31", id="season"),
        pytest.param("He was seized on Sept. 3.", "2016-09-03", "2016-09-03", id="day-without-year-past"),
        pytest.param("They will vote on Oct. 15.", "2017-10-15", "2017-10-15", id="day-without-year-plan"),
        pytest.param("They met on May 27-28.", "2017-05-27", "2017-05-28", id="range-month-first"),
        pytest.param("It lasted from 3 to 5 June.", "2017-06-03", "2017-06-05", id="range-day-first"),
        pytest.param("Between March and May 2016 they fled.", "2016-03-01", "2016-05-31", id="range-of-months"),
        pytest.param("It ran from 25 February 2016 to 31 March 2016.", "2016-02-25", "2016-03-31", id="range-of-dates"),
        pytest.param("On 21 Ramadan 1438 the shrine closed.", "2017-06-16", "2017-06-16", id="hijri"),
        pytest.param("On 12 Mordad 1396 he took office.", "2017-08-03", "2017-08-03", id="solar-hijri"),
        pytest.param("The truce was extended to Sept. 16.", "2017-09-16", "2017-09-16", id="day-put-off"),
        pytest.param("He left before the Sept. 1 deadline.", "2017-09-01", "2017-09-01", id="deadline"),
        pytest.param(
            "He said in a leaflet of Friday, Aug. 25, no more.", "2017-08-25", "2017-08-25", id="weekday-agrees"
        ),
        pytest.param("The case is heard in September.", "2017-09-01", "2017-09-30", id="month-of-a-passive"),
        pytest.param("It burned the week before last.", "2017-08-07", "2017-08-13", id="week-before-last"),
        pytest.param("He fled earlier in the week.", "2017-08-21", "2017-08-23", id="earlier-in-the-week"),
        pytest.param("He fled on the last day of July.", "2017-07-31", "2017-07-31", id="last-day-of"),
        pytest.param("It fell on Good Friday 2017.", "2017-04-14", "2017-04-14", id="good-friday"),
        pytest.param("It was bad in the nineties.", "1990-01-01", "1999-12-31", id="decade-word"),
        pytest.param("Signed on 2016-02-27.", "2016-02-27", "2016-02-27", id="iso"),
        pytest.param("Signed on 13/05/2016.", "2016-05-13", "2016-05-13", id="numeric"),
        pytest.param("Ten fell over the last two weeks.", "2017-08-10", "2017-08-24", id="last-two-weeks"),
        pytest.param("It came a week before March 10.", "2017-03-03", "2017-03-03", id="before-a-date"),
    ],
)
def test_a_time_means_these_days(text: str, first: str, last: str) -> None:
    """Reports name days by habit: weekdays backwards, plans forwards, parts of months in thirds."""
    assert days(only(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "timex", "value"),
    [
        pytest.param("It was a six-year-long war.", TimexType.DURATION, "P6Y", id="duration"),
        pytest.param("It took more than four hours.", TimexType.DURATION, "PT4H", id="hours"),
        pytest.param("They are shelled daily.", TimexType.SET, "P1D", id="daily"),
        pytest.param("They march every Friday.", TimexType.SET, "XXXX-WXX-5", id="every-weekday"),
        pytest.param("It opened at 10 a.m. on Tuesday.", TimexType.TIME, "2017-08-22T10:00", id="clock"),
        pytest.param("It was hit on Friday night.", TimexType.TIME, "2017-08-18TNI", id="part-of-day"),
        pytest.param("They meet twice a week.", TimexType.SET, "P1W", id="how-often"),
        pytest.param("It went on all week.", TimexType.DURATION, "P1W", id="all-week"),
        pytest.param("It took two years and a half.", TimexType.DURATION, "P2Y6M", id="and-a-half"),
        pytest.param("He left a long time ago.", TimexType.DATE, "PAST_REF", id="long-ago"),
        pytest.param("He was seen recently.", TimexType.DATE, "PAST_REF", id="vague"),
        pytest.param("It fell last week.", TimexType.DATE, "2017-W33", id="week"),
    ],
)
def test_a_time_has_a_timex_value(text: str, timex: TimexType, value: str) -> None:
    """Type and value follow TIMEX3."""
    mention = only(text)

    assert (mention.timex, mention.value) == (timex, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It fell on 5 May 2014.\nThe next day they fled.", "2014-05-06", id="next-day"),
        pytest.param("It fell on 5 May 2014.\nThe same day they fled.", "2014-05-05", id="same-day"),
        pytest.param("It fell on 5 May 2014.\nThree days earlier they fled.", "2014-05-02", id="days-earlier"),
        pytest.param("It fell on 5 May 2014.\nA day later they fled.", "2014-05-06", id="day-later"),
        pytest.param(
            "It fell on 5 May 2014.\nThe following Wednesday they fled.", "2014-05-07", id="following-weekday"
        ),
        pytest.param("It fell on 5 May 2014.\nThe next morning they fled.", "2014-05-06", id="next-morning"),
        pytest.param("It fell on 5 May 2014.\nBy 9 May they fled.", "2014-05-09", id="year-carried-on"),
        pytest.param("He fled on 3 May.\nOn 5 May 2014 he died.", "2014-05-05", id="year-said-later"),
        pytest.param("It fell on 5 May 2014.\nLater in the day they fled.", "2014-05-05", id="later-in-the-day"),
    ],
)
def test_times_count_from_the_last_one_in_the_text(text: str, expected: str) -> None:
    """Without a publication date a narrative still carries its days from sentence to sentence."""
    mention = read(text, published=None).times[-1]

    assert days(mention) == (expected, expected)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("They shelled it before dawn.", "2017-08-24", "2017-08-24", id="before-dawn"),
        pytest.param("They shelled it after midnight.", "2017-08-24", "2017-08-24", id="after-midnight"),
        pytest.param("They shelled it before midnight.", "2017-08-23", "2017-08-24", id="before-midnight"),
        pytest.param("They shelled it at nightfall.", "2017-08-23", "2017-08-24", id="nightfall"),
        pytest.param("At 0430 local time, they shelled it.", "2017-08-24", "2017-08-24", id="clock"),
        pytest.param("They died in two days of shelling.", "2017-08-22", "2017-08-24", id="days-of"),
        pytest.param("They will leave at dawn.", None, None, id="ahead"),
        pytest.param("A curfew holds from dusk until dawn.", None, None, id="habit"),
        pytest.param("In 1963 they struck at dawn.", None, None, id="history"),
        pytest.param("They will hold two days of talks.", None, None, id="days-ahead"),
    ],
)
def test_news_without_a_day_is_of_its_day(text: str, first: str | None, last: str | None) -> None:
    """Where nothing names a day, nor looks ahead or at another time; late hours may be of the day before."""
    mention = read(text, published=THURSDAY).times[-1]

    assert (None if mention.when is None else days(mention)) == (None if first is None else (first, last))


@pytest.mark.parametrize(
    ("text", "published", "code"),
    [
        pytest.param("He came on Friday.", None, "time-without-publication-date", id="no-anchor"),
        pytest.param("The next day he fled.", THURSDAY, "time-without-earlier-time", id="no-focus"),
        pytest.param("It was February 30, 2017.", THURSDAY, "time-no-such-day", id="no-such-day"),
        pytest.param("It was 0000-01-01.", THURSDAY, "time-no-such-day", id="year-zero"),
        pytest.param("It ends in the year 30000.", THURSDAY, "time-no-such-day", id="year-30000"),
        pytest.param("It died a million years ago.", THURSDAY, "time-no-such-day", id="before-the-calendar"),
        pytest.param("It was 03/04/2016.", THURSDAY, "time-ambiguous-date", id="ambiguous"),
        pytest.param("They fast during Ramadan.", THURSDAY, "time-moving-feast", id="moving-feast"),
        pytest.param("The day after the vote he fled.", THURSDAY, "time-relative-to-event", id="event"),
        pytest.param("He fled a few days ago.", THURSDAY, "time-vague-distance", id="vague"),
    ],
)
def test_what_cannot_be_settled_says_why(text: str, published: date | None, code: str) -> None:
    """A note instead of a guess."""
    reading = read(text, published=published)

    assert [note.code for note in reading.notes] == [code]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They may leave and march on the city.", id="modal-and-verb"),
        pytest.param("Jan Okafor of Sun Holdings spoke.", id="names"),
        pytest.param("The army fired 2,000 shells at 1500 soldiers.", id="numbers"),
        pytest.param("A 34-year-old teacher was hurt.", id="age"),
        pytest.param("The fall of the city was near.", id="fall"),
    ],
)
def test_words_that_only_look_like_times(text: str) -> None:
    """Months, seasons and numbers have other lives."""
    assert read(text).times == ()


def test_the_dateline_anchors_when_nothing_else_does() -> None:
    """A full date in the dateline stands in for the publication date."""
    reading = read("He came on Friday.", published=None, dateline="KARSA, Aug. 24, 2017")

    assert days(reading.times[0]) == ("2017-08-18", "2017-08-18")


@pytest.mark.parametrize("rule", table("times.toml")["rule"], ids=lambda rule: rule["name"])
def test_every_rule_matches_its_example(rule: dict[str, str]) -> None:
    """The example of a rule is one time from its first word to its last."""
    before = "It lasted for " if rule["name"] == "bare-plural" else "It fell on 3 May 2017 but "
    text = f"{before}{rule['example']}."
    wanted = text[len(before) : -1]
    found = [mention.span.of(text) for mention in read(text).times]

    assert wanted in found or rule["name"] == "age"


@pytest.mark.parametrize("rule", [r for r in table("times.toml")["rule"] if "counter" in r], ids=lambda r: r["name"])
def test_no_rule_matches_its_counter(rule: dict[str, str]) -> None:
    """The counter-example of a rule is no time."""
    assert read(f"{rule['counter']}.").times == ()


PIECES = st.sampled_from(
    [
        "Friday",
        "last",
        "next",
        "week",
        "the",
        "of",
        "May",
        "2014",
        "30000",
        "February 30",
        "0",
        "a",
        "few",
        "days",
        "ago",
        "later",
        "since",
        "31",
        "June",
        "-",
        "to",
        "’98",
        "every",
        "10 a.m.",
        "end",
        "early",
        "third",
        "quarter",
        "Ramadan",
        "1438",
        "99/99/9999",
        "9999",
        "December 31, 9999",
        "thousand",
        "million",
        "years",
        "from",
        "now",
        "and a half",
    ]
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=14), published=st.dates(), dated=st.booleans())
def test_times_never_crash_and_quote_the_text(pieces: list[str], published: date, *, dated: bool) -> None:
    """Whatever stands together, spans lie in order inside the text and intervals run forwards."""
    text = " ".join(pieces)
    times = read(text, published=published if dated else None).times

    assert all(0 <= m.span.start < m.span.end <= len(text) for m in times)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    ends = [(m.when.earliest, m.when.latest) for m in times if m.when]
    assert all(first is None or last is None or first <= last for first, last in ends)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """No text is refused."""
    read(text)
