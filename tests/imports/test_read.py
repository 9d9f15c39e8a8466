"""Files of coded events: every release is read, and what is wrong is told with row and column, all or nothing."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus.errors import CasusError, FormatError, InputError
from casus.imports.naming import name_rules, party
from casus.imports.read import check_coded, read_coded
from casus.imports.types import CodedEvent, Deaths
from casus.model.when import TimePrecision
from tests.exports.building import ARMY, FRONT, TOWNSPEOPLE, claim, exported, killed
from tests.imports.tables import ACLED, acled, checked, ged, problems, table


def one(data: str | bytes, path: Path, **options: str) -> CodedEvent:
    """The one event of a file."""
    coded = checked(data, path, **options)
    assert coded.problems == ()
    (event,) = coded.events
    return event


def test_an_acled_row_is_an_event(tmp_path: Path) -> None:
    """Day, place, sides with their groups, type, deaths and source."""
    event = one(table(acled()), tmp_path / "a.csv")

    assert (event.id, event.row, event.first, event.last) == ("SYR101", 1, date(2031, 5, 5), date(2031, 5, 5))
    assert (event.place.name, event.place.lat, event.place.country, event.place.radius_km) == (
        "Dorvan",
        34.5,
        "SYR",
        5.0,
    )
    assert [(p.name, p.group) for p in event.sides[0]] == [
        ("Northern Front", "Rebel group"),
        ("River Guard", ""),
        ("Hill Guard", ""),
    ]
    assert (event.sides[1][0].group, event.sides[1][0].country) == ("State forces", "SYR")
    assert event.types == ("Explosions/Remote violence", "Shelling/artillery/missile attack")
    assert (event.deaths, event.source) == (Deaths(best=4), "Kesh Courier")


@pytest.mark.parametrize(
    ("precision", "first", "last", "told"),
    [
        ("1", date(2031, 5, 15), date(2031, 5, 15), TimePrecision.DAY),
        ("2", date(2031, 5, 12), date(2031, 5, 18), TimePrecision.WEEK),
        ("3", date(2031, 4, 30), date(2031, 5, 30), TimePrecision.MONTH),
    ],
)
def test_a_day_that_acled_is_not_sure_of_is_an_interval(
    precision: str, first: date, last: date, told: TimePrecision, tmp_path: Path
) -> None:
    """The date given is the middle of the week or month."""
    event = one(table(acled(event_date="2031-05-15", time_precision=precision)), tmp_path / "a.csv")

    assert (event.first, event.last, event.precision) == (first, last, told)


def test_files_of_earlier_years_are_read(tmp_path: Path) -> None:
    """Capital names, allies, numbers for actor types, days in front, event types of before 2019, semicolons."""
    old = {
        "GWNO": "652",
        "EVENT_ID_CNTY": "7SYR",
        "EVENT_DATE": "05/05/2016",
        "YEAR": "2016",
        "EVENT_TYPE": "Battle-No change of territory",
        "ACTOR1": "Northern Front",
        "ALLY_ACTOR_1": "River Guard",
        "INTER1": "2",
        "ACTOR2": "Military Forces of Syria (2000-)",
        "INTER2": "1",
        "COUNTRY": "Syria",
        "LOCATION": "Dorvan",
        "LATITUDE": "34.5",
        "LONGITUDE": "36.25",
        "FATALITIES": "0",
    }
    event = one("\ufeff" + table(old, delimiter=";"), tmp_path / "old.csv")

    assert (event.first, event.types) == (date(2016, 5, 5), ("Battles",))
    assert [(p.name, p.group) for p in event.sides[0]] == [("Northern Front", "Rebel group"), ("River Guard", "")]
    assert event.sides[1][0].group == "State forces"


@pytest.mark.parametrize("written", ["5 May 2031", "05-May-31", "05 May 2031", "2031/05/05", "5.5.2031", "20310505"])
def test_a_day_is_read_however_it_is_written(written: str, tmp_path: Path) -> None:
    """ACLED has changed its way of writing days several times."""
    assert one(table(acled(event_date=written)), tmp_path / "a.csv").first == date(2031, 5, 5)


def test_a_ged_row_is_an_event(tmp_path: Path) -> None:
    """Interval, where_prec as a radius, sides with their UCDP ids, low, best and high."""
    event = one(table(ged(date_end="2031-05-07", date_prec="2", where_prec="4")), tmp_path / "g.csv")

    assert (event.first, event.last, event.precision) == (date(2031, 5, 5), date(2031, 5, 7), TimePrecision.DAYS)
    assert (event.place.radius_km, event.place.country, event.place.admin1) == (75.0, "SYR", "Lower Kesh province")
    assert [(p.name, p.group, p.ucdp_id) for side in event.sides for p in side] == [
        ("Government of Syria", "State forces", "118"),
        ("Northern Front", "", "99999"),
    ]
    assert event.deaths == Deaths(3, 4, 6)


def test_deaths_of_earlier_ged_versions_have_other_names(tmp_path: Path) -> None:
    """best_est, low_est and high_est of version 5 and before; ids of sides, too."""
    renamed = {"best": "best_est", "low": "low_est", "high": "high_est", "side_a_new_id": "side_a_id"}
    row = {renamed.get(name, name): value for name, value in ged().items()}
    event = one(table(row), tmp_path / "g.csv")

    assert (event.deaths, event.sides[0][0].ucdp_id) == (Deaths(3, 4, 6), "118")


@pytest.mark.parametrize("format_name", ["acled", "ucdp", "polecat", "gdelt"])
def test_what_casus_exports_is_read_back(format_name: str, tmp_path: Path) -> None:
    """Round trip: day, place, sides and deaths of an event, as far as the format holds them."""
    told = claim("ASSAULT.heavy-weapons", FRONT, ARMY, quantities=(killed(4, 4, 4),))
    other = claim("ASSAULT.firearms", FRONT, TOWNSPEOPLE, number=2, quantities=(killed(2, 2, 2),))
    path, summary = exported(format_name, tmp_path, told, other)
    coded = read_coded(path)

    assert (coded.format, len(coded.events), coded.remarks) == (format_name, summary.rows, ())
    event = next(one for one in coded.events if "Army" in one.sides[1][0].name.title())
    assert (event.first, event.place.name, event.place.lat) == (date(2031, 5, 5), "Dorvan", 34.5)
    assert event.sides[0][0].name.casefold().startswith("northern front")
    assert event.place.country == "SYR"
    if format_name in ("acled", "ucdp"):
        assert event.deaths.best == 4


def test_cells_kept_from_spreadsheets_come_back_as_they_were(tmp_path: Path) -> None:
    """An apostrophe before a sign is how exports keep text from being run."""
    event = one(table(acled(location="'-Dorvan", notes="'=1+1")), tmp_path / "a.csv")

    assert (event.place.name, event.notes) == ("-Dorvan", "=1+1")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"event_date": "2031-02-30"}, "row 2 (line 3), column event_date: '2031-02-30' is no day of the calendar"),
        ({"event_date": "soon"}, "column event_date: 'soon' is no date"),
        ({"event_date": ""}, "column event_date: an empty cell"),
        ({"event_date": "05/13/2031"}, "(day first)"),
        ({"year": "2030"}, "column year: '2030' beside 2031-05-05"),
        ({"latitude": "91"}, "column latitude: '91'; expected a number from -90 to 90"),
        ({"longitude": "east"}, "column longitude: 'east'"),
        ({"latitude": ""}, "column latitude: an empty cell; expected latitude and longitude, or neither"),
        ({"latitude": "nan"}, "column latitude: 'nan'"),
        ({"event_id_cnty": "SYR101"}, "column event_id_cnty: 'SYR101', which row 1 has already"),
        ({"event_type": "Battle"}, "column event_type: 'Battle'; expected an event type of ACLED"),
        ({"time_precision": "4"}, "column time_precision: '4'; expected one of 1, 2, 3"),
        ({"inter1": "9"}, "column inter1: '9'"),
        ({"fatalities": "-1"}, "column fatalities: '-1'"),
        ({"fatalities": "1.5"}, "column fatalities: '1.5'; expected a whole number"),
        ({"notes": "a\0b"}, "column notes: a NUL character"),
        ({"notes": "a\ufffdb"}, "column notes: a character that was lost in saving"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_row_and_column(changes: dict[str, str], told: str, tmp_path: Path) -> None:
    """And nothing of the file is imported, the sound row before it neither."""
    coded = checked(table(acled(), acled(event_id_cnty="SYR102") | changes), tmp_path / "a.csv")

    assert any(told in problem and "row 2" in problem for problem in problems(coded)), problems(coded)
    assert coded.events == ()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"where_prec": "0"}, "where_prec"),
        ({"date_prec": ""}, "date_prec"),
        ({"date_end": "2031-05-01"}, "date_end"),
        ({"year": "1999"}, "year"),
        ({"best": "many"}, "best"),
    ],
)
def test_what_is_wrong_in_a_ged_row_is_told(changes: dict[str, str], column: str, tmp_path: Path) -> None:
    """One problem, of that column."""
    (problem,) = checked(table(ged(**changes)), tmp_path / "g.csv").problems

    assert (problem.row, problem.column) == (1, column)


def test_deaths_out_of_order_are_an_oddity_of_ged_itself(tmp_path: Path) -> None:
    """Published files hold some: the event is read, and a remark says so."""
    coded = checked(table(ged(best="4", high="2")), tmp_path / "g.csv")

    assert len(coded.events) == 1
    assert "low 3, best 4, high 2" in str(coded.remarks[0])


def test_columns_that_are_missing_doubled_or_unknown_are_told(tmp_path: Path) -> None:
    """Missing and doubled ones stop the import; one that ACLED does not have is only said not to be looked at."""
    short = {name: value for name, value in ACLED.items() if name not in ("latitude", "actor1")}
    doubled = table(acled()).replace("tags", "notes", 1)
    strange = checked(table(acled() | {"my_code": "7"}), tmp_path / "c.csv")

    assert [problem.split(";")[0] for problem in problems(checked(table(short), tmp_path / "a.csv"))] == [
        "column names: no column actor1",
        "column names: no column latitude",
    ]
    assert "two columns of this name, the second is number 30" in problems(checked(doubled, tmp_path / "b.csv"))[0]
    assert (len(strange.events), strange.problems) == (1, ())
    assert "column 32, 'my_code', is none of ACLED's" in str(strange.remarks[0])


def test_bytes_that_are_no_utf8_are_found_in_their_cell(tmp_path: Path) -> None:
    """The row, the column, the byte and what stands before it; with the encoding named, the file is read."""
    data = table(acled(), acled(event_id_cnty="SYR102", location="Dorvané")).encode("cp1252")
    coded = checked(data, tmp_path / "a.csv")
    again = checked(data, tmp_path / "a.csv", encoding="cp1252")

    (told,) = problems(coded)
    assert "row 2 (line 3), column location: the byte 0xe9, which is not UTF-8, after 'Dorvan'" in told
    assert "--encoding cp1252" in told
    assert [event.place.name for event in again.events] == ["Dorvan", "Dorvané"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda text: text + "SYR102,2031-05-06\r\n", "2 cells where 31 columns are named", id="short"),
        pytest.param(lambda text: text + text.splitlines()[1].replace("101", "102") + ",x", "32 cells", id="long"),
        pytest.param(lambda text: text + '"SYR102,2031-05-06', "a broken row", id="open quote"),
        pytest.param(lambda text: text.splitlines()[0], "no row below the column names", id="no row"),
    ],
)
def test_broken_rows_are_told(spoil: object, told: str, tmp_path: Path) -> None:
    """Rows with too few or too many cells, a quotation mark left open, no row at all."""
    assert callable(spoil)
    coded = checked(spoil(table(acled())), tmp_path / "a.csv")

    assert told in problems(coded)[0]
    assert coded.events == ()


def test_problems_are_told_up_to_a_limit_and_counted_beyond(tmp_path: Path) -> None:
    """A wrong column spoils every row; the error says the first twenty and how many more there are."""
    path = tmp_path / "a.csv"
    path.write_text(table(*(acled(event_id_cnty=f"S{n}", event_date="x") for n in range(70))), "utf-8")
    with pytest.raises(FormatError) as caught:
        read_coded(path)

    assert str(caught.value).count("is no date") == 20
    assert "70 problems in a file of ACLED; nothing was imported" in str(caught.value)
    assert "and 50 more" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"", "columns of no known format", id="empty"),
        pytest.param(b"a,b\n1,2\n", "columns of no known format: 'a', 'b'", id="other table"),
        pytest.param(b"PK\x03\x04....", "a ZIP archive or office document", id="spreadsheet"),
        pytest.param(b"\x00\x01\x02\x03" * 99, "binary data", id="binary"),
    ],
)
def test_other_files_are_refused(data: bytes, told: str, tmp_path: Path) -> None:
    """What is no table of coded events says what it is."""
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(InputError, match=told):
        check_coded(tmp_path / "x.csv")


def test_a_file_that_is_not_there_and_names_that_mean_nothing(tmp_path: Path) -> None:
    """Missing file, unknown format, unknown encoding: each its own sentence."""
    path = tmp_path / "a.csv"
    with pytest.raises(InputError, match="no such file"):
        check_coded(path)
    path.write_text(table(acled()), "utf-8")
    with pytest.raises(InputError, match="no format 'excel'"):
        check_coded(path, format_name="excel")
    with pytest.raises(InputError, match="no encoding 'utf-99'"):
        check_coded(path, encoding="utf-99")
    with pytest.raises(InputError, match="no encoding 'rot13'"):
        check_coded(path, encoding="rot13")

    assert checked(table(ged()), path, format_name="acled").problems[0].found.startswith("no column event_id_cnty")


@pytest.mark.parametrize("format_name", ["acled", "ucdp", "polecat", "gdelt"])
def test_an_empty_file_of_a_named_format_lacks_its_columns(format_name: str, tmp_path: Path) -> None:
    """No format takes nothing for something."""
    coded = checked(b"", tmp_path / "a.csv", format_name=format_name)

    assert coded.problems
    assert coded.events == ()


def test_packed_and_wide_files_are_read(tmp_path: Path) -> None:
    """Gzip, and UTF-16 with its mark as spreadsheets save it."""
    packed = checked(gzip.compress(table(acled()).encode()), tmp_path / "a.csv.gz")
    wide = checked(table(acled(location="Dorvané")).encode("utf-16"), tmp_path / "a.csv")

    assert len(packed.events) == 1
    assert wide.events[0].place.name == "Dorvané"


@pytest.mark.parametrize("rule", name_rules()["name"], ids=lambda rule: rule["group"])
def test_rules_for_names_fit_their_examples(rule: dict[str, str]) -> None:
    """Each gives its group to the example and leaves the counter-example without."""
    assert party(rule["example"]).group == rule["group"]
    assert party(rule["counter"]).group == ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), cut=st.integers(0, 900))
def test_no_bytes_make_reading_fail_otherwise_than_it_says(data: bytes, cut: int, tmp_path: Path) -> None:
    """Anything behind the beginning of a real file gives events, problems, or an error of casus."""
    path = tmp_path / "a.csv"
    path.write_bytes(table(acled()).encode()[:cut] + data)
    try:
        coded = check_coded(path)
    except CasusError:
        return

    assert not (coded.events and coded.problems)
