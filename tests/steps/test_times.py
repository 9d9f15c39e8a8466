from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimeMention, TimexType
from casus.steps._lexicon import table
from casus.steps.times import Times

THURSDAY = date(2017, 8, 24)


def read(text: str, *, published: date | None = THURSDAY, dateline: str | None = None) -> Reading:
    """A report of one sentence per line, with its times."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Sentence(Span(at, at + len(line))))
        at += len(line) + 1
    document = Document("d-1", text, published=published, dateline=dateline)
    return Times()(Reading(document, sentences=tuple(spans)))


def only(text: str, published: date | None = THURSDAY) -> TimeMention:
    """The only time of a text."""
    (mention,) = read(text, published=published).times
    return mention


def days(mention: TimeMention) -> tuple[str, str]:
    """Both ends of a mention's interval, "None" where open."""
    assert mention.when is not None
    return str(mention.when.earliest), str(mention.when.latest)


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
