"""`casus corrections`, and what `casus show` and `casus export` make of what people decided."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casus.project import open_project
from casus.store.connect import open_writer, transaction
from casus.store.corrections import Anchor
from casus.store.deciding import NewDecision, append
from casus.store.rows import ClaimRow
from tests.cli.conftest import Run
from tests.store.building import TEXT

KESH = {"place": {"id": "t:2", "name": "Upper Kesh", "lat": 41.7, "lon": 70.3, "precision": 1}, "role": "where"}


def first_claim(war: Path) -> ClaimRow:
    """The shelling of Dorvan, as it is shown now."""
    with open_project(war) as project:
        return next(claim for claim in project.claims() if claim.type == "ASSAULT")


def decide(war: Path, kind: str, *, words: str | None = None, **more: Any) -> None:
    """A decision of mara about the shelling; `words` of the report are its evidence."""
    claim = first_claim(war)
    anchor = Anchor(claim.claim_id, claim.telling_id, claim.report.doc_id, claim.type, *_span(claim.trigger.words))
    evidence = (claim.report.doc_id, *_span(words)) if words else None
    with closing(open_writer(war / "casus.db")) as connection, transaction(connection):
        append(connection, NewDecision(kind, "mara", claim.event_id, (anchor,), evidence=evidence, **more))


def _span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture
def corrected(war: Path) -> Path:
    """The project after mara moved the shelling to Upper Kesh."""
    decide(war, "edit", words="Upper Kesh", field="place", value=KESH, reason="as the last sentence says")
    return war


def test_decisions_are_listed(run: Run, corrected: Path) -> None:
    """One line a decision: who, what, which value, why, and whether it holds."""
    result = run("corrections", "list", corrected, "--json")
    row = json.loads(result.stdout)

    assert (row["author"], row["kind"], row["field"], row["holds"]) == ("mara", "edit", "place", True)
    assert json.loads(row["value"])["place"]["name"] == "Upper Kesh"
    assert row["reason"] == "as the last sentence says"
    assert "1 decision" in result.stderr


def test_a_list_without_decisions_says_so(run: Run, war: Path) -> None:
    """Nothing decided is no error."""
    result = run("corrections", "list", war)

    assert result.exit_code == 0
    assert "0 decisions" in result.stderr


def test_gold_is_of_reports_judged_whole(run: Run, corrected: Path, tmp_path: Path) -> None:
    """One judged claim of three is not gold, unless asked for; then the file can be evaluated on."""
    some = run("corrections", "export", corrected, "--out", tmp_path / "whole.jsonl")
    partly = run("corrections", "export", corrected, "--out", tmp_path / "partly.jsonl", "--partly")

    assert "1 report left out" in some.stderr
    assert (tmp_path / "whole.jsonl").read_text() == ""
    assert "1 report written" in partly.stderr
    assert json.loads((tmp_path / "partly.jsonl").read_text())["corrected"]["edited"] == 1


def test_gold_of_a_project_without_decisions_says_why_it_is_empty(run: Run, war: Path, tmp_path: Path) -> None:
    """An empty file alone would look like a fault."""
    assert "Nothing has been decided" in run("corrections", "export", war, "--out", tmp_path / "gold.jsonl").stderr


def test_gold_that_cannot_be_written_is_refused(run: Run, corrected: Path, tmp_path: Path) -> None:
    """The error names the file; nothing else is left behind."""
    result = run("corrections", "export", corrected, "--out", tmp_path / "no" / "gold.jsonl")

    assert result.exit_code != 0
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("kind", ["claim", "event", "document"])
def test_show_gives_peoples_values_and_names_them(run: Run, corrected: Path, kind: str) -> None:
    """Whether by claim, event or report, the value is mara's, marked as corrected, with the words she gave."""
    claim = first_claim(corrected)
    wanted = {"claim": claim.claim_id, "event": claim.event_id, "document": claim.report.doc_id}[kind]
    page = run("show", corrected, wanted).stdout

    assert "corrected: place" in page
    assert "mara set the place to Upper Kesh (was nothing)" in page
    assert "“Upper Kesh”" in page
    assert "as the last sentence says" in page
    assert "Dorvan, XDV" not in page
    assert "decision:" not in page


def test_show_as_json_names_fields_and_decisions(run: Run, corrected: Path) -> None:
    """Machines see which values are a person's."""
    found = json.loads(run("show", corrected, first_claim(corrected).claim_id, "--json").stdout)

    assert found["claims"][0]["place"] == ["Upper Kesh"]
    assert found["claims"][0]["edited"] == ["place"]
    assert [(one["author"], one["field"]) for one in found["decisions"]] == [("mara", "place")]


def test_show_of_a_report_leaves_out_what_was_rejected(run: Run, war: Path) -> None:
    """A rejected claim is gone from its report, and can still be asked for by its id."""
    claim = first_claim(war)
    decide(war, "reject", reason="that was another town")
    page = run("show", war, claim.report.doc_id).stdout
    own = run("show", war, claim.claim_id).stdout

    assert "ASSAULT" not in page.split("WHAT PEOPLE DECIDED")[0]
    assert "1 claim about 1 event" in page
    assert "mara rejected it" in own
    assert "ASSAULT.heavy-weapons" in own


def test_show_finds_what_a_person_added(run: Run, war: Path) -> None:
    """A claim that no engine made has an id like any other, and so has its event."""
    claim = first_claim(war)
    anchor = Anchor("c-0123456789abcdef", "e-0123456789abcdef", claim.report.doc_id, "ASSAULT", *_span("killing"))
    made = NewDecision("add", "mara", anchor.telling_id, (anchor,), value={"type": "ASSAULT"})
    with closing(open_writer(war / "casus.db")) as connection, transaction(connection):
        append(connection, made)
    by_claim, by_event = run("show", war, "c-01234567"), run("show", war, "e-01234567")
    page = run("show", war, claim.report.doc_id).stdout

    assert (by_claim.exit_code, by_event.exit_code) == (0, 0)
    assert "mara added a claim" in by_claim.stdout
    assert "“killing”" in by_event.stdout
    assert "3 claims" in page


def test_exported_readings_have_peoples_values(run: Run, corrected: Path, tmp_path: Path) -> None:
    """The reading format carries the corrected value with its words, and says whose it is."""
    out = tmp_path / "war.jsonl"
    result = run("export", corrected, "--format", "readings", "--out", out)
    record = json.loads(out.read_text())
    claim = next(one for one in record["claims"] if one["type"] == "ASSAULT")

    assert result.exit_code == 0
    assert [place["place"]["name"] for place in claim["places"]] == ["Upper Kesh"]
    assert TEXT[slice(*claim["places"][0]["span"])] == "Upper Kesh"
    assert record["corrected"]["claims"] == {claim["claim_id"]: {"place": "mara"}}


def test_exported_readings_say_nothing_of_corrections_where_there_are_none(run: Run, war: Path, tmp_path: Path) -> None:
    """Without decisions the export is what the engine read."""
    out = tmp_path / "war.jsonl"
    run("export", war, "--format", "readings", "--out", out)

    assert "corrected" not in json.loads(out.read_text())
