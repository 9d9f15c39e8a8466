from __future__ import annotations

import json
from pathlib import Path

import pytest

from casus.evaluate.ecbplus import evaluate_ecbplus, read_ecbplus
from casus.evaluate.linked import evaluate_links


def mention(text: str, words: str, chain: str, kind: str = "ACT") -> dict[str, object]:
    """A mention as the data has it."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "chain": chain, "type": kind, "src_text": words, "sent": 0}


def row(number: int, text: str, *mentions: dict[str, object]) -> str:
    """One report of the data."""
    facts = {"id": f"r{number}", "split": "dev", "subtopic": "1", "text": text, "mentions": mentions}
    return json.dumps(facts)


def test_mentions_of_one_event_are_grouped_across_reports(tmp_path: Path) -> None:
    """The raid is told twice, the trial once."""
    one, two = "Police raided the port of Lisk on Friday.\n", "The raid on the port of Lisk ended a trial.\n"
    path = tmp_path / "ecb.jsonl"
    path.write_text(
        row(1, one, mention(one, "raided", "A"), mention(one, "Lisk", "L", "LOC"))
        + "\n"
        + row(2, two, mention(two, "raid", "A"), mention(two, "Lisk", "L", "LOC"), mention(two, "trial", "B")),
        encoding="utf-8",
    )
    scores = evaluate_ecbplus(path, split="dev")

    assert scores.mentions == 3
    assert scores.conll == pytest.approx(1)
    assert read_ecbplus(path, split="train") == ()


def test_ecbplus_within_subtopics(shared: Path) -> None:
    """On the public dev part, with the mentions given: well above grouping nothing."""
    scores = evaluate_ecbplus(shared / "evaluation" / "ecbplus.jsonl", split="dev")

    assert scores.mentions == 1034
    assert scores.conll >= 0.65


def test_linked_reports_as_coded_by_hand(shared: Path) -> None:
    """On two reports of an attack on a hotel, most links are found."""
    score = evaluate_links(shared / "reports" / "clusters" / "somalia-hotel.jsonl")

    assert score.f1 >= 0.6
