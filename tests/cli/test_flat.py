"""Flat rows for machines."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from casus.cli import flat
from casus.cli.unstored import claim_rows, state_rows
from casus.store.rows import CarrierRow
from tests.store.building import read


def test_a_claim_becomes_one_line_of_json_with_every_column() -> None:
    """The columns are always all there, in order, empty or not."""
    line = flat.json_line(flat.claim_row(claim_rows(read())[0]))
    row = json.loads(line)

    assert line.count("\n") == 1
    assert tuple(row) == flat.COLUMNS
    assert (row["kind"], row["type"], row["actor"], row["place"]) == (
        "event",
        "ASSAULT",
        ["Northern Front"],
        ["Dorvan"],
    )
    assert (row["earliest"], row["lat"], row["numbers"]) == ("2031-05-05", 41.5, ["killed 4..: at least 4"])


def test_offsets_and_quotation_point_at_the_same_words() -> None:
    """`start` and `end` cut the trigger out of the document's text."""
    reading = read()
    claim = claim_rows(reading)[0]
    row = flat.claim_row(claim)

    assert (row["start"], row["end"]) == (claim.trigger.start, claim.trigger.end)
    assert reading.document.text[claim.trigger.start : claim.trigger.end] == row["trigger"] == "shelled"


def test_csv_reads_back_as_the_same_values() -> None:
    """Quotes, commas and lists survive the way through CSV."""
    rows = [flat.claim_row(claim) for claim in claim_rows(read())]
    text = flat.csv_header() + "".join(map(flat.csv_line, rows))
    back = list(csv.DictReader(io.StringIO(text)))

    assert [row["quote"] for row in back] == [row["quote"] for row in rows]
    assert back[0]["actor"] == "Northern Front"
    assert back[1]["stance"] == "denies"


def test_a_state_at_a_place_fills_the_columns_for_places() -> None:
    """What is held is in `recipient` and, being a place, in `place`."""
    row = flat.state_row(state_rows(read())[0])

    assert (row["kind"], row["type"], row["extent"]) == ("state", "controls", "all")
    assert row["place"] == row["recipient"] == ["Upper Kesh"]


def test_a_tab_inside_a_value_does_not_shift_the_columns() -> None:
    """Tab-separated text has as many tabs as it has columns."""
    assert flat.tab_line(("one\ttwo", "three\nfour")).count("\t") == 1


def test_each_source_brings_what_is_known_of_it() -> None:
    """One value per source in each column, and outlets outwards."""
    claim = claim_rows(read())[0]
    source = replace(
        claim.sources[0], part="speaker", naming="office", is_party=False, speech="indirect", said=claim.time
    )
    row = flat.claim_row(replace(claim, sources=(source,), carriers=(CarrierRow("wire", "Reuters", None),)))

    assert [row[f"source_{name}"] for name in ("part", "naming", "party", "speech")] == [
        ["speaker"],
        ["office"],
        ["no"],
        ["indirect"],
    ]
    assert (row["source_said"], row["passed_on"]) == (["2031-05-05"], ["wire: Reuters"])
    assert flat.claim_row(claim)["source_party"] == [None]
