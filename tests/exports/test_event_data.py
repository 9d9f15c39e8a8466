"""Formats of event data: published columns, rows that are whole, and a reason for each that is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casus.exports import acled, gdelt, ged, icews, polecat
from casus.exports.run import export
from casus.model.claim import EventClaim, PlaceRole
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimePrecision
from casus.store.rows import Filter, PartyRow, Quote
from tests.exports.building import (
    ARMY,
    DORVAN,
    FRONT,
    KESH,
    MILITIA,
    MONDAY,
    REFUGEES,
    REPORT,
    SYRIA,
    TOWNSPEOPLE,
    Toy,
    at,
    claim,
    exported,
    killed,
    on,
    open_end,
    read_rows,
    reasons,
    said_by,
    state,
)


def test_columns_are_the_published_ones(shared: Path) -> None:
    """Each table has the columns of its format, in the published order."""
    published = json.loads((shared / "knowledge" / "formats.json").read_text("utf-8"))["columns"]

    assert list(acled.COLUMNS) == published["acled"]
    assert list(ged.COLUMNS) == published["ucdp_ged"]
    assert list(polecat.COLUMNS) == published["polecat"]
    assert list(icews.COLUMNS) == published["icews"]
    assert list(gdelt.EVENTS) == published["gdelt2_events"]
    assert list(gdelt.MENTIONS) == published["gdelt2_mentions"]


def test_an_acled_row_holds_what_is_told(tmp_path: Path) -> None:
    """A shelling by rebels: codes, sides, place, day and dead; unknown columns are empty."""
    out, _ = exported("acled", tmp_path, claim(quantities=(killed(4, 4, 4),)))
    (row,) = read_rows(out)

    assert {key: value for key, value in row.items() if value} == {
        "event_id_cnty": acled.event_id("SYR", claim().event_id),
        "event_date": "2031-05-05",
        "year": "2031",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Northern Front",
        "inter1": "Rebel group",
        "actor2": "Kesh Army",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "iso": "760",
        "country": "Syria",
        "admin1": "Lower Kesh",
        "location": "Dorvan",
        "latitude": "34.5",
        "longitude": "36.25",
        "geo_precision": "1",
        "source": "Kesh Courier",
        "notes": "The Northern Front shelled Dorvan on Monday. Independent sources: 1.",
        "fatalities": "4",
    }


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({"factuality": "CT-", "status": "none"}, "denied", id="denied"),
        pytest.param({"sources": (said_by("the army", "denies"),)}, "denied", id="denied by its source"),
        pytest.param({"factuality": "U", "status": "planned"}, "not realised", id="planned"),
        pytest.param({"factuality": "PS+"}, "not told as certain", id="possible"),
        pytest.param({"status": "hypothetical", "factuality": "U"}, "not told as certain", id="if"),
        pytest.param({"status": "habitual"}, "habitual", id="often"),
        pytest.param(
            {"time": on(date(2031, 1, 1), date(2031, 12, 31), TimePrecision.YEAR)}, "coarser than month", id="year"
        ),
        pytest.param({"time": open_end(date(1989, 1, 1), None)}, "coarser than month", id="since a year"),
        pytest.param({"time": open_end(None, date(2031, 5, 1))}, "no date", id="before a day"),
        pytest.param({"places": ()}, "no place", id="no place"),
        pytest.param({"places": (at(None, words="Nowhere"),)}, "no place", id="unsettled place"),
        pytest.param({"places": (at(SYRIA),)}, "country-level place", id="country"),
        pytest.param({"time": None, "report": replace(REPORT, published=None)}, "no date", id="no date"),
        pytest.param({"type": "REQUEST", "mode": "yield"}, "not coded by ACLED", id="request"),
    ],
)
def test_acled_drops_with_a_reason(more: dict[str, object], reason: str, tmp_path: Path) -> None:
    """What has no row is in the list of what was dropped, with its id and why."""
    told = replace(claim(), **more)  # type: ignore[arg-type]
    out, summary = exported("acled", tmp_path, told)

    assert read_rows(out) == []
    assert reasons(summary) == [reason]
    (dropped,) = read_rows(tmp_path / "war.dropped.csv")
    assert (dropped["id"], dropped["reason"]) == (told.event_id, reason)


def test_who_is_told_on_both_sides_stands_on_one(tmp_path: Path) -> None:
    """An army said to fight itself is acted on, where someone else acts."""
    out, _ = exported("acled", tmp_path, claim("ASSAULT", FRONT, replace(ARMY, role="actor"), ARMY))
    (row,) = read_rows(out)

    assert (row["actor1"], row["assoc_actor_1"], row["actor2"]) == ("Northern Front", "", "Kesh Army")


def test_where_each_is_told_on_both_sides_the_fullest_claim_decides(tmp_path: Path) -> None:
    """Two reports of one clash that name attacker and attacked the other way round."""
    back = claim("ASSAULT", replace(ARMY, role="actor"), replace(FRONT, role="recipient"), places=(), time=None)
    out, _ = exported("acled", tmp_path, claim("ASSAULT", FRONT, ARMY), back)
    (row,) = read_rows(out)

    assert (row["actor1"], row["assoc_actor_1"]) == ("Northern Front", "")
    assert (row["actor2"], row["assoc_actor_2"]) == ("Kesh Army", "")


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_a_sum_of_events_is_not_counted_beside_them(name: str, tmp_path: Path) -> None:
    """The toll of a day is no event beside the attacks of the day; where the attacks are not told it is one."""
    attack, day = (claim(number=n, quantities=(killed(n, n, n),)) for n in (1, 2))
    out = tmp_path / "war.csv"
    summary = export(Toy((attack, day), wholes={attack.event_id: day.event_id}), name, out)

    assert summary.rows == 1
    assert [(one.id, one.reason, one.detail) for one in summary.tally.dropped] == [
        (day.event_id, "sum of others", attack.event_id)
    ]
    assert export(Toy((day,)), name, out).rows == 1


def test_the_dead_of_a_sum_are_divided_over_the_events_that_tell_none(tmp_path: Path) -> None:
    """Eleven dead in three attacks, one of which killed four: seven for the two others, the remainder on the first."""
    told = claim(number=1, quantities=(killed(4, 4, 4),))
    silent = [claim(number=n) for n in (2, 3)]
    day = claim(number=4, quantities=(killed(11, 11, 11),))
    out = tmp_path / "war.csv"
    export(Toy((told, *silent, day), wholes={c.event_id: day.event_id for c in (told, *silent)}), "acled", out)
    rows = read_rows(out)

    assert sorted(int(row["fatalities"]) for row in rows) == [3, 4, 4]
    assert sum("a share of a sum over several events" in row["notes"] for row in rows) == 2


def test_a_sum_that_its_parts_exceed_gives_them_nothing(tmp_path: Path) -> None:
    """An older, lower sum is not taken from or added to what the events tell."""
    told, silent = claim(number=1, quantities=(killed(4, 4, 4),)), claim(number=2)
    day = claim(number=3, quantities=(killed(3, 3, 3),))
    out = tmp_path / "war.csv"
    export(Toy((told, silent, day), wholes={c.event_id: day.event_id for c in (told, silent)}), "acled", out)

    assert sorted(int(row["fatalities"]) for row in read_rows(out)) == [0, 4]


def test_a_dispute_stays_and_is_marked(tmp_path: Path) -> None:
    """Some tell it, some deny it: the row is there and says so."""
    denied = claim(factuality="CT-", status="none", report=replace(REPORT, doc_id="d-2", publisher="River Radio"))
    out, _ = exported("acled", tmp_path, claim(), denied)
    (row,) = read_rows(out)

    assert "Disputed: some reports deny it." in row["notes"]
    assert row["source"] == "Kesh Courier"


@pytest.mark.parametrize(
    ("numbers", "dead"),
    [
        pytest.param((), "0", id="none told"),
        pytest.param((killed(24, None, 99, "dozens of soldiers"),), "12", id="dozens"),
        pytest.param((killed(10, 10, None, "at least 10"),), "10", id="at least"),
        pytest.param((killed(None, None, 5, "up to five"),), "0", id="only a bound above"),
    ],
)
def test_acled_counts_the_lowest(numbers: tuple[object, ...], dead: str, tmp_path: Path) -> None:
    """Vague words have ACLED's conservative numbers; where no number is told the format forces 0."""
    out, _ = exported("acled", tmp_path, replace(claim(), quantities=numbers))  # type: ignore[arg-type]

    assert [row["fatalities"] for row in read_rows(out)] == [dead]


def test_times_are_written_with_acled_precision(tmp_path: Path) -> None:
    """A day as it is, a week by its middle, a month by its 15th, no time by the day of publication."""
    times = (
        on(),
        on(date(2031, 5, 4), date(2031, 5, 10), TimePrecision.WEEK),
        on(date(2031, 4, 1), date(2031, 4, 30), TimePrecision.MONTH),
        None,
    )
    out, _ = exported("acled", tmp_path, *(claim(number=n, time=time) for n, time in enumerate(times)))

    assert sorted((row["event_date"], row["time_precision"]) for row in read_rows(out)) == [
        ("2031-04-15", "3"),
        ("2031-05-05", "1"),
        ("2031-05-06", "2"),
        ("2031-05-07", "2"),
    ]


def test_civilians_are_targets_and_unknown_attackers_are_named_as_acled_does(tmp_path: Path) -> None:
    """Villagers shot by nobody knows whom."""
    out, _ = exported("acled", tmp_path, claim("ASSAULT.firearms", TOWNSPEOPLE))
    (row,) = read_rows(out)

    assert row["sub_event_type"] == "Attack"
    assert row["actor1"] == "Unidentified Armed Group (Syria)"
    assert (row["actor2"], row["civilian_targeting"]) == ("Civilians (Syria)", "Civilians targeted")


def test_strategic_developments_of_one_sentence_are_one_context(tmp_path: Path) -> None:
    """A deal without a place and the retreat it led to give one row, the deal's, with place and fellow travellers."""
    parties = (replace(ARMY, role="actor"), FRONT)
    same = Quote(500, 590, "They left under a deal.")
    deal = claim("AGREE", *parties, number=1, places=(), sentence=same, trigger=Quote(510, 514, "deal"))
    left = claim(
        "DISPLACE.evacuate", FRONT, replace(REFUGEES, role="actor"), number=2, places=(at(role="from"),), sentence=same
    )
    out, summary = exported("acled", tmp_path, deal, left)
    (row,) = read_rows(out)

    assert (row["sub_event_type"], row["location"]) == ("Agreement", "Dorvan")
    assert (row["actor1"], row["actor2"], row["assoc_actor_2"]) == (
        "Kesh Army",
        "Northern Front",
        "Refugees/IDPs (Syria)",
    )
    assert reasons(summary) == ["same context"]


def test_allies_stand_on_one_side(tmp_path: Path) -> None:
    """Three who negotiated: who is allied with whom is taken from the states of the project."""
    three = (FRONT, replace(ARMY, role="actor"), MILITIA)
    states = (state("allied_with", MILITIA, replace(FRONT, role="object")),)
    out, _ = exported("acled", tmp_path, claim("CONSULT", *three), states=states)
    (row,) = read_rows(out)

    assert (row["actor1"], row["assoc_actor_1"], row["actor2"]) == ("Northern Front", "River Guard", "Kesh Army")


def test_a_group_without_a_country_has_that_of_the_event(tmp_path: Path) -> None:
    """ACLED names armed groups of several countries by country."""
    nowhere = replace(FRONT, country=None)
    out, _ = exported("acled", tmp_path, claim("ASSAULT", nowhere, ARMY))

    assert [row["actor1"] for row in read_rows(out)] == ["Northern Front (Syria)"]


def test_ged_has_only_events_with_deaths(tmp_path: Path) -> None:
    """Deaths stand in the column of those they are told of; ids that only UCDP gives are empty."""
    out, summary = exported("ucdp", tmp_path, claim(number=1, quantities=(killed(4, 4, None),)), claim(number=2))
    (row,) = read_rows(out)

    assert (row["type_of_violence"], row["deaths_b"], row["deaths_unknown"]) == ("1", "4", "")
    assert (row["best"], row["low"], row["high"]) == ("4", "4", "")
    assert (row["side_a"], row["side_b"], row["gwnob"]) == ("Northern Front", "Kesh Army", "652")
    assert (row["date_prec"], row["where_prec"], row["country_id"], row["region"]) == ("1", "1", "652", "Middle East")
    assert (row["geom_wkt"], row["priogrid_gid"]) == ("POINT (36.25 34.5)", str(249 * 720 + 432 + 1))
    assert row["conflict_new_id"] == row["dyad_new_id"] == ""
    assert reasons(summary) == ["no death"]


def test_ged_codes_one_sided_violence(tmp_path: Path) -> None:
    """Civilians are side b, and the dead are civilians."""
    out, _ = exported("ucdp", tmp_path, claim("ASSAULT.firearms", FRONT, TOWNSPEOPLE, quantities=(killed(2, 2, 2),)))
    (row,) = read_rows(out)

    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == ("3", "Civilians", "2")


def test_polecat_keeps_compound_actors_together(tmp_path: Path) -> None:
    """One row with all actors, PLOVER type, mode, quad and intensity, and the publisher."""
    out, _ = exported("polecat", tmp_path, claim("ASSAULT.aerial", FRONT, MILITIA, ARMY))
    (row,) = read_rows(out, "\t")

    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("ASSAULT", "aerial", "MATERIAL CONFLICT")
    assert (row["Actor Name"], row["Actor Sectors"], row["Actor COW"]) == (
        "Northern Front; River Guard",
        "REB; PRM",
        "652",
    )
    assert (row["Intensity"], row["City"], row["Source"]) == ("-9.5", "Dorvan", "Kesh Courier")


def test_icews_makes_pairs_and_needs_both_sides(tmp_path: Path) -> None:
    """Two actors and one target are two rows of one event; without a target there is none."""
    both, alone = claim("ASSAULT.aerial", FRONT, MILITIA, ARMY, number=1), claim("MOBILIZE.troops", FRONT, number=2)
    out, summary = exported("icews", tmp_path, both, alone)
    rows = read_rows(out, "\t")

    assert [(row["Source Name"], row["Target Name"], row["CAMEO Code"]) for row in rows] == [
        ("Northern Front", "Kesh Army", "195"),
        ("River Guard", "Kesh Army", "195"),
    ]
    assert len({row["Event ID"] for row in rows}) == 1
    assert reasons(summary) == ["party missing"]


def test_gdelt_writes_events_and_mentions_without_headers(tmp_path: Path) -> None:
    """61 and 16 fields a line, FIPS codes for places, leading zeros kept, one mention a claim."""
    again = claim("CONSULT", FRONT, ARMY, report=replace(REPORT, doc_id="d-2", publisher="River Radio", url=None))
    out, _ = exported("gdelt", tmp_path, claim("CONSULT", FRONT, ARMY), again)
    (event,) = (line.split("\t") for line in out.read_text("utf-8").splitlines())
    mentions = [line.split("\t") for line in (tmp_path / "war.mentions.tsv").read_text("utf-8").splitlines()]
    named = dict(zip(gdelt.EVENTS, event, strict=True))

    assert (named["EventCode"], named["EventRootCode"], named["QuadClass"], named["GoldsteinScale"]) == (
        "040",
        "04",
        "1",
        "1",
    )
    assert (named["ActionGeo_CountryCode"], named["ActionGeo_Type"], named["Actor1CountryCode"]) == ("SY", "4", "SYR")
    assert (named["SQLDATE"], named["FractionDate"], named["NumSources"]) == ("20310505", "2031.4247", "2")
    assert named["AvgTone"] == named["IsRootEvent"] == ""
    assert {len(line) for line in mentions} == {16}
    assert [line[0] for line in mentions] == [named["GLOBALEVENTID"]] * 2
    assert [line[3] for line in mentions] == ["1", "2"]


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt", "ucdp"])
def test_what_lasts_for_years_has_no_day(name: str, tmp_path: Path) -> None:
    """A time of several years is no date for formats with one day, and its middle is not made one."""
    long = on(date(2011, 1, 1), date(2031, 1, 1), TimePrecision.YEARS)
    out, summary = exported(name, tmp_path, claim(time=long, quantities=(killed(4, 4, 4),)))

    assert summary.rows == 0
    assert reasons(summary) == ["coarser than year"]
    assert "2021" not in out.read_text("utf-8")


def test_unknown_countries_leave_codes_empty(tmp_path: Path) -> None:
    """A country code that is in no list gives no codes, and no guess."""
    place = replace(DORVAN, country="XDV")
    out, _ = exported("ucdp", tmp_path, claim(places=(at(place),), quantities=(killed(1, 1, 1),)))
    (row,) = read_rows(out)

    assert row["country"] == row["country_id"] == row["region"] == ""


def test_a_place_told_with_what_was_asked_is_used_and_marked(tmp_path: Path) -> None:
    """A promise without a place of its own has that of what is promised in the same sentence."""
    same = Quote(500, 590, "They agreed to leave Lower Kesh.")
    agreed = claim("AGREE", FRONT, ARMY, number=1, places=(), sentence=same)
    leaving = claim(
        "RETREAT.withdraw",
        FRONT,
        number=2,
        places=(at(KESH, "from"),),
        sentence=same,
        status="agreed",
        factuality="U",
        content_of="e1",
    )
    out, _ = exported("acled", tmp_path, agreed, leaving)
    (row,) = read_rows(out)

    assert row["location"] == "Lower Kesh"
    assert "Place of what was agreed or asked." in row["notes"]


def test_a_filter_does_not_take_the_place_of_a_promise_away(tmp_path: Path) -> None:
    """What is promised is looked up in the reading of the report where the filter leaves it out."""
    text = "They agreed to leave Lower Kesh."

    class Read(Toy):
        def reading(self, doc_id: str) -> Reading:
            place = PlaceRole("from", Span(21, 31), KESH)
            promise = EventClaim("c-1", "e1", 0, Span(5, 11), "AGREE", None, "completed", "CT+")
            leaving = EventClaim(
                "c-2", "e2", 0, Span(15, 20), "RETREAT", "withdraw", "agreed", "U", places=(place,), content_of="e1"
            )
            document = Document(doc_id, text)
            return Reading(document, sentences=(Sentence(Span(0, len(text))),), claims=(promise, leaving))

    agreed = claim("AGREE", FRONT, ARMY, places=(), sentence=Quote(0, len(text), text))
    export(Read((agreed,)), "acled", tmp_path / "war.csv", Filter(type="AGREE"))
    (row,) = read_rows(tmp_path / "war.csv")

    assert row["location"] == "Lower Kesh"


HOSTILE = '=cmd|"/c calc"!A1, "x"\nnext\tcell'


@pytest.mark.parametrize("name", ["acled", "polecat", "icews", "csv", "hxl", "ucdp"])
def test_hostile_names_neither_break_rows_nor_run(name: str, tmp_path: Path) -> None:
    """Commas, quotes, line ends and formulas in a name: the table keeps its shape, and no cell starts a formula."""
    evil = PartyRow("actor", HOSTILE, None, kind="rebel_group", sector="REB", country="SYR")
    out, _ = exported(name, tmp_path, claim("ASSAULT", evil, ARMY, quantities=(killed(1, 1, 1),)))
    rows = read_rows(out, "\t" if name in ("polecat", "icews") else ",")

    assert len(rows) == (2 if name == "hxl" else 1)
    assert not [cell for row in rows for cell in row.values() if cell is None or cell.startswith(("=", "@", "\t"))]
    assert any("'=cmd" in cell for row in rows for cell in row.values())


def test_right_to_left_names_come_through(tmp_path: Path) -> None:
    """Arabic names and combining marks are kept character by character."""
    name = "جبهة الشمال é"
    out, _ = exported("acled", tmp_path, claim("ASSAULT", replace(FRONT, name=name), ARMY))

    assert [row["actor1"] for row in read_rows(out)] == [name]


def test_negative_coordinates_stay_numbers(tmp_path: Path) -> None:
    """A minus sign is no formula where a number follows."""
    place = replace(DORVAN, lat=-1.5, lon=-73.25)
    out, _ = exported("acled", tmp_path, claim(places=(at(place),)))

    assert [(row["latitude"], row["longitude"]) for row in read_rows(out)] == [("-1.5", "-73.25")]


def test_rows_do_not_depend_on_the_order_of_events(tmp_path: Path) -> None:
    """The same events in another order give the same file."""
    told = [claim(number=n, time=on(date(2031, 5, 1 + n % 3))) for n in range(6)]
    first, _ = exported("acled", tmp_path, *told)
    before = first.read_bytes()
    exported("acled", tmp_path, *reversed(told))

    assert first.read_bytes() == before
    assert MONDAY.isoformat() not in before.decode()
