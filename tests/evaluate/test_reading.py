from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from casus.errors import FormatError
from casus.evaluate.reading import evaluate, score_pairs
from casus.evaluate.scores import Scores
from tests.evaluate.coding import Json, at, claim, coded
from tests.evaluate.perturbing import perturbed
from tests.store.building import pipeline


def scores(predicted: Json) -> Scores:
    """Scores of one prediction against the small coded report."""
    return score_pairs([coded()], [predicted]).total


def test_the_gold_itself_scores_full_marks() -> None:
    """Nothing is lost in a reading that equals the gold."""
    values = scores(coded()).values()

    assert set(values.values()) == {1.0}


def test_a_missing_prediction_counts_as_an_empty_reading() -> None:
    """Reports an engine says nothing about still weigh in."""
    found = score_pairs([coded()], []).total.f1["claim found"]

    assert (found.right, found.gold, found.predicted) == (0, 3, 0)


def test_a_wrong_type_on_the_right_trigger_is_found_but_not_typed() -> None:
    """Finding and typing are told apart."""
    predicted = coded()
    predicted["claims"][2]["type"] = "DISPLACE"
    result = scores(predicted)

    assert result.f1["claim found"].right == 3
    assert result.f1["claim typed"].right == 2


def test_a_claim_beside_the_trigger_needs_a_shared_party() -> None:
    """Same type in the same sentence is not enough to be the same claim."""
    alone = coded() | {"claims": [claim("e1", at("killed"), "ASSAULT")]}
    with_party = coded() | {"claims": [claim("e1", at("killed"), "ASSAULT", roles=[{"role": "actor", "actor": "a1"}])]}

    assert scores(alone).f1["claim found"].right == 0
    assert scores(with_party).f1["claim found"].right == 1


def test_a_party_is_known_by_any_of_its_mentions() -> None:
    """Pointing at another mention of the same actor is no mistake."""
    predicted = coded()
    predicted["claims"][1]["roles"][0] = {"role": "actor", "actor": None, "span": [0, 5]}

    assert scores(predicted).f1["actor"].right == 3


def test_a_flipped_denial_is_not_who_did_what_to_whom() -> None:
    """Saying that something happened when the report says it did not is wrong, whoever is named."""
    predicted = coded()
    predicted["claims"][2]["factuality"] = "CT+"
    result = scores(predicted)

    assert result.f1["who did what to whom"].right == 2
    assert result.accuracy["polarity"].right == 2


def test_another_text_is_refused() -> None:
    """Offsets into another text mean nothing."""
    predicted = coded() | {"text": "Something else."}

    with pytest.raises(FormatError, match="one: the text that was read differs"):
        scores(predicted)


def test_scores_are_broken_down_by_report_and_by_type() -> None:
    """A developer sees where an engine fails."""
    second = coded() | {"id": "two"}
    result = score_pairs([coded(), second], [coded(), second | {"claims": []}])

    assert [(name, found.f1["claim found"].right) for name, found in result.reports] == [("one", 3), ("two", 0)]
    assert [(name, f1.right, f1.gold) for name, f1 in result.types] == [("ASSAULT", 2, 4), ("RETREAT", 1, 2)]


def test_evaluating_reads_the_texts_of_the_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine is handed text, title and date and nothing that was coded; reports come back under their ids."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(coded() | {"id": name}) for name in ("one", "two", "three")), "utf-8")
    progress: list[tuple[int, int]] = []
    result = evaluate(gold, pipeline(), limit=2, on_progress=lambda *step: progress.append(step))

    assert [name for name, _ in result.reports] == ["one", "two"]
    assert result.total.f1["claim found"].right == 2
    assert progress == [(1, 2), (2, 2)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_equal_those_of_the_reference_scorer(shared: Path, tmp_path: Path, seed: int) -> None:
    """On spoiled copies of hand-coded reports, both give the same figures in every measure."""
    random_ = random.Random(seed)
    lines = (shared / "coding" / "dev.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in random_.sample(lines, k=24)]
    predicted = [perturbed(row, random_) for row in gold if random_.random() < 0.95]
    ours = score_pairs(gold, predicted).total.as_dict()

    assert ours == _reference(shared, tmp_path, gold, predicted)


def test_scoring_changes_nothing_in_its_input() -> None:
    """Readings can be used on after scoring."""
    gold, predicted = coded(), coded()
    before = copy.deepcopy((gold, predicted))
    score_pairs([gold], [predicted])

    assert (gold, predicted) == before


def _reference(shared: Path, folder: Path, gold: list[Json], predicted: list[Json]) -> object:
    files = folder / "gold.jsonl", folder / "predicted.jsonl"
    for file, rows in zip(files, (gold, predicted), strict=True):
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "-W", "ignore", str(shared / "tools" / "score.py"), *map(str, files), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
