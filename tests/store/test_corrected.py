"""Corrections as gold: what people decided comes out as hand-coded reports that engines are evaluated on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casus.codec import to_reading_dict
from casus.evaluate.gold import read_gold
from casus.store.corrected import corrected_reading, is_judged
from casus.store.corrections import Anchor, Corrections, Decision, Evidence
from tests.store.building import TEXT, read

READING = read()
SHELLING, STAYING = READING.claims
DOC = READING.document.doc_id


def decided(*rows: tuple[str, str, str | None, object, tuple[int, int] | None]) -> Corrections:
    """Decisions as (kind, claim id, field, value, evidence)."""
    found = []
    for number, (kind, claim, field, value, span) in enumerate(rows, start=1):
        evidence = Evidence(DOC, *span, TEXT[slice(*span)]) if span else None
        anchor = Anchor(claim, "e-1", DOC, "ASSAULT", 0, 6)
        facts = ("mara", "2031-05-06T10:00:00+00:00", None, None, None, (anchor,))
        found.append(Decision(number, kind, "e-1", field, None, value, evidence, True, *facts))
    return Corrections(tuple(found))


def words(span: list[int] | None) -> str | None:
    """The words at a span."""
    return None if span is None else TEXT[slice(*span)]


def test_a_corrected_place_comes_with_its_words() -> None:
    """A person's place and the words selected for it stand in the record."""
    start = TEXT.index("Upper Kesh")
    value = {"place": {"id": "t:2", "name": "Upper Kesh", "lat": 41.7, "lon": 70.3, "precision": 1}, "role": "where"}
    record = corrected_reading(READING, decided(("edit", SHELLING.claim_id, "place", value, (start, start + 10))))
    (place,) = record["claims"][0]["places"]

    assert (place["place"]["id"], words(place["span"])) == ("t:2", "Upper Kesh")
    assert record["corrected"] == {
        "edited": 1,
        "rejected": 0,
        "added": 0,
        "claims": {SHELLING.claim_id: {"place": "mara"}},
    }


def test_a_new_actor_is_put_among_the_actors() -> None:
    """A person may name someone that the engine did not see."""
    start = TEXT.index("a hospital")
    value = [{"name": "Kesh hospital", "key": "act:kh", "kind": "organisation", "start": start, "end": start + 10}]
    record = corrected_reading(READING, decided(("edit", SHELLING.claim_id, "recipient", value, None)))
    role = next(role for role in record["claims"][0]["roles"] if role["role"] == "recipient")
    actor = next(actor for actor in record["actors"] if actor["id"] == role["actor"])

    assert (actor["registry"], words(role["span"])) == ("act:kh", "a hospital")


def test_rejected_claims_are_left_out_and_added_ones_are_in() -> None:
    """Gold has what people say is there."""
    start = TEXT.index("killing")
    log = decided(("reject", STAYING.claim_id, None, None, None))
    anchor = Anchor("c-added", "e-2", DOC, "ASSAULT", start, start + 7)
    facts = ("mara", "2031-05-06T10:00:00+00:00", None, None, None, (anchor,))
    add = Decision(2, "add", "e-2", None, None, {"type": "ASSAULT"}, None, True, *facts)
    record = corrected_reading(READING, Corrections((*log.decisions, add)))

    assert [words(claim["trigger"]) for claim in record["claims"]] == ["shelled", "killing"]
    assert record["corrected"] == {"edited": 0, "rejected": 1, "added": 1, "claims": {"c-added": {"added": "mara"}}}


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("type", {"type": "COERCE", "mode": None}, ("type", "COERCE")),
        ("status", "planned", ("status", "planned")),
        ("factuality", "PS+", ("factuality", "PS+")),
        ("time", None, ("time", None)),
        ("killed", None, ("quantities", [])),
        ("source", [], ("attribution", [])),
        ("actor", [], ("roles", [])),
    ],
)
def test_each_field_is_written(field: str, value: object, shown: tuple[str, object]) -> None:
    """Every correction is in the record under the key of the reading format."""
    record = corrected_reading(READING, decided(("edit", SHELLING.claim_id, field, value, None)))

    assert record["claims"][0][shown[0]] == shown[1]


def test_a_report_that_nobody_decided_about_is_as_it_was_read() -> None:
    """Without decisions the record is that of the reading, byte for byte."""
    assert corrected_reading(READING, Corrections()) == to_reading_dict(READING)


def test_only_a_report_judged_whole_is_gold() -> None:
    """A claim that nobody looked at could be wrong or missing something."""
    names = [SHELLING.claim_id, STAYING.claim_id, *(state.claim_id for state in READING.states)]
    some = decided(*(("accept", name, None, None, None) for name in names[:-1]))
    every = decided(*(("accept", name, None, None, None) for name in names))

    assert not is_judged(READING, some)
    assert is_judged(READING, every)


def test_the_scorer_takes_it(tmp_path: Path) -> None:
    """What is written is read as hand-coded reports are."""
    start = TEXT.index("Upper Kesh")
    value = {"place": {"name": "Upper Kesh", "lat": 1, "lon": 2}, "role": "where"}
    record = corrected_reading(READING, decided(("edit", SHELLING.claim_id, "place", value, (start, start + 10))))
    (tmp_path / "gold.jsonl").write_text(json.dumps(record) + "\n", "utf-8")

    assert read_gold(tmp_path / "gold.jsonl")[0]["claims"][0]["places"][0]["place"]["name"] == "Upper Kesh"
