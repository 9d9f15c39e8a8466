"""Queries after people have decided: their values, without what they rejected, page by page."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casus.project import Project, open_project
from casus.store.connect import open_writer, transaction
from casus.store.corrections import Anchor
from casus.store.deciding import NewDecision, append
from casus.store.rows import ClaimRow, Filter, StateRow
from tests.store.building import pipeline, report


@dataclass
class Desk:
    """A project, and a pen to decide with."""

    path: Path
    project: Project

    def decide(self, kind: str, *rows: ClaimRow | StateRow, field: str | None = None, value: Any = None) -> None:
        """One decision about claims or states."""
        anchors = tuple(Anchor(r.claim_id, None, r.report.doc_id, "x", r.trigger.start, r.trigger.end) for r in rows)
        with closing(open_writer(self.path / "casus.db")) as connection, transaction(connection):
            append(connection, NewDecision(kind, "mara", "e-1", anchors, field=field, value=value))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Six reports of one engine."""
    with open_project(tmp_path / "war", create=True) as project:
        project.add([report(number) for number in range(6)], pipeline=pipeline())
    return Desk(tmp_path / "war", open_project(tmp_path / "war"))


def test_nothing_changes_where_nobody_decided(desk: Desk) -> None:
    """Without decisions, queries give what engines found."""
    before = desk.project.claims()
    desk.decide("note", before[0])

    assert desk.project.claims() == before


def test_pages_of_claims_are_cut_from_what_is_shown(desk: Desk) -> None:
    """However decisions change which claims a filter keeps, pages give each once, in order."""
    claims = desk.project.claims(Filter(type="ASSAULT"))
    desk.decide("edit", claims[1], field="actor", value=[{"name": "Southern League"}])
    desk.decide("edit", claims[4], field="type", value={"type": "AID", "mode": None})
    desk.decide("reject", claims[2])
    wanted = Filter(type="ASSAULT", actor="northern")
    whole = desk.project.claims(wanted)
    paged = [
        claim
        for offset in range(0, 6, 2)
        for claim in desk.project.claims(Filter(type="ASSAULT", actor="northern", limit=2, offset=offset))
    ]

    assert [claim.claim_id for claim in whole] == [claims[n].claim_id for n in (0, 3, 5)]
    assert tuple(paged) == whole
    assert [claim.claim_id for claim in desk.project.claims(Filter(actor="southern"))] == [claims[1].claim_id]


def test_events_are_found_by_corrected_values(desk: Desk) -> None:
    """An event is kept by a filter for what it says now, not for what it said."""
    claim = desk.project.claims(Filter(type="RETREAT"))[0]
    desk.decide("edit", claim, field="type", value={"type": "AID", "mode": None})

    assert [event.event_id for event in desk.project.events(Filter(type="AID"))] == [claim.event_id]
    assert claim.claim_id not in [one.claim_id for one in desk.project.claims(Filter(type="RETREAT"))]


def test_an_event_without_claims_is_gone(desk: Desk) -> None:
    """An event goes when all its claims are rejected."""
    before = desk.project.events()
    gone = before[0]
    desk.decide("reject", *gone.claims)

    assert [event.event_id for event in desk.project.events()] == [event.event_id for event in before[1:]]


def test_states_are_corrected_and_rejected(desk: Desk) -> None:
    """Relations show what people say of them."""
    states = desk.project.states()
    desk.decide("edit", states[0], field="extent", value="most")
    desk.decide("edit", states[1], field="subject", value=[{"name": "Southern League"}])
    desk.decide("reject", states[2])
    shown = desk.project.states()

    assert shown[0].extent == "most"
    assert [state.claim_id for state in desk.project.states(Filter(actor="southern"))] == [states[1].claim_id]
    assert len(shown) == len(states) - 1


def test_a_run_says_what_it_found(desk: Desk) -> None:
    """Asked for a run, the project shows the engine's own values."""
    claims = desk.project.claims()
    desk.decide("reject", claims[0])
    run = claims[0].run_id

    assert len(desk.project.claims(Filter(run=run))) == len(claims)
    assert len(desk.project.claims()) == len(claims) - 1


def test_corrected_values_name_their_decision(desk: Desk) -> None:
    """A value of a person is marked as such among the rules of the row."""
    claim = desk.project.claims()[0]
    desk.decide("edit", claim, field="status", value="planned")
    (found,) = (one for one in desk.project.claims() if one.claim_id == claim.claim_id)

    assert found.status == "planned"
    assert found.rules[-1] == "decision:n-1:event:status"
