"""Filters asked of corrected rows keep what the same filters keep of the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casus.project import Project, open_project
from casus.store.matching import keeps
from casus.store.rows import Filter
from tests.store.building import document, pipeline, report

FILTERS = (
    Filter(),
    Filter(actor="northern"),
    Filter(actor="act:nf"),
    Filter(actor="army"),
    Filter(actor="nobody"),
    Filter(place="dorvan"),
    Filter(place="t:1"),
    Filter(place="lower"),
    Filter(place="XDV"),
    Filter(place="upper kesh"),
    Filter(type="assault"),
    Filter(type="ASSAULT.heavy-weapons"),
    Filter(type="ASSAULT.aerial"),
    Filter(type="controls"),
    Filter(since=date(2031, 5, 6)),
    Filter(until=date(2031, 5, 5)),
    Filter(source="hospital"),
    Filter(source="courier"),
    Filter(text="soldiers killing"),
    Filter(text='"at least"'),
    Filter(text='"least at"'),
    Filter(actor="northern", place="dorvan", since=date(2031, 5, 1)),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Reports of several days, one of them without a date."""
    path: Path = tmp_path_factory.mktemp("match") / "war"
    with open_project(path, create=True) as made:
        undated = document("Rebels shelled the harbour. The army said it had not left.", published=None, origin="u")
        made.add([*(report(number) for number in range(4)), undated], pipeline=pipeline())
    return open_project(path)


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_rows_are_kept_as_the_record_keeps_them(project: Project, wanted: Filter) -> None:
    """Both ways of asking give the same claims and states."""
    claims = {claim.claim_id for claim in project.claims() if keeps(claim, wanted)}
    states = {state.claim_id for state in project.states() if keeps(state, wanted)}

    assert claims == {claim.claim_id for claim in project.claims(wanted)}
    assert states == {state.claim_id for state in project.states(wanted)}
