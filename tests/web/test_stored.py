"""The index kept in the project: what is read back is what was kept, whatever was decided meanwhile."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from casus.project import open_project
from casus.store import cards as kept
from casus.store.connect import open_writer
from casus.web import stored
from casus.web.index import Index
from casus.web.library import Library
from tests.store.building import pipeline, report

from .conftest import Decide, events


def facts(index: Index) -> dict[str, Any]:
    """All that an index says of the events that are there, in an order of its own."""
    return {event_id: (_values(index, row), index.shown[row]) for event_id, row in index.row_of.items()}


def _values(index: Index, row: int) -> dict[str, Any]:
    values: dict[str, Any] = {"version": index.versions[row]}
    for name, column in index.columns.items():
        values[name] = index.pools[name].values[column[row]] if name in index.pools else str(column[row])
    for name, pairs in index.pairs.items():
        numbers = pairs.values[pairs.rows == row].tolist()
        held = numbers if name == "findings" else [index.pools[name].values[number] for number in numbers]
        values[name] = sorted(map(repr, held))
    return values


def test_an_index_comes_back_as_it_was(library: Library) -> None:
    """Packed and unpacked, every column, pair and name is the same, and new cards can be put in."""
    index = library.index
    again = stored.unpack(stored.pack(index), library.desk.stored_lines())

    assert facts(again) == facts(index)
    assert again.event_of == index.event_of
    assert {n: p.labels for n, p in again.pools.items()} == {n: p.labels for n, p in index.pools.items()}
    assert facts(again.with_changes((), [index.ids[0]])).keys() == facts(index).keys() - {index.ids[0]}


def test_the_next_start_reads_the_index(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that was summed up is not summed up again, nor are its cards read one by one."""
    again = Library(library.path)
    monkeypatch.setattr(again, "_prepare_all", None)
    monkeypatch.setattr(again, "_stored_cards", lambda names: [] if not names else pytest.fail("read one by one"))
    again.prepare()

    assert facts(again.index) == facts(library.index)


def test_decisions_made_since_are_in_it(library: Library, client: TestClient, decide: Decide) -> None:
    """What was decided after the index was kept is there at the next start."""
    first, second, *_ = events(client)
    decide("accept", first)
    decide("reject", second)
    again = Library(library.path)
    again.prepare()
    reviews = again.index.pools["review"].values
    told = {i: reviews[again.index.columns["review"][row]] for i, row in again.index.row_of.items()}

    assert (told[first["id"]], told[second["id"]]) == ("accepted", "rejected")
    assert facts(again.index) == facts(library.index)


def test_reports_added_since_are_in_it(library: Library) -> None:
    """A running project grows; the next start sums up what is new and keeps the rest."""
    with open_project(library.path) as project:
        project.add([report(7)], pipeline=pipeline())
    again, fresh = Library(library.path), Library(library.path)
    again.prepare()
    fresh.prepare()

    claims = [found.index.columns["claims"][found.index.alive].sum() for found in (library, again)]

    assert claims[1] > claims[0]
    assert facts(fresh.index) == facts(again.index)


@pytest.mark.parametrize("mark", ["0.0/0/0", ""])
def test_an_index_of_another_version_is_left_alone(library: Library, mark: str) -> None:
    """After an upgrade the cards are read, or made, anew."""
    with closing(open_writer(library.database)) as connection:
        connection.execute("UPDATE event_card SET signature = ? WHERE event_id = '#index'", (mark,))
    again = Library(library.path)
    again.prepare()

    assert facts(again.index) == facts(library.index)


def test_an_index_does_not_hide_what_another_server_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards that another program kept are noted as newer than an index that does not know them."""
    with closing(open_writer(library.database)) as connection:
        (name, body) = connection.execute("SELECT event_id, keys FROM event_card WHERE event_id LIKE 'e-%'").fetchone()
        kept.keep_cards(connection, [(name, "newer", body, b"{}")])
        old = {event: f"x{version}" for event, version in zip(library.index.ids, library.index.versions, strict=True)}
        kept.keep_index(connection, "mark", b"", old | {name: "older"})
        mark, _, since = kept.stored_index(connection) or ("", b"", [])
        monkeypatch.setattr(kept, "MOST_SINCE", 1)
        kept.keep_cards(connection, [("e-a", "s", b"", b""), ("e-b", "s", b"", b"")])
        thrown = kept.stored_index(connection)

    assert mark == "mark"
    assert name in since
    assert thrown is None


def test_rows_can_be_asked_for_from_anywhere(client: TestClient) -> None:
    """The list can be entered at any place: its last row without all before it."""
    whole = [one["id"] for one in events(client)]

    assert [one["id"] for one in events(client, "offset=2&limit=2")] == whole[2:4]
    assert events(client, f"offset={len(whole)}") == []
    assert client.get("/api/events?offset=-1").status_code == 422


def test_the_map_lists_what_is_in_view(client: TestClient) -> None:
    """Only points in view are listed; how many there are, and where, is told of all."""
    whole = client.get("/api/map").json()
    lon, lat = whole["features"][0]["geometry"]["coordinates"]
    here = client.get(f"/api/map?view={lon - 0.01},{lat - 0.01},{lon + 0.01},{lat + 0.01}").json()
    nowhere = client.get("/api/map?view=-170,-80,-169,-79").json()

    assert [one["id"] for one in here["features"]] == [whole["features"][0]["id"]]
    assert nowhere["features"] == []
    assert here["bbox"] == nowhere["bbox"] == whole["bbox"]
    assert (here["events"], here["unplaced"]) == (whole["events"], whole["unplaced"])
    assert np.allclose(
        whole["bbox"][:2], [min(f["geometry"]["coordinates"][n] for f in whole["features"]) for n in (0, 1)]
    )
    assert client.get("/api/map?view=1,2,3").status_code == 422


def test_accepting_leaves_relations_as_they_are(library: Library, client: TestClient, decide: Decide) -> None:
    """Relations through time are not drawn anew for a decision that changes no value; they are for one that does."""
    first = events(client)[0]
    before = library.lines()
    decide("accept", first)
    same = library.lines()
    decide("reject", client.get(f"/api/events/{first['id']}").json())

    assert same is before
    assert library.lines() is not before
