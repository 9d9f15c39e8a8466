from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casus.errors import InputError, NotFoundError
from casus.model.claim import Carrier, Party
from casus.model.reading import Reading
from casus.model.span import Span
from casus.store.facts import RunFacts
from casus.store.rows import Filter
from casus.store.view import View
from casus.store.writer import Writer
from tests.store.building import DORVAN, TEXT, document, pipeline, read, report

RUN = RunFacts("toy", "1.0", "{}", "{}", "[]")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one report, told by two outlets word for word."""
    path = tmp_path_factory.mktemp("made") / "p.db"
    return written(path, read(), read(document(publisher="Dorvan Post", origin="b.txt")))


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def view(path: Path) -> Iterator[View]:
    """A view of it."""
    with closing(View(path)) as view:
        yield view


def written(path: Path, *readings: Reading, run: RunFacts = RUN) -> Path:
    """A record with these readings."""
    with Writer(path, run) as writer:
        for reading in readings:
            writer.add(reading)
    return path


def test_a_claim_comes_with_the_words_for_each_value(view: View) -> None:
    """Actor, place, time, number and source quote the report."""
    claim = view.claims(Filter(type="ASSAULT", source="kesh courier"))[0]
    quotes = [claim.trigger, claim.sentence, claim.who("actor")[0].quote, claim.places[0].quote]
    quotes += [claim.quantities[0].quote, claim.sources[0].quote, claim.sources[0].cue]

    assert all(quote is not None and TEXT[quote.start : quote.end] == quote.words for quote in quotes)
    assert (claim.label, claim.places[0].place, claim.quantities[0].low) == ("ASSAULT.heavy-weapons", DORVAN, 4)
    assert claim.time is not None
    assert claim.time.earliest == date(2031, 5, 5)


def test_a_state_names_both_ends(view: View) -> None:
    """A place as object is told apart from an actor."""
    state = view.states()[0]

    assert (state.relation, state.extent, state.subjects[0].registry) == ("controls", "all", "act:nf")
    assert (state.objects[0].is_place, state.objects[0].name) == (True, "Upper Kesh")


@pytest.mark.parametrize(
    ("wanted", "claims"),
    [
        pytest.param({}, 4, id="all"),
        pytest.param({"actor": "northern"}, 2, id="part-of-a-name"),
        pytest.param({"actor": "act:nf"}, 2, id="registry-id"),
        pytest.param({"actor": "the ARMY"}, 2, id="words-of-the-report"),
        pytest.param({"actor": "hospital"}, 0, id="a-source-is-no-actor"),
        pytest.param({"place": "Dórvan"}, 2, id="place-without-accents"),
        pytest.param({"place": "XDV"}, 2, id="country"),
        pytest.param({"place": "t:1"}, 2, id="place-id"),
        pytest.param({"place": "lower kesh"}, 2, id="province-around"),
        pytest.param({"place": "Dorvania"}, 0, id="country-no-report-names"),
        pytest.param({"type": "retreat"}, 2, id="type"),
        pytest.param({"type": "RETREAT.return"}, 0, id="other-mode"),
        pytest.param({"since": date(2031, 5, 6)}, 2, id="since: undated claims count as of publication"),
        pytest.param({"until": date(2031, 5, 5)}, 2, id="until"),
        pytest.param({"since": date(2031, 5, 5), "until": date(2031, 5, 6)}, 4, id="window"),
        pytest.param({"source": "hospital"}, 2, id="attributed"),
        pytest.param({"source": "post"}, 2, id="publisher"),
        pytest.param({"text": "army Dorvan"}, 2, id="both-words-in-the-sentence"),
        pytest.param({"text": '"Front shelled Dorvan"'}, 2, id="phrase"),
        pytest.param({"text": '"Dorvan shelled"'}, 0, id="words-in-another-order"),
        pytest.param({"text": "dorvan* OR (army"}, 0, id="no-query-language"),
        pytest.param({"actor": "100%_"}, 0, id="no-wildcards"),
        pytest.param({"doc": document().doc_id}, 2, id="document"),
        pytest.param({"limit": 3}, 3, id="limit"),
        pytest.param({"limit": 3, "offset": 3}, 1, id="page-two"),
    ],
)
def test_filters_keep_what_they_say(view: View, wanted: dict[str, Any], claims: int) -> None:
    """Each filter narrows by itself."""
    assert len(view.claims(Filter(**wanted))) == claims


def test_the_name_of_a_country_finds_the_places_in_it(tmp_path: Path) -> None:
    """Once any report names the country."""
    country = replace(DORVAN, id="t:0", name="Dorvania", kind="country", admin1=None)
    reading = read(report(1))
    named = replace(reading.claims[0], places=(replace(reading.claims[0].places[0], place=country),))
    path = written(tmp_path / "p.db", read(), replace(reading, claims=(named,)))
    with closing(View(path)) as view:
        found = view.claims(Filter(place="dorvania"))

    assert {claim.places[0].name for claim in found} == {"Dorvan", "Dorvania"}


@pytest.mark.parametrize("wanted", [Filter(text="- !"), Filter(actor="  "), Filter(place="'")])
def test_a_filter_without_a_word_is_an_error(view: View, wanted: Filter) -> None:
    """It would silently keep everything or nothing."""
    with pytest.raises(InputError, match="no "):
        view.claims(wanted)


def test_copies_of_a_report_tell_of_the_same_events(view: View) -> None:
    """A wire report in two outlets is one happening with two reports under it."""
    events = view.events()

    assert [event.label for event in events] == ["ASSAULT.heavy-weapons", "RETREAT.withdraw"]
    assert events[0].publishers == ("Dorvan Post", "Kesh Courier")
    assert (len(events[0].claims), len(events[0].reports)) == (2, 2)


def test_an_event_is_dated_by_its_narrowest_time(view: View) -> None:
    """Sums keep the most exact of what was told."""
    event = view.events(Filter(place="Dorvan"))[0]

    assert (event.earliest, event.latest, event.places) == (date(2031, 5, 5), date(2031, 5, 5), ("Dorvan",))


def test_an_event_found_by_one_claim_shows_all_its_claims(view: View) -> None:
    """Filtering by one outlet does not hide that another tells the same."""
    (event,) = view.events(Filter(source="dorvan post", type="ASSAULT"))

    assert event.publishers == ("Dorvan Post", "Kesh Courier")


def test_a_denial_beside_a_claim_makes_an_event_disputed(tmp_path: Path) -> None:
    """Both are kept, neither wins."""
    reading = read()
    denial = replace(reading.claims[0], claim_id="c-0000000000000001", factuality="CT-")
    path = written(tmp_path / "p.db", replace(reading, claims=(*reading.claims, denial)))
    with closing(View(path)) as view:
        (event,) = view.events(Filter(type="ASSAULT"))

    assert (event.is_disputed, event.factualities) == (True, ("CT-", "CT+"))


def test_the_latest_run_is_shown_and_older_ones_can_be_asked_for(path: Path) -> None:
    """Reading again with a better engine replaces the view, not the record."""
    sure = pipeline(certainty=0.9)
    written(path, sure.code(document()), run=replace(RUN, version="2.0"))
    with closing(View(path)) as view:
        shown = view.claims(Filter(doc=document().doc_id))
        old = view.claims(Filter(doc=document().doc_id, run=RUN.run_id))
        record = view.show(shown[0].claim_id)

    assert [claim.certainty for claim in (*shown, *old)] == [0.9, 0.9, 0.75, 0.75]
    assert sorted(run.version for run in record.runs) == ["1.0", "2.0"]
    assert len(record.claims) == 2


def test_showing_a_claim_goes_down_to_the_report(view: View) -> None:
    """Quote, sentence, event, document and run, from the first characters of the id."""
    claim = view.claims()[0]
    record = view.show(claim.claim_id[:10])

    assert (record.id, record.kind, record.claims[0]) == (claim.claim_id, "claim", claim)
    assert record.events[0].event_id == claim.event_id
    assert (record.documents[0].report, record.runs[0].run_id) == (claim.report, RUN.run_id)


@pytest.mark.parametrize("kind", ["state", "event", "document", "run"])
def test_everything_with_an_id_can_be_shown(view: View, kind: str) -> None:
    """States, events, documents and runs too."""
    ids = {
        "state": view.states()[0].claim_id,
        "event": view.events()[0].event_id,
        "document": view.documents()[0].report.doc_id,
        "run": view.runs()[0].run_id,
    }

    assert view.show(ids[kind]).kind == kind


def test_a_document_shows_its_notes_and_text(view: View) -> None:
    """What could not be settled stands with the report."""
    record = view.show(document().doc_id)

    assert (record.text, [note.code for note in record.notes]) == (TEXT, ["toy"])
    assert (record.documents[0].claims, record.documents[0].states) == (2, 1)


@pytest.mark.parametrize("wanted", ["c-ffffffffffffffff", "x-1", "", "claim", "c"])
def test_an_unknown_id_is_an_error(view: View, wanted: str) -> None:
    """The message tells what ids look like."""
    with pytest.raises(NotFoundError, match="nothing has the id"):
        view.show(wanted)


def test_an_id_cut_too_short_is_an_error(view: View) -> None:
    """Some of the ids it may be are named."""
    with pytest.raises(NotFoundError, match=r"'c-' starts several ids \(c-"):
        view.show("c-")


def test_a_reading_comes_back_whole(view: View) -> None:
    """With text and origin, though these are stored once."""
    assert view.reading(document().doc_id) == read()


def test_documents_are_found_by_their_words(view: View) -> None:
    """Anywhere in the text."""
    assert len(view.documents(Filter(text="hospital"))) == 2
    assert view.documents(Filter(text="harbour")) == ()


def test_counts_add_up(view: View) -> None:
    """Two copies of a report: twice the claims, the same events."""
    counts = view.counts()

    assert (counts.documents, counts.claims, counts.states, counts.events, counts.runs) == (2, 4, 2, 2, 1)


def test_many_claims_come_in_pages_without_gap_or_repeat(tmp_path: Path) -> None:
    """More findings than one query takes."""
    with closing(View(written(tmp_path / "p.db", *(read(report(n)) for n in range(300))))) as view:
        ids = [claim.claim_id for claim in view.claims()]
        paged = [claim.claim_id for at in range(0, 600, 250) for claim in view.claims(Filter(limit=250, offset=at))]
        events = view.events()

    assert (len(set(ids)), paged, len(events)) == (600, ids, 600)


def test_a_number_comes_back_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    """Whom it counts, what it is part of and whether it is a sum so far; empty where nothing was known."""
    reading = read()
    told, *rest = reading.claims
    plain = told.quantities[0]
    words = Span(plain.span.start, plain.span.end - 2)
    known = replace(
        plain, unit="soldier", whom=Party("a1", words), part_of=told.trigger, is_total=True, total_cue=words
    )
    reading = replace(reading, claims=(replace(told, quantities=(known, plain)), *rest))
    with closing(View(written(tmp_path / "p.db", reading))) as view:
        rows = next(row for row in view.claims(Filter()) if row.claim_id == told.claim_id)
    first, second = rows.quantities

    assert first.whom is not None
    assert (first.unit, first.whom.name, first.whom.registry) == ("soldier", "Northern Front", "act:nf")
    assert first.whom.quote == first.total_cue
    assert (first.part_of, first.is_total) == (rows.trigger, True)
    assert (second.unit, second.whom, second.part_of, second.is_total, second.total_cue) == ("", None, None, None, None)


def test_a_chain_comes_back_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    """Part, naming, side, speech and time of each link, and who passed the claim on; empty where nothing was known."""
    reading = read()
    told, denied, *rest = reading.claims
    assert told.time is not None
    link = replace(
        told.attribution[0], part="speaker", naming="office", is_party=False, speech="direct", said=told.time
    )
    carriers = (Carrier("wire", "Reuters", told.trigger), Carrier("publisher", "Kesh Courier"))
    told = replace(told, attribution=(link,), carriers=carriers)
    with closing(View(written(tmp_path / "p.db", replace(reading, claims=(told, denied, *rest))))) as view:
        rows = {row.claim_id: row for row in view.claims(Filter())}
    found = rows[told.claim_id].sources[0]

    assert (found.part, found.naming, found.is_party, found.speech) == ("speaker", "office", False, "direct")
    assert found.said == rows[told.claim_id].time
    assert [(one.part, one.name) for one in rows[told.claim_id].carriers] == [
        ("wire", "Reuters"),
        ("publisher", "Kesh Courier"),
    ]
    assert rows[told.claim_id].carriers[0].quote == rows[told.claim_id].trigger
    plain = rows[denied.claim_id]
    assert (plain.sources[0].part, plain.sources[0].is_party, plain.sources[0].said) == ("", None, None)
    assert plain.carriers == ()
