from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casus.errors import FormatError
from casus.evaluate.gold import document_of, read_gold
from tests.evaluate.coding import Json, at, coded


def written(folder: Path, *rows: Json | str) -> Path:
    """A gold file with these lines."""
    file = folder / "gold.jsonl"
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n", "utf-8")
    return file


def test_a_gold_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    """A quick look at the first reports is possible, and blank lines do no harm."""
    file = written(tmp_path, coded(), "", coded() | {"id": "two"}, coded() | {"id": "three"})

    assert [row["id"] for row in read_gold(file, limit=2)] == ["one", "two"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"text": "Short."}, r"gold\.jsonl:1: .* expected \[start, end\] inside the text", id="other-text"),
        pytest.param({"claims": [{}]}, "claim 0: no trigger, type", id="bare-claim"),
        pytest.param({"states": [{"relation": "fights"}]}, "state 0: no subjects", id="bare-state"),
        pytest.param({"id": 7}, "no coded report", id="no-id"),
        pytest.param({"sentences": [[5, 5]]}, r"sentence at \[5, 5\]", id="empty-sentence"),
        pytest.param({"sentences": [["a", "b"]]}, "a value of the wrong kind", id="letters-for-offsets"),
        pytest.param({"claims": 3}, "a value of the wrong kind", id="number-for-claims"),
    ],
)
def test_a_broken_record_is_named_with_its_line(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    """Whoever made the file can find the fault."""
    with pytest.raises(FormatError, match=message):
        read_gold(written(tmp_path, coded() | changes))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(["{"], "gold.jsonl:1: no JSON", id="no-json"),
        pytest.param([], "no coded report", id="empty"),
        pytest.param([coded(), coded()], "gold.jsonl:2: id 'one' a second time", id="twice"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, lines: list[Json | str], message: str) -> None:
    """Nothing is scored on half a file."""
    with pytest.raises(FormatError, match=message):
        read_gold(written(tmp_path, *lines))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(FormatError, match=r"gone\.jsonl: no such file"):
        read_gold(tmp_path / "gone.jsonl")


def test_a_document_is_the_bare_report() -> None:
    """Text and title as they are, the title not doubled, the date given, the id kept."""
    document = document_of(coded())

    assert document.text == coded()["text"]
    assert (document.title, document.published, document.given_id) == ("Front shells Dorvan", date(2031, 5, 6), "one")
    assert document.text[slice(*at("shelled"))] == "shelled"


def test_an_unknown_date_is_none() -> None:
    """Relative times then stay open."""
    assert document_of(coded() | {"published": "unknown"}).published is None
