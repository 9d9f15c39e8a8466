"""Rows as JSON: nothing that the record holds of who says so is lost on the way to the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi.testclient import TestClient

from casus.model.when import TimePrecision
from casus.store.corrections import NONE
from casus.store.rows import CarrierRow, ClaimRow, Quote, SourceRow, TimeRow
from casus.web import shapes
from casus.web.library import Library
from tests.web.conftest import shelling


def test_the_chain_of_sources_is_whole(client: TestClient, library: Library) -> None:
    """Part, naming, side, manner and day of each source are given with its words, and who passes it on."""
    row = library.desk.claim(shelling(client)["claims_in_full"][0]["id"], NONE)
    assert isinstance(row, ClaimRow)
    day = date(2031, 5, 6)
    said = TimeRow(Quote(40, 47, "Tuesday"), day, day, TimePrecision.DAY)
    source = SourceRow(
        *("a spokesman", Quote(0, 11, "a spokesman"), Quote(12, 16, "said"), "claims"),
        part="speaker",
        naming="office",
        is_party=True,
        speech="direct",
        said=said,
    )
    told = shapes.claim(
        replace(row, sources=(source,), carriers=(CarrierRow("wire", "Meridian Press", None),)), event="e"
    )

    assert told["sources"][0] | {"quote": 0, "cue": 0, "said": 0} == {
        "name": "a spokesman",
        "key": None,
        "stance": "claims",
        "quote": 0,
        "cue": 0,
        "said": 0,
        "part": "speaker",
        "naming": "office",
        "is_party": True,
        "speech": "direct",
    }
    assert told["sources"][0]["said"]["shown"] == "6 May 2031"
    assert told["sources"][0]["said"]["quote"]["words"] == "Tuesday"
    assert told["carriers"] == [{"part": "wire", "name": "Meridian Press", "quote": None}]
