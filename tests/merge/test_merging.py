from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.model.document import Document
from casus.project import Project, open_project
from casus.store.rows import EventRow
from tests.store.building import document, pipeline

ATTACK = "The Northern Front shelled Dorvan on Monday, killing at least {toll} soldiers, a hospital said. {rest}"
WIRE = (
    "Residents of three villages told reporters that they had spent the night in cellars while rockets flew over the "
    "river, and that nobody had come to bring them water or bread since the road was cut in the last week of April."
)


def reports() -> tuple[Document, ...]:
    """Six reports: four of one shelling, two of them with the wording of another, and two of nothing of the kind."""
    texts = (
        ("Kesh Courier", 6, ATTACK.format(toll=4, rest="")),
        ("Herald", 6, ATTACK.format(toll=5, rest="The Northern Front holds Upper Kesh.")),
        ("Observer", 7, ATTACK.format(toll=4, rest=WIRE)),
        ("Gazette", 8, ATTACK.format(toll=4, rest=f"{WIRE} The army said it had not left Dorvan.")),
        ("Kesh Courier", 8, "The army said it had not left Dorvan."),
        ("Kesh Courier", 20, "The Northern Front holds Upper Kesh."),
    )
    return tuple(
        document(text, publisher=outlet, published=date(2031, 5, day), origin=f"{number}.txt")
        for number, (outlet, day, text) in enumerate(texts)
    )


@contextmanager
def project(*batches: Iterable[Document]) -> Iterator[Project]:
    """A project to which batches of reports were added one after the other."""
    with TemporaryDirectory() as folder, open_project(Path(folder) / "war.db", create=True) as made:
        for batch in batches:
            made.add(batch, pipeline=pipeline())
        yield made


def partition(some: Sequence[EventRow]) -> dict[str, tuple[str, ...]]:
    """Event to its tellings."""
    return {event.event_id: event.tellings for event in some}


def shelling(made: Project) -> EventRow:
    """The event that most reports tell of."""
    return max(made.events(), key=lambda event: len(event.reports))


def test_reports_of_one_shelling_make_one_event() -> None:
    """Four outlets, three tolls; named by the earliest telling."""
    with project(reports()) as made:
        event = shelling(made)

    assert len(event.reports) == 4
    assert event.event_id == event.tellings[0] == event.claims[0].telling_id
    assert {claim.event_id for claim in event.claims} == {event.event_id}


@cache
def at_once() -> dict[str, tuple[str, ...]]:
    """The events of all reports, added together."""
    with project(reports()) as made:
        return partition(made.events())


@settings(max_examples=10, deadline=None)
@given(st.permutations(reports()), st.lists(st.integers(1, 5), max_size=3))
def test_neither_order_nor_batches_matter(order: list[Document], cuts: list[int]) -> None:
    """However reports come in, the events are those of all at once, and stay so when everything is merged anew."""
    wanted = at_once()
    bounds = [0, *sorted(set(cuts)), len(order)]
    with project(*(order[a:b] for a, b in pairwise(bounds))) as bit_by_bit:
        found = partition(bit_by_bit.events())
        bit_by_bit.merge()
        again = partition(bit_by_bit.events())

    assert found == wanted
    assert again == wanted


def test_ids_stay_when_reports_are_added() -> None:
    """A later report joins the event under the id it had."""
    first, *rest = reports()
    with project([first]) as made:
        before = made.events()[0].event_id
        made.add(rest, pipeline=pipeline())

        assert shelling(made).event_id == before


def test_the_id_of_every_telling_leads_to_its_event() -> None:
    """An id that somebody wrote down before an earlier report came in is still good."""
    late, *rest = reversed(reports()[:4])
    with project([late]) as made:
        noted = made.events()[0].event_id
        made.add(rest, pipeline=pipeline())
        event = shelling(made)

        assert event.event_id != noted
        assert made.show(noted).events == (event,)
        assert made.show(noted[:9]).events == (event,)


def judge(made: Project, a: str, b: str, verdict: str) -> None:
    """A person's judgement, in place of the machine's."""
    pair = (min(a, b), max(a, b))
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.execute(
            "UPDATE judgement SET withdrawn = '2031-06-01' WHERE a = ? AND b = ? AND withdrawn IS NULL", pair
        )
        sql = "INSERT INTO judgement (a, b, verdict, reasons, author, made) VALUES (?, ?, ?, '{}', 'Ana', '2031-06-01')"
        connection.execute(sql, (*pair, verdict))


def withdraw(made: Project, author: str) -> None:
    """The person thinks better of it."""
    with closing(sqlite3.connect(made.path)) as connection, connection:
        sql = "UPDATE judgement SET withdrawn = '2031-06-02' WHERE author = ? AND withdrawn IS NULL"
        connection.execute(sql, (author,))


@pytest.mark.parametrize("anew", [False, True])
def test_a_person_who_says_different_wins_and_may_take_it_back(anew: bool) -> None:
    """The two tellings part, and join again once the judgement is withdrawn."""
    with project(reports()) as made:
        event = shelling(made)
        a, b = event.tellings[0], event.tellings[-1]
        around = None if anew else (a, b)
        judge(made, a, b, "different")
        made.merge(around=around)

        assert not any({a, b} <= set(found.tellings) for found in made.events())

        withdraw(made, "Ana")
        made.merge(around=around)

        assert shelling(made).tellings == event.tellings


@pytest.mark.parametrize("anew", [False, True])
def test_a_person_who_says_same_wins(anew: bool) -> None:
    """A shelling and a stay in town become one event, because Ana says so."""
    with project(reports()) as made:
        a, b = (event.event_id for event in made.events()[:2])
        judge(made, a, b, "same")
        made.merge(around=None if anew else (a, b))

        assert any({a, b} <= set(event.tellings) for event in made.events())


def test_the_earliest_report_with_the_wording_is_the_original() -> None:
    """One wire counts once."""
    with project(reports()[::-1]) as made:
        copies = {row.report.publisher: row.report.copy_of for row in made.documents()}
        original = next(row.report.doc_id for row in made.documents() if row.report.publisher == "Observer")

    assert copies["Gazette"] == original
    assert copies["Observer"] is None


def test_judgements_say_why() -> None:
    """Author, score and named reasons; nothing is judged twice when everything is merged anew."""
    with project(reports()) as made:
        made.merge()
        with closing(sqlite3.connect(made.path)) as connection:
            rows = connection.execute("SELECT verdict, score, reasons, author, withdrawn FROM judgement").fetchall()

    assert {author.partition(" 0")[0] for *_, author, _ in rows} == {"casus merge"}
    assert all("actor_same" in reasons for verdict, _, reasons, *_ in rows if verdict == "same")
    assert not any(row[-1] for row in rows)


def test_a_report_read_again_by_another_engine_is_merged_by_its_latest_reading() -> None:
    """What only the older reading told is in no event any more, and nothing is there twice."""
    with project(reports()) as made:
        before = partition(made.events())
        made.add(reports(), pipeline=pipeline("second", certainty=0.5))

        assert partition(made.events()) == before


def test_adding_known_reports_judges_nothing_again() -> None:
    """No judgement is withdrawn or made twice."""
    with project(reports()) as made:
        before = judgements(made)
        made.add(reports(), pipeline=pipeline())

        assert judgements(made) == before


def judgements(made: Project) -> list[tuple[object, ...]]:
    """All that was ever judged."""
    with closing(sqlite3.connect(made.path)) as connection:
        return connection.execute("SELECT * FROM judgement ORDER BY judgement_no").fetchall()
