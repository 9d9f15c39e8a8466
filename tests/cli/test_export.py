"""`casus export`: formats on the command line."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

from tests.cli.conftest import Run


def test_the_list_explains_every_format(run: Run) -> None:
    """One line a format in a pipe, the same words in a table on a screen."""
    plain = run("export", "--list")
    wide = run("export", "--list", env={"COLUMNS": "120"})

    assert plain.exit_code == wide.exit_code == 0
    names = [line.split("\t")[0] for line in plain.stdout.splitlines()]
    assert names[:4] == ["acled", "ucdp", "polecat", "icews"]
    assert "zip" in names
    assert all(name in wide.stdout for name in names)
    assert "casus[parquet]" in " ".join(wide.stdout.split())


def test_an_export_says_what_was_written_and_left_out(run: Run, war: Path, tmp_path: Path) -> None:
    """Rows and reasons on stderr, the files where they were asked for."""
    out = tmp_path / "war.csv"
    result = run("export", war, "--format", "acled", "--out", out)

    assert result.exit_code == 0, result.stderr
    assert "written to" in result.stderr
    assert "denied 1" in result.stderr
    with (tmp_path / "war.dropped.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["reason"] for row in csv.DictReader(lines)} >= {"denied"}
    assert json.loads((tmp_path / "war.about.json").read_text("utf-8"))["project"] == "war"


def test_filters_are_those_of_events(run: Run, war: Path, tmp_path: Path) -> None:
    """What the filter does not keep is neither written nor dropped."""
    result = run("export", war, "--format", "csv", "--type", "RETREAT", "--out", tmp_path / "war.csv")

    assert result.stderr.startswith("1 row written")
    assert "left out" not in result.stderr
    assert json.loads((tmp_path / "war.about.json").read_text("utf-8"))["filter"] == {"type": "RETREAT"}


def test_what_is_missing_is_asked_for(run: Run, war: Path, tmp_path: Path) -> None:
    """Without a format or a file there is an example of how to say it; an unknown format lists the known."""
    bare = run("export", war)
    wrong = run("export", war, "--format", "excel", "--out", tmp_path / "x")

    assert bare.exit_code == wrong.exit_code == 1
    assert "--format acled --out war.csv" in bare.stderr
    assert "acled, ucdp" in wrong.stderr
    assert not (tmp_path / "x").exists()


def test_the_archive_holds_the_audit_log(run: Run, war: Path, tmp_path: Path) -> None:
    """Runs with their digests and sessions, and files for judgements, decisions and refusals, empty or not."""
    assert run("add", war, tmp_path / "gone.txt").exit_code == 1
    assert run("export", war, "--format", "zip", "--out", tmp_path / "war.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "war.zip") as archive:
        (told,) = json.loads(archive.read("audit/runs.json"))
        logs = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".jsonl")}

    assert told["run_id"].startswith("r-")
    assert told["digests"] == {"words": "0" * 64}
    assert {"audit/judgements.jsonl", "audit/decisions.jsonl", "audit/refusals.jsonl"} <= set(logs)
    assert "gone.txt" in logs["audit/refusals.jsonl"]
    assert json.loads(logs["readings.jsonl"])["text"].startswith("Rebels shell Dorvan")


def test_a_claim_is_shown_with_its_codes(run: Run, war: Path) -> None:
    """Each scheme's code stands with the rule that gave it."""
    claims = [line.split("\t") for line in run("claims", war).stdout.splitlines()[1:]]
    shelling = next(line[0] for line in claims if line[2].startswith("ASSAULT"))
    shown = run("show", war, shelling)
    found = json.loads(run("show", war, shelling, "--json").stdout)

    assert "CAMEO 194 Fight with artillery and tanks (cameo.assault.heavy-weapons)" in shown.stdout
    assert "ACLED Explosions/Remote violence / Shelling/artillery/missile attack (acled.shelling)" in shown.stdout
    assert found["claims"][0]["codes"]["plover"] == {"value": "ASSAULT.heavy-weapons", "rule": "plover.as-told"}
